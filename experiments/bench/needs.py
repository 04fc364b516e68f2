"""What one person's week needs: fields read and written, draws and exponentials, counted while a whole run is lived.

Few are registered in the first weeks' sense later on, so that what they need differs much over a run; weeks are counted
from the first to the last, every so many, in an office of Mesa agents, which do all that compiled ones do.
"""

import math
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from sim import call_trees
from sim.chance import uniform
from sim.model import FrontLine, Jobseeker
from sim.scenario import Scenario
from sim.terms import Status
from sim.week import live_weeks
from sim.world import RECORDS

JOBSEEKER = RECORDS["jobseekers"]
STATUSES = ("seeking", "in_measure", "waiting_for_health", "employed", "disability_pension", "out_of_labour_force")
EVERY = 13  # weeks between two that are counted


class Needs(NamedTuple):
    """What a person's week needs in the mean."""

    read: dict[str, float]  # share of weeks in which each field is read at least once
    written: dict[str, float]
    draws: float
    exponentials: float
    registered: float  # share of people who are followed and registered, over the weeks that were counted
    weeks: int  # that were counted

    def counts(self) -> dict[str, float]:
        """Their numbers."""
        return {
            "fields_read": sum(self.read.values()),
            "fields_written": sum(self.written.values()),
            "draws": self.draws,
            "exponentials": self.exponentials,
        }


def usual_fields(shares: dict[str, float]) -> list[str]:
    """As many fields as a person's week touches in the mean: those touched most often."""
    return sorted(shares, key=lambda name: -shares[name])[: max(1, round(sum(shares.values())))]


def needs_of(scenario: Scenario, every: int = EVERY) -> Needs:
    """Live a whole run and count every so many weeks."""
    fields = set(JOBSEEKER.names or ())
    touched: dict[str, set[tuple[int, str]]] = {"read": set(), "written": set()}
    counts: Counter[str] = Counter()

    class Noting(Jobseeker):
        """A jobseeker who notes which fields are read and written."""

        def __getattribute__(self, name: str) -> Any:
            if name in fields:
                touched["read"].add((id(self), name))
            return object.__getattribute__(self, name)

        def __setattr__(self, name: str, value: Any) -> None:
            if name in fields:
                touched["written"].add((id(self), name))
            object.__setattr__(self, name, value)

    def noted(what: str, function: Callable) -> Callable:
        def call(*arguments: Any) -> float:
            counts[what] += 1
            return function(*arguments)

        return call

    watched = {uniform: noted("draws", uniform)}
    watched |= {function: noted("exponentials", function) for function in (math.exp, math.log)}
    model = FrontLine(scenario, seed=1)
    live = call_trees.as_python(live_weeks, swap=watched)
    names: dict[str, Counter[str]] = {"read": Counter(), "written": Counter()}
    lived = registered = weeks = 0
    for week in range(scenario.weeks):
        if week % every:
            model.step()
            continue
        here = [person for person in model.world.jobseekers if person.status != Status.VACANT]
        for person in here:
            person.__class__ = Noting
        plain, model._live = model._live, live
        model.step()
        model._live = plain
        for person in here:
            if isinstance(person, Noting):
                person.__class__ = Jobseeker
        for kind, pairs in touched.items():
            names[kind].update(name for _, name in pairs)
            pairs.clear()
        books = {name: model.last_week(name) for name in STATUSES}
        lived += int(sum(books.values()))
        registered += int(sum(books[name] for name in STATUSES[:3]))
        weeks += 1
    return Needs(
        {name: n / lived for name, n in names["read"].items()},
        {name: n / lived for name, n in names["written"].items()},
        counts["draws"] / lived,
        counts["exponentials"] / lived,
        registered / lived,
        weeks,
    )
