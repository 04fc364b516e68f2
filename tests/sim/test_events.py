"""The event log tells the same story with either backend, and keeping it changes nothing else."""

import numpy as np
import pytest
from settings import small

from experiments.run.case_histories import named_events
from sim import FrontLine
from sim.engine import simulate
from sim.events import EventKind


@pytest.fixture(scope="module")
def logged():
    """A logged run of a small office, compiled."""
    return simulate(small(people=80, weeks=40), [1, 2], events=True)


def test_keeping_the_log_changes_no_table(logged):
    """Outcomes and weekly books have the same bits with the log on and off."""
    silent = simulate(small(people=80, weeks=40), [1, 2])
    assert silent.events is None
    for table in ("outcomes", "weekly"):
        ours, theirs = getattr(logged, table), getattr(silent, table)
        assert all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)


def test_both_lives_log_the_same_events(logged):
    """Every event with the Mesa backend is one of the compiled backend, in the same order."""
    mesa = simulate(small(people=80, weeks=40), [1, 2], backend="mesa", events=True)
    assert all(logged.events[name].tobytes() == mesa.events[name].tobytes() for name in logged.events)


def test_the_log_holds_the_minutes_and_contacts_of_the_books(logged):
    """Hours of talks and people hired, as counted from the log, are those of the weekly books and outcomes."""
    events, weekly = logged.events, logged.weekly
    called = np.isin(events["what"], [EventKind.TALK, EventKind.MISSED_TALK])
    assert events["minutes"][called].sum() / 60 == pytest.approx(weekly["hours_follow_up"].sum())
    assert called.sum() == weekly["talks_held"].sum()
    turned_away = (events["what"] == EventKind.ENQUIRY_TURNED_AWAY).sum()
    last = weekly["week"] == 39
    assert turned_away == weekly["access_failures"][last].sum()
    arrived = (events["what"] == EventKind.ARRIVED).sum()
    assert arrived == weekly["arrived"][last].sum() - 2 * 80


def test_one_persons_story_is_in_order_and_in_words(logged):
    """Weeks never go back, and every number has a name."""
    events = named_events(logged.events)
    for person in np.unique(events["jobseeker"])[:20]:
        weeks = events["week"][(events["jobseeker"] == person) & (events["seed"] == 1)]
        assert (np.diff(weeks) >= 0).all()
    assert set(events["what"]) <= set(EventKind.__members__)
    assert "TALK" in set(events["what"]) and "HIRED" in set(events["what"])
    assert {"PHONE", "DIGITAL_DIALOGUE", ""} <= set(events["channel"])


def test_the_log_must_be_asked_for():
    """A model without it says how to get it."""
    with pytest.raises(ValueError, match="FrontLine\\(events=True\\) keeps it"):
        FrontLine(small(weeks=2)).events()
