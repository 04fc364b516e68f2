"""What is said of trials that were run: for machines as plain values, for people as a table."""

from math import isfinite, sqrt
from textwrap import fill
from typing import Any

from analysis.tables import CONFIDENCE, finite_or_none, nan_if_none
from analysis.trial_wording import blurred, depends_on_few, number_text, number_with_unit
from experiments.cli.text_columns import print_table
from experiments.evidence_grade import theory_driven
from experiments.trials.schema import ROLES, Trial
from experiments.trials.scoring import ACCEPTED, Scored, TrialScore

SHARE_OF = ("relative_difference", "relative_spread")
PURE = {"ratio": "ratio", "odds_ratio": "ratio", "hazard_ratio": "ratio", "correlation": "correlation",
        "ratio_of_targets": "ratio"}  # fmt: skip
TARGET_COLUMNS = {
    "trial": ("name", "the trial"),
    "target": ("name", "the target"),
    "role": ("name", "fitted: parameters may be fitted to it; held_out: they may not"),
    "estimator": ("name", "how it is estimated"),
    "unit": ("unit", "unit of observed and simulated"),
    "observed": ("see unit", "what the study found; NaN where it printed none"),
    "observed_standard_error": ("see unit", "its standard error"),
    "simulated": ("see unit", "the same in the simulation"),
    "standard_error": ("see unit", "its standard error over replicates (jackknife)"),
    "low": ("see unit", "low end of its 95 % interval"),
    "high": ("see unit", "high end of it"),
    "implausibility": ("ratio", "distance from what was observed, over what it may be"),
    "within": ("true/false", "whether it is what was accepted beforehand; empty where nothing was"),
    "counts": ("true/false", "whether the trial as a whole needs it"),
}


def as_trial(score: TrialScore) -> dict[str, Any]:
    """A trial for `trial.json` and `validation.json`."""
    trial, first = score.trial, score.headline
    told = {
        "id": trial.id, "title": trial.title, "role": trial.role, "within": score.within,
        **_values(first, trial), "implausibility": finite_or_none(score.implausibility),
        "replicates": score.replicates, "confidence": CONFIDENCE,
        "citation": trial.citation, "design": trial.design, "role_because": trial.role_because, "notes": trial.notes,
        "control": [
            {"outcome": level.outcome, "unit": trial.outcomes[level.outcome].unit, "printed": level.printed,
             "unweighted": finite_or_none(level.unweighted), "weighted": finite_or_none(level.weighted),
             "tolerance": level.tolerance, "reached": level.reached}
            for level in score.rebuilt
        ],
        "effective_share": score.effective_share,
        "theory_driven": theory_driven(trial.levers),
        "targets": [_as_target(scored, trial) for scored in score.targets],
    }  # fmt: skip
    if not score.within:
        told["missed"] = missed(score)
        told["why_not"] = trial.why_not or None
    return told


def as_trials(scores: list[TrialScore], ensemble: bool) -> dict[str, Any]:
    """Several trials: how many are within, in all and by role, with the ensemble or not, and each of them."""
    by_role = {
        role: {
            "trials": sum(trial_score.trial.role == role for trial_score in scores),
            "within": sum(trial_score.within for trial_score in scores if trial_score.trial.role == role),
        }
        for role in ROLES
    }
    return {
        "within": sum(trial_score.within for trial_score in scores),
        "of": len(scores),
        "by_role": by_role,
        "ensemble": ensemble,
        "trials": [as_trial(trial_score) for trial_score in scores],
    }


def _values(scored: Scored, trial: Trial) -> dict[str, Any]:
    return {
        "unit": unit_of(scored, trial), "observed": scored.target.observed,
        "simulated": finite_or_none(scored.simulated),
        "interval": {"low": finite_or_none(scored.low), "high": finite_or_none(scored.high)},
    }  # fmt: skip


def _as_target(scored: Scored, trial: Trial) -> dict[str, Any]:
    target = scored.target
    low, high = accepted_span(scored)
    return {
        "name": target.name, "meaning": target.meaning, "estimator": target.estimator, **_values(scored, trial),
        "standard_error": finite_or_none(scored.standard_error), "observed_standard_error": target.standard_error,
        "standard_error_is": target.standard_error_is if target.standard_error is not None else None,
        "discrepancy": scored.discrepancy, "implausibility": finite_or_none(scored.implausibility),
        "accept": target.accept, "accepted": {"low": finite_or_none(low), "high": finite_or_none(high)},
        "within": scored.within, "counts": target.counts, "people": scored.people,
    }  # fmt: skip


