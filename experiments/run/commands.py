"""Run a policy in a setting, or several one after another, and write what came out."""

import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from analysis.language import text
from experiments.cli.composition import Job, Request
from experiments.cli.extension import extended_by
from experiments.cli.presentation import print_where_the_rest_is, shows_all
from experiments.cli.refusal import Refused
from experiments.cli.replacement import load_replacements
from experiments.results.progress import Tick, progress
from experiments.results.provenance import provenance
from experiments.results.results_folder import ResultsFolder
from experiments.results.tables import write_json, write_table
from experiments.run.rest_check import rest_sentence, tell_of_inflow
from experiments.run.summary import WIDTH, as_summary, print_run
from experiments.run.sweep_summary import print_sweep

if TYPE_CHECKING:
    import pandas as pd

    from sim.engine import Results

NUMBA_PREAMBLE = "Failed in nopython mode pipeline (step: nopython frontend)"
MOST_FIGURES = 20  # each takes longer to draw than a run takes
KEY_COLUMNS = {
    "seed": ("number", "seed of the replicate"),
    "grouping": ("kind", "everybody, or by needs group, digital skill, age, cohort or office"),
    "category": ("name", "which of the grouping"),
    "outcome": ("name", "name of the outcome"),
    "value": ("see summary.json", "value of the outcome; NaN when nobody was observed"),
    "people": ("persons", "people whom the outcome is about"),
}


def run(request: Request) -> None:
    """Run every job of a request; one job fills the folder, several a sub-folder each and a comparison."""
    from sim.numba_internals import load_without_scipy

    load_without_scipy()
    folder = ResultsFolder("run", request.out)
    for job in request.jobs:
        load_replacements(job.replace)
    logging.getLogger("MESA").setLevel(logging.WARNING)  # it tells of each step
    jobs = request.jobs
    if not request.sweep:
        with folder as path, progress(_run_weeks(jobs), "running") as tick:
            summary = run_job(jobs[0], path, tick)
        print_run(summary, jobs[0])
        print(fill(rest_sentence(folder.final, jobs[0]), WIDTH))
        if jobs[0].events:
            from experiments.run.case_histories import print_story

            print_story(folder.final)
    else:
        with folder as path, progress(_run_weeks(jobs), f"running {len(jobs)} jobs") as tick:
            table, replicates = _run_sweep(request, path, tick)
        print_sweep(table, replicates, request.swept)
        if len(jobs) > MOST_FIGURES:
            print(text("More than {n} jobs, so no figure of each was drawn.", n=MOST_FIGURES))
    tell_of_inflow(jobs[0])
    print_where_the_rest_is(folder.final)


def run_job(job: Job, path: Path, tick: Tick, *, figure: bool = True) -> dict[str, Any]:
    """Run one job and write its results into a folder; the summary by outcome."""
    from sim.engine import simulate

    started = datetime.now(UTC)
    replace = load_replacements(job.replace) or None
    try:
        results = simulate(
            job.scenario,
            job.seeds,
            backend=job.backend,
            threads=job.threads,
            replace=replace,
            progress=tick,
            events=job.events,
            parameters_of=job.parameters_of,
        )
    except (Exception, SystemExit) as problem:
        raise explained(problem, job) from problem
    summary = write_results(results, job, path, figure=figure)
    origin = provenance(
        job.seeds, started, backend=job.backend, threads=job.threads, replace=job.replace, ensemble=job.ensemble
    )
    write_json(path / "provenance.json", origin)
    return summary


def explained(problem: BaseException, job: Job) -> BaseException:
    """The problem as the user can act on it; the problem itself where nothing better can be said."""
    from sim.checks import ConservationError

    message = " ".join(str(problem).replace(NUMBA_PREAMBLE, "").split())[:300]
    own = [f"replace.{name}={target}" for name, target in job.replace.items()]
    own += [f"extend={extended_by()}"] if extended_by() else []
    if isinstance(problem, ValueError) and not (own and _from_a_replacement(problem)):
        return Refused(message)
    if own and not isinstance(problem, ConservationError):
        named = ", ".join(own)
        way_out = "HYDRA_FULL_ERROR=1 shows where"
        if job.backend == "compiled":
            way_out = "backend=mesa runs it as plain Python"
        return Refused(f"{named} fails with {type(problem).__name__}: {message}; {way_out}")
    return problem


