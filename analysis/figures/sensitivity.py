"""Figures of a study: which factors count, how surely, together with which, and in which direction."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from analysis import style
from analysis.figures.forest import label_rows
from analysis.figures.sensitivity_frame import WORDS, filled, frame, scale_of
from analysis.figures.sensitivity_scatter import draw_scatter
from analysis.naming import called, factor_labels, key_outcomes, plain, sentence
from analysis.sensitivity import Sensitivity
from analysis.sensitivity.run_arrays import BLOCK_WORDS
from analysis.sensitivity.study import OutcomeIndices
from analysis.sensitivity.summary import cannot_tell, too_small
from analysis.tables import signed, thousands

ROWS = 20  # factors of a tornado
LABELLED = 10  # factors named beside the points of a screening
CROSSED = 12  # factors of a heat map
FOLLOWED = 6  # factors of a convergence
COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.PINK, style.RED, style.VIOLET)
MARKERS = "osD^vP"
LEAST, MOST = -20.0, 120.0  # per cent of the variance that an axis shows at most
SHARES = ("S1", "ST")  # of the variance


@dataclass
class Drawn:
    """Which figures were drawn: by outcome, name of the file without its ending and what it shows."""

    figures: dict[str, dict[str, str]] = field(default_factory=dict)
    why: str = ""


def draw_study(
    sensitivity: Sensitivity, design: pd.DataFrame, runs: pd.DataFrame, folder: Path, outcomes: list[str] | None = None
) -> Drawn:
    """Draw the figures of some outcomes (the key outcomes unless named) into a folder."""
    chosen, why = key_outcomes(sensitivity.study, list(sensitivity.outcomes))
    drawn = Drawn(why="" if outcomes else why)
    common = runs[(runs["seed_scheme"] == "common") & (runs["problem"].fillna("") == "")]
    design = design.set_index("point")
    with style.figure_style():
        for name in outcomes or chosen:
            outcome_indices = sensitivity.outcomes[name]
            means = common.groupby("point")[name].mean()
            made = drawn.figures.setdefault(name, {})
            for kind, (draw, shows) in FIGURES.items():
                figure = draw(sensitivity, outcome_indices, name, design.loc[means.index], means)
                if figure is not None:
                    style.save(figure, folder / f"{kind}_{plain(name)}")
                    made[f"{kind}_{plain(name)}"] = shows
    return drawn


def draw_tornado(sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str, *_: Any) -> Figure | None:
    """The leading index with its interval, the largest on top, and the first order beside the total."""
    rows = outcome_indices.leading(sensitivity.leading)
    shown = rows.head(ROWS)
    scale, unit = scale_of(sensitivity, name)
    figure = style.blank(15, 4.0 + 0.46 * max(len(shown), 3))
    axes = figure.subplots()
    both = {
        "S1": (style.ORANGE, "s", 0.18),
        sensitivity.leading: (style.BLUE, "o", -0.18 if sensitivity.leading == "ST" else 0.0),
    }
    single = outcome_indices.table[outcome_indices.table["other"] == ""]
    drawn = both if sensitivity.leading == "ST" else {sensitivity.leading: both[sensitivity.leading]}
    for index, (colour, marker, aside) in drawn.items():
        table = single[single["index"] == index].set_index("factor").reindex(shown["factor"])
        _bars(axes, table, scale, colour, marker, aside)
    labels = factor_labels(shown["factor"].tolist(), sensitivity.study, name)
    label_rows(axes, labels)
    for tick, counts in zip(axes.get_yticklabels(), shown["influential"], strict=True):
        tick.set_color("#777777" if counts is False else "black")
    axes.axvline(0.0, color=style.GREY, linewidth=1.4, zorder=0)
    _mark_dummy(axes, single, sensitivity.leading, scale)
    axes.xaxis.set_major_formatter(thousands)
    axes.set_xlabel(
        f"{WORDS[sensitivity.leading]}{' and first order, S1' if sensitivity.leading == 'ST' else ''} [{unit}]"
    )
    cut = _cut(axes) if sensitivity.leading in SHARES else ""
    hollow = "not influential" if outcome_indices.judged else "cannot be determined whether it is influential"
    over = "" if outcome_indices.judged else " over seeds only"
    about = f"bars: 95 % interval{over}; grey stroke: what chance alone gives; hollow: {hollow}"
    title = (
        f"All {len(rows)} factors" if len(rows) == len(shown) else f"The {len(shown)} largest of {len(rows)} factors"
    )
    style.title(axes, title, about)
    if sensitivity.leading == "ST":
        _legend(
            axes, [("total order:\nalone and with others", style.BLUE, "o"), ("first order:\nalone", style.ORANGE, "s")]
        )
    frame(figure, sensitivity, outcome_indices, name, "What moves", shown["factor"].tolist(),
          _rest(outcome_indices, rows, shown, scale, unit), cut,
          sentence(cannot_tell(outcome_indices, sensitivity)) or too_small(outcome_indices.table))  # fmt: skip
    return figure


def _cut(axes: Axes) -> str:
    """Keep an axis of shares to what shares can be, and say so; a few values far outside would hide all others."""
    low, high = axes.get_xlim()
    axes.set_xlim(max(low, LEAST), min(high, MOST))
    beyond = low < LEAST or high > MOST
    return f"The axis ends at {signed(f'{LEAST:.0f}')} and {MOST:.0f} %; intervals reach beyond it" if beyond else ""


def _bars(axes: Axes, table: pd.DataFrame, scale: float, colour: str, marker: str, aside: float) -> None:
    """A marker with its interval a row, hollow where it is not influential or that cannot be determined."""
    for y, row in enumerate(table.itertuples()):
        if not np.isfinite(row.value):
            continue
        reach = scale * style.interval_bars([row.value], [row.low], [row.high])
        if np.isfinite(row.chance) and row.chance > 0.0:
            axes.plot(scale * row.chance, y + aside, "|", color=style.GREY, markersize=15, markeredgewidth=2.5)
        axes.errorbar(
            scale * row.value, y + aside, xerr=reach, color=colour, marker=marker, capsize=3, elinewidth=1.8,
            markerfacecolor=colour if row.influential is True else "white", markeredgewidth=1.8,
            alpha=0.6 if row.influential is False else 1.0,
        )  # fmt: skip


def _mark_dummy(axes: Axes, single: pd.DataFrame, index: str, scale: float) -> None:
    """A line at the dummy's index, unless it is 0 as it should be with common luck."""
    rows = single[(single["index"] == index) & (single["factor"] == "dummy")]
    at = abs(float(rows["value"].iloc[0])) if len(rows) else 0.0
    if at > 0.0:
        axes.axvline(scale * at, color=style.RED, linestyle="--", linewidth=1.6, zorder=0)
        axes.annotate(
            "the dummy", (scale * at, 0.0), xycoords=("data", "axes fraction"), xytext=(5, 6),
            textcoords="offset points", color=style.RED, fontsize=12, fontweight="bold",
        )  # fmt: skip


