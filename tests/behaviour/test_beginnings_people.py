"""The people who are on the register in week 0, and the whole of a beginning: more of sim/behaviour/beginnings.py."""

import pytest
from builder import (
    Before,
    caseworker,
    employer,
    happened,
    market,
    measure_terms,
    office,
    parameters,
    person,
    policy,
    usual_parameters,
    usual_policy,
    week,
    world,
)
from luck import Luck
from pytest import approx

from sim.behaviour.beginnings import populate, register_people, settle
from sim.events import EventKind
from sim.terms import Decision, Measure, NeedsGroup, Role, Status, Strategy

KARI, OLA = 17, 18
# The first identities of offices 1 and 2 at the start: 16384 weeks of 1048576 after one another.
IN_OFFICE_1, IN_OFFICE_2 = 17179869184, 34359738368

SETTLED = parameters(
    people__barrier_weight=0.5, people__in_measure_at_start=0.3, health__treatment_from=0.45,
    health__untreated_at_start=0.4, assessment__guidance_from=0.31, assessment__in_part_from=0.55,
    assessment__little_chance_from=0.8, assessment__reduced_from=0.75, assessment__overlooked_below=0.18,
    assessment__profile_sight=0.25, assessment__profile_error=0.06, assessment__judgement_error=0.3,
    assessment__participation_insight=0.6, assessment__colouring=0.2, assessment__weeks_between=40,
    staff__newcomer_skill=0.5, staff__weeks_to_learn=80.0, staff__strain_on_quality=0.4, referral__least_fit=0.05,
    referral__misfit_weight=2.0, referral__usual_skills_gap=0.3, referral__strategy_favour=2.0,
    referral__ips_from=0.45, referral__ips_motivation=0.6,
)  # fmt: skip
PERSONAL = policy(
    standardization__profiling_weight=0.0, standardization__standard_menu=1.0, individualization__participation=0.4,
    organisation__strategy=Strategy.TRAIN_THEN_PLACE,
)  # fmt: skip


def menu(**usual):
    """All measures with nothing in the standard menu but these; training takes 20 weeks, follow-up 31."""
    lasting = {"TRAINING": 20, "FOLLOW_UP": 31}
    return {
        kind: measure_terms(usual_ordinary=usual.get(kind.name, 0.0), usual_reduced=0.0, suits_burden=0.4,
                            answers_skills=0.5, weeks=lasting.get(kind.name, 7))
        for kind in Measure
    }  # fmt: skip


def settled(kari, lots, **usual):
    """Kari, settled with these lots in an office whose judgement leans by .2; her own arm alone has a policy."""
    there = world(
        [person(id=OLA), kari], [caseworker(id=4, belief=0.0), caseworker(id=5, belief=0.5)], [office(norm=0.2)],
        measures=menu(**(usual or {"TRAINING": 0.25, "FOLLOW_UP": 0.75})), policy=[policy(), PERSONAL],
        parameters=SETTLED,
    )  # fmt: skip
    before = Before(there)
    luck = Luck({(decision, KARI, 0, draw): lot for (decision, draw), lot in lots.items()})
    settle(kari, there.offices[0], there, week(0, luck))
    return there, before


def on_the_register(**fields):
    """Kari as she is found: a client of Asta, the second caseworker, in arm 1, in a status of another life."""
    return person(**{"id": KARI, "caseworker": 1, "arm": 1, "status": Status.OUT_OF_LABOUR_FORCE, "measure_since": 7,
                     **fields})  # fmt: skip


SINCE, UNTREATED = (Decision.TIME_ON_REGISTER, 4), (Decision.UNTREATED_AT_START, 0)
IN_MEASURE, FOR_SO_LONG = (Decision.STARTS_IN_MEASURE, 0), (Decision.STARTS_IN_MEASURE, 1)
WHICH = (Decision.MEASURE_AT_START, 0)


def test_kari_is_found_assessed_and_looking_for_work():
    """A skills gap of .2 is a burden of .1; Asta believes as people do, so judgement is .1 + .2 = .3: good prospects.

    Another caseworker would have found .4, and .31 is guidance. It was .46 * 40 = 18.4 weeks ago. Healthy, so no
    treatment; a lot of .31 is not below the .3 who are in a measure, so she is in none and no queue.
    """
    there, before = settled(kari := on_the_register(skills_gap=0.2), {SINCE: 0.46, IN_MEASURE: 0.31})
    assert before.changes(kari) == {
        "status": Status.SEEKING, "needs_group": NeedsGroup.GODE_MULIGHETER, "assessed_week": -18
    }  # fmt: skip
    assert before.changed() == [kari]
    assert happened(there) == []


