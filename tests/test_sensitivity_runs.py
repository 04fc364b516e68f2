"""Runs that failed, are missing or say nothing: named, and left out on purpose only; and outcomes that do not vary."""

import json
import warnings

import numpy as np
import pandas as pd
import pytest
from studies import design_of, exact, influential, ishigami, runs_of, sobol_g, study_of, values_of

from analysis.sensitivity import METHODS, Blocked, as_indices, indices


@pytest.fixture()
def broken():
    """A study of two outcomes in eight base rows, with two replicates."""
    study = study_of("sobol", outcomes=("y", "z"), replicates=2)
    design = design_of(study, 8)

    def live(points, seed, fresh):
        return np.column_stack([ishigami(points) + seed, ishigami(points[:, ::-1])])

    return study, design, runs_of(study, design, live)


def test_a_failed_run_blocks_all_indices_and_is_named(broken):
    study, design, runs = broken
    runs.loc[(runs["point"] == 9) & (runs["seed"] == 2), ["y", "z", "problem"]] = [np.nan, np.nan, "it broke"]
    with pytest.raises(
        Blocked, match=r"of 112 runs 1 failed \(point 9 seed 2\); run `skranke study resume out=FOLDER`"
    ):
        indices(study, design, runs)


def test_missing_runs_block_all_indices_and_the_first_are_named(broken):
    study, design, runs = broken
    with pytest.raises(
        Blocked, match=r"5 missing \(point 53 seed 2, point 54 seed 1, point 54 seed 2, \.\.\.\).*exclude"
    ):
        indices(study, design, runs[:-5])
    with pytest.raises(Blocked, match=r"56 missing \(point 0 seed 2"):
        indices(study, design, runs[runs["seed"] == 1])
    with pytest.raises(Blocked, match=r"112 missing"):
        indices(study, design, runs[:0])


def test_an_undefined_outcome_blocks_itself_only(broken):
    study, design, runs = broken
    runs.loc[3, "z"] = np.nan
    found = indices(study, design, runs)
    assert list(found.outcomes) == ["y"] and "undefined in 1 of 112 runs (point 1 seed 2)" in found.blocked["z"]
    runs["y"] = np.nan
    with pytest.raises(Blocked, match="y has no indices: it is undefined in every run; z has no"):
        indices(study, design, runs)


@pytest.mark.parametrize("method", ["sobol", "morris", "dgsm", "rbd_fast", "efast"])
def test_excluding_leaves_out_whole_blocks_and_is_what_a_study_without_them_says(method):
    study = study_of(method, replicates=2)
    design = design_of(study, {"efast": 129, "rbd_fast": 300}.get(method, 24))
    runs = runs_of(study, design, exact(sobol_g))
    step = {"sobol": 7, "morris": 6, "dgsm": 6, "efast": 129}.get(method, 1)
    bad = 2 * step
    runs.loc[runs["point"] == bad, "problem"] = "it broke"
    found = indices(study, design, runs, exclude=True)
    one = found.outcomes["y"]
    assert one.excluded.blocks == [2] and one.excluded.points == step and one.excluded.runs == 2
    assert as_indices(found)["y"]["excluded"] == found.excluded["y"] == one.excluded.line
    assert "left out for 2 bad runs: 2" in one.excluded.line
    if method == "efast":  # the curve of x3 is gone, and with it its indices
        assert "x3" not in set(one.table["factor"]) and len(values_of(found, "ST")) == 3
        return
    kept = ~design["point"].isin(range(bad, bad + step))
    rest = design[kept].assign(block=lambda table: table["block"] - (table["block"] > 2))
    again = indices(study, rest, runs[runs["point"].isin(rest["point"])])
    pd.testing.assert_frame_equal(one.table, again.outcomes["y"].table)


def test_excluding_nearly_all_leaves_no_indices(broken):
    study, design, runs = broken
    runs.loc[runs["point"] < 50, "problem"] = "it broke"
    with pytest.raises(Blocked, match="only 0 base rows are without a bad run"):
        indices(study, design, runs, exclude=True)


@pytest.mark.parametrize("method", METHODS)
def test_an_outcome_that_does_not_vary_has_zeros_and_says_so(method):
    study = study_of(method, replicates=2)
    design = design_of(study, {"efast": 129, "hdmr": 320}.get(method, 60))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = indices(study, design, runs_of(study, design, exact(lambda points: 0.0 * points[:, 0] + 0.3)))
    table = found.outcomes["y"].table
    assert (table[["value", "low", "high"]] == 0.0).all(axis=None) and not (table["influential"] == True).any()  # noqa: E712
    said = json.loads(json.dumps(as_indices(found), allow_nan=False))
    assert said["y"]["does_not_vary"] and said["y"]["influential"] in ([], None)


def test_luck_alone_makes_no_factor_influential():
    """The same luck for every point varies the outcome over seeds and not over points."""
    study = study_of("sobol", replicates=3)
    design = design_of(study, 32)
    found = indices(study, design, runs_of(study, design, lambda points, seed, fresh: np.full(len(points), 0.1 * seed)))
    chance = found.outcomes["y"].chance
    assert influential(found) == set() and chance.share == pytest.approx(1.0) == chance.first_order
    assert found.table["value"].abs().max() < 1e-9
