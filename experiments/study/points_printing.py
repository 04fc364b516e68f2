"""What a grid or a table of points says, told on stdout: the best and the worst point, and what decides."""

import json
from pathlib import Path
from typing import Any

from analysis.figures.sensitivity_grid import part_label
from analysis.language import text
from analysis.naming import called, key_outcomes, outcome_label, sentence, unit_label, value_text
from analysis.report.study_points import alike_words, without_words
from analysis.sensitivity.grid import Part
from analysis.tables import nan_if_none, signed, written
from experiments.cli.presentation import shows_all
from experiments.cli.text_columns import print_table
from experiments.study.ledger import Ledger

PARTS_TOLD = 8  # parts of the variance


def tell_points(folder: Path) -> None:
    """Print the answer of a study without indices: of its first outcome in full, of the others the best and worst."""
    study = Ledger(folder).study
    results = json.loads((folder / "points.json").read_text(encoding="utf-8"))
    chosen, why = key_outcomes(study, [outcome["name"] for outcome in study["outcomes"]])
    for name in chosen if shows_all() else chosen[:1]:
        _tell_extremes(name, results[name])
        _tell_shares(results[name])
    for name in () if shows_all() else chosen[1:]:
        print(_in_one_line(name, results[name]))
    if why and shows_all():
        print(f"\n{why}")


def _tell_extremes(name: str, of_outcome: dict[str, Any]) -> None:
    """The best and the worst point with their values, and their difference seed by seed."""
    unit = of_outcome["unit"]
    of_unit = f" [{unit_label(unit)}]" if unit not in ("value", "") else ""
    label = sentence(outcome_label(name))
    if not of_outcome["points"]:
        print(text("{outcome}: no point has a value with every seed.", outcome=label))
        return
    first, last = text("best"), text("worst")
    if of_outcome["better"] not in ("high", "low"):
        first, last = text("highest"), text("lowest")
    factors = [factor for factor in of_outcome["best"]["values"] if factor != "dummy"]
    rows = [
        (word, *(value_text(of_outcome[key]["values"][factor]) for factor in factors), *_numbers(of_outcome[key], unit))
        for word, key in ((first, "best"), (last, "worst"))
    ]
    apart = _numbers(of_outcome["difference"], unit, of_difference=True)
    rows.append((text("difference, paired"), *("" for _ in factors), *apart))
    heads = ("", *(called(factor) for factor in factors), text("mean"), text("95 % interval"))
    title = text("{outcome}{unit}: the best and the worst of {n} points", outcome=label, unit=of_unit,
                 n=of_outcome["points"])  # fmt: skip
    print_table(title, heads, rows, (len(heads) - 2, len(heads) - 1), always=True)
    print(alike_words(of_outcome["alike"], of_outcome["points"] - 1))
    if of_outcome["without_a_value"]:
        print(without_words(of_outcome["without_a_value"], of_outcome["points"] + of_outcome["without_a_value"]))


def _in_one_line(name: str, of_outcome: dict[str, Any]) -> str:
    """The best and the worst point of an outcome."""
    label = sentence(outcome_label(name))
    if not of_outcome["points"]:
        return text("{outcome}: no point has a value with every seed.", outcome=label)
    best, worst = (
        f"{', '.join(value_text(value) for name, value in of_outcome[key]['values'].items() if name != 'dummy')} "
        f"({_numbers(of_outcome[key], of_outcome['unit'])[0]})"
        for key in ("best", "worst")
    )
    if of_outcome["better"] in ("high", "low"):
        return text("{outcome}: best {best}, worst {worst}.", outcome=label, best=best, worst=worst)
    return text("{outcome}: highest {best}, lowest {worst}.", outcome=label, best=best, worst=worst)


def _tell_shares(of_outcome: dict[str, Any]) -> None:
    """What share of the variance of a run each part has."""
    rows: list[tuple[str, ...]] = []
    for entry in of_outcome.get("shares_of_variance", [])[:PARTS_TOLD]:
        share, low, high = (nan_if_none(entry[key]) for key in ("share", "low", "high"))
        part = Part(entry["part"], tuple(entry["factors"]), share, low, high)
        between = text("{low} to {high}", low=written(low, "share"), high=written(high, "share")) if low == low else "–"
        rows.append((part_label(part), written(share, "share"), between))
    if rows:
        heads = (text("what decides"), text("share"), text("95 % interval"))
        print_table(text("Shares of the variance of a single run"), heads, rows, always=True)
    if of_outcome.get("shares_note"):
        print(f"{sentence(text(of_outcome['shares_note']))}.")


def _numbers(of_point: dict[str, Any], unit: str, *, of_difference: bool = False) -> tuple[str, str]:
    """A mean and its interval as they are read; a difference of shares is in percentage points."""

    def plain(value: float) -> str:
        number = signed(written(value, unit, mean))
        return number.replace(" %", " " + text("pp")) if of_difference else number

    mean, low, high = (nan_if_none(of_point[key]) for key in ("mean", "low", "high"))
    return plain(mean), text("{low} to {high}", low=plain(low), high=plain(high)) if low == low else "–"
