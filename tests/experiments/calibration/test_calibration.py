"""Calibration: what is fitted, how points are judged, and an ensemble that can be made again and used."""

import dataclasses
import json

import numpy as np
import pytest
from studying import do_missing

from experiments import command
from experiments.calibration import inflow, waves
from experiments.calibration.candidates import next_points
from experiments.calibration.emulator import Emulator
from experiments.calibration.fitted_parameters import fitted_parameters, within_ranges
from experiments.calibration.goals import REJECTED, goals_of, goals_of_office, moved, pooled
from experiments.calibration.leave_one_out import leave_one_out
from experiments.calibration.request import read_calibration
from experiments.cli.refusal import Refused
from experiments.office_targets.reading import read_office
from experiments.parameter_sets import SHIPPED_ENSEMBLE, Member, read_ensemble, with_values, write_ensemble
from experiments.study.ledger import Ledger
from experiments.trials.distance import Scale
from experiments.trials.reading import read_trials
from experiments.trials.scoring import score
from sim.engine import simulate
from sim.parameters import Parameters
from sim.scenario import Scenario

TOY = """
id: T1
title: made up
citation: Made up for a test.
design: none
country: norwegian
role: fitted
role_because: it is the only one
setting: {office.jobseekers: 120, labour_market.employers: 20}
population: {who: {reduced_capacity: 0}}
arms:
  usual: {meaning: as usual}
outcomes:
  into_work: {after: 20, share: {first_job_week: {from: 0}}}
targets:
  - {name: into_work, estimator: level, outcome: into_work, arms: [usual], observed: 0.4, standard_error: 0.03,
     accept: {within: 0.1}}
"""

