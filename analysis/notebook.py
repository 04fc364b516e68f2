"""Results as they are read in Python: a table of outcomes, the first lines, the figure."""

from html import escape

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.run import figure_of_run
from analysis.load import ReplicatedRun
from analysis.naming import outcome_label
from analysis.tables import summarise, written, written_span
from sim.milestones import leading_employment
from sim.outcomes import BY_NAME, GROUPINGS
from sim.results import Results

FIRST = ("durable_jobs", "admin_cost_per_person", "talks", "access_failures", "trust")  # after employment
WAYS_ON = "summary() holds all outcomes, frame() the tables, plot() the picture"


def summary_table(results: Results, grouping: str = "all") -> pd.DataFrame:
    """Mean and interval of every outcome that was observed, by outcome or by category and outcome."""
    if grouping not in ("all", *GROUPINGS):
        raise ValueError(f"grouping is {grouping!r}; it must be one of all, {', '.join(GROUPINGS)}")
    table = summarise(results.frame())
    table = table[(table["grouping"] == grouping) & table["mean"].notna()]
    table.insert(len(table.columns), "unit", [BY_NAME[name].unit for name in table["outcome"]])
    keys = ["outcome"] if grouping == "all" else ["category", "outcome"]
    return table.drop(columns=["grouping", *(["category"] if grouping == "all" else [])]).set_index(keys)


def first_lines(results: Results) -> str:
    """How many runs of what, and the outcomes that answer first, each with its interval."""
    rows = _first_rows(results)
    wide = max(len(label) for label, _, _ in rows)
    lines = [f"  {label:<{wide}}  {mean:>10}  {interval}".rstrip() for label, mean, interval in rows]
    return "\n".join([_head(results), *lines, WAYS_ON])


def as_html(results: Results) -> str:
    """The same as a table for a notebook."""
    cells = "".join(
        f'<tr><td style="text-align:left">{escape(label)}</td><td>{mean}</td><td>{interval}</td></tr>'
        for label, mean, interval in _first_rows(results)
    )
    heads = "<tr><th>outcome</th><th>mean</th><th>95 % interval</th></tr>"
    return f"<p>{escape(_head(results))}</p><table>{heads}{cells}</table><p>{escape(WAYS_ON)}</p>"


def overview(results: Results) -> Figure:
    """The figure of a run, drawn from what is in memory."""
    return figure_of_run(_as_run(results))


def _head(results: Results) -> str:
    seeds, weeks = results.seeds, len(set(results.weekly["week"].tolist()))
    between = f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {seeds[0]} to {seeds[-1]}"
    return f"Results of {len(seeds)} {'run' if len(seeds) == 1 else 'runs'} of {weeks} weeks, {between}"


def _first_rows(results: Results) -> list[tuple[str, str, str]]:
    """Label, mean and interval of the outcomes that answer first."""
    table = summary_table(results)
    chosen = [*leading_employment(list(table.index)), *(name for name in FIRST if name in table.index)]
    rows = []
    for name in dict.fromkeys(chosen):
        row, unit = table.loc[name], BY_NAME[name].unit
        mean = written(row["mean"], unit)
        mean += "" if unit == "share" else f" {unit}"
        rows.append((outcome_label(name), mean, written_span(row["low"], row["high"], unit, row["mean"])))
    return rows


def _as_run(results: Results) -> ReplicatedRun:
    """These results as those of a folder are read."""
