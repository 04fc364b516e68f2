"""Lives laid beside each other: the same people under two policies, what differs and for whom."""

from typing import Any, NamedTuple

import numpy as np

from sim.milestones import EMPLOYED_AT
from sim.paired_runs import FIELDS_RENAMED, PAIRED_GROUPINGS, categories, names_of
from sim.parameters import Parameters

# Where somebody stands in lists and rows of the model, which no person lives.
BOOKKEEPING = (
    "caseworker",
    "known_caseworker",
    "arm",
    "rank",
    "next_in_list",
    "applied_to",
    "measure_lot",
    "treatment_lot",
)
WORKING_LIFE = ("first_job_week", "jobs", "durable_job", "weeks_employed", "weeks_unemployed", "weeks_out")


class PersonOutcome(NamedTuple):
    """Something of one person's life: unit, what it is, and the field it is read from; -1 there may mean not seen."""

    unit: str
    meaning: str
    field: str
    may_be_unseen: bool = False


PERSON_OUTCOMES = {
    "weeks_employed": PersonOutcome("weeks", "weeks employed", "weeks_employed"),
    **{
        f"employed_at_{weeks}_weeks": PersonOutcome(
            "share", f"employed {weeks} weeks after coming", f"employed_at_{weeks}", True
        )
        for weeks in EMPLOYED_AT
    },
    "durable_jobs": PersonOutcome("share", "held work for 26 unbroken weeks", "durable_job"),
    "disability_pension_at_104_weeks": PersonOutcome("share", "on disability pension then", "pension_at_104", True),
    "weeks_waited": PersonOutcome("weeks", "weeks waited for measures and treatment", "weeks_waited"),
    "contacts": PersonOutcome("contacts", "contacts of any kind", "contacts"),
    "talks": PersonOutcome("talks", "follow-up talks", "talks"),
    "access_failures": PersonOutcome("failures", "enquiries turned away", "access_failures"),
    "hours_received": PersonOutcome("hours", "caseworker hours in follow-up talks", "hours_received"),
    "sanctions": PersonOutcome("sanctions", "sanctions", "sanctions"),
    "benefits_per_person": PersonOutcome("NOK", "benefits paid", "benefits_paid"),
    "coping": PersonOutcome("share", "coping (mestring) at the end", "coping"),
    "trust": PersonOutcome("share", "trust in NAV at the end", "trust"),
    "user_experience": PersonOutcome("share", "experience of the service at the end", "experience"),
}
SHARES = {
    "more_weeks_employed": "share of people with more weeks employed than under the first policy",
    "fewer_weeks_employed": "share of people with fewer weeks employed",
    "same_working_life": "share of people whose weeks in and out of work, and jobs, are the same",
    "unchanged": "share of people whose whole recorded life is the same, bit for bit",
}


class Pairs(NamedTuple):
    """The people of two runs of one seed who are in both, in the same order; and how many are in one only."""

    first: np.ndarray
    other: np.ndarray
    only_first: int
    only_other: int


def pair(first: np.ndarray, other: np.ndarray) -> Pairs:
    """Lay the people of two runs beside each other by identity."""
    _, rows, others = np.intersect1d(first["id"], other["id"], assume_unique=True, return_indices=True)
    return Pairs(first[rows], other[others], len(first) - len(rows), len(other) - len(others))


def unchanged(pairs: Pairs, fields: tuple[str, ...] | None = None) -> np.ndarray:
    """Whether each person's life is the same bit for bit: all recorded fields, or those named."""
    names = fields or [name for name in pairs.first.dtype.names or () if name not in BOOKKEEPING]
    same = np.ones(len(pairs.first), bool)
    for name in names:
        same &= pairs.first[name].copy().view(np.int64) == pairs.other[name].copy().view(np.int64)
    return same


def differences_of_people(pairs: Pairs) -> dict[str, np.ndarray]:
    """Each person's difference in every outcome, NaN where it was not seen under both; and what happened, 0 or 1."""
    differences = {name: _difference(pairs, outcome) for name, outcome in PERSON_OUTCOMES.items()}
    weeks = differences["weeks_employed"]
    happened = {
        "more_weeks_employed": weeks > 0,
        "fewer_weeks_employed": weeks < 0,
        "same_working_life": unchanged(pairs, WORKING_LIFE),
        "unchanged": unchanged(pairs),
    }
    return differences | {name: np.asarray(mark, float) for name, mark in happened.items()}


def _difference(pairs: Pairs, outcome: PersonOutcome) -> np.ndarray:
    first, other = (people[outcome.field].astype(float) for people in (pairs.first, pairs.other))
    if not outcome.may_be_unseen:
        return other - first
    return np.where((first < 0) | (other < 0), np.nan, other - first)


Row = tuple[str, str, str, int, float]


def gained_and_lost(pairs: Pairs, parameters: Parameters) -> list[Row]:
    """Rows of grouping, category, outcome, people seen under both and mean paired difference, for every group."""
    differences = differences_of_people(pairs)
    rows = _rows("all", "all", np.ones(len(pairs.first), bool), differences)
    groups = categories(pairs.first, parameters)
    for grouping, kind in PAIRED_GROUPINGS.items():
        for category in kind:
            members = groups[grouping] == category.value
            if members.any():
                rows += _rows(grouping, category.name, members, differences)
    rows.append(("all", "all", "people_under_first_policy_only", pairs.only_first, float(pairs.only_first)))
    rows.append(("all", "all", "people_under_this_policy_only", pairs.only_other, float(pairs.only_other)))
    return rows


def _rows(grouping: str, category: str, members: np.ndarray, differences: dict[str, np.ndarray]) -> list[Row]:
    rows = []
    for name, values in differences.items():
        seen = values[members]
        seen = seen[~np.isnan(seen)]
        mean = float(seen.mean()) if len(seen) else float("nan")
        rows.append((grouping, category, name, len(seen), mean))
    return rows


def people_columns(policy: str, seed: int, people: np.ndarray, same: np.ndarray, parameters: Parameters) -> dict:
    """Everybody of one run as columns: who they are, what came of them, and whether their life is unchanged."""
    groups = categories(people, parameters)
    columns: dict[str, Any] = {
        "policy": np.full(len(people), policy, object),
        "seed": np.full(len(people), seed, np.int64),
        "id": people["id"].copy(),
        **{name: names_of(name, groups[name]).astype(object) for name in PAIRED_GROUPINGS},
        FIELDS_RENAMED["digital_skill"]: people["digital_skill"].copy(),
        FIELDS_RENAMED["age"]: people["age"].copy(),
        FIELDS_RENAMED["n_barriers"]: people["n_barriers"].copy(),
    }
    for name, outcome in PERSON_OUTCOMES.items():
        values = people[outcome.field].copy()
        columns[name] = np.where(values < 0, np.nan, values) if outcome.may_be_unseen else values
    return columns | {"unchanged": same}
