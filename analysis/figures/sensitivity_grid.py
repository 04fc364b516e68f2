"""The figure of a grid study: an outcome over two factors, what the one changes at each value of the other, and shares.

Points meet the same people with the same luck, so differences within a column are paired, seed by seed.
"""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import rcParams
from matplotlib.axes import Axes

from analysis import style
from analysis.figures.forest import label_rows
from analysis.figures.sensitivity_frame import filled, label
from analysis.language import text
from analysis.naming import (
    called,
    difference_label,
    outcome_label,
    outcome_of,
    plain,
    scaled,
    sentence,
    theory_lines,
    value_label,
)
from analysis.sensitivity.grid import COMMON_LUCK, OWN_LUCK, REST, GridShares, Part
from analysis.sensitivity.points import PointResults, Table, grid_of, results_of_points, table_of
from analysis.tables import signed, thousands, written

WRITTEN = 14  # columns in which there is room for numbers
ROWS = 24  # and rows
ROW_LETTERS = 18  # of a label beside a row on one line
LETTER = 0.68  # about how wide a letter is, of its height; bold ones are the wider
WIDEST = 15.0  # of all columns together [inches]
LISTED = 12  # parts of the variance that are drawn
DARK = 0.62  # of the scale of colours, above which letters are white
COLOURS = {"factor": style.BLUE, "together": style.ORANGE, REST: style.ORANGE, COMMON_LUCK: style.GREY,
           OWN_LUCK: style.GREY}  # fmt: skip


def draw_grid(
    study: dict[str, Any],
    design: pd.DataFrame,
    runs: pd.DataFrame,
    folder: Path,
    outcomes: list[str],
    panels: bool = False,
) -> dict[str, str]:
    """Draw the figure of each outcome that varies; its file by outcome. On request its panels are files, too."""
    design = design.sort_values("point", kind="stable", ignore_index=True)
    grid = grid_of(study, design)
    if grid is None:
        return {}
    drawn = {}
    results = results_of_points(study, design, runs)
    for name in outcomes:
        table = table_of(study, grid, results[name])
        if not np.isfinite(table.mean).any() or not np.nanmax(table.mean) > np.nanmin(table.mean):
            continue
        parts = {
            "values": partial(draw_values, study=study, name=name, table=table, design=design),
            "differences": partial(draw_differences, study=study, name=name, table=table, design=design),
            "shares": partial(draw_shares, shares=results[name].shares),
        }
        if len(table.mean) == 1 or not results[name].values.shape[1] > 1:
            del parts["differences"]
        drawn[name] = f"grid_{plain(name)}"
        beneath = _beneath(study, results[name], table, name)
        with style.figure_style():
            rows, columns = table.mean.shape
            wide = _letters(study, name, table) * LETTER * style.LETTERS / 72.0
            side = 3.4 + min(WIDEST, max(0.8, wide) * min(max(columns, 2), WRITTEN))
            widths = [side] * (len(parts) - 1) + [9.0]
            shares = results[name].shares
            tall = max(4.0, min(rows, ROWS), 1.1 * min(len(shares.parts), LISTED) if shares else 0.0)
            figure = style.blank(sum(widths), 4.4 + 0.62 * tall)
            for axes, draw in zip(
                np.ravel(figure.subplots(1, len(parts), gridspec_kw={"width_ratios": widths})),
                parts.values(),
                strict=True,
            ):
                draw(axes)
            style.head(figure, _head(table, name))
            style.foot(figure, beneath)
            style.save(figure, folder / drawn[name])
        if panels:
            slides = {f"{drawn[name]}_{part}": draw for part, draw in parts.items()}
            style.save_panels(slides, _head(table, name), folder)
    return drawn


def _head(table: Table, name: str) -> str:
    outcome, row = sentence(outcome_label(name)), called(table.row)
    if not table.column:
        return text("{outcome} by {row}", outcome=outcome, row=row)
    return text("{outcome} by {row} and {column}", outcome=outcome, row=row, column=called(table.column))


def _beneath(study: dict[str, Any], results: PointResults, table: Table, name: str) -> str:
    lines = [text("Every point has the same {n} seeds: the same people with the same luck.", n=results.values.shape[1])]
    others = [factor["name"] for factor in study["factors"] if factor["name"] not in (table.row, table.column, "dummy")]
    if others:
        lines[0] += " " + text("Cells are means over {others}.", others=", ".join(map(called, others)))
    shares = results.shares
    if shares is not None and shares.left_out:
        lines.append(f"{sentence(text(shares.left_out))}.")
    theory = theory_lines(study, name)
    return "\n".join(
        [*lines, *dict.fromkeys(theory[factor] for factor in (table.row, table.column) if factor in theory)]
    )


