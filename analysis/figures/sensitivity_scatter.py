"""The figure of the points themselves: an outcome along each leading factor."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import style
from analysis.figures.sensitivity_frame import filled, frame
from analysis.naming import called, factor_labels, outcome_label, outcome_of, own_units, scaled
from analysis.sensitivity import Sensitivity
from analysis.sensitivity.study import OutcomeIndices
from analysis.tables import thousands

PANELS = 9  # factors with a panel of their own
DOTS = 2000  # points of a panel
BENEATH = "Dots: points of the design, mean over replicates; line: mean of each tenth of them"


def draw_scatter(
    sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str, design: pd.DataFrame, means: pd.Series
) -> Figure | None:
    """The outcome against each leading factor, in its own unit, with the mean of each tenth of its range."""
    by_name = {factor["name"]: factor for factor in sensitivity.study["factors"]}
    leading = outcome_indices.leading(sensitivity.leading)
    groups = [called(factor) for factor in leading["factor"] if factor not in by_name]
    judged = dict(zip(leading["factor"], leading["influential"], strict=True))
    names = [factor for factor in leading["factor"] if factor in by_name][:PANELS]
    if not names or outcome_indices.constant:
        return None
    outcome = outcome_of(sensitivity.study, name)
    scale, unit = scaled(outcome["unit"])
    across = min(3, len(names))
    down = -(-len(names) // across)
    figure = style.blank(17, 2.6 + 3.9 * down)
    panels = figure.subplots(down, across, squeeze=False, sharey=True).ravel()
    values = own_units(sensitivity.study, design)
    some = np.random.default_rng(1).permutation(len(means))[:DOTS]
    for axes, factor in zip(panels, names, strict=False):
        at, up = values[factor].to_numpy(), scale * means.to_numpy()
        aside = np.random.default_rng(2).uniform(-0.12, 0.12, len(some)) if by_name[factor]["kind"] == "levels" else 0.0
        dots = {"color": style.SKY, "markersize": 7, "alpha": 0.6, "markeredgewidth": 0.0, "rasterized": True}
        axes.plot(at[some] + aside, up[some], ".", **dots)
        if judged[factor] is not False:
            trend(axes, at, up)
        axes.set_title(filled(factor_labels([factor], sensitivity.study, name)[0], 34), fontsize=14, pad=8)
        about = by_name[factor]
        axes.set_xlabel("" if about["kind"] == "levels" else f"[{about['unit']}]")
        if about["kind"] == "levels":
            axes.set_xticks(
                range(len(about["levels"])), [filled(str(level).replace("_", " "), 12) for level in about["levels"]]
            )
        else:
            axes.xaxis.set_major_formatter(thousands)
            axes.locator_params(axis="x", nbins=5)
        axes.yaxis.set_major_formatter(thousands)
    for axes in panels[::across]:
        axes.set_ylabel(filled(f"{outcome_label(name)} [{unit}]", 26))
    for axes in panels[len(names) :]:
        axes.set_axis_off()
    beneath = f"{BENEATH}, of factors that are influential" if outcome_indices.judged else BENEATH
    apart = f"Groups move together and have no panel: {', '.join(groups)}" if groups else ""
    frame(figure, sensitivity, outcome_indices, name, "Along the leading factors:", names, beneath, apart)
    return figure


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
    axes.plot(mean["at"], mean["up"], color=style.RED, marker="o", markersize=6)
