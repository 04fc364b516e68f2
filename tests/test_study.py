"""Sensitivity studies: what is varied, the design, the ledger, and that nothing is lost or told wrong."""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typed import typed

from experiments.composition import read_request
from experiments.help import options
from experiments.refusal import Refused
from experiments.study.create import create, extend
from experiments.study.design import METHODS, sampled
from experiments.study.factors import Factor, read_factors
from experiments.study.ledger import Ledger
from experiments.study.question import read_study
from experiments.study.target import as_json, from_json, wanted_outcome
from experiments.study.work import Worker
from sim.engine import kernel, run_compiled
from sim.outcomes import measured

TINY = ("office=small", "office.jobseekers=30", "weeks=30", "replicates=2")
MINE = """# @package _global_
# {comment}
target: functions.{function}
method: {method}
samples: {samples}
replicates: {replicates}
vary: {vary}
executor: {{kind: local, workers: 1}}
"""
X = "[{x: [0, 1]}]"


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """Write a study of a function of the tests; the words that name it."""
    monkeypatch.chdir(tmp_path)

    def write(function="ishigami", method="sobol", samples=8, replicates=1, vary=X, comment="A test."):
        (tmp_path / "study").mkdir(exist_ok=True)
        text = MINE.format(**locals())
        (tmp_path / "study" / "mine.yaml").write_text(text, encoding="utf-8")
        return "--config-dir", str(tmp_path), "study=mine"

    return write


def asked(*words):
    """The question that words mean."""
    return read_study(list(words)).question


# --- what ships


@pytest.mark.parametrize("name", options("study"))
def test_every_study_that_ships_is_composed_and_its_first_point_runs(name, tmp_path):
    smaller = ["samples=2"] if METHODS[asked(f"study={name}").method].grows else []
    words = [f"study={name}", *smaller, "office.jobseekers=30", "replicates=1"]
    worker = Worker(create(asked(*words), tmp_path / "made"))
    values = worker.run(worker.point(0), 1)
    assert len(values) == len(worker.ledger.outcomes) and np.isfinite(values).any()


def test_the_list_of_studies_says_what_each_asks(capsys):
    status, said, _ = typed(capsys, "study", "--list")
    lines = dict(line.split(maxsplit=1) for line in said.splitlines())
    assert status == 0 and set(lines) == set(options("study")) and all(line.endswith("?") for line in lines.values())
    assert len(lines) >= 4


def test_the_help_names_every_action_method_and_setting(capsys):
    status, said, _ = typed(capsys, "study", "--help")
    assert status == 0
    for word in (*METHODS, "submit", "resume", "extend", "until", "replicates", "unit_seconds", "exclude"):
        assert word in said


# --- what is varied


def test_a_number_varies_over_its_declared_range_and_a_pattern_names_several():
    (factor,) = read_factors(["channel.drop_in_hours"], {}, of_model=True)
    assert (factor.kind, factor.low, factor.high, factor.unit) == ("continuous", 0.0, 37.5, "hours/week")
    many = read_factors(["parameters.search.*", "parameters.search.matching"], {}, of_model=True)
    assert len(many) == len({factor.name for factor in many}) > 5


@pytest.mark.parametrize(
    ("entry", "units", "values"),
    [
        ({"channel.drop_in_hours": [10, 20]}, [0.0, 0.5, 1.0], [10.0, 15.0, 20.0]),
        ({"parameters.assessment.weeks_to_first": [0, 3]}, [0.0, 0.24, 0.26, 0.99, 1.0], [0, 0, 1, 3, 3]),
        ({"policy": ["baseline", "ips"]}, [0.0, 0.49, 0.51, 1.0], ["baseline", "baseline", "ips", "ips"]),
        ("organisation.strategy", [0.0, 0.5, 1.0], ["TRAIN_THEN_PLACE", "PLACE_THEN_TRAIN", "SHELTERED_FIRST"]),
        ({"channel.video": {"values": [0.0, 0.9]}}, [0.2, 0.8], [0.0, 0.9]),
        ({"channel.drop_in_hours": {"around": 0.2}}, [0.0, 0.5, 1.0], [8.5, 16.0, 23.5]),
        ({"organisation.lean": {"around": 0.5}}, [0.0, 1.0], [0.0, 0.5]),
        ({"parameters.assessment.weeks_to_first": {"around": 0.1}}, [0.0, 1.0], [0, 5]),
    ],
)
def test_a_place_in_the_range_stands_for_a_value_of_the_factors_own(entry, units, values):
    (factor,) = read_factors([entry], {}, of_model=True)
    assert factor.values(np.array(units)).tolist() == values
    assert factor.values(factor.units(values)).tolist() == values


