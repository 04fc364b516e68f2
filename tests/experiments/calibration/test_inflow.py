"""The inflow of an ensemble: read, refused, solved, and what an office comes to with it and without."""

import json
from dataclasses import replace

import numpy as np
import pytest

from experiments import command
from experiments.calibration import inflow
from experiments.calibration.request import read_calibration
from experiments.cli import composition
from experiments.cli.composition import read_request
from experiments.cli.refusal import Refused
from experiments.parameter_sets import INFLOW, Member, read_ensemble, with_values, write_ensemble
from experiments.rest.solving import yearly
from experiments.run.rest_check import tell_of_inflow
from sim.kernel import kernel
from sim.parameters import Parameters

MATCHING = "parameters.search.matching"
APART = (  # from the declared numbers: fewer who find jobs, more, and more who lose them
    {MATCHING: 0.15},
    {MATCHING: 0.4},
    {"parameters.retention.early_loss": 0.0054, "parameters.retention.later_loss": 0.0072},
)
STAYS = 0.1  # of the people of the first year: 4 errors of the mean of eight seeds (.02), beside that of what is solved
SETS = ({MATCHING: 0.2}, {MATCHING: 0.3})


@pytest.fixture
def bare(tmp_path):
    """A table of two sets without inflow."""
    path = tmp_path / "ours.csv"
    write_ensemble(path, [Member(values, {"first_seed": 1.0}) for values in SETS], ["made up", "twice"])
    return path


def table(path, head, row):
    path.write_text(f"# made up\n{MATCHING},{head}\n0.2,{row}\n", encoding="utf-8")
    return path


def test_a_set_brings_its_inflow_as_a_number_of_its_own_and_what_is_written_goes_before(tmp_path):
    """Of 1.3 and 0.8 the run has both; where 1.1 was written of the first, it has that."""
    ensemble = read_ensemble(table(tmp_path / "own.csv", ",".join(INFLOW), "1.3,0.8"))
    own = ensemble.parameters_of(0, Parameters()).inflow
    assert (own.ordinary, own.reduced) == (1.3, 0.8) and ensemble.described()["carries_inflow"]
    own = ensemble.parameters_of(0, with_values({INFLOW[0]: 1.1})).inflow
    assert (own.ordinary, own.reduced) == (1.1, 0.8)
    assert ensemble.members[0].fitted == {MATCHING: 0.2}


def test_a_table_without_inflow_is_read_as_before(bare):
    ensemble = read_ensemble(bare)
    own = ensemble.parameters_of(1, Parameters()).inflow
    assert (own.ordinary, own.reduced) == (1.0, 1.0) and not ensemble.described()["carries_inflow"]
    assert ensemble.about == ("made up", "twice")


@pytest.mark.parametrize(("head", "row", "said"), [
    (INFLOW[0], "1.2", "has no parameters.inflow.reduced; inflow is of both groups or of none"),
    (INFLOW[1], "1.2", "has no parameters.inflow.ordinary"),
    (",".join(INFLOW), "1.2,0", "inflow.reduced is 0.*it must be between 0.5 and 2"),
    (",".join(INFLOW), "1.2,", "parameters.inflow.reduced is ''; it must be a number"),
])  # fmt: skip
def test_inflow_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, head, row, said):
    with pytest.raises(Refused, match=said):
        read_ensemble(table(tmp_path / "bad.csv", head, row))


@pytest.mark.parametrize(("words", "said"), [
    ("inflow=true points=64", "inflow=true solves the inflow of an ensemble that is there; leave points out"),
    ("inflow=yes", "inflow is 'yes'; it must be true or false"),
    ("inflow=true ensemble=none.csv", "there is no ensemble none.csv"),
])  # fmt: skip
def test_what_cannot_be_solved_is_refused_in_a_sentence(words, said):
    with pytest.raises(Refused, match=said):
        read_calibration(words.split())


def solved_as(monkeypatch, ordinary, reduced):
    """What the study of the declared numbers and two sets comes to."""
    columns = {"ordinary": np.array(ordinary), "reduced": np.array(reduced)}
    monkeypatch.setattr(inflow, "simulated", lambda *_: columns)


def test_ratios_are_over_the_declared_numbers_and_within_their_range(monkeypatch, tmp_path, bare):
    """.0125 over .01 is 1.25, .004 over .005 is .8; .03 over .01 is 3, of which 2 are allowed; old ones go."""
    solved_as(monkeypatch, [0.01, 0.0125, 0.03], [0.005, 0.004, 0.005])
    members = inflow.with_inflow(tmp_path, read_ensemble(bare).members, {})
    members = inflow.with_inflow(tmp_path, members, {})
    assert [[member.values[name] for name in INFLOW] for member in members] == [[1.25, 0.8], [2.0, 1.0]]
    assert [member.fitted for member in members] == list(SETS)


