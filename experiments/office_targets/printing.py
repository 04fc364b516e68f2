"""What is said of office targets that were scored: for machines as plain values, for people as a table."""

from math import isfinite
from textwrap import fill
from typing import Any

from analysis.language import text
from analysis.tables import CONFIDENCE, finite_or_none, nan_if_none
from analysis.trial_wording import (
    accepted_text,
    blurred,
    grade_text,
    interval_text,
    number_with_unit,
    offices_text,
    within_text,
)
from experiments.cli.text_columns import print_table
from experiments.office_targets.scoring import OfficeScore, ScoredTarget
from experiments.trials.distance import ACCEPTED

MOST_TARGETS = 6  # rows of the first screen
WIDTH = 120  # of sentences [letters]
LEVEL = "level"  # the estimator whose units these have
OFFICE_COLUMNS = {
    "office": ("name", "the file"),
    "target": ("name", "the target"),
    "role": ("name", "fitted: parameters may be fitted to it; held_out: they may not"),
    "unit": ("unit", "unit of observed and simulated"),
    "observed": ("see unit", "the published figure; NaN where only a band was"),
    "accepted_low": ("see unit", "from where it is accepted; NaN where that end is open"),
    "accepted_high": ("see unit", "to where it is accepted"),
    "grade": ("name", "how sure the published figure is, A to D, or an identity"),
    "simulated": ("see unit", "mean over replicates; NaN where the model has no such quantity"),
    "standard_error": ("see unit", "its standard error over replicates"),
    "low": ("see unit", "low end of its 95 % interval"),
    "high": ("see unit", "high end of it"),
    "within": ("true/false", "whether it is what is accepted; empty where it is not judged"),
    "counts": ("true/false", "whether the office as a whole needs it"),
    "source": ("name", "where it was published"),
}
OFFICE_REPLICATE_COLUMNS = {
    "office": ("name", "the file"),
    "target": ("name", "the target"),
    "unit": ("unit", "unit of the value"),
    "seed": ("number", "seed of the replicate"),
    "value": ("see unit", "what this replicate alone has of it"),
}


def as_office(score: OfficeScore) -> dict[str, Any]:
    """Office targets for `trial.json` and `validation.json`."""
    file = score.office
    return {
        "id": file.id, "title": file.title, "role": file.role, "within": score.within,
        "targets_within": sum(scored.within is True for scored in score.judged), "targets_judged": len(score.judged),
        "missed": [scored.target.name for scored in score.missed], "run": file.run, "weeks": score.weeks,
        "replicates": len(score.seeds), "seeds": score.seeds, "confidence": CONFIDENCE,
        "role_because": file.role_because, "why_not": file.why_not or None, "notes": file.notes,
        "targets": [_as_target(scored) for scored in score.targets],
    }  # fmt: skip


def _as_target(scored: ScoredTarget) -> dict[str, Any]:
    target = scored.target
    return {
        "name": target.name, "meaning": target.meaning, "unit": target.unit, "observed": target.observed,
        "accept": target.accept, "accepted": _ends(target.span), "grade": target.grade, "country": target.country,
        "source": target.source, "of": target.of or None, "take": target.take,
        "not_measured": target.not_measured or None, "simulated": finite_or_none(scored.simulated),
        "standard_error": finite_or_none(scored.standard_error), "interval": _ends(scored.interval),
        "within": scored.within, "counts": target.counts,
        "values": [finite_or_none(value) for value in scored.values],
    }  # fmt: skip


def _ends(interval: tuple[float, float]) -> dict[str, float | None]:
    return {"low": finite_or_none(interval[0]), "high": finite_or_none(interval[1])}


def office_rows(scores: list[OfficeScore]) -> dict[str, list[Any]]:
    """All targets as columns for `office.parquet`."""
    rows = [
        (score.office.id, target.name, score.office.role, target.unit, nan_if_none(target.observed),
         *(end if isfinite(end) else float("nan") for end in target.span), target.grade, scored.simulated,
         scored.standard_error, *scored.interval, "" if scored.within is None else str(scored.within).lower(),
         target.counts, target.source)
        for score in scores for scored in score.targets for target in (scored.target,)
    ]  # fmt: skip
    return {name: [row[column] for row in rows] for column, name in enumerate(OFFICE_COLUMNS)}


def office_replicate_rows(scores: list[OfficeScore]) -> dict[str, list[Any]]:
    """What every replicate has of every target, as columns for `office_replicates.parquet`."""
    rows = [
        (score.office.id, scored.target.name, scored.target.unit, seed, value)
        for score in scores for scored in score.targets if scored.values
        for seed, value in zip(score.seeds, scored.values, strict=True)
    ]  # fmt: skip
    return {name: [row[column] for row in rows] for column, name in enumerate(OFFICE_REPLICATE_COLUMNS)}


def print_offices(scores: list[OfficeScore]) -> None:
    """A table of every target, and why some are not measured."""
    for score in scores:
        print(fill(offices_text(as_office(score)), WIDTH))
        measured = [scored for scored in score.targets if scored.target.of]
        _print_table([_row(scored) for scored in measured])
        if blurred(len(score.seeds)):
            print(f"  {blurred(len(score.seeds))}")
        for scored in score.targets:
            if scored.target.not_measured:
                meaning, why = text(scored.target.meaning or scored.target.name), text(scored.target.not_measured)
                line = text("not measured: {meaning}. {why}", meaning=meaning, why=why)
                print(fill(line, WIDTH, initial_indent="  ", subsequent_indent="  "))
        if score.within is False and score.office.why_not:
            why_not = text("why not: {reason}", reason=text(score.office.why_not))
            print(fill(why_not, WIDTH, initial_indent="  ", subsequent_indent="  "))
        print()


def print_first_of_offices(scores: list[OfficeScore], *, table: bool) -> None:
    """How many targets are within and which are not; with a table of those first that are not."""
    for score in scores:
        print(fill(offices_text(as_office(score), named=not table), WIDTH))
        if not table:
            continue
        measured = [scored for scored in score.targets if scored.target.of]
        ranked = score.missed + [scored for scored in measured if scored not in score.missed]
        _print_table([_row(scored)[:-1] for scored in ranked[:MOST_TARGETS]])
        left = len(ranked) - MOST_TARGETS
        if left > 0:
            print(text("{n} targets more with show=all.", n=left))


def _print_table(rows: list[tuple[str, ...]]) -> None:
    heads = (
        text("what it is"), text("observed"), text("accepted"), text("simulated"), text("95 % interval"),
        text("within"), text("grade"),
    )  # fmt: skip
    if rows:
        print_table("", heads[: len(rows[0])], rows, right=(1, 2, 3, 4), always=True)


def _row(scored: ScoredTarget) -> tuple[str, ...]:
    """A target as a row of a table; its grade, in words, comes last."""
    target, unit = scored.target, scored.target.unit
    band = {end: limit for end, limit in zip(("from", "to"), target.span, strict=True) if isfinite(limit)}
    observed = "" if target.observed is None else number_with_unit(target.observed, unit, LEVEL)
    return (
        f"  {text(target.meaning or target.name)}", observed, accepted_text(band or None, ACCEPTED, unit, LEVEL),
        number_with_unit(scored.simulated, unit, LEVEL), interval_text(*scored.interval, unit),
        within_text(scored.within) if target.counts else text("told"), grade_text(target.grade, target.country),
    )  # fmt: skip