def accepted_span(scored: Scored) -> tuple[float, float]:
    """From where to where an estimate would be within; NaN where nothing was to be accepted."""
    target = scored.target
    if target.accept is None:
        return float("nan"), float("nan")
    if target.accept == "implausibility" or "within" in target.accept:
        assert target.observed is not None
        reach = target.accept["within"] if isinstance(target.accept, dict) else ACCEPTED * spread_of(scored)
        return target.observed - reach, target.observed + reach
    return target.accept.get("from", float("-inf")), target.accept.get("to", float("inf"))


def spread_of(scored: Scored) -> float:
    """What the distance from what was observed is measured in."""
    simulated = scored.standard_error if isfinite(scored.standard_error) else 0.0
    return sqrt((scored.target.standard_error or 0.0) ** 2 + simulated**2 + scored.discrepancy**2)


def unit_of(scored: Scored, trial: Trial) -> str:
    """Unit that an estimate is told in."""
    target = scored.target
    if target.unit:
        return target.unit
    if target.estimator in SHARE_OF:
        return "share"
    return PURE.get(target.estimator) or (trial.outcomes[target.outcome].unit if target.outcome else "share")


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
        trial.id, target.name, trial.role, target.estimator, unit_of(scored, trial), nan_if_none(target.observed),
        nan_if_none(target.standard_error), scored.simulated, scored.standard_error, scored.low, scored.high,
        scored.implausibility, "" if scored.within is None else str(scored.within).lower(), target.counts,
    )  # fmt: skip


def print_scores(scores: list[TrialScore]) -> None:
    """A table of every target, simulated beside observed; then what was not reproduced, and why we think so."""
    for score in scores:
        trial = score.trial
        rows = [target_row(scored, trial) for scored in score.targets]
        verdict = "within" if score.within else "MISSED"
        heads = ("target", "observed", "simulated", "95 % interval", "I", "within", "counts", "what is compared")
        print_table(f"{trial.id}  {trial.title} ({trial.role.replace('_', ' ')}): {verdict}", heads, rows, (1, 2, 3, 4))
        for level in score.rebuilt:
            state = "rebuilt" if level.reached else "NOT REACHED"
            print(f"  control arm, {level.outcome}: printed {level.printed:g}, unweighted {level.unweighted:.4g}, "
                  f"weighted {level.weighted:.4g}: {state}")  # fmt: skip
        if score.rebuilt:
            few = f"; {depends_on_few(score.effective_share)}" if depends_on_few(score.effective_share) else ""
            print(f"  effective share of the people, after weighting: {score.effective_share:.2f}{few}")
        if blurred(score.replicates):
            print(f"  {blurred(score.replicates)}")
        theory = theory_driven(trial.levers)
        if theory:
            print(f"  {theory['line']}")
        if not score.within and trial.why_not:
            print(fill(f"why not: {trial.why_not}", 110, initial_indent="  ", subsequent_indent="  "))
        print()


def target_row(scored: Scored, trial: Trial) -> tuple[str, ...]:
    """A target as a row of a table: what was observed and simulated, and whether that is within."""
    unit, target = unit_of(scored, trial), scored.target
    estimator = target.estimator
    observed = "" if target.observed is None else number_with_unit(target.observed, unit, estimator)
    if target.observed is not None and target.standard_error:
        assumed = "*" if target.standard_error_is == "assumed" else ""
        observed += f" ({number_text(target.standard_error, unit)}{assumed})"
    verdict = "" if scored.within is None else "yes" if scored.within else "NO"
    return (
        f"  {target.name}", observed, number_with_unit(scored.simulated, unit, estimator),
        f"{number_text(scored.low, unit)} to {number_text(scored.high, unit)}",
        f"{scored.implausibility:.1f}" if isfinite(scored.implausibility) else "", verdict,
        "" if target.counts else "no", target.meaning,
    )  # fmt: skip
