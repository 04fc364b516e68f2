"""The files that say what a run does, so that a change of any of them is seen before two halves are mixed."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from experiments.cli.extension import extend_model
from experiments.cli.replacement import load_function
from experiments.study.options import MODEL, POINTS


def source_files(study: dict[str, Any]) -> dict[str, Path]:
    """The model's sources; and those of functions of one's own, with what they import from beside them."""
    import sim

    files = {}
    if study["target"] == MODEL:
        home = Path(sim.__file__).parent
        files = {f"sim/{path.relative_to(home).as_posix()}": path for path in sorted(home.rglob("*.py"))}
    for target in [*study["replace"].values(), *([] if study["target"] in (MODEL, POINTS) else [study["target"]])]:
        function = load_function("target", target)
        module = sys.modules[target.rpartition(".")[0]]
        source = Path(inspect.unwrap(function).__code__.co_filename)
        for path in {source, *_beside(module)}:
            files[f"{path.name} (of {target})"] = path
    if "extend" in study:
        extend_model(study["extend"])
        for path in _beside(sys.modules[study["extend"]]):
            files[f"{path.name} (of {study['extend']})"] = path
    return files


def _beside(module: ModuleType) -> Iterator[Path]:
    """The file of a module, and those of the modules that its names lead to, as far as they lie in its folder."""
    home = Path(str(module.__file__)).resolve().parent
    waiting, seen = [module], {module.__name__}
    while waiting:
        module = waiting.pop()
        yield Path(str(module.__file__)).resolve()
        for value in vars(module).values():
            named = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
            other = sys.modules.get(named) if isinstance(named, str) else None
            file = getattr(other, "__file__", None)
            if other is not None and file and named not in seen and Path(file).resolve().is_relative_to(home):
                seen.add(str(named))
                waiting.append(other)
