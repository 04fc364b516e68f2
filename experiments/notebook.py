"""Results as they are read in Python: a table of outcomes, the first screen, the figure."""

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.language import text
from analysis.load import ReplicatedRun
from analysis.tables import KEYS, OF_DIFFERENCES, summarise
from experiments.run.summary import as_summary, first_rows, headline, observed
from sim.outcomes import BY_NAME, GROUPINGS, OFFICE
from sim.results import Results

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WAYS_ON = "summary() holds all outcomes, frame() the tables, plot() the picture"


def frame_of(table: str, columns: dict[str, np.ndarray]) -> pd.DataFrame:
    """A table as pandas has it; of events and of their people the names of kinds, as files have them."""
    from experiments.run.case_histories import named_events, named_people

    named = {"events": named_events, "people": named_people}
    return pd.DataFrame(named[table](columns) if table in named else columns)


def differences_table(results: Results, other: Results, grouping: str = "all") -> pd.DataFrame:
    """Mean and interval of the paired difference of every outcome, by outcome or by category and outcome."""
    if results.seeds != other.seeds:
        raise ValueError(f"the seeds are {results.seeds} and {other.seeds}; only the same seeds have the same people")
    keys = ["seed", *KEYS]
    both = results.frame().merge(other.frame()[[*keys, "value"]], on=keys, suffixes=("", "_there"))
    both["value"] -= both["value_there"]
    return _of_grouping(summarise(both, ranges=OF_DIFFERENCES), grouping)


def summary_table(results: Results, grouping: str = "all") -> pd.DataFrame:
    """Mean, interval, people and unit of every outcome that was observed, by outcome or by category and outcome."""
    return _of_grouping(summarise(results.frame()), grouping)


def _of_grouping(table: pd.DataFrame, grouping: str) -> pd.DataFrame:
    """The rows of one grouping that are defined, with the unit of each."""
    if grouping not in ("all", *GROUPINGS, OFFICE):
        raise ValueError(f"grouping is {grouping!r}; it must be one of all, {', '.join((*GROUPINGS, OFFICE))}")
    table = table[(table["grouping"] == grouping) & table["mean"].notna()]
    table = table.assign(unit=[BY_NAME[name].unit for name in table["outcome"]])
    keys = ["outcome"] if grouping == "all" else ["category", "outcome"]
    return table.set_index(keys)[["mean", "low", "high", "unit", "people", "replicates"]]


def first_lines(results: Results) -> str:
    """The first screen: the answer as a sentence, and the outcomes beside it with intervals."""
    head, answer, rows = _first_screen(results)
    wide = max(len(label) for label, *_ in rows)
    lines = [
        f"  {label:<{wide}}  {mean:>17}  {interval:>21}  {people}".rstrip() for label, mean, interval, people in rows
    ]
    return "\n".join([head, answer, *lines, WAYS_ON])


def as_html(results: Results) -> str:
    """The same as a table for a notebook."""
    head, answer, rows = _first_screen(results)
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    heads = "".join(f"<th>{escape(name)}</th>" for name in ("", text("mean"), text("95 % interval"), text("of whom")))
    table = f"<table><tr>{heads}</tr>{cells}</table>"
    return f"<p>{escape(head)}</p><p><b>{escape(answer)}</b></p>{table}<p>{escape(WAYS_ON)}</p>"


def overview(results: Results) -> "Figure":
    """The figure of a run, drawn from what is in memory."""
    from analysis.figures.run import figure_of, panels_of, replicates_in_words

    config: dict[str, Any] = {"office": {"follow_up_weeks": _followed(results)}}
    run = ReplicatedRun(Path(), config, results.frame(), results.frame("weekly"), _summary(results))
    about = [text("{n} weeks", n=results.weeks), replicates_in_words(len(results.seeds))]
    return figure_of(panels_of(run), ", ".join(about))


def _first_screen(results: Results) -> tuple[str, str, list[tuple[str, ...]]]:
    """How many runs of what, the answer, and the rows of outcomes."""
    seeds = results.seeds
    between = f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {seeds[0]} to {seeds[-1]}"
    head = f"{len(seeds)} {'run' if len(seeds) == 1 else 'runs'} of {results.weeks} weeks, {between}"
    seen = observed(_summary(results))
    return head, headline(seen, results.weeks), first_rows(seen, results.weeks)


def _summary(results: Results) -> dict[str, Any]:
    return as_summary(summarise(results.frame()))


def _followed(results: Results) -> int:
    """How long everybody is followed [weeks]."""
    scenario = results.scenario
    return scenario.setting.office.follow_up_weeks if scenario is not None else results.weeks
