"""Compiled code is kept where the user's system keeps such things, or where the user says."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim import code_cache
from sim.behaviour.quantities import clamp_share
from sim.call_trees import as_machine_code
from sim.code_cache import (
    AT_LEAST,
    ROOM,
    cache_folder,
    clear,
    function_of,
    kept_files,
    listening,
    make_room,
    open_cache,
    size_of,
    versions,
    warn_once,
)

MOST_A_VERSION = 28e6  # bytes; 26 were measured


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


def version(folder, name, functions, hours_ago):
    """A version of functions of a megabyte each, last used some hours ago."""
    then = time.time() - 3600.0 * hours_ago
    (folder / "versions").mkdir(exist_ok=True)
    (folder / "sim_1").mkdir(exist_ok=True)
    keyed = [f"{function}_{'0' * 20}" for function in functions]
    note = folder / "versions" / f"{name}.txt"
    note.write_text("\n".join(keyed))
    os.utime(note, (then, then))
    for function in keyed:
        file = folder / "sim_1" / f"week.{function}-1.py311.1.nbc"
        file.write_bytes(bytes(1_000_000))
        os.utime(file, (then, then))


def functions_kept(folder):
    return {path.name.split(".")[1].partition("_")[0] for path in kept_files(folder)}


def test_versions_used_longest_ago_go_first_and_leave_what_others_share(tmp_path):
    """Three of 3, 2 and 1 MB of their own; there is room for 4, so that the oldest goes, but not what it shares."""
    version(tmp_path, "oldest", ["ask", "meet", "share"], hours_ago=70)
    version(tmp_path, "older", ["refer"], hours_ago=50)
    version(tmp_path, "newest", ["share", "hire", "search"], hours_ago=30)
    make_room(tmp_path, room=4_000_000)
    assert [kept.path.stem for kept in versions(tmp_path)] == ["newest", "older"]
    assert functions_kept(tmp_path) == {"refer", "share", "hire", "search"}
    assert versions(tmp_path)[0].size == 3_000_000


def test_what_was_used_within_the_hour_stays_whatever_its_size(tmp_path):
    version(tmp_path, "one", ["ask"], hours_ago=0.1)
    version(tmp_path, "two", ["meet"], hours_ago=0.2)
    make_room(tmp_path, room=0)
    assert functions_kept(tmp_path) == {"ask", "meet"} and AT_LEAST == 3600.0


def test_each_file_is_looked_at_a_few_times_however_many_versions_there_are(tmp_path, monkeypatch):
    for number in range(20):
        version(tmp_path, f"version_{number}", ["share", f"own{number}"], hours_ago=0.1)
    looked_at = []
    monkeypatch.setattr(code_cache, "function_of", lambda path: looked_at.append(path) or function_of(path))
    make_room(tmp_path)
    assert len(looked_at) <= 2 * len(kept_files(tmp_path)) == 2 * 21


def test_functions_of_no_version_go_and_files_that_are_not_ours_stay(tmp_path):
    version(tmp_path, "gone", ["ask"], hours_ago=2)
    (tmp_path / "versions" / "gone.txt").unlink()
    (tmp_path / "sim_1" / "notes.txt").write_text("mine")
    make_room(tmp_path)
    assert [path.name for path in (tmp_path / "sim_1").iterdir()] == ["notes.txt"]
    version(tmp_path, "again", ["ask", "meet"], hours_ago=2)
    assert clear(tmp_path) > 2_000_000
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["notes.txt"]


def test_a_version_is_noted_when_it_is_made_and_who_listens_is_told_of_compiling(tmp_path, monkeypatch):
    monkeypatch.setenv("SKRANKE_CACHE_DIR", str(tmp_path))
    messages = []
    with listening(messages.append):
        assert as_machine_code(clamp_share)(1.5) == 1.0
        assert as_machine_code(clamp_share)(0.5) == 0.5
    (kept,) = versions(tmp_path)
    assert kept.path.stem.startswith("clamp_share_") and 0 < kept.size < 100_000
    assert [message.split()[0] for message in messages] == ["compiling", "compiled"]  # once, of two calls
    assert str(tmp_path) in messages[1] and "skranke cache" in messages[1]


@pytest.mark.slow
def test_the_whole_model_is_kept_in_a_few_megabytes(tmp_path):
    """Numba's names would spell each record of the world in every function: 167 MB.

    In a folder of its own, for other installations keep the same functions in the user's.
    """
    alone = os.environ | {"SKRANKE_CACHE_DIR": str(tmp_path / "cache")}
    command = f"{sys.executable} -m experiments.command run weeks=1 replicates=1 out={tmp_path / 'week'}"
    subprocess.run(command.split(), env=alone, check=True, capture_output=True)
    kept = versions(tmp_path / "cache")
    assert [version.path.stem.partition("_weeks_")[0] for version in kept][:1] == ["live"]
    assert 1e6 < sum(map(size_of, kept_files(tmp_path / "cache"))) < MOST_A_VERSION < ROOM / 3
