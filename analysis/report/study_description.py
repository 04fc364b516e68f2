"""What the page of a study says of the study itself: what was asked, its points, factors and outcomes, its origin."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.load import read_json, read_table, require
from analysis.naming import MARK, all_theory, called, scaled, spoken, theory_line
from analysis.report.page import Section, provenance_section
from analysis.report.wording import value_text
from analysis.sensitivity.run_arrays import BLOCK_WORDS
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
    words = BLOCK_WORDS | {"efast": "points a curve"}
    grown = f", extended to that in {len(study['batches'])} steps" if len(study.get("batches", [])) > 1 else ""
    n, fresh = len(collected.design), int(study.get("fresh") or 0)
    section = Section("What was asked").text(str(study.get("comment") or "")).note(theory_line(study))
    section.text(
        f"Method {study['method']}: {study['samples']} {words.get(study['method'], 'points')}{grown}, which makes "
        f"{thousands(n)} points of {len(study['factors'])} factors.",
        f"Every point is run with the same {study['replicates']} seeds, the same people with the same luck"
        + (f", and {fresh} more with luck of its own." if fresh else "."),
    )
    what = "the model" if study.get("target") == "model" else f"the function {study.get('target')}"
    weeks = f" for {study['weeks']} weeks" if study.get("weeks") and what == "the model" else ""
    bad = int((collected.runs["problem"].fillna("") != "").sum())
    total = n * (int(study["replicates"]) + fresh)
    base = str(study.get("base") or "")
    base = base.rpartition(": ")[0] or base  # without seeds and weeks
    of = f": {base}" if what == "the model" and base else ""
    return section.text(
        f"What was run: {what}{weeks}{of}. "
        f"{thousands(len(collected.runs))} of {thousands(total)} runs are there, {thousands(bad)} of them failed."
    )


def points_section(collected: CollectedStudy, chosen: list[str]) -> Section:
    """The points of a grid, list or table, with the main outcomes."""
    assert collected.points is not None
    section = Section("Every point")
    names = [factor["name"] for factor in collected.study["factors"] if factor["name"] != "dummy"]
    units = {outcome["name"]: outcome["unit"] for outcome in collected.study["outcomes"]}
    rows = [
        (*(value_text(row[name]) for name in names), *(signed(written(row[name], units[name])) for name in chosen))
        for row in collected.points.head(POINTS).to_dict("records")
    ]
    head = (*(called(name) for name in names), *(f"{spoken(name)} [{scaled(units[name])[1]}]" for name in chosen))
    more = f", the first {POINTS} of {len(collected.points)}" if len(collected.points) > POINTS else ""
    right = tuple(range(len(names), len(head)))
    return section.table(
        f"Mean over {collected.study['replicates']} replicates at every point{more}", head, rows, right
    )


def factors_section(study: dict[str, Any]) -> Section:
    """Every factor with range, grade and source."""
    everyone = all_theory(study)
    rows = [
        (
            factor["name"], factor["meaning"], _span(factor), factor["unit"], factor.get("group") or "",
            factor["grade"], factor["source"] + (f" ({MARK})" if factor.get("theory_driven") and not everyone else ""),
        )
        for factor in study["factors"]
    ]  # fmt: skip
    section = Section("The factors")
    assumed = sum(factor["grade"] == "assumed" for factor in study["factors"])
    section.text(
        f"{assumed} of {len(rows)} factors are graded assumed: no source gives their number." if assumed else "",
        f"All of them are {MARK}: what they do to employment rests on theory alone." if everyone else "",
    )
    return section.table("What was varied", ("factor", "meaning", "range", "unit", "group", "grade", "source"), rows)


def _span(factor: dict[str, Any]) -> str:
    if factor["kind"] == "levels":
        return ", ".join(str(level) for level in factor["levels"])
    return f"{factor['low']:.6g} to {factor['high']:.6g}"


def outcomes_section(study: dict[str, Any]) -> Section:
    """Every outcome with its unit and definition."""
    rows = [
        (spoken(entry["name"]), entry.get("norwegian", ""), scaled(entry["unit"])[1], entry.get("definition", ""))
        for entry in study["outcomes"]
    ]
    return Section("The outcomes").table("What was measured", ("outcome", "in Norwegian", "unit", "definition"), rows)


def origin_section(collected: CollectedStudy) -> Section:
    """Where the study comes from: what was frozen when it was submitted."""
    submitted, frozen = collected.study.get("submitted"), collected.study.get("frozen", {})
    if not submitted:
        return provenance_section(collected.folder)
    rows = [
        ("submitted", str(submitted.get("at", ""))),
        ("base of the runs", str(collected.study.get("base", ""))),
        ("first seed", str(collected.study.get("seed", ""))),
        ("commit", str(submitted.get("git_commit") or "")),
        ("packages", ", ".join(f"{name} {number}" for name, number in frozen.get("packages", {}).items())),
        ("machine", ", ".join(str(value) for value in submitted.get("machine", {}).values())),
        ("hash of design, code and packages", str(collected.study.get("digest", ""))),
    ]
    section = Section("Where this comes from")
    return section.table("What makes the same results again", ("what", "value"), [row for row in rows if row[1]])
