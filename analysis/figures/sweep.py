"""The figure of a sweep: the main outcomes of its jobs side by side."""

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis import style
from analysis.load import Sweep
from analysis.naming import scaled
from analysis.tables import overall
from sim.milestones import leading_employment

THEN = ("durable_jobs", "disability_pension_at_104_weeks", "access_failures", "coping", "admin_cost_per_person")
COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.RED, style.PINK, style.SKY, style.BLACK)
MARKERS = "osD^vPX"


def draw_sweep(sweep: Sweep, folder: Path) -> None:
    """Six outcomes by what was varied: lines along a number that was varied, a row a job where names were."""
    everybody = overall(sweep.outcomes).dropna(subset="mean")
    outcomes = main_outcomes(set(everybody["outcome"]))
    along = _number_varied(everybody, sweep.names)
    jobs = list(dict.fromkeys(everybody["job"]))
    with style.figure_style():
        figure = style.blank(17, 10 if along else 3.5 + 0.8 * len(jobs))
        panels = figure.subplots(2, 3, squeeze=False).ravel()
        for panel, (axes, outcome) in enumerate(zip(panels, outcomes, strict=False)):
            rows = everybody[everybody["outcome"] == outcome]
            scale, unit = scaled(sweep.summary[outcome]["unit"])
            if along:
                _draw_lines(
                    axes, rows, along, [name for name in sweep.names if name != along], scale, named=panel % 3 == 2
                )
                axes.set_xlabel(along)
                axes.set_ylabel(f"[{unit}]")
            else:
                _draw_rows(axes, rows, sweep.names, scale, named=panel % 3 == 0)
                axes.set_xlabel(f"[{unit}]")
            axes.set_title(outcome.replace("_", " "), pad=12)
        for axes in panels[len(outcomes) :]:
            axes.set_axis_off()
        sharing = "" if "seed" in sweep.names else ", the same people with the same luck"
        about = f"By {' and '.join(sweep.names)}: mean and 95 % interval over replicates{sharing}"
        style.head(figure, about)
        style.save(figure, folder / "comparison")


def main_outcomes(known: set[str]) -> list[str]:
    """The latest employment that was observed, and what it is weighed against."""
    return leading_employment(known) + [name for name in THEN if name in known]


def _number_varied(table: pd.DataFrame, names: list[str]) -> str | None:
    """The first name varied over three numbers or more, when the other names leave few enough lines to tell apart."""
    for name in names:
        numbers = pd.to_numeric(table[name], errors="coerce")
        others = [other for other in names if other != name]
        lines = len(table[others].drop_duplicates()) if others else 1
        if numbers.notna().all() and numbers.nunique() >= 3 and lines <= len(COLOURS):
            return name
    return None


def _draw_lines(axes: Axes, rows: pd.DataFrame, along: str, others: list[str], scale: float, named: bool) -> None:
    """A line for each combination of the other names, with bars for intervals."""
    lines = list(rows.groupby(others, sort=False)) if others else [(("",), rows)]
    aside = 0.012 * float(np.ptp(pd.to_numeric(rows[along])))  # so that intervals do not hide each other
    ends = []
    for index, (key, line) in enumerate(lines):
        line = line.assign(at=pd.to_numeric(line[along])).sort_values("at")
        colour, at = COLOURS[index], line["at"] + aside * (index - (len(lines) - 1) / 2)
        mean, bars = scale * line["mean"], _bars(line, scale)
        axes.errorbar(at, mean, yerr=bars, color=colour, marker=MARKERS[index], capsize=4, elinewidth=1.4)
        ends.append((float(mean.iloc[-1]), ", ".join(str(part) for part in key).replace("_", " "), style.dark(colour)))
    if named and others:
        style.label_ends(axes, ends, least=0.08)


def _draw_rows(axes: Axes, rows: pd.DataFrame, names: list[str], scale: float, named: bool) -> None:
    """A row for each job, the first on top."""
    heights = np.arange(len(rows))
    axes.errorbar(
        scale * rows["mean"], heights, xerr=_bars(rows, scale), color=style.BLUE, linestyle="", marker="o", capsize=4
    )
    axes.axvline(scale * float(rows["mean"].iloc[0]), color=style.GREY, linestyle=":", zorder=0)
    labels = [", ".join(str(row[name]).replace("_", " ") for name in names) for _, row in rows.iterrows()]
    axes.set_yticks(heights, labels if named else [""] * len(labels))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.locator_params(axis="x", nbins=5)


def _bars(rows: pd.DataFrame, scale: float) -> np.ndarray:
    return scale * style.interval_bars(rows["mean"], rows["low"], rows["high"])