@pytest.mark.parametrize(
    ("vary", "expected"),
    [
        ([], ["names nothing"]),
        (["channel.drop_in_hour"], ["nearest is 'channel.drop_in_hours'"]),
        ([{"channel.drop_in_hours": [0, 60]}], ["60 hours/week", "between 0 and 37.5"]),
        ([{"channel.drop_in_hours": [9, 3]}], ["the first must be the lower one"]),
        ([{"channel.drop_in_hours": 9}], ["write [low, high]"]),
        ([{"channel.drop_in_hours": {"around": 2}}], ["above 0 and at most 1"]),
        ([{"policy": ["baseline", "ipz"]}], ["'ipz'", "nearest is 'ips'"]),
        ([{"organisation.strategy": [0, 1]}], ["has no range"]),
        ([{"channel.video": {"values": []}}], ["list of different values"]),
        ([["channel.video"]], ["write vary:"]),
        (["dummy"], ["there is no 'dummy'"]),
        ([{"organisation.strategy": {"around": 0.2}}], ["no range to vary around"]),
        ([{"channel.video": {"values": [[1, 2], [3, 4]]}}], ["all numbers or all names"]),
        ([{"channel.video": [0, 10**400]}], ["write [low, high]"]),
        (["*.jobseekers"], ["there is no '*.jobseekers'"]),
    ],
)
def test_what_cannot_be_varied_is_refused_in_one_sentence(vary, expected):
    with pytest.raises(Refused) as refused:
        read_factors(vary, {}, of_model=True)
    for part in expected:
        assert part in str(refused.value)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({"a": "channel.*", "b": "channel.video"}, "in a and in b"),
        ({"a": "chanel.*"}, "fits nothing that is varied"),
        ({"a": []}, "is empty"),
        ({"dummy": "channel.video"}, "the name of something else"),
        ({"channel.dialogue": "channel.video"}, "the name of something else"),
    ],
)
def test_a_group_moves_factors_that_are_in_no_other_and_has_a_name_of_its_own(groups, expected):
    with pytest.raises(Refused, match=expected):
        read_factors(["channel.video", "channel.dialogue"], groups, of_model=True)


