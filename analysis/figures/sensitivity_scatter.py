"""The figure of the points themselves: an outcome along each leading factor."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis import style
from analysis.figures.sensitivity_frame import filled, frame, label, notes_of
from analysis.language import text
from analysis.naming import called, factor_labels, outcome_label, outcome_of, own_units, scaled, value_text
from analysis.sensitivity import Sensitivity
from analysis.sensitivity.study import OutcomeIndices
from analysis.tables import thousands

PANELS = 9  # factors with a panel of their own
ON_SLIDES = 3  # factors whose panel is a file of its own, too
DOTS = 2000  # points of a panel
LEVEL_LETTERS = 14  # of the name of a level on one line
UPRIGHT = 4  # levels whose names have room beside each other


def draw_scatter(
    sensitivity: Sensitivity,
    outcome_indices: OutcomeIndices,
    name: str,
    design: pd.DataFrame,
    means: pd.Series,
    path: Path,
    panels: bool = False,
) -> bool:
    """Draw the outcome against each leading factor, in its own unit, with the mean of each tenth of its range.

    False where there is nothing to draw.
    """
    by_name = {factor["name"]: factor for factor in sensitivity.study["factors"]}
    leading = outcome_indices.leading(sensitivity.leading)
    groups = [called(factor) for factor in leading["factor"] if factor not in by_name]
    judged = dict(zip(leading["factor"], leading["influential"], strict=True))
    names = [factor for factor in leading["factor"] if factor in by_name][:PANELS]
    if not names or outcome_indices.constant:
        return False
    values, scale = own_units(sensitivity.study, design), scaled(outcome_of(sensitivity.study, name)["unit"])[0]
    draws = {
        factor: partial(
            draw_panel, at=values[factor].to_numpy(), up=scale * means.to_numpy(), factor=by_name[factor],
            head=factor_labels([factor], sensitivity.study, name)[0], with_trend=judged[factor] is not False,
        )
        for factor in names
    }  # fmt: skip
    beneath = text("Dots: points of the design, mean over replicates; line: mean of each tenth of them")
    if outcome_indices.judged:
        beneath = text(
            "Dots: points of the design, mean over replicates; line: mean of each tenth of them, of factors that are "
            "influential"
        )
    apart = text("Groups move together and have no panel: {groups}", groups=", ".join(groups)) if groups else ""
    across = min(3, len(names))
    down = -(-len(names) // across)
    with style.figure_style():
        figure = style.blank(17, 2.6 + 3.9 * down)
        every = figure.subplots(down, across, squeeze=False, sharey=True).ravel()
        for axes, factor in zip(every, names, strict=False):
            draws[factor](axes)
        for axes in every[::across]:
            axes.set_ylabel(filled(_with_unit(sensitivity, name), 26))
        for axes in every[len(names) :]:
            axes.set_axis_off()
        beneath_all = notes_of(sensitivity, outcome_indices, name, names, (beneath, apart))
        frame(figure, text("Along the leading factors:"), name, beneath_all)
        style.save(figure, path)
    if panels:
        slides = {f"{path.name}_{number}": _alone(draws[factor], _with_unit(sensitivity, name))
                  for number, factor in enumerate(names[:ON_SLIDES], start=1)}  # fmt: skip
        style.save_panels(slides, f"{beneath}.", path.parent)
    return True


def _with_unit(sensitivity: Sensitivity, name: str) -> str:
    return f"{outcome_label(name)} [{scaled(outcome_of(sensitivity.study, name)['unit'])[1]}]"


def _alone(draw: style.Panel, up: str) -> style.Panel:
    """A panel that says itself what goes up."""

    def drawn(axes: Axes) -> None:
        draw(axes)
        axes.set_ylabel(filled(up, 34))

    return drawn


def draw_panel(axes: Axes, at: np.ndarray, up: np.ndarray, factor: dict[str, Any], head: str, with_trend: bool) -> None:
    """The points along one factor."""
    some = np.random.default_rng(1).permutation(len(up))[:DOTS]
    levels = factor["levels"] if factor["kind"] == "levels" else None
    aside = np.random.default_rng(2).uniform(-0.12, 0.12, len(some)) if levels else 0.0
    dots: dict[str, Any] = {
        "color": style.SKY,
        "markersize": style.points(7),
        "alpha": 0.6,
        "markeredgewidth": 0.0,
        "rasterized": True,
    }
    axes.plot(at[some] + aside, up[some], ".", **dots)
    if with_trend:
        trend(axes, at, up)
    axes.set_title(label(head), fontsize=style.points(14), pad=style.points(8))
    axes.set_xlabel("" if levels else f"[{text(factor['unit'])}]")
    axes.yaxis.set_major_formatter(thousands)
    if levels is None:
        axes.xaxis.set_major_formatter(thousands)
        axes.locator_params(axis="x", nbins=5)
        return
    axes.set_xticks(range(len(levels)), [filled(value_text(level), LEVEL_LETTERS) for level in levels])
    if len(levels) > UPRIGHT:
        axes.tick_params(axis="x", labelrotation=90.0, labelsize=style.points(11))


def trend(axes: Axes, at: np.ndarray, up: np.ndarray) -> None:
    """Means of up to ten groups of points along a factor; without intervals, for points of one block are alike."""
    steps = np.unique(at)
    if len(steps) > 12:
        edges = np.quantile(at, np.linspace(0.0, 1.0, 11))
        group = np.clip(np.searchsorted(edges, at, side="right") - 1, 0, 9)
    else:
        group = np.searchsorted(steps, at)
    table = pd.DataFrame({"group": group, "at": at, "up": up}).groupby("group")
    mean = table.mean()
    axes.plot(mean["at"], mean["up"], color=style.RED, marker="o", markersize=style.points(6))
