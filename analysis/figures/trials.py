"""Trials: what was observed and what is simulated, target by target (forest plot)."""

from math import inf
from pathlib import Path
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis import style
from analysis.figures.forest import Cell, label_rows, verdict_colour, write_columns
from analysis.load import read_json
from analysis.tables import REACH, signed
from analysis.trial_wording import number_with_unit, verdict_text, verdicts_text

FARTHEST = 3.4  # accepted half-widths that the figure reaches to; what lies farther is an arrow at its edge
COLUMNS = {0.0: "observed ◆", 0.38: "simulated ●", 0.78: "role"}
HEAD = -0.95  # height of the heads of columns
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
    """Draw `forest`, the accepted span as the common scale: every target with something to accept, if there is any."""
    rows = [target | {"trial": trial} for trial in trials for target in trial["targets"] if _shown(target, len(trials))]
    if not rows:
        return
    with style.figure_style():
        figure = style.blank(19, 3.4 + 0.46 * len(rows))
        axes, beside = figure.subplots(1, 2, sharey=True, gridspec_kw={"width_ratios": [3, 1.15], "wspace": 0.02})
        axes.add_patch(Rectangle((-1, -1), 2, len(rows) + 2, color=style.PALE, zorder=0))
        for y, row in enumerate(rows):
            _draw_row(axes, y, row)
        _frame(axes, rows)
        write_columns(beside, COLUMNS, [_beside(row) for row in rows], HEAD)
        several = verdicts_text([trial["within"] for trial in trials])
        single = f"{trials[0]['id']}: {trials[0]['title']} ({verdict_text(trials[0]['within'])})"
        style.head(figure, several if len(trials) > 1 else single)
        style.save(figure, folder / "forest")


def _shown(target: Row, n_trials: int) -> bool:
    """Many trials: what counts; one: whatever has something to accept."""
    return target["within"] is not None and (target["counts"] or n_trials == 1)


def _draw_row(axes: Axes, y: int, row: Row) -> None:
    colour = verdict_colour(row["within"])
    scale = _scale(row)
    if scale is None:
        holds = "holds" if row["within"] else "does not hold"
        limits = [name for name in ("low", "high") if row["accepted"][name] is not None]
        beyond = (
            "" if not limits else f" (at {'least' if limits == ['low'] else 'most'} {_value_text(row, _limit(row))})"
        )
        axes.text(0, y, f"{holds}{beyond}", ha="center", va="center", color=style.dark(colour), fontweight="bold")
        return
    middle, half = scale
    if row["observed"] is not None:
        error = REACH * (row["observed_standard_error"] or 0.0) / half
        at = (row["observed"] - middle) / half
        axes.errorbar(at, y - 0.17, xerr=error, color=style.BLACK, marker="D", markersize=7, capsize=4)
    if row["simulated"] is None:
        axes.text(0, y + 0.17, "not estimated", ha="center", va="center", color=style.RED)
        return
    at = (row["simulated"] - middle) / half
    if abs(at) > FARTHEST - 0.1:
        side = 1 if at > 0 else -1
        axes.plot(side * (FARTHEST - 0.15), y + 0.17, marker=">" if side > 0 else "<", color=colour, markersize=12)
        return
    low, high = (row["interval"][end] for end in ("low", "high"))
    reach = [[0.0], [0.0]] if low is None else [[at - (low - middle) / half], [(high - middle) / half - at]]
    axes.errorbar(at, y + 0.17, xerr=reach, color=colour, marker="o", capsize=4, clip_on=True)


def _scale(row: Row) -> tuple[float, float] | None:
    """Middle and half-width of the accepted span; None where one end is open."""
    low, high = row["accepted"]["low"], row["accepted"]["high"]
    if low is None or high is None or not high > low:
        return None
    return (low + high) / 2, (high - low) / 2


def _limit(row: Row) -> float:
    low, high = row["accepted"]["low"], row["accepted"]["high"]
    return float(low if low is not None else high if high is not None else inf)


def _frame(axes: Axes, rows: list[Row]) -> None:
    labels = [f"{row['trial']['id']}  {row['meaning'] or row['name'].replace('_', ' ')}" for row in rows]
    label_rows(axes, [fill(label, 58) for label in labels])
    axes.set_xlim(-FARTHEST, FARTHEST)
    axes.set_xticks([-3, -2, -1, 0, 1, 2, 3])
    axes.set_xlabel("distance from the middle of what is accepted, in half-widths of it; grey is accepted")
    for y in range(1, len(rows)):
        new = rows[y]["trial"]["id"] != rows[y - 1]["trial"]["id"]
        axes.axhline(y - 0.5, color=style.GREY if new else "#EEEEEE", linewidth=1.2 if new else 0.8, zorder=0)


def _beside(row: Row) -> tuple[Cell, ...]:
    """The numbers themselves, and whether the trial was fitted."""
    observed = "" if row["observed"] is None else _value_text(row, row["observed"])
    simulated = "none" if row["simulated"] is None else _value_text(row, row["simulated"])
    return (
        Cell(observed, 13),
        Cell(simulated, 13, style.dark(verdict_colour(row["within"]))),
        Cell(row["trial"]["role"].replace("_", " "), 12, "#444444"),
    )


def _value_text(row: Row, value: float) -> str:
    """A number as it is read."""
    return signed(number_with_unit(value, row["unit"], row["estimator"]))
