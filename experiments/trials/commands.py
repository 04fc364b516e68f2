"""`skranke trial`: run published experiments again, tell and write what came out."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.cli.presentation import print_where_the_rest_is, shows_all
from experiments.cli.replacement import load_replacements
from experiments.results.progress import progress
from experiments.results.provenance import provenance
from experiments.results.results_folder import ResultsFolder
from experiments.results.tables import write_json, write_table
from experiments.run.commands import explained
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


def trial(request: TrialRequest) -> None:
    """Run one trial or some, and tell of every target."""
    folder, job = ResultsFolder("trial", request.out), request.job
    replace = load_replacements(job.replace) or None
    started = datetime.now(UTC)
    with folder as path:
        try:
            scores = scored(request, replace)
        except (Exception, SystemExit) as problem:
            raise explained(problem, job) from problem
        summary = as_trial(scores[0]) if len(scores) == 1 else as_trials(scores, job.ensemble)
        write_trials(path, "trial.json", request, scores, summary)
        write_origin(path, request, started)
    if shows_all():
        print_scores(scores)
    elif len(scores) == 1:
        print_first_of_trial(summary)
    else:
        print_first_of_trials(summary)
    print_where_the_rest_is(folder.final)


def scored(request: TrialRequest, replace: dict[str, Callable] | None) -> list[TrialScore]:
    """Every trial of a request run and scored."""
    job = request.job
    logging.getLogger("MESA").setLevel(logging.WARNING)  # it tells of each step
    weeks = sum(len(trial.worlds) * weeks_of(trial) for trial in request.trials) * len(job.seeds)
    names = ", ".join(trial.id for trial in request.trials)
    with progress(weeks, f"{names}, {len(job.seeds)} times") as tick:
        return score(
            request.trials,
            job.scenario.parameters,
            job.seeds,
            threads=job.threads,
            backend=job.backend,
            replace=replace,
            progress=tick,
            parameters_of=job.parameters_of,
        )


def write_trials(
    path: Path, name: str, request: TrialRequest, scores: list[TrialScore], summary: dict[str, Any]
) -> None:
    """Write configuration, targets, summary and figure of trials into a folder."""
    from analysis.figures.trials import draw_trials, load_trials

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
