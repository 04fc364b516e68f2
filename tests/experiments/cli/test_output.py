"""What cannot be printed ends no command: what was computed is written, and the status and one sentence say so."""

import io
import os
import subprocess
import sys

import pytest
from settings import HOME
from typed import TINY, files

from experiments.cli.output import Output
from experiments.command import main

FULL = "/dev/full"
needs_full = pytest.mark.skipif(not os.path.exists(FULL), reason="this system has no such device")


def prints_and_is_done(request) -> None:
    """What a verb does that has written its files."""
    print("a table")


@needs_full
@pytest.mark.parametrize(
    ("words", "expected", "told"),
    [(("run", *TINY), 0, "all that it writes to files is complete"), (("run", "--help"), 1, "nothing else was asked")],
)
def test_a_full_disk_under_the_output_is_told_once_and_fails_only_what_is_for_reading(
    words, expected, told, monkeypatch, capsys
):
    monkeypatch.setattr("experiments.run.commands.run", prints_and_is_done)
    with open(FULL, "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(list(words)) == expected
    complaint = capsys.readouterr().err
    assert complaint.startswith("skranke: the output cannot be printed (No space left on device)")
    assert told in complaint and complaint.count("\n") == 1


def test_an_output_that_was_closed_is_that_of_somebody_who_wants_to_hear_nothing(monkeypatch, capsys):
    monkeypatch.setattr("experiments.run.commands.run", prints_and_is_done)
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["run", *TINY]) == 0
    assert capsys.readouterr().err == ""


def test_letters_that_an_output_does_not_know_are_replaced(monkeypatch):
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert main(["run", "--help", "changes"]) == 0 and main(["run", "--help", "fields"]) == 0
    narrow.flush()
    assert b"this_week may be written" in narrow.buffer.getvalue()


def test_what_comes_after_a_failure_is_dropped_and_the_reader_who_left_is_no_failure():
    reader, writer = os.pipe()
    os.close(reader)
    output = Output(os.fdopen(writer, "w"))
    print("one", file=output, flush=True)
    print("two", file=output, flush=True)
    assert output.problem is not None and output.complaint == ""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no shell that closes an output so")
@pytest.mark.parametrize("ending", [">&-", ">/dev/full", "2>&-", "2>/dev/full", ">&- 2>&-"])
def test_a_run_is_whole_whatever_becomes_of_its_words(ending, tmp_path):
    words = " ".join([sys.executable, "-m", "experiments.command", "run", *TINY, f"out={tmp_path / 'mine'}"])
    done = subprocess.run(f"{words} {ending}", shell=True, cwd=HOME, capture_output=True, text=True)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert {"outcomes.parquet", "provenance.json", "overview.png"} <= files(tmp_path / "mine")
    assert files(tmp_path) == {"mine"}
