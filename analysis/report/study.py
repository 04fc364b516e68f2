"""What the page of a study says: what was asked, how far to trust it, which factors count, and where it goes bad."""

from pathlib import Path
from typing import Any

import numpy as np

from analysis.discovery import Discovery, discover
from analysis.figures.discovery import draw_discovery
from analysis.figures.sensitivity import Drawn, draw_study
from analysis.figures.sensitivity_frame import chance_line
from analysis.language import text
from analysis.naming import (
    all_theory,
    called,
    factor_labels,
    key_outcomes,
    outcome_label,
    outcome_of,
    plain,
    scaled,
    sentence,
    spoken,
    theory_lines,
)
from analysis.report.page import Page, Section
from analysis.report.study_description import (
    asked_section,
    factors_section,
    origin_section,
    outcomes_section,
    points_section,
    read_study,
)
from analysis.report.study_points import answer_sections
from analysis.report.wording import index_text, interval_text, named, range_text
from analysis.sensitivity import METHODS, Sensitivity, indices
from analysis.sensitivity.study import OutcomeIndices
from analysis.sensitivity.summary import cannot_tell, interval_of, meaning, rule, too_small
from analysis.tables import percent, signed, written

ROWS = 20  # factors told of an outcome
NAMED = 3  # leading factors in words


def page_of_study(folder: Path, figures: Path, exclude: bool = False) -> Page:
    """The page of a study; draw its figures into a folder. Raise Blocked as `indices` does."""
    collected = read_study(folder)
    study = collected.study
    sensitivity = indices(study, collected.design, collected.runs, exclude) if study["method"] in METHODS else None
    known = [outcome["name"] for outcome in study["outcomes"]] if sensitivity is None else list(sensitivity.outcomes)
    chosen, why = key_outcomes(study, known)
    drawn = draw_study(sensitivity, collected.design, collected.runs, figures, chosen) if sensitivity else Drawn()
    regions = (
        [discover(study, collected.design, collected.runs, name) for name in chosen]
        if len(collected.design) > 1
        else []
    )
    sections = [asked_section(collected)]
    if sensitivity:
        sections += [_short(sensitivity, chosen, why), _trust(sensitivity)]
        for name in chosen:
            sections.append(_outcome(sensitivity, name, drawn, figures))
        sections.append(_all(sensitivity))
    elif collected.points is not None:
        sections += [*answer_sections(collected, chosen, figures), points_section(collected, chosen)]
    sections += [_regions(regions, study, figures), factors_section(study), outcomes_section(study)]
    sections += [_how_to_read(sensitivity)] if sensitivity else []
    title = text(spoken(str(study.get("title") or folder.name)))
    return Page(text("sensitivity study"), sentence(title), text(str(study.get("comment") or "")),
                [*sections, origin_section(collected)])  # fmt: skip


def _short(sensitivity: Sensitivity, chosen: list[str], why: str) -> Section:
    """The findings in words, and first what must not be missed."""
    section = Section(text("In short"))
    for line in sensitivity.defects[:3]:
        section.note(text("Defect: {what}.", what=text(line)))
    if len(sensitivity.defects) > 3:
        section.note(text("{n} more such defects.", n=len(sensitivity.defects) - 3))
    for line in list(sensitivity.blocked.values())[:5]:
        section.note(f"{text(line)}.")
    if len(sensitivity.blocked) > 5:
        n = len(sensitivity.blocked) - 5
        section.note(text("{n} more outcomes have no indices; indices.json names them.", n=n))
    for line in dict.fromkeys(sensitivity.excluded.values()):
        section.note(f"{text(line)}.")
    for name in chosen:
        section.text(outcome_in_words(sensitivity, name))
    return section.text(why)


