"""What `skranke validate` says of the published patterns, and that nothing is said by accident."""

import json
import re
from math import inf, isnan

import numpy as np
import pyarrow.parquet as pq
import pytest
from settings import HOME
from trial_writing import at, scored, written
from typed import files, typed

from analysis.figures.patterns import load_patterns
from experiments.patterns.judging import Laboratory, Part, Pattern, PatternResult, judged, runs_of, weeks_of
from experiments.patterns.printing import print_patterns
from experiments.patterns.published import PATTERNS, more, variant
from experiments.patterns.runs import Model, outcomes
from experiments.trials.first_screen import print_first_of_trial, print_first_of_trials
from experiments.trials.printing import as_trial, print_scores
from experiments.validate import commands
from experiments.validate.request import read_validation
from sim.parameters import Parameters

WRITTEN_DOWN = {  # sizes, before the first run; never edited to make a pattern hold
    "lower_caseload": {"talks": (1.0, inf), "work": (3.0, inf), "out": (3.0, inf), "long_term": (0.1, inf)},
    "extra_staff": {"talks": (1.0, inf), "referrals": (0.1, inf), "sanctions": (0.02, inf)},
    "able_contact": {"able": (5.0, inf), "unable": (0.0, inf)},
    "absence_and_change": {"pressure": (0.02, inf), "talks": (0.2, inf), "change": (0.2, inf)},
    "belief": {"work": (4.0, inf)},
    "targets": {"creaming": (0.01, inf), "parking": (0.1, inf), "lasting": (-0.02, 0.02)},
    "electronic_contact": {"demand": (0.5, inf), "time": (0.1, inf), "calls": (0.3, inf)},
    "digital_vulnerability": {"vulnerable": (0.14, 0.32), "given_up": (0.0, inf)},
    "displacement": {"treated": (1.0, inf), "others": (0.1, inf), "slack": (0.0, inf), "employers": (0.1, inf)},
    "disclosure": {"seen": (1.7, 2.6), "large": (1.05, inf), "coach": (1.1, inf), "part_only": (-inf, 1.0)},
    "control": {"coping": (0.01, inf), "trust": (0.01, inf)},
    "discretion": {"coping": (0.005, inf)},
}
NOT_BY_CHANCE = {"lasting", "vulnerable", "seen", "large", "coach", "part_only"}
SMALL = {"office__jobseekers": 120, "labour_market__employers": 20}


def made_up(least, name="staff", lever="individualization__caseload", ends=(10.0, 80.0), outcome="talks"):
    """A pattern of small, short runs: what a lever at one end brings more of than at the other."""
    variants = tuple(variant(outcomes, None, 26, **SMALL, **{lever: end}) for end in ends)
    part = Part("more", f"{outcome} a person, {ends[0]:g} less {ends[1]:g}", outcome, variants, more(outcome), least,
                seeds=range(1, 7))  # fmt: skip
    return Pattern(name, f"More {name} brings {outcome}", "nobody", (part,))


# The claims


def test_the_twelve_patterns_keep_the_sizes_that_were_written_down():
    said = {one.id: {part.name: (part.least, part.most) for part in one.parts} for one in PATTERNS}
    assert said == WRITTEN_DOWN
    parts = [part for one in PATTERNS for part in one.parts]
    assert {part.name for part in parts if not part.by_chance} == NOT_BY_CHANCE
    assert all(len(part.seeds) >= 10 for part in parts if part.by_chance)


def test_every_claim_has_a_test_that_fails_when_it_does_not_hold():
    text = (HOME / "tests" / "experiments" / "patterns" / "test_patterns.py").read_text(encoding="utf-8")
    calls = re.findall(r'claim\("(\w+)", (.*)\)', text)
    claimed = {(name, part) for name, parts in calls for part in re.findall(r"\w+", parts)}
    assert claimed == {(one.id, part.name) for one in PATTERNS for part in one.parts}


def test_wording_and_source_are_those_of_the_page_of_the_model():
    table = re.search(r"<!-- patterns -->\n(.*?)<!-- /patterns -->", (HOME / "sim" / "ODD.md").read_text("utf-8"), re.S)
    rows = [line.replace("*", "").strip("| ").split(" | ")[:2] for line in table[1].splitlines() if " | " in line]
    assert rows[1:] == [[one.pattern, one.source] for one in PATTERNS]


