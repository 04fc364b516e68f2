"""Asking: worked cases of sim/behaviour/enquiries.py, from a need that comes to the channel that it is asked by."""

import pytest
from builder import Before, caseworker, channel, office, parameters, person, policy, usual_policy, week, world
from enquiry_numbers import LEVERS, NUMBERS
from luck import Luck
from pytest import approx

from sim.behaviour.enquiries import come_to_need, count_asking, enquire, send_form
from sim.terms import Benefit, Channel, Decision, Matter, NeedsGroup


def kari_of(**fields):
    """Kari, who needs NAV once in four weeks, and last had a matter of money of complexity .4 and urgency .5."""
    return person(**{
        "id": 41, "digital_skill": 0.2, "time_on_register": 30.0, "matter": Matter.MONEY, "enquiry_complexity": 0.4,
        "urgency": 0.5, "gave_up": 2, "repeats": 3, "needs_group": NeedsGroup.IKKE_VURDERT, **fields,
    })  # fmt: skip


def numbers(**values):
    """The numbers of these cases, with others where a case says so."""
    return parameters(**{**NUMBERS, **values})


def luck_of_kari(otherwise=0.5, **lots):
    """Kari's lots by decision."""
    return Luck({(Decision[name], 41): lot for name, lot in lots.items()}, otherwise)


# A need


@pytest.mark.parametrize(
    ("fields", "failing_form", "drawn", "comes"),
    [
        ({}, 0.0, 0.221, True), ({}, 0.0, 0.222, False), ({}, 0.05, 0.259, True), ({}, 0.05, 0.26, False),
        ({"unresolved": 1}, 0.0, 0.894, True), ({"unresolved": 1}, 0.0, 0.895, False),
        ({"turned_acute": 1}, 0.0, 0.894, True), ({"turned_acute": 1, "unresolved": 1}, 0.0, 0.895, False),
    ],
)  # fmt: skip
def test_one_lot_decides_whether_kari_has_anything_to_ask(fields, failing_form, drawn, comes):
    """Rate .25: 1 - exp(-.25) = .2212. With a form that fails by .05: .2592. What was not answered, or has become
    acute, comes at 2 a week on top: 1 - exp(-2.25) = .8946 (4.3).
    """
    luck = luck_of_kari(ENQUIRY=drawn)
    assert come_to_need(kari_of(**fields), failing_form, week(12, luck), numbers()) == comes


def test_kari_lets_go_of_what_was_not_answered():
    """She does not come back with it: given up for the third time, and what had become acute is past."""
    kari = kari_of(unresolved=1, turned_acute=1)
    before = Before(kari)
    come_to_need(kari, 0.0, week(12, luck_of_kari(ENQUIRY=0.999)), numbers())
    assert before.changes(kari) == {"unresolved": 0, "turned_acute": 0, "gave_up": 3}


@pytest.mark.parametrize(("urgency", "now"), [(0.5, 0.8), (0.9, 1.0)])
def test_what_comes_back_is_the_same_matter_and_more_urgent(urgency, now):
    """.3 more urgent, at most 1; no less complex, and before anything that has become acute."""
    kari = kari_of(unresolved=1, turned_acute=1, urgency=urgency)
    before = Before(kari)
    assert come_to_need(kari, 0.0, week(12, luck_of_kari(ENQUIRY=0.0)), numbers())
    assert before.changes(kari) == approx({"urgency": now, "turned_acute": 0})


def test_what_was_kept_silent_comes_as_an_acute_need():
    """Urgent by .7 + .2 * .6; lot .4 makes the weight .52 of everyday .15: .078."""
    kari = kari_of(turned_acute=1)
    before = Before(kari)
    come_to_need(kari, 0.0, week(12, luck_of_kari(ENQUIRY=0.0, URGENCY=0.8, ENQUIRY_COMPLEXITY=0.4)), numbers())
    acute = {"matter": Matter.ACUTE, "urgency": 0.82, "enquiry_complexity": 0.078, "turned_acute": 0}
    assert before.changes(kari) == approx(acute)


@pytest.mark.parametrize(
    ("failing_form", "drawn", "matter"),
    [(0.0, 0.29, Matter.INFORMATION), (0.0, 0.31, Matter.OWN_CASE), (0.05, 0.16, Matter.OWN_CASE),
     (0.05, 0.17, Matter.INFORMATION), (0.05, 0.05 / (0.25 + 0.05), Matter.INFORMATION),
      (0.05, 0.41, Matter.INFORMATION), (0.05, 0.42, Matter.OWN_CASE)],
)  # fmt: skip
def test_a_new_need_is_about_the_form_that_failed_or_about_whatever_needs_are_about(failing_form, drawn, matter):
    """.05 of .3 is a sixth: below it the own case. Of the rest .3 is information: up to .1667 + .8333 * .3 = .4167."""
    kari = kari_of()
    come_to_need(kari, failing_form, week(12, luck_of_kari(ENQUIRY=0.0, MATTER=drawn)), numbers())
    assert kari.matter == matter


# The enquiry


def test_a_fortnightly_form_is_a_contact_that_takes_nobodys_time():
    kari, at, service = (
        kari_of(contacts=5, digital_contacts=3),
        office(forms=2),
        channel(Channel.SELF_SERVICE, served=7),
    )
    before = Before(kari, at, service)
    send_form(kari, at, service)
    assert before.changes(kari) == {"contacts": 6, "digital_contacts": 4}
    assert (before.changes(at), before.changes(service)) == ({"forms": 3}, {"served": 8})


