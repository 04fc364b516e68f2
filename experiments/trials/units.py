"""The unit that an outcome or a target is told in: as its file says, or else as what is measured has it."""

from experiments.trials.schema import Target, Trial
from experiments.trials.simulation import AGENT_KINDS
from sim.accounts import OfficeWeek
from sim.conditions import declared

SHARE_OF = ("relative_difference", "relative_spread")
PURE = {"ratio": "ratio", "odds_ratio": "ratio", "hazard_ratio": "ratio", "correlation": "correlation",
        "ratio_of_targets": "ratio"}  # fmt: skip
OF_A_SHARE = "0/1"  # the unit of a field whose mean is a share


def unit_of(target: Target, trial: Trial) -> str:
    """Unit that the estimate of a target is told in; what is made of targets has that of the first of them."""
    if target.unit:
        return target.unit
    if target.peak.startswith("week"):
        return "weeks"
    if target.estimator in SHARE_OF:
        return "share"
    if target.estimator in PURE:
        return PURE[target.estimator]
    if target.of:
        return unit_of(next(other for other in trial.targets if other.name == target.of[0]), trial)
    own = unit_of_outcome(trial, target.outcome)
    return f"{own}/{unit_of_outcome(trial, target.for_each)}" if target.for_each else own


def unit_of_outcome(trial: Trial, name: str) -> str:
    """Unit of an outcome."""
    outcome = trial.outcomes[name]
    if outcome.unit:
        return outcome.unit
    if outcome.is_duration:
        return "weeks"
    kind = OfficeWeek if outcome.books else AGENT_KINDS[trial.population.agents]
    own = "share" if outcome.share else _of_field(kind, (outcome.books or [outcome.mean])[0])
    per = _of_field(kind, outcome.per[0]) if outcome.per else ""
    return own if not per else "share" if own == per else f"{own}/{per}"


def _of_field(kind: type, name: str) -> str:
    unit = declared(kind, name).unit
    return "share" if unit == OF_A_SHARE else unit
