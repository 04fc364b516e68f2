"""How targets of trials are told: numbers with units, what is accepted, verdicts, and what a reader is to doubt."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

from analysis.language import decimal_mark, text
from analysis.tables import signed, thousands, written

PROTOCOL = 30  # replicates
FEW = 0.1  # effective share of people below which a rebuilt control arm depends on a few
OF_POINTS = ("difference", "ordering", "slope", "spread_of_effect")  # estimators whose shares are percentage points
BARE = ("ratio", "correlation")  # units that need no word
SHORT = 8  # letters of a unit that is told beside its number


def unit_text(unit: str, estimator: str) -> str:
    """A unit as it is read: shares in per cent, differences of shares in percentage points."""
    if unit.startswith("share"):
        unit = ("pp" if estimator in OF_POINTS else "%") + unit.removeprefix("share")
    return text(unit)


def number_text(value: float | None, unit: str) -> str:
    """A number in the unit that is told."""
    if value is None or not isfinite(value):
        return text("none")
    if unit.startswith("share"):
        return decimal_mark(f"{100.0 * value:.{2 if '/' in unit else 1}f}")
    return decimal_mark(f"{value:.3g}") if abs(value) < 100 else thousands(round(value))


def number_with_unit(value: float | None, unit: str, estimator: str) -> str:
    """A number with its unit, where that is short."""
    number = number_text(value, unit)
    return number if value is None or not isfinite(value) else number + _short_unit(unit, estimator)


def claim_unit(unit: str) -> str:
    """The unit of a pattern's claim as it is read: a share that does not say of what is a difference of shares."""
    return unit_text(unit, "difference" if unit == "share" else "level")


def claim_text(value: float | None, unit: str, like: float | None = None) -> str:
    """What came of a claim, in the unit that is told, with as many decimals as `like` would have."""
    if value is None or not isfinite(value):
        return text("none")
    return signed(number_text(value, unit) if unit.startswith("share") else written(value, unit, like))


def size_text(least: float | None, most: float | None, unit: str) -> str:
    """The size that a claim must have; an end that is none or infinite is open."""
    low, high = (
        thousands(100.0 * end if unit.startswith("share") else end) if end is not None and isfinite(end) else None
        for end in (least, most)
    )
    if low is None:
        return text("below {limit}", limit=high)
    return text("above {limit}", limit=low) if high is None else text("{low} to {high}", low=low, high=high)


def interval_text(low: float | None, high: float | None, unit: str) -> str:
    """An interval without its unit; nothing where there is none."""
    if low is None or high is None or not (isfinite(low) and isfinite(high)):
        return ""
    return text("{low} to {high}", low=number_text(low, unit), high=number_text(high, unit))


def accepted_text(accept: Any, limit: float, unit: str, estimator: str) -> str:
    """What decides whether a target is within, as its file says; `limit`: the implausibility that is accepted."""
    if accept is None:
        return ""
    if not isinstance(accept, dict):
        return text("I up to {limit}", limit=f"{limit:g}")
    if "within" in accept:
        return reach_text(accept["within"], unit)
    word = _short_unit(unit, estimator)
    if len(accept) == 2:
        return interval_text(accept["from"], accept["to"], unit) + word
    if "from" in accept:
        return text("{limit} or more", limit=number_text(accept["from"], unit) + word)
    return text("{limit} or less", limit=number_text(accept["to"], unit) + word)


def reach_text(reach: float, unit: str) -> str:
    """How near to what was observed is accepted; of a share in percentage points."""
    return text("observed ± {reach}", reach=number_with_unit(reach, unit, "difference"))


def _short_unit(unit: str, estimator: str) -> str:
    word = unit_text(unit, estimator)
    word = word.partition(" ")[0] if unit.startswith("share") else word
    if len(word) > SHORT:
        word = word.partition("/")[0]
    return "" if word in BARE or len(word) > SHORT else f" {word}"


def counts_text(within: bool | None, counts: bool) -> str:
    """Whether the trial as a whole needs a target, and if not, why."""
    if within is None:
        return text("no: nothing to accept")
    return text("yes") if counts else text("no, by its file")


def role_text(role: str) -> str:
    """What a trial may be used for."""
    return text("fitted") if role == "fitted" else text("held out")


def within_text(within: bool | None) -> str:
    """The verdict on a target; nothing where nothing was to be accepted."""
    return "" if within is None else text("yes") if within else text("NO")


def verdict_text(within: bool | None) -> str:
    """The verdict on a trial."""
    if within is None:
        return text("told, not judged")
    return text("within") if within else text("MISSED")


def verdicts_text(verdicts: Sequence[bool | None]) -> str:
    """How many of several trials are within."""
    judged = [within for within in verdicts if within is not None]
    told = text("{n} told, not judged", n=len(verdicts) - len(judged))
    line = text("{n} of {of} trials within what was accepted beforehand", n=sum(judged), of=len(judged))
    return told if not judged else line if len(judged) == len(verdicts) else f"{line}; {told}"


def blurred(replicates: int) -> str:
    """What few replicates mean; empty where they are enough."""
    if replicates >= PROTOCOL:
        return ""
    return text(
        "{n} replicates, fewer than {enough}: a target may be within by being blurred", n=replicates, enough=PROTOCOL
    )


def depends_on_few(effective_share: float) -> str:
    """What a control arm means that was rebuilt of a few people; empty where they are many."""
    return text("the result depends on a few") if effective_share < FEW else ""


def grade_text(grade: str, country: str) -> str:
    """How sure a published figure of an office is, in words."""
    word = {
        "A": text("A: official or peer reviewed"), "B": text("B: press, union or vendor"),
        "C": text("C: computed from published figures"), "D": text("D: assumed"),
        "identity": text("must hold whatever the numbers are"),
    }[grade]  # fmt: skip
    return text("{grade}, foreign", grade=word) if country == "foreign" else word


def offices_text(office: Any, *, named: bool = False) -> str:
    """How many figures of an office are within what is accepted, as results hold it; `named`: and which are not."""
    told = {"n": office["targets_within"], "total": office["targets_judged"], "office": text(office["title"])}
    line = text("{office}: {n} of {total} published figures are within what is accepted", **told)
    line = line if told["total"] else text("{office}: no published figure is judged", office=told["office"])
    missing = sum(target["not_measured"] is not None for target in office["targets"])
    line += text("; {n} are not measured", n=missing) if missing else ""
    meanings = {target["name"]: text(target["meaning"] or target["name"]) for target in office["targets"]}
    beyond = "; ".join(meanings[name] for name in office["missed"]) if named else ""
    return line + (text("; not within: {names}", names=beyond) if beyond else "") + "."
