"""Figures of a study: which factors count, how surely, together with which, and in which direction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullLocator

from analysis import style
from analysis.figures.forest import draw_interval, label_rows
from analysis.figures.sensitivity_frame import (
    Picture,
    beyond_note,
    filled,
    frame,
    index_words,
    label,
    limits,
    notes_of,
    on_a_slide,
    row_letters,
    scale_of,
    write_beneath,
)
from analysis.figures.sensitivity_interactions import interactions
from analysis.figures.sensitivity_scatter import draw_scatter
from analysis.figures.sensitivity_screening import screening
from analysis.language import text
from analysis.naming import factor_labels, key_outcomes, outcome_label, plain, sentence
from analysis.sensitivity import Sensitivity
from analysis.sensitivity.run_arrays import block_word
from analysis.sensitivity.study import OutcomeIndices
from analysis.sensitivity.summary import cannot_tell, too_small
from analysis.tables import signed, thousands

ROWS = 20  # factors of a tornado
ON_A_SLIDE = 8  # and of one on a slide
FOLLOWED = 6  # factors of a convergence
COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.PINK, style.RED, style.VIOLET)
MARKERS = "osD^vP"
IDLE = "#777777"  # colour of the name of what is not influential


@dataclass
class Drawn:
    """Which figures were drawn: by outcome, name of the file without its ending and what it shows."""

    figures: dict[str, dict[str, str]] = field(default_factory=dict)
    why: str = ""


def draw_study(
    sensitivity: Sensitivity,
    design: pd.DataFrame,
    runs: pd.DataFrame,
    folder: Path,
    outcomes: list[str] | None = None,
    panels: bool = False,
) -> Drawn:
    """Draw the figures of some outcomes (the key outcomes unless named) into a folder.

    On request each panel is a file of its own, too, which fills a slide.
    """
    chosen, why = key_outcomes(sensitivity.study, list(sensitivity.outcomes))
    drawn = Drawn(why="" if outcomes else why)
    common = runs[(runs["seed_scheme"] == "common") & (runs["problem"].fillna("") == "")]
    design = design.set_index("point")
    for name in outcomes or chosen:
        outcome_indices = sensitivity.outcomes[name]
        means = common.groupby("point")[name].mean()
        made = drawn.figures.setdefault(name, {})
        for kind, (picture_of, shows) in pictures().items():
            picture = picture_of(sensitivity, outcome_indices, name)
            file = f"{kind}_{plain(name)}"
            if picture is not None:
                _draw(picture, notes_of(sensitivity, outcome_indices, name, picture.factors, picture.notes), name,
                      folder, file, panels)  # fmt: skip
                made[file] = shows
        file = f"scatter_{plain(name)}"
        if draw_scatter(sensitivity, outcome_indices, name, design.loc[means.index], means, folder / file, panels):
            made[file] = text("the outcome along each leading factor")
    return drawn


def _draw(picture: Picture, beneath: str, name: str, folder: Path, file: str, panels: bool) -> None:
    with style.figure_style():
        figure = style.blank(*picture.size)
        picture.panel(figure.subplots())
        frame(figure, picture.start, name, beneath)
        style.save(figure, folder / file)
    if panels:
        style.save_panels({file: picture.slide or picture.panel}, f"{picture.start} {outcome_label(name)}", folder)


def tornado(sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str) -> Picture:
    """The leading index with its interval, the largest on top, and the first order beside the total."""
    rows = outcome_indices.leading(sensitivity.leading)
    shown = rows.head(ROWS)
    ends, outside = _ends(sensitivity, outcome_indices, shown)
    notes = (
        _rest(sensitivity, outcome_indices, name, len(shown)),
        beyond_note(sensitivity, name, ends, outside),
        sentence(cannot_tell(outcome_indices, sensitivity)) or too_small(outcome_indices.table),
    )
    draw = partial(_draw_tornado, sensitivity=sensitivity, outcome_indices=outcome_indices, name=name)
    return Picture(
        (15, 4.0 + 0.5 * max(len(shown), 3)), partial(draw, n=ROWS), text("What moves"), shown["factor"].tolist(),
        notes, partial(draw, n=ON_A_SLIDE),
    )  # fmt: skip


def _drawn_indices(sensitivity: Sensitivity) -> dict[str, tuple[str, str, float]]:
    """The indices of a tornado: colour, marker, and how far aside of the middle of the row."""
    if sensitivity.leading != "ST":
        return {sensitivity.leading: (style.BLUE, "o", 0.0)}
    return {"S1": (style.ORANGE, "s", 0.18), "ST": (style.BLUE, "o", -0.18)}


def _single(sensitivity: Sensitivity, outcome_indices: OutcomeIndices, factors: pd.Series, index: str) -> pd.DataFrame:
    """An index of some factors, in their order."""
    table = outcome_indices.table
    return table[(table["other"] == "") & (table["index"] == index)].set_index("factor").reindex(factors)


def _ends(
    sensitivity: Sensitivity, outcome_indices: OutcomeIndices, shown: pd.DataFrame
) -> tuple[tuple[float, float], bool]:
    """How far the axis of a tornado goes, and whether something goes beyond."""
    parts = [_single(sensitivity, outcome_indices, shown["factor"], index) for index in _drawn_indices(sensitivity)]
    every = pd.concat(parts)
    value, low, high = (every[key].to_numpy(float) for key in ("value", "low", "high"))
    ends = limits(sensitivity, value, low, high)
    outside = (np.fmin(value, low) < ends[0]) | (np.fmax(value, high) > ends[1])
    return ends, bool(outside.any())


def _draw_tornado(
    axes: Axes, sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str, n: int = ROWS
) -> None:
    rows = outcome_indices.leading(sensitivity.leading)
    shown = rows.head(n)
    scale, unit = scale_of(sensitivity, name)
    (start, stop), _ = _ends(sensitivity, outcome_indices, shown)
    axes.set_xlim(scale * start, scale * stop)
    label_rows(axes, [label(words) for words in factor_labels(shown["factor"].tolist(), sensitivity.study, name)])
    axes.tick_params(axis="y", labelsize=row_letters(axes, len(shown), float(rcParams["font.size"])))
    for index, (colour, marker, aside) in _drawn_indices(sensitivity).items():
        table = _single(sensitivity, outcome_indices, shown["factor"], index)
        for y, row in enumerate(table.itertuples()):
            if np.isfinite(row.value):
                _draw_index(axes, y + aside, row, scale, colour, marker)
    for tick, counts in zip(axes.get_yticklabels(), shown["influential"], strict=True):
        tick.set_color(IDLE if counts is False else "black")
    axes.axvline(0.0, color=style.GREY, linewidth=1.4, zorder=0)
    dummy = _single(sensitivity, outcome_indices, pd.Series(["dummy"]), sensitivity.leading)["value"].abs().iloc[0]
    if 0.0 < dummy < stop:  # with common luck it is 0, as it should be
        axes.axvline(scale * dummy, color=style.RED, linestyle="--", linewidth=1.6, zorder=0)
        write_beneath(axes, scale * dummy, text("the dummy"), style.RED)
    axes.xaxis.set_major_formatter(thousands)
    words = index_words(sensitivity.leading)
    if sensitivity.leading == "ST":
        words = text("total order, ST, and first order, S1")
        _legend(axes, [(text("total order:\nalone and with others"), style.BLUE, "o"),
                       (text("first order:\nalone"), style.ORANGE, "s")])  # fmt: skip
    axes.set_xlabel(filled(f"{words} [{unit}]", 40 if on_a_slide() else 80))
    title = text("The {n} largest of {total} factors", n=len(shown), total=len(rows))
    if len(rows) == len(shown):
        title = text("All {n} factors", n=len(rows))
    over = text("bars: 95 % interval; grey stroke: what chance alone gives; hollow: not influential")
    if not outcome_indices.judged:
        over = text("bars: 95 % interval over seeds only; hollow: whether it is influential cannot be determined")
    if on_a_slide():
        over = text("bars: 95 % interval; hollow: not influential, or not known")
    style.title(axes, title, over)


def _draw_index(axes: Axes, y: float, row: Any, scale: float, colour: str, marker: str) -> None:
    """A marker with its interval, hollow where it is not influential; arrows at the edge for what goes beyond."""
    start, stop = axes.get_xlim()
    value, low, high = scale * row.value, scale * row.low, scale * row.high
    alpha = 0.6 if row.influential is False else 1.0
    face = colour if row.influential is True else "white"
    if np.isfinite(row.chance) and 0.0 < scale * row.chance < stop:
        axes.plot(scale * row.chance, y, "|", color=style.GREY, markersize=style.points(15), markeredgewidth=2.5)
    draw_interval(axes, y, low, high, colour, alpha)
    if start <= value <= stop:
        axes.plot(value, y, marker, color=colour, markerfacecolor=face, markeredgewidth=1.8, alpha=alpha)
        return
    right = value > stop
    axes.annotate(
        thousands(float(f"{value:.3g}")), (stop if right else start, y), xytext=(style.points(-12 if right else 12), 0),
        textcoords="offset points", ha="right" if right else "left", va="center", color=style.dark(colour),
        fontsize=style.points(11), bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
    )  # fmt: skip


def _rest(sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str, n: int) -> str:
    """What is said of the factors that have no row."""
    rest = outcome_indices.leading(sensitivity.leading).iloc[n:]
    if rest.empty:
        return ""
    scale, unit = scale_of(sensitivity, name)
    largest = signed(f"{scale * float(rest['value'].abs().max()):.2g}")
    if not outcome_indices.judged:
        return text("Of the other {n} factors none is above {most} {unit}.", n=len(rest), most=largest, unit=unit)
    counted = int((rest["influential"] == True).sum())  # noqa: E712 (None is neither)
    return text(
        "Of the other {n} factors {counted} are influential; none is above {most} {unit}.",
        n=len(rest), counted=counted, most=largest, unit=unit,
    )  # fmt: skip


def convergence(sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str) -> Picture | None:
    """The leading index of the leading factors as the sample grows."""
    if outcome_indices.convergence.empty or outcome_indices.convergence["samples"].nunique() < 2:
        return None
    names = outcome_indices.leading(sensitivity.leading)["factor"].head(FOLLOWED).tolist()
    draw = partial(_draw_convergence, sensitivity=sensitivity, outcome_indices=outcome_indices, name=name, names=names)
    return Picture((14, 8), draw, text("Convergence:"), names, (too_small(outcome_indices.table),))


def _draw_convergence(
    axes: Axes, sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str, names: list[str]
) -> None:
    scale, unit = scale_of(sensitivity, name)
    table = outcome_indices.convergence[outcome_indices.convergence["factor"].isin(names)]
    start, stop = limits(sensitivity, *(table[key].to_numpy(float) for key in ("value", "low", "high")))
    axes.set_ylim(scale * start, scale * stop)
    ends = []
    for index, factor in enumerate(names):
        rows = table[table["factor"] == factor].sort_values("samples")
        if rows.empty:
            continue
        at = rows["samples"] * 1.03 ** (index - (len(names) - 1) / 2.0)  # so that intervals do not hide each other
        reach = scale * style.interval_bars(rows["value"], rows["low"], rows["high"])
        axes.errorbar(at, scale * rows["value"], yerr=reach, color=COLOURS[index], marker=MARKERS[index], capsize=4)
        words = label(factor_labels([factor], sensitivity.study, name)[0])
        ends.append((scale * float(rows["value"].iloc[-1]), words, style.dark(COLOURS[index])))
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(FixedLocator(sorted(table["samples"].unique())))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(thousands)
    axes.yaxis.set_major_formatter(thousands)
    axes.set_xlabel(text(block_word(sensitivity.study["method"])))
    axes.set_ylabel(f"{index_words(sensitivity.leading)} [{unit}]")
    style.label_ends(axes, ends)
    style.title(
        axes,
        text("Would a larger sample say otherwise?"),
        text("bars: 95 % interval; the first part of the sample, then more of it"),
    )


def _legend(axes: Axes, entries: list[tuple[str, str, str]]) -> None:
    """Name the markers to the right of the axes."""
    for words, colour, marker in entries:
        axes.plot([], [], color=colour, marker=marker, linestyle="", label=words)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=style.points(13))


def pictures() -> dict[str, tuple[Callable[[Sensitivity, OutcomeIndices, str], Picture | None], str]]:
    """What makes each figure of one panel, and what it shows."""
    return {
        "tornado": (tornado, text("which factors count, with intervals")),
        "screening": (screening, text("mean size of the effects against their spread")),
        "interactions": (interactions, text("what two factors do only together")),
        "convergence": (convergence, text("the leading factors as the sample grows")),
    }
