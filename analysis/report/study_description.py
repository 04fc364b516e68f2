"""What the page of a study says of the study itself: what was asked, its points, factors and outcomes, its origin."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.language import text
from analysis.load import read_json, read_table, require
from analysis.naming import (
    all_theory,
    called,
    outcome_label,
    scaled,
    spoken,
    theory_line,
    value_text,
)
from analysis.report.page import Section, provenance_section
from analysis.sensitivity import METHODS
from analysis.sensitivity.run_arrays import block_word
from analysis.tables import signed, thousands, written

POINTS = 100  # points of a grid or table that are told


@dataclass
class CollectedStudy:
    """A study as its folder holds it."""

    folder: Path
    study: dict[str, Any]
    design: pd.DataFrame
    runs: pd.DataFrame
    points: pd.DataFrame | None


def read_study(folder: Path) -> CollectedStudy:
    """Read a study that was collected; raise FileNotFoundError for a folder that holds none."""
    require(folder, "study.json", "design.parquet", "runs.parquet")
    runs, points = read_table(folder / "runs.parquet"), folder / "points.parquet"
    if "seed_scheme" not in runs:
        raise FileNotFoundError(
            f"{folder} holds a study of another version of Skranke; make its page with that version"
        )
    return CollectedStudy(
        folder, read_json(folder / "study.json"), read_table(folder / "design.parquet", ("point", "block")),
        runs, read_table(points, ("point",)) if points.is_file() else None,
    )  # fmt: skip


def asked_section(collected: CollectedStudy) -> Section:
    """Which method, with how many points and seeds, of what."""
    study = collected.study
    n, fresh, replicates = len(collected.design), int(study.get("fresh") or 0), int(study["replicates"])
    section = Section(text("What was asked")).text(text(str(study.get("comment") or ""))).note(theory_line(study))
    counted = {"method": study["method"], "points": thousands(n), "factors": len(study["factors"])}
    made = text("Method {method}: {points} points of {factors} factors.", **counted)
    if study["method"] in METHODS:
        blocks = text("points a curve") if study["method"] == "efast" else text(block_word(study["method"]))
        made = text(
            "Method {method}: {samples} {blocks}, which makes {points} points of {factors} factors.",
            samples=study["samples"], blocks=blocks, **counted,
        )  # fmt: skip
    steps = len(study.get("batches", []))
    grown = text("The sample was extended to that in {n} steps.", n=steps) if steps > 1 else ""
    seeds = text("Every point is run with the same {n} seeds, the same people with the same luck.", n=replicates)
    if fresh:
        seeds = text(
            "Every point is run with the same {n} seeds, the same people with the same luck, and {fresh} more with "
            "luck of its own.",
            n=replicates, fresh=fresh,
        )  # fmt: skip
    bad = int((collected.runs["problem"].fillna("") != "").sum())
    there = text(
        "{runs} of {total} runs are there, {bad} of them failed.",
        runs=thousands(len(collected.runs)), total=thousands(n * (replicates + fresh)), bad=thousands(bad),
    )  # fmt: skip
    return section.text(made, grown, seeds).text(_what_was_run(study), there)


def _what_was_run(study: dict[str, Any]) -> str:
    if study.get("target") != "model":
        return text("What was run: the function {target}.", target=study.get("target"))
    base = str(study.get("base") or "")
    base = base.rpartition(": ")[0] or base  # without seeds and weeks
    return text("What was run: the model for {weeks} weeks: {base}.", weeks=study.get("weeks"), base=base)


def points_section(collected: CollectedStudy, chosen: list[str]) -> Section:
    """The points of a grid, list or table, with the main outcomes."""
    assert collected.points is not None
    names = [factor["name"] for factor in collected.study["factors"] if factor["name"] != "dummy"]
    units = {outcome["name"]: outcome["unit"] for outcome in collected.study["outcomes"]}
    rows = [
        (*(value_text(row[name]) for name in names), *(signed(written(row[name], units[name])) for name in chosen))
        for row in collected.points.head(POINTS).to_dict("records")
    ]
    head = (
        *(called(name) for name in names),
        *(f"{outcome_label(name)} [{scaled(units[name])[1]}]" for name in chosen),
    )
    caption = text("Mean over {n} replicates at every point", n=collected.study["replicates"])
    if len(collected.points) > POINTS:
        caption = text(
            "Mean over {n} replicates at every point, the first {first} of {all}",
            n=collected.study["replicates"], first=POINTS, all=len(collected.points),
        )  # fmt: skip
    return Section(text("Every point")).table(caption, head, rows, tuple(range(len(names), len(head))))


def factors_section(study: dict[str, Any]) -> Section:
    """Every factor with range, grade and source."""
    everyone = all_theory(study)
    rows = [
        (
            factor["name"], text(factor["meaning"]), _span(factor), text(factor["unit"]),
            text(spoken(factor.get("group") or "")), text(factor["grade"]),
            factor["source"] + (f" ({text('theory-driven')})" if factor.get("theory_driven") and not everyone else ""),
        )
        for factor in study["factors"]
    ]  # fmt: skip
    section = Section(text("The factors"))
    assumed = sum(factor["grade"] == "assumed" for factor in study["factors"])
    section.text(
        text("{n} of {total} factors are graded assumed: no source gives their number.", n=assumed, total=len(rows))
        if assumed
        else "",
        text("All of them are theory-driven: what they do to employment rests on theory alone.") if everyone else "",
    )
    head = (text("factor"), text("meaning"), text("range"), text("unit"), text("group"), text("grade"), text("source"))
    return section.table(text("What was varied"), head, rows)


def _span(factor: dict[str, Any]) -> str:
    if factor["kind"] == "levels":
        return ", ".join(map(value_text, factor["levels"]))
    return text("{low} to {high}", low=value_text(factor["low"]), high=value_text(factor["high"]))


def outcomes_section(study: dict[str, Any]) -> Section:
    """Every outcome with its unit and definition."""
    rows = [
        (entry["name"], outcome_label(entry["name"]), scaled(entry["unit"])[1], text(entry.get("definition", "")))
        for entry in study["outcomes"]
    ]
    head = (text("outcome"), text("in words"), text("unit"), text("definition"))
    return Section(text("The outcomes")).table(text("What was measured"), head, rows)


def origin_section(collected: CollectedStudy) -> Section:
    """Where the study comes from: what was frozen when it was submitted."""
    submitted, frozen = collected.study.get("submitted"), collected.study.get("frozen", {})
    if not submitted:
        return provenance_section(collected.folder)
    rows = [
        (text("submitted"), str(submitted.get("at", ""))),
        (text("base of the runs"), str(collected.study.get("base", ""))),
        (text("first seed"), str(collected.study.get("seed", ""))),
        (text("commit"), str(submitted.get("git_commit") or "")),
        (text("packages"), ", ".join(f"{name} {number}" for name, number in frozen.get("packages", {}).items())),
        (text("machine"), ", ".join(str(value) for value in submitted.get("machine", {}).values())),
        (text("hash of design, code and packages"), str(collected.study.get("digest", ""))),
    ]
    section = Section(text("Where this comes from"))
    head = (text("what"), text("value"))
    return section.table(text("What makes the same results again"), head, [row for row in rows if row[1]])