@pytest.mark.parametrize("name", ["dummy", "point", "block", ""])
def test_a_factor_cannot_have_a_name_of_the_design(name):
    with pytest.raises(Refused, match="every study has already"):
        read_factors([{name: [0, 1]}], {}, of_model=False)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), ["which study?", "screening"]),
        (("study=sreening",), ["nearest is 'screening'"]),
        (("study=screening", "methd=sobol"), ["nearest is 'method'"]),
        (("study=screening", "method=moris"), ["nearest is 'morris'"]),
        (("study=screening", "samples=0"), ["between 1 and"]),
        (("study=screening", "offic=small"), ["nearest is 'office'"]),
        (("study=screening", "threads=2"), ["executor.workers"]),
        (("study=screening", "executor=lokal"), ["nearest is 'local'"]),
        (("study=screening", "base=[office=small]"), ["write its words as they are"]),
        (("study=channel_strategy", "channel.phone_lines=3"), ["sets what the study varies"]),
        (("study=nan",), ["study"]),
        (("study=screening", "samples=" + "9" * 400), ["samples is 999"]),
        (("study=screening", "out=."), ["the folder you stand in"]),
        (("study=screening", "target=functions.ishigami", "weeks=3"), ["sets the model"]),
        (("statu", "out=x"), ["nearest is 'status'"]),
        (("status",), ["out=FOLDER"]),
        (("resume", "out=x", "samples=4"), ["the study itself is frozen"]),
    ],
)
def test_a_misspelt_or_misplaced_word_is_answered_with_the_way_out(words, expected):
    with pytest.raises(Refused) as refused:
        read_study(list(words))
    for part in expected:
        assert part in str(refused.value)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("study=channel_strategy", "samples=100"), ["power of 2, as 64 or 128"]),
        (("study=channel_strategy", "method=efast", "samples=8"), ["65 or more"]),
        (("study=channel_strategy", "method=hdmr", "samples=300"), ["301 or more"]),
        (("study=administrative_cost", "method=pawn"), ["groups go with sobol and morris"]),
        (("study=channel_strategy", "outcomes=[employd]"), ["nearest is"]),
        (("study=channel_strategy", "outcomes=[talks:JOBE_DELVIS]"), ["nearest is 'JOBBE_DELVIS'"]),
        (("study=channel_strategy", "outcomes=[stress:YOUNG]"), ["names no group"]),
        (("study=channel_strategy", "outcomes=[stress:JOBBE_DELVIS]"), ["measured of the office"]),
        (("study=channel_strategy", "weeks=20"), ["write weeks=52"]),
        (("study=policies", "method=pairs", "vary=[channel.video,organisation.signal]", "steps=4"), ["as many values"]),
        (("study=channel_strategy", "method=list"), ["needs points"]),
        (("study=channel_strategy", "method=table"), ["needs points"]),
        (("study=policies", "method=morris", "vary=[policy]"), ["14 options", "levels=14"]),
        (("study=policies", "method=sobol", "samples=2", "vary=[{policy: [ips]}]"), ["does not vary"]),
        (("study=policies", "vary=[parameters.search.*,parameters.contact.*]", "outcomes=[talks]"), ["at most"]),
        (("study=screening", "method=dgsm"), ["takes derivatives"]),
    ],
)
def test_a_design_that_cannot_be_made_is_refused_and_leaves_nothing(words, expected, tmp_path):
    with pytest.raises(Refused) as refused:
        create(asked(*words), tmp_path / "made")
    for part in expected:
        assert part in str(refused.value)
    assert not any(tmp_path.iterdir())


# --- the design


FACTORS = [Factor(name, "continuous") for name in ("a", "b", "dummy")]
SAID = {"seed": 3, "levels": 4, "second_order": False}


@pytest.mark.parametrize("method", [name for name, one in METHODS.items() if one.grows])
def test_a_larger_design_begins_with_the_smaller_one(method):
    n = 304 if method == "hdmr" else 8
    small, large = sampled(method, FACTORS, [n], SAID), sampled(method, FACTORS, [n, n], SAID)
    rows = len(small.units)
    assert np.array_equal(large.units[:rows], small.units) and np.array_equal(large.blocks[:rows], small.blocks)
    assert len(large.units) == 2 * rows
    assert not np.array_equal(large.units[rows:], small.units)


@pytest.mark.parametrize(("method", "rows"), [("sobol", 5), ("morris", 4), ("dgsm", 4), ("delta", 1)])
def test_the_rows_of_a_block_belong_together(method, rows):
    design = sampled(method, FACTORS, [4], SAID)
    assert np.bincount(design.blocks).tolist() == [rows] * 4


# --- the runs are the model's own


def test_a_run_of_a_study_is_the_same_run_as_any_other(tmp_path):
    vary = "vary=[channel.video,organisation.strategy,{policy: [baseline,ips]}]"
    outcomes = "outcomes=[talks,talks:JOBBE_DELVIS,admin_cost_per_person]"
    question = asked("study=channel_strategy", "method=delta", "samples=3", vary, outcomes, *TINY)
    worker = Worker(create(question, tmp_path / "made"))
    for point in range(3):
        video, strategy, policy, _ = worker.point(point)
        levers = f"policy={policy}", f"organisation.strategy={strategy}", f"channel.video={video}"
        (job,) = read_request(["office=average", "weeks=60", *levers, *TINY]).jobs
        same = job.scenario
        wanted = [wanted_outcome(name) for name in worker.ledger.outcomes]
        assert worker.run(worker.point(point), 7) == measured(run_compiled(same, kernel(), 7), wanted)


def test_a_scenario_is_kept_whole():
    for job in asked("study=policies", "vary=[labour_market]", *TINY).jobs:
        said = json.loads(json.dumps(as_json(job.scenario)))
        assert from_json(said) == job.scenario


# --- from asking to tables


