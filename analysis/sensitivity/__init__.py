"""Sensitivity indices of a study of a noisy model, with what chance leaves in them.

Also called: global sensitivity analysis. `indices(study, design, runs)` gives a `Sensitivity`; `as_indices` turns it
into what stands in indices.json. Nothing here writes a file or runs the model.
"""

from analysis.sensitivity.run_arrays import Blocked
from analysis.sensitivity.study import METHODS, Sensitivity, indices
from analysis.sensitivity.summary import as_indices

__all__ = ["METHODS", "Blocked", "Sensitivity", "as_indices", "indices"]
