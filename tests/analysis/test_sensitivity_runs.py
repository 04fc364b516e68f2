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
    sensitivity = indices(study, design, runs)
    assert (
        list(sensitivity.outcomes) == ["y"]
        and "undefined in 1 of 112 runs (point 1 seed 2)" in sensitivity.blocked["z"]
    )
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
    sensitivity = indices(study, design, runs, exclude=True)
    outcome = sensitivity.outcomes["y"]
    assert outcome.excluded.blocks == [2] and outcome.excluded.points == step and outcome.excluded.runs == 2
    assert as_indices(sensitivity)["y"]["excluded"] == sensitivity.excluded["y"] == outcome.excluded.line
    assert "left out for 2 bad runs: 2" in outcome.excluded.line
    if method == "efast":  # the curve of x3 is gone, and with it its indices
        assert "x3" not in set(outcome.table["factor"]) and len(values_of(sensitivity, "ST")) == 3
        return
    kept = ~design["point"].isin(range(bad, bad + step))
    rest = design[kept].assign(block=lambda table: table["block"] - (table["block"] > 2))
    again = indices(study, rest, runs[runs["point"].isin(rest["point"])])
    pd.testing.assert_frame_equal(outcome.table, again.outcomes["y"].table)


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
        sensitivity = indices(study, design, runs_of(study, design, exact(lambda points: 0.0 * points[:, 0] + 0.3)))
    table = sensitivity.outcomes["y"].table
    assert (table[["value", "low", "high"]] == 0.0).all(axis=None) and not (table["influential"] == True).any()  # noqa: E712
    as_json = json.loads(json.dumps(as_indices(sensitivity), allow_nan=False))
    assert as_json["y"]["does_not_vary"] and as_json["y"]["influential"] in ([], None)


def test_luck_alone_makes_no_factor_influential():
    """The same luck for every point varies the outcome over seeds and not over points."""
    study = study_of("sobol", replicates=3)
    design = design_of(study, 32)
    sensitivity = indices(
        study, design, runs_of(study, design, lambda points, seed, fresh: np.full(len(points), 0.1 * seed))
    )
    chance = sensitivity.outcomes["y"].chance
    assert influential(sensitivity) == set() and chance.share == pytest.approx(1.0) == chance.first_order
    assert sensitivity.table["value"].abs().max() < 1e-9


@pytest.mark.parametrize("method", ["sobol", "fractional"])
def test_fresh_luck_in_which_an_outcome_is_undefined_is_told_or_left_out_on_purpose(method):
    study = study_of(method, replicates=2, fresh=1)
    design = design_of(study, 16)
    runs = runs_of(study, design, exact(sobol_g))
    runs.loc[(runs["seed_scheme"] == "independent") & (runs["point"] == 1), "y"] = np.nan
    outcome = indices(study, design, runs).outcomes["y"]
    assert outcome.fresh is None and "no ranking with fresh luck: it is undefined in 1 of" in outcome.no_fresh
    sensitivity = indices(study, design, runs, exclude=True)
    outcome, fresh = (
        sensitivity.outcomes["y"],
        json.loads(json.dumps(as_indices(sensitivity), allow_nan=False))["y"]["independent_seeds"],
    )
    if method == "fractional":
        assert outcome.fresh is None and "cannot spare a point" in outcome.no_fresh == fresh["note"]
    else:
        assert outcome.no_fresh == "" and fresh["excluded"] == "1 of 16 base rows left out for 1 bad run: 0"


def test_fresh_luck_that_is_undefined_everywhere_gives_a_reason():
    study = study_of("sobol", replicates=2, fresh=1)
    design = design_of(study, 16)
    runs = runs_of(study, design, exact(sobol_g))
    runs.loc[runs["seed_scheme"] == "independent", "y"] = np.nan
    for exclude, reason in ((False, "undefined in every run"), (True, "only 0 base rows are without a bad run")):
        outcome = indices(study, design, runs, exclude).outcomes["y"]
        assert outcome.fresh is None and reason in outcome.no_fresh


def test_too_few_points_for_hdmr_block_the_outcome_and_not_the_study():
    study = study_of("hdmr", outcomes=("y", "z"))
    design = design_of(study, 305)
    runs = runs_of(study, design, exact(lambda points: np.column_stack([sobol_g(points), sobol_g(points)])))
    runs.loc[runs["point"] < 5, "z"] = np.nan
    sensitivity = indices(study, design, runs, exclude=True)
    assert list(sensitivity.outcomes) == ["y"]
    assert sensitivity.blocked["z"] == "z has no indices: hdmr needs 301 points at least, and there are 300"


@pytest.mark.parametrize("method", ["morris", "sobol", "rbd_fast"])
@pytest.mark.parametrize(("size", "fault"), [(1e200, "reach"), (1e-200, "differ by")])
def test_values_beyond_what_can_be_squared_are_refused_in_one_sentence(method, size, fault):
    study = study_of(method)
    design = design_of(study, 64)
    with pytest.raises(Blocked, match=f"y has no indices: its values {fault} .* unit$"):
        indices(study, design, runs_of(study, design, exact(lambda points: size * points[:, 0])))


def test_how_an_outcome_varies_over_the_points_is_told_beside_the_shares():
    """y = 3 + 2 x1 + seed, of a uniform x1: means over two seeds have mean 5.5 and deviation 2 / sqrt(12)."""
    study = study_of("sobol", replicates=2)
    design = design_of(study, 256)
    sensitivity = indices(
        study, design, runs_of(study, design, lambda points, seed, fresh: 3.0 + 2.0 * points[:, 0] + seed)
    )
    over = sensitivity.outcomes["y"].over_points
    assert over.mean == pytest.approx(5.5, abs=0.02) and over.spread == pytest.approx(2.0 / np.sqrt(12.0), abs=0.01)
    over_json = as_indices(sensitivity)["y"]["over_points"]
    assert over_json["unit"] == "share" and over_json["least"] < 4.51 and over_json["most"] > 6.49
