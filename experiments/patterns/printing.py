"""What is said of patterns that were judged: for machines as plain values, for people as a table."""

from math import isfinite
from textwrap import fill
from typing import Any

from analysis.language import decimal_mark, text
from analysis.naming import spoken, theory_text
from analysis.tables import CONFIDENCE, finite_or_none
from analysis.trial_wording import claim_text, claim_unit, size_text
from experiments.cli.text_columns import print_table
from experiments.patterns.judging import P_VALUE, Judged, PatternResult

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
            "id": result.pattern.id, "pattern": result.pattern.pattern, "source": result.pattern.source,
            "holds": result.holds, "note": result.pattern.note or None, "theory_driven": result.theory,
            "confidence": CONFIDENCE, "p_value": P_VALUE, "parts": [_as_part(part) for part in result.parts],
        }
        for result in results
    ]  # fmt: skip


def _as_part(judged: Judged) -> dict[str, Any]:
    part = judged.part
    return {
        "name": part.name, "measured": part.measured, "unit": part.unit,
        "difference": finite_or_none(judged.difference),
        "interval": {"low": finite_or_none(judged.low), "high": finite_or_none(judged.high)},
        "least": finite_or_none(part.least), "most": finite_or_none(part.most), "p": finite_or_none(judged.p),
        "replicates": len(part.seeds), "holds": judged.holds,
    }  # fmt: skip


def pattern_rows(results: list[PatternResult]) -> dict[str, list[Any]]:
    """All parts as columns for `patterns.parquet`."""
    rows = [
        (result.pattern.id, result.pattern.source, part.name, part.measured, part.unit, judged.difference, judged.low,
         judged.high, *(end if isfinite(end) else float("nan") for end in (part.least, part.most)), judged.p,
         len(part.seeds), judged.holds)
        for result in results for judged in result.parts for part in (judged.part,)
    ]  # fmt: skip
    return {name: [row[column] for row in rows] for column, name in enumerate(PATTERN_COLUMNS)}


def print_patterns(results: list[PatternResult], run_with: str) -> None:
    """A table of every claim, by pattern; then how many patterns are reproduced, and which are not."""
    rows = [[_row(part) for part in result.parts] for result in results]
    heads = (
        text("what was measured"), text("unit"), text("simulated"), text("95 % interval"), text("must be"), "p",
        text("holds"),
    )  # fmt: skip
    widths = [max(len(row[column]) for row in sum(rows, [heads])) for column in range(len(heads))]
    for result, parts in zip(results, rows, strict=True):
        verdict = text("reproduced") if result.holds else text("NOT REPRODUCED")
        listed = [tuple(cell.ljust(width) if column != 2 else cell for column, (cell, width)
                        in enumerate(zip(row, widths, strict=True))) for row in parts]  # fmt: skip
        print_table(
            f"{text(result.pattern.pattern)} ({result.pattern.source}): {verdict}", heads, listed, (2,), always=True
        )
        for line in (text(result.pattern.note), theory_text(result.theory["line"] if result.theory else "")):
            if line:
                print(f"  {line}")
        print()
    print_first_of_patterns(results)
    print(
        text(
            "patterns: {run_with}; a claim holds beyond its least size and, where by chance, at p < {p}",
            run_with=text(run_with), p=decimal_mark(f"{P_VALUE:g}"),
        )
    )  # fmt: skip


def print_first_of_patterns(results: list[PatternResult]) -> None:
    """How many patterns are reproduced, and which are not."""
    missed = [text(spoken(result.pattern.id)) for result in results if not result.holds]
    named = text("; not reproduced: {names}", names=", ".join(missed)) if missed else ""
    line = text("{n} of {of} published patterns are reproduced", n=len(results) - len(missed), of=len(results))
    print(fill(line + named + ".", 120))


def _row(judged: Judged) -> tuple[str, ...]:
    part, unit = judged.part, judged.part.unit
    interval = ""
    if isfinite(judged.low):
        low, high = (claim_text(end, unit, judged.difference) for end in (judged.low, judged.high))
        interval = text("{low} to {high}", low=low, high=high)
    p = "" if not part.by_chance else decimal_mark("< 0.001") if judged.p < 0.001 else decimal_mark(f"{judged.p:.3f}")
    return (f"  {text(part.measured)}", claim_unit(unit), claim_text(judged.difference, unit), interval,
            size_text(part.least, part.most, unit), p, text("yes") if judged.holds else text("NO"))  # fmt: skip