OFFICE = """
id: office
title: made up
role: fitted
role_because: so that it is fitted to
run: {office.jobseekers: 120, labour_market.employers: 20, weeks: 26}
quantities: {registered: seeking + in_measure + waiting_for_health}
targets:
  - {name: talks, of: 52 * talks_held / registered, unit: talks/year, observed: 6, accept: {from: 2, to: 12}, grade: C,
     source: nobody}
  - {name: posts, of: n_caseworkers, unit: posts, observed: 400, accept: {within: 1}, grade: C, source: nobody}
  - {name: registered, of: registered / weeks, unit: persons, accept: {from: 10}, grade: D, source: nobody}
  - {name: told, of: registered / weeks, unit: persons, grade: D, source: nobody}
  - {name: same, of: registered / weeks, unit: persons, observed: 1, accept: {within: 1}, grade: identity, source: us}
  - {name: satisfied, not_measured: nobody was asked, unit: share, observed: 0.7, accept: {within: 0.1}, grade: A,
     source: nobody}
"""


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A folder with one small trial, and what is typed to fit two numbers to it; inflow is as declared."""
    same = {"ordinary": 0.01, "reduced": 0.005}
    monkeypatch.setattr(
        inflow,
        "simulated",
        lambda _, question, __: {group: [came] * len(question().points) for group, came in same.items()},
    )
    folder = tmp_path / "trials"
    folder.mkdir()
    (folder / "T1.yaml").write_text(TOY, encoding="utf-8")
    fit = "fit=[parameters.search.matching,parameters.search.help_effect]"
    small = ["points=8", "waves=1", "members=5", "replicates=2", "executor.workers=1"]
    return tmp_path, ["calibrate", f"trials={folder}", fit, *small]


def test_what_is_marked_is_fitted_within_what_is_allowed():
    """Declared value, range to fit within and range allowed lie in each other."""
    numbers = fitted_parameters()
    assert 20 <= len(numbers) <= 30
    for number in numbers:
        low, high = number.fit
        assert number.low <= low < high <= number.high, number.path
        assert low <= number.default <= high, number.path
    assert [number.path for number in fitted_parameters(["parameters.measures.training.*"])] == [
        "measures.training.lock_in", "measures.training.gain"
    ]  # fmt: skip


def test_a_pattern_that_names_nothing_is_refused_with_the_nearest():
    """The way out is in the sentence."""
    with pytest.raises(Refused, match="nearest is 'parameters.search.matching'"):
        fitted_parameters(["parameters.search.matchin"])
    with pytest.raises(Refused, match="calibrate takes"):
        read_calibration(["pionts=8"])
    with pytest.raises(Refused, match="points is 3 points; it must be a whole number between 8 and"):
        read_calibration(["points=3"])


def test_the_goals_judge_as_the_trials_do(toy):
    """The same implausibility, and the same verdict, as the score of the trial itself."""
    folder, _ = toy
    (trial,) = read_trials(folder / "trials")
    (scored,) = score([trial], Parameters(), range(1, 4))
    (goal,) = goals_of([trial])
    one = scored.targets[0]
    own = goal.implausibility(np.array([one.simulated]), np.array([one.standard_error]))[0]
    assert own == pytest.approx(one.implausibility, rel=1e-12)
    for simulated, within in ((0.31, True), (0.49, True), (0.29, False), (0.51, False)):
        assert bool(goal.miss(np.array([simulated]), 0.0)[0] <= 1.0) is within


def test_the_edge_of_what_an_office_accepts_is_as_implausible_as_that_of_a_trial(tmp_path):
    """Accepted are 2 to 12 about 6: 1 is 5 below where 4 are accepted, so 2 * 5 / 4 = 2.5; 15 is 2 * 9 / 6 = 3.

    Where nothing was observed nothing is rejected; what is told, an identity or not measured is no goal.
    """
    (tmp_path / "office.yaml").write_text(OFFICE, encoding="utf-8")
    talks, posts, registered = goals_of_office(read_office(tmp_path / "office.yaml").file)
    assert talks.implausibility(np.array([1.0, 2.0, 12.0, 15.0]), np.zeros(4)) == pytest.approx(
        [2.5, 2.0, 2.0, REJECTED]
    )
    assert (talks.trial, talks.name) == ("office", "office.talks") and posts.name == "office.posts"
    assert np.isnan(registered.observed) and registered.miss(np.array([9.0]), 0.5)[0] == pytest.approx(3.0)


def test_what_no_parameter_moves_neither_steers_nor_rejects(tmp_path):
    """Posts are the same at every point, but for rounding."""
    (tmp_path / "office.yaml").write_text(OFFICE, encoding="utf-8")
    goals = goals_of_office(read_office(tmp_path / "office.yaml").file)
    columns = {"office.talks": np.array([3.0, 4.0]), "office.registered": np.array([80.0, np.nan]),
               "office.posts": np.array([2.0, 2.0 + 1e-12])}  # fmt: skip
    assert [goal.name for goal in moved(goals, columns)] == ["office.talks"]


def test_an_office_at_rest_is_fitted_to_together_with_trials(toy):
    """Its targets are columns of every point and scores of every set; what cannot be moved is told as not fitted."""
    folder, words = toy
    (folder / "trials" / "office.yaml").write_text(OFFICE, encoding="utf-8")
    assert command.main([*words, f"out={folder / 'made'}", f"ensemble={folder / 'made.csv'}"]) == 0
    said = json.loads((folder / "made" / "calibration.json").read_text(encoding="utf-8"))
    assert said["fitted"] == ["T1", "office"] and "posts" in said["not_fitted"]
    assert {goal["target"] for goal in said["targets"]} == {"into_work", "talks", "posts", "registered"}
    assert {goal["trial"] for goal in said["leave_one_out"]} == {"T1", "office"}
    for member in read_ensemble(folder / "made.csv").members:
        assert 0.0 < member.scores["I_office"] <= member.scores["implausibility"] <= REJECTED


def test_the_error_of_few_replicates_is_pooled_over_points():
    """Two replicates give an error that may be nearly nothing by chance; all points together give the true one."""
    chance = np.random.default_rng(3)
    for replicates in (2, 4):
        runs = 0.5 * chance.standard_normal((4000, replicates))
        errors = runs.std(axis=1, ddof=1) / np.sqrt(replicates)
        errors[:3] = 1e6
        assert pooled(errors, replicates)[0] == pytest.approx(0.5 / np.sqrt(replicates), rel=0.05)


def test_held_out_trials_are_no_goals():
    """What is held out cannot steer the search, for it is not even simulated."""
    from experiments.calibration.target import fitted_trials
    from experiments.trials.reading import SHIPPED_TRIALS as ours

    roles = {trial.id: trial.role for trial in read_trials()}
    fitted = {trial.id for trial in fitted_trials(str(ours))}
    assert fitted == {name for name, role in roles.items() if role == "fitted"}
    assert {goal.trial for goal in goals_of(fitted_trials(str(ours)))} == fitted


def known_problem(seed=1, n=80, n_parameters=4):
    """Points, and two targets of which one depends on the first parameter alone, the other on the second; noise."""
    chance = np.random.default_rng(seed)
    positions = chance.random((n, n_parameters))
    noise = 0.02 * chance.standard_normal((n, 2))
    return positions, {
        "A.first": 0.2 + 0.5 * positions[:, 0] + noise[:, 0],
        "B.second": positions[:, 1] ** 2 + noise[:, 1],
    }


def test_the_emulator_tells_the_function_from_the_noise():
    """It foretells what was not simulated nearer than the noise of one simulation, and knows that noise."""
    positions, targets = known_problem()
    emulator = Emulator(positions, targets)
    there = np.random.default_rng(2).random((200, 4))
    mean, error = emulator.predict("B.second", there)
    assert np.sqrt(np.mean((mean - there[:, 1] ** 2) ** 2)) < 0.02
    assert error.mean() < 0.02
    assert 0.01 < emulator.noise["A.first"] < 0.04


def test_the_search_finds_what_is_not_ruled_out_and_leaves_one_out():
    """Points come to lie where both targets are met; with one left out only the other is."""
    from experiments.calibration.goals import Goal

    goals = [
        Goal("A", "A.first", 0.6, Scale(0.02, 0.02), 0.56, 0.64),
        Goal("B", "B.second", 0.25, Scale(0.02, 0.02), 0.21, 0.29),
    ]
    emulator = Emulator(*known_problem())
    points = next_points(emulator, goals, 50, 4, 1)
    assert np.abs(0.2 + 0.5 * points[:, 0] - 0.6).max() < 0.06
    assert np.abs(points[:, 1] ** 2 - 0.25).max() < 0.06
    assert points[:, 2].std() > 0.2  # what nothing depends on stays open
    said = {one["trial"]: one for one in leave_one_out(emulator, goals, 4, 1)}
    assert said["A"]["high"] - said["A"]["low"] > 0.3  # B says nothing of A


def test_a_calibration_made_again_gives_the_same_ensemble(toy, monkeypatch):
    """Delete the ensemble, type the command again in a new folder: the same table; and go on after an interruption."""
    folder, words = toy
    tables = []
    for name in ("one", "two"):
        assert command.main([*words, f"out={folder / name}", f"ensemble={folder / 'made.csv'}"]) == 0
        tables.append((folder / "made.csv").read_text(encoding="utf-8"))
        (folder / "made.csv").unlink()
        monkeypatch.setattr(waves, "run_missing", lambda folder, how: do_missing(Ledger(folder)))  # no more processes
    assert tables[0] == tables[1]
    said = json.loads((folder / "one" / "calibration.json").read_text(encoding="utf-8"))
    assert said["members"] == 5 and said["fitted"] == ["T1"]
    assert ",parameters.inflow.ordinary,parameters.inflow.reduced\n" in tables[0] and ",1.0,1.0\n" in tables[0]
    for lost in list((folder / "one" / "wave-1" / "results").iterdir())[:3]:
        lost.unlink()
    assert command.main([*words, f"out={folder / 'one'}", f"ensemble={folder / 'made.csv'}"]) == 0
    assert (folder / "made.csv").read_text(encoding="utf-8") == tables[0]
    assert command.main([*words, "seed=2", f"out={folder / 'one'}", f"ensemble={folder / 'made.csv'}"]) == 2


def test_an_ensemble_that_cannot_be_read_is_refused_in_a_sentence(tmp_path):
    """What is wrong, where, and the way out."""
    with pytest.raises(Refused, match="there is no ensemble .*; skranke calibrate makes it anew"):
        read_ensemble(tmp_path / "none.csv")
    for table, said in (
        ("first_seed,parameters.search.matching\n", "holds no parameter set"),
        ("first_seed,parameters.search.matching\n1,much\n", "parameter set 1, parameters.search.matching is 'much'"),
        ("first_seed,parameters.search.matchin\n1,0.3\n", "no such parameter; the nearest is 'search.matching'"),
        ("first_seed,parameters.search.matching\n1,9\n", "it must be between 0 and 2"),
    ):
        path = tmp_path / "bad.csv"
        path.write_text(table, encoding="utf-8")
        with pytest.raises(Refused, match=said):
            read_ensemble(path)


def test_replicates_take_the_sets_in_turn_and_what_is_written_goes_before(tmp_path):
    """Each replicate is the run of its own set; a number that was set by hand holds for all."""
    path = tmp_path / "two.csv"
    sets = [{"parameters.search.matching": value, "parameters.search.help_effect": 1.0} for value in (0.2, 0.5)]
    write_ensemble(path, [Member(values, {"first_seed": 1.0}) for values in sets], ["made up"])
    ensemble = read_ensemble(path)
    scenario = Scenario(weeks=12)
    scenario.setting.office.jobseekers = 150
    together = simulate(scenario, [1, 2, 3], parameters_of=ensemble.by_seed(1, scenario.parameters))
    for seed, values in ((1, sets[0]), (2, sets[1]), (3, sets[0])):
        alone = simulate(dataclasses.replace(scenario, parameters=with_values(values)), [seed])
        own = together.weekly["seed"] == seed
        assert (together.weekly["employed"][own] == alone.weekly["employed"]).all()
    written = with_values({"parameters.search.matching": 0.11})
    assert ensemble.parameters_of(1, written).search.matching == 0.11
    assert ensemble.parameters_of(1, written).search.help_effect == 1.0


def test_run_and_compare_take_the_ensemble(tmp_path):
    """Its digest stands in the provenance, and results differ from those with the declared numbers."""
    small = ["office.jobseekers=100", "labour_market.employers=20", "weeks=10", "replicates=2"]
    for name, more in (("with", ["ensemble=true"]), ("without", [])):
        assert command.main(["run", *small, *more, f"out={tmp_path / name}"]) == 0
    said = json.loads((tmp_path / "with" / "provenance.json").read_text(encoding="utf-8"))
    assert said["ensemble"]["parameter_sets"] == len(read_ensemble().members)
    tables = [(tmp_path / name / "weekly.parquet").read_bytes() for name in ("with", "without")]
    assert tables[0] != tables[1]
    words = ["compare", "policies=[baseline,digital_first]", *small, "ensemble=true", f"out={tmp_path / 'pair'}"]
    assert command.main(words) == 0
    pair = json.loads((tmp_path / "pair" / "comparison.json").read_text(encoding="utf-8"))
    assert pair["comparison"]["ensemble"] is True
    assert command.main(["study", "study=screening", "ensemble=true", f"out={tmp_path / 'study'}"]) == 2


def test_the_ensemble_that_ships_has_sets_enough():
    """At least 100 of them."""
    assert len(read_ensemble().members) >= 100


def test_the_ensemble_that_ships_is_accepted_whole_and_small():
    """No set is rejected by a fitted trial; each is within the ranges declared, and the defaults among them."""
    members = read_ensemble().members
    ranges = {f"parameters.{number.path}": number.fit for number in fitted_parameters()}
    for number in fitted_parameters():
        own = [member.values[f"parameters.{number.path}"] for member in members]
        assert min(own) <= number.default <= max(own), number.path
    assert SHIPPED_ENSEMBLE.stat().st_size < 200_000
    assert len({member.scores["first_seed"] for member in members}) == len(members)
    for member in members:
        assert member.scores["implausibility"] <= 3.0
        assert set(member.fitted) == set(ranges)
        assert all(ranges[name][0] <= value <= ranges[name][1] for name, value in member.fitted.items())
    assert read_ensemble().carries_inflow


def test_values_are_run_as_they_are_written():
    """Rounding comes before the run, so that a line of the table is the run it was scored by."""
    numbers = fitted_parameters()
    positions = np.random.default_rng(1).random((20, len(numbers)))
    values = within_ranges(numbers, positions)
    assert all(float(f"{value:.5g}") == value for value in values.ravel())
