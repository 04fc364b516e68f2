"""The command line: help, choices, numbers and sweeps, as they are typed."""

import os
import subprocess
import sys

import pytest
from omegaconf import OmegaConf
from settings import HOME
from typed import TINY, files, typed

from experiments.cli import options as choices
from experiments.cli.composition import read_request
from experiments.cli.help import TOPICS
from experiments.cli.schema import GROUPS, written_numbers
from experiments.trials.help import EXAMPLE
from experiments.trials.reading import read_trials
from sim.declare import states
from sim.policy import Policy
from sim.settable import CLASS_BY_LEVEL, SETTABLE
from sim.setting import Setting


def composed(*words: str):
    """The only job of what was typed."""
    return read_request(list(words)).jobs[0]


@pytest.mark.parametrize("words", [(), ("--help",), ("run", "--help"), ("run", "--help", "levers"), ("--version",)])
def test_help_and_version_end_well(words, capsys):
    status, said, complaint = typed(capsys, *words)
    assert status == 0 and complaint == ""
    assert "skranke" in said or "drop_in_hours" in said


@pytest.mark.parametrize("topic", ["levers", "outcomes"])
def test_help_comes_at_once(topic):
    """Nothing heavy is imported for it, and that is what takes time."""
    code = f"import sys; from experiments.command import main; main(['run', '--help', '{topic}']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"numba", "mesa", "matplotlib", "pyarrow", "scipy", "pandas"}


@pytest.mark.parametrize("topic", [*TOPICS, *choices.GROUP_MEANINGS, "parameters.encounter"])
def test_there_is_help_on_every_topic(topic, capsys):
    status, said, _ = typed(capsys, "run", "--help", topic)
    assert status == 0
    assert len(said.splitlines()) > 3


def test_help_lists_every_field_and_what_it_may_be_set_to(capsys):
    _, said, _ = typed(capsys, "run", "--help", "fields")
    for level, names in SETTABLE.items():
        part = next(part for part in said.split("\n\n") if part.startswith(f"{level}:"))
        told = {line.split()[0]: line for line in part.splitlines()[2:]}
        assert [name for name in names if "–" in told[name]] == []
        assert level == "office" or set(told) == set(states(CLASS_BY_LEVEL[level]))
    assert "–" in next(line for line in said.splitlines() if line.split()[:1] == ["benefits_paid"])


@pytest.mark.parametrize("action", ["submit", "status", "collect", "resume", "extend", "cancel"])
def test_help_on_an_action_of_a_study_is_that_of_the_study(action, capsys):
    _, of_study, _ = typed(capsys, "study", "--help")
    assert typed(capsys, "study", action, "out=any", "--help") == (0, of_study, "")


def test_help_on_trials_fits_on_a_screen_or_two_and_the_format_stands_behind_a_topic(capsys):
    _, said, _ = typed(capsys, "trial", "--help")
    assert len(said.splitlines()) < 40 and "--help format" in said
    _, said, _ = typed(capsys, "trial", "--help", "format")
    assert all(name in said for name in ("citation", "hazard_ratio", "from_arrival"))


def test_the_trial_file_of_the_help_can_be_read(tmp_path):
    (tmp_path / "job_focus.yaml").write_text(EXAMPLE, encoding="utf-8")
    (trial,) = read_trials(tmp_path)
    assert trial.id == "job_focus" and [target.name for target in trial.targets] == ["weeks_in_work"]


def test_help_lists_every_lever_with_unit_and_range(capsys):
    _, said, _ = typed(capsys, "run", "--help", "levers")
    for path, number in written_numbers().items():
        if path.partition(".")[0] in choices.GROUP_MEANINGS and number.level:
            line = next(line for line in said.splitlines() if line.split()[:1] == [path])
            assert number.meaning in line


def test_the_groups_of_the_help_are_those_of_the_schema_and_of_the_folders():
    folders = {path.name for path in choices.CONFIGS.iterdir() if any(path.glob("*.yaml"))}
    assert set(choices.GROUP_MEANINGS) == set(GROUPS)
    assert set(GROUPS) <= folders


@pytest.mark.parametrize("group", GROUPS)
def test_every_option_composes_within_the_declared_ranges(group):
    jobs = read_request([f"{group}=glob(*)"], sweep=True).jobs
    assert sorted(job.choices[group] for job in jobs) == sorted(choices.options(group))


