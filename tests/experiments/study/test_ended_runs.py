"""Runs that raise whatever can be raised, or end the process they are in: failed runs, and no end of the study."""

import sys

import pandas as pd
import pytest
from settings import HELPERS
from typed import typed

sys.path.insert(0, str(HELPERS))  # so that the workers find the functions of the tests
NINE = ("steps=9", "out=made")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals that end a process")
def test_a_run_that_ends_its_process_fails_alone_and_can_be_left_out(mine, capsys):
    """Nothing but that point is lost, and whoever asks what the function gives is not ended either."""
    status, _, complaint = typed(capsys, "study", *mine("deadly", "grid"), *NINE)
    assert status == 2 and "1 of 9 runs failed" in complaint
    runs = pd.read_parquet("made/runs.parquet")
    assert runs[runs["problem"] != ""]["problem"].tolist() == ["the process ended (signal 11) at this run"]
    assert runs["y"].dropna().tolist() == [0.0, 0.125, 0.25, 0.375, 0.625, 0.75, 0.875, 1.0]
    status, told, _ = typed(capsys, "study", "collect", "out=made", "exclude=true")
    assert status == 0 and "1 of 9 points have no value" in told


def test_whatever_is_raised_is_a_failed_run_and_what_is_printed_stays_off_stdout(mine, capfd):
    status, told, complaint = typed(capfd, "study", *mine("raising", "grid"), *NINE)
    assert status == 2 and "5 of 9 runs failed" in complaint
    problems = pd.read_parquet("made/runs.parquet")["problem"].tolist()
    assert problems[4:] == [
        "KeyboardInterrupt", "GeneratorExit: no more", "SystemExit: 3", "Unreadable: its message cannot be read",
        "CancelledError",
    ]  # fmt: skip
    assert "printed at 0" in complaint and "printed" not in told


@pytest.mark.parametrize(("function", "how"), [("deadly_at_once", "status 7"), ("raising_at_once", "fails with")])
def test_a_function_that_cannot_be_asked_is_refused_unless_its_outcomes_are_named(
    function, how, mine, capsys, tmp_path
):
    status, _, complaint = typed(capsys, "study", *mine(function, "grid"), *NINE)
    assert status == 2 and how in complaint and "outcomes: [...] names what it gives" in complaint
    assert not (tmp_path / "made").exists()
    assert len(complaint.splitlines()) == 1


def test_where_every_run_went_well_nobody_is_told_to_resume(mine, capsys):
    """Values that are too large for indices are as they are, however often they are run."""
    status, _, complaint = typed(capsys, "study", *mine("enormous", "morris", 2, 1), "out=made")
    assert status == 2 and "none may be beyond 1e+100" in complaint and "resume" not in complaint