def draw_values(axes: Axes, study: dict[str, Any], name: str, table: Table, design: pd.DataFrame) -> None:
    """The outcome itself at every value of the two."""
    scale, unit = scaled(outcome_of(study, name)["unit"])
    shown = scale * table.mean
    low, high = float(np.nanmin(shown)), float(np.nanmax(shown))
    words = [[_bare(value, name, study) for value in row] for row in table.mean]
    strength = (shown - low) / (high - low)
    axes.imshow(strength, cmap="YlGnBu", vmin=0.0, vmax=1.15, aspect="auto")
    _write_cells(axes, words, strength > DARK, np.zeros(shown.shape, bool))
    _name_cells(axes, study, table, design)
    style.title(axes, text("What came out [{unit}]", unit=unit), text("mean over replicates; dark is high"))


def draw_differences(axes: Axes, study: dict[str, Any], name: str, table: Table, design: pd.DataFrame) -> None:
    """What each value of the first factor changes, at every value of the other."""
    unit = outcome_of(study, name)["unit"]
    mean, low, high = table.difference
    clear = (low > 0.0) | (high < 0.0)
    widest = float(np.nanmax(np.abs(mean))) if np.isfinite(mean).any() else 0.0
    strength = mean / widest if widest else mean
    words = [
        [_difference_words(mean[r, c], low[r, c], high[r, c], unit, r == table.reference) for c in range(mean.shape[1])]
        for r in range(len(mean))
    ]
    axes.imshow(np.where(clear, strength, 0.35 * strength), cmap="PuOr_r", vmin=-1.0, vmax=1.0, aspect="auto")
    _write_cells(axes, words, clear & (np.abs(strength) > DARK), clear)
    _name_cells(axes, study, table, design)
    against = value_label(_factor(study, table.row), _places(design, table.row)[table.reference])
    style.title(
        axes,
        text("Against {reference} [{unit}]", reference=against, unit=difference_label(unit)),
        text("with paired 95 % interval; bold: clear of 0"),
    )


def draw_shares(axes: Axes, shares: GridShares | None) -> None:
    """What share of the variance of a run each factor decides, both together, and luck."""
    if shares is None or not shares.parts:
        style.say(axes, filled(sentence(text(shares.why_not)) if shares else "", 30))
        axes.set_axis_off()
        return
    kept = shares.parts if len(shares.parts) <= LISTED else [*shares.parts[: LISTED - 2], *shares.parts[-2:]]
    label_rows(axes, [label(part_label(part)) for part in kept])
    for y, part in enumerate(kept):
        colour = (
            style.GREY
            if part.kind in (COMMON_LUCK, OWN_LUCK)
            else style.ORANGE
            if part.kind != "factor"
            else style.BLUE
        )
        axes.barh(y, 100.0 * part.share, color=colour, height=0.55, alpha=0.75)
        end = 100.0 * part.share
        if np.isfinite(part.low):
            reach = 100.0 * style.interval_bars([part.share], [part.low], [part.high])
            axes.errorbar(end, y, xerr=reach, color=style.BLACK, capsize=style.points(4), elinewidth=1.6, fmt="none")
            end = 100.0 * part.high
        number = written(part.share, "share")
        axes.annotate(
            number, (end, y), xytext=(style.points(7), 0), textcoords="offset points", va="center",
            color=style.dark(colour), fontsize=style.points(13), fontweight="bold", annotation_clip=False,
        )  # fmt: skip
    axes.set_xlim(0.0, 100.0)
    axes.xaxis.set_major_formatter(thousands)
    axes.set_xlabel(text("% of the variance of a single run"))
    interval = (
        text("bars: 95 % interval over seeds") if shares.seeds > 2 else text("three replicates or more give intervals")
    )
    if shares.seeds == 1:
        interval = text("one replicate: luck is part of every share")
    style.title(axes, text("What decides"), interval)


def part_label(part: Part) -> str:
    """What people read of a part of the variance."""
    words = {
        REST: text("three or more factors together"), COMMON_LUCK: text("luck that is the same for all points"),
        OWN_LUCK: text("luck that differs between points"),
    }  # fmt: skip
    if part.kind in words:
        return words[part.kind]
    if len(part.factors) == 1:
        return called(part.factors[0])
    return text("{first} and {other} only together", first=called(part.factors[0]), other=called(part.factors[1]))


def _bare(value: float, name: str, study: dict[str, Any]) -> str:
    """A value without its unit, which stands above."""
    return signed(written(value, outcome_of(study, name)["unit"])).removesuffix(" %")


