"""What a page asks and what it is answered: the address is the lab, and nothing that is asked breaks it."""

import json

import numpy as np
import pytest
from lab_client import Reader, ask, head_of_frame, open_message, opened

from experiments.lab.address import read_address
from experiments.lab.conversation import DOINGS, Conversation
from experiments.lab.frames import columns_of
from experiments.lab.page_texts import (
    charts,
    controls,
    dialogs,
    legends,
    page_texts,
    scenes,
    sentences_of_scenes,
    troubles,
)
from experiments.lab.shocks import levers_of_shock, shocks
from sim.scenario import CASELOAD
from sim.terms import OUTSIDE, Channel, Status

B = {"policy": "digital_first", "journal": [[3, {"channel.drop_in_hours": 2.0}]]}


def picture(conversation: Conversation) -> list[list[list[int]]]:
    """What the worlds look like, whatever was sent before."""
    return [columns_of(world).tolist() for world in conversation.worlds]


def test_the_address_is_the_lab():
    """Moved by hand in week 3 and played to 9, or opened at 9 with that journal: the same to the last square."""
    by_hand = opened({"policy": "baseline"}, {"policy": "digital_first"})
    ask(by_hand, *[{"do": "step", "n": 1}] * 3)
    ask(by_hand, {"do": "lever", "world": 1, "levers": {"channel.drop_in_hours": 2.0}}, {"do": "step", "n": 6})
    assert picture(by_hand) == picture(opened({"policy": "baseline"}, B, week=9))
    assert by_hand.address is not None
    assert by_hand.address.week == 9
    assert dict(by_hand.address.worlds[1].journal[0].levers) == {"channel.drop_in_hours": 2.0}


def test_frames_add_up_to_what_is_there():
    """A page that adds differences, over weeks and arrivals, has what a whole frame would have shown."""
    conversation, reader = Conversation(), Reader()
    *_, frame = ask(conversation, open_message({"policy": "baseline"}, B, people=200))
    reader.read(frame)
    for n in (1, 1, 4, 13, 13):
        (frame,) = ask(conversation, {"do": "step", "n": n})
        head, worlds = reader.read(frame)
    assert head["week"] == 32
    for columns, world in zip(worlds, conversation.worlds, strict=True):
        assert (np.array(list(columns.values())) == columns_of(world)).all()
        asked = np.bincount(columns["channel"], minlength=len(Channel) + 1)[1:]
        assert asked.tolist() == [each["asked"] for each in head_of_frame(world)["channels"]]
    assert head["worlds"][0]["n"] > 200


def test_rows_of_the_charts_are_told_once_each():
    """Every week's row comes once, in order, however many weeks a step has."""
    conversation, reader = Conversation(), Reader()
    *_, frame = ask(conversation, open_message())
    series = reader.read(frame)[0]["worlds"][0]["rows"]["employed"]
    for n in (1, 5, 2):
        (frame,) = ask(conversation, {"do": "step", "n": n})
        told = reader.read(frame)[0]["worlds"][0]
        assert told["first_row"] == len(series)
        series += told["rows"]["employed"]
    (world,) = conversation.worlds
    in_work = (columns_of(world)[0] == Status.EMPLOYED).sum()
    assert series == [counts[Status.EMPLOYED] for counts in world.counts] and series[-1] == in_work > 0


def test_hours_of_a_desk_are_those_that_it_has():
    """Meetings, desk work, talks, what is unspent and absence add up to the hours of the post, in every week."""
    conversation = opened(people=230, week=8)
    for _ in range(6):
        desks = head_of_frame(conversation.worlds[0])["desks"]
        for desk in desks:
            used = sum(desk[kind] for kind in ("meetings", "desk", "talks", "unspent", "absent"))
            assert used == pytest.approx(desk["hours"], abs=0.3)
        ask(conversation, {"do": "step", "n": 3})
    assert [desk["hours"] for desk in desks] == pytest.approx([37.5, 26.6, 26.6], abs=0.1)  # of 230 / 95 posts


def test_a_row_that_is_no_post_is_no_desk():
    """Rows are kept for posts to come; posts that are cut lose their desks, and the people there find others."""
    conversation = opened({"policy": "baseline", "journal": [[1, {"organisation.efficiency_cut": 0.05}]]}, people=900)
    for _ in range(17):
        ask(conversation, {"do": "step", "n": 13})
    (world,) = conversation.worlds
    caseworkers, people = world.run.caseworkers, world.run.people
    desks = head_of_frame(world)["desks"]
    assert [desk["row"] for desk in desks] == np.flatnonzero(caseworkers["fraction"] > 0.0).tolist()
    assert len(desks) < 10 < len(caseworkers)
    columns = columns_of(world)
    registered = np.isin(columns[0], (Status.SEEKING, Status.IN_MEASURE, Status.WAITING_FOR_HEALTH))
    shown = np.bincount(columns[1][registered], minlength=len(desks))
    here = np.isin(people["status"], (Status.SEEKING, Status.IN_MEASURE, Status.WAITING_FOR_HEALTH))
    loads = np.bincount(people["caseworker"][here], minlength=len(caseworkers))
    assert shown.tolist() == [loads[desk["row"]] for desk in desks]
    empty = next(row for row in range(len(caseworkers)) if row not in [desk["row"] for desk in desks])
    (answer,) = ask(conversation, {"do": "desk", "world": 0, "desk": empty})
    assert answer == {"say": "error", "message": "There is no such desk."}


