"""What is said of patterns that were judged: for machines as plain values, for people as a table."""

from math import isfinite
from typing import Any

from analysis.tables import CONFIDENCE
from experiments.cli.text_columns import print_table
from experiments.patterns.judging import P_VALUE, Judged, PatternResult

HEADS = ("what was measured", "unit", "difference", "95 % interval", "must be", "p", "holds")
PATTERN_COLUMNS = {
    "pattern": ("name", "the pattern"),
    "source": ("name", "where it was published"),
    "part": ("name", "the claim"),
    "measured": ("name", "what was measured"),
    "unit": ("unit", "unit of difference, interval and sizes"),
    "difference": ("see unit", "mean over replicates"),
    "low": ("see unit", "low end of its 95 % interval; NaN where there is one value only"),
    "high": ("see unit", "high end of it"),
    "least": ("see unit", "what it must be beyond, written down beforehand; NaN where there is none"),
    "most": ("see unit", "what it must be below; NaN where there is none"),
    "p": ("share", "one-sided t-test over replicates; NaN where the claim is not of chance"),
    "replicates": ("runs", "seeds from 1 on"),
    "holds": ("true/false", "whether the claim holds"),
}


def as_patterns(results: list[PatternResult]) -> list[dict[str, Any]]:
    """Patterns for `validation.json`."""
    return [
        {
            "id": one.pattern.id, "pattern": one.pattern.pattern, "source": one.pattern.source, "holds": one.holds,
            "note": one.pattern.note or None, "theory_driven": one.theory, "confidence": CONFIDENCE,
            "p_value": P_VALUE, "parts": [_as_part(part) for part in one.parts],
        }
        for one in results
    ]  # fmt: skip


def _as_part(one: Judged) -> dict[str, Any]:
    part = one.part
    return {
        "name": part.name, "measured": part.measured, "unit": part.unit, "difference": _number(one.difference),
        "interval": {"low": _number(one.low), "high": _number(one.high)}, "least": _number(part.least),
        "most": _number(part.most), "p": _number(one.p), "replicates": len(part.seeds), "holds": one.holds,
    }  # fmt: skip


def pattern_rows(results: list[PatternResult]) -> dict[str, list[Any]]:
    """All parts as columns for `patterns.parquet`."""
    rows = [
        (one.pattern.id, one.pattern.source, part.part.name, part.part.measured, part.part.unit, part.difference,
         part.low, part.high, *(end if isfinite(end) else float("nan") for end in (part.part.least, part.part.most)),
         part.p, len(part.part.seeds), part.holds)
        for one in results for part in one.parts
    ]  # fmt: skip
    return {name: [row[place] for row in rows] for place, name in enumerate(PATTERN_COLUMNS)}


def print_patterns(results: list[PatternResult], run_with: str) -> None:
    """A table of every claim, by pattern; then how many patterns are reproduced, and which are not."""
    rows = [[_row(part) for part in one.parts] for one in results]
    widths = [max(len(row[place]) for row in sum(rows, [HEADS])) for place in range(len(HEADS))]
    for one, parts in zip(results, rows, strict=True):
        verdict = "reproduced" if one.holds else "NOT REPRODUCED"
        listed = [tuple(cell.ljust(width) if place != 2 else cell for place, (cell, width)
                        in enumerate(zip(row, widths, strict=True))) for row in parts]  # fmt: skip
        print_table(f"{one.pattern.pattern} ({one.pattern.source}): {verdict}", HEADS, listed, (2,), always=True)
        for line in (one.pattern.note, one.theory["line"] if one.theory else ""):
            if line:
                print(f"  {line}")
        print()
    missed = [one.pattern.id.replace("_", " ") for one in results if not one.holds]
    told = f"; not reproduced: {', '.join(missed)}" if missed else ""
    print(f"{len(results) - len(missed)} of {len(results)} published patterns reproduced{told}")
    print(f"patterns: {run_with}; a claim holds beyond its least size and, where by chance, at p < {P_VALUE:g}")


def _row(one: Judged) -> tuple[str, ...]:
    part = one.part
    interval = f"{_told(one.low)} to {_told(one.high)}" if isfinite(one.low) else ""
    p = "" if not part.by_chance else "< 0.001" if one.p < 0.001 else f"{one.p:.3f}"
    return (f"  {part.measured}", part.unit, _told(one.difference), interval, sizes(part.least, part.most), p,
            "yes" if one.holds else "NO")  # fmt: skip


def sizes(least: float, most: float) -> str:
    """The size that a claim must have, as people read it."""
    if isfinite(least) and isfinite(most):
        return f"{_told(least)} to {_told(most)}"
    return f"> {_told(least)}" if isfinite(least) else f"< {_told(most)}"


def _told(value: float) -> str:
    if not isfinite(value):
        return "none"
    return f"{value:.3g}" if abs(value) >= 0.001 or not value else f"{value:.2g}"


def _number(value: float) -> float | None:
    return float(value) if isfinite(value) else None
