"""Milestones: the fixed times after coming under observation at which it is noted where a person stands [weeks].

Fields of a jobseeker, sums of the tallies and outcomes are named by them. Also called: follow-up times, horizons.
"""

EMPLOYED_AT = (26, 52, 104, 156, 260)  # whether the person is employed
PENSION_AT = (104,)  # whether the person is on disability pension
GONE_AT = (4, 26)  # whether the person is off the register
MILESTONES = {"employed": EMPLOYED_AT, "pension": PENSION_AT, "gone": GONE_AT}
AFTER_AAP = 26  # where who left AAP stands, from then on
