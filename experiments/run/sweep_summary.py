"""The jobs of a sweep told on stdout: side by side in a few outcomes, or in all of them."""

from textwrap import fill
from typing import TYPE_CHECKING

from analysis.language import text
from analysis.naming import outcome_label, sentence, unit_label
from analysis.paired_differences import interval
from analysis.tables import (
    difference_unit,
    overall,
    thousands,
    written,
    written_difference,
    written_difference_span,
    written_span,
)
from experiments.cli.presentation import shows_all
from experiments.cli.text_columns import print_table
from experiments.run.summary import UNIT_OF, WIDTH
from sim.milestones import leading_employment

if TYPE_CHECKING:
    import pandas as pd

SIDE_BY_SIDE = ("admin_cost_per_person", "refusals_a_year", "trust")  # beside the leading employment
MOST, FEWEST = 4, 3  # jobs that are told of where they are too many for the first screen


def print_sweep(table: "pd.DataFrame", replicates: "pd.DataFrame", names: list[str]) -> None:
    """The jobs of a sweep, on stdout: the first screen, or every outcome of each.

    `table`: the rows of `sweep.parquet`; `replicates`: job, seed, outcome and value of everybody; `names`: what varies.
    """
    everybody = overall(table).dropna(subset="mean")
    if shows_all():
        _print_all(everybody, names)
        return
    (work,) = leading_employment(set(everybody["outcome"]))
    ranked = everybody[everybody["outcome"] == work].sort_values("mean", ascending=False)
    print(fill(_headline(ranked, replicates, work, names), WIDTH))
    n_jobs = everybody["job"].nunique()
    jobs = list(everybody["job"].unique())
    if n_jobs > MOST + FEWEST:
        jobs = [*ranked["job"].head(MOST), *ranked["job"].tail(FEWEST)]
        print(text("{most} jobs with the most, {fewest} with the least, of {n}:", most=MOST, fewest=FEWEST, n=n_jobs))
    outcomes = [work, *SIDE_BY_SIDE]
    heads = (*names, *(outcome_label(name) for name in outcomes), text("people"))
    by_job = {job: rows.set_index("outcome") for job, rows in everybody.groupby("job", sort=False)}
    rows = [_row(by_job[job], names, outcomes) for job in jobs]
    print_table("", heads, rows, right=tuple(range(len(names), len(heads))), always=True)
    if everybody["replicates"].max() == 1:
        print(text("One replicate: no interval can be given; replicates=5 gives one."))


def _headline(ranked: "pd.DataFrame", replicates: "pd.DataFrame", work: str, names: list[str]) -> str:
    """Which job has most in work, which least, and how far they are apart, paired by seed."""
    best, worst = ranked.iloc[0], ranked.iloc[-1]
    unit = UNIT_OF[work]
    values = replicates[replicates["outcome"] == work].pivot(index="seed", columns="job", values="value")
    apart = interval((values[best["job"]] - values[worst["job"]]).to_numpy())
    between = written_difference_span(apart.low, apart.high, unit, apart.mean)
    sure = text(" (95 % interval, paired by seed: {between})", between=between) if between else ""
    most, least = (f"{written(job['mean'], unit)}{_unit(unit)}" for job in (best, worst))
    return text(
        "{outcome}: most with {best} ({most}), least with {worst} ({least}), {apart} apart{sure}.",
        outcome=sentence(outcome_label(work)), best=_named(best, names), worst=_named(worst, names), most=most,
        least=least, apart=f"{written_difference(apart.mean, unit).lstrip('+')} {difference_unit(unit)}", sure=sure,
    )  # fmt: skip


def _named(job: "pd.Series", names: list[str]) -> str:
    return ", ".join(f"{name}={_value(job[name])}" for name in names)


def _value(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _unit(unit: str) -> str:
    return "" if unit == "share" else f" {unit_label(unit)}"


def _row(job: "pd.DataFrame", names: list[str], outcomes: list[str]) -> tuple[str, ...]:
    """What was varied, then each outcome with its interval, then how many people the leading outcome is about."""
    cells = []
    for name in outcomes:
        unit, entry = UNIT_OF[name], job.loc[name] if name in job.index else None
        if entry is None:
            cells.append("–")
            continue
        span = written_span(entry["low"], entry["high"], unit, entry["mean"])
        cells.append(written(entry["mean"], unit) + (f" ({span})" if span else ""))
    people = job["people"].get(outcomes[0], 0.0)
    return (*(_value(job.iloc[0][name]) for name in names), *cells, thousands(round(people)))


def _print_all(everybody: "pd.DataFrame", names: list[str]) -> None:
    rows: list[tuple[str, ...]] = []
    for name, of_outcome in everybody.groupby("outcome", sort=False):
        unit = UNIT_OF[str(name)]
        rows.append((f"{name}: {outcome_label(str(name))} [{unit_label(unit)}]",))
        for _, job in of_outcome.iterrows():
            span = written_span(job["low"], job["high"], unit, job["mean"])
            varied = (f"  {_value(job[names[0]])}", *(_value(job[other]) for other in names[1:]))
            rows.append((*varied, written(job["mean"], unit), span, thousands(round(job["people"]))))
    heads = (*names, text("mean"), text("95 % interval"), text("people"))
    print_table("", heads, rows, right=tuple(range(len(names), len(heads))), always=True)
