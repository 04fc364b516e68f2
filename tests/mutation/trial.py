"""Mutants on trial: the worked cases run once for each mutant of their file, in a fork of a process that has collected
them.

What counts as caught: a case that fails, or a loop without end (too much time of the processor), which whoever runs the
cases notices. What does not: a change that Python cannot even run, for nobody would commit it, which is left out; and
whatever else may end a fork, which is a fault of this tool or of the tests.
"""

import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.mutation.changes import Mutant

LONGEST = 10  # seconds of the processor for the cases of one mutant, and one more for every
CASES_A_SECOND = 20  # cases
MOST_TOLD = 250  # failing cases that the exit status of a fork can tell
CANNOT_RUN, FAULT = 254, 255  # exit statuses
NO_TEXT = ("NameError", "UnboundLocalError", "TypeError")  # of what cannot run
CAUGHT, ENDLESS, SURVIVED, STILLBORN, UNCLEAR = "caught", "endless", "survived", "stillborn", "unclear"


class Trial:
    """A pytest plugin: instead of running the cases once, run them for every mutant in a fork, or for all at once."""

    def __init__(self, mutants: list[Mutant], together: bool = False):
        self.mutants = mutants
        self.together = together
        self.outcome: dict[Mutant, str] = {}
        self.n_failing = 0  # with all mutants together
        self.failures: list[str] = []  # in a fork: what failing cases say

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what runs compiled: a changed behaviour would be compiled anew each time."""
        items[:] = [item for item in items if not item.get_closest_marker("slow")]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the cases of each mutant's file; as many forks at once as there are cores."""
        if session.testsfailed:
            raise pytest.UsageError("the worked cases cannot be collected")
        if self._alone(session.items, []):
            raise pytest.UsageError("the worked cases fail on the text as it is; mend them first")
        if self.together:
            self.n_failing = self._alone(session.items, self.mutants)
            return True
        running: dict[int, Mutant] = {}
        for number, mutant in enumerate(self.mutants, start=1):
            cases = [item for item in session.items if belongs(item.path, mutant.file)]
            cases.sort(key=lambda item: not names(item, mutant.behaviour))  # for most are noticed there
            if not cases:
                self.outcome[mutant] = SURVIVED
                continue
            while len(running) >= len(os.sched_getaffinity(0)):
                self._reap(running)
            running[self._begin(cases, [mutant])] = mutant
            if sys.stderr.isatty():
                print(f"\r{number} of {len(self.mutants)} mutants", end="", file=sys.stderr)
        while running:
            self._reap(running)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a case that fails; what fails around it is a fault of the tests."""
        if report.failed and report.when != "call":
            os._exit(FAULT)
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            self.failures.append(crash.message if crash else "")

    def _reap(self, running: dict[int, Mutant]) -> None:
        number, status = os.wait()
        self.outcome[running.pop(number)] = outcome_of(status)

    def _alone(self, cases: list[pytest.Item], mutants: list[Mutant]) -> int:
        """How many cases fail with all of these mutants at once; without any, 1 is enough to know."""
        status = os.waitpid(self._begin(cases, mutants), 0)[1]
        if outcome_of(status) not in (CAUGHT, SURVIVED):
            raise pytest.UsageError(f"the worked cases are {outcome_of(status)}: {os.waitstatus_to_exitcode(status)}")
        return os.waitstatus_to_exitcode(status)

    def _begin(self, cases: list[pytest.Item], mutants: list[Mutant]) -> int:
        number = os.fork()
        if number:
            return number
        status = FAULT
        try:
            longest = LONGEST + len(cases) // CASES_A_SECOND
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (longest, longest + LONGEST))
            for mutant in mutants:
                mutant.apply()
            cases[0].config.pluginmanager.unregister(name="terminalreporter")  # what a fork says interests nobody
            for case, following in zip(cases, [*cases[1:], None], strict=True):
                case.ihook.pytest_runtest_protocol(item=case, nextitem=following)
                if self.failures and not self.together:
                    break
            stillborn = not self.together and any(failure.startswith(NO_TEXT) for failure in self.failures)
            status = CANNOT_RUN if stillborn else min(MOST_TOLD, len(self.failures))
        finally:
            os._exit(status)


def outcome_of(status: int) -> str:
    """What became of a mutant, from how its fork ended."""
    ended = os.waitstatus_to_exitcode(status)
    known = {0: SURVIVED, CANNOT_RUN: STILLBORN, -signal.SIGXCPU: ENDLESS}
    return known.get(ended, CAUGHT if 0 < ended <= MOST_TOLD else UNCLEAR)


def names(case: Any, behaviour: str) -> bool:
    """Whether a case itself speaks of a behaviour."""
    return behaviour in case.function.__code__.co_names


def belongs(path: Path, file: str) -> bool:
    """Whether cases tell of a file of behaviours: test_exits.py and test_exits_pension.py of exits."""
    return path.stem == f"test_{file}" or path.stem.startswith(f"test_{file}_")
