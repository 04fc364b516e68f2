"""Ratios of sums over the records of a run: what outcomes are made of."""

from enum import IntEnum
from typing import NamedTuple

from sim.terms import AgeGroup, Cohort, DigitalSkill, NeedsGroup
from sim.units import WEEKS_A_YEAR

GROUPINGS: dict[str, type[IntEnum]] = {
    "needs_group": NeedsGroup,
    "digital_skill": DigitalSkill,
    "age": AgeGroup,
    "cohort": Cohort,
}
OFFICE = "office"  # a grouping too, whose categories are the numbers of the offices


class Sum(NamedTuple):
    """What is added up when a run has ended: a field over the records of a table, or 1 for each where none is named.

    Of people (`tallies`) it may be over one category of a grouping. `sim/measuring.py` has the tables.
    """

    table: str
    field: str = ""
    grouping: str = "all"
    category: str = "all"


ONE, NOTHING = Sum("run", "one"), Sum("run", "nothing")
REGISTERED_WEEKS = Sum("run", "registered")


class Ratio(NamedTuple):
    """A sum over another times a factor, less one sum over another; NaN when there is nothing to divide by."""

    part: Sum
    whole: Sum
    factor: float = 1.0
    subtracted_part: Sum = NOTHING
    subtracted_whole: Sum = ONE


def people(field: str, category: IntEnum | None = None) -> Sum:
    """A field over everybody under observation, or over the people of one category."""
    if category is None:
        return Sum("tallies", field)
    grouping = next(name for name, kind in GROUPINGS.items() if isinstance(category, kind))
    return Sum("tallies", field, grouping, category.name)


def of_people(part: str, whole: str, factor: float = 1.0) -> Ratio:
    """A sum over people over another."""
    return Ratio(people(part), people(whole), factor)


def per_person(total: str, factor: float = 1.0) -> Ratio:
    """A sum over people per person."""
    return of_people(total, "persons", factor)


def weeks(field: str) -> Sum:
    """A field over all weeks and offices."""
    return Sum("weekly", field)


def a_registered_year(field: str) -> Ratio:
    """A sum over all weeks and offices per year that somebody is registered."""
    return Ratio(weeks(field), REGISTERED_WEEKS, WEEKS_A_YEAR)


def contacts_by(channel: str) -> Ratio:
    """Contacts by a channel per person and year registered; those of the last week are all from the start."""
    return Ratio(Sum("last_week", channel), REGISTERED_WEEKS, WEEKS_A_YEAR)


def of_hours(use: str) -> Ratio:
    """Hours of all weeks that go to a use, of those contracted."""
    return Ratio(weeks(f"hours_{use}"), weeks("hours_contracted"))


def a_post(field: str) -> Ratio:
    """A sum over all weeks and offices a week and post that is filled."""
    return Ratio(weeks(field), weeks("posts_filled"))


def each_week(field: str) -> Ratio:
    """A mean over weeks and offices."""
    return Ratio(weeks(field), weeks(""))
