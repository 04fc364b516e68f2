"""Worked cases notice when a behaviour is changed, each behaviour has some, and the tool that says so could say no."""

import ast
import re
import signal
import subprocess
import sys
import textwrap
from collections import Counter

import pytest
from settings import HOME

import sim.behaviour.exits
from tests.mutants import BEHAVIOUR, CASES, EQUIVALENT, MOST_EQUIVALENT, main, named_in, wrong_with
from tests.mutation.changes import changes, is_behaviour, mutants_of
from tests.mutation.trial import CANNOT_RUN, CAUGHT, ENDLESS, FAULT, STILLBORN, SURVIVED, UNCLEAR, belongs, outcome_of

SAMPLE = 40  # mutants
LEAST = 80  # per cent of them that must be noticed; rises with every part of the model that is written anew
REVERSED = HOME / "tests" / "reversed_behaviours.txt"
LEAST_FAILING = 10  # cases

FILES = [path for path in sorted(BEHAVIOUR.glob("[a-z]*.py")) if "@behaviour" in path.read_text(encoding="utf-8")]


@pytest.fixture(scope="module")
def every():
    """All mutants of all files."""
    return [mutant for path in FILES for mutant in mutants_of(path)]


def mutants(*words: str) -> subprocess.CompletedProcess:
    """`python -m tests.mutants` with these words."""
    return subprocess.run(
        [sys.executable, "-m", "tests.mutants", *words], cwd=HOME, capture_output=True, text=True, check=False
    )


# --- what the worked cases notice


def test_of_forty_changes_drawn_worked_cases_notice_most():
    tried = mutants("--sample", str(SAMPLE), "--least", str(LEAST))
    assert tried.returncode == 0, tried.stdout
    (counted,) = re.findall(r"^all +\d+ of +(\d+) caught", tried.stdout, re.MULTILINE)
    assert 0.8 * SAMPLE < int(counted) <= SAMPLE  # but for what cannot run


