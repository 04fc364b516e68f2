"""Which fields of agents an experiment may set, and what they may be set to."""

import math
from typing import Any

from sim.agents import Caseworker, Employer, Jobseeker, Office
from sim.conditions import declared, enumeration, read_condition
from sim.declare import nearest

CLASS_BY_LEVEL: dict[str, type] = {
    "person": Jobseeker,
    "caseworker": Caseworker,
    "office": Office,
    "employer": Employer,
}
# What may be set. The rest is bookkeeping (rows, counters, money), which a hand would only falsify.
SETTABLE: dict[str, tuple[str, ...]] = {
    "person": (
        "mental_health", "physical_health", "skills_gap", "language_gap", "life_situation", "visible_limitation",
        "disclosed", "digital_skill", "coping", "motivation", "trust", "experience", "benefit", "benefit_weeks",
        "needs_group", "relation", "plan", "job_help", "last_contact", "known_caseworker", "wants_talk", "unresolved",
        "status", "measure", "measure_weeks", "measure_wanted", "measure_gain", "treated", "job_support",
    ),
    "caseworker": (
        "market_competence", "user_competence", "experience", "style", "belief", "coping_family", "stress",
        "absent_weeks",
    ),
    "office": ("norm", "adoption", "relearning", "leader_room", "posts_funded"),
    "employer": ("kind", "sector", "openness", "usual_openness", "demands", "relation", "visits"),
}  # fmt: skip
THIS_WEEK = "this_week"  # may be written for a field that holds a week
RANGES = {
    "share": (0.0, 1.0), "0/1": (0, 1), "posts": (0, 1000), "weeks": (0, 2000), "week": (-2000, 2000),
    "identity": (-1, -1),
}  # fmt: skip


def value_of(level: str, field: str, written: Any) -> float:
    """The number that a written value means for a field of the agents of a level."""
    return read_condition(CLASS_BY_LEVEL[level], field, written).values[0]


def span_of(level: str, field: str) -> tuple[float, float] | None:
    """From where to where a field of the agents of a level may be set; None where it cannot be, or holds a kind."""
    state = declared(CLASS_BY_LEVEL[level], field)
    if field not in SETTABLE[level] or enumeration(state) is not None:
        return None
    return RANGES.get(state.unit, (-math.inf, math.inf))


def check_fields(level: str, fields: dict[str, Any], added: dict[str, Any], name: str) -> None:
    """Raise ValueError in one sentence for a field that cannot be set, or cannot be set to this."""
    if level not in CLASS_BY_LEVEL:
        raise ValueError(f"{name} sets fields of a {level}; only those of a {', '.join(CLASS_BY_LEVEL)} can be set")
    for field in [*fields, *added]:
        if field not in SETTABLE[level]:
            allowed = nearest(str(field), SETTABLE[level]) or f"; it must be one of {', '.join(SETTABLE[level])}"
            raise ValueError(f"{name}: {field!r} of a {level} cannot be set{allowed}")
    for field, value in fields.items():
        _check_value(level, field, value, name)
    for field, value in added.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValueError(f"{name}: {field} is raised by {value!r}; it must be a number")
        if enumeration(declared(CLASS_BY_LEVEL[level], field)) is not None:
            raise ValueError(f"{name}: {field} is a kind, so nothing can be added to it; set it under `fields`")


def _check_value(level: str, field: str, value: Any, name: str) -> None:
    state = declared(CLASS_BY_LEVEL[level], field)
    if value == THIS_WEEK and state.unit == "week":
        return
    if isinstance(value, dict | list):
        raise ValueError(f"{name}: {field} is set to {value!r}; write one value")
    try:
        number = value_of(level, field, value)
    except ValueError as problem:
        raise ValueError(f"{name}: {problem}") from None
    members = enumeration(state)
    if members is not None and number not in list(members):
        raise ValueError(f"{name}: {field} is {value!r}; it must be one of {', '.join(members.__members__)}")
    low, high = RANGES.get(state.unit, (-math.inf, math.inf))
    if not low <= number <= high or math.isinf(number):
        raise ValueError(f"{name}: {field} is {value!r}; it must be between {low:g} and {high:g} [{state.unit}]")
