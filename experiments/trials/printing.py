"""What is said of trials that were run: for machines as plain values, for people as a table."""

from math import isfinite
from textwrap import fill
from typing import Any

from analysis.language import decimal_mark, text
from analysis.naming import theory_text
from analysis.tables import CONFIDENCE, REACH, finite_or_none, nan_if_none
from analysis.trial_wording import (
    accepted_text,
    blurred,
    counts_text,
    depends_on_few,
    interval_text,
    number_text,
    number_with_unit,
    role_text,
    verdict_text,
    within_text,
)
from experiments.cli.text_columns import print_table
from experiments.evidence_grade import theory_driven
from experiments.trials.distance import ACCEPTED, observed_errors
from experiments.trials.reweighting import Rebuilt
from experiments.trials.schema import ROLES, Target, Trial
from experiments.trials.scoring import Scored, TrialScore
from experiments.trials.units import unit_of, unit_of_outcome

TARGET_COLUMNS = {
    "trial": ("name", "the trial"),
    "target": ("name", "the target"),
    "role": ("name", "fitted: parameters may be fitted to it; held_out: they may not"),
    "estimator": ("name", "how it is estimated"),
    "unit": ("unit", "unit of observed and simulated"),
    "observed": ("see unit", "what the study found; NaN where it printed none"),
    "observed_standard_error": ("see unit", "its standard error; NaN where it printed none, or an interval"),
    "observed_low": ("see unit", "low end of its 95 % interval, as printed or by the standard error"),
    "observed_high": ("see unit", "high end of it"),
    "simulated": ("see unit", "the same in the simulation"),
    "standard_error": ("see unit", "its standard error over replicates (jackknife)"),
    "low": ("see unit", "low end of its 95 % interval"),
    "high": ("see unit", "high end of it"),
    "predictive_low": (
        "see unit",
        "low end of where 95 % of single replicates lie (posterior-predictive, if ensemble)",
    ),
    "predictive_high": ("see unit", "high end of it"),
    "implausibility": ("ratio", "distance from what was observed, over what it may be"),
    "within": ("true/false", "whether it is what was accepted beforehand; empty where nothing was"),
    "counts": ("true/false", "whether the trial as a whole needs it"),
}
REPLICATE_COLUMNS = {
    "trial": ("name", "the trial"),
    "target": ("name", "the target"),
    "unit": ("unit", "unit of the value"),
    "seed": ("number", "seed of the replicate"),
    "value": ("see unit", "the estimate from this replicate alone; NaN where it allows none"),
}


def as_trial(score: TrialScore) -> dict[str, Any]:
    """A trial for `trial.json` and `validation.json`."""
    trial, decisive = score.trial, score.decisive
    told = {
        "id": trial.id, "title": trial.title, "role": trial.role, "within": score.within,
        "decided_by": decisive.target.name,
        **_values(decisive, trial), "implausibility": finite_or_none(score.implausibility),
        "replicates": score.replicates, "seeds": score.seeds, "confidence": CONFIDENCE,
        "citation": trial.citation, "design": trial.design, "role_because": trial.role_because, "notes": trial.notes,
        "control": [
            {"outcome": level.outcome, "unit": unit_of_outcome(trial, level.outcome), "printed": level.printed,
             "unweighted": finite_or_none(level.unweighted), "weighted": finite_or_none(level.weighted),
             "tolerance": level.tolerance, "reached": level.reached}
            for level in score.rebuilt
        ],
        "effective_share": score.effective_share,
        "theory_driven": theory_driven(trial.levers),
        "targets": [_as_target(scored, trial) for scored in score.targets],
    }  # fmt: skip
    if score.within is False:
        told["missed"] = missed(score)
        told["why_not"] = trial.why_not or None
    return told


def as_trials(scores: list[TrialScore], ensemble: bool) -> dict[str, Any]:
    """Several trials: how many of those judged are within, in all and by role, and each of them; with which numbers."""
    by_role = {
        role: {
            "trials": sum(of.trial.role == role and of.within is not None for of in scores),
            "within": sum(trial_score.within is True for trial_score in scores if trial_score.trial.role == role),
        }
        for role in ROLES
    }
    return {
        "within": sum(trial_score.within is True for trial_score in scores),
        "of": sum(trial_score.within is not None for trial_score in scores),
        "by_role": by_role,
        "ensemble": ensemble,
        "trials": [as_trial(trial_score) for trial_score in scores],
    }


def _values(scored: Scored, trial: Trial) -> dict[str, Any]:
    return {
        "unit": unit_of(scored.target, trial), "observed": scored.target.observed,
        "simulated": finite_or_none(scored.simulated),
        "interval": _ends(scored.low, scored.high),
        "predictive_interval": _ends(scored.predictive_low, scored.predictive_high),
    }  # fmt: skip


def _as_target(scored: Scored, trial: Trial) -> dict[str, Any]:
    target = scored.target
    grounds = target.interval or target.standard_error is not None
    return {
        "name": target.name, "meaning": target.meaning, "estimator": target.estimator, **_values(scored, trial),
        "standard_error": finite_or_none(scored.standard_error), "observed_standard_error": target.standard_error,
        "observed_interval": _ends(*observed_interval(target)),
        "standard_error_is": target.standard_error_is if grounds else None,
        "discrepancy": scored.discrepancy, "implausibility": finite_or_none(scored.implausibility),
        "accept": target.accept, "accepted": _ends(*scored.span),
        "within": scored.within, "counts": target.counts, "people": scored.people,
        "values": [finite_or_none(value) for value in scored.values],
    }  # fmt: skip


def _ends(low: float, high: float) -> dict[str, float | None]:
    return {"low": finite_or_none(low), "high": finite_or_none(high)}


