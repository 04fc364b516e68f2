"""Slips of typing that are the same after every verb: dashes, spaces, a colon or two equals signs, curly quotes."""

import re

from experiments.cli.overrides import see
from experiments.cli.refusal import Refused
from sim.declare import nearest, nearest_name

OPTIONS = ("--help", "--multirun", "--cfg", "--config-dir", "--list")
CURLY = "“”„‘’«»"
BRACKETS = {"[": "]", "{": "}", "(": ")"}
NO_QUOTES = {ord(mark): None for mark in "'\""}


def verb_meant(name: str, words: list[str], verbs: tuple[str, ...]) -> str:
    """The way out where something else stands in the place of the verb."""
    if "=" in name or name.startswith("-"):
        verb = next((word for word in words if word in verbs), "run")
        return f"the verb comes first, as in skranke {verb} {name.lstrip('-') if '=' in name else 'weeks=52'}"
    return f"it must be one of {', '.join(verbs)}{nearest(name, verbs)}"


def refuse_slips(words: list[str], known: list[str]) -> None:
    """Raise Refused, with what was meant, for the first word that a slip of the keyboard or the shell has made."""
    for number, word in enumerate(words):
        before = words[number - 1] if number else ""
        after = words[number + 1] if number + 1 < len(words) else ""
        _refuse_encoding(word)
        _refuse_dash(word, after)
        _refuse_spaces(word, before, after)
        _refuse_cut(word, words[number + 1 :])
        _refuse_marks(word, after, known)


def _refuse_encoding(word: str) -> None:
    """Letters that no file of results could hold: they came in another encoding than the shell says it uses."""
    try:
        word.encode("utf-8")
    except UnicodeEncodeError:
        readable = word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        way_out = "write English letters alone, or set the shell to UTF-8, as with LC_ALL=C.UTF-8"
        raise Refused(f"{readable!r} has letters that this shell does not hand over; {way_out}") from None


def _refuse_dash(word: str, after: str) -> None:
    if not re.match(r"[-–—]\D", word):
        return
    name, equals, value = word.lstrip("-–—").partition("=")
    near = nearest_name(f"--{name}", OPTIONS)
    way_out = f"the nearest is {near}"
    if equals or near is None:
        value = value or (after if after and "=" not in after else "VALUE")
        way_out = f"what is set has no dashes: write {name}={value}"
    raise Refused(f"there is no option {word!r}; {way_out}; `skranke run --help` shows what there is")


def _refuse_spaces(word: str, before: str, after: str) -> None:
    """A name and its value that stand apart: `weeks = 52`."""
    name, equals, value = word.partition("=")
    if name == word or (name.strip() == name and name and value):
        return
    if not name.strip() and not before:
        raise Refused(f"{word!r} has no name before the equals sign; write NAME=VALUE, as in weeks=52")
    name = name.strip() or before
    value = value.strip() or ("" if "=" in after else after)
    if name and value:
        raise Refused(f"{word!r} stands apart from its name or value; write {name}={value}, without spaces")


def _refuse_cut(word: str, following: list[str]) -> None:
    """Brackets or quotes that the shell has cut at a space, or that were left open."""
    if all(word.count(mark) % 2 == 0 for mark in "'\"") and not _open(word):
        return
    whole = word
    for after in following:
        whole = f"{whole} {after}"
        if not _open(whole):
            raise Refused(f"{word!r} ends within brackets, for the shell cuts at spaces; write it in quotes: '{whole}'")
    if closing := _open(word):
        raise Refused(f"{word!r} has a bracket without its other half; write {word}{closing}, if that is meant")
    raise Refused(f"{word!r} has a quote without its other half; write {word.translate(NO_QUOTES)}")


def _open(text: str) -> str:
    """What would close the brackets that a text leaves open; a closing one too many counts as open too."""
    closing: list[str] = []
    for letter in re.sub(r"'[^']*'|\"[^\"]*\"", "", text):
        if letter in BRACKETS:
            closing.append(BRACKETS[letter])
        elif letter in BRACKETS.values() and (not closing or closing.pop() != letter):
            return " "
    return "".join(reversed(closing))


def _refuse_marks(word: str, after: str, known: list[str]) -> None:
    name, equals, value = word.partition("=")
    if any(mark in word for mark in CURLY):
        straight = "".join("" if letter in CURLY else letter for letter in word)
        raise Refused(f"{word!r} has quotes that a text program made; write {straight}")
    if value.startswith("="):
        raise Refused(f"{word!r} has more than one equals sign; write {name}={value.lstrip('=')}")
    meant, colon, rest = word.partition(":")
    if not equals and colon and meant.strip() in known:
        value = rest.strip() or after or "VALUE"
        raise Refused(f"{word!r} has a colon for the equals sign; write {meant.strip()}={value}")
    if equals and re.search(r"[^\w.@+~-]|[^\x00-\x7f]", name) and not re.search(r"[/\\]", name):
        near = nearest(name, known)
        raise Refused(
            f"there is no {name!r}: names have English letters, digits, points and _ alone{near}; {see(name)}"
        )
