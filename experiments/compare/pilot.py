"""A pilot judged twice: as its evaluation sees it, and as it truly is.

Some offices change in a week and the others do not. An evaluation lives one course of events, so it takes what became
different in the offices of the pilot, less what became different in those it compares them with: a difference in
differences, from before to after. The same people with the same luck have also lived without the pilot, so here it is
known what that sum is made of:

    difference in differences = effect on the pilot's offices - effect on the others + difference without the pilot

The others are touched where they share a labour market or a health service, and two groups of offices drift apart by
luck alone. Where a pilot begins with the run there is no before, and the two groups are compared as they are after.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.accounts import SO_FAR
from sim.milestones import EMPLOYED_AT
from sim.scenario import Change, Scenario
from sim.units import WEEKS_A_YEAR

if TYPE_CHECKING:
    from sim.paired_runs import RunResult

ESTIMATES = {
    "difference_in_differences": "what an evaluation of the pilot sees: change in its offices less that in the others",
    "effect": "what the pilot truly does in its offices: with it less without it, after it began",
    "effect_on_others": "what it does in the offices that it is compared with",
    "without_pilot": "the difference in differences that there would have been without the pilot",
}
REGISTERED = ("seeking", "in_measure", "waiting_for_health")
FEWEST_WEEKS = 13  # of arrivals, so that more than a handful of people are compared


class Pilot(NamedTuple):
    """Offices that change while others do not; weeks before `begins` are before, those from `full` to `ends` after."""

    offices: list[int]
    others: list[int]
    same_market: int  # of the others, how many share a labour market with an office of the pilot
    begins: int
    full: int
    ends: int


class WeeklyOutcome(NamedTuple):
    """Something of the weekly books: a field over another, or over weeks of offices where none is named."""

    unit: str
    part: str
    whole: str = ""
    factor: float = 1.0


WEEKLY_OUTCOMES = {
    "registered": WeeklyOutcome("share", "registered", "at_start"),
    "in_measure": WeeklyOutcome("share", "in_measure", "registered"),
    "trust": WeeklyOutcome("share", "trust"),
    "digital_divide": WeeklyOutcome("share", "digital_divide"),
    "creaming": WeeklyOutcome("share", "creaming"),
    "stress": WeeklyOutcome("share", "stress"),
    "talks_a_year": WeeklyOutcome("talks/year", "talks_held", "registered", WEEKS_A_YEAR),
    "refusals_a_year": WeeklyOutcome("failures/year", "access_failures", "registered", WEEKS_A_YEAR),
    "repeats_a_year": WeeklyOutcome("enquiries/year", "repeats", "registered", WEEKS_A_YEAR),
    "admin_cost_a_year": WeeklyOutcome("NOK", "nok_admin", "registered", WEEKS_A_YEAR),
    "measure_cost_a_year": WeeklyOutcome("NOK", "nok_measures", "registered", WEEKS_A_YEAR),
    "benefits_a_year": WeeklyOutcome("NOK", "nok_benefits", "registered", WEEKS_A_YEAR),
}
# Of those who arrive after, or before and are seen before it begins; each group with weeks enough of arrivals.
ARRIVALS = {f"employed_at_{weeks}_weeks": weeks for weeks in EMPLOYED_AT}
UNITS = {
    **dict.fromkeys(ARRIVALS, "share"), **{name: outcome.unit for name, outcome in WEEKLY_OUTCOMES.items()}
}  # fmt: skip


def pilot_between(first: Scenario, other: Scenario) -> Pilot | None:
    """The pilot that is all that the other scenario has beside the first; None where it has more, or everywhere."""
    own = [change for change in other.changes if change not in first.changes]
    alike = replace(other, changes=first.changes) == first and all(change in other.changes for change in first.changes)
    if not own or not alike or any(change.level != "office" for change in own):
        return None
    starts: dict[int, int] = {}
    for change in own:
        for office in change.who or []:
            starts[office] = min(change.from_week, starts.get(office, other.weeks))
    size, market = other.setting.office, other.setting.labour_market
    others = [office for office in range(size.offices) if office not in starts]
    if not others:
        return None
    markets = {office % min(market.markets, size.offices) for office in starts}
    same_market = sum(office % min(market.markets, size.offices) in markets for office in others)
    full = max(starts.values())
    ends = max(full + 1, int(min(_ends(change, other.weeks) for change in own)))
    return Pilot(sorted(starts), others, same_market, min(starts.values()), full, ends)


def _ends(change: Change, weeks: int) -> float:
    return min(change.ends, weeks)


def estimates(pilot: Pilot, without: "RunResult", with_it: "RunResult") -> list[tuple[str, str, float]]:
    """Rows of outcome, estimate and value, of one seed."""
    after = [_levels(pilot, run, before=False) for run in (without, with_it)]
    before = [_levels(pilot, run, before=True) for run in (without, with_it)]
    rows = []
    for name in UNITS:
        level = np.array(
            [[group[name] for group in run] for run in after]
        )  # without and with it, its offices and the others
        moved = level - [[group[name] for group in run] for run in before] if pilot.begins > 0 else level
        values = (
            moved[1, 0] - moved[1, 1],
            level[1, 0] - level[0, 0],
            level[1, 1] - level[0, 1],
            moved[0, 0] - moved[0, 1],
        )
        rows += [(name, estimate, float(value)) for estimate, value in zip(ESTIMATES, values, strict=True)]
    return rows


def _levels(pilot: Pilot, run: "RunResult", *, before: bool) -> list[dict[str, float]]:
    """Every outcome before or after, in the offices of the pilot and in the others."""
    weeks = slice(0, pilot.begins) if before else slice(pilot.full, pilot.ends)
    seen_until = pilot.begins if before else int(run.weekly["week"].max()) + 1
    return [_arrivals(run.people, group, weeks, seen_until) | _weekly(run.weekly, group, weeks) for group in pilot[:2]]


def _arrivals(people: np.ndarray, offices: Sequence[int], weeks: slice, seen_until: int) -> dict[str, float]:
    here = (people["newcomer"] == 1) & np.isin(people["office"], offices)
    arrived = people["arrived_week"]
    levels = {}
    for name, horizon in ARRIVALS.items():
        last = min(weeks.stop, seen_until - horizon + 1)  # the first week whose arrivals are not seen so long
        came = here & (arrived >= weeks.start) & (arrived < last)
        enough = came.any() and last - weeks.start >= FEWEST_WEEKS
        levels[name] = float(people[f"employed_at_{horizon}"][came].mean()) if enough else np.nan
    return levels


def _weekly(weekly: np.ndarray, offices: Sequence[int], weeks: slice) -> dict[str, float]:
    books = weekly.reshape(-1, int(weekly["office"].max()) + 1)[:, list(offices)]
    registered = np.sum([books[status] for status in REGISTERED], axis=0)

    def total(field: str) -> float:
        if field == "registered":
            column = registered
        elif field == "at_start":
            column = np.broadcast_to(registered[0], registered.shape)
        else:
            column = books[field] if field else np.ones(books.shape)
        if field in SO_FAR:
            column = np.diff(column, axis=0, prepend=0)
        return float(column[weeks].sum())

    levels = {}
    for name, outcome in WEEKLY_OUTCOMES.items():
        whole = total(outcome.whole)
        levels[name] = outcome.factor * total(outcome.part) / whole if whole else np.nan
    return levels
