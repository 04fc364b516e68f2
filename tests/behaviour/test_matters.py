"""Matters: worked cases of sim/behaviour/matters.py, from how often a need comes to what keeping silent leads to."""

import pytest
from builder import Before, caseworker, parameters, person, week
from enquiry_numbers import NUMBERS
from luck import Luck
from pytest import approx

from sim.behaviour.matters import (
    is_of_own_case,
    keep_silent,
    late_papers,
    lose_trust,
    matter_of,
    need_rate,
    sends_form,
    take_up_need,
    usual_urgency,
)
from sim.terms import Benefit, Decision, Matter


def kari_of(**fields):
    """Kari, with a matter of complexity .4; half a barrier of life situation, no longer a newcomer."""
    return person(**{"id": 41, "life_situation": 0.5, "time_on_register": 30.0, "enquiry_complexity": 0.4, **fields})


def numbers(**values):
    """The numbers of these cases, with others where a case says so."""
    return parameters(**{**NUMBERS, **values})


@pytest.mark.parametrize(("life_situation", "rate"), [(0.0, 0.25), (0.5, 0.35), (1.0, 0.45)])
def test_kari_needs_nav_more_often_the_more_she_owes(life_situation, rate):
    """Once in four weeks, and .8 times that on top at a full barrier of life situation (4.11)."""
    assert need_rate(kari_of(life_situation=life_situation), numbers()) == approx(rate)


@pytest.mark.parametrize(("weeks", "rate"), [(0.0, 0.525), (7.9, 0.525), (8.0, 0.35)])
def test_kari_needs_nav_more_often_in_her_first_weeks(weeks, rate):
    """.35 a week, and half as much again before week 8 on the register (ASSUMED)."""
    assert need_rate(kari_of(time_on_register=weeks), numbers()) == approx(rate)


@pytest.mark.parametrize(
    ("benefit", "number", "sends"),
    [
        (Benefit.DAGPENGER, 13, True),
        (Benefit.DAGPENGER, 12, False),
        (Benefit.AAP, 13, True),
        (Benefit.AAP, 12, False),
        (Benefit.SOSIALHJELP, 13, False),
        (Benefit.NONE, 13, False),
        (Benefit.DAGPENGER, -1, True),
        (Benefit.DAGPENGER, -2, False),
    ],
)
def test_the_fortnightly_form_falls_due_every_second_week_of_who_lives_on_dagpenger_or_aap(benefit, number, sends):
    """Kari, number 41, in odd weeks, also in those before the first."""
    assert sends_form(kari_of(benefit=benefit), week(number), numbers()) == sends


@pytest.mark.parametrize(("number", "sends"), [(0, False), (1, True), (2, False), (4, True)])
def test_a_form_of_every_third_week_falls_due_in_karis_own_weeks(number, sends):
    """41 and 1, and 41 and 4, are so many times three."""
    every_third = numbers(matters__form_weeks=3)
    assert sends_form(kari_of(benefit=Benefit.AAP), week(number), every_third) == sends


@pytest.mark.parametrize(
    ("drawn", "matter"),
    [
        (0.0, Matter.INFORMATION), (0.299, Matter.INFORMATION), (0.301, Matter.OWN_CASE), (0.549, Matter.OWN_CASE),
        (0.551, Matter.MONEY), (0.749, Matter.MONEY), (0.751, Matter.PLAN), (0.899, Matter.PLAN), (0.901, Matter.ACUTE),
    ],
)  # fmt: skip
def test_needs_are_about_information_the_case_money_or_the_plan_and_the_rest_is_acute(drawn, matter):
    """.3, .25, .2 and .15 of them: up to .3, .55, .75 and .9."""
    assert matter_of(drawn, numbers()) == matter
    assert is_of_own_case(matter) == (matter != Matter.INFORMATION)


@pytest.mark.parametrize(
    ("drawn", "matter"), [(0.25, Matter.OWN_CASE), (0.5, Matter.MONEY), (0.75, Matter.PLAN), (0.875, Matter.ACUTE)]
)
def test_a_lot_on_the_edge_is_of_the_next_kind(drawn, matter):
    """Three quarters and an eighth: a share holds its lots from its lower edge to below its upper one."""
    shares = {"information": 0.25, "own_case": 0.25, "money": 0.25, "plan": 0.125}
    assert matter_of(drawn, numbers(**{f"matters__{kind}_share": share for kind, share in shares.items()})) == matter


def test_each_kind_of_matter_has_an_urgency_of_its_own():
    assert [usual_urgency(matter, numbers()) for matter in Matter] == [0.1, 0.25, 0.35, 0.2, 0.7]


