"""Trials: what was observed and what is simulated, target by target (forest plot)."""

from math import isfinite, nan
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis import style
from analysis.figures.forest import Cell, draw_interval, label_rows, verdict_colour, write_columns
from analysis.figures.sensitivity_frame import label
from analysis.language import text
from analysis.load import read_json
from analysis.naming import spoken
from analysis.tables import signed, thousands
from analysis.trial_wording import number_with_unit, verdict_text, verdicts_text

FARTHEST = 3.4  # accepted half-widths that the figure reaches to; what lies farther is an arrow at its edge
HEAD = -0.95  # height of the heads of columns
LETTERS = 62  # of a label on one line
LETTER = 0.12  # width of a letter [inches]
MARKS = 9.0  # and of the axes between labels and numbers
ASIDE = 0.17  # of the row, by which what was observed lies above and what is simulated beneath its middle
MARKERS = {"held_out": "o", "fitted": "s"}
TOLD = "#777777"  # of what does not count
ROW, ABOVE, BENEATH = 0.5, 1.4, 2.2  # height of a row, of what stands above all and of what stands beneath [inches]
Row = dict[str, Any]


def load_trials(folder: Path | str) -> list[dict[str, Any]]:
    """The trials of a results folder of `skranke trial` or `validate`; FileNotFoundError where there is none."""
    for name in ("validation.json", "trial.json"):
        path = Path(folder) / name
        if path.exists():
            content = read_json(path)
            return list(content["trials"]) if "trials" in content else [content]
    raise FileNotFoundError(f"{folder} holds neither validation.json nor trial.json")


def draw_trials(trials: list[dict[str, Any]], folder: Path) -> None:
    """Draw `forest`: a row for each target, what was accepted of it as the common scale.

    Of several trials the targets that count, of one all; what does not count is hollow and grey.
    """
    every = [target | {"trial": trial} for trial in trials for target in trial["targets"]]
    rows = [row for row in every if len(trials) == 1 or _counts(row)]
    if not rows:
        return
    several = verdicts_text([trial["within"] for trial in trials])
    single = f"{trials[0]['id']}: {text(trials[0]['title'])} ({verdict_text(trials[0]['within'])})"
    title, beneath = several if len(trials) > 1 else single, _beneath(len(every) - len(rows))
    draw_targets(rows, _labels(rows), (text("role"), [_role(row) for row in rows]), (title, beneath), folder / "forest")


def draw_targets(
    rows: list[Row], labels: list[str], last: tuple[str, list[str]], words: tuple[str, str], path: Path
) -> None:
    """Draw a row for each target as simulated, what was accepted of it as the common scale.

    `last`: head and cells of the last column beside. `words`: what stands above and beneath.
    """
    numbers = [_beside(row, cell) for row, cell in zip(rows, last[1], strict=True)]
    heads = (text("observed ◆"), text("simulated"), last[0])
    widths = [LETTER * (2 + max(len(head), *(len(cells[column].text) for cells in numbers)))
              for column, head in enumerate(heads)]  # fmt: skip
    with style.figure_style():
        longest = max(len(line) for words in labels for line in words.split("\n"))
        figure = style.blank(LETTER * longest + MARKS + sum(widths), ABOVE + BENEATH + ROW * max(len(rows), 3))
        axes, beside = figure.subplots(
            1, 2, sharey=True, gridspec_kw={"width_ratios": [MARKS, sum(widths)], "wspace": 0.02}
        )
        axes.add_patch(Rectangle((-1, -1), 2, len(rows) + 2, color=style.PALE, zorder=0))
        _frame(axes, rows, labels)
        for y, row in enumerate(rows):
            _draw_row(axes, y, row)
        places = np.cumsum([0.0, *widths[:-1]]) / sum(widths)
        write_columns(beside, dict(zip(places.tolist(), heads, strict=True)), numbers, HEAD)
        style.head(figure, words[0])
        style.foot(figure, words[1])
        style.save(figure, path)


def _counts(row: Row) -> bool:
    """Whether the verdict on the trial depends on it."""
    return bool(row["counts"]) and row["within"] is not None


def _beneath(left_out: int) -> str:
    line = text("Round: held out; square: parameters may have been fitted to it; blue: within; red: missed.")
    told = text("Hollow and grey: told, and does not count.")
    if left_out:
        told = text("{n} targets that are told and do not count are in the report.", n=left_out)
    return f"{line} {told}"


def _colour(row: Row) -> str:
    return verdict_colour(bool(row["within"])) if _counts(row) else TOLD


