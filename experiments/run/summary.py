"""The outcomes of a run told: for machines as JSON, for people as a table."""

import sys
from textwrap import fill
from typing import TYPE_CHECKING, Any

from analysis.tables import finite_or_none, overall, written
from experiments.cli.text_columns import print_table
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

THEMES = tuple(dict.fromkeys(outcome.theme for outcome in OUTCOMES))
THEME_OF = {outcome.name: outcome.theme for outcome in OUTCOMES}


def as_summary(table: "pd.DataFrame") -> dict[str, Any]:
    """Outcome by name: mean and interval, unit, label, definition; and the same for each group."""
    summary: dict[str, Any] = {}
    for outcome in OUTCOMES:
        rows = table[table["outcome"] == outcome.name]
        if rows.empty:
            continue
        groups: dict[str, Any] = {}
        for row in rows[rows["grouping"] != "all"].itertuples():
            groups.setdefault(row.grouping, {})[row.category] = _interval(row)
        summary[outcome.name] = {
            **_interval(next(overall(rows).itertuples())),
            "unit": outcome.unit,
            "label": outcome.label,
            "definition": outcome.definition,
            "groups": groups,
        }
    return summary


def _interval(row: Any) -> dict[str, Any]:
    return {
        "mean": finite_or_none(row.mean),
        "low": finite_or_none(row.low),
        "high": finite_or_none(row.high),
        "replicates": int(row.replicates),
    }


def print_summary(summary: dict[str, Any], title: str, replicates: int) -> None:
    """The table of a run on stdout: by theme, with interval, unit and label, of what was observed."""
    seen = {name: outcome for name, outcome in summary.items() if outcome["mean"] is not None}
    rows: list[tuple[str, ...]] = []
    for theme in THEMES:
        listed = [_row(name, outcome) for name, outcome in seen.items() if THEME_OF[name] == theme]
        rows += [(f"[bold]{theme}[/bold]",), *listed] if listed else []
    print_table(title, ("outcome", "mean", "95 % interval", "unit", "in Norwegian"), rows)
    if replicates == 1:
        print("One replicate: no interval can be given; replicates=5 gives one.")
    if len(seen) < len(summary):
        print(
            fill(
                f"Not observed in this run, so left out: {', '.join(name for name in summary if name not in seen)}.",
                120,
            )
        )


def _row(name: str, outcome: dict[str, Any]) -> tuple[str, ...]:
    unit, mean = outcome["unit"], outcome["mean"]
    interval = ""
    if outcome["low"] is not None:
        interval = " to ".join(written(outcome[end], unit, mean) for end in ("low", "high"))
    return f"  {name}", written(mean, unit), interval, "" if unit == "share" else unit, outcome["label"]


KEY_OUTCOMES = (
    "employed_at_",
    "durable_jobs",
    "disability_pension",
    "access_failures",
    "coping",
    "admin_cost_per_person",
)


def print_sweep(table: "pd.DataFrame", names: list[str]) -> None:
    """The main outcomes of the jobs of a sweep side by side, on stdout."""
    from rich.console import Console
    from rich.table import Table

    everybody = overall(table).dropna(subset="mean")
    units = {outcome.name: outcome.unit for outcome in OUTCOMES}
    outcomes = [name for name in units if name in set(everybody["outcome"]) and name.startswith(KEY_OUTCOMES)]
    shown = Table(
        title="Mean over replicates",
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    for name in names:
        shown.add_column(name, no_wrap=True)
    for name in outcomes:
        shown.add_column(
            f"{name} [{'%' if units[name] == 'share' else units[name]}]".replace("_", " "), justify="right"
        )
    for _, rows in everybody.groupby("job", sort=False):
        means = dict(zip(rows["outcome"], rows["mean"], strict=True))
        values = [written(means.get(name, float("nan")), units[name]) for name in outcomes]
        shown.add_row(*(str(rows.iloc[0][name]) for name in names), *values)
    Console(width=None if sys.stdout.isatty() else 160).print(shown)
