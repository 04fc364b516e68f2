"""One point of a calibration: fitted trials and offices scored with a set of parameters, as a function for a study."""

from functools import cache
from pathlib import Path
from typing import Any

from experiments.office_targets.reading import RestingOffice, read_offices
from experiments.office_targets.scoring import ScoredTarget, score_offices
from experiments.parameter_sets import PREFIX, with_values
from experiments.trials.reading import read_trials
from experiments.trials.schema import Trial
from experiments.trials.scoring import Scored, TrialScore, score

TRIALS, SEED, REPLICATES = "trials", "first_seed", "replicates"
TARGET = "experiments.calibration.target.simulated"


@cache
def fitted_trials(folder: str) -> tuple[Trial, ...]:
    """The trials of a folder that parameters may be fitted to."""
    return tuple(trial for trial in read_trials(Path(folder)) if trial.role == "fitted")


@cache
def fitted_offices(folder: str) -> tuple[RestingOffice, ...]:
    """The offices at rest of a folder that parameters may be fitted to."""
    return tuple(office for office in read_offices(Path(folder)) if office.file.role == "fitted")


def names_of(trials: tuple[Trial, ...], offices: tuple[RestingOffice, ...] = ()) -> list[str]:
    """The outcomes of a point: every target and its standard error, and whether the control arm was rebuilt."""
    names = []
    for trial in trials:
        for target in trial.targets:
            names += [f"{trial.id}.{target.name}", f"{trial.id}.{target.name}.error"]
        names.append(f"{trial.id}.rebuilt")
    for office in offices:
        for name in office.quantities:
            names += [f"{office.file.id}.{name}", f"{office.file.id}.{name}.error"]
    return names


def simulated(values: dict[str, Any], seed: int) -> dict[str, float]:
    """Every target of the fitted trials and offices with these parameters.

    Each point has seeds of its own among its values.
    """
    del seed
    first, replicates = int(values[SEED]), int(values[REPLICATES])
    parameters = with_values({name: value for name, value in values.items() if name.startswith(PREFIX)})
    outcomes: dict[str, float] = {}
    for trial in fitted_trials(values[TRIALS]):
        (trial_score,) = score([trial], parameters, range(first, first + replicates), threads=1)
        outcomes |= {
            name: value for scored in trial_score.targets for name, value in _outcomes(trial.id, scored).items()
        }
        outcomes[f"{trial.id}.rebuilt"] = float(_is_rebuilt(trial_score))
    offices = score_offices(fitted_offices(values[TRIALS]), parameters, range(first, first + replicates), threads=1)
    for office_score in offices:
        for scored in office_score.targets:
            outcomes |= _outcomes(office_score.office.id, scored) if scored.target.of else {}
    return outcomes


def _outcomes(of: str, scored: Scored | ScoredTarget) -> dict[str, float]:
    name = f"{of}.{scored.target.name}"
    return {name: scored.simulated, f"{name}.error": scored.standard_error}


def _is_rebuilt(trial_score: TrialScore) -> bool:
    return all(level.reached for level in trial_score.rebuilt)
