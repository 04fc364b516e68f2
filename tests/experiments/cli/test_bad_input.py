"""What cannot be done is refused in one sentence that names the thing and what is allowed; nothing is written."""

import os
import signal
import subprocess
import sys
import time

import pytest
from settings import HOME
from typed import TINY, files, refused, typed

from experiments.command import main


@pytest.mark.parametrize(
    ("typo", "expected"),
    [
        ("channel.drop_in_hour=6", ["'channel.drop_in_hour'", "nearest is 'channel.drop_in_hours'"]),
        ("chanel.drop_in_hours=6", ["nearest is 'channel.drop_in_hours'"]),
        ("drop_in_hours=6", ["nearest is 'channel.drop_in_hours'"]),
        ("parameters.encounter.coping_stp=0.1", ["nearest is 'parameters.encounter.coping_step'"]),
        ("policy.channel.video=0.2", ["write channel.video="]),
        ("replicate=3", ["nearest is 'replicates'"]),
        ("offise=small", ["nearest is 'office'"]),
        ("hydra.sweep.dir=here", ["out=FOLDER"]),
        ("weeks", ["NAME=VALUE"]),
        ("~channel", ["NAME=VALUE"]),
        ("--wekks", ["'--wekks'", "--help"]),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(typo, expected, capsys):
    complaint = refused(capsys, "run", typo)
    for part in expected:
        assert part in complaint


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("run", "channel.drop_in_hours=6,5"), "decimals take a point: channel.drop_in_hours=6.5; `skranke run -m"),
        (("run", "seed=1,000"), "it is a whole number: seed=1000;"),
        (("run", "channel.video=50"), "between 0 and 1 [share]; 50 % is written 0.5"),
        (("run", "channel.video=50%"), "50% is written 0.5"),
        (("run", "weeks=52w"), "write 52, without unit"),
        (
            ("compare", "policies=[baseline,", "ips]"),
            "for the shell cuts at spaces; write it in quotes: 'policies=[baseline, ips]'",
        ),
        (("run", "policy=[baseline,ips"), "write policy=[baseline,ips]"),
        (("run", "--weeks=52"), "no dashes: write weeks=52;"),
        (("run", "--weeks", "52"), "no dashes: write weeks=52;"),
        (("run", "--hlep"), "the nearest is --help;"),
        (("run", "weeks", "=", "52"), "write weeks=52, without spaces"),
        (("run", "weeks =52"), "write weeks=52, without spaces"),
        (("run", "weeks==52"), "write weeks=52"),
        (("run", "weeks:52"), "write weeks=52"),
        (("run", "policy=“ips”"), "write policy=ips"),
        (("run", "policy=IPS"), "the nearest is 'ips'"),
        (("run", "ips"), "as in policy=ips"),
        (("run", "channel.åpningstid=6"), "English letters, digits, points and _ alone; `skranke run --help channel`"),
        (("run", "out=c\udcf8"), "LC_ALL=C.UTF-8"),
        (("trial", "k1"), "the nearest is 'K1'"),
        (("trial", "configs/trial/K1.yaml"), "write K1, the name alone"),
        (("weeks=52",), "the verb comes first, as in skranke run weeks=52"),
        (("run", "compare"), "'compare' is a verb of its own; write skranke compare"),
        (("run", "language=no"), "it must be en (English) or nb (norsk (bokmål))"),
        (("run", "show=All"), "the nearest is 'all'"),
    ],
)
def test_a_slip_of_the_keyboard_is_answered_with_what_to_write(words, expected, capsys):
    assert expected in refused(capsys, *words)


@pytest.mark.parametrize("name", ["xyz", "unemployment", "channel.xyz", "office.size", "kanal"])
def test_a_name_like_no_other_is_answered_with_where_they_are_listed_and_no_guess(name, capsys):
    complaint = refused(capsys, "run", f"{name}=3")
    assert "nearest" not in complaint and "`skranke run --help " in complaint


@pytest.mark.parametrize("verb", ["run", "bench", "compare"])
def test_a_compiler_that_was_switched_off_is_told_with_the_way_out(verb, capsys, monkeypatch):
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    words = ["policies=[baseline,ips]"] if verb == "compare" else []
    assert "unset it, or write backend=mesa" in refused(capsys, verb, *words)


