"""How results are presented: in which language, and all of them or the first screen. Any verb takes these words."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from experiments.cli.refusal import Refused
from sim.declare import nearest

SHOW = ("first", "all")
PRESENTATION = {"language": "en", "show": "first"}  # what holds where nothing is written
_SHOWN: ContextVar[str] = ContextVar("show", default="first")


def shows_all() -> bool:
    """Whether everything is printed, and not the first screen alone."""
    return _SHOWN.get() == "all"


def print_where_the_rest_is(folder: Path) -> None:
    """Print where results are, and how to see what the first screen leaves out."""
    from analysis.language import text

    print("\n" + text("Results in {folder}", folder=folder))
    if not shows_all():
        print(text("show=all prints all of them here, skranke report {folder} makes a page of them.", folder=folder))


@contextmanager
def presented(language: str, show: str) -> Iterator[None]:
    """Within it results are written in this language, all of them or the first screen; raise Refused for another."""
    from analysis.language import LANGUAGES, written_in

    if show not in SHOW:
        raise Refused(f"show is {show!r}; it must be {' or '.join(SHOW)}{nearest(show, SHOW)}")
    if language not in LANGUAGES:
        listed = " or ".join(f"{code} ({name})" for code, name in LANGUAGES.items())
        raise Refused(f"language is {language!r}; it must be {listed}{nearest(language, LANGUAGES)}")
    before = _SHOWN.set(show)
    try:
        with written_in(language):
            yield
    finally:
        _SHOWN.reset(before)


def split(words: list[str]) -> tuple[dict[str, str], list[str]]:
    """The words on presentation, by name, with what holds where nothing is written; and the other words."""
    chosen = dict(PRESENTATION)
    others = []
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name in chosen:
            chosen[name] = value
        else:
            others.append(word)
    return chosen, others
