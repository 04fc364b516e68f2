"""Everything that people read has its Norwegian, and the catalogue holds nothing else."""

import re
from functools import cache

from babel.messages.pofile import read_po

from tests.catalogue import DECLARED, PATH, REMARKS, declared, messages, under_a_name

AGAIN = "python -m tests.catalogue writes analysis/texts/nb.po anew, for you to fill in"
BRACES = re.compile(r"\{[^{}]*\}")


@cache
def norwegian() -> dict[str, str]:
    """Each message of the catalogue with its Norwegian."""
    with PATH.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def test_every_message_has_its_norwegian():
    known = norwegian()
    missing = [f"{message!r} ({', '.join(where)})" for message, where in messages().items() if not known.get(message)]
    assert not missing, "\n".join([AGAIN, *missing])


def test_the_catalogue_holds_no_message_that_nobody_reads():
    assert sorted(set(norwegian()) - set(messages())) == [], AGAIN


def test_what_is_given_under_a_name_is_declared_somewhere():
    """A message that no reading of the code finds must be in a table that says where it stands."""
    assert under_a_name() == set(DECLARED)
    assert set(DECLARED.values()) <= {*declared(), REMARKS}


def test_a_translation_holds_the_same_names_in_braces_as_its_message():
    for message, translated in norwegian().items():
        assert sorted(BRACES.findall(message)) == sorted(BRACES.findall(translated)), message


def test_a_translation_keeps_the_spaces_and_lines_at_the_ends_of_its_message():
    """What is put together must not run together."""
    for message, translated in norwegian().items():
        for space in (str.lstrip, str.rstrip):
            assert len(message) - len(space(message)) == len(translated) - len(space(translated)), message