def _rest(outcome_indices: OutcomeIndices, rows: pd.DataFrame, shown: pd.DataFrame, scale: float, unit: str) -> str:
    """What is said of the factors that have no row."""
    rest = rows.iloc[len(shown) :]
    if rest.empty:
        return ""
    counted = int((rest["influential"] == True).sum())  # noqa: E712 (None is neither)
    largest = scale * float(rest["value"].abs().max())
    counts = f" {counted} are influential;" if outcome_indices.judged else ""
    return f"Of the other {len(rest)} factors{counts} none is above {largest:.2g} {unit}."


def draw_screening(sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str, *_: Any) -> Figure | None:
    """Mean size of the effect against its spread: how much a factor moves, and whether always alike."""
    if sensitivity.study["method"] != "morris" or outcome_indices.constant:
        return None
    scale, unit = scale_of(sensitivity, name)
    single = outcome_indices.table[outcome_indices.table["factor"] != "dummy"]
    table = scale * single.pivot(index="factor", columns="index", values="value")
    if "sigma" not in table:  # of groups, which have none
        return None
    table = table.dropna(subset=["mu_star", "sigma"])
    if table.empty:
        return None
    table = table.sort_values("mu_star", ascending=False)
    idle = single[(single["index"] == "mu_star") & (single["influential"] == False)]  # noqa: E712 (None is neither)
    figure = style.blank(16, 9)
    axes = figure.subplots()
    inside = ~table.index.isin(list(idle["factor"]))
    axes.plot(
        table["mu_star"][~inside], table["sigma"][~inside], "o", color=style.LIGHT_GREY, markersize=6, clip_on=False
    )
    axes.plot(table["mu_star"][inside], table["sigma"][inside], "o", color=style.BLUE, markersize=9, clip_on=False)
    top = 1.08 * float(table[["mu_star", "sigma"]].max().max())
    axes.set(xlim=(0.0, 1.06 * float(table["mu_star"].max())), ylim=(0.0, 1.1 * float(table["sigma"].max()) or 1.0))
    for slope, text in ((1.0, "σ = μ*"), (0.5, "σ = μ*/2"), (0.1, "σ = μ*/10")):
        axes.plot([0.0, top], [0.0, slope * top], color=style.GREY, linestyle=":", linewidth=1.2, zorder=0)
        _name_line(axes, slope, text)
    axes.set_xlabel(f"mean size of the effect over the factor's range, μ* [{unit}]")
    axes.set_ylabel(f"spread of the effect, σ [{unit}]")
    axes.xaxis.set_major_formatter(thousands)
    axes.yaxis.set_major_formatter(thousands)
    _name_points(axes, table.head(LABELLED), sensitivity.study, name)
    grey = "; grey: not influential" if outcome_indices.judged else ""
    about = f"low: always the same effect; high: it depends on other factors, or is curved{grey}"
    style.title(axes, "How much, and whether always alike", about)
    frame(figure, sensitivity, outcome_indices, name, "Screening:", table.head(LABELLED).index.tolist())
    return figure


