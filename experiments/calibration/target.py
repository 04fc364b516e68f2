"""One point of a calibration run: the fitted trials scored with a set of parameters, as a function for a study."""

from functools import cache
from pathlib import Path
from typing import Any

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


def names_of(trials: tuple[Trial, ...]) -> list[str]:
    """The outcomes of a point: every target and its standard error, and whether the control arm was rebuilt."""
    found = []
    for trial in trials:
        for target in trial.targets:
            found += [f"{trial.id}.{target.name}", f"{trial.id}.{target.name}.error"]
        found.append(f"{trial.id}.rebuilt")
    return found


def simulated(values: dict[str, Any], seed: int) -> dict[str, float]:
    """Every target of the fitted trials with these parameters; each point has seeds of its own among its values."""
    del seed
    first, replicates = int(values[SEED]), int(values[REPLICATES])
    parameters = with_values({name: value for name, value in values.items() if name.startswith(PREFIX)})
    found: dict[str, float] = {}
    for trial in fitted_trials(values[TRIALS]):
        (scored,) = score([trial], parameters, range(first, first + replicates), threads=1)
        found |= {name: value for one in scored.targets for name, value in _said(trial, one).items()}
        found[f"{trial.id}.rebuilt"] = float(_is_rebuilt(scored))
    return found


def _said(trial: Trial, one: Scored) -> dict[str, float]:
    name = f"{trial.id}.{one.target.name}"
    return {name: one.simulated, f"{name}.error": one.standard_error}


def _is_rebuilt(scored: TrialScore) -> bool:
    return all(level.reached for level in scored.rebuilt)