def outcome_in_words(sensitivity: Sensitivity, name: str) -> str:
    """The leading factors of an outcome in a sentence or two."""
    outcome_indices = sensitivity.outcomes[name]
    about = sentence(outcome_label(name))
    if outcome_indices.constant:
        return text("{outcome} does not vary: it is the same in every run.", outcome=about)
    rows = outcome_indices.leading(sensitivity.leading)
    counts = rows[rows["influential"] == True]  # noqa: E712 (None is neither)
    chance = chance_line(outcome_indices)
    if not outcome_indices.judged:
        largest = named(rows.head(NAMED), sensitivity, name)
        why = text(outcome_indices.why_not_judged)
        return text("{outcome}: {why}. Largest: {largest}. {chance}", outcome=about, why=why, largest=largest,
                    chance=chance)  # fmt: skip
    if counts.empty:
        return f"{about}: {cannot_tell(outcome_indices, sensitivity) or text('no factor is influential')}. {chance}"
    last = counts.head(NAMED).index[-1]
    skipped = rows.loc[:last][rows.loc[:last, "influential"] != True].head(NAMED)  # noqa: E712
    leading = named(counts.head(NAMED), sensitivity, name)
    opening = text("{outcome} is moved most by {leading}", outcome=about, leading=leading)
    if len(skipped):
        opening = text(
            "{outcome}: clear of 0: {leading}; large but uncertain: {others}",
            outcome=about, leading=leading, others=named(skipped, sensitivity, name),
        )  # fmt: skip
    others = text("; {n} of {total} factors are influential", n=len(counts), total=len(rows))
    return f"{opening}{others if len(rows) > NAMED else ''}. {chance}"


def _trust(sensitivity: Sensitivity) -> Section:
    """Chance, dummy, fresh luck and stability of every outcome."""
    section = Section(text("How far this can be trusted"))
    section.text(
        text("The dummy is a factor that nothing reads. With common luck its index must be exactly 0.")
        if sensitivity.exact_dummy
        else text("The dummy is a factor that nothing reads. Its index is what the method makes of nothing."),
        text(
            "Chance is the total effect of the seed: its share of the variance of a single run; common luck cancels "
            "what is the same for all points, and what is left of the rest in the mean over replicates stays in the "
            "indices as noise."
        ),
    )
    reasons = dict.fromkeys(outcome_indices.why_not_judged for outcome_indices in sensitivity.outcomes.values())
    for reason in filter(None, reasons):
        section.note(f"{sentence(text(reason))}.")
    rows = []
    for name, outcome_indices in sensitivity.outcomes.items():
        why = text(outcome_indices.no_fresh)
        section.note(f"{sentence(outcome_label(name))}: {why}." if why else "")
        chance, fresh = outcome_indices.chance, outcome_indices.fresh
        left_out = text(fresh.left_out) if fresh else ""
        section.note(
            text("{outcome}, with fresh luck: {what}.", outcome=sentence(outcome_label(name)), what=left_out)
            if left_out
            else ""
        )
        leading = outcome_indices.table[outcome_indices.table["index"] == sensitivity.leading]
        dummy = leading[leading["factor"] == "dummy"]["value"]
        keeps = float(outcome_indices.stability["keeps_rank"].iloc[0]) if len(outcome_indices.stability) else np.nan
        rows.append((
            outcome_label(name), *_over_points(sensitivity, name), percent(chance.share),
            interval_text(chance.low, chance.high), percent(chance.left),
            signed(f"{float(dummy.iloc[0]):.3g}") if len(dummy) else "–", percent(keeps),
            signed(f"{fresh.spearman:.2f}") if fresh and np.isfinite(fresh.spearman) else "–",
            text("{n} of {total}", n=fresh.kept, total=fresh.leaders) if fresh else "–",
        ))  # fmt: skip
    head = (
        text("outcome"), text("mean"), text("standard deviation"), text("least to most"), text("chance"),
        text("95 % interval"), text("left in the mean"), text("dummy"), text("first keeps its rank"),
        text("fresh luck: rank correlation"), text("fresh luck: leaders kept"),
    )  # fmt: skip
    section.text(text("Mean, standard deviation, least and most are those over the points, of means over replicates."))
    return section.table(text("Of every outcome"), head, rows, tuple(range(1, 11)))


