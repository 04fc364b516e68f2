"""The figure of a scenario discovery: the regions with bad outcomes, in the factors' own units."""

from pathlib import Path
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes

from analysis import style
from analysis.discovery import Box, Discovery, Restriction
from analysis.language import text
from analysis.naming import factor_labels, outcome_label, outcome_of, scaled, theory_lines
from analysis.tables import signed

MOST = 3  # boxes that are drawn


def draw_discovery(discovery: Discovery, study: dict[str, Any], folder: Path, name: str) -> bool:
    """Draw the densest boxes, a panel each; False when there is none."""
    boxes = discovery.boxes[:MOST]
    if not boxes:
        return False
    outcome = outcome_of(study, discovery.outcome)
    scale, unit = scaled(outcome["unit"])
    heights = [len(box.restrictions) + 0.9 for box in boxes]
    with style.figure_style():
        figure = style.blank(15, 3.4 + 0.75 * sum(heights))
        panels = figure.subplots(len(boxes), 1, squeeze=False, height_ratios=heights).ravel()
        for axes, box in zip(panels, boxes, strict=True):
            _draw_box(axes, box, discovery, study)
        limit = signed(f"{scale * discovery.threshold:.3g} {unit}")
        about = {"outcome": outcome_label(discovery.outcome), "limit": limit, "share": f"{100 * discovery.share:.0f}"}
        head = text("Where {outcome} is bad: at least {limit}, as at {share} % of points", **about)
        if discovery.bad == "low":
            head = text("Where {outcome} is bad: at most {limit}, as at {share} % of points", **about)
        style.head(figure, head)
        names = {restriction.factor for box in boxes for restriction in box.restrictions}
        theory = [line for factor, line in theory_lines(study, discovery.outcome).items() if factor in names]
        coverage = text(
            "Coverage: of all bad points, how many lie here. Judged on {n} points that the regions were not found on.",
            n=discovery.points,
        )
        style.foot(figure, "\n".join(dict.fromkeys([coverage, *theory])))
        style.save(figure, folder / name)
    return True


def _draw_box(axes: Axes, box: Box, discovery: Discovery, study: dict[str, Any]) -> None:
    """A row for each restricted factor: its whole range in grey, the box in colour, with the limits written."""
    for row, restriction in enumerate(box.restrictions):
        axes.barh(row, 1.0, color=style.PALE, height=0.5)
        for left, width in _pieces(restriction, study):
            axes.barh(row, width, left=left, color=style.RED, height=0.5)
        limits = fill(restriction.limits, 44, break_on_hyphens=False)
        axes.annotate(
            limits, (1.0, row), xytext=(10, 0), textcoords="offset points", va="center", fontsize=13,
            fontweight="bold", color=style.dark(style.RED), annotation_clip=False,
        )  # fmt: skip
    names = factor_labels([restriction.factor for restriction in box.restrictions], study, discovery.outcome)
    labels = [fill(words, 34, break_on_hyphens=False) for words in names]
    axes.set_yticks(range(len(labels)), labels)
    axes.set(xlim=(0.0, 1.0), ylim=(len(labels) - 0.5, -0.5), xticks=[])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    about = text(
        "against {share} % everywhere; coverage {coverage} %, in {mass} % of all points",
        share=f"{100 * discovery.share:.0f}", coverage=f"{100 * box.coverage:.0f}", mass=f"{100 * box.mass:.0f}",
    )  # fmt: skip
    style.title(axes, text("{density} % of the points here are bad", density=f"{100 * box.density:.0f}"), about)


def _pieces(restriction: Restriction, study: dict[str, Any]) -> list[tuple[float, float]]:
    """Where the box lies in the range of a factor: left end and width as shares of the range."""
    if not restriction.levels:
        width = restriction.highest - restriction.lowest
        return [((restriction.low - restriction.lowest) / width, (restriction.high - restriction.low) / width)]
    levels = [str(level) for level in next(f for f in study["factors"] if f["name"] == restriction.factor)["levels"]]
    return [
        (index / len(levels), 1.0 / len(levels)) for index, level in enumerate(levels) if level in restriction.levels
    ]