@pytest.mark.parametrize(("matter", "complexity"), [(Matter.MONEY, 0.208), (Matter.INFORMATION, 0.104)])
def test_karis_matter_is_as_heavy_as_her_case_and_as_urgent_as_its_kind(matter, complexity):
    """Urgency .35 or .1, and .2 of a lot that lies .6 above its middle: + .12. Lot .4 makes the weight .2 + .32 = .52
    of everyday .15 and burden .25: .208; information is half as heavy.
    """
    kari = kari_of()
    before = Before(kari)
    luck = Luck({(Decision.URGENCY, 41): 0.8, (Decision.ENQUIRY_COMPLEXITY, 41): 0.4})
    take_up_need(kari, matter, week(12, luck), numbers())
    urgency = usual_urgency(matter, numbers()) + 0.12
    want = {"matter": matter, "urgency": urgency, "enquiry_complexity": complexity}
    assert before.changes(kari) == approx({name: value for name, value in want.items() if value != 0})


def test_the_heaviest_matter_of_per_is_as_complex_as_can_be_and_the_least_urgent_is_not_urgent_at_all():
    """Burden 1 and everyday .95, of which lot .9 takes .92: 1.794, and so 1. Urgency .1 - .2 is none."""
    per = person(id=42, mental_health=1.0)
    heavy = numbers(people__barrier_weight=1.0, contact__everyday_matter=0.95, matters__information_light=1.0)
    luck = Luck({Decision.URGENCY: 0.0, Decision.ENQUIRY_COMPLEXITY: 0.9})
    take_up_need(per, Matter.INFORMATION, week(12, luck), heavy)
    assert (per.enquiry_complexity, per.urgency) == (1.0, 0.0)


def test_what_came_too_late_must_be_put_right_the_longer_the_more_complex_it_is():
    """.3 hours at full complexity, .12 at .4 (ASSUMED; 4.4)."""
    assert late_papers(kari_of(), numbers()) == approx(0.12)


@pytest.mark.parametrize(
    ("matter", "drawn", "papers", "acute"),
    [
        (Matter.OWN_CASE, 0.201, 3.06, 0), (Matter.MONEY, 0.199, 3.06, 1), (Matter.PLAN, 0.199, 3.0, 1),
        (Matter.ACUTE, 0.201, 3.0, 0), (Matter.INFORMATION, 0.0, 3.0, 0),
    ],
)  # fmt: skip
def test_what_kari_keeps_silent_about_costs_asta_half_the_late_papers_or_becomes_acute(matter, drawn, papers, acute):
    """Papers of the case and of money come late, by half of .12 h. At urgency .5, .4 * .5 = .2 of all but information
    becomes acute (4.4). She trusts nobody yet, so no trust is lost.
    """
    kari, asta = kari_of(matter=matter, urgency=0.5), caseworker(mandatory_need=3.0)
    before = Before(kari)
    keep_silent(kari, asta, week(12, Luck({(Decision.SILENCE_TURNS_ACUTE, 41): drawn})), numbers())
    assert asta.mandatory_need == approx(papers)
    assert before.changes(kari) == ({"turned_acute": 1} if acute else {})


@pytest.mark.parametrize(("cost", "trust", "experience"), [(1.0, 0.76, 0.38), (0.5, 0.78, 0.39), (0.0, 0.8, 0.4)])
def test_kari_loses_trust_and_experience_by_what_is_not_met(cost, trust, experience):
    """Being turned away costs .05 of .8 and .4, .04 and .02; half of that costs half (R23)."""
    kari = kari_of(trust=0.8, experience=0.4)
    before = Before(kari)
    lose_trust(kari, cost, numbers())
    assert (kari.trust, kari.experience) == approx((trust, experience))
    assert set(before.changes(kari)) <= {"trust", "experience"}


@pytest.mark.parametrize(
    ("urgency", "trust", "experience"), [(1.0, 0.776, 0.388), (0.5, 0.788, 0.394), (0.0, 0.8, 0.4)]
)
@pytest.mark.parametrize("matter", [Matter.INFORMATION, Matter.MONEY])
def test_what_kari_keeps_silent_about_costs_trust_the_more_urgent_it_is(matter, urgency, trust, experience):
    """Being turned away costs .05 of both. Silence costs .6 of that at full urgency, .03, and at half of it .015: of
    trust .8 and experience .4 are left .97 or .985. What is not urgent costs nothing, whatever it is about (R23).
    """
    kari = kari_of(matter=matter, urgency=urgency, trust=0.8, experience=0.4)
    before = Before(kari)
    keep_silent(kari, caseworker(), week(12, Luck(otherwise=0.999)), numbers())
    assert (kari.trust, kari.experience) == approx((trust, experience))
    assert set(before.changes(kari)) == ({"trust", "experience"} if urgency else set())