def observed_interval(target: Target) -> tuple[float, float]:
    """The interval of what was observed, as printed or by its standard error; NaN where there is neither."""
    if target.observed is None or not (target.interval or target.standard_error):
        return float("nan"), float("nan")
    below, above = observed_errors(target)
    return target.observed - REACH * below, target.observed + REACH * above


def missed(score: TrialScore) -> list[str]:
    """What of a trial is not within: targets that count, and levels of the control arm that were not reached."""
    levels = [f"control arm, {level.outcome}" for level in score.rebuilt if not level.reached]
    return levels + [scored.target.name for scored in score.targets if scored.target.counts and scored.within is False]


def target_rows(scores: list[TrialScore]) -> dict[str, list[Any]]:
    """All targets as columns for `targets.parquet`."""
    rows = [_target_row(scored, score.trial) for score in scores for scored in score.targets]
    return {name: [row[column] for row in rows] for column, name in enumerate(TARGET_COLUMNS)}


def _target_row(scored: Scored, trial: Trial) -> tuple[Any, ...]:
    target = scored.target
    return (
        trial.id, target.name, trial.role, target.estimator, unit_of(target, trial), nan_if_none(target.observed),
        nan_if_none(target.standard_error), *observed_interval(target), scored.simulated, scored.standard_error,
        scored.low, scored.high, scored.predictive_low, scored.predictive_high,
        scored.implausibility, "" if scored.within is None else str(scored.within).lower(), target.counts,
    )  # fmt: skip


def replicate_rows(scores: list[TrialScore]) -> dict[str, list[Any]]:
    """What every target is in each replicate alone, as columns for `replicates.parquet`."""
    rows = [
        (score.trial.id, scored.target.name, unit_of(scored.target, score.trial), seed, value)
        for score in scores for scored in score.targets
        for seed, value in zip(score.seeds, scored.values, strict=True)
    ]  # fmt: skip
    return {name: [row[column] for row in rows] for column, name in enumerate(REPLICATE_COLUMNS)}


def print_scores(scores: list[TrialScore]) -> None:
    """A table of every target, simulated beside observed; then what was not reproduced, and why we think so."""
    if not scores:
        return
    for score in scores:
        _print_score(score)
    print(
        text(
            "I: distance from what was observed, over its error, that of the simulation and the discrepancy; what "
            "stands under `accepted` decides, and I only where it stands there."
        )
    )


def _print_score(score: TrialScore) -> None:
    trial = score.trial
    rows = [target_row(scored, trial) for scored in score.targets]
    heads = (
        text("target"), text("observed"), text("simulated"), text("95 % interval"), text("95 % of runs"),
        text("accepted"), text("within"), text("I"), text("counts"), text("what is compared"),
    )  # fmt: skip
    title = f"{trial.id}  {text(trial.title)} ({role_text(trial.role)}): {verdict_text(score.within)}"
    print_table(title, heads, rows, (1, 2, 3, 4, 7))
    for level in score.rebuilt:
        print("  " + _level_line(level, trial))
    if score.rebuilt:
        few = f"; {depends_on_few(score.effective_share)}" if depends_on_few(score.effective_share) else ""
        share = decimal_mark(f"{score.effective_share:.2f}")
        print("  " + text("effective share of the people, after weighting: {share}", share=share) + few)
    if blurred(score.replicates):
        print(f"  {blurred(score.replicates)}")
    theory = theory_driven(trial.levers)
    if theory:
        print(f"  {theory_text(theory['line'])}")
    if score.within is False and trial.why_not:
        why_not = text("why not: {reason}", reason=text(trial.why_not))
        print(fill(why_not, 110, initial_indent="  ", subsequent_indent="  "))
    print()


def _level_line(level: Rebuilt, trial: Trial) -> str:
    """A level of the control arm: what was printed, and what weighting makes of it."""
    unit = unit_of_outcome(trial, level.outcome)
    printed, unweighted, weighted = (
        number_with_unit(value, unit, "level") for value in (level.printed, level.unweighted, level.weighted)
    )
    return text(
        "control arm, {outcome}: printed {printed}, unweighted {unweighted}, weighted {weighted}: {state}",
        outcome=level.outcome, printed=printed, unweighted=unweighted, weighted=weighted,
        state=text("rebuilt") if level.reached else text("NOT REACHED"),
    )  # fmt: skip


def target_row(scored: Scored, trial: Trial) -> tuple[str, ...]:
    """A target as a row of a table: what was observed and simulated, what was accepted, and whether it is that."""
    target = scored.target
    unit, estimator = unit_of(target, trial), target.estimator
    return (
        f"  {target.name}", observed_text(target, unit), number_with_unit(scored.simulated, unit, estimator),
        interval_text(scored.low, scored.high, unit),
        interval_text(scored.predictive_low, scored.predictive_high, unit),
        accepted_text(target.accept, ACCEPTED, unit, estimator), within_text(scored.within),
        decimal_mark(f"{scored.implausibility:.1f}") if isfinite(scored.implausibility) else "",
        counts_text(scored.within, target.counts), text(target.meaning),
    )  # fmt: skip


def observed_text(target: Target, unit: str) -> str:
    """What was observed, with its standard error or interval; a star where that is assumed."""
    if target.observed is None:
        return ""
    error = interval_text(target.interval[0], target.interval[-1], unit) if target.interval else ""
    error = number_text(target.standard_error, unit) if target.standard_error else error
    assumed = "*" if target.standard_error_is == "assumed" else ""
    return number_with_unit(target.observed, unit, target.estimator) + (f" ({error}{assumed})" if error else "")
