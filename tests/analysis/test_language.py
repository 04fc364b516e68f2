"""What people read in English or Norwegian comes from one catalogue."""

import pytest

from analysis.language import catalogue, decimal_mark, language, text, written_in


def test_english_is_written_unless_another_language_is_asked_for():
    assert language() == "en"
    assert text("{n} people", n=3) == "3 people"
    with written_in("nb"):
        assert language() == "nb"
    assert language() == "en"


def test_what_the_catalogue_lacks_stays_as_it_is():
    with written_in("nb"):
        assert text("a name of the user's own {not a place}") == "a name of the user's own {not a place}"


def test_a_language_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match=r"language is 'sv'; it must be one of en, nb"), written_in("sv"):
        pass


def test_norwegian_decimals_take_a_comma():
    assert decimal_mark("20.8 %") == "20.8 %"
    with written_in("nb"):
        assert decimal_mark("20.8 %") == "20,8 %"


def test_a_translation_holds_the_same_names_in_braces_as_its_message():
    import string

    def names(message: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(message)}

    for message, translated in catalogue("nb").items():
        assert names(message) == names(translated), message