@pytest.mark.parametrize(
    ("kind", "counter"),
    [(Channel.SELF_SERVICE, "self_services"), (Channel.DIGITAL_DIALOGUE, "messages"), (Channel.CHAT, "chats"),
     (Channel.PHONE, "calls"), (Channel.DROP_IN, "visits"), (Channel.BOOKED_MEETING, "talks_asked")],
)  # fmt: skip
@pytest.mark.parametrize(("unresolved", "apart"), [(0, {"first_askings": 6}), (1, {"repeats": 8})])
def test_an_enquiry_is_counted_by_its_channel_and_apart_whether_it_was_asked_before(kind, counter, unresolved, apart):
    kari = kari_of(unresolved=unresolved, enquiry=kind)
    at = office(**{"repeats": 7, "first_askings": 5, "enquiries": 12, counter: 3})
    before = Before(kari, at)
    count_asking(kari, at)
    assert before.changes(at) == {"enquiries": 13, counter: 4, **apart}
    assert before.changes(kari) == ({"repeats": 4} if unresolved else {})


def asking(kari, number=12, **lots):
    """Kari asks the second office, where only the phone is open: what has changed of her and the books, and Asta."""
    doors = [channel(kind, office=1, served=4) for kind in Channel]
    doors[Channel.PHONE].open_share = 1.0
    at, asta = [office(), office(silences=4)], caseworker(mandatory_need=3.0)
    there = world(offices=at, channels=doors, policy=usual_policy())
    before = Before(kari, at[1], *doors)
    luck = luck_of_kari(**lots)
    enquire(kari, asta, policy(**LEVERS), at[1], there, week(number, luck), numbers())
    return before.changes(kari), before.changes(at[1]), doors, asta


def test_kari_calls_about_what_she_needs():
    """Lots .1 of the matter, .5 of urgency and .4 of complexity: information, urgent by .1, .52 * .5 of .15. The phone
    pulls by exp(4 (.1 - .23)) = .5945 against 1: .3728 of all.
    """
    lots = {"ENQUIRY": 0.0, "MATTER": 0.1, "URGENCY": 0.5, "ENQUIRY_COMPLEXITY": 0.4, "CHANNEL_CHOICE": 0.372}
    changed, books, doors, asta = asking(kari_of(knows_doors=1, gave_up=2, enquiry=Channel.CHAT), **lots)
    want = {"matter": 0, "urgency": 0.1, "enquiry_complexity": 0.039, "enquiry": Channel.PHONE}
    assert changed == approx(want)
    assert books == {"enquiries": 1, "first_askings": 1, "calls": 1}
    assert [door.demand for door in doors] == [0, 0, 0, 1, 0, 0, 0]
    assert asta.mandatory_need == 3.0


@pytest.mark.parametrize(("unresolved", "gave_up"), [(0, {}), (1, {"unresolved": 0, "gave_up": 3})])
def test_kari_keeps_silent_about_what_is_too_much_trouble(unresolved, gave_up):
    """At .999 she does, whether she asked before or not; half of .3 h of complexity .4 comes late, .06 h, where it is
    money, as before. It is a matter that she gives up. Silence costs trust: .6 of .05, times how urgent it was.
    """
    lots = {"ENQUIRY": 0.0, "MATTER": 0.6, "URGENCY": 0.5, "ENQUIRY_COMPLEXITY": 0.4, "CHANNEL_CHOICE": 0.999,
            "SILENCE_TURNS_ACUTE": 0.999}  # fmt: skip
    kari = kari_of(unresolved=unresolved, enquiry=Channel.CHAT, trust=0.5)
    changed, books, doors, asta = asking(kari, **lots)
    assert kari.trust == approx(0.5 * (1.0 - 0.03 * kari.urgency))
    assert (books, [door.demand for door in doors]) == ({"silences": 5}, [0] * 7)
    assert changed["enquiry"] == -1 and {name: changed[name] for name in gave_up} == gave_up
    assert asta.mandatory_need == approx(3.0 + 0.15 * kari.enquiry_complexity)


@pytest.mark.parametrize(("number", "books", "served"), [(13, {"forms": 1}, 5), (12, {}, 4)])
def test_kari_on_dagpenger_sends_her_form_whether_or_not_she_asks_anything(number, books, served):
    """Every second week; at lot .259 nothing has failed: .2212 of needs, and .2592 with the form."""
    kari = kari_of(benefit=Benefit.DAGPENGER, enquiry=Channel.CHAT)
    changed, counted, doors, _ = asking(kari, number, ENQUIRY=0.26)
    assert (counted, doors[Channel.SELF_SERVICE].served) == (books, served)
    assert changed["enquiry"] == -1


def test_a_form_that_failed_is_asked_about():
    """At lot .259 in the week of the form, and of the sixth that is the form's: a matter of the own case."""
    kari = kari_of(benefit=Benefit.DAGPENGER)
    changed, counted, _, _ = asking(kari, 13, ENQUIRY=0.259, MATTER=0.1, CHANNEL_CHOICE=0.0)
    assert (changed["matter"], counted["forms"], counted["enquiries"]) == (Matter.OWN_CASE, 1, 1)