def _name_line(axes: Axes, slope: float, text: str) -> None:
    """Name a line through the origin where it leaves the axes."""
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    at = (right, slope * right) if slope * right < top else (top / slope, top)
    axes.annotate(
        text, at, xytext=(-4, -4), textcoords="offset points", ha="right", va="top", color="#666666", fontsize=11
    )


def _name_points(axes: Axes, table: pd.DataFrame, study: dict[str, Any], outcome: str) -> None:
    """Name the points to the right of the axes, from the top down as they lie, with a line to each."""
    low, high = axes.get_ylim()
    placed = style.spread([round((at - low) / (high - low), 4) for at in table["sigma"]], 0.075)
    line = {"arrowstyle": "-", "color": style.BLUE, "linewidth": 0.8, "alpha": 0.5, "shrinkB": 5, "relpos": (0.0, 0.5)}
    for (_, row), height, text in zip(
        table.iterrows(), placed, factor_labels(list(table.index), study, outcome), strict=True
    ):
        axes.annotate(
            filled(text, 34), (row["mu_star"], row["sigma"]), xytext=(1.02, height), textcoords=axes.transAxes,
            va="center", color=style.dark(style.BLUE), fontsize=12, fontweight="bold", annotation_clip=False,
            arrowprops=line,
        )  # fmt: skip


