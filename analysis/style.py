"""How figures look: large enough for the back row, colours that all can tell apart, labels beside what they name."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib import rc_context, rcParams
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
LETTERS = 13  # size of letters in a figure of several panels [points]
RC_PARAMETERS: dict[str, Any] = {
    "font.size": LETTERS,
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
# A panel alone fills a slide, so its letters are those of a slide.
PANELS = "panels"
SLIDE = (13.33, 7.5)  # 16:9 [inches]
NOTEBOOK_DPI = 72  # so that letters are as large as those around the figure
SLIDE_DPI = 144  # so that it has the 1920 x 1080 points of a projector
SLIDE_RC_PARAMETERS: dict[str, Any] = {
    "font.size": 21,
    "axes.titlesize": 28,
    "axes.titlepad": 46,
    "lines.linewidth": 3.6,
    "lines.markersize": 13,
}
Panel = Callable[..., None]  # what draws in axes


def figure_style() -> AbstractContextManager[None]:
    """The look of all figures, for a with statement."""
    return rc_context(RC_PARAMETERS)  # type: ignore[arg-type]


def slide_style() -> AbstractContextManager[None]:
    """The look of a panel that fills a slide, for a with statement."""
    return rc_context(RC_PARAMETERS | SLIDE_RC_PARAMETERS)  # type: ignore[arg-type]


def points(size: float) -> float:
    """A size in a figure of several panels as it is in the figure that is drawn now [points]."""
    return size * float(rcParams["font.size"]) / LETTERS


class Shown(Figure):
    """A figure that a notebook shows where it stands last in a cell, whether or not pyplot was imported."""

    def _repr_png_(self) -> bytes:
        drawn = BytesIO()
        self.savefig(drawn, format="png", dpi=NOTEBOOK_DPI)
        return drawn.getvalue()


def blank(width: float, height: float) -> Figure:
    """A figure of this size [inches], independent of any screen."""
    figure = Shown(figsize=(width, height), layout=ConstrainedLayoutEngine(h_pad=0.15, w_pad=0.12))
    FigureCanvasAgg(figure)
    return figure


def title(axes: Axes, words: str, beneath: str) -> None:
    """Title a panel, with a line beneath that says what is counted, as large as there is room for it."""
    figure, grid = axes.get_figure(root=True), axes.get_gridspec()
    room = 0.78 * 72.0 * float(figure.get_figwidth() if figure else 1.0) / (grid.ncols if grid else 1)
    axes.set_title(words)
    axes.annotate(
        beneath,
        (0.0, 1.0),
        xytext=(0, points(9)),
        xycoords="axes fraction",
        textcoords="offset points",
        color="#444444",
        fontsize=min(points(13), room / (0.52 * max(len(beneath), 1))),
    )


def head(figure: Figure, words: str) -> None:
    """Title a figure, over several lines where it is long."""
    room = int(figure.get_figwidth() * 6.4 / points(1))
    figure.suptitle(fill(words, room), fontsize=points(19), fontweight="bold", x=0.012, ha="left")


def foot(figure: Figure, words: str, size: float = 13) -> None:
    """What stands beneath all panels of a figure, over the lines that it has, none longer than the figure is wide."""
    room = int(figure.get_figwidth() * 138 / points(size))
    lines = "\n".join(fill(line, room) for line in words.splitlines())
    figure.supxlabel(lines, fontsize=points(size), color="#444444", x=0.012, ha="left")


def save(figure: Figure, path: Path, dpi: int = 110) -> None:
    """Write a figure as PNG and SVG under one name; the same figure gives the same bytes.

    It is laid out once for both, for that takes longer than drawing.
    """
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine(None)
    figure.savefig(path.with_suffix(".png"), dpi=dpi, metadata={"Software": None})
    figure.savefig(path.with_suffix(".svg"), metadata={"Date": None, "Creator": None})


def save_panels(panels: Mapping[str, Panel], about: str, folder: Path) -> None:
    """Draw each panel as a file of its own that fills a slide, with a line beneath on what was run."""
    (folder / PANELS).mkdir(parents=True, exist_ok=True)
    with slide_style():
        for name, draw in panels.items():
            figure = blank(*SLIDE)
            draw(figure.subplots())
            foot(figure, about, size=10)
            save(figure, folder / PANELS / name, SLIDE_DPI)


def say(axes: Axes, words: str) -> None:
    """Write in the middle of a panel why there is nothing to draw."""
    axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", va="center")
    axes.set(xticks=[], yticks=[])


def widen(axes: Axes, which: str, least: float) -> None:
    """Let an axis (x or y) span at least so much, about its middle, so that a hair is not magnified to all of it."""
    low, high = axes.get_xlim() if which == "x" else axes.get_ylim()
    if abs(high - low) < least:
        middle, half = (low + high) / 2.0, (least if high > low else -least) / 2.0
        (axes.set_xlim if which == "x" else axes.set_ylim)(middle - half, middle + half)


def wrapped(words: str, letters: int = 20) -> str:
    """A label over several lines where it is long; no word is broken."""
    return fill(words, letters, break_long_words=False, break_on_hyphens=False)


def label_ends(axes: Axes, labels: Sequence[tuple[float, str, str]]) -> None:
    """Write (height, words, colour) to the right of the axes, in order of height, none over another."""
    low, high = axes.get_ylim()
    lengths = [points(12) * (1.2 * words.count("\n") + 1.35) / height_of(axes) for _, words, _ in labels]
    heights = spread([(height - low) / (high - low) for height, _, _ in labels], lengths)
    for at, (_, words, colour) in zip(heights, labels, strict=True):
        axes.annotate(
            words,
            (1.0, at),
            xytext=(points(8), 0),
            textcoords="offset points",
            xycoords="axes fraction",
            va="center",
            color=colour,
            fontsize=points(12),
            fontweight="bold",
            annotation_clip=False,
        )


def height_of(axes: Axes) -> float:
    """About how high the axes will be, which is known only when all is laid out [points]."""
    grid = axes.get_gridspec()
    figure = axes.get_figure(root=True)
    return 0.68 * 72.0 * float(figure.get_figheight() if figure else 1.0) / (grid.nrows if grid else 1)


def spread(heights: Sequence[float], least: float | Sequence[float]) -> list[float]:
    """Heights [0..1] moved as little as needed to lie `least` apart and within the axes, in their order.

    Where `least` is given for each, neighbours lie half of both apart.
    """
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    lengths = [least if isinstance(least, float) else least[i] for i in order]
    at = [min(max(heights[i], 0.0), 1.0) for i in order]
    for _ in range(200):
        for i in range(len(at) - 1):
            short = (lengths[i] + lengths[i + 1]) / 2.0 - (at[i + 1] - at[i])
            if short > 1e-9:
                at[i] -= short / 2.0
                at[i + 1] += short / 2.0
        if at:
            at[0] = max(at[0], lengths[0] / 2.0)
            at[-1] = min(at[-1], 1.0 - lengths[-1] / 2.0)
    back = [0.0] * len(heights)
    for i, height in zip(order, at, strict=True):
        back[i] = height
    return back


def interval_bars(mean: ArrayLike, low: ArrayLike, high: ArrayLike) -> np.ndarray:
    """Lengths of intervals below and above their means [2, interval]; zero where there is no interval."""
    middle = np.asarray(mean, float)
    return np.nan_to_num(np.array([middle - np.asarray(low, float), np.asarray(high, float) - middle]))


def dark(colour: str) -> str:
    """A shade of the colour that can be read on white."""
    return DARKER.get(colour, colour)
