"""What forest plots share: a row for each estimate with its interval, and the numbers themselves in columns beside."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import NamedTuple

from matplotlib.axes import Axes

from analysis import style


class Cell(NamedTuple):
    """A text beside a row, in its size and colour."""

    text: str
    size: float = 12
    colour: str = style.BLACK


def verdict_colour(fits: bool) -> str:
    """Blue for what is as it should be, red for what is not."""
    return style.BLUE if fits else style.RED


def draw_interval(axes: Axes, y: float, low: float, high: float, colour: str, alpha: float = 1.0) -> None:
    """An interval along a row, with an arrow at the edge of the axes where it goes beyond; nothing where it is NaN."""
    if not (isfinite(low) and isfinite(high)):
        return
    start, stop = axes.get_xlim()
    ends = [min(max(end, start), stop) for end in (low, high)]
    axes.plot(ends, [y, y], color=colour, linewidth=1.8, alpha=alpha)
    for end, shown in zip((low, high), ends, strict=True):
        mark = "|" if shown == end else "<" if shown == start else ">"
        axes.plot(shown, y, mark, color=colour, clip_on=False, alpha=alpha, markersize=style.points(8))


def rows_from_the_top(axes: Axes, n: int) -> None:
    """Room for n rows, the first on top."""
    axes.set_ylim(max(n, 1) - 0.4, -0.6)


def label_rows(axes: Axes, labels: Sequence[str]) -> None:
    """A row for each label, the first on top, with lines along the scale only."""
    axes.set_yticks(range(len(labels)), labels)
    rows_from_the_top(axes, len(labels))
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")


def write_heads(axes: Axes, heads: Mapping[float, str], height: float) -> None:
    """Heads of columns of text at their places across, in axes that show nothing else."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    for at, head in heads.items():
        axes.text(at, height, head, va="center", fontsize=13, fontweight="bold")


def write_columns(axes: Axes, heads: Mapping[float, str], rows: Sequence[Sequence[Cell]], height: float) -> None:
    """Columns of text beside the rows, under their heads."""
    write_heads(axes, heads, height)
    for y, cells in enumerate(rows):
        for at, cell in zip(heads, cells, strict=True):
            axes.text(at, y, cell.text, va="center", fontsize=cell.size, color=cell.colour)
