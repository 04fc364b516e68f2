"""How targets of trials are told: numbers with their units, and what a reader is to doubt."""

from math import isfinite

PROTOCOL = 30  # replicates
FEW = 0.1  # effective share of people below which a rebuilt control arm depends on a few
OF_POINTS = ("difference", "ordering", "slope")  # estimators whose shares are percentage points
BARE = ("ratio", "correlation")  # units that need no word
SHORT = 8  # letters of a unit that is told beside its number


def unit_text(unit: str, estimator: str) -> str:
    """A unit as it is read: shares in per cent, differences of shares in percentage points."""
    if not unit.startswith("share"):
        return unit
    return ("pp" if estimator in OF_POINTS else "%") + unit.removeprefix("share")


def number_text(value: float | None, unit: str) -> str:
    """A number in the unit that is told."""
    if value is None or not isfinite(value):
        return "none"
    if unit.startswith("share"):
        return f"{100.0 * value:.{2 if '/' in unit else 1}f}"
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def number_with_unit(value: float | None, unit: str, estimator: str) -> str:
    """A number with its unit, where that is short."""
    number, word = number_text(value, unit), unit_text(unit, estimator)
    word = word.partition(" ")[0] if unit.startswith("share") else word
    return number if number == "none" or word in BARE or len(word) > SHORT else f"{number} {word}"


def blurred(replicates: int) -> str:
    """What few replicates mean; empty where they are enough."""
    note = f"{replicates} replicates, fewer than {PROTOCOL}: a target may be within by being blurred"
    return note if replicates < PROTOCOL else ""


def depends_on_few(effective_share: float) -> str:
    """What a control arm means that was rebuilt of a few people; empty where they are many."""
    return "the result depends on a few" if effective_share < FEW else ""
