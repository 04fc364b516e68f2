"""The event log tells the same story with either backend and changes nothing else; each kind has a helper."""

import numpy as np
import pytest
from builder import caseworker, channel, employer, noted, person, week, world
from settings import small

from experiments.run.case_histories import named_events
from sim import FrontLine
from sim import events as log
from sim.engine import simulate
from sim.events import EventKind
from sim.terms import Channel, NeedsGroup


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
    assert all(logged.people[name].tobytes() == mesa.people[name].tobytes() for name in logged.people)


def test_everybody_in_the_log_is_known_once_with_the_true_need_noted_on_arrival(logged):
    """Those there at the start come first, then who arrived, week by week."""
    events, people = (
        {name: table[name][table["seed"] == 1] for name in table} for table in (logged.events, logged.people)
    )
    assert len(set(people["id"])) == len(people["id"]) and set(events["jobseeker"]) <= set(people["id"])
    arrived = events["kind"] == EventKind.ARRIVED
    needs = dict(zip(people["id"], people["true_need"], strict=True))
    assert [needs[who] for who in events["jobseeker"][arrived]] == events["detail"][arrived].tolist()
    assert (people["newcomer"] == 0).sum() == 80 and people["age"].min() >= 18


def test_the_log_holds_the_minutes_and_contacts_of_the_books(logged):
    """Hours of talks and people hired, as counted from the log, are those of the weekly books and outcomes."""
    events, weekly = logged.events, logged.weekly
    called = np.isin(events["kind"], [EventKind.TALK, EventKind.MISSED_TALK])
    assert events["minutes"][called].sum() / 60 == pytest.approx(weekly["hours_follow_up"].sum())
    assert called.sum() == weekly["talks_held"].sum()
    turned_away = (events["kind"] == EventKind.ENQUIRY_TURNED_AWAY).sum()
    last = weekly["week"] == 39
    assert turned_away == weekly["access_failures"][last].sum()
    arrived = (events["kind"] == EventKind.ARRIVED).sum()
    assert arrived == weekly["arrived"][last].sum() - 2 * 80


def test_one_persons_story_is_in_order_and_in_words(logged):
    """Weeks never go back, and every number has a name."""
    events = named_events(logged.events)
    assert logged.frame("events")["kind"].tolist() == events["kind"].tolist()
    assert set(logged.frame("people")["true_need"]) <= set(NeedsGroup.__members__)
    for who in np.unique(events["jobseeker"])[:20]:
        weeks = events["week"][(events["jobseeker"] == who) & (events["seed"] == 1)]
        assert (np.diff(weeks) >= 0).all()
    assert set(events["kind"]) <= set(EventKind.__members__)
    assert "TALK" in set(events["kind"]) and "HIRED" in set(events["kind"])
    assert {"PHONE", "DIGITAL_DIALOGUE", ""} <= set(events["channel"])


def test_the_log_must_be_asked_for():
    """A model without it says how to get it."""
    with pytest.raises(ValueError, match="FrontLine\\(events=True\\) keeps it"):
        FrontLine(small(weeks=2)).events()


OLA, SHOP, PHONE = caseworker(id=11), employer(id=12, sector=3), channel(Channel.PHONE)
# What each helper is given besides world, week and person, and what it notes where that is not nobody and nothing.
HELPERS = {
    "note_arrived": ((), {"other": 3, "detail": 2}),
    "note_assessed": ((OLA, 45.0), {"other": 11, "detail": 4, "minutes": 45.0}),
    "note_enquiry_settled": ((PHONE, 9.0), {"channel": 3, "minutes": 9.0}),
    "note_enquiry_unsettled": ((PHONE, 9.0), {"channel": 3, "detail": 1, "minutes": 9.0}),
    "note_enquiry_turned_away": ((PHONE,), {"channel": 3, "detail": 1}),
    "note_talk_asked_for": ((PHONE, 4.0), {"channel": 3, "minutes": 4.0}),
    "note_talk": ((OLA, 6, 8, 60.0), {"other": 11, "channel": 6, "detail": 8, "minutes": 60.0}),
    "note_missed_talk": ((OLA, 6, 1, 60.0), {"other": 11, "channel": 6, "detail": 1, "minutes": 60.0}),
    "note_referred": ((OLA,), {"other": 11, "detail": 7}),
    "note_measure_began": ((), {"detail": 5}),
    "note_measure_ended": ((), {"detail": 5}),
    "note_left_measure_early": ((), {"detail": 5}),
    "note_treated": ((20,), {"detail": 20}),
    "note_hired": ((SHOP,), {"other": 12, "detail": 3}),
    "note_displaced": ((SHOP,), {"other": 12}),
    "note_lost_job": ((SHOP, 30), {"other": 12, "detail": 30}),
    "note_disability_pension": ((OLA, 90), {"other": 11, "detail": 90}),
    "note_left_labour_force": ((), {}),
    "note_left_labour_force_after_talk": ((OLA, 6), {"other": 11, "channel": 6, "detail": 1}),
    "note_came_back": ((), {}),
    "note_new_caseworker": ((OLA,), {"other": 11}),
}


@pytest.mark.parametrize("kind", EventKind, ids=lambda kind: kind.name)
def test_every_kind_of_event_has_a_helper_of_its_name(kind):
    assert callable(getattr(log, f"note_{kind.name.lower()}"))


def test_no_helper_is_left_out_here():
    assert set(HELPERS) == {name for name in vars(log) if name.startswith("note_")} - {"note_event"}


@pytest.mark.parametrize("helper", HELPERS)
def test_a_helper_notes_one_event_of_the_kind_that_it_is_called_by(helper, monkeypatch):
    """Kari in week 5: true need 2, assessed as 4, known to caseworker 3, in measure 5, waiting for measure 7."""
    monkeypatch.setattr(log, "note_event", log.record_event)
    kari = person(id=7, true_need=2, needs_group=4, known_caseworker=3, unresolved=1, measure=5, measure_wanted=7)
    kept = world()
    arguments, more = HELPERS[helper]
    getattr(log, helper)(kept, week(5), kari, *arguments)
    kind = EventKind[helper.removeprefix("note_").removesuffix("_after_talk").upper()]
    nothing = {"other": -1, "channel": -1, "detail": 0, "minutes": 0.0}
    assert noted(kept) == [{"week": 5, "jobseeker": 7, "kind": kind} | nothing | more]