# What holds


def verdict(differences, least=1.0, **how):
    part = Part("work", "days in work", "days", (), more("days_employed"), least, **how)
    return judged(part, np.array(differences, float))


def test_a_claim_holds_beyond_its_least_size_and_beyond_chance_only():
    assert verdict([2.0, 2.1, 1.9, 2.2, 2.0]).holds
    assert not verdict([0.9, 1.0, 0.8, 0.9, 1.0]).holds, "real, and too small"
    assert not verdict([9.0, -7.0, 8.0, -6.0, 5.0]).holds, "large enough, and chance"
    assert not verdict([-2.0, -2.1, -1.9, -2.2, -2.0]).holds, "the other way"
    assert not verdict([5.0]).holds, "one replicate shows nothing"
    assert not verdict([np.nan, 2.0, 2.1]).holds and not verdict([0.0] * 10, least=0.0).holds


def test_a_claim_that_is_not_of_chance_is_held_to_its_band():
    how = {"most": 2.6, "seeds": (1,), "by_chance": False}
    found = verdict([2.0], 1.7, **how)
    assert found.holds and isnan(found.low) and isnan(found.p)
    assert not verdict([1.7], 1.7, **how).holds and not verdict([2.6], 1.7, **how).holds


def test_the_interval_is_that_of_a_mean_over_replicates():
    found = verdict([1.0, 2.0, 3.0])
    assert found.difference == 2.0 and found.high - 2.0 == pytest.approx(4.302653 / np.sqrt(3), rel=1e-6)


def test_a_pattern_is_reproduced_only_when_every_part_holds():
    fine, poor = verdict([2.0, 2.1, 1.9]), verdict([0.1, 0.2, 0.1])
    assert PatternResult(made_up(0), [fine, fine]).holds and not PatternResult(made_up(0), [fine, poor]).holds


def test_variants_alike_differ_by_nothing_and_are_simulated_once():
    one = made_up(0.0).parts[0].variants[0]
    part = Part("alike", "days", "days", (one, one), more("days_employed"), 0.0, seeds=(1, 2))
    alike = Pattern("alike", "Nothing comes of nothing", "nobody", (part,))
    laboratory = Laboratory()
    (found,) = laboratory.judge([alike])
    assert found.parts[0].difference == 0.0 and not found.holds
    assert len(laboratory.simulated) == len(runs_of([alike])) == 2 and weeks_of([alike]) == 52


def test_the_numbers_given_are_those_that_patterns_run_with():
    parameters = Parameters()
    parameters.search.matching = 0.0
    (found,) = Laboratory(Model(parameters)).judge([made_up(0.0, outcome="days_employed")])
    assert found.parts[0].difference == 0.0, "nobody meets a vacancy, so nobody works"


# What is said


@pytest.fixture
def judged_by_validate(tmp_path, capsys, monkeypatch):
    """`skranke validate` with a trial of its own and these patterns: its status, what it said, and its folder."""

    def run(*patterns):
        monkeypatch.setattr(commands, "PATTERNS", patterns)
        path, out = written(tmp_path / "mine").parent, tmp_path / "out"
        words = (f"trials={path}", "replicates=2", "patterns=true", "ensemble=false", "show=all", f"out={out}")
        status, said, heard = typed(capsys, "validate", *words)
        assert f"{len(patterns)} published patterns: 100 % done" in heard
        return status, said, out

    (tmp_path / "mine").mkdir()
    return run


def first_screens(told, capsys):
    """What is printed of trials, and of one, when nothing more is asked for: each line says of how many people."""
    print_first_of_trials(told)
    trials = capsys.readouterr().out.splitlines()
    assert "of 1 trials are within what was accepted beforehand" in trials[0] and len(trials) <= 10
    print_first_of_trial(told["trials"][0])
    lines = capsys.readouterr().out.splitlines()
    assert "reproduced" in lines[0] and len(lines) <= 11
    assert re.search(r" to .* \d+$", trials[2]) and re.search(r" to .* \d+$", lines[-1])


