"""Options and keys that had another name are refused in one sentence with the name that they have now."""

import pytest
from typed import refused

from experiments.cli.renamed import RENAMED
from experiments.cli.schema import known_names


@pytest.mark.parametrize("verb", ["run", "compare", "study", "trial", "validate", "calibrate", "report", "bench"])
def test_every_verb_names_the_backend_to_who_asks_for_a_life(verb, capsys):
    sentence = "skranke: there is no 'life' any more; it is called backend: backend=mesa\n"
    assert refused(capsys, verb, "life=mesa") == sentence


def test_a_file_of_ones_own_that_uses_the_old_key_is_told_the_new_one(capsys, tmp_path):
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "mine.yaml").write_text("# @package _global_\nlife: mesa\n", encoding="utf-8")
    complaint = refused(capsys, "run", "--config-dir", str(tmp_path), "policy=mine")
    assert complaint.endswith("mine.yaml: there is no 'life' any more; it is called backend: backend=mesa\n")


@pytest.mark.parametrize("old", RENAMED)
def test_no_name_that_was_given_up_is_an_option_again(old):
    assert old not in known_names()