@pytest.mark.parametrize(
    ("mental", "physical", "untreated", "treated"),
    [(0.45, 0.1, 0.41, 1), (0.45, 0.1, 0.39, 0), (0.1, 0.6, 0.4, 1), (0.44, 0.44, 0.9, 0)],
)
def test_of_those_with_heavy_health_barriers_some_still_wait_for_treatment(mental, physical, untreated, treated):
    """Heavy from .45, of the mind or the body; .4 of them have not been treated yet. The others need no treatment."""
    kari = on_the_register(mental_health=mental, physical_health=physical)
    settled(kari, {UNTREATED: untreated, IN_MEASURE: 0.9})
    assert kari.treated == treated


@pytest.mark.parametrize(("which", "kind", "left"), [(0.39, Measure.TRAINING, 10), (0.41, Measure.FOLLOW_UP, 15)])
def test_kari_may_be_in_the_midst_of_a_measure(which, kind, left):
    """A lot of .29 is below the .3 who are. Training weighs .25, doubled where one trains first, follow-up .75: .5 of
    1.25 are .4. Of 20 weeks 1 + 9 of 20 * .47 = 9.4 are left, of 31 weeks 1 + 14 of 14.57; no week of it is gone yet.
    """
    there, before = settled(kari := on_the_register(), {IN_MEASURE: 0.29, WHICH: which, FOR_SO_LONG: 0.47, SINCE: 0.0})
    assert before.changes(kari) == {
        "status": Status.IN_MEASURE, "needs_group": NeedsGroup.GODE_MULIGHETER, "measure": kind,
        "measure_weeks": left, "measure_since": 0,
    }  # fmt: skip
    assert happened(there) == [(EventKind.MEASURE_BEGAN, KARI, -1, -1, kind, 0.0)]


def test_where_no_measure_is_open_to_kari_she_is_in_none():
    """Nothing in the standard menu weighs anything, so she goes on looking for work."""
    there, before = settled(kari := on_the_register(), {IN_MEASURE: 0.0, WHICH: 0.5}, KVP=0.0)
    assert (kari.status, kari.measure, kari.measure_weeks, kari.measure_since) == (Status.SEEKING, 0, 0, 0)
    assert before.changed() == [kari]
    assert happened(there) == []


def usual_people(**others):
    """The usual numbers, and by name those that the cases rest on: at a lot of .5 all barriers are slight."""
    numbers = dict(
        people__mental_ordinary=0.1, people__mental_reduced=0.4, people__mental_young=0.4,
        people__physical_ordinary=0.1, people__physical_reduced=0.6, people__skills_ordinary=0.2,
        people__skills_reduced=0.45, people__language=0.15, people__life_ordinary=0.1, people__life_reduced=0.3,
        people__barrier_weight=0.6, people__slight_up_to=0.2, people__present_from=0.3,
        people__in_measure_at_start=0.2, people__register_weeks_ordinary=20.0, people__register_weeks_reduced=100.0,
        assessment__weeks_between=40, assessment__guidance_from=0.31, assessment__colouring=0.3,
        assessment__overlooked_below=0.1, assessment__in_part_from=0.6,
    )  # fmt: skip
    return usual_parameters(**{**numbers, **others})


JUDGING = {"standardization__profiling_weight": 0.0, "individualization__caseload": 80.0}