def _draw_row(axes: Axes, y: int, row: Row) -> None:
    colour, scale = _colour(row), _scale(row)
    if scale is None:
        axes.text(0, y, _without_scale(row), ha="center", va="center", color=style.dark(colour), fontweight="bold")
        return
    middle, half = scale
    if row["observed"] is not None:
        low, high = (row["observed_interval"][end] for end in ("low", "high"))
        _draw_estimate(axes, y - ASIDE, (row["observed"], low, high), scale, "D", style.BLACK, full=True)
    if row["simulated"] is None:
        axes.text(0, y + ASIDE, text("not estimated"), ha="center", va="center", color=style.dark(colour))
        return
    low, high = (row["interval"][end] for end in ("low", "high"))
    marker = MARKERS.get(row["trial"]["role"], "o")
    _draw_estimate(axes, y + ASIDE, (row["simulated"], low, high), scale, marker, colour, full=_counts(row))


def _draw_estimate(
    axes: Axes,
    y: float,
    estimate: tuple[float, float | None, float | None],
    scale: tuple[float, float],
    marker: str,
    colour: str,
    *,
    full: bool,
) -> None:
    """A value with its interval; arrows at the edge for what goes beyond the axis."""
    middle, half = scale
    at, low, high = ((nan if value is None else (value - middle) / half) for value in estimate)
    draw_interval(axes, y, low, high, colour)
    size = 7 if marker == "D" else 9
    if abs(at) <= FARTHEST:
        face = colour if full else "white"
        axes.plot(at, y, marker, color=colour, markerfacecolor=face, markeredgewidth=1.8, markersize=size, zorder=3)
    elif not isfinite(low):
        edge = FARTHEST if at > 0.0 else -FARTHEST
        axes.plot(edge, y, ">" if at > 0.0 else "<", color=colour, clip_on=False, markersize=12)


def _without_scale(row: Row) -> str:
    """What stands in place of a mark where nothing, or an open end, was accepted."""
    if row["within"] is None:
        return text("told: nothing was accepted beforehand")
    low, high = row["accepted"]["low"], row["accepted"]["high"]
    if low is None and high is None:
        return text("holds") if row["within"] else text("does not hold")
    limit = _value_text(row, low if low is not None else high)
    if low is not None:
        return (
            text("holds (at least {limit})", limit=limit)
            if row["within"]
            else text("does not hold (at least {limit})", limit=limit)
        )
    return (
        text("holds (at most {limit})", limit=limit)
        if row["within"]
        else text("does not hold (at most {limit})", limit=limit)
    )


def _scale(row: Row) -> tuple[float, float] | None:
    """Middle and half-width of the accepted span; None where one end is open."""
    low, high = row["accepted"]["low"], row["accepted"]["high"]
    if low is None or high is None or not high > low:
        return None
    return (low + high) / 2, (high - low) / 2


def _labels(rows: list[Row]) -> list[str]:
    return [label(f"{row['trial']['id']}  {text(row['meaning'] or spoken(row['name']))}", LETTERS) for row in rows]


def _frame(axes: Axes, rows: list[Row], labels: list[str]) -> None:
    label_rows(axes, labels)
    for tick, row in zip(axes.get_yticklabels(), rows, strict=True):
        tick.set_color(style.BLACK if _counts(row) else TOLD)
    axes.set_xlim(-FARTHEST, FARTHEST)
    axes.set_xticks([-3, -2, -1, 0, 1, 2, 3])
    axes.xaxis.set_major_formatter(thousands)
    axes.set_xlabel(text("distance from the middle of what is accepted, in half-widths of it; grey is accepted"))
    for y in range(1, len(rows)):
        new = rows[y]["trial"]["id"] != rows[y - 1]["trial"]["id"]
        axes.axhline(y - 0.5, color=style.GREY if new else "#EEEEEE", linewidth=1.2 if new else 0.8, zorder=0)


def _beside(row: Row, last: str) -> tuple[Cell, ...]:
    """The numbers themselves, and what stands last."""
    observed = "" if row["observed"] is None else _value_text(row, row["observed"])
    simulated = text("none") if row["simulated"] is None else _value_text(row, row["simulated"])
    return (
        Cell(observed, 13, style.BLACK if _counts(row) else TOLD),
        Cell(simulated, 13, style.dark(_colour(row))),
        Cell(last, 12, "#444444"),
    )


def _role(row: Row) -> str:
    """Whether a trial was fitted, or a target does not count."""
    role = {"fitted": text("fitted"), "held_out": text("held out")}.get(row["trial"]["role"], "")
    return role if _counts(row) else text("told")


def _value_text(row: Row, value: float) -> str:
    """A number as it is read."""
    return signed(number_with_unit(value, row["unit"], row["estimator"]))