def draw_interactions(sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str, *_: Any) -> Figure | None:
    """Second order of the leading factors, two by two."""
    table = outcome_indices.table[outcome_indices.table["index"] == "S2"]
    if table.empty or outcome_indices.constant:
        return None
    names = outcome_indices.leading(sensitivity.leading)["factor"].head(CROSSED).tolist()
    n = len(names)
    if n < 3:  # one pair is told in the tables
        return None
    share, counts = np.full((n, n), np.nan), np.zeros((n, n), bool)
    for row in table.to_dict("records"):
        if row["factor"] in names and row["other"] in names:
            j, k = sorted((names.index(row["factor"]), names.index(row["other"])))
            share[k, j], counts[k, j] = row["value"], row["influential"]
    figure = style.blank(7.5 + 0.75 * n, 4.2 + 0.62 * n)
    axes = figure.subplots()
    widest = max(0.05, float(np.nanmax(np.abs(share))))
    image = axes.imshow(100.0 * share, cmap="PuOr_r", vmin=-100.0 * widest, vmax=100.0 * widest, aspect="auto")
    for k, j in np.argwhere(~np.isnan(share)):
        weight = "bold" if counts[k, j] else "normal"
        colour = "white" if abs(share[k, j]) > 0.6 * widest else "black" if counts[k, j] else "#555555"
        axes.text(
            j, k, thousands(round(100.0 * share[k, j], 1)), ha="center", va="center", fontweight=weight, color=colour
        )
    axes.set_xticks(
        range(n - 1),
        [filled(called(factor), 14) for factor in names[:-1]],
        rotation=35,
        ha="right",
        rotation_mode="anchor",
    )
    axes.set_yticks(range(1, n), factor_labels(names[1:], sensitivity.study, name))
    axes.set_xlim(-0.5, n - 1.5)
    axes.set_ylim(n - 0.5, 0.5)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    figure.colorbar(image, ax=axes, label="second order, S2 [% of the variance]", shrink=0.8)
    style.title(
        axes, "What two factors do only together", "bold: the 95 % interval is clear of 0; negative values are noise"
    )
    frame(figure, sensitivity, outcome_indices, name, "Interactions:", names)
    return figure


def draw_convergence(sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str, *_: Any) -> Figure | None:
    """The leading index of the leading factors as the sample grows."""
    if outcome_indices.convergence.empty or outcome_indices.convergence["samples"].nunique() < 2:
        return None
    scale, unit = scale_of(sensitivity, name)
    names = outcome_indices.leading(sensitivity.leading)["factor"].head(FOLLOWED).tolist()
    sizes = sorted(outcome_indices.convergence["samples"].unique())
    figure = style.blank(14, 8)
    axes = figure.subplots()
    ends = []
    for index, factor in enumerate(names):
        rows = outcome_indices.convergence[outcome_indices.convergence["factor"] == factor].sort_values("samples")
        if rows.empty:
            continue
        at = rows["samples"] * 1.03 ** (index - (len(names) - 1) / 2.0)  # so that intervals do not hide each other
        reach = scale * style.interval_bars(rows["value"], rows["low"], rows["high"])
        axes.errorbar(at, scale * rows["value"], yerr=reach, color=COLOURS[index], marker=MARKERS[index], capsize=4)
        label = filled(factor_labels([factor], sensitivity.study, name)[0], 26)
        ends.append((scale * float(rows["value"].iloc[-1]), label, style.dark(COLOURS[index])))
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(FixedLocator(sizes))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(thousands)
    axes.yaxis.set_major_formatter(thousands)
    axes.set_xlabel(BLOCK_WORDS.get(sensitivity.study["method"], "points"))
    axes.set_ylabel(f"{WORDS[sensitivity.leading]} [{unit}]")
    if sensitivity.leading in SHARES:  # a few values far outside would hide all others
        low, high = axes.get_ylim()
        axes.set_ylim(max(low, LEAST), min(high, MOST))
    style.label_ends(axes, ends)
    style.title(
        axes,
        "Would a larger sample say otherwise?",
        "bars: 95 % interval; the first part of the sample, then more of it",
    )
    frame(figure, sensitivity, outcome_indices, name, "Convergence:", names, too_small(outcome_indices.table))
    return figure


def _legend(axes: Axes, entries: list[tuple[str, str, str]]) -> None:
    """Name the markers to the right of the axes."""
    for text, colour, marker in entries:
        axes.plot([], [], color=colour, marker=marker, linestyle="", label=text)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=13)


FIGURES: dict[str, Any] = {
    "tornado": (draw_tornado, "which factors count, with intervals"),
    "screening": (draw_screening, "mean size of the effects against their spread"),
    "interactions": (draw_interactions, "what two factors do only together"),
    "convergence": (draw_convergence, "the leading factors as the sample grows"),
    "scatter": (draw_scatter, "the outcome along each leading factor"),
}
