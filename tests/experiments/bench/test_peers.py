"""The small model of the bench: every engine gives the same outcomes, in its own idiom."""

import inspect

import pytest

from experiments.bench.peers import PEERS, Outcomes, beginning, installed, shared_luck
from experiments.bench.peers.comparing import compared, engine, lines_of

PEOPLE, WEEKS = 300, 40


def outcomes_of(name: str) -> Outcomes:
    """What an engine makes of the same people with the same luck."""
    return engine(name)(beginning(PEOPLE), WEEKS, shared_luck(PEOPLE, WEEKS))


def test_every_engine_is_installed_where_the_tests_are():
    assert installed() == list(PEERS)


@pytest.mark.parametrize("name", [name for name in PEERS if name != "NumPy"])
def test_with_the_same_luck_every_engine_gives_the_same_outcomes_to_the_last_bit(name):
    outcomes = outcomes_of("NumPy")
    assert outcomes_of(name) == outcomes
    assert 100 < outcomes.employed < 250 and outcomes.failures > 100 and outcomes.talks > 500  # all of it happens


@pytest.mark.parametrize("name", PEERS)
def test_with_its_own_luck_an_engine_comes_close(name):
    """About seven in ten are in work in the end: 2 100 of 3 000, four standard errors of 25 either way."""
    employed = engine(name)(beginning(3000), 60, None).employed
    assert abs(employed - 0.708 * 3000) < 100


def test_what_is_compared_is_counted_without_imports_docstrings_and_what_runs_it():
    table = compared(people=50, weeks=3, rounds=1)
    assert set(table["engines"]) == set(PEERS)
    for name, row in table["engines"].items():
        module = inspect.getmodule(engine(name))
        assert 15 < row["lines"] == lines_of(name) < len(inspect.getsource(module).splitlines()) / 2
        assert 0 < row["ns"]["least"] <= row["ns"]["median"] <= row["ns"]["most"]
