"""Trials are files: what they say is what is run and told, and what they cannot say is refused."""

import json
import re

import numpy as np
import pytest
from omegaconf import OmegaConf
from settings import HELPERS
from trial_writing import at, scored, written

from analysis.trial_wording import number_with_unit
from experiments.cli.refusal import Refused
from experiments.command import main
from experiments.documentation import trial_page
from experiments.documentation.trial_page import PAGE, renewed
from experiments.trials.file_entries import read_part
from experiments.trials.reading import read_trial, read_trials
from experiments.trials.schema import Trial
from experiments.trials.scoring import score

HERE = HELPERS / "trials"
DOCS = PAGE.read_text(encoding="utf-8")

# Files alone


def test_two_experiments_that_nobody_made_run_from_their_files_alone(tmp_path, capsys, drawn):
    """One is drawn between caseworkers; the other changes a lever at week 26."""
    out = tmp_path / "results"
    assert main(["trial", f"trials={HERE}", "replicates=3", f"out={out}"]) == 0
    said = {trial["id"]: trial for trial in json.loads((out / "trial.json").read_text(encoding="utf-8"))["trials"]}
    assert set(said) == {"mentors", "halfway"} and "mentors" in capsys.readouterr().out
    halfway = {target["name"]: target for target in said["halfway"]["targets"]}
    assert halfway["before"]["simulated"] == halfway["failures_before"]["simulated"] == 0.0
    assert said["halfway"]["within"], "after week 26, and not before it, a door open an hour a week turns people away"
    assert all(target["simulated"] is not None for target in said["mentors"]["targets"])
    for name in ("targets.parquet", "forest.png", "forest.svg", "config.yaml", "provenance.json"):
        assert (out / name).exists()


def test_caseworkers_are_drawn_within_each_office_and_their_clients_are_compared():
    result = score([read_trials(HERE, ["mentors"])[0]], seeds=[1])[0]
    mentored, alone = result.targets[0].people
    assert mentored > 40 and abs(mentored - alone) < 30, "clients of 3 of 6 caseworkers in each office"


def test_the_example_of_the_page_is_a_trial_that_runs(tmp_path):
    example = re.search(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
    path = tmp_path / "participation.yaml"
    path.write_text(example[1], encoding="utf-8")
    found, trial = scored(path)
    assert trial.rebuilt[0].reached and np.isfinite(found["in_work_after_a_year"].simulated)


def test_the_python_of_the_page_runs():
    for example in re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL):
        exec(compile(example.replace("range(1, 6)", "[1]"), "trials.md", "exec"), {"__name__": "example"})


def test_words_that_the_page_does_not_know_are_told_and_write_nothing(capsys):
    assert trial_page.main(["--chek"]) == 2
    assert "python -m experiments.documentation.trial_page [--check]" in capsys.readouterr().err


def test_the_page_lists_every_entry_as_declared():
    assert renewed(DOCS) == DOCS, "python -m experiments.documentation.trial_page writes it anew"


def test_validate_lists_every_trial_with_its_verdict(tmp_path):
    written(tmp_path, name="one")
    written(tmp_path, lambda said: said["targets"][0].update(observed=90.0), name="two")
    assert main(["validate", f"trials={tmp_path}", "replicates=2", f"out={tmp_path / 'out'}"]) == 0
    said = json.loads((tmp_path / "out" / "validation.json").read_text(encoding="utf-8"))
    assert (said["of"], [trial["id"] for trial in said["trials"]]) == (2, ["one", "two"])
    one, two = said["trials"]
    assert one["within"] is True and two["within"] is False and said["within"] == 1
    assert {"observed", "simulated", "interval", "role"} <= set(two) and two["missed"] == ["work"]


# What is refused