@pytest.mark.parametrize(
    "words",
    [
        ("run", "weeks=52", "seed=2", "weeks=104"),
        ("compare", "policies=[baseline,ips]", "weeks=52", "weeks=104"),
        ("study", "study=screening", "weeks=52", "weeks=104"),
        ("trial", "K1", "weeks=52", "weeks=104"),
    ],
)
def test_a_name_that_is_given_twice_is_refused(words, capsys):
    assert main(list(words)) == 2
    assert capsys.readouterr().err == "skranke: weeks is given twice, as 52 and as 104; write it once\n"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("office=smal", ["average, large, small, three_offices", "nearest is 'small'"]),
        ("policy=digital", ["baseline", "digital_first"]),
        ("policy=[baseline,iips]", ["nearest is 'ips'"]),
        ("shock=null", ["none"]),
        ("channel={video:1}", ["channel.NAME=VALUE"]),
    ],
)
def test_an_option_that_is_not_there_is_answered_with_those_that_are(choice, expected, capsys):
    complaint = refused(capsys, "run", choice)
    for part in expected:
        assert part in complaint


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("channel.drop_in_hours=60", ["channel.drop_in_hours is 60 hours/week", "between 0 and 37.5 [hours/week]"]),
        ("standardization.profiling_weight=-0.1", ["between 0 and 1 [share]"]),
        ("parameters.encounter.coping_step=5", ["parameters.encounter.coping_step", "between 0 and"]),
        ("office.jobseekers=0.5", ["whole number"]),
        ("weeks=-4", ["weeks is -4", "between 1 and"]),
        ("weeks=abc", ["weeks is 'abc'", "whole number"]),
        ("weeks=4.5", ["whole number"]),
        ("replicates=0", ["replicates is 0", "between 1 and"]),
        ("seed=-1", ["seed is -1"]),
        ("threads=-2", ["threads is -2"]),
        ("channel.video=true", ["between 0 and 1"]),
        ("channel.video=nan", ["between 0 and 1"]),
        ("channel.video=[0.1]", ["between 0 and 1"]),
        ("organisation.strategy=PLACE_THEN_TRIAN", ["TRAIN_THEN_PLACE", "nearest is 'PLACE_THEN_TRAIN'"]),
        ("backend=foo", ["compiled, mesa"]),
        ("backend=compild", ["nearest is 'compiled'"]),
        ("policy=baseline,ips", ["add -m"]),
        ("changes=3", ["changes"]),
        ("changes=[{from_wek: 3, levers: {channel.video: 1}}]", ["nearest is 'from_week'"]),
        ("changes=[{from_week: 3, levers: {channel.vido: 1}}]", ["nearest is 'channel.video'"]),
        ("changes=[{from_week: 3, levers: {channel.video: 2}}]", ["between 0 and 1 [share]"]),
        ("channel.video=${office.jobseekers}", ["channel.video is 4000", "between 0 and 1"]),
    ],
)
def test_a_value_that_is_not_allowed_is_answered_with_its_range_and_unit(value, expected, capsys):
    complaint = refused(capsys, "run", value)
    for part in expected:
        assert part in complaint


@pytest.mark.parametrize(
    "value", ["channel.drop_in_hours=6,60", "weeks=range(-2,3)", "policy=baseline,digital", "seed=range(1,9,0)"]
)
def test_one_bad_value_refuses_the_whole_sweep(value, capsys):
    refused(capsys, "run", "-m", value)


def test_an_unknown_verb_is_answered_with_the_nearest(capsys):
    assert "nearest is 'run'" in refused(capsys, "rum")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("replace.hold_tak=math.exp", ["nearest is 'hold_talk'"]),
        ("replace.hold_talk=exp", ["package.module.function"]),
        ("replace.hold_talk=no_such_module.talk", ["cannot import no_such_module"]),
        ("replace.hold_talk=sim.behaviour.encounter.hold_tak", ["nearest is 'hold_talk'"]),
        ("replace.hold_talk=sim.behaviour.quantities.is_registered", ["takes"]),
        ("replace.hold_talk=3", ["package.module.function"]),
    ],
)
def test_a_bad_replacement_is_refused_before_anything_runs(target, expected, capsys, tmp_path):
    complaint = refused(capsys, "run", *TINY, target, f"out={tmp_path / 'results'}")
    for part in expected:
        assert part in complaint
    assert not files(tmp_path)