def test_who_is_let_go_stays_where_seen_last_and_who_left_before_comes_back_into_sight():
    """Frames only grow, though the run follows fewer; who is off the register at first is nowhere until back on it."""
    conversation = opened(people=200)
    (world,) = conversation.worlds
    before = np.array(world.places)
    first, off = world.everybody, world.run.people["newcomer"] == OUTSIDE
    assert off.any() and (before[off] == 0).all() and (before[~off] != 0).all()
    for _ in range(8):
        followed = world.run.people["id"]
        ask(conversation, {"do": "step", "n": 13})
    gone = np.isin(world.everybody, followed) & ~np.isin(world.everybody, world.run.people["id"])
    assert gone.any()
    assert (world.everybody[: len(before)] == first).all()
    assert world.places[np.flatnonzero(off)].any()
    assert (world.places[len(before) :] != 0).all()


def test_posts_begin_the_world_anew_up_to_the_week_that_it_was_in():
    """Caseload from 90 to 20 in week 6: as if it had been so from the start."""
    conversation = opened(week=6)
    ask(conversation, {"do": "lever", "world": 0, "levers": {CASELOAD: 40.0}})
    ask(conversation, {"do": "lever", "world": 0, "levers": {CASELOAD: 20.0}})
    assert picture(conversation) == picture(opened({"journal": [[0, {CASELOAD: 20.0}]]}, week=6))
    assert len(head_of_frame(conversation.worlds[0])["desks"]) == 3


def test_worlds_that_were_dropped_are_lived_again():
    """After ten minutes nothing is kept but the address, and the next step goes on as if nothing had been."""
    left, stayed = opened(B), opened(B)
    for conversation in (left, stayed):
        ask(conversation, {"do": "step", "n": 5})
    left.drop_if_idle()
    assert left.worlds
    left.asked_at -= 3600.0
    left.drop_if_idle()
    assert left.worlds == []
    (frame,) = ask(left, {"do": "step", "n": 2})
    ask(stayed, {"do": "step", "n": 2})
    assert picture(left) == picture(stayed)
    assert Reader().read(frame)[0]["worlds"][0]["before"] == 0


def test_a_world_that_is_there_goes_on_when_another_picture_is_chosen():
    """Adding the nudge twin leaves the two worlds as they are; the twin is another one."""
    conversation = opened({"policy": "baseline"}, B, week=5)
    before = list(conversation.worlds)
    ask(conversation, open_message({"policy": "baseline"}, B, {"policy": "baseline", "twin": True}, week=5))
    assert conversation.worlds[:2] == before
    levers = [world.levers()["channel.digital_default"] for world in conversation.worlds]
    assert levers[2] == pytest.approx(levers[0] + 0.01)


def test_a_fork_begins_where_its_twin_is_and_then_goes_its_own_way():
    conversation = opened({"policy": "baseline"}, {"policy": "ips"}, week=4)
    ask(conversation, {"do": "fork", "world": 0, "into": 1})
    first, second = picture(conversation)
    assert first == second
    ask(conversation, {"do": "lever", "world": 1, "levers": {"channel.phone_hours": 0.0}}, {"do": "step", "n": 9})
    first, second = picture(conversation)
    assert first != second
    assert first == picture(opened(week=13))[0]


@pytest.mark.parametrize("name", shocks())
def test_a_shock_hits_every_world_in_the_coming_week(name):
    conversation = opened({"policy": "baseline"}, B, week=2)
    ask(conversation, {"do": "shock", "name": name}, {"do": "step", "n": 1})
    for world in conversation.worlds:
        weeks = [
            value for path, value in world.levers().items() if path.startswith("shock.") and path.endswith("_week")
        ]
        assert 2 in weeks
    assert all(week == 7 for path, week in levers_of_shock(name, 7) if path.endswith("_week"))


def test_a_story_tells_what_happened_to_one_person_in_both_languages():
    """Arrival or time on the register first; every line has a week; minutes add up to no more than a life."""
    conversation = opened({"policy": "baseline"}, B, week=12)
    people = conversation.worlds[1].run.people
    person = int(people["id"][people["talks"] > 0][0])
    (told,) = ask(conversation, {"do": "story", "world": 1, "person": person})
    assert told["say"] == "story" and told["world"] == 1 and told["lines"]
    assert all(1 <= line["week"] <= 12 and line["text"][0].isupper() for line in told["lines"])
    ask(conversation, open_message({"policy": "baseline"}, B, week=12, language="nb"))
    (norwegian,) = ask(conversation, {"do": "story", "world": 1, "person": person})
    assert [line["week"] for line in norwegian["lines"]] == [line["week"] for line in told["lines"]]
    assert norwegian["lines"][0]["text"] != told["lines"][0]["text"]