REFUSALS = {
    "there is no entry like it": (at(titel="x"), "mine.yaml has 'titel'; it may have", "the nearest is 'title'"),
    "an entry is missing": (lambda said: said.pop("citation"), "mine.yaml has no citation: the full citation", ""),
    "a misspelt lever": (
        at("arms", "treated", changes=[{"levers": {"organisation.job_focuss": 1}}]),
        "mine.yaml: arms, treated, change 1: there is no lever 'organisation.job_focuss'",
        "the nearest is 'organisation.job_focus'",
    ),
    "a lever out of range": (
        at("arms", "treated", changes=[{"levers": {"organisation.job_focus": 7}}]),
        "organisation.job_focus is 7; it must be between 0 and 1",
        "",
    ),
    "a lever of offices for people": (
        at("arms", "treated", changes=[{"levers": {"organisation.integration": 1}}]),
        "organisation.integration can differ between offices at the finest, not between persons",
        "",
    ),
    "a field that is bookkeeping": (
        at("arms", "treated", changes=[{"fields": {"hours_received": 9}}]),
        "'hours_received' of a person cannot be set",
        "",
    ),
    "a share beyond all": (at("arms", "treated", share=1.5), "arms, treated, share is 1.5; it must be a number", ""),
    "a level that is none": (at("arms", "treated", level="persons"), "it must be one of run", "nearest is 'person'"),
    "a field that is none": (
        at("outcomes", "work", mean="weeks_employd"),
        "outcomes, work: a jobseeker has no field 'weeks_employd'",
        "the nearest is 'weeks_employed'",
    ),
    "two kinds of outcome": (
        at("outcomes", "work", duration="first_exit_week"), "outcomes, work has mean and duration", "it must have one",
    ),
    "a kind that is none": (
        at(population={"who": {"benefit": "DAGPENGR"}}), "population, who: benefit is 'DAGPENGR'", "'DAGPENGER'",
    ),
    "an arm that is none": (
        lambda said: said["targets"][0].update(arms=["treated", "controll"]), "targets, work, arms is 'controll'",
        "the nearest is 'control'",
    ),
    "one arm too few": (
        lambda said: said["targets"][0].update(arms=["treated"]), "targets, work has 1 arms; difference is of 2", "",
    ),
    "nothing to be near to": (
        lambda said: said["targets"][0].update(observed=None, accept={"within": 0.1}),
        "targets, work has no `observed`",
        "",
    ),
    "an accept that is none": (
        lambda said: said["targets"][0].update(accept={"about": 1}), "accept is {'about': 1}; it must be", "",
    ),
    "a setting that is none": (at("setting", **{"office.jobseeker": 9}), "setting: there is no 'office.jobseeker'", ""),
    "re-weighting by nothing": (
        at(population={"rebuild": [{"outcome": "work", "level": 1}]}), "population has rebuild and no `by`", "",
    ),
    "newcomers without a time": (at(population={"came": "later"}), "population, came is later; write `weeks`", ""),
    "a share of everybody": (
        at("arms", "treated", level="run"), "arms, treated has share 0.5 of level run, which is everybody", "",
    ),
    "a lever without a value": (
        at("arms", "treated", changes=[{"levers": "organisation.job_focus"}]),
        "arms, treated, changes 1, levers is 'organisation.job_focus'; write {NAME: VALUE}",
        "",
    ),
    "another name than the file": (at(id="yours"), "id is 'yours'; it must be the file's own name, 'mine'", ""),
    "a number that is none": (
        lambda said: said["targets"][0].update(observed=float("nan")),
        "targets 1, observed is nan; it must be a number",
        "",
    ),
    "an error below 0": (
        lambda said: said["targets"][0].update(standard_error=-1),
        "standard_error is -1; it must be a number, 0 or more",
        "",
    ),
    "a week that is none": (
        at("outcomes", "work", after=12.5), "work, after is 12.5; it must be a whole number from 1 to", "",
    ),
    "a list of nothing": (at(targets=[]), "mine.yaml, targets is an empty list", ""),
    "where it was read": (at(path="here"), "mine.yaml has 'path'; it may have id, title", ""),
    "other people": (
        at("arms", "treated", setting={"office.jobseekers": 90}), "targets, work compares arms whose `setting`", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_what_a_file_cannot_say_is_refused_in_one_sentence(case, tmp_path):
    change, said, near = REFUSALS[case]
    with pytest.raises(Refused) as refused:
        read_trial(written(tmp_path, change))
    text = str(refused.value)
    assert text.startswith("mine.yaml") and said in text and near in text and "\n" not in text


def test_whatever_is_written_wrong_is_told_by_its_place_alone(tmp_path):
    """Every entry of a small file in turn, and a value that no entry may have."""
    said = OmegaConf.to_container(OmegaConf.load(written(tmp_path)))
    told = set()
    for place in places(said):
        spoilt = json.loads(json.dumps(said))
        within = spoilt
        for step in place[:-1]:
            within = within[step]
        within[place[-1]] = {"x": {"y": [0]}} if not isinstance(within[place[-1]], dict) else 0.5
        with pytest.raises(Refused) as refused:
            read_part(Trial, spoilt, "mine.yaml")
        told.add(str(refused.value))
    assert len(told) > 25
    assert all(re.match(r"mine\.yaml, .* (is|has) .*; (it m|write )", text) for text in told), told


def places(said, before=()):
    """Every place in a file whose entries are declared."""
    for name, value in said.items() if isinstance(said, dict) else enumerate(said):
        if before[-1:] not in (("setting",), ("levers",)) and (name, before[-1:]) != ("accept", (0,)):
            yield (*before, name)
            if isinstance(value, dict | list):
                yield from places(value, (*before, name))


def test_a_single_one_may_stand_alone_and_text_is_one_line(tmp_path):
    trial = read_trial(
        written(
            tmp_path,
            lambda said: said["arms"]["treated"].update(
                changes={"levers": {"organisation.job_focus": 1.0}}, meaning="one\n  line"
            ),
        )
    )
    assert [change.levers for change in trial.arms["treated"].changes] == [{"organisation.job_focus": 1.0}]
    assert trial.arms["treated"].meaning == "one line"


def test_what_is_no_yaml_or_no_folder_is_refused_too(tmp_path, capsys):
    (tmp_path / "broken.yaml").write_text("arms: [", encoding="utf-8")
    for words, said in (
        (["trial", f"trials={tmp_path}"], "broken.yaml is not YAML"),
        (["trial", f"trials={tmp_path / 'nowhere'}"], "is not a folder"),
        (["trial", "K99"], "there is no trial 'K99'"),
        (["trial"], "which trial?"),
        (["trial", "K1", "weeks=9"], "weeks stands in the trial file"),
        (["validate", "K99"], "there is no trial 'K99'"),
    ):
        assert main(words) == 2
        assert said in capsys.readouterr().err


# The twelve

PRINTED = {  # calibration targets: trial, target: observed, standard error, accept
    ("K1", "into_work_within_1_year"): (0.048, 0.009, "implausibility"),
    ("K1", "spell"): (-62, 7, "implausibility"),
    ("K1", "days_employed"): (16, 4, "implausibility"),
    ("K1", "days_unemployed"): (-36, 4, "implausibility"),
    ("K1", "days_out"): (20, 4, "implausibility"),
    ("K1", "share_that_goes_out"): (None, None, {"from": 0.4, "to": 0.7}),
    ("K1", "long_term_out"): (38, 6, "implausibility"),
    ("K2", "one_meeting_less"): (0.05, 0.015, {"within": 0.025}),
    ("K3", "one_sd_better_caseworker"): (0.13, None, {"within": 0.05}),
    ("K4", "change_of_caseworker"): (-0.22, None, {"from": -0.30, "to": -0.10}),
    ("K4", "belief"): (0.33, None, {"from": 0.10, "to": 0.40}),
    ("K5", "employed_at_12_months"): (pytest.approx(0.366 - 0.271), 0.046, {"within": 0.05}),
    ("K5", "employed_at_18_months"): (pytest.approx(0.374 - 0.271), 0.046, {"within": 0.05}),
    ("K5", "fidelity_and_employment"): (0.3, None, {"from": 0.2, "to": 0.4}),
    ("K6", "working_at_12_months"): (pytest.approx(0.442 - 0.372), 0.029, {"within": 0.04}),
    ("K6", "working_at_18_months"): (0.078, 0.029, {"within": 0.04}),
    ("K7", "talks_at_12_months"): (0.02, 0.005, {"within": 0.01}),
    ("K7", "phone_gap"): (0, None, {"from": -0.25, "to": 0.25}),
    ("K8", "at_20_percent"): (0.09, None, {"from": 0.06, "to": 0.12}),
    ("K8", "at_100_percent"): (0, None, {"from": -0.03, "to": 0.03}),
    ("K8", "slope"): (None, None, {"to": 0}),
    ("K9", "vacancies_posted"): (0.30, None, {"within": 0.10}),
    ("K9", "permanent_hires"): (0.09, None, {"within": 0.04}),
    ("K10", "wheelchair_user"): (2.0, None, {"within": 0.3}),
    ("K10", "mental_health_signal"): (1.4, None, {"within": 0.3}),
    ("K11", "under_1_year"): (0.016, None, {"from": 0, "to": 0.04}),
    ("K11", "in_1_to_2_years"): (0.054, None, {"from": 0.03, "to": 0.08}),
    ("K11", "over_2_years"): (0.087, None, {"from": 0.05, "to": 0.12}),
    ("K12", "gone_after_1_month"): (0.30, None, {"within": 0.03}),
    ("K12", "gone_after_6_months"): (0.70, None, {"within": 0.03}),
    ("K12", "from_aap_to_a_job"): (0.38, None, {"within": 0.03}),
    ("K12", "from_aap_to_pension"): (0.368, None, {"within": 0.03}),
    ("K12", "job_hazard"): (0.0115, 0.00225, {"from": 0.007, "to": 0.016}),  # printed as a range; a quarter of it
    ("K12", "pension_hazard"): (0.0135, 0.00125, {"from": 0.011, "to": 0.016}),
}


def test_the_twelve_trials_say_what_the_studies_printed():
    trials = {trial.id: trial for trial in read_trials()}
    assert list(trials) == [f"K{number}" for number in range(1, 13)]
    said = {(name, one.name): one for name, trial in trials.items() for one in trial.targets}
    for key, (observed, error, accept) in PRINTED.items():
        target = said[key]
        assert (target.observed, target.standard_error, target.accept) == (observed, error, accept), key
    fitted = {name for name, trial in trials.items() if trial.role == "fitted"}
    assert fitted == {"K1", "K3", "K5", "K7", "K11", "K12"}


def test_numbers_are_told_as_finely_as_what_is_accepted():
    assert number_with_unit(0.3, "share", "level") == "30.0 %"
    assert number_with_unit(-0.0236, "share", "difference") == "-2.4 pp"
    assert number_with_unit(0.0115, "share/month", "level") == "1.15 %/month"
    assert number_with_unit(1.326, "ratio", "ratio") == "1.33"
