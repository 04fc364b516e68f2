"""A policy or setting of one's own: the file that one writes first works, and one that does not is told how."""

import codecs
from pathlib import Path

import pytest
from typed import refused

from experiments.cli.composition import Job, read_request
from experiments.cli.help import OWN_FILES

PLAIN = "channel: {drop_in_hours: 6}\n"


def wrote(folder: Path, text: str | bytes, name: str = "policy/mine.yaml") -> Path:
    """Write a file of one's own; the folder."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def job(folder: Path, *words: str) -> Job:
    """What is composed with files of that folder."""
    return read_request(list(words), config_dir=str(folder)).jobs[0]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "# A comment first.\n# @package _global_\n" + PLAIN,
        "channel.drop_in_hours: 6\n",
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode() + "# åpent\r\n".encode(),
        "channel: digital_first\n",
        "defaults: [channel: digital_first]\n",
        "defaults: {channel: digital_first}\n",
        "# @package _global_\ndefaults:\n  - override /channel: digital_first\n",
        "channel: digital_first\nstandardization:\n",
    ],
)
def test_a_plain_policy_file_works_as_it_is_written_first(text, tmp_path):
    assert job(wrote(tmp_path, text), "policy=mine").scenario.policy.channel.drop_in_hours == 6.0


def test_an_option_that_a_file_chooses_is_changed_by_its_own_numbers(tmp_path):
    chosen = wrote(tmp_path, "defaults: [channel: digital_first]\nchannel: {drop_in_hours: 8}\nweeks: 20\n")
    scenario = job(chosen, "policy=mine").scenario
    assert (scenario.policy.channel.drop_in_hours, scenario.weeks) == (8.0, 20)
    usual = job(chosen, "policy=digital_first").scenario.policy.channel
    assert scenario.policy.channel.digital_default == usual.digital_default != 0.0


@pytest.mark.parametrize("text", ["jobseekers: 321\n", "office: {jobseekers: 321}\n", "office.jobseekers: 321\n"])
def test_a_setting_may_name_its_group_or_not(text, tmp_path):
    assert job(wrote(tmp_path, text, "office/ours.yaml"), "office=ours").scenario.setting.office.jobseekers == 321


def test_the_example_of_the_help_does_what_it_says(tmp_path):
    parts = [part for part in OWN_FILES.split("\n\n") if part.startswith("  # ")]
    for part in parts:
        wrote(tmp_path, "\n".join(line[2:] for line in part.splitlines()), part[4:].partition(":")[0])
    scenario = job(tmp_path, "policy=mine", "office=ours").scenario
    assert scenario.policy.channel.drop_in_hours == 8.0
    assert scenario.policy.individualization.caseload == 50.0
    assert scenario.setting.office.jobseekers == 800


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# åpningstid\n".encode("latin-1"), ["not a text in UTF-8, from line 1", "save it as UTF-8"]),
        (PLAIN.encode("utf-16"), ["not a text in UTF-8", "save it as UTF-8"]),
        ("channel:\n\tdrop_in_hours: 6\n", ["is not YAML", "line 2", "spaces, not with tabs"]),
        ("channel: {drop_in_hours: 6\n", ["is not YAML", "line 2", "NAME: VALUE"]),
        ("channel: {drop_in_hours: 6,5}\n", ["decimals take a point, as in 6.5"]),
        ("channel:\n  drop_in_hours: 6,5\n", ["channel.drop_in_hours is '6,5'", "decimals take a point: 6.5"]),
        ("channel: {drop_in_hour: 6}\n", ["no 'channel.drop_in_hour'", "nearest is 'channel.drop_in_hours'"]),
        ("drop_in_hours: 6\n", ["nearest is 'channel.drop_in_hours'"]),
        ("chanel: {drop_in_hours: 6}\n", ["nearest is 'channel.drop_in_hours'"]),
        ("channel: {drop_in_hours: 60}\n", ["between 0 and 37.5 [hours/week]"]),
        ("channel: {drop_in_hours: seks}\n", ["between 0 and 37.5 [hours/week]"]),
        ("channel: {video: 50}\n", ["50 % is written 0.5"]),
        ("channel: digital_frist\n", ["digital_frist", "nearest is 'digital_first'"]),
        ("channel: 6\n", ["channel is 6", "digital_first"]),
        ("defaults: [digital_first]\n", ["defaults has 'digital_first'", "GROUP: OPTION"]),
        ("- channel\n", ["NAME: VALUE"]),
        ("channel\n", ["NAME: VALUE"]),
    ],
)
def test_a_file_that_cannot_be_meant_is_named_with_the_way_out(text, expected, tmp_path, capsys):
    complaint = refused(capsys, "run", "--config-dir", str(wrote(tmp_path, text)), "policy=mine")
    for part in ["mine.yaml" if "frist" not in str(text) else "digital_frist", *expected]:
        assert part in complaint
