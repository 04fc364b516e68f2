"""How figures look: large enough for the back row, colours that all can tell apart, labels beside what they name."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from numpy.typing import ArrayLike

# Okabe and Ito (2008), https://jfly.uni-koeln.de/color
BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, RED, PINK = (
    "#000000",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)
GREY, LIGHT_GREY, PALE = "#999999", "#BBBBBB", "#E5E5E5"
VIOLET = "#6A3D9A"
DARKER = {
    YELLOW: "#8A7F00",
    SKY: "#2B83B5",
    ORANGE: "#A87200",
    PINK: "#A3487B",
    GREY: "#666666",
    LIGHT_GREY: "#666666",
    PALE: "#666666",
}
RC_PARAMETERS: dict[str, Any] = {
    "font.size": 13,
    "font.family": "DejaVu Sans",
    "axes.titlesize": 16,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 28,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": "#DDDDDD",
    "lines.linewidth": 2.4,
    "lines.markersize": 8,
    "svg.hashsalt": "skranke",
    "svg.fonttype": "none",
}


def figure_style() -> AbstractContextManager[None]:
    """The look of all figures, for a with statement."""
    return rc_context(RC_PARAMETERS)  # type: ignore[arg-type]


def blank(width: float, height: float) -> Figure:
    """A figure of this size [inches], independent of any screen."""
    figure = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(h_pad=0.15, w_pad=0.12))
    FigureCanvasAgg(figure)
    return figure


def title(axes: Axes, text: str, beneath: str) -> None:
    """Title a panel, with a line beneath that says what is counted."""
    axes.set_title(text)
    axes.annotate(
        beneath,
        (0.0, 1.0),
        xytext=(0, 9),
        xycoords="axes fraction",
        textcoords="offset points",
        color="#444444",
        fontsize=13,
    )


def head(figure: Figure, text: str) -> None:
    """Title a figure, over several lines where it is long."""
    room = int(figure.get_figwidth() * 5.6)
    figure.suptitle(fill(text, room), fontsize=19, fontweight="bold", x=0.012, ha="left")


def foot(figure: Figure, text: str, *, slanted: bool = False) -> None:
    """What stands beneath all panels of a figure, over the lines that it has."""
    slant = "italic" if slanted else "normal"
    figure.supxlabel(text, fontsize=13, color="#444444", x=0.012, ha="left", style=slant)


def save(figure: Figure, path: Path) -> None:
    """Write a figure as PNG and SVG under one name; the same figure gives the same bytes."""
    figure.savefig(path.with_suffix(".png"), dpi=110, metadata={"Software": None})
    figure.savefig(path.with_suffix(".svg"), metadata={"Date": None, "Creator": None})


def label_ends(axes: Axes, labels: Sequence[tuple[float, str, str]], least: float = 0.058) -> None:
    """Write (height, text, colour) to the right of the axes, in order of height, `least` of the axes apart."""
    low, high = axes.get_ylim()
    placed = spread([(height - low) / (high - low) for height, _, _ in labels], least)
    for at, (_, text, colour) in zip(placed, labels, strict=True):
        axes.annotate(
            text,
            (1.0, at),
            xytext=(8, 0),
            textcoords="offset points",
            xycoords="axes fraction",
            va="center",
            color=colour,
            fontsize=12,
            fontweight="bold",
            annotation_clip=False,
        )


def spread(heights: Sequence[float], least: float) -> list[float]:
    """Heights [0..1] moved as little as needed to lie `least` apart and within the axes, in their order."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = [min(max(heights[i], 0.0), 1.0) for i in order]
    for _ in range(200):
        for i in range(len(placed) - 1):
            short = least - (placed[i + 1] - placed[i])
            if short > 1e-9:
                placed[i] -= short / 2.0
                placed[i + 1] += short / 2.0
        if placed and placed[0] < 0.0:
            placed[0] = 0.0
        if placed and placed[-1] > 1.0:
            placed[-1] = 1.0
    back = [0.0] * len(heights)
    for i, height in zip(order, placed, strict=True):
        back[i] = height
    return back


def interval_bars(mean: ArrayLike, low: ArrayLike, high: ArrayLike) -> np.ndarray:
    """Lengths of intervals below and above their means [2, interval]; zero where there is no interval."""
    middle = np.asarray(mean, float)
    return np.nan_to_num(np.array([middle - np.asarray(low, float), np.asarray(high, float) - middle]))


def dark(colour: str) -> str:
    """A shade of the colour that can be read on white."""
    return DARKER.get(colour, colour)
