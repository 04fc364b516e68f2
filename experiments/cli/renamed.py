"""Options and keys that had another name once: each is refused with the name that it has now."""

from experiments.cli.refusal import Refused

# The name of an option, or of a key in a file of configurations, and the name it has now.
RENAMED = {"life": "backend", "unit_seconds": "checkpoint_seconds"}


def refuse_renamed(word: str) -> None:
    """Raise Refused where what was typed sets an option by a name that it had before."""
    name, _, value = word.partition("=")
    name = name.lstrip("+")
    if name in RENAMED:
        raise Refused(f"{renamed(name)}: {RENAMED[name]}={value}" if value else renamed(name))


def renamed(name: str) -> str:
    """What is said of a name that was given up."""
    return f"there is no {name!r} any more; it is called {RENAMED[name]}"