@pytest.mark.parametrize(
    "path", sorted(choices.CONFIGS.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_every_option_begins_with_one_comment_that_says_why(path):
    first = next(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# @package"))
    assert first.startswith("# ") and len(first) > 12


def test_nothing_chosen_is_the_declared_default():
    scenario = composed().scenario
    assert scenario.setting == Setting()
    assert scenario.policy == Policy()


def test_the_four_corners_set_both_axes_and_nothing_else():
    axes = {
        name: (
            composed(f"policy={name}").scenario.policy.standardization,
            composed(f"policy={name}").scenario.policy.individualization,
        )
        for name in ("standardized", "individualized", "standardized_and_individualized", "neither")
    }
    assert axes["standardized"][0] == axes["standardized_and_individualized"][0] != axes["neither"][0]
    assert axes["individualized"][1] == axes["standardized_and_individualized"][1] != axes["neither"][1]
    assert axes["standardized"][1] == axes["neither"][1] and axes["individualized"][0] == axes["neither"][0]
    assert {individualization.caseload for _, individualization in axes.values()} == {
        Policy().individualization.caseload
    }


def test_cases_a_post_are_a_setting_of_their_own():
    few, many = (composed(f"policy={name}").scenario.policy for name in ("few_cases", "many_cases"))
    assert (few.individualization.caseload, many.individualization.caseload) == (60.0, 150.0)
    for policy in (few, many):
        policy.individualization.caseload = Policy().individualization.caseload
        assert policy == Policy()


def test_a_lever_typed_wins_over_the_policy_and_a_group_typed_wins_over_the_policys_choice():
    assert composed("policy=digital_first").scenario.policy.channel.drop_in_hours == 6.0
    assert composed("channel.drop_in_hours=3", "policy=digital_first").scenario.policy.channel.drop_in_hours == 3.0
    assert composed("policy=digital_first", "channel=open_doors").scenario.policy.channel.drop_in_hours == 30.0


def test_several_policies_and_several_shocks_can_be_chosen_together():
    job = composed("policy=[digital_first,lean]", "shock=[pandemic,recession]")
    assert job.choices["policy"] == "digital_first+lean"
    assert job.scenario.policy.organisation.lean == 0.8 and job.scenario.policy.channel.drop_in_hours == 6.0
    assert job.scenario.policy.shock.closure_week == 52 == job.scenario.policy.shock.recession_week


def test_numbers_about_the_world_and_enumerated_levers_are_written_by_name():
    job = composed(
        "parameters.encounter.coping_step=0.2", "organisation.strategy=PLACE_THEN_TRAIN", "seed=7", "replicates=3"
    )
    assert job.scenario.parameters.encounter.coping_step == 0.2
    assert job.scenario.policy.organisation.strategy.name == "PLACE_THEN_TRAIN"
    assert job.seeds == [7, 8, 9]


def test_a_change_from_a_week_on_is_written_as_a_list():
    (change,) = composed("changes=[{from_week: 52, levers: {channel.drop_in_hours: 6}}]").scenario.changes
    assert (change.level, change.from_week, change.levers) == ("run", 52, {"channel.drop_in_hours": 6})
    (change,) = composed("changes=[{share: 0.5, levers: {channel: {video: 0.9}}}]").scenario.changes
    assert (change.level, change.share, change.levers) == ("person", 0.5, {"channel.video": 0.9})


def test_a_sweep_makes_every_combination_as_hydra_does():
    request = read_request(["policy=baseline,ips", "channel.drop_in_hours=range(0,30,15)", "seed=3"], sweep=True)
    assert [job.swept for job in request.jobs] == [
        {"policy": "baseline", "channel.drop_in_hours": "0"},
        {"policy": "baseline", "channel.drop_in_hours": "15"},
        {"policy": "ips", "channel.drop_in_hours": "0"},
        {"policy": "ips", "channel.drop_in_hours": "15"},
    ]
    assert {job.seed for job in request.jobs} == {3}


def test_a_glob_sweeps_over_the_options_that_fit():
    request = read_request(["labour_market=glob(*)", "policy=glob(*_first)"], sweep=True)
    assert {job.choices["labour_market"] for job in request.jobs} == {"normal", "slack", "tight"}
    assert {job.choices["policy"] for job in request.jobs} == {"digital_first"}


def test_a_sweep_writes_a_sub_folder_a_job_and_a_combined_table_and_figure(tmp_path, capsys, drawn):
    status, said, _ = typed(capsys, "run", "-m", *TINY, "policy=baseline,digital_first", f"out={tmp_path / 'swept'}")
    assert status == 0 and "digital_first" in said
    names = files(tmp_path / "swept")
    assert {
        "0_policy=baseline",
        "1_policy=digital_first",
        "sweep.parquet",
        "summary.json",
        "comparison.png",
        "comparison.svg",
    } <= names
    assert {"outcomes.parquet", "overview.png"} <= files(tmp_path / "swept" / "1_policy=digital_first")


def test_cfg_shows_every_number_and_runs_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, said, _ = typed(capsys, "run", "--cfg", "job", "policy=digital_first")
    shown = OmegaConf.create(said)
    assert status == 0 and not files(tmp_path)
    assert shown.channel.drop_in_hours == 6.0 and shown.parameters.costs.post_pay > 0


def test_policies_in_a_folder_of_ones_own_stand_beside_the_others(tmp_path):
    (tmp_path / "policy").mkdir()
    mine = "# @package _global_\ndefaults:\n  - override /channel: open_doors\nchannel:\n  chat_hours: 1\n"
    (tmp_path / "policy" / "mine.yaml").write_text(mine, encoding="utf-8")
    job = read_request(["policy=mine"], config_dir=str(tmp_path)).jobs[0]
    assert job.scenario.policy.channel.chat_hours == 1.0 and job.scenario.policy.channel.drop_in_hours == 30.0
    assert composed("policy=baseline").choices["policy"] == "baseline"


def test_a_replaced_behaviour_is_found_in_the_folder_one_stands_in(tmp_path, capsys, monkeypatch):
    rule = "def none(jobseeker, caseworker, policy, parameters):\n    return 0.0\n"
    (tmp_path / "my_rules_of_the_test.py").write_text(rule, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    status, _, said = typed(capsys, "run", *TINY, "replace.leaving_probability=my_rules_of_the_test.none", "out=mine")
    assert status == 0, said
    assert OmegaConf.load(tmp_path / "mine" / "config.yaml").replace.leaving_probability == "my_rules_of_the_test.none"


def test_output_cut_short_by_a_pager_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "experiments.command", "run", "--help", "levers"],
            cwd=HOME,
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert "Traceback" not in done.stderr
