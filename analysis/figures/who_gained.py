"""The figure of who gained and who lost: weeks employed by group under a policy, each person against own life."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from analysis import style
from analysis.language import text
from analysis.naming import category_label, grouping_label, policy_label
from analysis.paired_differences import PairedDifferences
from analysis.tables import decimal_mark, nan_if_none, signed

GROUPINGS = ("all", "needs_group", "digital_skill", "age", "n_barriers")
Rows = list[tuple[str, str, dict[str, Any]]]  # grouping, category, and its measures in comparison.json


def rows_of(comparison: PairedDifferences, policy: str) -> Rows:
    """The groups, in the order that they are drawn in."""
    groupings = comparison.about["policies"][policy]["gained_and_lost"]
    return [
        (grouping, category, measures)
        for grouping in GROUPINGS
        for category, measures in groupings.get(grouping, {}).items()
    ]


def panels_of(comparison: PairedDifferences, policy: str, beneath: str) -> dict[str, style.Panel]:
    """What draws each panel, by the end of its file's name."""
    rows, first = rows_of(comparison, policy), policy_label(comparison.about["first"])
    return {
        "weeks": partial(draw_weeks, rows=rows, beneath=beneath),
        "shares": partial(draw_shares, rows=rows, first=first),
    }


def draw_weeks(axes: Axes, rows: Rows, beneath: str) -> None:
    """Mean difference of weeks employed by group."""
    style.title(axes, text("Weeks employed, mean difference"), beneath)
    heights = row_heights(rows)
    values = estimates([measures["weeks_employed"] for _, _, measures in rows])
    bars = style.interval_bars(*values.T)
    axes.errorbar(values[:, 0], heights, xerr=bars, color=style.BLUE, marker="o", linestyle="", capsize=4)
    axes.axvline(0.0, color=style.GREY, linewidth=1.4, zorder=0)
    axes.set_xlabel(text("difference [weeks a person]"))
    _frame(axes, heights)
    _name_rows(axes, rows, heights)


def draw_shares(axes: Axes, rows: Rows, first: str, named: bool = True) -> None:
    """Bars to the right for people with more weeks employed, to the left for those with fewer.

    Grey is as much of them as a change too small to matter gives as well; the figures are what is beyond it.
    """
    widest = 1.0
    beneath = text("against {first}; grey: as many by a nudge too small to matter", first=first)
    style.title(axes, text("How many gained and lost"), beneath)
    heights = row_heights(rows)
    for sign, which, colour in ((1.0, "more", style.GREEN), (-1.0, "fewer", style.RED)):
        entries = [measures[f"{which}_weeks_employed"] for _, _, measures in rows]
        every = 100.0 * np.array([nan_if_none(entry["mean"]) for entry in entries])
        beyond = 100.0 * np.array([nan_if_none(entry["beyond_nudge"]["mean"]) for entry in entries])
        axes.barh(heights, sign * every, color=colour, height=0.72)
        axes.barh(heights, sign * np.minimum(every, every - beyond), color=style.LIGHT_GREY, height=0.72)
        beside: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": _letters(axes, heights)}
        side = "left" if sign > 0.0 else "right"
        for at, end, share in zip(heights, every, beyond, strict=True):
            written = signed(f"{share:.1f}")
            axes.annotate(written, (sign * end, at), xytext=(sign * 5, 0), ha=side, **beside)
        widest = max(widest, float(np.nanmax([*every, 0.0])))
    widest = 1.25 * widest
    axes.set_xlim(-widest, widest)
    axes.axvline(0.0, color="white", linewidth=1.4)
    axes.xaxis.set_major_formatter(lambda value, _: decimal_mark(f"{abs(value):g}"))
    axes.set_xlabel(text("people [%]; figures: beyond the grey"))
    sides = ((-0.5, text("fewer weeks"), style.RED), (0.5, text("more weeks"), style.GREEN))
    for at, words, colour in sides:
        axes.text(
            at * widest, heights[0] - 1.0, words, color=colour, ha="center", va="center", fontweight="bold",
            fontsize=_letters(axes, heights),
        )  # fmt: skip
    _frame(axes, heights)
    if named:
        _name_rows(axes, rows, heights)
    else:
        axes.set_yticks([])


def estimates(entries: Sequence[dict[str, Any]]) -> np.ndarray:
    """Mean, low and high of each entry of comparison.json [entry, 3]; NaN where there is none."""
    return np.array([[nan_if_none(entry[key]) for key in ("mean", "low", "high")] for entry in entries]).reshape(-1, 3)


def row_heights(rows: Rows) -> list[float]:
    """Height of each row, with a gap for the name of each grouping."""
    heights: list[float] = []
    at = 0.0
    for number, (grouping, _, _) in enumerate(rows):
        if number and grouping != rows[number - 1][0]:
            at += 0.9
        heights.append(at)
        at += 1.0
    return heights


def _letters(axes: Axes, heights: list[float]) -> float:
    """Size of letters that fits the rows [points]."""
    return min(style.points(13), 0.75 * style.height_of(axes) / (heights[-1] + 2.2))


def _name_rows(axes: Axes, rows: Rows, heights: list[float]) -> None:
    size = _letters(axes, heights)
    labels = [category_label(grouping, category) for grouping, category, _ in rows]
    axes.set_yticks(heights, labels, fontsize=size)
    for number, (grouping, _, _) in enumerate(rows):
        if number and grouping != rows[number - 1][0]:
            axes.annotate(
                grouping_label(grouping), (0.0, heights[number] - 0.95), xycoords=("axes fraction", "data"),
                xytext=(-8, 0), textcoords="offset points", ha="right", va="center", fontweight="bold", fontsize=size,
            )  # fmt: skip


def _frame(axes: Axes, heights: list[float]) -> None:
    axes.set_ylim(heights[-1] + 0.7, heights[0] - 1.5)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.locator_params(axis="x", nbins=7)
