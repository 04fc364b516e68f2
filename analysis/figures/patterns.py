"""Published patterns: what each claim measures, with its interval, beside the size it must have."""

from itertools import accumulate, product
from pathlib import Path
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis import style
from analysis.figures.forest import Cell, rows_from_the_top, verdict_colour, write_columns, write_heads
from analysis.language import text
from analysis.load import read_json
from analysis.naming import MARK
from analysis.trial_wording import claim_text, claim_unit, size_text

Row = dict[str, Any]
LEFT, RIGHT = -0.4, 1.0  # the farthest values of a row lie here, on either side of zero
MARGIN = 0.08
HEAD = -0.9  # height of the heads of columns
COLUMNS = (0.0, 0.2, 0.48, 0.66, 0.9)  # where the columns beside begin


def load_patterns(folder: Path | str) -> list[Row]:
    """The patterns of a results folder of `skranke validate`; FileNotFoundError where it has none."""
    path = Path(folder) / "validation.json"
    patterns = read_json(path).get("patterns") if path.exists() else None
    if not patterns:
        raise FileNotFoundError(f"{folder} holds no validation.json with patterns")
    return list(patterns)


def draw_patterns(patterns: list[Row], folder: Path) -> None:
    """Draw `patterns`: every claim on a scale of its own, grey where it must lie."""
    rows = [part for pattern in patterns for part in pattern["parts"]]
    with style.figure_style():
        figure = style.blank(23, 2.4 + 0.62 * max(len(rows), 3))
        wording, axes, beside = figure.subplots(
            1, 3, sharey=True, gridspec_kw={"width_ratios": [9, 6.4, 7], "wspace": 0.0}
        )
        for y, row in enumerate(rows):
            _draw_row(axes, y, row)
        _frame(axes, len(rows))
        _tell_patterns(wording, patterns)
        heads = (text("simulated"), text("95 % interval"), text("unit"), text("must be"), text("holds"))
        write_columns(beside, dict(zip(COLUMNS, heads, strict=True)), [_beside(row) for row in rows], HEAD)
        ends = accumulate(len(pattern["parts"]) for pattern in patterns)
        for end, part in product(ends, (wording, axes, beside)):
            part.axhline(end - 0.5, color=style.GREY, linewidth=1.0, zorder=0)
        n = sum(pattern["holds"] for pattern in patterns)
        style.head(figure, text("{n} of {total} published patterns reproduced", n=n, total=len(patterns)))
        style.save(figure, folder / "patterns")


def _draw_row(axes: Axes, y: int, row: Row) -> None:
    """The accepted span in grey, the difference as a dot with its interval."""
    scale = _scale(row)
    least = LEFT - MARGIN if row["least"] is None else row["least"] / scale
    most = RIGHT + MARGIN if row["most"] is None else row["most"] / scale
    axes.add_patch(Rectangle((least, y - 0.36), most - least, 0.72, color=style.PALE, zorder=0))
    if row["difference"] is None:
        axes.text(0.1, y, text("not measured"), va="center", color=style.RED)
        return
    low, high = row["interval"]["low"], row["interval"]["high"]
    at = row["difference"] / scale
    reach = None if low is None else [[at - low / scale], [high / scale - at]]
    axes.errorbar(at, y, xerr=reach, color=verdict_colour(row["holds"]), marker="o", markersize=9, capsize=5)


def _scale(row: Row) -> float:
    """What a row's values are divided by, so that all of them are in view."""
    values = [row["difference"], *row["interval"].values(), row["least"], row["most"]]
    known = [value for value in values if value is not None]
    return max(max(known, default=0.0) / RIGHT, min(known, default=0.0) / LEFT) or 1.0


def _frame(axes: Axes, n_rows: int) -> None:
    axes.tick_params(axis="y", left=False)
    rows_from_the_top(axes, n_rows)
    axes.set_xlim(LEFT - MARGIN, RIGHT + MARGIN)
    axes.set_xticks([0], ["0"])
    axes.set_xlabel(text("each row on a scale of its own; grey is where it must lie"))
    axes.grid(visible=False)
    axes.axvline(0, color=style.BLACK, linewidth=1.2, zorder=1)
    axes.spines["left"].set_visible(False)


def _tell_patterns(axes: Axes, patterns: list[Row]) -> None:
    """Each pattern in its published wording, and what was measured of it."""
    write_heads(axes, {0.0: text("published pattern"), 0.52: text("what was measured")}, HEAD)
    first = 0
    for pattern in patterns:
        n = len(pattern["parts"])
        mark = f"; {text(MARK)}" if pattern["theory_driven"] else ""
        wording = fill(f"{text(pattern['pattern'])} ({pattern['source']}{mark})", 47)
        colour = style.BLACK if pattern["holds"] else style.dark(style.RED)
        axes.text(0.0, first + (n - 1) / 2, wording, va="center", fontsize=12, color=colour, linespacing=1.1)
        for y, part in enumerate(pattern["parts"], start=first):
            axes.text(0.52, y, fill(text(part["measured"]), 47), va="center", fontsize=12, linespacing=1.1)
        first += n


def _beside(row: Row) -> tuple[Cell, ...]:
    """The numbers themselves, and whether the claim holds."""
    unit, simulated = row["unit"], row["difference"]
    low, high = (None if end is None else claim_text(end, unit, simulated) for end in row["interval"].values())
    colour = style.dark(verdict_colour(row["holds"]))
    return (
        Cell(claim_text(simulated, unit), colour=colour),
        Cell(text("{low} to {high}", low=low, high=high) if low and high else "", colour=colour),
        Cell(claim_unit(unit)),
        Cell(size_text(row["least"], row["most"], unit)),
        Cell(text("yes") if row["holds"] else text("NO"), colour=colour),
    )
