"""What can have no effect is refused by run, compare, study and trial before anything runs."""

import pytest
import yaml
from settings import HOME
from typed import TINY, refused

from experiments.cli.composition import read_request
from experiments.compare.request import read_comparison
from experiments.study.request import read_study

PHONE = "channel.phone_lines does nothing while channel.phone_hours is 0"
SHUT = ("channel.phone_hours=0", "channel.phone_lines=3")
STUDY = ("study", "study=mine", "--config-dir")


def study_file(folder, **entries):
    (folder / "study").mkdir()
    text = "# @package _global_\n" + yaml.safe_dump({"method": "grid", "base": ["office=small", "weeks=60"], **entries})
    (folder / "study" / "mine.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def test_a_shock_by_name_that_comes_after_the_end_is_refused_with_both_ways_out(capsys):
    way_out = "write weeks=104 or shock.recession_week=26"
    assert way_out in refused(capsys, "run", "-m", "weeks=52", "shock=none,recession,pandemic,outage")
    assert way_out in refused(capsys, "compare", "policies=[baseline,ips]", "weeks=52", "shock=recession")


def test_the_way_out_is_one(capsys):
    assert len(read_request(["shock=recession", "weeks=104"]).jobs) == 1
    assert len(read_request(["shock=recession", "weeks=52", "shock.recession_week=26"]).jobs) == 1


def test_a_lever_of_an_absent_channel_is_refused_where_it_acts_in_no_job(capsys):
    assert PHONE in refused(capsys, "run", *SHUT)
    assert PHONE in refused(capsys, "run", "-m", "channel.phone_hours=0", "channel.phone_lines=1,3")
    assert PHONE in refused(capsys, "compare", "policies=[baseline,ips]", *SHUT)
    assert "shock.surge_size does nothing" in refused(capsys, "run", "shock.surge_size=3")


def test_one_that_acts_in_some_job_is_run(capsys, tmp_path):
    assert len(read_request(["channel.phone_hours=0,30", "channel.phone_lines=1,3"], sweep=True).jobs) == 4
    (tmp_path / "policy").mkdir()
    shut = "# @package _global_\nchannel: {phone_hours: 0}\n"
    (tmp_path / "policy" / "shut.yaml").write_text(shut, encoding="utf-8")
    words = ["policies=[baseline,shut]", "channel.phone_lines=3"]
    assert len(read_comparison(words, config_dir=str(tmp_path)).jobs) == 2


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"vary": [{"shock.recession_week": {"values": [10, 70]}}]},
         "vary: shock.recession_week goes to 70 and the last week of the run is 59, so it never comes; "
         "give it values from 0 to 59, or the runs more weeks"),
        ({"vary": ["shock.recession_week"], "method": "sobol"}, "shock.recession_week goes to 1999"),
        ({"method": "list", "points": [{"shock.outage_week": 60}]}, "shock.outage_week goes to 60"),
        ({"vary": [{"shock.recession_depth": {"values": [0.1, 0.5]}}]}, "shock.recession_depth does nothing"),
        ({"vary": [{"shock": ["none", "recession"]}], "base": ["weeks=52"]}, "write weeks=104 or"),
    ],
)  # fmt: skip
def test_a_study_of_what_can_have_no_effect_is_refused(entries, says, capsys, tmp_path):
    assert says in refused(capsys, *STUDY, study_file(tmp_path, **entries))


def test_a_study_may_vary_a_lever_with_what_it_needs(tmp_path):
    depths = {"shock.recession_depth": {"values": [0.1, 0.5]}}
    folder = study_file(tmp_path, vary=[{"shock.recession_week": {"values": [-1, 10]}}, depths])
    assert read_study(["study=mine"], config_dir=folder).question


@pytest.mark.parametrize(
    ("arm", "says"),
    [
        ({"changes": [{"levers": {"shock.recession_week": 500}}]}, "so it never comes"),
        ({"setting": {"channel.phone_hours": 0, "channel.phone_lines": 2}}, PHONE),
        ({"changes": [{"levers": {"channel.drop_in_hours": 0}, "for_weeks": 0}]}, "for_weeks is 0"),
    ],
)
def test_an_arm_of_a_trial_that_can_have_no_effect_is_refused(arm, says, capsys, tmp_path):
    trial = yaml.safe_load((HOME / "configs" / "trial" / "K4.yaml").read_text(encoding="utf-8"))
    trial["id"] = "mine"
    trial["arms"][next(iter(trial["arms"]))] = {"level": "run", **arm}
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(trial), encoding="utf-8")
    assert says in refused(capsys, "trial", f"trials={tmp_path}", *TINY[-1:])
