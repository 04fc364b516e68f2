"""One command at a time sees to the runs of a study: a lock that the system takes back from whoever is killed.

Workers, tasks of a cluster, and whoever only looks or collects ask for no lock. Where a file system has no locks nobody
is refused: a lock by the mere existence of a file would outlive whoever is killed.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from experiments.cli.refusal import Refused
from experiments.results.atomic_files import HOST
from experiments.study.execution import remember, remembered

LOCK = "running.lock"
NAMED_WITHIN = 2.0  # seconds from taking the lock to having written who took it
ASK_EVERY = 0.1  # seconds


@contextmanager
def study_lock(folder: Path) -> Iterator[None]:
    """Hold a study while its runs are seen to; raise Refused, naming who holds it, when somebody else does."""
    lock = FileLock(folder.resolve() / LOCK, blocking=False, fallback_to_soft=False, is_singleton=True)
    if lock.is_locked or not _taken(lock, folder):
        yield
        return
    try:
        since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        with suppress(OSError):  # what needs the disk says so itself
            remember(folder, running={"process": os.getpid(), "host": HOST, "since": since})
        yield
    finally:
        with suppress(OSError):
            remember(folder, running=None)
        lock.release()


def _taken(lock: BaseFileLock, folder: Path) -> bool:
    """Whether the lock was taken; it is not where there are no locks. Raise Refused where somebody else has it."""
    end = time.monotonic() + NAMED_WITHIN
    while True:
        try:
            lock.acquire()
            return True
        except Timeout:
            holder = remembered(folder).get("running")
        except OSError:
            return False
        if holder or time.monotonic() > end:
            who = f"process {holder['process']} on {holder['host']}" if holder else "another command"
            since = f" since {holder['since']}" if holder else ""
            raise Refused(
                f"{who} does the runs of {folder}{since}; let it, or stop it there "
                f"(`skranke study status out={folder}` tells how far it is)"
            )
        time.sleep(ASK_EVERY)