def test_a_set_that_could_not_be_solved_is_refused(monkeypatch, tmp_path, bare):
    """A row too few, and an inflow of nobody."""
    for ordinary in ([0.01, 0.0125], [0.01, 0.0125, 0.0]):
        solved_as(monkeypatch, ordinary, [0.005] * len(ordinary))
        with pytest.raises(Refused, match="the inflow of 1 parameter sets cannot be solved"):
            inflow.with_inflow(tmp_path, read_ensemble(bare).members, {})


def test_the_command_writes_the_inflow_into_the_table_and_keeps_what_it_says(monkeypatch, tmp_path, bare):
    """The same folder takes the same sets again, and no others."""
    solved_as(monkeypatch, [0.01, 0.0125, 0.011], [0.005, 0.004, 0.005])
    words = ["calibrate", "inflow=true", f"ensemble={bare}", f"out={tmp_path / 'out'}"]
    assert command.main(words) == command.main(words) == 0
    ensemble = read_ensemble(bare)
    assert ensemble.carries_inflow and ensemble.about == ("made up", "twice")
    assert ensemble.members[1].values == {**SETS[1], INFLOW[0]: 1.1, INFLOW[1]: 1.0}
    assert json.loads((tmp_path / "out" / "provenance.json").read_text(encoding="utf-8"))["command"]
    write_ensemble(bare, [Member({MATCHING: 0.4}, {"first_seed": 1.0})], [])
    assert command.main(words) == 2


@pytest.mark.parametrize(("words", "told"), [
    ("ensemble=true", True), ("ensemble=true office.start=FOUND", False), ("ensemble=false", False),
])  # fmt: skip
def test_only_sets_without_inflow_in_an_office_at_rest_are_told_of(monkeypatch, capsys, tmp_path, bare, words, told):
    """With inflow of their own nothing is told."""
    job = read_request(words.split()).jobs[0]
    for path, lacks in ((bare, True), (table(tmp_path / "own.csv", ",".join(INFLOW), "1.3,0.8"), False)):
        monkeypatch.setattr(composition, "read_ensemble", lambda path=path: read_ensemble(path))
        tell_of_inflow(job)
        assert ("carries no inflow" in capsys.readouterr().out) == (told and lacks)


def ten_years(values, came):
    """By what share people in the tenth year after rest differ from the first, with this inflow of the setting."""
    scenario = replace(inflow.average_office(), parameters=with_values(values), weeks=520)
    office = scenario.setting.office
    office.inflow_ordinary, office.inflow_reduced = came["ordinary"], came["reduced"]
    people = np.array([yearly(scenario, kernel(), seed, None)[0] for seed in range(11, 19)]).mean(axis=0)
    return people[-1] / people[0] - 1.0


@pytest.mark.slow
def test_an_office_stays_as_it_is_for_ten_years_with_the_inflow_of_its_set_and_drifts_without(monkeypatch, tmp_path):
    """The setting's inflow is what the declared numbers take, so that the declared office stays too."""
    came = [inflow.solved(values, 1) for values in ({}, *APART)]
    solved_as(monkeypatch, *([each[group] for each in came] for group in ("ordinary", "reduced")))
    members = inflow.with_inflow(tmp_path, [Member(values, {}) for values in APART], {})
    assert abs(ten_years({}, came[0])) < STAYS
    for member in members:
        drifts = abs(ten_years(member.fitted, came[0]))
        assert abs(ten_years(member.values, came[0])) < min(STAYS, drifts / 2.0), member.values


@pytest.mark.slow
def test_the_inflow_of_a_table_is_solved_by_a_study_that_goes_on_where_it_was(tmp_path, bare):
    """Fewer find work with less matching, so fewer come; a result that was lost is solved anew, to the same digits."""
    words = ["calibrate", "inflow=true", f"ensemble={bare}", f"out={tmp_path / 'out'}"]
    assert command.main(words) == 0
    before = bare.read_text(encoding="utf-8")
    first, second = (member.values[INFLOW[0]] for member in read_ensemble(bare).members)
    assert first < 1.0 < second
    next((tmp_path / "out" / "inflow" / "results").iterdir()).unlink()
    assert command.main(words) == 0 and bare.read_text(encoding="utf-8") == before
