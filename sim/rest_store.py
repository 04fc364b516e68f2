"""Where rested offices are kept: in memory for the policies of a comparison, on disk for the next command.

What is kept is read only, and found by a key of all that it depends on. A damaged file is as if it were not there.
"""

import contextlib
import hashlib
import io
import os
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import numpy as np

from sim.code_cache import cache_folder

Records = dict[str, np.ndarray]
MOST_IN_MEMORY = 512_000_000  # bytes
MOST_ON_DISK = 2_000_000_000  # bytes
FOLDER = "rest"


class RestStore:
    """Records by key; each is made once, however many threads ask, and the longest unused go first."""

    def __init__(self, most: int = MOST_IN_MEMORY):
        self.most = most
        self.kept: OrderedDict[str, Records] = OrderedDict()
        self.under_way: dict[str, Future[Records]] = {}
        self.lock = threading.Lock()

    def get(self, key: str, make: Callable[[], Records], *, on_disk: bool) -> Records:
        """What is kept under a key; made, and kept, where it is not."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
            others = self.under_way.get(key)
            if others is None:
                mine: Future[Records] = Future()
                self.under_way[key] = mine
        if others is not None:
            return others.result()
        try:
            records = (read(key) if on_disk else None) or self._made(key, make, on_disk)
            for array in records.values():
                array.setflags(write=False)
            self._keep(key, records)
            mine.set_result(records)
        except BaseException as problem:
            mine.set_exception(problem)
            raise
        finally:
            with self.lock:
                del self.under_way[key]
        return records

    def _made(self, key: str, make: Callable[[], Records], on_disk: bool) -> Records:
        records = make()
        if on_disk:
            write(key, records)
        return records

    def _keep(self, key: str, records: Records) -> None:
        with self.lock:
            self.kept[key] = records
            while len(self.kept) > 1 and sum(map(bytes_of, self.kept.values())) > self.most:
                self.kept.popitem(last=False)

    def clear(self) -> None:
        """Forget all that is kept in memory."""
        with self.lock:
            self.kept.clear()


STORE = RestStore()


def bytes_of(records: Records) -> int:
    """Memory that records take [bytes]."""
    return sum(array.nbytes for array in records.values())


def key_of(*parts: object) -> str:
    """The key of all that something depends on."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:40]


def folder() -> Path | None:
    """The folder of rested offices; None where nothing can be kept."""
    cache = cache_folder()
    return None if cache is None else cache / FOLDER


def read(key: str) -> Records | None:
    """What is kept on disk; None where it is not there or cannot be read."""
    where = folder()
    if where is None:
        return None
    path = where / f"{key}.npz"
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            records = {name: arrays[name] for name in arrays.files}
        os.utime(path)  # used now, so others go first
    except Exception:
        return None
    return records


def write(key: str, records: Records, most: int = MOST_ON_DISK) -> None:
    """Keep records on disk, whole or not at all, and let the longest unused go where there are too many."""
    where = folder()
    if where is None:
        return
    with contextlib.suppress(OSError):
        where.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=where, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **records)  # type: ignore[arg-type]
            os.replace(name, where / f"{key}.npz")
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
        _make_room(where, most)


def _make_room(where: Path, most: int) -> None:
    """Remove the files that were longest not used, until the others take no more than `most` bytes."""
    used = []
    for path in where.glob("*.npz"):
        with contextlib.suppress(OSError):
            state = path.stat()
            used.append((state.st_mtime, state.st_size, path))
    total = sum(size for _, size, _ in used)
    for _, size, path in sorted(used)[:-1]:
        if total <= most:
            return
        with contextlib.suppress(OSError):
            path.unlink()
        total -= size
