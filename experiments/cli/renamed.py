"""Options and keys that had another name once: each is refused with the name that it has now."""

from experiments.cli.refusal import Refused
from sim.declare import given_up

# The name of an option, or of a key in a file of configurations, and the name it has now.
RENAMED = {"life": "backend", "unit_seconds": "checkpoint_seconds"}


def refuse_renamed(word: str) -> None:
    """Raise Refused where what was typed sets an option by a name that it had before."""
    name, _, value = word.partition("=")
    name = name.lstrip("+")
    if name in RENAMED:
        raise Refused(renamed(name, value))


def renamed(name: str, value: str = "") -> str:
    """What is said of a name that was given up."""
    return given_up(name, RENAMED[name], value)