def test_a_study_of_a_function_gives_its_values_at_every_point(mine, capsys, tmp_path):
    status, _, said = typed(capsys, "study", *mine("picky", "grid", vary="[{x: [0, 0.8]}]"), "steps=5", "out=made")
    assert status == 0, said
    points = pd.read_parquet("made/points.parquet")
    assert np.allclose(points["x"], [0.0, 0.2, 0.4, 0.6, 0.8]) and np.allclose(points["y"], points["x"] + 0.001)
    assert not (tmp_path / "made" / "points.parquet").with_suffix(".partial").exists()


def test_a_table_of_points_is_run_as_given(mine, capsys, tmp_path):
    pd.DataFrame({"channel.video": [0.1, 0.3], "policy": ["ips", "baseline"]}).to_csv("mine.csv", index=False)
    words = ("study=policies", "method=table", "vary=[]", "points=mine.csv", "outcomes=[talks]", *TINY)
    status, _, said = typed(capsys, "study", *words, "out=made")
    assert status == 0, said
    points = pd.read_parquet("made/points.parquet")
    assert points["channel.video"].tolist() == [0.1, 0.3] and points["policy"].tolist() == ["ips", "baseline"]


def test_every_point_meets_the_same_seeds_and_fresh_ones_are_its_own(mine, capsys):
    typed(capsys, "study", *mine("picky", "delta", 6, 3), "fresh=2", "vary=[{x: [0, 0.5]}]", "out=made")
    runs = pd.read_parquet("made/runs.parquet")
    common, own = runs[runs["luck"] == "common"], runs[runs["luck"] == "own"]
    assert common.groupby("point")["seed"].agg(list).tolist() == [[1, 2, 3]] * 6
    assert len(own) == 12 and own["seed"].is_unique and own["seed"].min() > 1e6


@pytest.mark.parametrize(
    ("words", "runs"), [(("samples=16",), 16 * 4 * 2), (("replicates=5",), 8 * 4 * 5), (("fresh=1",), 8 * 4 * 3)]
)
def test_a_study_made_larger_keeps_what_it_has(mine, capsys, words, runs):
    asks = mine("picky", "sobol", 8, 2, vary="[{x: [0, 0.5]}]")
    typed(capsys, "study", *asks, "out=made")
    before, files = pd.read_parquet("made/runs.parquet"), {path.name for path in Path("made/units").iterdir()}
    status, _, said = typed(capsys, "study", "extend", "out=made", *words)
    assert status == 0, said
    after = pd.read_parquet("made/runs.parquet")
    assert len(after) == runs and after.iloc[: len(before)].equals(before)
    assert files < {path.name for path in Path("made/units").iterdir()}
    typed(capsys, "study", *asks, *words, "out=at_once")
    at_once = pd.read_parquet("at_once/runs.parquet")
    keys = ["luck", "point", "seed"]
    assert after.sort_values(keys)["y"].tolist() == at_once.sort_values(keys)["y"].tolist()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "extend what?"),
        (("samples=4",), "extend only adds"),
        (("samples=12",), "power of 2"),
        (("samples=x",), "whole number"),
        (("replicates=0",), "between 1"),
        (("unit_seconds=3",), "takes out=FOLDER"),
    ],
)
def test_an_extension_that_cannot_be_is_refused_and_changes_nothing(mine, capsys, words, expected):
    typed(capsys, "study", *mine("picky", "sobol", 8, 1, vary="[{x: [0, 0.5]}]"), "out=made")
    before = Path("made/study.json").read_bytes()
    status, _, said = typed(capsys, "study", "extend", "out=made", *words)
    assert status == 2 and expected in said
    assert Path("made/study.json").read_bytes() == before
    Ledger(Path("made")).refuse_if_changed()


def test_a_study_that_two_extend_at_once_says_so_to_the_second(mine, capsys, monkeypatch):
    typed(capsys, "study", *mine("picky", "sobol", 8, 1, vary="[{x: [0, 0.5]}]"), "out=made")
    first, second = Ledger(Path("made")), Ledger(Path("made"))
    extend(first, None, 3, None)
    with pytest.raises(Refused, match="at the same time"):
        extend(second, 16, None, None)
    assert Ledger(Path("made")).study["replicates"] == 3


