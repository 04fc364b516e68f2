"""`skranke trial` and `skranke validate`: run published experiments again, tell and write what came out."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.cli.replacement import load_replacements
from experiments.patterns.judging import Laboratory, PatternResult, weeks_of
from experiments.patterns.printing import PATTERN_COLUMNS, as_patterns, pattern_rows, print_patterns
from experiments.patterns.published import PATTERNS
from experiments.patterns.runs import Model
from experiments.results.progress import progress
from experiments.results.provenance import provenance
from experiments.results.results_folder import ResultsFolder
from experiments.results.tables import write_json, write_table
from experiments.run.commands import explained
from experiments.trials.printing import TARGET_COLUMNS, as_trial, print_overview, print_scores, target_rows
from experiments.trials.request import TrialRequest
from experiments.trials.scoring import TrialScore, score
from experiments.trials.simulation import weeks_of as weeks_of_trial

ROLES = ("fitted", "held_out")


def trial(request: TrialRequest) -> None:
    """Run one trial or some, and tell of every target."""
    folder, scores, _ = _run(request, "trial")
    print_scores(scores)
    print(f"Results in {folder.final}")


def validate(request: TrialRequest) -> None:
    """Run trials and the published patterns; tell of every target and claim, and what is within or reproduced."""
    folder, scores, patterns = _run(request, "validate")
    print_scores(scores)
    print_overview(scores)
    print("each replicate with its own parameter set of the ensemble" if request.job.ensemble else "declared numbers")
    if patterns:
        print()
        print_patterns(patterns, patterns_run_with(request))
    print(f"\nResults in {folder.final}")


def patterns_run_with(request: TrialRequest) -> str:
    """What patterns are run with, whatever trials are: the declared numbers, or what was set in their place."""
    written = [word for word in request.job.written if word.startswith(("parameters.", "replace."))]
    return ", ".join(["declared numbers", *written]) + ", seeds of their own"


def _run(request: TrialRequest, verb: str) -> tuple[ResultsFolder, list[TrialScore], list[PatternResult]]:
    folder, job = ResultsFolder(verb, request.out), request.job
    replace = load_replacements(job.replace) or None
    logging.getLogger("MESA").setLevel(logging.WARNING)  # it tells of each step
    started = datetime.now(UTC)
    weeks = sum(len(trial.worlds) * weeks_of_trial(trial) for trial in request.trials) * len(job.seeds)
    names = ", ".join(trial.id for trial in request.trials)
    with folder as path:
        try:
            with progress(weeks, f"{names}, {len(job.seeds)} times") as tick:
                scores = score(
                    request.trials, job.scenario.parameters, job.seeds,
                    threads=job.threads, life=job.life, replace=replace, progress=tick,
                    parameters_of=job.parameters_of,
                )  # fmt: skip
            patterns = _judge(request, replace) if request.patterns else []
        except (Exception, SystemExit) as problem:
            raise explained(problem, job) from problem
        _write(path, verb, request, scores, patterns)
        about = provenance(
            job.seeds, started, life=job.life, threads=job.threads, replace=job.replace, ensemble=job.ensemble
        )
        write_json(path / "provenance.json", about)
    return folder, scores, patterns


def _judge(request: TrialRequest, replace: dict[str, Callable] | None) -> list[PatternResult]:
    """The published patterns judged: compiled, whatever life trials are lived in, for the results are the same."""
    model = Model(request.job.scenario.parameters, replace or {})
    with progress(weeks_of(PATTERNS), f"{len(PATTERNS)} published patterns") as tick:
        return Laboratory(model, request.job.threads).judge(PATTERNS, tick)


def _write(
    path: Path, verb: str, request: TrialRequest, scores: list[TrialScore], patterns: list[PatternResult]
) -> None:
    from analysis.figures.patterns import draw_patterns
    from analysis.figures.trials import draw_trials, load_trials

    _write_columns(path / "targets.parquet", target_rows(scores), TARGET_COLUMNS)
    (path / "config.yaml").write_text(request.configuration(), encoding="utf-8")
    if verb == "trial" and len(scores) == 1:
        write_json(path / "trial.json", as_trial(scores[0]))
    else:
        validation = as_validation(scores, request.job.ensemble)
        if verb == "validate":
            run_with = patterns_run_with(request) if patterns else None
            validation |= {"patterns_run_with": run_with, "patterns": as_patterns(patterns) if patterns else None}
        write_json(path / ("validation.json" if verb == "validate" else "trial.json"), validation)
    draw_trials(load_trials(path), path)
    if patterns:
        _write_columns(path / "patterns.parquet", pattern_rows(patterns), PATTERN_COLUMNS)
        draw_patterns(as_patterns(patterns), path)


def _write_columns(path: Path, rows: dict[str, list[Any]], described: dict[str, tuple[str, str]]) -> None:
    import numpy as np

    write_table(path, {name: np.array(values) for name, values in rows.items()}, described)


def as_validation(scores: list[TrialScore], ensemble: bool) -> dict[str, Any]:
    """Several trials: how many are within, in all and by role, with the ensemble or not, and each of them."""
    by_role = {
        role: {
            "trials": sum(score.trial.role == role for score in scores),
            "within": sum(score.within for score in scores if score.trial.role == role),
        }
        for role in ROLES
    }
    return {
        "within": sum(score.within for score in scores),
        "of": len(scores),
        "by_role": by_role,
        "ensemble": ensemble,
        "trials": [as_trial(score) for score in scores],
    }
