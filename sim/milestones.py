"""Milestones: the fixed times after coming under observation at which it is noted where a person stands [weeks].

Fields of a jobseeker, sums of the tallies and outcomes are named by them. Also called: follow-up times, horizons.
"""

from collections.abc import Container

EMPLOYED_AT = (26, 52, 104, 156, 260)  # whether the person is employed
PENSION_AT = (104,)  # whether the person is on disability pension
GONE_AT = (4, 26)  # whether the person is off the register
MILESTONES = {"employed": EMPLOYED_AT, "pension": PENSION_AT, "gone": GONE_AT}
AFTER_AAP = 26  # where who left AAP stands, from then on

EMPLOYED_OUTCOMES = tuple(f"employed_at_{weeks}_weeks" for weeks in EMPLOYED_AT)


def leading_employment(known: Container[str]) -> list[str]:
    """The outcome of employment that leads: at the latest milestone at which anybody was seen.

    In runs too short for any it is the days employed; nothing where that is not known either. One rule for every table
    and figure: `known` are the names of the outcomes that have a value.
    """
    return [name for name in (*reversed(EMPLOYED_OUTCOMES), "days_employed") if name in known][:1]
