"""The table of verbs: every function that it names is there, in the file where one looks for it."""

import subprocess
import sys

import pytest
from settings import HOME
from typed import refused

from experiments.verbs import TOPICS, VERBS, Verb, load

FILES = {"do": "commands", "help": "help", "read": "request", "listing": "help", "actions": "request"}


def named(verb: Verb) -> dict[str, str]:
    """What a row names, by column; empty columns left out."""
    return {column: name for column, name in verb._asdict().items() if column in FILES and name}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_what_a_row_names_stands_in_the_file_of_its_kind(verb):
    for column, name in named(verb).items():
        assert load(name)
        folder, file = name.partition(":")[0].split(".")[1:]
        assert file == FILES[column] or (folder, file) == ("cli", "composition")
    assert callable(load(verb.do)) and callable(load(verb.read)) and load(verb.help)().startswith("Usage: skranke")


def test_a_topic_that_a_verb_brings_is_told_after_every_verb():
    assert all(load(text)() for text in TOPICS.values())
    assert TOPICS == {
        "methods": "experiments.study.help:methods_text",
        "format": "experiments.trials.help:format_text",
    }


def test_no_help_points_to_pages_that_an_installed_package_lacks():
    texts = [load(verb.help)() for verb in VERBS.values()] + [load(topic)() for topic in TOPICS.values()]
    assert [text[:40] for text in texts if "docs/" in text] == []


@pytest.mark.parametrize("verb", [name for name, verb in VERBS.items() if not verb.may_sweep])
def test_several_values_are_for_those_that_may_sweep(verb, capsys):
    assert (
        refused(capsys, verb, "-m", "weeks=4,8")
        == f"skranke: -m is for run; {verb} takes one value of each: leave -m out\n"
    )


def test_the_table_loads_nothing_that_it_names():
    """Else help would wait for all that verbs need."""
    code = "import sys; import experiments.verbs; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    assert {name for name in done.stdout.split() if name.startswith(("experiments", "sim", "analysis", "numpy"))} == {
        "experiments",
        "experiments.verbs",
    }