def _over_points(sensitivity: Sensitivity, name: str) -> tuple[str, str, str]:
    """Mean, standard deviation, and least to most of an outcome over the points, with its unit."""
    unit = outcome_of(sensitivity.study, name)["unit"]
    word = "" if unit in ("share", "value", "") else f" {text(unit)}"
    mean, spread, least, most = (signed(written(value, unit)) for value in sensitivity.outcomes[name].over_points)
    return f"{mean}{word}", f"{spread}{word}", text("{low} to {high}", low=least, high=most) + word


def _outcome(sensitivity: Sensitivity, name: str, drawn: Drawn, figures: Path) -> Section:
    """Figures and table of one outcome."""
    outcome_indices = sensitivity.outcomes[name]
    outcome = outcome_of(sensitivity.study, name)
    section = Section(sentence(outcome_label(name)))
    definition = (text(outcome.get("definition") or "") or outcome_label(name)).rstrip(".")
    mean, spread, range_ = _over_points(sensitivity, name)
    section.text(
        f"{sentence(definition)} [{scaled(outcome['unit'])[1]}].",
        text(
            "Over the points its mean is {mean}, its standard deviation {spread}, and it goes from {ends}.",
            mean=mean,
            spread=spread,
            ends=range_,
        ),  # fmt: skip
        chance_line(outcome_indices),
    )
    if outcome_indices.constant:
        return section.note(text("This outcome does not vary: it is the same in every run."))
    section.note(f"{text(outcome_indices.excluded.line)}." if outcome_indices.excluded.line else "")
    section.note(f"{too_small(outcome_indices.table)}." if too_small(outcome_indices.table) else "")
    for file, shows in drawn.figures.get(name, {}).items():
        section.figure(figures / f"{file}.png", f"{outcome_label(name)}: {shows}")
    caption = text("Leading factors: {meaning}", meaning=meaning(sensitivity.leading))
    if all_theory(sensitivity.study) and theory_lines(sensitivity.study, name):
        caption = text("Leading factors (all of them theory-driven): {meaning}", meaning=meaning(sensitivity.leading))
    section.table(caption, *_leading(sensitivity, name, outcome_indices))
    pairs = outcome_indices.table[outcome_indices.table["index"] == "S2"]
    together = pairs[pairs["influential"] == True]  # noqa: E712
    rows = [
        (
            text("{factor} with {other}", factor=called(row["factor"]), other=called(row["other"])),
            percent(row["value"]),
            interval_text(row["low"], row["high"]),
        )
        for row in together.sort_values("value", ascending=False).head(ROWS).to_dict("records")
    ]
    return section.table(meaning("S2"), (text("together"), "S2", text("95 % interval")), rows, (1, 2))


def _leading(
    sensitivity: Sensitivity, name: str, outcome_indices: OutcomeIndices
) -> tuple[tuple[str, ...], list[tuple[str, ...]], tuple]:
    """Head, rows and columns of numbers of the table of leading factors."""
    rows = outcome_indices.leading(sensitivity.leading).head(ROWS)
    others = [
        index for index in dict.fromkeys(outcome_indices.table["index"]) if index not in (sensitivity.leading, "S2")
    ]
    single = outcome_indices.table[outcome_indices.table["other"] == ""].set_index(["factor", "index"])["value"]
    ranks = outcome_indices.stability.set_index("factor")
    by_name = {factor["name"]: factor for factor in sensitivity.study["factors"]}
    labels = factor_labels(rows["factor"].tolist(), sensitivity.study, name)
    table_rows = []
    for label, row in zip(labels, rows.to_dict("records"), strict=True):
        factor = row["factor"]
        more = [index_text(float(single.get((factor, index), np.nan)), sensitivity, name, index) for index in others]
        rank = ranks.loc[factor]
        table_rows.append((
            str(int(rank["rank"])), label, index_text(row["value"], sensitivity, name),
            range_text(row, sensitivity, name), *more, _judgement(row["influential"]),
            percent(rank["keeps_rank"]), percent(rank["among_leaders"]),
            text(by_name[factor]["grade"]) if factor in by_name else text("group"),
        ))  # fmt: skip
    head = (
        text("rank"), text("factor"), sensitivity.leading, text("95 % interval"), *others, text("influential"),
        text("keeps its rank"), text("among the leading"), text("grade"),
    )  # fmt: skip
    return head, table_rows, (0, 2, 3, *range(4, 4 + len(others)), 5 + len(others), 6 + len(others))