def test_ten_behaviours_turned_upside_down_fail_at_least_ten_cases():
    assert len(named_in(REVERSED)) == 10
    tried = mutants("--together", str(REVERSED))
    assert tried.returncode == 0, tried.stdout
    assert int(tried.stdout.splitlines()[-1].split()[0]) >= LEAST_FAILING


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_behaviour_is_named_by_a_worked_case_of_its_file(path):
    functions = ast.parse(path.read_text(encoding="utf-8")).body
    behaviours = [function.name for function in functions if isinstance(function, ast.FunctionDef)]
    own = [cases for cases in CASES.glob("test_*.py") if belongs(cases, path.stem)]
    trees = [ast.parse(cases.read_text(encoding="utf-8")) for cases in own]
    named = {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert [name for name in behaviours if name not in named] == []


def test_the_case_that_contributing_shows_is_one_of_them():
    (shown,) = re.findall(r"```python\n( +def test_.*?) *```", (HOME / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)
    assert any(textwrap.dedent(shown) in cases.read_text(encoding="utf-8") for cases in CASES.glob("test_*.py"))


# --- the tool: what it changes

TOY = '''
@behaviour
def toy(weeks: 7, more: int = 2) -> 9:
    """Not 1 of these is changed."""
    left: 8 = weeks
    left += more
    if left > 3 and jobseeker.plan or left == 5:
        return Status.SEEKING + 0
    elif is_registered(jobseeker):
        return max(left, more)
    return happens(left, more, week)
'''
TOY_CHANGES = [
    "2 -> 3",
    "left += more -> left -= more",
    "left += more -> left = more",
    "left > 3 and jobseeker.plan or left == 5 -> (left > 3 and jobseeker.plan) and left == 5",
    "left > 3 and jobseeker.plan or left == 5 -> left == 5",
    "left > 3 and jobseeker.plan or left == 5 -> left > 3 and jobseeker.plan",
    "left > 3 and jobseeker.plan -> left > 3 or jobseeker.plan",
    "left > 3 and jobseeker.plan -> jobseeker.plan",
    "left > 3 and jobseeker.plan -> left > 3",
    "left == 5 -> left != 5",
    "left > 3 -> left <= 3",
    "left > 3 -> left >= 3",
    "Status.SEEKING -> Status.IN_MEASURE",
    "if is_registered(jobseeker): ... -> if not is_registered(jobseeker): ...",
    "happens(left, more, week) -> happens(more, left, week)",
    "max(left, more) -> min(left, more)",
    "5 -> 6",
    "3 -> 4",
    "without: left += more",
    "without: if left > 3 and jobseeker.plan or left == 5: ...",
    "without: return Status.SEEKING + 0",
    "without: if is_registered(jobseeker): ...",
    "without: return max(left, more)",
]


def test_every_kind_of_change_is_made_and_docstrings_and_annotations_are_left_alone():
    toy = ast.parse(TOY).body[0]
    assert isinstance(toy, ast.FunctionDef) and is_behaviour(toy)
    assert Counter(change for change, *_ in changes(toy, sim.behaviour.exits)) == Counter(TOY_CHANGES)


def test_every_mutant_has_a_name_of_its_own_and_does_something_else(every):
    names = Counter(mutant.name for mutant in every)
    assert [name for name, times in names.items() if times > 1] == []
    for mutant in mutants_of(BEHAVIOUR / "ranking.py"):
        changed, original = mutant.function.__code__, mutant.original.__code__
        assert (changed.co_code, changed.co_consts) != (original.co_code, original.co_consts), mutant.name


def test_a_mutant_is_met_by_whoever_calls_the_behaviour(monkeypatch):
    dropped = next(mutant for mutant in mutants_of(BEHAVIOUR / "retention.py") if mutant.change == "0.0 -> 1.0")
    for part in ("__code__", "__defaults__", "__kwdefaults__"):
        monkeypatch.setattr(dropped.original, part, getattr(dropped.original, part))
    before = sim.behaviour.retention.lose_job.__code__
    dropped.apply()
    assert sim.behaviour.retention.lose_job.__code__ is dropped.function.__code__ is not before


# --- the tool: what it counts


def test_of_a_behaviour_without_cases_every_mutant_survives(tmp_path, capsys):
    assert main(["ranking", "--sample", "5", "--least", "1", "--cases", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert told.count("survives  ranking ") == 5 and "0 of    5 caught, 0.0 %" in told


def test_of_a_behaviour_whose_cases_do_not_look_every_mutant_survives(tmp_path):
    (tmp_path / "test_ranking.py").write_text("def test_nothing_at_all():\n    pass\n", encoding="utf-8")
    tried = mutants("ranking", "--sample", "5", "--least", "1", "--cases", str(tmp_path))
    assert tried.returncode == 1 and "0 of    5 caught, 0.0 %" in tried.stdout


@pytest.mark.parametrize("text", ["def test_that_fails():\n    assert False\n", "import what_nobody_has\n"])
def test_cases_that_fail_on_the_text_as_it_is_catch_nothing(tmp_path, text):
    (tmp_path / "test_ranking.py").write_text(text, encoding="utf-8")
    tried = mutants("ranking", "--sample", "5", "--cases", str(tmp_path))
    assert tried.returncode != 0 and "caught" not in tried.stdout


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (0, SURVIVED),
        (1 << 8, CAUGHT),
        (12 << 8, CAUGHT),
        (signal.SIGXCPU, ENDLESS),
        (CANNOT_RUN << 8, STILLBORN),
        (FAULT << 8, UNCLEAR),
        (signal.SIGSEGV, UNCLEAR),
        (signal.SIGALRM, UNCLEAR),
    ],
)
def test_a_mutant_is_caught_only_by_a_fork_whose_cases_failed_or_came_to_no_end(status, outcome):
    assert outcome_of(int(status)) == outcome


def test_a_list_names_what_exists_says_why_and_is_short(every):
    assert wrong_with(named_in(EQUIVALENT), every) == []
    gone = wrong_with({"ranking goes_before: 1 -> 2": "a reason"}, every)
    assert gone == ["there is no such mutant: ranking goes_before: 1 -> 2"]
    assert wrong_with({every[0].name: ""}, every) == [f"it is not said why this is equivalent: {every[0].name}"]
    few = int(MOST_EQUIVALENT * len(every))
    assert wrong_with({mutant.name: "a reason" for mutant in every[:few]}, every) == []
    too_many = wrong_with({mutant.name: "a reason" for mutant in every[: few + 1]}, every)
    assert too_many == [f"{few + 1} of {len(every)} are called equivalent; at most 3% may be"]
