"""Which of two commits is faster: the same runs of both in turn, by the time of the processor.

    python -m tests.two_commits OLD NEW [ROUNDS]

Each commit is checked out in a folder of its own for a while, and a process of each lives the same runs whenever it is
its turn, so that both meet the same disturbances. What is told is new over old, from the least of all rounds and from
the median of the rounds' own ratios, and whether both gave the same bits. A start from the command line is timed, too.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[1]
ROUNDS = 7
SIZES = {"one office of 800": (800, 1, 156), "one office of 4 000": (4000, 1, 156), "60 offices of 820": (820, 60, 52)}
START = ("run", "office=average", "weeks=104", "replicates=1")
# It stands by itself, for it must run with the text of either commit.
WORKER = """
import hashlib, json, sys, time
from sim import Scenario
from sim.engine import run_compiled
from sim.kernel import kernel

live, statuses = kernel(), ("seeking", "in_measure", "waiting_for_health", "employed", "disability_pension")
for line in sys.stdin:
    jobseekers, offices, weeks = json.loads(line)
    scenario = Scenario(weeks=weeks)
    scenario.setting.office.jobseekers = jobseekers
    scenario.setting.office.offices = scenario.setting.office.clinics = offices
    scenario.setting.labour_market.markets = offices
    scenario.setting.labour_market.employers = 120 if jobseekers < 1000 else 400
    began = time.process_time()
    world = run_compiled(scenario, live, 1)
    seconds = time.process_time() - began
    lived = int(sum(world.weekly[name].sum() for name in (*statuses, "out_of_labour_force")))
    print(json.dumps([seconds / lived, hashlib.sha256(world.weekly.tobytes()).hexdigest()]), flush=True)
"""


class Commit:
    """A commit checked out, and a process that lives runs with it."""

    def __init__(self, name: str, folder: Path):
        self.name, self.folder = name, folder
        subprocess.run(
            ["git", "worktree", "add", "--detach", str(folder), name], cwd=HOME, check=True, capture_output=True
        )
        self.environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": ""}
        self.worker = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            cwd=folder, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, size: tuple[int, int, int]) -> tuple[float, str]:
        """Seconds of processor a jobseeker-week, and a digest of the weekly books."""
        assert self.worker.stdin and self.worker.stdout
        self.worker.stdin.write(f"{json.dumps(size)}\n")
        self.worker.stdin.flush()
        answer = self.worker.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.name} did not run; its words stand above")
        seconds, digest = json.loads(answer)
        return seconds, digest

    def start(self, out: Path) -> float:
        """Seconds of processor of a short run from the command line."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "experiments.command", *START, f"out={out}"]
        subprocess.run(command, cwd=self.folder, env=self.environment, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def end(self) -> None:
        """End the process and remove the folder."""
        self.worker.terminate()
        self.worker.wait()
        subprocess.run(["git", "worktree", "remove", "--force", str(self.folder)], cwd=HOME, capture_output=True)


def ratios(old: list[float], new: list[float]) -> dict[str, float]:
    """New over old: of the least, and the median, least and most of the rounds' own ratios."""
    each = [after / before for before, after in zip(old, new, strict=True)]
    return {
        "of_least": min(new) / min(old),
        "median": statistics.median(each),
        "lowest": min(each),
        "highest": max(each),
    }


def compare(old: Commit, new: Commit, rounds: int, folder: Path) -> dict[str, Any]:
    """All lines of the table."""
    table: dict[str, Any] = {}
    for label, size in SIZES.items():
        digests = [commit.run(size)[1] for commit in (old, new)]  # compiles, too
        seconds: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            for commit, its in zip((old, new), seconds, strict=True):
                its.append(commit.run(size)[0])
        table[label] = ratios(*seconds) | {
            "old_ns": 1e9 * min(seconds[0]), "new_ns": 1e9 * min(seconds[1]), "same_bits": digests[0] == digests[1],
        }  # fmt: skip
    starts: tuple[list[float], list[float]] = ([], [])
    for number in range(-1, rounds):
        for commit, its in zip((old, new), starts, strict=True):
            spent = commit.start(folder / f"{commit.folder.name}_{number}")
            if number >= 0:  # the first may have compiled
                its.append(spent)
    table["a start from the command line"] = ratios(*starts) | {"old_s": min(starts[0]), "new_s": min(starts[1])}
    return table


def printed(table: dict[str, Any]) -> str:
    """The table in words: new over old, below 1 where new is faster."""
    lines = ["new over old, of processor time           of the least   median of rounds (lowest, highest)"]
    for label, row in table.items():
        unit = "s" if "old_s" in row else "ns"
        spread = f"{row['median']:.3f} ({row['lowest']:.3f}, {row['highest']:.3f})"
        costs = f"{row[f'old_{unit}']:.4g} -> {row[f'new_{unit}']:.4g} {unit}"
        bits = {True: "same bits", False: "other results"}.get(row.get("same_bits"), "")  # type: ignore[arg-type]
        lines.append(f"  {label:38}{row['of_least']:14.3f}   {spread:28} {costs:24} {bits}")
    return "\n".join(lines)


def main(old: str, new: str, rounds: str = str(ROUNDS)) -> None:
    """Compare, and print."""
    with tempfile.TemporaryDirectory() as folder:
        commits: list[Commit] = []
        try:
            commits = [Commit(name, Path(folder) / label) for name, label in ((old, "old"), (new, "new"))]
            print(printed(compare(*commits, int(rounds), Path(folder))))
        finally:
            for commit in commits:
                commit.end()


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