def _from_a_replacement(problem: BaseException) -> bool:
    """Whether a problem was raised outside the project: in a function of the user's own."""
    steps = [frame.filename for frame in traceback.extract_tb(problem.__traceback__)]
    project = Path(__file__).parents[2]
    return bool(steps) and not Path(steps[-1]).is_relative_to(project)


def _run_weeks(jobs: list[Job]) -> int:
    return sum(job.scenario.weeks * job.replicates for job in jobs)


def write_results(results: "Results", job: Job, path: Path, *, figure: bool = True) -> dict[str, Any]:
    """Write configuration, tables, summary and figures of a run; the summary by outcome."""
    import pandas as pd

    from analysis.figures.run import draw_run
    from analysis.load import load
    from analysis.tables import summarise
    from sim.accounts import OfficeWeek
    from sim.agents import Jobseeker
    from sim.declare import states
    from sim.events import Event

    (path / "config.yaml").write_text(job.resolved, encoding="utf-8")
    write_table(path / "outcomes.parquet", results.outcomes, KEY_COLUMNS)
    write_table(path / "weekly.parquet", results.weekly, KEY_COLUMNS | states(OfficeWeek))
    if results.events is not None and results.people is not None:
        from experiments.run.case_histories import named_events, named_people

        write_table(path / "events.parquet", named_events(results.events), KEY_COLUMNS | states(Event))
        write_table(path / "people.parquet", named_people(results.people), KEY_COLUMNS | states(Jobseeker))
    summary = as_summary(summarise(pd.DataFrame(results.outcomes)))
    write_json(path / "summary.json", summary)
    if figure:
        draw_run(load(path), path, shows_all())
    return summary


def _run_sweep(request: Request, path: Path, tick: Tick) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Run the jobs of a sweep, each in its sub-folder, and write the combined table and figure.

    Give the table, and the outcomes of everybody in each replicate of each job.
    """
    import pandas as pd

    from analysis.figures.sweep import draw_sweep
    from analysis.load import load, load_sweep
    from analysis.tables import overall, summarise

    started = datetime.now(UTC)
    tables, replicates = [], []
    for number, job in enumerate(request.jobs):
        sub = path / sub_folder(number, job.swept)
        sub.mkdir()
        run_job(job, sub, tick, figure=len(request.jobs) <= MOST_FIGURES)
        outcomes = load(sub).outcomes
        replicates.append(overall(outcomes).assign(job=sub.name))
        table = summarise(outcomes)
        for index, (name, value) in enumerate({"job": sub.name, **job.swept}.items()):
            table.insert(index, name, value)
        tables.append(table)
    combined = pd.concat(tables, ignore_index=True)
    for name in request.swept:
        combined[name] = _as_numbers(combined[name])
    write_table(path / "sweep.parquet", {name: combined[name].to_numpy() for name in combined}, KEY_COLUMNS)
    write_json(path / "summary.json", sweep_summary(combined))
    first = request.jobs[0]
    seeds = sorted({seed for job in request.jobs for seed in job.seeds})
    write_json(
        path / "provenance.json",
        provenance(
            seeds,
            started,
            backend=first.backend,
            threads=first.threads,
            replace=first.replace,
            ensemble=any(job.ensemble for job in request.jobs),
        ),
    )
    draw_sweep(load_sweep(path), path, shows_all())
    return combined, pd.concat(replicates, ignore_index=True)


def _as_numbers(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """The values as numbers, when all of them are."""
    import pandas as pd

    numbers = pd.to_numeric(values, errors="coerce")
    return values if numbers.isna().any() else numbers


def sub_folder(number: int, swept: dict[str, str]) -> str:
    """Name of a job's folder: its number, and what sets it apart."""
    apart = "_".join(f"{name}={value}" for name, value in swept.items())
    safe = "".join(letter if letter.isalnum() or letter in "=.-_" else "-" for letter in apart)
    return f"{number}_{safe}"[:80].rstrip("_")


def sweep_summary(combined: "pd.DataFrame") -> dict[str, Any]:
    """Outcome by name: unit, label, definition, and mean and interval of each job."""
    summary: dict[str, Any] = {}
    for job, table in combined.groupby("job", sort=False):
        for name, outcome in as_summary(table).items():
            described = {key: outcome[key] for key in ("unit", "label", "definition")}
            jobs = summary.setdefault(name, {**described, "jobs": {}})["jobs"]
            jobs[job] = {key: outcome[key] for key in ("mean", "low", "high", "replicates", "people", "groups")}
    return summary
