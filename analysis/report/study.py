"""What the page of a study says: what was asked, how far to trust it, which factors count, and where it goes bad."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.discovery import Discovery, discover
from analysis.figures.discovery import draw_discovery
from analysis.figures.sensitivity import Drawn, draw_study
from analysis.figures.sensitivity_frame import chance_line
from analysis.load import read_json, require
from analysis.naming import (
    MARK,
    all_theory,
    called,
    key_outcomes,
    marked,
    plain,
    scaled,
    sentence,
    spoken,
    theory_line,
    theory_lines,
)
from analysis.report.page import Page, Section, provenance_section
from analysis.report.wording import index_text, interval_text, named, percent, range_text, thousands, value_text
from analysis.sensitivity import METHODS, Sensitivity, indices
from analysis.sensitivity.study import OutcomeIndices
from analysis.sensitivity.summary import INTERVAL, MEANINGS, RULE, SEEDS_ONLY, too_small
from analysis.tables import signed, written

ROWS = 20  # factors told of an outcome
POINTS = 100  # points of a grid or table that are told
NAMED = 3  # leading factors in words
CANNOT = "cannot be determined"
JUDGEMENT = {True: "yes", False: "no", None: CANNOT}


@dataclass
class Read:
    """A study as its folder holds it."""

    folder: Path
    study: dict[str, Any]
    design: pd.DataFrame
    runs: pd.DataFrame
    points: pd.DataFrame | None


def read_study(folder: Path) -> Read:
    """Read a study that was collected; raise FileNotFoundError for a folder that holds none."""
    require(folder, "study.json", "design.parquet", "runs.parquet")
    points = folder / "points.parquet"
    return Read(
        folder, read_json(folder / "study.json"), pd.read_parquet(folder / "design.parquet"),
        pd.read_parquet(folder / "runs.parquet"), pd.read_parquet(points) if points.is_file() else None,
    )  # fmt: skip


def page_of_study(folder: Path, figures: Path, exclude: bool = False) -> Page:
    """The page of a study; draw its figures into a folder. Raise Blocked as `indices` does."""
    read = read_study(folder)
    study = read.study
    found = indices(study, read.design, read.runs, exclude) if study["method"] in METHODS else None
    known = [one["name"] for one in study["outcomes"]] if found is None else list(found.outcomes)
    chosen, why = key_outcomes(study, known)
    drawn = draw_study(found, read.design, read.runs, figures, chosen) if found else Drawn()
    regions = [discover(study, read.design, read.runs, name) for name in chosen] if len(read.design) > 1 else []
    sections = [_asked(read)]
    if found:
        sections += [_short(found, chosen, why), _trust(found)]
        for name in chosen:
            sections.append(_outcome(found, name, drawn, figures))
        sections.append(_all(found))
    elif read.points is not None:
        sections.append(_points(read, chosen))
    sections += [_regions(regions, study, figures), _factors(study), _outcomes(study)]
    sections += [_how_to_read(found)] if found else []
    title = str(study.get("title") or folder.name).replace("_", " ")
    return Page("sensitivity study", sentence(title), str(study.get("comment") or ""),
                [*sections, _from(read)])  # fmt: skip


def _asked(read: Read) -> Section:
    study = read.study
    units = {"sobol": "base rows", "morris": "trajectories", "dgsm": "base rows", "efast": "points a curve"}
    grown = f", extended to that in {len(study['batches'])} steps" if len(study.get("batches", [])) > 1 else ""
    n, fresh = len(read.design), int(study.get("fresh") or 0)
    section = Section("What was asked").text(str(study.get("comment") or "")).note(theory_line(study))
    section.text(
        f"Method {study['method']}: {study['samples']} {units.get(study['method'], 'points')}{grown}, which makes "
        f"{thousands(n)} points of {len(study['factors'])} factors.",
        f"Every point is run with the same {study['replicates']} seeds, the same people with the same luck"
        + (f", and {fresh} more with luck of its own." if fresh else "."),
    )
    what = "the model" if study.get("target") == "model" else f"the function {study.get('target')}"
    weeks = f" for {study['weeks']} weeks" if study.get("weeks") and what == "the model" else ""
    bad = int((read.runs["problem"].fillna("") != "").sum())
    total = n * (int(study["replicates"]) + fresh)
    base = str(study.get("base") or "")
    base = base.rpartition(": ")[0] or base  # without seeds and weeks
    of = f": {base}" if what == "the model" and base else ""
    return section.text(
        f"What was run: {what}{weeks}{of}. "
        f"{thousands(len(read.runs))} of {thousands(total)} runs are there, {thousands(bad)} of them failed."
    )


def _short(found: Sensitivity, chosen: list[str], why: str) -> Section:
    """The findings in words, and first what must not be missed."""
    section = Section("In short")
    for line in found.defects[:3]:
        section.note(f"Defect: {line}.")
    if len(found.defects) > 3:
        section.note(f"{len(found.defects) - 3} more such defects.")
    for line in list(found.blocked.values())[:5]:
        section.note(f"{line}.")
    if len(found.blocked) > 5:
        section.note(f"{len(found.blocked) - 5} more outcomes have no indices; indices.json names them.")
    for line in dict.fromkeys(found.excluded.values()):
        section.note(f"{line}.")
    for name in chosen:
        section.text(_in_words(found, name))
    return section.text(why)


def _in_words(found: Sensitivity, name: str) -> str:
    """The leading factors of an outcome in a sentence or two."""
    one = found.outcomes[name]
    about = sentence(spoken(name))
    if one.constant:
        return f"{about} does not vary: it is the same in every run."
    rows = one.leading(found.leading)
    counts = rows[rows["influential"] == True]  # noqa: E712 (None is neither)
    if not one.judged:
        return f"{about}: {one.untold}. Largest: {named(rows.head(NAMED), found, name)}. {chance_line(one)}"
    if counts.empty:
        return f"{about}: no factor is influential. {chance_line(one)}"
    last = counts.head(NAMED).index[-1]
    skipped = rows.loc[:last][rows.loc[:last, "influential"] != True].head(NAMED)  # noqa: E712
    beside = f"; large but uncertain: {named(skipped, found, name)}" if len(skipped) else ""
    leading = named(counts.head(NAMED), found, name)
    said = f"{about}: clear of 0: {leading}{beside}" if beside else f"{about} is moved most by {leading}"
    others = f"; {len(counts)} of {len(rows)} factors are influential" if len(rows) > NAMED else ""
    return f"{said}{others}. {chance_line(one)}"


def _trust(found: Sensitivity) -> Section:
    """Chance, dummy, fresh luck and stability of every outcome."""
    section = Section("How far this can be trusted")
    exact = found.exact_dummy
    section.text(
        "The dummy is a factor that nothing reads. "
        + (
            "With common luck its index must be exactly 0."
            if exact
            else "Its index is what the method makes of nothing."
        ),
        "Chance is the total effect of the seed: its share of the variance of a single run; common luck cancels what "
        "is the same for all points, and what is left of the rest in the mean over replicates stays in the indices as "
        "noise.",
    )
    for line in dict.fromkeys(one.untold for one in found.outcomes.values() if one.untold):
        section.note(f"{sentence(line)}.")
    rows = []
    for name, one in found.outcomes.items():
        section.note(f"{sentence(spoken(name))}: {one.no_fresh}." if one.no_fresh else "")
        left_out = one.fresh.left_out if one.fresh else ""
        section.note(f"{sentence(spoken(name))}, with fresh luck: {left_out}." if left_out else "")
        chance = one.chance
        dummy = one.table[(one.table["factor"] == "dummy") & (one.table["index"] == found.leading)]["value"]
        keeps = float(one.stability["keeps_rank"].iloc[0]) if len(one.stability) else np.nan
        rows.append((
            spoken(name), *_over_points(found, name), percent(chance.share),
            interval_text(chance.low, chance.high), percent(chance.left),
            signed(f"{float(dummy.iloc[0]):.3g}") if len(dummy) else "–", percent(keeps),
            signed(f"{one.fresh.spearman:.2f}") if one.fresh and np.isfinite(one.fresh.spearman) else "–",
            f"{one.fresh.kept} of {one.fresh.leaders}" if one.fresh else "–",
        ))  # fmt: skip
    head = ("outcome", "mean", "standard deviation", "least to most", "chance", "95 % interval", "left in the mean",
            "dummy", "first keeps its rank",
            "fresh luck: rank correlation", "fresh luck: leaders kept")  # fmt: skip
    section.text("Mean, standard deviation, least and most are those over the points, of means over replicates.")
    return section.table("Of every outcome", head, rows, tuple(range(1, 11)))


def _over_points(found: Sensitivity, name: str) -> tuple[str, str, str]:
    """Mean, standard deviation, and least to most of an outcome over the points, with its unit."""
    unit = next(entry["unit"] for entry in found.study["outcomes"] if entry["name"] == name)
    word = "" if unit in ("share", "value", "") else f" {unit}"
    mean, spread, least, most = (signed(written(value, unit)) for value in found.outcomes[name].over_points)
    return f"{mean}{word}", f"{spread}{word}", f"{least} to {most}{word}"


def _outcome(found: Sensitivity, name: str, drawn: Drawn, figures: Path) -> Section:
    """Figures and table of one outcome."""
    one = found.outcomes[name]
    outcome = next(entry for entry in found.study["outcomes"] if entry["name"] == name)
    section = Section(sentence(spoken(name)))
    beside = f"In Norwegian: {outcome['norwegian']}. " if outcome.get("norwegian") else ""
    definition = str(outcome.get("definition") or spoken(name)).rstrip(".")
    mean, spread, range_ = _over_points(found, name)
    section.text(
        f"{beside}{sentence(definition)} [{scaled(outcome['unit'])[1]}].",
        f"Over the points its mean is {mean}, its standard deviation {spread}, and it goes from {range_}.",
        chance_line(one),
    )
    if one.constant:
        return section.note("This outcome does not vary: it is the same in every run.")
    section.note(f"{one.excluded.line}." if one.excluded.line else "")
    section.note(f"{too_small(one.table)}." if too_small(one.table) else "")
    for file, shows in drawn.figures.get(name, {}).items():
        section.figure(figures / f"{file}.png", f"{spoken(name)}: {shows}")
    all_marked = f" (all of them {MARK})" if all_theory(found.study) and theory_lines(found.study, name) else ""
    section.table(f"Leading factors{all_marked}: {MEANINGS[found.leading]}", *_leading(found, name, one))
    together = one.table[(one.table["index"] == "S2") & (one.table["influential"] == True)]  # noqa: E712
    rows = [
        (
            f"{called(row['factor'])} with {called(row['other'])}",
            percent(row["value"]),
            interval_text(row["low"], row["high"]),
        )
        for row in together.sort_values("value", ascending=False).head(ROWS).to_dict("records")
    ]
    return section.table(MEANINGS["S2"], ("together", "S2", "95 % interval"), rows, (1, 2))


def _leading(
    found: Sensitivity, name: str, one: OutcomeIndices
) -> tuple[tuple[str, ...], list[tuple[str, ...]], tuple]:
    """Head, rows and columns of numbers of the table of leading factors."""
    rows = one.leading(found.leading).head(ROWS)
    others = [index for index in dict.fromkeys(one.table["index"]) if index not in (found.leading, "S2")]
    single = one.table[one.table["other"] == ""].set_index(["factor", "index"])["value"]
    ranks = one.stability.set_index("factor")
    by_name = {factor["name"]: factor for factor in found.study["factors"]}
    labels = marked(rows["factor"].tolist(), found.study, name)
    told = []
    for label, row in zip(labels, rows.to_dict("records"), strict=True):
        factor = row["factor"]
        more = [index_text(float(single.get((factor, index), np.nan)), found, name, index) for index in others]
        rank = ranks.loc[factor]
        told.append((
            str(int(rank["rank"])), label, index_text(row["value"], found, name), range_text(row, found, name), *more,
            JUDGEMENT[row["influential"]], percent(rank["keeps_rank"]), percent(rank["among_leaders"]),
            by_name[factor]["grade"] if factor in by_name else "group",
        ))  # fmt: skip
    head = ("rank", "factor", found.leading, "95 % interval", *others, "influential", "keeps its rank",
            "among the leading", "grade")  # fmt: skip
    return head, told, (0, 2, 3, *range(4, 4 + len(others)), 5 + len(others), 6 + len(others))


def _all(found: Sensitivity) -> Section:
    """The leading factors of every outcome, one line each."""
    rows = []
    for name, one in found.outcomes.items():
        lead = one.leading(found.leading)
        counts = lead[lead["influential"] == True]  # noqa: E712
        told = [
            f"{called(row['factor'])} {index_text(row['value'], found, name)}"
            for row in (counts if one.judged else lead).head(NAMED).to_dict("records")
        ]
        said = "does not vary" if one.constant else "; ".join(told) or "none is influential"
        rows.append((spoken(name), said, f"{len(counts)} of {len(lead)}" if one.judged else CANNOT))
    head = ("outcome", "leading factors", "influential")
    return Section("Every outcome").table(
        f"Leading factors by {found.leading}: {MEANINGS[found.leading]}", head, rows, (2,)
    )


def _points(read: Read, chosen: list[str]) -> Section:
    """The points of a grid, list or table, with the main outcomes."""
    assert read.points is not None
    section = Section("Every point")
    names = [factor["name"] for factor in read.study["factors"] if factor["name"] != "dummy"]
    units = {one["name"]: one["unit"] for one in read.study["outcomes"]}
    rows = [
        (*(value_text(row[name]) for name in names), *(signed(written(row[name], units[name])) for name in chosen))
        for row in read.points.head(POINTS).to_dict("records")
    ]
    head = (*(called(name) for name in names), *(f"{spoken(name)} [{scaled(units[name])[1]}]" for name in chosen))
    more = f", the first {POINTS} of {len(read.points)}" if len(read.points) > POINTS else ""
    right = tuple(range(len(names), len(head)))
    return section.table(f"Mean over {read.study['replicates']} replicates at every point{more}", head, rows, right)


def _regions(regions: list[Discovery], study: dict[str, Any], figures: Path) -> Section:
    """Where outcomes go bad."""
    section = Section("Where it goes bad").text(
        "A region of the factors is told where bad outcomes are denser than among all points, on points that the "
        "region was not found on. Bad is the worst fourth of the points: the lowest values of an outcome that is "
        "better high, the highest of one that is better low."
    )
    for found in regions:
        name = f"discovery_{plain(found.outcome)}"
        outcome = next(entry for entry in study["outcomes"] if entry["name"] == found.outcome)
        if not found.boxes:
            section.text(f"{sentence(spoken(found.outcome))}: {found.why_not}.")
            continue
        if draw_discovery(found, study, figures, name):
            section.figure(figures / f"{name}.png", f"Where {spoken(found.outcome)} is bad")
        rows = [
            (
                " and ".join(one.words for one in box.restrictions),
                percent(box.density),
                percent(box.coverage),
                percent(box.mass),
            )
            for box in found.boxes
        ]
        side = "at most" if found.bad == "low" else "at least"
        unit = "" if outcome["unit"] in ("share", "value") else f" {outcome['unit']}"
        limit = f"{signed(written(found.threshold, outcome['unit']))}{unit}"
        caption = f"{spoken(found.outcome)}: bad is {side} {limit}"
        section.table(
            caption, ("region", "density: bad here", "coverage: of all bad", "of all points"), rows, (1, 2, 3)
        )
    return section


def _factors(study: dict[str, Any]) -> Section:
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


def _outcomes(study: dict[str, Any]) -> Section:
    rows = [
        (spoken(one["name"]), one.get("norwegian", ""), scaled(one["unit"])[1], one.get("definition", ""))
        for one in study["outcomes"]
    ]
    return Section("The outcomes").table("What was measured", ("outcome", "in Norwegian", "unit", "definition"), rows)


def _from(read: Read) -> Section:
    """Where the study comes from: what was frozen when it was submitted."""
    submitted, frozen = read.study.get("submitted"), read.study.get("frozen", {})
    if not submitted:
        return provenance_section(read.folder)
    rows = [
        ("submitted", str(submitted.get("at", ""))),
        ("base of the runs", str(read.study.get("base", ""))),
        ("first seed", str(read.study.get("seed", ""))),
        ("commit", str(submitted.get("git_commit") or "")),
        ("packages", ", ".join(f"{name} {number}" for name, number in frozen.get("packages", {}).items())),
        ("machine", ", ".join(str(value) for value in submitted.get("machine", {}).values())),
        ("hash of design, code and packages", str(read.study.get("digest", ""))),
    ]
    section = Section("Where this comes from")
    return section.table("What makes the same results again", ("what", "value"), [row for row in rows if row[1]])


def _how_to_read(found: Sensitivity) -> Section:
    section = Section("How to read it")
    used = dict.fromkeys(found.table["index"])
    section.table("The indices", ("index", "meaning"), [(name, MEANINGS[name]) for name in used])
    return section.text(f"Intervals: {SEEDS_ONLY.get(found.study['method'], INTERVAL)}.", f"{sentence(RULE)}.")