def _difference_words(mean: float, low: float, high: float, unit: str, reference: bool) -> str:
    """A difference and, on a line of its own, its interval."""
    if reference:
        return "0" if np.isfinite(mean) else ""
    if not np.isfinite(mean):
        return ""
    size = max(abs(low), abs(high))
    numbers = [signed(written(value, unit, size)).removesuffix(" %") for value in (mean, low, high)]
    plus = "+" if mean > 0.0 and numbers[0].strip("0.,") else ""
    return f"{plus}{numbers[0]}\n" + text("{low} to {high}", low=numbers[1], high=numbers[2])


def _letters(study: dict[str, Any], name: str, table: Table) -> int:
    """About how many letters the longest line of a cell has."""
    values = [_bare(value, name, study) for value in (np.nanmin(table.mean), np.nanmax(table.mean))]
    longest = max(map(len, values))
    return (
        longest if np.isnan(table.difference[1]).all() else 2 * longest + len(text("{low} to {high}", low="", high=""))
    )


def _cell(axes: Axes, down: int, across: int) -> tuple[float, float]:
    """About how high and wide a cell will be, which is known only when all is laid out [points]."""
    figure, spot = axes.get_figure(root=True), axes.get_subplotspec()
    assert figure is not None and spot is not None
    ratios = np.array(spot.get_gridspec().get_width_ratios(), float)
    width = 72.0 * figure.get_figwidth() * float(ratios[spot.colspan.start] / ratios.sum())
    beside = ROW_LETTERS * LETTER * float(rcParams["font.size"])
    return 0.6 * 72.0 * figure.get_figheight() / down, (0.92 * width - beside) / across


def _write_cells(axes: Axes, words: list[list[str]], white: np.ndarray, bold: np.ndarray) -> None:
    """Words in the cells where there is room for them, over two lines where that makes them larger."""
    if len(words[0]) > WRITTEN or len(words) > ROWS:
        return
    high, wide = _cell(axes, len(words), len(words[0]))
    every = [word for row in words for word in row]

    def size(lines: int, letters: int) -> float:
        return min(style.points(13), high / (1.25 * lines), wide / (LETTER * max(letters, 1)))

    over = size(2, max(len(line) for word in every for line in word.split("\n")))
    beside = size(1, max(len(word) for word in every) + 2)
    two = any("\n" in word for word in every) and over >= beside
    for r, row in enumerate(words):
        for c, word in enumerate(row):
            value, _, interval = word.partition("\n")
            shown = word if two or not interval else f"{value} ({interval})"
            axes.text(
                c, r, shown or "–", ha="center", va="center", color="white" if white[r, c] else "black",
                fontsize=over if two else beside, fontweight="bold" if bold[r, c] else "normal",
            )  # fmt: skip


def _factor(study: dict[str, Any], name: str) -> dict[str, Any]:
    return next(dict(factor) for factor in study["factors"] if factor["name"] == name)


def _places(design: pd.DataFrame, name: str) -> np.ndarray:
    return np.unique(design[name].to_numpy(float))


def _name_cells(axes: Axes, study: dict[str, Any], table: Table, design: pd.DataFrame) -> None:
    """The values of the two factors beside and beneath the cells; of very many only some."""
    down, across = table.mean.shape
    size = float(rcParams["font.size"])
    high, wide = _cell(axes, min(down, ROWS), min(across, WRITTEN))
    every = -(-down // ROWS)
    labels = [filled(words, ROW_LETTERS) for words in _value_labels(study, design, table.row)[::every]]
    two = high > 2.5 * size
    axes.set_yticks(range(0, down, every), labels if two else [words.replace("\n", " ") for words in labels])
    axes.tick_params(axis="y", labelsize=size if two else min(size, high / 1.2))
    axes.set_ylabel(_axis_words(study, table.row))
    axes.set_xticks([])
    if table.column:
        every = -(-across // WRITTEN)
        labels = _value_labels(study, design, table.column)[::every]
        axes.set_xticks(range(0, across, every), labels)
        if max(map(len, labels)) * LETTER * size > wide:
            for tick in axes.get_xticklabels():
                tick.set(rotation=35.0, ha="right", rotation_mode="anchor")
        axes.set_xlabel(_axis_words(study, table.column))
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _value_labels(study: dict[str, Any], design: pd.DataFrame, name: str) -> list[str]:
    return [value_label(_factor(study, name), position) for position in _places(design, name)]


def _axis_words(study: dict[str, Any], name: str) -> str:
    factor = _factor(study, name)
    return called(name) + ("" if factor["kind"] == "levels" or not factor["unit"] else f" [{text(factor['unit'])}]")
