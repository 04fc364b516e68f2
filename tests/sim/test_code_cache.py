"""Compiled code is kept where the user's system keeps such things, or where the user says."""

import sys
from pathlib import Path

import pytest

from sim.behaviour.quantities import clamp_share
from sim.call_trees import as_machine_code
from sim.code_cache import cache_folder


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems keep it elsewhere")
@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({}, "/home/kari/.cache/skranke"),
        ({"XDG_CACHE_HOME": "/big/disk"}, "/big/disk/skranke"),
        ({"XDG_CACHE_HOME": "/big/disk", "SKRANKE_CACHE_DIR": "/mine"}, "/mine"),
    ],
)
def test_the_folder_is_the_users_unless_another_is_named(named, expected, monkeypatch):
    for name in ("XDG_CACHE_HOME", "SKRANKE_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home/kari", **named}.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == Path(expected)


def test_a_folder_that_cannot_be_written_is_named_with_the_way_out_and_stops_nobody(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("SKRANKE_CACHE_DIR", str(tmp_path / "file" / "beneath"))
    with pytest.warns(UserWarning, match="beneath cannot be written, so the model is compiled anew each time; SKRANKE"):
        assert as_machine_code(clamp_share)(1.5) == 1.0
