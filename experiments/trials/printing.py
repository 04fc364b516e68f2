"""What is said of trials that were run: for machines as plain values, for people as a table."""

from math import isfinite, sqrt
from textwrap import fill
from typing import Any

from analysis.trial_wording import blurred, depends_on_few, number_text, number_with_unit
from experiments.evidence_grade import theory_driven
from experiments.run.summary import print_table
from experiments.trials.schema import Trial
from experiments.trials.scoring import ACCEPTED, CONFIDENCE, Scored, TrialScore

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
    said = {
        "id": trial.id, "title": trial.title, "role": trial.role, "within": score.within,
        **_values(first, trial), "implausibility": _number(score.implausibility),
        "replicates": score.replicates, "confidence": CONFIDENCE,
        "citation": trial.citation, "design": trial.design, "role_because": trial.role_because, "notes": trial.notes,
        "control": [
            {"outcome": one.outcome, "unit": trial.outcomes[one.outcome].unit, "printed": one.printed,
             "unweighted": _number(one.unweighted), "weighted": _number(one.weighted), "tolerance": one.tolerance,
             "reached": one.reached}
            for one in score.rebuilt
        ],
        "effective_share": score.effective_share,
        "theory_driven": theory_driven(trial.levers),
        "targets": [_as_target(one, trial) for one in score.targets],
    }  # fmt: skip
    if not score.within:
        said["missed"] = missed(score)
        said["why_not"] = trial.why_not or None
    return said


def _values(one: Scored, trial: Trial) -> dict[str, Any]:
    return {
        "unit": unit_of(one, trial), "observed": one.target.observed, "simulated": _number(one.simulated),
        "interval": {"low": _number(one.low), "high": _number(one.high)},
    }  # fmt: skip


def _as_target(one: Scored, trial: Trial) -> dict[str, Any]:
    target = one.target
    low, high = accepted_span(one)
    return {
        "name": target.name, "meaning": target.meaning, "estimator": target.estimator, **_values(one, trial),
        "standard_error": _number(one.standard_error), "observed_standard_error": target.standard_error,
        "standard_error_is": target.standard_error_is if target.standard_error is not None else None,
        "discrepancy": one.discrepancy, "implausibility": _number(one.implausibility), "accept": target.accept,
        "accepted": {"low": _number(low), "high": _number(high)}, "within": one.within, "counts": target.counts,
        "people": one.people,
    }  # fmt: skip


def accepted_span(one: Scored) -> tuple[float, float]:
    """From where to where an estimate would be within; NaN where nothing was to be accepted."""
    target = one.target
    if target.accept is None:
        return float("nan"), float("nan")
    if target.accept == "implausibility" or "within" in target.accept:
        assert target.observed is not None
        reach = target.accept["within"] if isinstance(target.accept, dict) else ACCEPTED * spread_of(one)
        return target.observed - reach, target.observed + reach
    return target.accept.get("from", float("-inf")), target.accept.get("to", float("inf"))


def spread_of(one: Scored) -> float:
    """What the distance from what was observed is measured in."""
    simulated = one.standard_error if isfinite(one.standard_error) else 0.0
    return sqrt((one.target.standard_error or 0.0) ** 2 + simulated**2 + one.discrepancy**2)


def unit_of(one: Scored, trial: Trial) -> str:
    """Unit that an estimate is told in."""
    target = one.target
    if target.unit:
        return target.unit
    if target.estimator in SHARE_OF:
        return "share"
    return PURE.get(target.estimator) or (trial.outcomes[target.outcome].unit if target.outcome else "share")


def missed(score: TrialScore) -> list[str]:
    """What of a trial is not within: targets that count, and levels of the control arm that were not reached."""
    levels = [f"control arm, {one.outcome}" for one in score.rebuilt if not one.reached]
    return levels + [one.target.name for one in score.targets if one.target.counts and one.within is False]


def target_rows(scores: list[TrialScore]) -> dict[str, list[Any]]:
    """All targets as columns for `targets.parquet`."""
    rows = [
        (score.trial.id, one.target.name, score.trial.role, one.target.estimator, unit_of(one, score.trial),
         _nan(one.target.observed), _nan(one.target.standard_error), one.simulated, one.standard_error, one.low,
         one.high, one.implausibility, "" if one.within is None else str(one.within).lower(), one.target.counts)
        for score in scores for one in score.targets
    ]  # fmt: skip
    return {name: [row[place] for row in rows] for place, name in enumerate(TARGET_COLUMNS)}


def print_scores(scores: list[TrialScore]) -> None:
    """A table of every target, simulated beside observed; then what was not reproduced, and why we think so."""
    for score in scores:
        trial = score.trial
        rows = [_row(one, trial) for one in score.targets]
        verdict = "within" if score.within else "MISSED"
        heads = ("target", "observed", "simulated", "95 % interval", "I", "within", "counts", "what is compared")
        print_table(f"{trial.id}  {trial.title} ({trial.role.replace('_', ' ')}): {verdict}", heads, rows, (1, 2, 3, 4))
        for one in score.rebuilt:
            state = "rebuilt" if one.reached else "NOT REACHED"
            print(f"  control arm, {one.outcome}: printed {one.printed:g}, unweighted {one.unweighted:.4g}, "
                  f"weighted {one.weighted:.4g}: {state}")  # fmt: skip
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


def print_overview(scores: list[TrialScore]) -> None:
    """One line a trial."""
    rows = []
    for score in scores:
        _, *numbers, _, _, meaning = _row(score.headline, score.trial)
        role, verdict = score.trial.role.replace("_", " "), "yes" if score.within else "NO"
        rows.append((score.trial.id, role, verdict, *numbers, meaning or score.headline.target.name))
    n = sum(score.within for score in scores)
    heads = ("trial", "role", "within", "observed", "simulated", "95 % interval", "I", "first target")
    print_table(f"{n} of {len(scores)} trials within what was accepted beforehand", heads, rows, (3, 4, 5, 6))


def _row(one: Scored, trial: Trial) -> tuple[str, ...]:
    unit, target = unit_of(one, trial), one.target
    estimator = target.estimator
    observed = "" if target.observed is None else number_with_unit(target.observed, unit, estimator)
    if target.observed is not None and target.standard_error:
        assumed = "*" if target.standard_error_is == "assumed" else ""
        observed += f" ({number_text(target.standard_error, unit)}{assumed})"
    verdict = "" if one.within is None else "yes" if one.within else "NO"
    return (
        f"  {target.name}", observed, number_with_unit(one.simulated, unit, estimator),
        f"{number_text(one.low, unit)} to {number_text(one.high, unit)}",
        f"{one.implausibility:.1f}" if isfinite(one.implausibility) else "", verdict, "" if target.counts else "no",
        target.meaning,
    )  # fmt: skip


def _number(value: float) -> float | None:
    return float(value) if isfinite(value) else None


def _nan(value: float | None) -> float:
    return float("nan") if value is None else value
