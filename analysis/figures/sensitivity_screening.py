"""The figure of a screening: mean size of the effects of a factor against their spread."""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from analysis import style
from analysis.figures.sensitivity_frame import LETTERS, Picture, filled, label, on_a_slide, scale_of
from analysis.language import text
from analysis.naming import factor_labels
from analysis.sensitivity import Sensitivity
from analysis.sensitivity.study import OutcomeIndices
from analysis.tables import thousands

LABELLED = 10  # dots with a label
NEAR = 0.02  # of the axes, within which dots share a label
ON_A_SLIDE = 5  # and of those on a slide
GREY = "#666666"  # of words on what is not influential


def screening(sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str) -> Picture | None:
    """How much a factor moves, and whether always alike; None of other methods, and of groups, which have no spread."""
    if sensitivity.study["method"] != "morris" or outcome_indices.constant:
        return None
    scale, _ = scale_of(sensitivity, name)
    single = outcome_indices.table[outcome_indices.table["factor"] != "dummy"]
    table = scale * single.pivot(index="factor", columns="index", values="value")
    if "sigma" not in table:
        return None
    table = table.dropna(subset=["mu_star", "sigma"]).sort_values("mu_star", ascending=False, kind="stable")
    if table.empty:
        return None
    judged = single[single["index"] == "mu_star"].set_index("factor")["influential"]
    table["idle"] = [judged[factor] is False for factor in table.index]
    moved = table[table["mu_star"] > 0.0]
    still = len(table) - len(moved)
    note = text("{n} factors move nothing at all and have no dot.", n=still) if still else ""
    draw = partial(_draw, sensitivity=sensitivity, name=name, table=moved, judged=outcome_indices.judged)
    return Picture((16, 9), draw, text("Screening:"), moved.head(LABELLED).index.tolist(), (note,))


def _draw(axes: Axes, sensitivity: Sensitivity, name: str, table: pd.DataFrame, judged: bool) -> None:
    _, unit = scale_of(sensitivity, name)
    for idle, colour, size in ((True, style.LIGHT_GREY, 7), (False, style.BLUE, 9)):
        some = table[table["idle"] == idle]
        axes.plot(some["mu_star"], some["sigma"], "o", color=colour, markersize=style.points(size), clip_on=False)
    right, top = 1.06 * float(table["mu_star"].max()), 1.1 * float(table["sigma"].max())
    axes.set(xlim=(0.0, right), ylim=(0.0, max(top, 0.1 * right)))
    for slope, words in ((1.0, "σ = μ*"), (0.5, "σ = μ*/2"), (0.1, "σ = μ*/10")):
        _draw_slope(axes, slope, words)
    room = 36 if on_a_slide() else 80
    axes.set_xlabel(filled(text("mean size of the effect over the factor's range, μ* [{unit}]", unit=unit), room))
    axes.set_ylabel(filled(text("spread of the effect, σ [{unit}]", unit=unit), room))
    axes.xaxis.set_major_formatter(thousands)
    axes.yaxis.set_major_formatter(thousands)
    _name_dots(axes, table, sensitivity, name)
    about = text("low: always the same effect; high: it depends on other factors, or is curved")
    if judged and table["idle"].any():
        about = text(
            "low: always the same effect; high: it depends on other factors, or is curved; grey: not influential"
        )
    if on_a_slide():
        about = text("high: it depends on others; grey: not influential")
    style.title(axes, text("How much, and whether always alike"), about)


def _draw_slope(axes: Axes, slope: float, words: str) -> None:
    """A line through the origin, named where it leaves the axes."""
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    at = (right, slope * right) if slope * right < top else (top / slope, top)
    axes.plot([0.0, at[0]], [0.0, at[1]], color=style.GREY, linestyle=":", linewidth=1.2, zorder=0)
    if on_a_slide() and slope == 0.5:
        return  # no room beside the others
    axes.annotate(
        words, at, xytext=(-4, -4), textcoords="offset points", ha="right", va="top", color=GREY,
        fontsize=style.points(11),
    )  # fmt: skip


def _name_dots(axes: Axes, table: pd.DataFrame, sensitivity: Sensitivity, name: str) -> None:
    """Name the dots to the right of the axes, from the top down as they lie, with a line to each.

    Dots that lie on one another share a label; what is not influential is named where nothing else is.
    """
    counting = table[~table["idle"]]
    slide = on_a_slide()
    dots = _dots(axes, counting if len(counting) else table.head(3))[: ON_A_SLIDE if slide else LABELLED]
    words = [_words(factors, sensitivity, name, 24 if slide else LETTERS) for factors in dots]
    size = style.points(10 if slide else 12)
    top = axes.get_ylim()[1]
    figure = axes.get_figure(root=True)
    assert figure is not None
    line = 1.25 * size / (0.6 * 72.0 * float(figure.get_figheight()))  # of the axes, as they will be
    lengths = [line * (1.4 + word.count("\n")) for word in words]
    heights = style.spread([round(table.loc[factors[0], "sigma"] / top, 4) for factors in dots], lengths)
    for factors, word, height in zip(dots, words, heights, strict=True):
        row = table.loc[factors[0]]
        colour = GREY if row["idle"] else style.BLUE
        axes.annotate(
            word, (row["mu_star"], row["sigma"]), xytext=(1.03, height), textcoords=axes.transAxes,
            va="center", color=style.dark(colour), fontsize=size, fontweight="bold", annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.8, "alpha": 0.5, "shrinkB": 5,
                        "relpos": (0.0, 0.5)},
        )  # fmt: skip


def _words(factors: list[str], sensitivity: Sensitivity, name: str, letters: int) -> str:
    """The factors of a dot: two where their names are short, else one; the others are counted."""
    labels = factor_labels(factors, sensitivity.study, name)
    n = 2 if len("; ".join(labels[:2])) <= letters else 1
    named = label("; ".join(labels[:n]), letters)
    return named if len(labels) <= n else text("{named} and {n} more", named=named, n=len(labels) - n)


def _dots(axes: Axes, table: pd.DataFrame) -> list[list[str]]:
    """Factors by the dot that one sees of them: those that lie within NEAR of one another are one."""
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    dots: list[list[str]] = []
    for factor, row in table.iterrows():
        for dot in dots:
            first = table.loc[dot[0]]
            across, up = (row["mu_star"] - first["mu_star"]) / right, (row["sigma"] - first["sigma"]) / top
            if abs(across) < NEAR and abs(up) < NEAR:
                dot.append(str(factor))
                break
        else:
            dots.append([str(factor)])
    return dots
