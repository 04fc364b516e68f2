"""Units converted, the middle of a share, and guards against division by nothing: what is true by definition, once.

Numbers about the world stand in `sim.parameters` instead, where they have a range and a source.
"""

WEEKS_A_YEAR = 52.0
MONTHS_A_YEAR = 12.0
WEEKS_A_MONTH = WEEKS_A_YEAR / MONTHS_A_YEAR
DAYS_A_WEEK = 7.0
MINUTES_AN_HOUR = 60.0
WEEK_HOURS = 37.5  # contracted; also the hours in which anything can be open
THOUSAND = 1000.0  # capacities are given per 1000 jobseekers
NO_WEEK = -16384  # of what has not happened: no week is so early, those of rest before a run among them
MIDDLE = 0.5  # of a share: from here it leans neither way

NEXT_TO_NOTHING = 1.0e-9  # the least that anything is divided by
NO_LIMIT = 1.0e9  # a capacity that is never reached
LEAST_HOURS = 0.1  # hours; what a talk takes at least, and the least that pressure is measured against


def nearest_whole(number: float) -> int:
    """The nearest whole number of one that is not negative; a half goes up."""
    return int(number + MIDDLE)
