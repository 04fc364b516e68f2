"""`skranke trial` and `skranke validate`: run published experiments again, tell and write what came out."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.files import write_json, write_table
from experiments.folder import ResultsFolder
from experiments.progress import progress
from experiments.provenance import provenance
from experiments.replacement import load_replacements
from experiments.run import explained
from experiments.trials.living import weeks_of
from experiments.trials.question import TrialRequest
from experiments.trials.scoring import TrialScore, score
from experiments.trials.telling import TARGET_COLUMNS, as_trial, print_overview, print_scores, target_rows

ROLES = ("fitted", "held_out")


def trial(request: TrialRequest) -> None:
    """Run one trial or some, and tell of every target."""
    folder, scores = _run(request, "trial")
    print_scores(scores)
    print(f"Results in {folder.final}")


def validate(request: TrialRequest) -> None:
    """Run all trials, tell of every target, and which trials are within."""
    folder, scores = _run(request, "validate")
    print_scores(scores)
    print_overview(scores)
    print("each replicate with its own parameter set of the ensemble" if request.job.ensemble else "declared numbers")
    print(f"\nResults in {folder.final}")


def _run(request: TrialRequest, verb: str) -> tuple[ResultsFolder, list[TrialScore]]:
    folder, job = ResultsFolder(verb, request.out), request.job
    replace = load_replacements(job.replace) or None
    logging.getLogger("MESA").setLevel(logging.WARNING)  # it tells of each step
    started = datetime.now(UTC)
    weeks = sum(len(trial.worlds) * weeks_of(trial) for trial in request.trials) * len(job.seeds)
    names = ", ".join(trial.id for trial in request.trials)
    with folder as path, progress(weeks, f"{names}, {len(job.seeds)} times") as tick:
        try:
            scores = score(
                request.trials, job.scenario.parameters, job.seeds,
                threads=job.threads, life=job.life, replace=replace, progress=tick,
                parameters_of=job.parameters_of,
            )  # fmt: skip
        except (Exception, SystemExit) as problem:
            raise explained(problem, job) from problem
        _write(path, verb, request, scores)
        said = provenance(
            job.seeds, started, life=job.life, threads=job.threads, replace=job.replace, ensemble=job.ensemble
        )
        write_json(path / "provenance.json", said)
    return folder, scores


def _write(path: Path, verb: str, request: TrialRequest, scores: list[TrialScore]) -> None:
    import numpy as np

    from analysis.trials import draw_trials, load_trials

    columns = {name: np.array(values) for name, values in target_rows(scores).items()}
    write_table(path / "targets.parquet", columns, TARGET_COLUMNS)
    (path / "config.yaml").write_text(request.configuration(), encoding="utf-8")
    if verb == "trial" and len(scores) == 1:
        write_json(path / "trial.json", as_trial(scores[0]))
    else:
        name = "validation.json" if verb == "validate" else "trial.json"
        write_json(path / name, as_validation(scores, request.job.ensemble))
    draw_trials(load_trials(path), path)


def as_validation(scores: list[TrialScore], ensemble: bool) -> dict[str, Any]:
    """Several trials: how many are within, in all and by role, with the ensemble or not, and each of them."""
    by_role = {
        role: {
            "trials": sum(one.trial.role == role for one in scores),
            "within": sum(one.within for one in scores if one.trial.role == role),
        }
        for role in ROLES
    }
    return {
        "within": sum(one.within for one in scores),
        "of": len(scores),
        "by_role": by_role,
        "ensemble": ensemble,
        "trials": [as_trial(one) for one in scores],
    }
