"""An extension of the user's own: `extend=module`, after any verb, in a file of --config-dir or in a study's `base`."""

from collections.abc import Iterable
from typing import Any

from experiments.cli.refusal import Refused
from experiments.cli.replacement import see_own_folder

WORD = "extend="


def extend_by(words: Iterable[str]) -> list[str]:
    """The other words, once the model is extended by the module that one of them names; raise Refused where not."""
    words = list(words)
    for word in words:
        if word.startswith(WORD):
            extend_model(word.removeprefix(WORD).strip("'\""))
    return [word for word in words if not word.startswith(WORD)]


def extend_model(module: str) -> None:
    """Extend the model by a module; raise Refused in one sentence where that cannot be."""
    from sim.extension import extend

    if module.endswith(".py") or not all(part.isidentifier() for part in module.split(".")):
        raise Refused(f"extend is {module!r}; write the name of one module, as extend=my_module for my_module.py")
    see_own_folder()
    try:
        extend(module)
    except ValueError as problem:
        raise Refused(f"{WORD}{module}: {problem}") from None


def extended_by() -> str:
    """The name of the module that the model is extended by; empty where it is as shipped."""
    import sys

    loaded: Any = sys.modules.get("sim.extension")  # not imported for this: it brings Numba along
    current = loaded.extension() if loaded else None
    return current.name if current else ""
