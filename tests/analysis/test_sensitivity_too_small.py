"""A sample that cannot tell says so, and by how much to extend it; one that can says that no factor counts."""

import re

import numpy as np
import pytest
from studies import design_of, ishigami, noisy, runs_of, studied, study_of

from analysis.figures.sensitivity import tornado
from analysis.figures.sensitivity_frame import LEAST, MOST
from analysis.sensitivity import as_indices, indices
from analysis.sensitivity.summary import cannot_tell
from analysis.style import blank


def advice(sensitivity) -> int:
    found = re.search(r"the sample is too small to say .* extend it to samples=(\d+) or more$", told(sensitivity))
    return int(found[1]) if found else 0


def told(sensitivity) -> str:
    return cannot_tell(sensitivity.outcomes["y"], sensitivity)


def steep(points: np.ndarray) -> np.ndarray:
    """A product: a few rows say nothing of it."""
    return np.prod(20.0 * points[:, :4] - 8.0, axis=1)


def test_four_base_rows_cannot_tell_and_the_sample_that_they_ask_for_can():
    small = studied("sobol", 4, steep)
    n = advice(small)
    assert n >= 16 and n & (n - 1) == 0
    assert told(small) == as_indices(small)["y"]["sample_note"]
    large = studied("sobol", n, steep)
    assert told(large) == "" and (large.outcomes["y"].leading("ST")["influential"] == True).any()  # noqa: E712


@pytest.mark.parametrize(("method", "n"), [("rbd_fast", 1000), ("sobol", 512), ("morris", 40)])
def test_a_sample_that_is_large_enough_is_not_called_too_small(method, n):
    assert told(studied(method, n, ishigami)) == ""


def test_of_noise_alone_replicates_are_asked_for_and_not_points():
    study = study_of("sobol", replicates=2)
    design = design_of(study, 16)
    sensitivity = indices(study, design, runs_of(study, design, noisy(lambda points: 0.0 * points[:, 0], 1.0)))
    assert "samples=" not in told(sensitivity)


def test_a_tornado_of_shares_keeps_to_what_shares_can_be_and_marks_what_lies_beyond():
    small = studied("sobol", 4, steep)
    picture = tornado(small, small.outcomes["y"], "y")
    axes = blank(*picture.size).subplots()
    picture.panel(axes)
    low, high = axes.get_xlim()
    assert low >= 100.0 * LEAST - 6.0 and high <= 100.0 * MOST + 6.0
    assert any("Arrows at the edge" in note for note in picture.notes)
    arrows = [line for line in axes.lines if line.get_marker() in "<>"]
    assert arrows and all(low <= line.get_xdata()[0] <= high for line in arrows)
