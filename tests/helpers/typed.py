"""What the tests of the command line share: a tiny run, and a way to type."""

from pathlib import Path

import pytest

from experiments.command import main

TINY = ("office.jobseekers=40", "labour_market.employers=10", "weeks=4", "replicates=2", "backend=mesa")


def typed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Type `skranke ...`; status, what came on stdout, what came on stderr. A word replaces an earlier one."""
    by_name = {word[: word.find("=") + 1] or word: word for word in words}
    status = main(list(by_name.values()))
    said = capsys.readouterr()
    return status, said.out, said.err


def files(folder: Path) -> set[str]:
    """Names in a folder."""
    return {path.name for path in folder.iterdir()}


def refused(capsys, *words: str) -> str:
    """The one sentence that typing this is refused with."""
    status, said, complaint = typed(capsys, *words)
    assert status == 2
    assert said == ""
    assert complaint.startswith("skranke: ") and complaint.count("\n") == 1
    assert "Traceback" not in complaint
    return complaint
