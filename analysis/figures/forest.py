"""What forest plots share: a row for each estimate with its interval, and the numbers themselves in columns beside."""

from collections.abc import Mapping, Sequence
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