def test_the_week_of_a_desk_tells_who_got_time_and_who_was_left():
    """Nobody is in two lists, and those in talk are those that the frame shows in talk."""
    conversation = opened(people=200, week=8)
    people = conversation.worlds[0].run.people
    for desk in range(3):
        (told,) = ask(conversation, {"do": "desk", "world": 0, "desk": desk})
        lists = [[each["id"] for each in told[name]] for name in ("talks", "left", "unseen")]
        together = [identity for each in lists for identity in each]
        assert len(together) == len(set(together))
        in_talk = people[(people["caseworker"] == desk) & (people["in_talk"] == 1) & (people["status"] <= 3)]
        assert sorted(lists[0]) == sorted(in_talk["id"].tolist())
        assert told["why"] and told["hours"]


WRONG = [
    "",
    "{",
    "[]",
    "null",
    "1e999",
    "[" * 15_000,
    {"do": "run"},
    {"do": ["open"]},
    {"do": None},
    open_message(seed=1e30),
    open_message(seed=-1),
    open_message(seed="1"),
    open_message(seed=True),
    open_message(week=521),
    open_message(people=6001),
    open_message(people=0),
    open_message(office="three_offices", people=6000),
    open_message(office="../../etc"),
    open_message(office=7),
    open_message(labour_market={}),
    open_message(language="xx"),
    {"do": "open", "worlds": []},
    {"do": "open", "worlds": [{}] * 7},
    {"do": "open", "worlds": [7]},
    open_message({"policy": "ipps"}),
    open_message({"journal": 7}),
    open_message({"journal": [[1]]}),
    open_message({"journal": [[1, {}]]}),
    open_message({"journal": [[1, {"channel.drop_in": 1}]]}),
    open_message({"journal": [[0, {"channel.drop_in_hours": 99}]]}),
    open_message({"journal": [[1, {"channel.drop_in_hours": 99}]]}, week=3),
    open_message({"journal": [[1, {"channel.drop_in_hours": [1]}]]}),
    open_message({"journal": [[1, {"individualization.caseload": 20}]]}, week=3),
    open_message({"journal": [[1, {"shock.surge_size": 2}]]}, week=3),
    open_message({"journal": [[9999, {"channel.drop_in_hours": 1}]]}),
    open_message({"journal": [[1, {"channel.drop_in_hours": 1}]] * 401}),
    {"do": "step", "n": 0},
    {"do": "step", "n": 14},
    {"do": "step", "n": 1.5},
    {"do": "lever", "world": 0},
    {"do": "lever", "world": 1, "levers": {"channel.drop_in_hours": 1}},
    {"do": "lever", "world": 0, "levers": {"channel.drop_in_hours": -1}},
    {"do": "lever", "world": 0, "levers": {"channel.drop_in_hours": "x" * 99}},
    {"do": "lever", "world": 0, "levers": {"organisation.strategy": "SLEEP"}},
    {"do": "shock", "name": "flood"},
    {"do": "fork", "world": 0, "into": 4},
    {"do": "story", "world": 0, "person": 10**15},
    {"do": "story", "world": 0, "person": -1},
    {"do": "desk", "world": 0, "desk": 99},
]


def test_what_cannot_be_is_answered_in_one_sentence_and_the_lab_goes_on():
    """Hand-made messages of every kind; after each the next week is lived as if nothing had been asked."""
    conversation, untouched = opened(), opened()
    for wrong in WRONG:
        *_, answer = ask(conversation, wrong)
        assert answer["say"] == "error", wrong
        assert 10 < len(answer["message"]) < 700 and "fault of the program" not in answer["message"], (wrong, answer)
        assert json.dumps(answer["message"]).count("Traceback") == 0
    ask(conversation, {"do": "step", "n": 3})
    ask(untouched, {"do": "step", "n": 3})
    assert picture(conversation) == picture(untouched)


def test_before_a_lab_is_open_there_is_nothing_to_ask():
    for doing in DOINGS:
        if doing != "open":
            (answer,) = ask(Conversation(), {"do": doing, "world": 0, "levers": {"channel.drop_in_hours": 1.0}})
            assert answer == {"say": "error", "message": "open a lab first"}


def test_the_address_of_a_lab_has_no_more_than_it_says():
    """Two labs that are written alike are the same lab; one that is not, is not."""
    assert read_address(open_message(B)) == read_address(open_message(B))
    assert read_address(open_message(B)) != read_address(open_message(B, seed=2))


def test_every_text_of_the_page_has_a_name_of_its_own():
    parts = [controls(), scenes(), charts(), legends(), sentences_of_scenes(), dialogs(), troubles()]
    assert sum(map(len, parts)) == len(page_texts())
