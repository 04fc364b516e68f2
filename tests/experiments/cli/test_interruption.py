"""An interruption ends what runs, even where it was swallowed, and nothing after that."""

import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from settings import HOME

from experiments.results import interruption

SWALLOWED = SimpleNamespace(exc_value=KeyboardInterrupt())


def wait_for_it() -> None:
    """Do something until an interruption that was asked for again must have come."""
    end = time.monotonic() + 10 * interruption.SOON
    while time.monotonic() < end:
        time.sleep(interruption.SOON / 10)


def test_an_interruption_that_was_swallowed_is_asked_for_again():
    with pytest.raises(KeyboardInterrupt), interruption.listening():
        sys.unraisablehook(SWALLOWED)
        wait_for_it()
    assert interruption.asked.is_set()


def test_an_interruption_that_was_swallowed_does_not_outlive_the_command():
    """Else it ends the process without a word, once the command has said that it was interrupted."""
    with interruption.listening():
        sys.unraisablehook(SWALLOWED)
    wait_for_it()


def test_an_interruption_that_comes_at_the_very_end_is_not_met_by_a_handler_that_is_not_ours(monkeypatch):
    """The word to the main thread has gone out, and handlers are about to be what they were before."""
    monkeypatch.setattr(interruption, "SOON", 0.0)
    for _ in range(50):
        try:
            with interruption.listening():
                sys.unraisablehook(SWALLOWED)
        except KeyboardInterrupt:
            continue
    time.sleep(0.05)


def test_handlers_are_afterwards_what_they_were_before():
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)], sys.unraisablehook
    with pytest.raises(KeyboardInterrupt), interruption.listening():
        signal.raise_signal(signal.SIGTERM)
    assert ([signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)], sys.unraisablehook) == before


def test_nothing_is_interrupted_while_traces_are_removed():
    with interruption.listening():
        interruption.cleaning.set()
        signal.raise_signal(signal.SIGINT)
        assert interruption.asked.is_set()


IN_A_TEXT = """
import sys
from experiments.results import interruption
try:
    with interruption.listening():
        exec("raise KeyboardInterrupt")
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such end of a process")
def test_an_interruption_in_a_text_that_is_executed_leaves_the_status_to_us():
    """Named tuples and data classes are made of such texts; Python would end itself by the signal."""
    assert subprocess.run([sys.executable, "-c", IN_A_TEXT], cwd=HOME).returncode == 130


def test_an_import_is_completed_before_it_is_interrupted(tmp_path, monkeypatch):
    text = "import signal\nsignal.raise_signal(signal.SIGTERM)\ncomplete = True\n"
    (tmp_path / "interrupted_on_import.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(KeyboardInterrupt), interruption.listening():
        import interrupted_on_import

        assert interrupted_on_import.complete
        wait_for_it()


def test_an_error_that_came_of_an_interruption_is_told_as_one():
    with pytest.raises(KeyboardInterrupt), interruption.listening():
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ImportError("initialization failed") from None
    with pytest.raises(ImportError), interruption.listening():
        raise ImportError("no such module")
