"""Every name and option that is borrowed from inside Numba is there, and means what it is borrowed for."""

import importlib
import re
import tomllib

import numba
import pytest
from settings import HOME

from sim.numba_internals import NO_WRAPPERS, UNCOUNTED, ForgivingCache, cache_folder_set, is_compiled, keep_on_disk

NAMES = {
    "numba.core.caching.FunctionCache": "sim.numba_internals.ForgivingCache is one",
    "numba.core.caching.FunctionCache.load_overload": "a damaged file is compiled anew",
    "numba.core.caching.FunctionCache.save_overload": "a full disk is no reason to stop",
    "numba.core.caching.FunctionCache.flush": "and kept again",
    "numba.core.caching.IndexDataCacheFile": "what is kept is compressed",
    "numba.core.caching.IndexDataCacheFile._load_index": "and read again",
    "numba.core.caching.IndexDataCacheFile._save_index": "its signatures",
    "numba.core.caching.IndexDataCacheFile._load_data": "and its code",
    "numba.core.caching.IndexDataCacheFile._save_data": "both",
    "numba.core.types.Record.mangling_args": "names of compiled functions do not spell every field",
    "numba.core.types.NamedTuple.mangling_args": "nor every container",
    "numba.core.types.Record.__repr__": "nor does Numba's log",
    "numba.core.types.Type.__repr__": "the name of a record is enough for it",
    "numba.core.dispatcher.Dispatcher": "a call tree knows a compiled function by it",
    "numba.core.dispatcher.Dispatcher.compile": "a function is compiled for one signature",
    "numba.core.dispatcher.Dispatcher.disable_compile": "and for no other",
    "numba.config.CACHE_DIR": "the folder of compiled code is ours",
}
OPTIONS = (*UNCOUNTED, *NO_WRAPPERS, "forceinline")  # the last in sim/chance.py


def half(number):
    """A function to compile."""
    return 0.5 * number


@pytest.mark.parametrize("name", NAMES)
def test_numba_has_the_name_that_is_borrowed(name):
    module = ".".join(name.split(".")[:3]) if ".core." in name else "numba"
    holder = importlib.import_module(module)
    for part in name.removeprefix(f"{module}.").split("."):
        assert hasattr(holder, part), f"Numba {numba.__version__} has no {name}: {NAMES[name]}"
        holder = getattr(holder, part)


@pytest.mark.parametrize("option", OPTIONS)
def test_numba_knows_the_option_that_is_borrowed(option):
    """One that it does not know it refuses when the function is compiled."""
    assert numba.njit(**{option: {**UNCOUNTED, **NO_WRAPPERS}.get(option, True)})(half).compile("float64(float64)")
    with pytest.raises(KeyError):
        numba.njit(no_such_option=True)(half).compile("float64(float64)")


def test_what_is_kept_on_disk_is_found_again_and_a_damaged_file_is_none(tmp_path):
    """By the attribute `_cache` of a compiled function, which Numba reads and we set."""

    def kept():
        function = numba.njit(half)
        with cache_folder_set(tmp_path):
            keep_on_disk(function, half)
        assert is_compiled(function) and isinstance(function._cache, ForgivingCache)
        assert function(3.0) == 1.5
        return sum(function.stats.cache_hits.values())

    assert [kept(), kept()] == [0, 1]
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:20])
    assert [kept(), kept()] == [0, 1]


def test_only_one_file_of_the_model_reaches_into_numba():
    borrowing = re.compile(r"numba\.core|numba\.config|\._cache\b|_nrt\b|no_c\w+_wrapper\b")
    files = [path.name for path in (HOME / "sim").rglob("*.py") if borrowing.search(path.read_text(encoding="utf-8"))]
    assert files == ["numba_internals.py"]


def test_no_numba_is_allowed_that_is_later_than_the_one_tried():
    """The bound is the minor version after the one that is locked."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (bounds,) = [line for line in project["dependencies"] if line.startswith("numba")]
    (locked,) = re.findall(r"^numba==0\.(\d+)", (HOME / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert bounds == f"numba>=0.61,<0.{int(locked) + 1}"