def test_people_are_found_office_by_office_each_with_a_caseworker_and_a_past():
    """Two with ordinary capacity, of even identity, then one with reduced, of odd; one row of five stays free, and one
    is another office's.

    Cases go to whoever has the fewest: Asta, Bent, Asta. All lots are .5: five slight barriers of .1 close 1 - .94 to
    the fifth, .266096; Asta, of middling belief, sees that, good prospects, and Bent, who believes in nobody, .15 more:
    guidance. They have been there ln 2 = .693147 means, 13.862944 weeks or 69.314718, and were assessed 20 weeks ago.
    """
    elsewhere, people = person(status=Status.VACANT), [person(office=2, status=Status.VACANT) for _ in range(5)]
    asta, bent = caseworker(id=4, office=2, belief=0.5), caseworker(id=5, office=2, belief=0.0)
    there = world([elsewhere, *people], [caseworker(id=3, belief=0.5), asta, bent], [office(), office(), office()],
                  policy=usual_policy(**JUDGING), parameters=usual_people())  # fmt: skip
    town = there.offices[2]
    before = Before(there)
    register_people(town, 2, 1, there, week(0))
    kari, ola, amina, *_ = people
    assert [jobseeker.id for jobseeker in (kari, ola, amina)] == [IN_OFFICE_2, IN_OFFICE_2 + 2, IN_OFFICE_2 + 1]
    assert [jobseeker.reduced_capacity for jobseeker in (kari, ola, amina)] == [0, 0, 1]
    assert [jobseeker.office for jobseeker in (kari, ola, amina)] == [2, 2, 2]
    assert [jobseeker.caseworker for jobseeker in (kari, ola, amina)] == [1, 2, 1]
    assert (kari.needs_group, ola.needs_group) == (NeedsGroup.GODE_MULIGHETER, NeedsGroup.TRENGER_VEILEDNING)
    assert [jobseeker.assessed_week for jobseeker in (kari, ola, amina)] == [-20, -20, -20]
    assert [jobseeker.newcomer for jobseeker in (kari, ola, amina)] == [0, 0, 0]
    assert [jobseeker.time_on_register for jobseeker in (kari, ola, amina)] == approx([13.862944, 13.862944, 69.314718])
    assert before.changes(town) == {
        "registered": 3, "arrived": 3, "vacant_rows": 2, "stock_ordinary": 2, "stock_reduced": 1,
    }  # fmt: skip
    assert (asta.caseload, bent.caseload) == (2, 1)
    assert before.changed() == [kari, ola, amina, asta, bent, town]
    assert elsewhere.status == Status.VACANT


def test_two_with_reduced_capacity_are_numbered_from_one():
    """Odd identities of their own, 1 and 3, so that one more with ordinary capacity shifts nobody's luck."""
    people = [person(status=Status.VACANT) for _ in range(3)]
    there = world(people, [caseworker(id=3, belief=0.5)], policy=usual_policy(**JUDGING), parameters=usual_people())
    register_people(there.offices[0], 1, 2, there, week(0))
    assert [jobseeker.id for jobseeker in people] == [0, 1, 3]


def test_an_office_may_begin_with_nobody_on_its_register():
    """Both its rows are free, and stay so."""
    people = [person(status=Status.VACANT) for _ in range(2)]
    there = world(people, [caseworker(id=3)], policy=usual_policy(**JUDGING), parameters=usual_people())
    before = Before(there)
    register_people(there.offices[0], 0, 0, there, week(0))
    assert before.changes(there.offices[0]) == {"vacant_rows": 2}
    assert before.changed() == [there.offices[0]]


def test_a_run_begins_with_employers_offices_staff_and_people():
    """Two markets of one and two employers, the second numbered from 1 048 576; two offices, the second in an arm.

    There everybody specialises: half of two posts is one for income work, and one follows people up; in the first
    office nobody does. Each office has its norm (a lot of .75 is half of .04 up) and its people.
    """
    firms = [employer(), employer(market=1), employer(market=1)]
    people = [person(status=Status.VACANT), *(person(office=1, status=Status.VACANT) for _ in range(2))]
    staff = [caseworker(), caseworker(office=1), caseworker(office=1)]
    there = world(
        people, staff,
        [
            office(start_ordinary=1, budgeted_posts=1.0),
            office(arm=1, start_ordinary=1, start_reduced=1, market=1, budgeted_posts=2.0),
        ],
        firms,
        [market(posting=0.1), market(posting=0.1)],
        policy=[usual_policy(**JUDGING, organisation__specialisation=share) for share in (0.0, 1.0)],
        parameters=usual_people(staff__income_posts=0.5, organisation__norm_spread=0.04), office_arms=2,
    )  # fmt: skip
    for firm in firms:
        firm.market = 9  # nobody has told them yet
    populate(there, week(0, Luck({Decision.OFFICE_NORM: 0.75})))
    assert [firm.id for firm in firms] == [0, 1048576, 1048577]
    assert [firm.market for firm in firms] == [0, 1, 1]
    assert all(firm.openness > 0.0 and firm.size >= 1.0 for firm in firms)
    assert [worker.role for worker in staff] == [Role.GENERALIST, Role.INCOME, Role.FOLLOW_UP]
    assert [each.norm for each in there.offices] == approx([0.02, 0.02])
    assert [each.registered for each in there.offices] == [1, 2]
    assert [jobseeker.id for jobseeker in people] == [0, IN_OFFICE_1, IN_OFFICE_1 + 1]
    assert [each.policy_row for each in there.offices] == [0, 1]
