"""What an office out of rest comes to, year by year, in the mean over seeds: for claims on rest, time and rationing."""

from dataclasses import fields
from typing import Any

import numpy as np

from sim.engine import on_threads, run_compiled
from sim.kernel import kernel
from sim.measuring import SHAPE
from sim.ratios import GROUPINGS
from sim.scenario import Change, Scenario, with_numbers
from sim.units import WEEK_HOURS, WEEKS_A_YEAR
from sim.world import World

YEAR = int(WEEKS_A_YEAR)
REGISTERED = ("seeking", "in_measure", "waiting_for_health")
CONTACT = ("hours_follow_up", "hours_reception", "hours_dialogue", "hours_employers")
KINDS = (
    "hours_leave", "hours_absence", "hours_overhead", "hours_reception", "hours_dialogue", "hours_mandatory",
    "hours_assessment", "hours_follow_up", "hours_documentation",
)  # fmt: skip
Numbers = dict[str, Any]
_ends: dict[str, dict[int, World]] = {}  # of runs, by their scenario and seed


def runs(office: str, numbers: Numbers, n_seeds: int, changes: tuple[dict, ...] = ()) -> list[World]:
    """The ends of runs of a setting with these numbers; each made once, however often it is asked for."""
    scenario = with_numbers(Scenario.named("baseline", office), numbers)
    scenario.changes = [Change(**change) for change in changes]
    said = repr([getattr(scenario, part.name) for part in fields(scenario)])
    ends, live = _ends.setdefault(said, {}), kernel()

    def run(seed: int, tick: Any) -> World:
        world = run_compiled(scenario, live, seed)
        nobody = world.jobseekers[:0]
        return world._replace(jobseekers=nobody, employers=world.employers[:0], heap=world.heap[:0])

    missing = [seed for seed in range(1, n_seeds + 1) if seed not in ends]
    ends.update(zip(missing, on_threads(run, missing, 0, None), strict=True))
    return [ends[seed] for seed in range(1, n_seeds + 1)]


def by_year(worlds: list[World]) -> dict[str, np.ndarray]:
    """What each year of each run comes to: rates a person-year, shares and means; a row a seed, a column a year."""
    rows = [_years_of(world) for world in worlds]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def _years_of(world: World) -> dict[str, np.ndarray]:
    weekly, n_offices = world.weekly, len(world.offices)
    n_years = len(weekly) // n_offices // YEAR
    weekly = weekly[: n_years * YEAR * n_offices].reshape(n_years, -1)

    def total(*names: str) -> np.ndarray:
        return sum(weekly[name].sum(axis=1).astype(float) for name in names)

    person_years = total(*REGISTERED) / YEAR
    scheduled = total("hours_contracted") - total("hours_leave")
    at_work = scheduled - total("hours_absence")
    return {
        "people": person_years,
        "talks": total("talks_held") / person_years,
        "refusals": total("refusals") / person_years,
        "in_measure": total("in_measure") / YEAR / person_years,
        "kept_waiting": total("waiting_for_health") / YEAR / person_years,
        "admin": total("nok_admin") / person_years,
        "contact": total(*CONTACT) / at_work,
        "sick": total("hours_absence") / scheduled,
        "paid_hours": total("hours_contracted"),
        "empty_hours": total("hours_vacant"),
        "posts_filled": total("posts_filled") * WEEK_HOURS,
        "mandatory": total("hours_mandatory") / (total("hours_contracted") / WEEK_HOURS),
        "creaming": total("chance_held") / total("talks_held") - total("chance_due") / total("talks_due"),
        **{name: weekly[name].mean(axis=1) for name in ("stress", "trust", "coping", "pressure")},
        **{name: total(name) / (total("hours_contracted") / WEEK_HOURS) for name in KINDS},
    }


def last_years(worlds: list[World], years: int = 1) -> dict[str, float]:
    """Means over seeds and the last years."""
    return {name: float(values[:, -years:].mean()) for name, values in by_year(worlds).items()}


def sums_of_people(worlds: list[World], name: str, **of: int) -> np.ndarray:
    """A field of the tallies by run, over people of categories: `sums_of_people(worlds, "talks", age=0)`."""
    found = []
    for world in worlds:
        cube = world.tallies.reshape(-1, *SHAPE)[name]
        where = (slice(None), *(of.get(grouping, slice(None)) for grouping in GROUPINGS))
        found.append(cube[where].sum())
    return np.array(found, float)