def test_what_was_found_is_gone_when_the_study_grows_and_its_new_runs_fail(mine, capsys):
    typed(capsys, "study", *mine("late", "morris", 2, 1), "out=made")
    assert Path("made/indices.json").exists()
    status, _, _ = typed(capsys, "study", "extend", "out=made", "replicates=2")
    assert status == 2 and not Path("made/indices.json").exists()


def test_a_point_has_no_mean_where_one_of_its_seeds_is_missing(mine, capsys):
    status, _, complaint = typed(capsys, "study", *mine("picky", "grid", replicates=2), "steps=2", "out=made")
    assert status == 2 and "1 of 4 runs failed" in complaint and "that is too much" in complaint
    status, said, _ = typed(capsys, "study", "collect", "out=made", "exclude=true")
    assert status == 0 and "no value at 1 points" in said
    assert pd.read_parquet("made/points.parquet")["y"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("outcomes=[z]",), "gives no 'z'"),
        (("outcomes=[y,y]",), "named twice"),
        (("target=functions.clashing",), "name of something else"),
        (("target=functions.leaving",), "SystemExit"),
        (("method=list", "vary=[]", "points=[{x: 1},{x: a}]"), "point 2: x is 'a'"),
        (("method=list", "vary=[]", "points=[{x: 1},{x: null}]"), "point 2: x is None"),
        (("vary=[{x: {values: [1, a]}}]",), "all numbers or all names"),
    ],
)
def test_what_a_function_cannot_be_asked_is_refused_before_anything_is_made(mine, capsys, words, expected):
    status, _, complaint = typed(capsys, "study", *mine("picky"), *words, "out=made")
    assert status == 2 and expected in complaint and not Path("made").exists()


def test_a_change_beside_a_function_is_seen(mine, capsys, tmp_path, monkeypatch):
    """A decorated function, and what its module imports from beside it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "beside_numbers.py").write_text("K = 2.0\n\n\ndef k():\n    return K\n", encoding="utf-8")
    text = "from functools import cache\n\nfrom beside_numbers import k\n\n\ndef mine(parameters, seed):\n"
    (tmp_path / "beside.py").write_text(text + "    return {'y': k() * parameters['x']}\n", encoding="utf-8")
    typed(capsys, "study", "submit", *mine("ishigami"), "target=beside.mine", "out=made")
    (tmp_path / "beside_numbers.py").write_text("K = 3.0\n\n\ndef k():\n    return K\n", encoding="utf-8")
    status, _, complaint = typed(capsys, "study", "resume", "out=made")
    assert status == 2 and "beside_numbers.py" in complaint and "changed since" in complaint


def test_submitting_runs_nothing_and_resuming_runs_it(mine, capsys):
    status, said, _ = typed(capsys, "study", "submit", *mine("picky", vary="[{x: [0, 0.5]}]"), "out=made")
    assert status == 0 and "resume" in said and not any(Path("made/units").iterdir())
    _, said, _ = typed(capsys, "study", "status", "out=made")
    assert "0 of 32 runs" in said
    status, _, complaint = typed(capsys, "study", "collect", "out=made")
    assert status == 2 and "nothing is done yet" in complaint
    assert typed(capsys, "study", "resume", "out=made")[0] == 0
    assert json.loads(Path("made/execution.json").read_text())["runs_a_file"] >= 1


def test_a_folder_with_something_in_it_is_not_taken(mine, capsys, tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "notes.txt").write_text("mine", encoding="utf-8")
    status, _, complaint = typed(capsys, "study", *mine(), "out=made")
    assert status == 2 and "holds something already" in complaint


def test_functions_that_are_not_there_or_give_nothing_are_refused_before_anything_is_made(mine, capsys, tmp_path):
    for target, expected in (("functions.ishigmi", "nearest is 'ishigami'"), ("nowhere.f", "cannot import nowhere")):
        status, _, complaint = typed(capsys, "study", *mine(), f"target={target}", "out=made")
        assert status == 2 and expected in complaint
    status, _, complaint = typed(capsys, "study", *mine("ishigami"), "out=made")
    assert status == 2 and "KeyError" in complaint and not (tmp_path / "made").exists()


sys.path.insert(0, str(Path(__file__).parent))  # so that the workers find the functions of the tests
