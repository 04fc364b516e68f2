"""A life from the event log is told in words that an office would use, with nobody left as a bare number."""

import numpy as np
import pytest

from experiments.results.tables import write_table
from experiments.run import case_histories as told
from sim.behaviour.beginnings import EMPLOYERS_A_MARKET
from sim.behaviour.staff import INCUMBENTS, POSTS
from sim.events import EventKind
from sim.terms import Benefit, Channel, Measure, NeedsGroup, Sector


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (told.needs_words, NeedsGroup), (told.benefit_words, Benefit), (told.measure_words, Measure),
        (told.sector_words, Sector), (told.channel_words, Channel),
    ],
)  # fmt: skip
def test_every_kind_has_its_words(words, kind):
    assert set(words()) == set(kind)


def test_every_detail_that_the_log_writes_is_told_in_words():
    for kind, detail_of in told.COUNTED_DETAIL.items():
        assert told.detail_told(kind, detail_of(0)) and told.detail_told(kind, detail_of(1)) != "1"
        assert detail_of(1) in told.fate_words() or kind in told.counted_words("1")


def test_every_event_has_its_sentence():
    assert set(told.sentences(channel="", whom="", detail="")) == set(EventKind.__members__)


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        (0, "caseworker 1"),
        (2 * INCUMBENTS, "caseworker 3"),
        (2 * INCUMBENTS + 1, "caseworker 3, number 2 in this post"),
        (POSTS * INCUMBENTS, "caseworker 1 of office 2"),
    ],
)
def test_a_caseworker_is_told_by_office_and_post_counted_from_one(identity, name):
    assert told.caseworker_of(identity) == name


def test_a_life_begins_with_who_it_is_and_names_whom_it_meets(tmp_path, capsys):
    happened = (EventKind.ARRIVED, EventKind.TALK, EventKind.HIRED)
    events = {
        "seed": [1] * 3, "week": [0, 1, 2], "jobseeker": [1048576] * 3, "other": [0, 0, EMPLOYERS_A_MARKET + 4],
        "kind": happened, "channel": [-1, Channel.PHONE, -1], "minutes": [0.0, 45.0, 0.0],
        "detail": [NeedsGroup.TRENGER_VEILEDNING, 3, Sector.RETAIL_AND_SERVICE],
    }  # fmt: skip
    people = {
        "seed": [1], "id": [1048576], "arrived_week": [0], "newcomer": [1], "age": [34], "benefit": [Benefit.DAGPENGER],
        "true_need": [NeedsGroup.TRENGER_VEILEDNING], "time_on_register": [0.0],
    }  # fmt: skip
    write_table(
        tmp_path / "events.parquet", told.named_events({name: np.array(column) for name, column in events.items()}), {}
    )
    write_table(
        tmp_path / "people.parquet", told.named_people({name: np.array(column) for name, column in people.items()}), {}
    )
    told.print_story(tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].endswith("(1048576): 3 events, 45 staff minutes")
    assert lines[2:6] == [
        "  34 years old; came in week 0; in truth needs guidance; lives on unemployment benefit (dagpenger)",
        "  week   0  registers with NAV, and is given caseworker 1",
        "  week   1  follow-up talk by phone with caseworker 1, 3 weeks after the latest, 45 min",
        "  week   2  gets a job with employer 5, in retail and service",
    ]