def _judgement(influential: bool | None) -> str:
    if influential is None:
        return text("cannot be determined")
    return text("yes") if influential else text("no")


def _all(sensitivity: Sensitivity) -> Section:
    """The leading factors of every outcome, one line each."""
    rows = []
    for name, outcome_indices in sensitivity.outcomes.items():
        lead = outcome_indices.leading(sensitivity.leading)
        counts = lead[lead["influential"] == True]  # noqa: E712
        factors = [
            f"{called(row['factor'])} {index_text(row['value'], sensitivity, name)}"
            for row in (counts if outcome_indices.judged else lead).head(NAMED).to_dict("records")
        ]
        leading = "; ".join(factors) or text("none is influential")
        if outcome_indices.constant:
            leading = text("does not vary")
        counted = text("{n} of {total}", n=len(counts), total=len(lead))
        rows.append((outcome_label(name), leading, counted if outcome_indices.judged else _judgement(None)))
    head = (text("outcome"), text("leading factors"), text("influential"))
    caption = text(
        "Leading factors by {index}: {meaning}", index=sensitivity.leading, meaning=meaning(sensitivity.leading)
    )
    return Section(text("Every outcome")).table(caption, head, rows, (2,))


def _regions(regions: list[Discovery], study: dict[str, Any], figures: Path) -> Section:
    """Where outcomes go bad."""
    section = Section(text("Where it goes bad")).text(
        text(
            "A region of the factors is told where bad outcomes are denser than among all points, on points that the "
            "region was not found on. Bad is the worst fourth of the points: the lowest values of an outcome that is "
            "better high, the highest of one that is better low."
        )
    )
    for discovery in regions:
        name = f"discovery_{plain(discovery.outcome)}"
        outcome = outcome_of(study, discovery.outcome)
        if not discovery.boxes:
            section.text(f"{sentence(outcome_label(discovery.outcome))}: {text(discovery.why_not)}.")
            continue
        if draw_discovery(discovery, study, figures, name):
            section.figure(
                figures / f"{name}.png", text("Where {outcome} is bad", outcome=outcome_label(discovery.outcome))
            )
        rows = [
            (
                text(" and ").join(restriction.words for restriction in box.restrictions),
                percent(box.density),
                percent(box.coverage),
                percent(box.mass),
            )
            for box in discovery.boxes
        ]
        unit = "" if outcome["unit"] in ("share", "value") else f" {text(outcome['unit'])}"
        named_limit = {"outcome": outcome_label(discovery.outcome),
                       "limit": f"{signed(written(discovery.threshold, outcome['unit']))}{unit}"}  # fmt: skip
        caption = text("{outcome}: bad is at least {limit}", **named_limit)
        if discovery.bad == "low":
            caption = text("{outcome}: bad is at most {limit}", **named_limit)
        head = (text("region"), text("density: bad here"), text("coverage: of all bad"), text("of all points"))
        section.table(caption, head, rows, (1, 2, 3))
    return section


def _how_to_read(sensitivity: Sensitivity) -> Section:
    section = Section(text("How to read it"))
    used = dict.fromkeys(sensitivity.table["index"])
    section.table(text("The indices"), (text("index"), text("meaning")), [(name, meaning(name)) for name in used])
    return section.text(
        text("Intervals: {what}.", what=interval_of(sensitivity.study["method"])), f"{sentence(rule())}."
    )
