"""What people read in English or Norwegian comes from one catalogue."""

import json

import pytest
from typed import TINY, typed

from analysis.language import decimal_mark, language, remark, text, written_in


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


def test_a_number_in_braces_takes_the_decimal_mark_of_the_language():
    assert text("{n:.1f} people", n=2.5) == "2.5 people"
    with written_in("nb"):
        assert text("{n:.1f} people", n=2.5) == "2,5 people"


def test_a_remark_is_english_where_it_is_kept_and_norwegian_where_it_is_shown():
    with written_in("nb"):
        why = remark("it is {what} in every run", what=remark("undefined"))
        line = remark("{outcome} has no indices: {why}", outcome="y", why=why)
        assert json.dumps(line) == '"y has no indices: it is undefined in every run"'
        assert text(line) == "y har ingen indekser: det er udefinert i hver kjøring"


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [("run", *TINY), ("compare", "policies=[baseline,ips]", *TINY), ("trial", "K8", "replicates=2")],
    ids=lambda words: words[0],
)
def test_what_is_written_is_the_same_in_whatever_language_it_is_shown(tmp_path, capsys, words):
    for code in ("en", "nb"):
        status, _, complaint = typed(capsys, *words, f"language={code}", f"out={tmp_path / code}")
        assert status == 0, complaint
    english, norwegian = (
        {
            path.name: path.read_bytes()
            for path in (tmp_path / code).iterdir()
            if path.suffix in (".json", ".parquet", ".yaml") and path.name != "provenance.json"
        }
        for code in ("en", "nb")
    )
    assert english == norwegian and english
