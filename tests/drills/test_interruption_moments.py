"""Ctrl-C at any moment of a run: always one line, the status that is promised, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from settings import HOME

MOMENTS, LONGEST = 50, 5.0  # from 0 to 5 s after the first line of the run
FEW_MOMENTS, SOON = 12, 2.2  # a run of a model that is ready is on its way after one second
RUN = ("office=large", "weeks=260", "replicates=200", "threads=1")  # longer than anybody waits here


def interrupted(folder: Path, moment: float, backend: str, cache: Path | None) -> str:
    """Interrupt a run so many seconds after its first line; what is wrong with its end, empty where nothing is."""
    environment = {**os.environ, **({"SKRANKE_CACHE_DIR": str(cache)} if cache else {})}
    command = [sys.executable, "-m", "experiments.command", "run", *RUN, f"backend={backend}", f"out={folder}"]
    process = subprocess.Popen(
        command, cwd=HOME, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    process.stderr.readline()
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    try:
        out, lines = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        return f"{backend} at {moment:.2f} s did not end within a minute"
    left = [path.name for path in folder.parent.glob(f"*{folder.name}*")]
    told = [line for line in lines.splitlines() if "%" not in line]
    if cache and told[:1] and told[0].startswith("skranke: compiling "):
        del told[0]
    if (process.returncode, out, left) == (130, "", []) and told == ["skranke: interrupted; nothing was written"]:
        return ""
    return f"{backend} at {moment:.2f} s ended with {process.returncode}, left {left}, and said {told}"


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT")
@pytest.mark.parametrize(
    ("moments", "longest", "first_compile"),
    [
        pytest.param(FEW_MOMENTS, SOON, False, marks=pytest.mark.slow),
        pytest.param(MOMENTS, LONGEST, False, marks=pytest.mark.long),
        pytest.param(MOMENTS, LONGEST, True, marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("backend", ["compiled", "mesa"])
def test_a_run_that_is_interrupted_at_any_moment_ends_with_130_in_one_line(
    tmp_path, live, backend, moments, longest, first_compile
):
    """With the model ready and with none of it compiled: a compiler that is called back swallows what is raised."""

    def at(number: int) -> str:
        cache = tmp_path / f"cache{number}" if first_compile else None
        return interrupted(tmp_path / f"run-{number}-", number * longest / (moments - 1), backend, cache)

    with ThreadPoolExecutor(3) as pool:
        wrong = [each for each in pool.map(at, range(moments)) if each]
    assert not wrong, "\n".join(wrong)
