"""`skranke validate`: run all published experiments, patterns and offices at rest; tell and write what holds."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.language import text
from experiments.cli.presentation import print_where_the_rest_is, shows_all
from experiments.cli.replacement import load_replacements
from experiments.office_targets.printing import print_first_of_offices, print_offices
from experiments.office_targets.scoring import OfficeScore
from experiments.patterns.judging import Laboratory, PatternResult, weeks_of
from experiments.patterns.printing import (
    PATTERN_COLUMNS,
    as_patterns,
    pattern_rows,
    print_first_of_patterns,
    print_patterns,
)
from experiments.patterns.published import PATTERNS
from experiments.patterns.runs import Model
from experiments.results.progress import progress
from experiments.results.results_folder import ResultsFolder
from experiments.run.commands import explained
from experiments.run.rest_check import tell_of_inflow
from experiments.trials.commands import (
    as_offices,
    scored,
    scored_offices,
    write_columns,
    write_offices,
    write_origin,
    write_trials,
)
from experiments.trials.first_screen import print_first_of_trials
from experiments.trials.printing import as_trials, print_scores
from experiments.trials.request import TrialRequest
from experiments.trials.scoring import TrialScore
from experiments.validate.printing import patterns_run_with, print_overview


def validate(request: TrialRequest) -> None:
    """Run trials, offices at rest and the published patterns; tell of every target and claim, and what holds."""
    folder, job = ResultsFolder("validate", request.out), request.job
    replace = load_replacements(job.replace) or None
    started = datetime.now(UTC)
    with folder as path:
        try:
            scores, offices = scored(request, replace), scored_offices(request, replace)
            patterns = _judged(request, replace) if request.patterns else []
        except (Exception, SystemExit) as problem:
            raise explained(problem, job) from problem
        summary = _write(path, request, scores, offices, patterns)
        write_origin(path, request, started)
    if shows_all():
        print_scores(scores)
        print_overview(scores)
        print_offices(offices)
    else:
        print_first_of_trials(summary)
        print_first_of_offices(offices, table=not scores)
    own_sets = text("Each replicate with its own parameter set of the ensemble.")
    print(own_sets if job.ensemble else text("With the declared numbers."))
    if offices:
        tell_of_inflow(job)
    if patterns and shows_all():
        print()
        print_patterns(patterns, patterns_run_with(request))
    elif patterns:
        print_first_of_patterns(patterns)
    print_where_the_rest_is(folder.final)


def _judged(request: TrialRequest, replace: dict[str, Callable] | None) -> list[PatternResult]:
    """The published patterns judged: compiled, whichever backend trials run on, for the results are the same."""
    model = Model(request.job.scenario.parameters, replace or {})
    with progress(weeks_of(PATTERNS), f"{len(PATTERNS)} published patterns") as tick:
        return Laboratory(model, request.job.threads).judge(PATTERNS, tick)


def _write(
    path: Path,
    request: TrialRequest,
    scores: list[TrialScore],
    offices: list[OfficeScore],
    patterns: list[PatternResult],
) -> dict[str, Any]:
    """Write everything; what validation.json holds."""
    from analysis.figures.patterns import draw_patterns

    run_with = patterns_run_with(request) if patterns else None
    claims = as_patterns(patterns) if patterns else None
    summary = as_trials(scores, request.job.ensemble) | as_offices(offices)
    summary |= {"patterns_run_with": run_with, "patterns": claims}
    write_trials(path, "validation.json", request, scores, summary)
    write_offices(path, offices)
    if patterns:
        write_columns(path / "patterns.parquet", pattern_rows(patterns), PATTERN_COLUMNS)
        draw_patterns(as_patterns(patterns), path)
    return summary
