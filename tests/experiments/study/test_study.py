"""Sensitivity studies: what is varied, the design, the ledger, and that nothing is lost or told wrong."""

import json

import numpy as np
import pytest
from studying import TINY
from typed import typed

from analysis.naming import theory_line
from experiments.cli.composition import read_request
from experiments.cli.options import options
from experiments.cli.refusal import Refused
from experiments.evidence_grade import theory_driven
from experiments.study.create import create
from experiments.study.design import METHODS, sampled
from experiments.study.factors import Factor, read_factors
from experiments.study.ledger import Ledger
from experiments.study.printing import tell
from experiments.study.request import read_study
from experiments.study.target import as_json, from_json, wanted_outcome
from experiments.study.work import Worker
from sim.engine import run_compiled
from sim.kernel import kernel
from sim.measuring import measured


def asked(*words):
    """The question that words mean."""
    return read_study(list(words)).question


# --- what ships


@pytest.mark.parametrize("name", options("study"))
def test_every_study_that_ships_is_composed_and_its_first_point_runs(name, tmp_path):
    question = asked(f"study={name}", "office.jobseekers=30", "replicates=1")
    if METHODS[question.method].grows:
        question.numbers["samples"] = 2
    worker = Worker(create(question, tmp_path / "made"))
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
    for word in (*METHODS, "submit", "resume", "extend", "until", "replicates", "checkpoint_seconds", "exclude"):
        assert word in said


# --- what is varied


def test_a_number_varies_over_its_declared_range_and_a_pattern_names_several():
    (factor,) = read_factors(["channel.drop_in_hours"], {}, of_model=True)
    assert (factor.kind, factor.low, factor.high, factor.unit) == ("continuous", 0.0, 37.5, "hours/week")
    many = read_factors(["parameters.search.*", "parameters.search.matching"], {}, of_model=True)
    assert len(many) == len({factor.name for factor in many}) > 5


@pytest.mark.parametrize(
    ("entry", "positions", "values"),
    [
        ({"channel.drop_in_hours": [10, 20]}, [0.0, 0.5, 1.0], [10.0, 15.0, 20.0]),
        ({"parameters.assessment.weeks_to_first": [0, 3]}, [0.0, 0.24, 0.26, 0.99, 1.0], [0, 0, 1, 3, 3]),
        ({"policy": ["baseline", "ips"]}, [0.0, 0.49, 0.51, 1.0], ["baseline", "baseline", "ips", "ips"]),
        ("organisation.strategy", [0.0, 0.5, 1.0], ["TRAIN_THEN_PLACE", "PLACE_THEN_TRAIN", "SHELTERED_FIRST"]),
        ({"channel.video": {"values": [0.0, 0.9]}}, [0.2, 0.8], [0.0, 0.9]),
        ({"channel.drop_in_hours": {"around": 0.2}}, [0.0, 0.5, 1.0], [1.5, 9.0, 16.5]),
        ({"organisation.lean": {"around": 0.5}}, [0.0, 1.0], [0.0, 0.5]),
        ({"parameters.assessment.weeks_to_first": {"around": 0.1}}, [0.0, 1.0], [0, 5]),
    ],
)
def test_a_place_in_the_range_stands_for_a_value_of_the_factors_own(entry, positions, values):
    (factor,) = read_factors([entry], {}, of_model=True)
    assert factor.values(np.array(positions)).tolist() == values
    assert factor.values(factor.positions(values)).tolist() == values


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
        (("study=policies", "method=fractional", "vary=[policy]"), ["policy has 16 values", "write method=morris"]),
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
    rows = len(small.positions)
    assert np.array_equal(large.positions[:rows], small.positions) and np.array_equal(large.blocks[:rows], small.blocks)
    assert len(large.positions) == 2 * rows
    assert not np.array_equal(large.positions[rows:], small.positions)


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
        wanted = tuple(wanted_outcome(name) for name in worker.ledger.outcomes)
        assert worker.run(worker.point(point), 7) == measured(run_compiled(same, kernel(), 7), wanted)


def test_a_study_says_once_and_as_compare_does_which_effects_rest_on_theory_alone(tmp_path, capsys, monkeypatch):
    vary = "vary=[organisation.lean,{policy: [baseline,digital_first]},{shock: [none,recession]}]"
    question = asked(
        "study=policies",
        "method=grid",
        "steps=2",
        vary,
        "outcomes=[employed_at_26_weeks]",
        "shock.recession_week=10",
        *TINY,
    )
    study = Ledger(create(question, tmp_path / "made")).study
    assert study["theory_driven"] == theory_driven(["organisation.lean", "channel.video"])["line"]
    by_name = {factor["name"]: factor["theory_driven"] for factor in study["factors"]}
    assert "LEAN" in by_name["organisation.lean"] and "channel strategy" in by_name["policy"] and not by_name["shock"]
    monkeypatch.setattr("experiments.study.printing.tell_points", lambda _: None)  # nothing is run
    tell(tmp_path / "made", None)
    assert capsys.readouterr().out.count(study["theory_driven"]) == 1
    assert theory_line(study | {"outcomes": [{"name": "talks"}]}) == ""


def test_a_scenario_is_kept_whole():
    for job in asked("study=policies", "vary=[labour_market]", *TINY).jobs:
        said = json.loads(json.dumps(as_json(job.scenario)))
        assert from_json(said) == job.scenario
