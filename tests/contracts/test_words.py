"""One word for one idea: names use the field's term, and a word that was given up does not come back.

A second-language reader parses a sentence with a dictionary; a name he must know. Docstrings keep the plain voice, so
this reads names only: of files, classes, functions, arguments, variables and fields.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from settings import HOME

PACKAGES = ("sim", "experiments", "analysis")
SOURCES = sorted(path for package in PACKAGES for path in (HOME / package).rglob("*.py"))

ITS_OWN_NOUN = "the thing's own noun, as summary, message, interval, difference, row"
# A name that was given up, and what is written now.
GIVEN_UP = {
    "said": ITS_OWN_NOUN,
    "found": ITS_OWN_NOUN,
    "one": ITS_OWN_NOUN,
    "held": ITS_OWN_NOUN,
    "place": "index, column or where; of a file, path",
    "OURS": "SHIPPED_..., as SHIPPED_TRIALS, SHIPPED_ENSEMBLE",
    "OWN": "the options, columns or seeds it lists, as COMPARE_OPTIONS",
    "LIVES": "BACKENDS",
    "interpreted": "as_python",
    "Hand": "FieldInterventions",
    "Seen": "Snapshot",
    "CAME": "COHORTS",
    "Lived": "RunResult",
    "What": "EventKind",
    "MEASURES": "PERSON_OUTCOMES; a measure is a tiltak",
    "held_back": "reduced_by_lack",
    "leaning": "centred_factor",
    "in_stops": "run_pausing_at",
    "THIRTY": "YOUNG_BELOW",
    "FIFTY": "OLDER_FROM",
    "OF_AGE": "ADULT_FROM",
}
# The same of files and folders.
FILES_GIVEN_UP = {
    "lives": "call_trees", "hand": "interventions", "looks": "observation", "side_by_side": "paired_runs",
    "question": "request", "verb": "commands", "telling": "printing or summary", "usage": "help",
    "here": "local", "cloud": "dask", "alone": "lock", "whole": "atomic_files", "unit": "result_files",
    "watching": "status", "marked": "fitted_parameters", "point": "target", "left_out": "leave_one_out",
    "living": "simulation", "entries": "file_entries", "rebuilding": "reweighting", "written": "parse",
    "theory": "evidence_grade", "story": "case_histories", "generated": "generated_pages", "folder": "results_folder",
    "files": "tables", "measure": "bench", "policies": "request", "said": "summary", "given": "given_data_methods",
    "arrange": "run_arrays", "blocks": "designed_methods",
}  # fmt: skip
# Functions only: as a variable the word is the thing's own noun.
FUNCTIONS_GIVEN_UP = {"share": "clamp_share"}
# Names that had several meanings, and have one: where they are defined they mean that, and they are defined once.
ONE_MEANING = {
    "Measure": "a tiltak",
    "Job": "one scenario to run, with how to run it",
    "Arm": "how some people of a trial are treated",
    "Run": "a results folder of `run`, read",
    "Comparison": "a results folder of `compare`, read",
    "Cohort": "people who came in the same weeks",
    "KINDS": "kinds of results folders",
}


def names_defined(tree: ast.AST) -> Iterator[str]:
    """The names that a file gives: to classes, functions, arguments, variables and fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname


def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a source file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def given_up(tree: ast.AST) -> dict[str, str]:
    """The names of a file that were given up, each with what is written now; private or not."""
    names = {name: name.strip("_") for name in names_defined(tree)}
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {name: GIVEN_UP[word] for name, word in names.items() if word in GIVEN_UP} | {
        name: FUNCTIONS_GIVEN_UP[name] for name in functions if name in FUNCTIONS_GIVEN_UP
    }


def test_no_name_is_a_word_that_was_given_up():
    used = {str(path.relative_to(HOME)): given_up(tree_of(path)) for path in SOURCES}
    assert {path: names for path, names in used.items() if names} == {}


def test_no_file_has_a_name_that_was_given_up():
    named = {str(path.relative_to(HOME)): FILES_GIVEN_UP.get(path.stem) for path in SOURCES}
    assert {path: name for path, name in named.items() if name} == {}


def test_a_name_that_had_several_meanings_has_one():
    defined = Counter(name for path in SOURCES for name in names_defined(tree_of(path)) if name in ONE_MEANING)
    assert {name: times for name, times in defined.items() if times > 1} == {}


def test_a_word_that_was_given_up_is_seen_wherever_it_names_something():
    tree = ast.parse(
        "def share(said): place = 1\nclass What:\n    _one: int\n    def f(self): self.found = [held for held in ()]\n"
        "import sim.engine as OURS\nshare_of = said_before = print(one, found='said')"
    )
    assert set(given_up(tree)) == {"share", "said", "place", "What", "_one", "found", "held", "OURS"}
