"""The files that say what a run does, so that a change of any of them is seen before two halves are mixed.

Which modules are a user's own is known only when they have been imported, some of them within a function; so a process
that imported and asked it tells (`experiments/study/probe.py`). Later they are found by name or by where they lay, and
nothing is imported before they were compared.
"""

import hashlib
import importlib
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from experiments.cli.refusal import Refused
from experiments.study.options import MODEL, POINTS

OwnModules = dict[str, dict[str, str]]  # by name: `file`, where it lay, and its `hash`
PROJECT = Path(__file__).resolve().parents[2]
SHIPPED = ("sim", "analysis", "experiments", "configs")
INSTALLED = {"site-packages", "dist-packages"}
_as_loaded: WeakKeyDictionary[ModuleType, str] = WeakKeyDictionary()  # hash of the file that a module was made of


def hash_of(path: Path) -> str:
    """Hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def functions_of(study: dict[str, Any]) -> list[str]:
    """The functions of a user's own that a run calls: package.module.function."""
    target = [] if study["target"] in (MODEL, POINTS) else [study["target"]]
    return [*study["replace"].values(), *target]


def model_code(study: dict[str, Any]) -> dict[str, str]:
    """Hash of every source file of the model, where the model is run: as itself, or by a function that ships."""
    import sim

    if study["target"] != MODEL and study["target"].partition(".")[0] not in SHIPPED:
        return {}
    home = Path(sim.__file__).parent
    return {f"sim/{path.relative_to(home).as_posix()}": hash_of(path) for path in sorted(home.rglob("*.py"))}


def module_of(function: str) -> str:
    """The module of package.module.function."""
    return function.rpartition(".")[0]


def own_modules(named: Sequence[str]) -> OwnModules:
    """The modules that this process has loaded and that are a user's own: those that are named and of their packages,
    and every other that belongs neither to Python, nor to what is installed, nor to this project."""
    packages = [module_of(name) for name in named]
    own: OwnModules = {}
    for name, module in list(sys.modules.items()):
        path = _file_of(module)
        if path is None or name in ("__main__", "__mp_main__"):
            continue
        beside = name in named or any(package and f"{name}.".startswith(f"{package}.") for package in packages)
        if beside or not _of_others(path):
            own[name] = {"file": str(path), "hash": _hash_as_loaded(module, path)}
    return own


def _file_of(module: Any) -> Path | None:
    """The file that a module was made of; None where there is none."""
    file = getattr(module, "__file__", None)
    if not isinstance(module, ModuleType) or not isinstance(file, str):
        return None
    return _on_disk(file)


def _on_disk(file: str) -> Path | None:
    """A module's file, or the archive that it lies in."""
    path = Path(file).absolute()
    return next((parent for parent in (path, *path.parents) if parent.is_file()), None)


def _of_others(path: Path) -> bool:
    """Whether a file is Python's, installed, or of this project."""
    homes = [sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib")]
    homes += [str(PROJECT / package) for package in SHIPPED]
    inside = {path, path.resolve()}
    return any(each.is_relative_to(home) or not INSTALLED.isdisjoint(each.parts) for each in inside for home in homes)


def _hash_as_loaded(module: ModuleType, path: Path) -> str:
    if module not in _as_loaded:
        _as_loaded[module] = hash_of(path)
    return _as_loaded[module]


def refuse_if_loaded_otherwise(own: OwnModules, folder: Path) -> None:
    """Raise Refused where this process has loaded a module that is not the one that was frozen."""
    for name, frozen in own.items():
        path = _file_of(sys.modules.get(name))
        if path is not None and _hash_as_loaded(sys.modules[name], path) != frozen["hash"]:
            same_file = hash_of(path) == frozen["hash"]
            way_out = "restart this worker" if same_file else "go back to that code, or begin a new study"
            since = "this process has loaded it as it was before" if same_file else f"as it was when {folder} was made"
            raise Refused(f"{path.name} (module {name}) is not {since}; {way_out}")


def refuse_if_changed(own: OwnModules, folder: Path) -> None:
    """Raise Refused for a module that is no more what it was, by name or where it lay; nothing is imported."""
    importlib.invalidate_caches()
    changed: dict[str, bool] = {}  # by name, whether it is still there
    for name, frozen in own.items():
        candidates = {path for path in (_to_be_imported(name), Path(frozen["file"])) if path and path.is_file()}
        if all(hash_of(path) != frozen["hash"] for path in candidates):
            changed[name] = bool(candidates)
    if not changed:
        return
    name, is_there = next(iter(changed.items()))
    file = own[name]["file"]
    if not is_there:
        way_out = "stand in the folder where it lies now, or begin a new study"
        raise Refused(f"{file} (module {name}), of which {folder} was made, is not there; {way_out}")
    others = f" and {len(changed) - 1} more files have" if len(changed) > 1 else " has"
    way_out = "go back to that code, or begin a new study"
    raise Refused(f"{Path(file).name} (module {name}){others} changed since {folder} was submitted; {way_out}")


def _to_be_imported(name: str) -> Path | None:
    """The file that importing a module would read, looked for as Python looks for it, with nothing executed."""
    if "" not in sys.path:
        sys.path.append("")  # as functions of one's own are looked for
    within: Any = None
    origin = None
    parts = name.split(".")
    for depth in range(1, len(parts) + 1):
        inside = ".".join(parts[:depth])
        specs = (finder.find_spec(inside, within) for finder in sys.meta_path if hasattr(finder, "find_spec"))
        spec = next((spec for spec in specs if spec is not None), None)
        if spec is None:
            return None
        within, origin = spec.submodule_search_locations, spec.origin
    return _on_disk(origin) if origin else None
