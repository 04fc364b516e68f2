"""One command at a time sees to the runs of a study: a lock that the system takes back from whoever is killed.

SQLite locks its files on every system. Workers, tasks of a cluster, and whoever only looks or collects ask for no lock.
Where a file system has no locks nobody is refused.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from experiments.cli.refusal import Refused
from experiments.results.atomic_files import HOST
from experiments.study.execution import remember, remembered

LOCK = "running.lock"
NAMED_WITHIN = 2.0  # seconds from taking the lock to having written who took it
held: set[Path] = set()  # by this process


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a study while its runs are seen to; raise Refused, naming who holds it, when somebody else does."""
    own = folder.resolve()
    if own in held:
        yield
        return
    with closing(sqlite3.connect(own / LOCK, timeout=0.0, isolation_level=None)) as lock:
        if _took(lock, folder):
            since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
            with suppress(OSError):  # what needs the disk says so itself
                remember(folder, running={"process": os.getpid(), "host": HOST, "since": since})
        held.add(own)
        try:
            yield
        finally:
            held.remove(own)
            if "running" in remembered(folder):
                with suppress(OSError):
                    remember(folder, running=None)


def _took(lock: sqlite3.Connection, folder: Path) -> bool:
    """Whether the lock was taken; it is not where there are no locks. Raise Refused where somebody else has it."""
    end = time.monotonic() + NAMED_WITHIN
    while True:
        try:
            lock.execute("PRAGMA journal_mode = MEMORY")  # no file beside it
            lock.execute("BEGIN IMMEDIATE")
            return True
        except sqlite3.Error as problem:
            if getattr(problem, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                return False
        who = remembered(folder).get("running")
        if who:
            raise Refused(
                f"process {who['process']} on {who['host']} does the runs of {folder} since {who['since']}; let it, or "
                f"stop it there (`skranke study status out={folder}` tells how far it is)"
            )
        if time.monotonic() > end:  # some file systems answer so when they have no locks
            return False
        time.sleep(0.1)
