"""The language that results are written in: English, or Norwegian (bokmål) from the one catalogue of texts.

Whatever a person reads in a terminal, a figure or a page is a message in English in the code, given to `text`; its
Norwegian stands in `analysis/texts/nb.po`, in the format of gettext, which translators' tools read. What is declared
(names of outcomes, units, groups) is given to `text` likewise, so it has its Norwegian in the same file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

CATALOGUES = Path(__file__).parent / "texts"
LANGUAGES = {"en": "English", "nb": "norsk (bokmål)"}
_CHOSEN: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """The language that is written now: en or nb."""
    return _CHOSEN.get()


@contextmanager
def written_in(code: str) -> Iterator[None]:
    """Within it everything is written in this language; raise ValueError for one that there is not."""
    if code not in LANGUAGES:
        raise ValueError(f"language is {code!r}; it must be one of {', '.join(LANGUAGES)}")
    before = _CHOSEN.set(code)
    try:
        yield
    finally:
        _CHOSEN.reset(before)


class Remark(str):
    """A sentence that stands in results: English there, in whatever language they are shown; `text` translates it."""

    __slots__ = ("message", "values")
    message: str
    values: dict[str, Any]


def remark(message: str, /, **values: Any) -> Remark:
    """A message that is kept before it is shown, with its values put where their names stand in braces."""
    kept = Remark(message.format(**values) if values else message)
    kept.message, kept.values = message, values
    return kept


def text(message: str, /, **values: Any) -> str:
    """A message in the language that is written now, with its values put where their names stand in braces.

    What the catalogue lacks stays English: names that a user gave are given to it, too.
    """
    if isinstance(message, Remark):
        values = {name: text(value) if isinstance(value, Remark) else value for name, value in message.values.items()}
        message = message.message
    translated = catalogue(language()).get(message, message) if message else message
    return _FIELDS.format(translated, **values) if values else translated


class _Fields(Formatter):
    """What stands in braces, a number that is not whole with the decimal mark of the language."""

    def format_field(self, value: Any, format_spec: str) -> str:
        written = str(super().format_field(value, format_spec))
        return decimal_mark(written.replace("-", "\N{MINUS SIGN}")) if isinstance(value, float) else written


_FIELDS = _Fields()


@cache
def catalogue(code: str) -> dict[str, str]:
    """Each message of a language's catalogue with its translation; nothing for English."""
    if code == "en":
        return {}
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{code}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}


def decimal_mark(number: str) -> str:
    """A written number with the decimal mark of the language."""
    return number.replace(".", ",") if language() == "nb" else number
