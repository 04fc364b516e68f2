"""What the page of a grid, or of points that were listed, says: the best and the worst point, and what decides."""

from pathlib import Path

import pandas as pd

from analysis.figures.sensitivity_grid import draw_grid, part_label
from analysis.language import text
from analysis.naming import called, outcome_label, outcome_of, scaled, sentence, value_label
from analysis.report.page import Section, between
from analysis.report.study_description import CollectedStudy
from analysis.sensitivity.best_and_worst import BestAndWorst, Interval
from analysis.sensitivity.grid import GridShares
from analysis.sensitivity.points import results_of_points
from analysis.tables import finite_or_none, signed, written


def answer_sections(collected: CollectedStudy, chosen: list[str], figures: Path) -> list[Section]:
    """A section for each main outcome; its figures are drawn into a folder."""
    study = collected.study
    design = collected.design.sort_values("point", kind="stable", ignore_index=True)
    results = results_of_points(study, design, collected.runs)
    drawn = draw_grid(study, design, collected.runs, figures, chosen)
    sections = []
    for name in chosen:
        section = Section(sentence(outcome_label(name)))
        extremes = results[name].extremes
        if extremes is None:
            sections.append(section.note(text("No point has a value with every seed.")))
            continue
        _tell_extremes(section, collected, design, extremes, name)
        if name in drawn:
            section.figure(figures / f"{drawn[name]}.png", text("What came out at every point, and what decides it"))
        shares = results[name].shares
        if shares is not None:
            _tell_shares(section, shares)
        sections.append(section)
    return sections


def _tell_extremes(
    section: Section, collected: CollectedStudy, design: pd.DataFrame, extremes: BestAndWorst, name: str
) -> None:
    study = collected.study
    outcome = outcome_of(study, name)
    ranked = outcome.get("better") in ("high", "low")
    first, last = (text("best"), text("worst")) if ranked else (text("highest"), text("lowest"))
    factors = [factor for factor in study["factors"] if factor["name"] != "dummy"]
    rows = []
    for word, point, of_point in (
        (first, extremes.best, extremes.of_best), (last, extremes.worst, extremes.of_worst),
    ):  # fmt: skip
        places = [value_label(factor, float(design[factor["name"]].iloc[point])) for factor in factors]
        rows.append((word, *places, *_numbers(of_point, outcome["unit"])))
    apart = _numbers(extremes.difference, outcome["unit"])
    rows.append((text("difference, paired"), *("" for _ in factors), *apart))
    unit = scaled(outcome["unit"])[1]
    head = ("", *(called(factor["name"]) for factor in factors), f"[{unit}]", text("95 % interval"))
    section.table(
        text("The best and the worst of {n} points", n=extremes.points), head, rows, (len(head) - 2, len(head) - 1)
    )
    section.text(alike_words(extremes.alike, extremes.points - 1))
    if extremes.without:
        section.note(without_words(extremes.without, extremes.points + extremes.without))


def alike_words(alike: int | None, others: int) -> str:
    """How many points cannot be told from the best."""
    if alike is None:
        return text("One replicate: which points differ by more than chance cannot be told; replicates=2 or more can.")
    if not others:
        return text("No other point has a value.")
    if not alike:
        return text("Each of the other {n} points can be told from the best.", n=others)
    return text(
        "{alike} of the other {n} points cannot be told from the best, all of them judged together.",
        alike=alike,
        n=others,
    )


def without_words(n: int, total: int) -> str:
    """How many points have no value, and why."""
    return text(
        "{n} of {total} points have no value, for a run failed, is missing or left it undefined.", n=n, total=total
    )


def _tell_shares(section: Section, shares: GridShares) -> None:
    note = text(shares.why_not or shares.left_out)
    section.note(f"{sentence(note)}." if note else "")
    rows = [
        (
            part_label(part),
            written(part.share, "share"),
            between(finite_or_none(part.low), finite_or_none(part.high), lambda value: written(value, "share")),
        )
        for part in shares.parts
    ]
    section.table(
        text("Shares of the variance of a single run"),
        (text("what decides"), text("share"), text("95 % interval")), rows, (1, 2),
    )  # fmt: skip


def _numbers(of_point: Interval, unit: str) -> tuple[str, str]:
    mean, low, high = (finite_or_none(value) for value in of_point)

    def plain(value: float) -> str:
        return signed(written(value, unit, mean)).removesuffix(" %")

    return plain(of_point.mean), between(low, high, plain)
