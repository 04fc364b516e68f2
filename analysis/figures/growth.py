"""The figure of how cost grows: time and memory against people, offices, weeks, replicates and threads."""

from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from analysis import style
from analysis.language import text
from analysis.tables import thousands

LABELS = {
    "people": "people registered at the start",
    "offices": "offices of 820 people",
    "weeks": "weeks",
    "replicates": "replicates",
    "threads": "threads",
}


def draw_growth(figures: dict[str, Any], folder: Path) -> None:
    """Write the figure."""
    with style.figure_style():
        style.save(figure_of(figures), folder / "growth")


def figure_of(figures: dict[str, Any]) -> Figure:
    """A column for each of what grows: time above, memory beneath; the dashed line would be in proportion."""
    with style.figure_style():
        growth, usual = figures["growth"], figures["usual"]
        figure = style.blank(4.6 * len(growth), 9.5)
        rows = figure.subplots(2, len(growth), squeeze=False, sharey="row")
        for (name, points), above, beneath in zip(growth.items(), *rows, strict=True):
            along = [point[name] for point in points]
            clock = name == "threads"
            seconds = [point["clock" if clock else "processor"] for point in points]
            _draw(above, along, seconds, shrinks=clock)
            above.set_title(text("seconds by the clock") if clock else "", fontsize=style.points(14), loc="left")
            _draw(beneath, along, [point["bytes"] / 1e6 for point in points], shrinks=None if clock else False)
            beneath.set_xlabel(text(LABELS[name]))
        rows[0][0].set_ylabel(text("seconds of processor"))
        rows[1][0].set_ylabel(text("memory of the runs [MB]"))
        style.head(figure, text("What a run costs, and how that grows"))
        about = text(
            "If not said otherwise: one office of {people} people, {weeks} weeks, one replicate, one thread; threads: "
            "{runs} replicates. Dashed: in proportion to the first point.",
            people=usual["people"],
            weeks=usual["weeks"],
            runs=figures["runs_on_threads"],
        )
        style.foot(figure, about)
    return figure


def _draw(axes: Axes, along: list[float], values: list[float], shrinks: bool | None) -> None:
    """Points on logarithmic axes, and what would be in proportion: as much more, or less, or neither (None)."""
    first = along[0]
    if shrinks is None:
        proportional = [values[0] for _ in along]
    else:
        proportional = [values[0] * (first / here if shrinks else here / first) for here in along]
    axes.plot(along, proportional, color=style.GREY, linestyle="--", linewidth=1.5)
    axes.plot(along, values, color=style.BLUE, marker="o")
    axes.set(xscale="log", yscale="log")
    axes.xaxis.set_major_locator(FixedLocator(along))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(_short))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))


def _short(value: float, _: float = 0.0) -> str:
    """A number on a narrow axis."""
    return f"{value / 1000:g}k" if value >= 1000 else thousands(value)
