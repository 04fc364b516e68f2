"""Compiled code is kept where the user's system keeps such things, or where the user says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.behaviour.quantities import clamp_share
from sim.call_trees import as_machine_code
from sim.code_cache import cache_folder, open_cache, warn_once


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


def unknown_home(*arguments, **options):
    raise RuntimeError("Could not determine home directory.")


@pytest.mark.parametrize("home", [unknown_home, lambda *arguments, **options: Path("~/.cache/skranke")])
def test_without_a_home_folder_nothing_is_kept_and_no_folder_called_tilde_is_made(home, tmp_path, monkeypatch):
    """As in a container whose user has no entry in passwd."""
    for name in ("XDG_CACHE_HOME", "SKRANKE_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.code_cache.platformdirs.user_cache_path", home)
    warn_once.cache_clear()
    assert cache_folder() is None
    with pytest.warns(UserWarning, match="there is no home folder, so the model is compiled anew each time; SKRANKE"):
        assert as_machine_code(clamp_share)(1.5) == 1.0
    with open_cache() as can_be_kept:  # and it is said once
        assert not can_be_kept
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("SKRANKE_CACHE_DIR", "/mine")
    assert cache_folder() == Path("/mine")


def test_all_that_is_compiled_is_kept_in_our_own_folder_and_a_warning_is_one_line(tmp_path):
    """Also what is compiled when a module is imported, which Numba would keep beside it or in a folder `~`."""
    kept, file = tmp_path / "kept", tmp_path / "file"
    file.touch()
    command = [sys.executable, "-c", "from sim.chance import uniform; print(uniform(1, 2, 3, 4, 5, 6))"]
    said = []
    for folder in (kept, file):
        environment = {**os.environ, "SKRANKE_CACHE_DIR": str(folder)}
        said.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=True))
    assert said[0].stdout == said[1].stdout and said[0].stderr == ""
    assert [path.name.partition("-")[0] for path in kept.rglob("*.nbi")] == ["chance.uniform"]
    assert len(said[1].stderr.splitlines()) == 1 and f"{file} cannot be written" in said[1].stderr
