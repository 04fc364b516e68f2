"""`skranke trial`: run published experiments again, or an office at rest; tell and write what came out."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from experiments.cli.presentation import print_where_the_rest_is, shows_all
from experiments.cli.replacement import load_replacements
from experiments.office_targets.printing import (
    OFFICE_COLUMNS,
    OFFICE_REPLICATE_COLUMNS,
    as_office,
    office_replicate_rows,
    office_rows,
    print_first_of_offices,
    print_offices,
)
from experiments.office_targets.scoring import OfficeScore, score_offices
from experiments.results.progress import progress
from experiments.results.provenance import provenance
from experiments.results.results_folder import ResultsFolder
from experiments.results.tables import write_json, write_table
from experiments.run.commands import explained
from experiments.run.rest_check import tell_of_inflow
from experiments.trials.first_screen import print_first_of_trial, print_first_of_trials
from experiments.trials.printing import (
    REPLICATE_COLUMNS,
    TARGET_COLUMNS,
    as_trial,
    as_trials,
    print_scores,
    replicate_rows,
    target_rows,
)
from experiments.trials.request import TrialRequest
from experiments.trials.scoring import TrialScore, score
from experiments.trials.simulation import weeks_of

Score = TypeVar("Score")


def trial(request: TrialRequest) -> None:
    """Run one trial or some, or an office at rest, and tell of every target."""
    folder, job = ResultsFolder("trial", request.out), request.job
    replace = load_replacements(job.replace) or None
    started = datetime.now(UTC)
    with folder as path:
        try:
            scores, offices = scored(request, replace), scored_offices(request, replace)
        except (Exception, SystemExit) as problem:
            raise explained(problem, job) from problem
        single = len(scores) == 1 and not offices
        summary = as_trial(scores[0]) if single else as_trials(scores, job.ensemble) | as_offices(offices)
        write_trials(path, "trial.json", request, scores, summary)
        write_offices(path, offices)
        write_origin(path, request, started)
    if shows_all():
        print_scores(scores)
        print_offices(offices)
    elif single:
        print_first_of_trial(summary)
    else:
        print_first_of_trials(summary)
        print_first_of_offices(offices, table=not scores)
    if offices:
        tell_of_inflow(job)
    print_where_the_rest_is(folder.final)


def scored(request: TrialRequest, replace: dict[str, Callable] | None) -> list[TrialScore]:
    """Every trial of a request run and scored."""
    if not request.trials:
        return []
    logging.getLogger("MESA").setLevel(logging.WARNING)  # it tells of each step
    weeks = sum(len(trial.worlds) * weeks_of(trial) for trial in request.trials)
    names = [trial.id for trial in request.trials]
    return _scored_by(partial(score, request.trials), names, weeks, request, replace)


def scored_offices(request: TrialRequest, replace: dict[str, Callable] | None) -> list[OfficeScore]:
    """Every office at rest of a request run and scored."""
    if not request.offices:
        return []
    weeks = sum(office.scenario.weeks for office in request.offices)
    names = [office.file.id for office in request.offices]
    return _scored_by(partial(score_offices, request.offices), names, weeks, request, replace)


def _scored_by(
    score_all: Callable[..., list[Score]],
    names: list[str],
    weeks: int,
    request: TrialRequest,
    replace: dict[str, Callable] | None,
) -> list[Score]:
    """What is to be scored, run with the numbers and seeds of a request; `weeks`: of one replicate of all."""
    job = request.job
    with progress(weeks * len(job.seeds), f"{', '.join(names)}, {len(job.seeds)} times") as tick:
        return score_all(
            job.scenario.parameters,
            job.seeds,
            threads=job.threads,
            backend=job.backend,
            replace=replace,
            progress=tick,
            parameters_of=job.parameters_of,
        )


def as_offices(scores: list[OfficeScore]) -> dict[str, Any]:
    """The offices at rest as a summary holds them; nothing where there are none."""
    return {"offices": [as_office(score) for score in scores]} if scores else {}


def write_offices(path: Path, scores: list[OfficeScore]) -> None:
    """Write tables and figure of offices at rest into a folder."""
    from analysis.figures.office_targets import draw_offices

    if not scores:
        return
    write_columns(path / "office.parquet", office_rows(scores), OFFICE_COLUMNS)
    write_columns(path / "office_replicates.parquet", office_replicate_rows(scores), OFFICE_REPLICATE_COLUMNS)
    draw_offices([as_office(score) for score in scores], path)


def write_trials(
    path: Path, name: str, request: TrialRequest, scores: list[TrialScore], summary: dict[str, Any]
) -> None:
    """Write configuration, targets, summary and figure of trials into a folder."""
    from analysis.figures.trials import draw_trials, load_trials

    if scores:
        write_columns(path / "targets.parquet", target_rows(scores), TARGET_COLUMNS)
        write_columns(path / "replicates.parquet", replicate_rows(scores), REPLICATE_COLUMNS)
    (path / "config.yaml").write_text(request.configuration(), encoding="utf-8")
    write_json(path / name, summary)
    draw_trials(load_trials(path), path)


def write_columns(path: Path, rows: dict[str, list[Any]], described: dict[str, tuple[str, str]]) -> None:
    """Write lists of equal length as Parquet, each with unit and meaning."""
    import numpy as np

    write_table(path, {name: np.array(values) for name, values in rows.items()}, described)


def write_origin(path: Path, request: TrialRequest, started: datetime) -> None:
    """Write provenance.json."""
    job = request.job
    origin = provenance(
        job.seeds, started, backend=job.backend, threads=job.threads, replace=job.replace, ensemble=job.ensemble
    )
    write_json(path / "provenance.json", origin)
