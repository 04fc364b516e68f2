"""The figure of a sweep: the main outcomes of its jobs side by side."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis import style
from analysis.figures.frontier import LEAST_SPAN, no_practical_difference
from analysis.figures.run import in_words
from analysis.language import text
from analysis.load import Sweep
from analysis.naming import called, outcome_label, scaled, sentence, unit_label, value_text
from analysis.paired_differences import differences_of_jobs
from analysis.tables import least_difference, overall, practically_nothing, thousands
from sim.milestones import leading_employment

THEN = ("durable_jobs", "disability_pension_at_104_weeks", "access_failures", "coping", "admin_cost_per_person")
COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.RED, style.PINK, style.SKY, style.BLACK)
MARKERS = "osD^vPX"
RING: dict[str, Any] = {"markerfacecolor": "none", "markeredgewidth": 3.0, "linestyle": "", "zorder": 4}


def draw_sweep(sweep: Sweep, folder: Path, panels: bool = False) -> None:
    """Six outcomes by what was varied: lines along a number that was varied, a row a job where names were.

    On request each panel is a file of its own, too.
    """
    along = _number_varied(overall(sweep.outcomes), sweep.names)
    drawn = panels_of(sweep)
    n_jobs = sweep.outcomes["job"].nunique()
    with style.figure_style():
        figure = style.blank(17, 10.4 if along else 4.4 + 0.8 * n_jobs)
        axes = figure.subplots(2, 3).ravel()
        for index, (panel, draw) in enumerate(zip(axes, drawn.values(), strict=False)):
            draw(panel, named=index % 3 == (2 if along else 0) or (bool(along) and index == len(drawn) - 1))
        for panel in axes[len(drawn) :]:
            panel.set_axis_off()
        style.head(figure, about(sweep))
        style.foot(figure, bars_in_words(sweep))
        style.save(figure, folder / "comparison")
    if panels:
        style.save_panels(drawn, f"{about(sweep)}. {bars_in_words(sweep)}", folder)


def about(sweep: Sweep) -> str:
    """What was varied, and where, how long and how often."""
    names = text(" and ").join(called(name) for name in sweep.names)
    return text("By {names} ({setting})", names=names, setting=in_words(sweep.config, without=tuple(sweep.names)))


def bars_in_words(sweep: Sweep) -> str:
    """What the bars of the figure are."""
    if sweep.replicates["seed"].nunique() == 1:
        return text("One replicate, so no interval.")
    if not sweep.same_people:
        return text("Bars: 95 % interval of the mean over replicates. The jobs do not have the same people.")
    first = job_label(sweep.outcomes.iloc[0], sweep.names)
    return text(
        "Bars: 95 % interval of the difference from {first} (ring), paired over replicates: "
        "the same people with the same luck.",
        first=first,
    )


def main_outcomes(known: set[str]) -> list[str]:
    """The latest employment that was observed, and what it is weighed against."""
    return leading_employment(known) + [name for name in THEN if name in known]


def job_label(row: "pd.Series[Any]", names: list[str]) -> str:
    """What sets a job apart, in words."""
    apart = {name: value_text(row[name]) for name in names}
    if "shock" in apart and row["shock"] == "none":
        apart["shock"] = text("no shock")
    return ", ".join(apart.values())


def panels_of(sweep: Sweep) -> dict[str, style.Panel]:
    """What draws each panel, by the name of its file."""
    everybody = overall(sweep.outcomes).dropna(subset="mean")
    along = _number_varied(everybody, sweep.names)
    paired = differences_of_jobs(sweep)
    panels: dict[str, style.Panel] = {}
    for outcome in main_outcomes(set(everybody["outcome"])):
        rows = everybody[everybody["outcome"] == outcome].set_index("job", drop=False)
        if paired is not None:
            rows = with_paired_bars(rows, paired[paired["outcome"] == outcome].set_index("job"))
        unit = sweep.summary[outcome]["unit"]
        panels[outcome] = partial(_draw_panel, rows=rows, outcome=outcome, unit=unit, names=sweep.names, along=along)
    return panels


def with_paired_bars(rows: pd.DataFrame, paired: pd.DataFrame) -> pd.DataFrame:
    """Rows of jobs whose intervals are those of their differences from the first job, which has none itself."""
    rows = rows.assign(low=np.nan, high=np.nan, difference=0.0)
    for job in rows.index.intersection(paired.index):
        mean, apart = rows.loc[job, "mean"], paired.loc[job]
        rows.loc[job, "difference"] = apart["mean"]
        rows.loc[job, "low"] = mean - (apart["mean"] - apart["low"])
        rows.loc[job, "high"] = mean + (apart["high"] - apart["mean"])
    return rows


def _draw_panel(
    axes: Axes, rows: pd.DataFrame, outcome: str, unit: str, names: list[str], along: str | None, named: bool = True
) -> None:
    """An outcome of all jobs, on an axis that spans enough for a hair to be seen as one."""
    scale, _ = scaled(unit)
    rows = rows.copy()
    rows["low"] = rows["low"].clip(lower=0.0)
    if unit == "share":
        rows["high"] = rows["high"].clip(upper=1.0)
    values = scale * rows[["mean", "low", "high"]]
    rows = rows.assign(**{name: values[name] for name in values})
    paired = "difference" in rows
    least = scale * least_difference(unit, float(rows["mean"].iloc[0]) / scale)
    beneath = f"[{unit_label(unit)}]"
    if paired and _nothing(rows, scale, least):
        beneath += f" {no_practical_difference(unit)}"
    style.title(axes, style.wrapped(sentence(outcome_label(outcome)), 34), beneath)
    if along:
        _draw_lines(axes, rows, along, [name for name in names if name != along], LEAST_SPAN * least, named)
        axes.yaxis.set_major_formatter(thousands)
    else:
        _draw_rows(axes, rows, names, named)
        style.widen(axes, "x", LEAST_SPAN * least)
        axes.xaxis.set_major_formatter(thousands)


def _nothing(rows: pd.DataFrame, scale: float, least: float) -> bool:
    """Whether no job differs from the first in practice, intervals included."""
    apart = scale * rows["difference"].iloc[1:]
    ends = [apart + rows[end].iloc[1:] - rows["mean"].iloc[1:] for end in ("low", "high")]
    return practically_nothing(np.array([apart, *ends]), least)


def _number_varied(table: pd.DataFrame, names: list[str]) -> str | None:
    """The first name varied over three numbers or more, when the other names leave few enough lines to tell apart."""
    for name in names:
        numbers = pd.to_numeric(table[name], errors="coerce")
        others = [other for other in names if other != name]
        lines = len(table[others].drop_duplicates()) if others else 1
        if numbers.notna().all() and numbers.nunique() >= 3 and lines <= len(COLOURS):
            return name
    return None


def _draw_lines(axes: Axes, rows: pd.DataFrame, along: str, others: list[str], span: float, named: bool) -> None:
    """A line for each combination of the other names, with bars for intervals."""
    lines = list(rows.groupby(others, sort=False)) if others else [(("",), rows)]
    aside = 0.012 * float(np.ptp(pd.to_numeric(rows[along])))  # so that intervals do not hide each other
    first = rows.index[0]
    ends = []
    for index, (key, line) in enumerate(lines):
        line = line.assign(at=pd.to_numeric(line[along])).sort_values("at")
        colour, marker = COLOURS[index], MARKERS[index]
        at = line["at"] + aside * (index - (len(lines) - 1) / 2)
        axes.errorbar(at, line["mean"], yerr=_bars(line), color=colour, marker=marker, capsize=4)
        if first in line.index and "difference" in rows:
            axes.plot(
                [at[first]], [line.loc[first, "mean"]], "o", color=style.BLACK, markersize=style.points(15), **RING
            )
        label = style.wrapped(", ".join(map(value_text, key)))
        ends.append((float(line["mean"].iloc[-1]), label, style.dark(colour)))
    style.widen(axes, "y", span)
    axes.set_xlabel(called(along))
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(thousands)
    if named and others:
        style.label_ends(axes, ends)


def _draw_rows(axes: Axes, rows: pd.DataFrame, names: list[str], named: bool) -> None:
    """A row for each job, the first on top."""
    heights = np.arange(len(rows))
    paired = "difference" in rows
    from_row = 1 if paired else 0
    marked = rows.iloc[from_row:]
    bars = _bars(marked)
    axes.errorbar(
        marked["mean"], heights[from_row:], xerr=bars, color=style.BLUE, linestyle="", marker="o", capsize=4
    )  # fmt: skip
    if paired:
        axes.plot(rows["mean"].iloc[:1], [0], "o", color=style.BLACK, markersize=style.points(12), **RING)
        axes.axvline(float(rows["mean"].iloc[0]), color=style.GREY, linestyle=":", zorder=0)
    labels = [style.wrapped(job_label(row, names), 34) for _, row in rows.iterrows()]
    axes.set_yticks(heights, labels if named else [""] * len(labels))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.grid(visible=True, axis="x")
    axes.locator_params(axis="x", nbins=5)


def _bars(rows: pd.DataFrame) -> np.ndarray:
    return style.interval_bars(rows["mean"], rows["low"], rows["high"])
