"""Small trial files for tests, changed as a test wants them."""

import numpy as np
from omegaconf import OmegaConf

from experiments.trials.estimators import Group
from experiments.trials.reading import read_trial
from experiments.trials.scoring import score

# An office found one day, with more who come and go than at rest, as in the shipped files
FOUND = {"office.start": "FOUND", "office.inflow_ordinary": 0.035, "office.inflow_reduced": 0.0059}
SMALL = {**FOUND, "office.jobseekers": 120, "labour_market.employers": 20}


def written(tmp_path, change=None, name="mine"):
    """A small trial file, changed as a test wants it; its path."""
    said = {
        "id": name, "title": "t", "citation": "c", "design": "d", "country": "foreign", "role": "held_out",
        "role_because": "r", "setting": dict(SMALL),
        "arms": {
            "control": {"level": "person", "share": 0.5},
            "treated": {"level": "person", "share": 0.5, "changes": [{"levers": {"organisation.job_focus": 1.0}}]},
        },
        "outcomes": {"work": {"after": 12, "mean": "weeks_employed"}},
        "targets": [{"name": "work", "estimator": "difference", "outcome": "work", "arms": ["treated", "control"],
                     "observed": 1.0, "standard_error": 0.5, "accept": "implausibility"}],
    }  # fmt: skip
    if change:
        change(said)
    path = tmp_path / f"{name}.yaml"
    path.write_text(OmegaConf.to_yaml(OmegaConf.create(said)), encoding="utf-8")
    return path


def scored(path, seeds=(1, 2), **how):
    """A trial file, run and scored."""
    (found,) = score([read_trial(path)], seeds=seeds, **how)
    return {one.target.name: one for one in found.targets}, found


def at(*path, **what):
    """A change of a file: set entries at a place."""

    def change(said):
        for name in path:
            said = said[name]
        said.update(what)

    return change


def group(top, weight=None, unit=None, dose=None, ended=None):
    """People with these values."""
    n = len(top)
    return Group(
        np.array(top, float), np.ones(n), np.zeros(n, bool) if ended is None else np.array(ended),
        np.ones(n) if weight is None else np.array(weight, float),
        np.zeros(n, int) if unit is None else np.array(unit),
        np.zeros(n, int),
        np.zeros(n) if dose is None else np.array(dose, float),
        np.arange(n),
    )  # fmt: skip