def test_a_pattern_that_does_not_hold_is_told_as_not_reproduced_and_the_command_succeeds(
    judged_by_validate, capsys, drawn
):
    status, said, out = judged_by_validate(made_up(0.0), made_up(500.0, "magic"))
    assert status == 0
    assert "More staff brings talks (nobody): reproduced" in said
    assert "More magic brings talks (nobody): NOT REPRODUCED" in said
    assert "1 of 2 published patterns are reproduced; not reproduced: magic" in said
    assert "patterns: declared numbers, seeds of their own" in said
    told = json.loads((out / "validation.json").read_text(encoding="utf-8"))
    staff, magic = told["patterns"]
    first_screens(told, capsys)
    assert told["patterns_run_with"] == "declared numbers, seeds of their own"
    assert staff["holds"] is True and magic["holds"] is False and (magic["id"], magic["source"]) == ("magic", "nobody")
    (part,) = magic["parts"]
    assert {"measured", "unit", "difference", "interval", "least", "p", "holds"} <= set(part)
    assert part["least"] == 500.0 and part["holds"] is False and part["replicates"] == 6
    assert part["interval"]["low"] < part["difference"] < part["interval"]["high"]
    assert {"patterns.parquet", "patterns.png", "patterns.svg", "forest.png"} <= files(out)
    assert pq.read_table(out / "patterns.parquet")["difference"].to_pylist()[1] == part["difference"]
    assert [one["id"] for one in load_patterns(out)] == ["staff", "magic"]


def test_what_rests_on_theory_is_said_in_the_words_of_compare(judged_by_validate):
    line = "Theory-driven: no causal study of the effect of employer outreach on employment was found."
    outreach = made_up(0.0, "outreach", "organisation__market_team", (0.2, 0.0))
    _, said, out = judged_by_validate(made_up(0.0), outreach)
    plain, driven = load_patterns(out)
    assert plain["theory_driven"] is None
    assert driven["theory_driven"] == {"levers": ["organisation.market_team"], "line": line} and said.count(line) == 1


def test_a_trial_whose_arms_turn_a_lever_of_theory_says_so(tmp_path, capsys):
    line = "Theory-driven: no causal study of the effect of LEAN on employment was found."
    lean = at("arms", "treated", level="run", share=1.0, changes=[{"levers": {"organisation.lean": 1.0}}])
    for change, lines in ((lean, 1), (None, 0)):
        _, found = scored(written(tmp_path, change))
        print_scores([found])
        assert capsys.readouterr().out.count(line) == lines
        theory = as_trial(found)["theory_driven"]
        assert theory == ({"levers": ["organisation.lean"], "line": line} if lines else None)


def test_patterns_that_are_judged_twice_or_on_one_thread_come_out_the_same(capsys):
    results = [Laboratory(threads=threads).judge([made_up(0.0)])[0].parts[0] for threads in (1, 3)]
    assert results[0].difference == results[1].difference != 0.0
    print_patterns([PatternResult(made_up(0.0), [results[0]])], "declared numbers")
    assert f"{results[0].difference:.3g}" in capsys.readouterr().out


# Whether they are judged


@pytest.mark.parametrize(
    ("words", "judged_too"),
    [([], True), (["patterns=false"], False), (["K1", "K5"], False), (["K1", "patterns=true"], True),
     (["replicates=2"], True)],
)  # fmt: skip
def test_patterns_are_judged_with_all_trials_and_left_out_of_a_selection(words, judged_too):
    request = read_validation(words)
    assert request.patterns is judged_too
    assert [one.id for one in request.trials] == (["K1", "K5"] if "K5" in words else request_ids(words))


def request_ids(words):
    """Ids of the trials that are meant."""
    return ["K1"] if "K1" in words else [f"K{number}" for number in range(1, 13)]


def test_what_is_neither_true_nor_false_is_refused(capsys):
    for value in ("maybe", ""):
        status, _, said = typed(capsys, "validate", f"patterns={value}")
        assert status == 2 and f"patterns is '{value}'; it must be true or false" in said
    assert typed(capsys, "trial", "K1", "patterns=false")[0] == 2
