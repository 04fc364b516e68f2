"""What a verb prints when nothing more is asked for: a screen that answers the question, in either language."""

import io
import json
import re
from contextlib import redirect_stdout
from functools import partial
from itertools import takewhile
from pathlib import Path

import pytest
from typed import TINY

from analysis.language import catalogue, written_in
from experiments.cli.composition import read_request
from experiments.cli.text_columns import print_table
from experiments.command import main
from experiments.compare.printing import print_comparison
from experiments.run.summary import print_run
from sim.outcomes import BY_NAME

MOST = 19  # lines, blank ones included
AFTER = ("More weeks in work: ", "The office was ", "To tell whether ")  # what follows the table
LONG = ("weeks=28", "office.jobseekers=50")


def screen(write, language: str = "en") -> list[str]:
    """The lines that something prints."""
    with redirect_stdout(io.StringIO()) as printed, written_in(language):
        write()
    return printed.getvalue().splitlines()


@pytest.fixture(scope="module")
def ran(tmp_path_factory) -> tuple[list[str], dict, list[str]]:
    """A small run: its first screen, its summary, and the words that were typed."""
    folder = tmp_path_factory.mktemp("screens") / "run"
    words = [*TINY[1:2], *TINY[3:], *LONG]
    lines = screen(lambda: main(["run", *words, f"out={folder}"]))
    return lines, json.loads((folder / "summary.json").read_text(encoding="utf-8")), words


@pytest.fixture(scope="module")
def compared(tmp_path_factory) -> tuple[list[str], dict, Path]:
    """A small comparison: its first screen, and what comparison.json holds."""
    folder = tmp_path_factory.mktemp("screens") / "compared"
    words = ["policies=[baseline,digital_first,lean]", "people=false", *TINY, f"out={folder}"]
    lines = screen(lambda: main(["compare", *words]))
    return lines, json.loads((folder / "comparison.json").read_text(encoding="utf-8")), folder


def with_one_policy(summary: dict) -> dict:
    """The same comparison as if only the first other policy had been asked for."""
    about = summary["comparison"]
    return {**summary, "comparison": {**about, "policies": {"digital_first": about["policies"]["digital_first"]}}}


def rows(lines: list[str]) -> list[str]:
    """The lines of the table, which ends before the blank line or a sentence."""
    start = next(number for number, line in enumerate(lines) if line.startswith("   ")) + 1
    told = [line for line in takewhile(lambda line: not line.startswith(AFTER), lines[start:]) if line]
    return [line for line in told if not line.endswith(".") and not line.startswith(("Results in ", "show=all"))]


def test_a_run_and_a_comparison_end_with_a_screen_of_nineteen_lines_at_most(ran, compared):
    for lines in (ran[0], compared[0]):
        assert 8 <= len(lines) <= MOST, "\n".join(lines)
        assert lines[-2].startswith("Results in ") and "show=all" in lines[-1] and "skranke report" in lines[-1]
    assert re.match(r"Of 100 jobseekers [0-9.]+ \(.* to .*\) are in work 26 weeks after they came; ", ran[0][0])


def test_each_line_of_a_run_has_its_interval_and_says_of_how_many_people(ran):
    listed = rows(ran[0])
    assert len(listed) == 11
    for line in listed:
        assert re.search(r" to .* (people( |$)|the office$)", line), line
    people = [int(found[1]) for line in listed if (found := re.search(r"(\d+) people", line))]
    assert "who were there at the start" in listed[0] and people[0] < people[-1]  # no year of arrivals is seen whole
    assert listed[1].startswith("  lowest: ") and listed[2].startswith("  highest: ")


def test_each_line_of_a_comparison_has_its_interval_and_says_of_how_many_people(compared):
    lines, summary, folder = compared
    for line in rows(lines):
        assert re.search(r" (±|\().*\d", line), line
    one = screen(partial(print_comparison, with_one_policy(summary)))
    for line in rows(one):
        assert re.search(r" to .*\d", line), line


def test_no_interval_leaves_its_range(ran, compared):
    for name, outcome in ran[1].items():
        low, high = BY_NAME[name].range
        entries = [outcome, *(entry for of in outcome["groups"].values() for entry in of.values())]
        assert all(low <= entry["low"] and entry["high"] <= high for entry in entries if entry["low"] is not None)
        assert all(entry["people"] is not None for entry in entries)
    for name in set(compared[1]) & set(BY_NAME):
        low, high = BY_NAME[name].range
        for level in compared[1][name]["levels"].values():
            assert level["low"] is None or low <= level["low"] <= level["high"] <= high
    for policy in compared[1]["comparison"]["policies"].values():
        gained = [
            values for of in policy["gained_and_lost"].values() for each in of.values() for values in each.values()
        ]
        assert all(entry["low"] <= entry["mean"] <= entry["high"] for entry in gained if entry["low"] is not None)


def english_words() -> set[str]:
    """Words of the catalogue's messages that no translation has."""
    of = catalogue("nb")
    spelt = re.compile(r"[^\W\d_]{3,}")
    norwegian = {word.lower() for message in of.values() for word in spelt.findall(message)}
    plain = {word.lower() for message in of for word in spelt.findall(re.sub(r"\{.*?\}|\S*=\S*", " ", message))}
    return plain - norwegian


def test_a_norwegian_screen_holds_no_english_word(ran, compared):
    _, summary, words = ran
    screens = [
        screen(partial(print_run, summary, read_request(words, sweep=False, config_dir=None).jobs[0]), "nb"),
        screen(partial(print_comparison, compared[1]), "nb"),
        screen(partial(print_comparison, with_one_policy(compared[1])), "nb"),
    ]
    typed_names = {"baseline", "digital", "first", "lean", "large", "normal", "none", "office", "jobseekers"}
    for lines in screens:
        told = re.sub(r"\S*[=/_]\S*", " ", "\n".join(lines)).lower()
        found = set(re.findall(r"[^\W\d_]{3,}", told)) & english_words() - typed_names
        assert not found, (found, told)
    assert screens[0][0].startswith("Av 100 jobbsøkere er ") and "gode muligheter" in "\n".join(screens[0])


def test_what_stands_in_brackets_is_printed_as_it_stands():
    lines = screen(lambda: print_table("y [value]", ("[red]", "b"), [("[bold]x[/bold]", "1"), ("a heading [pp]",)]))
    assert lines[0] == "y [value]" and "[red]" in lines[1] and "[bold]x[/bold]" in lines[2]
    assert lines[3] == "a heading [pp]"