def test_a_replacement_with_chance_of_its_own_is_refused_before_anything_runs(capsys, tmp_path, monkeypatch):
    rule = "import numpy as np\n\ndef mine(jobseeker):\n    return np.random.random()\n"
    (tmp_path / "rules_of_chance.py").write_text(rule, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.engine.simulate", lambda *_, **__: pytest.fail("it computed"))
    complaint = refused(capsys, "run", *TINY, "replace.health_barrier=rules_of_chance.mine", "out=results")
    assert "the replacement of health_barrier uses .random, chance of its own" in complaint
    assert "results" not in files(tmp_path)


@pytest.mark.parametrize(("backend", "way_out"), [("mesa", "HYDRA_FULL_ERROR=1"), ("compiled", "backend=mesa")])
def test_a_replacement_that_fails_is_named_with_a_way_to_find_out_why(backend, way_out, capsys, tmp_path, monkeypatch):
    rule = "def mine(jobseeker, caseworker, policy, parameters):\n    return jobseeker.no_such_field\n"
    (tmp_path / "rules_that_fail.py").write_text(rule, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words = ("weeks=8", f"backend={backend}", "replace.leaving_probability=rules_that_fail.mine", "out=results")
    status, _, complaint = typed(capsys, "run", *TINY, *words)
    last = complaint.splitlines()[-1]
    assert status == 2 and "no_such_field" in last and way_out in last
    assert last.startswith("skranke: replace.leaving_probability=rules_that_fail.mine fails")
    assert "results" not in files(tmp_path)


def test_a_used_folder_a_file_and_a_place_that_cannot_be_written_are_refused_before_computing(
    capsys, tmp_path, monkeypatch
):
    monkeypatch.setattr("sim.engine.simulate", lambda *_, **__: pytest.fail("it computed"))
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert "holds something" in refused(capsys, "run", *TINY, f"out={tmp_path / 'used'}")
    assert "is a file" in refused(capsys, "run", *TINY, f"out={tmp_path / 'file'}")
    assert "cannot write" in refused(capsys, "run", *TINY, f"out={tmp_path / 'file' / 'beneath'}")
    refused(capsys, "run", *TINY, "out=")
    assert files(tmp_path) == {"used", "file"} and files(tmp_path / "used") == {"notes.txt"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_folder_without_permission_is_refused(capsys, tmp_path):
    tmp_path.chmod(0o500)
    assert "Permission denied" in refused(capsys, "run", *TINY, f"out={tmp_path / 'results'}")


def test_a_folder_of_ones_own_with_a_mistake_is_answered_with_file_and_nearest(capsys, tmp_path):
    assert "not a folder" in refused(capsys, "run", "--config-dir", str(tmp_path / "none"))
    (tmp_path / "channel").mkdir()
    (tmp_path / "channel" / "mine.yaml").write_text("drop_in_hour: 3\n", encoding="utf-8")
    complaint = refused(capsys, "run", "--config-dir", str(tmp_path), "channel=mine")
    assert "channel/mine" in complaint and "nearest is 'channel.drop_in_hours'" in complaint
    (tmp_path / "channel" / "mine.yaml").write_text("drop_in_hours: 300\n", encoding="utf-8")
    assert "between 0 and 37.5" in refused(capsys, "run", "--config-dir", str(tmp_path), "channel=mine")
    (tmp_path / "channel" / "mine.yaml").write_text("drop_in_hours: [\n", encoding="utf-8")
    assert "mine" in refused(capsys, "run", "--config-dir", str(tmp_path), "channel=mine")


def test_an_error_while_it_runs_is_one_line_and_leaves_nothing(capsys, tmp_path, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("hours given and hours spent\ndo not agree")

    monkeypatch.setattr("sim.engine.simulate", broken)
    status, _, complaint = typed(capsys, "run", *TINY, f"out={tmp_path / 'deep' / 'results'}")
    assert status == 1
    assert complaint.splitlines()[-1].startswith("skranke: a fault of the program, not of what you typed: hours")
    assert "Traceback" not in complaint
    assert not files(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals to another process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_says_so_in_one_line_and_leaves_nothing(number, tmp_path):
    long = ("office.jobseekers=100", "weeks=2000", "replicates=1", "backend=mesa")
    words = [sys.executable, "-m", "experiments.command", "run", *long, f"out={tmp_path / 'deep' / 'results'}"]
    running = subprocess.Popen(words, cwd=HOME, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    running.stderr.readline()  # it has begun
    time.sleep(0.2)
    assert files(tmp_path) == {"deep"}
    running.send_signal(number)
    _, complaint = running.communicate(timeout=20)
    assert running.returncode == 130
    assert complaint.splitlines()[-1] == "skranke: interrupted; nothing was written"
    assert "Traceback" not in complaint
    assert not files(tmp_path)
