"""Scenario discovery finds the box that is there, and none where there is none; a study goes to other tools."""

import json
import tarfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from studies import design_of, exact, runs_of, study_of

from analysis.discovery import as_discovery, discover
from analysis.exchange import export, points_of
from analysis.figures.discovery import draw_discovery
from sim.outcomes import OUTCOMES

OUTCOME = "employed_at_52_weeks"


def boxed(points: np.ndarray) -> np.ndarray:
    """Bad where the first factor is above 0.7 and the third has its last level, else good."""
    return np.where((points[:, 0] > 0.7) & (points[:, 2] >= 0.75), 0.1, 0.5) + 0.001 * points[:, 1]


@pytest.fixture(scope="module")
def study_in_box():
    """A study of a known box: x1 from 0 to 10, x3 one of four names."""
    study = study_of("rbd_fast", outcomes=(OUTCOME,), replicates=2)
    study["factors"][0] |= {"low": 0.0, "high": 10.0, "unit": "hours"}
    study["factors"][2] |= {"kind": "levels", "levels": ["a", "b", "c", "d"], "unit": "name"}
    study["factors"][3] |= {"kind": "whole", "low": 1, "high": 5}
    design = design_of(study, 3000)
    return study, design, runs_of(study, design, exact(boxed))


def test_the_known_box_is_found_in_the_factors_own_units(study_in_box, tmp_path):
    study, design, runs = study_in_box
    discovery = discover(study, design, runs, OUTCOME, threshold=0.3)
    (box,) = discovery.boxes
    limits = {restriction.factor: restriction for restriction in box.restrictions}
    assert set(limits) == {"x1", "x3"} and limits["x3"].levels == ("d",)
    assert limits["x1"].low == pytest.approx(7.0, abs=0.1) and limits["x1"].high == 10.0
    assert box.coverage > 0.97 and box.density > 0.97 and box.mass == pytest.approx(0.075, abs=0.02)
    assert limits["x1"].words.startswith("x1 above") and limits["x1"].words.endswith("hours")
    as_json = json.loads(json.dumps(as_discovery(discovery), allow_nan=False))
    assert as_json["boxes"][0]["restrictions"]["x3"]["levels"] == ["d"]
    assert draw_discovery(discovery, study, tmp_path, "discovery")
    text = (tmp_path / "discovery.svg").read_text(encoding="utf-8")
    assert "Where in work after 52 weeks is bad" in text and "above" in text


def test_no_region_is_told_where_the_outcome_is_noise(study_in_box):
    """Ten kinds of noise, each with an error rate of one in a hundred for all its boxes."""
    study, design, _ = study_in_box
    regions = 0
    for seed in range(10):
        noise = np.random.default_rng(seed).normal(size=len(design))
        discovery = discover(study, design, runs_of(study, design, lambda *_, noise=noise: noise), OUTCOME)
        regions += bool(discovery.boxes)
        assert discovery.boxes or "no region" in discovery.why_not
    assert regions <= 1


def test_points_of_one_block_count_as_one():
    """Each base row of Sobol holds nearly the same point many times, here with the same luck; factors do nothing."""
    regions = 0
    for seed in range(12):
        study = study_of("sobol", tuple(f"x{number}" for number in range(9)), (OUTCOME,))
        design = design_of(study, 128, seed)

        def live(points, *_, seed=seed):
            return np.random.default_rng(seed).normal(size=128).repeat(11 + 1) + 0.01 * points[:, 0]

        regions += bool(discover(study, design, runs_of(study, design, live), OUTCOME).boxes)
    assert regions <= 1


def test_every_outcome_says_which_way_is_better():
    assert {outcome.better for outcome in OUTCOMES} == {"high", "low", "neither"}
    better = {outcome.name: outcome.better for outcome in OUTCOMES}
    assert better["job_hazard_reduced"] == better["coping"] == "high"
    assert better["pension_hazard_reduced"] == better["channel_cost_per_person"] == better["stress"] == "low"
    assert better["contacts"] == better["talks"] == "neither"


@pytest.mark.parametrize(("better", "bad"), [("high", "low"), ("low", "high"), ("neither", "")])
def test_what_is_bad_is_read_from_the_study(study_in_box, better, bad):
    study, design, runs = study_in_box
    study = study | {"outcomes": [study["outcomes"][0] | {"better": better}]}
    discovery = discover(study, design, runs, OUTCOME)
    assert discovery.bad == bad
    assert bad or (not discovery.boxes and "called bad" in discovery.why_not)


def test_too_few_points_and_constant_outcomes_are_said(study_in_box):
    study, design, runs = study_in_box
    assert "too few" in discover(study, design[:20], runs[runs["point"] < 20], OUTCOME).why_not
    same = runs.assign(**{OUTCOME: 1.0})
    assert as_discovery(discover(study, design, same, OUTCOME))["threshold"] is None


def test_a_point_that_lacks_a_seed_is_judged_by_none_of_them(study_in_box):
    study, design, runs = study_in_box
    fewer = runs[(runs["point"] >= 1000) | (runs["seed"] == 1)]
    complete = runs[runs["point"] >= 1000]
    assert discover(study, design, fewer, OUTCOME).share == discover(study, design, complete, OUTCOME).share
    assert discover(study, design, fewer, OUTCOME).points == discover(study, design, complete, OUTCOME).points
    experiments, outcomes = points_of(study, design, fewer)
    assert np.array_equal(np.isnan(outcomes[OUTCOME]), experiments["point"] < 1000)


def test_the_archive_is_what_ema_workbench_reads_and_the_table_what_pandas_reads(study_in_box, tmp_path):
    """By structure; the tool itself is no dependency."""
    study, design, runs = study_in_box
    runs = runs.copy()
    runs.loc[runs["point"] == 7, "problem"] = "it broke"
    archive, table = export(study, design, runs, tmp_path)
    read = pd.read_csv(table)
    assert set(read["x3"]) == {"a", "b", "c", "d"} and set(read["x4"]) == {1, 2, 3, 4, 5}
    assert read["x1"].max() > 9.9 and read[OUTCOME].isna().sum() == 1 and np.isnan(read[OUTCOME][7])
    with tarfile.open(archive, "r:gz") as packed:
        about = json.load(packed.extractfile("metadata.json"))
        experiments = pd.read_csv(packed.extractfile("experiments.csv"))
        (kind, name, file) = about["outcomes"][0]
        values = pd.read_csv(packed.extractfile(file), header=None)[0]
    assert (kind, name) == ("ScalarOutcome", OUTCOME) and about["version"] == 0.1
    pd.testing.assert_frame_equal(experiments, read.drop(columns=OUTCOME))
    assert about["experiments"] == {"point": "int64", **dict.fromkeys(("x1", "x2", "dummy"), "float64"), "x3": "object",
                                   "x4": "int64"}  # fmt: skip
    assert np.allclose(values, read[OUTCOME], equal_nan=True)
    first = archive.read_bytes()
    export(study, design, runs, tmp_path)
    assert archive.read_bytes() == first


def test_ema_workbench_itself_reads_it_where_it_is_installed(study_in_box, tmp_path):
    workbench = pytest.importorskip("ema_workbench", reason="EMA Workbench is no dependency of the project")
    study, design, runs = study_in_box
    experiments, outcomes = workbench.load_results(str(export(study, design, runs, Path(tmp_path))[0]))
    assert len(experiments) == len(outcomes[OUTCOME]) == 3000 and experiments["x3"].dtype.name == "category"
