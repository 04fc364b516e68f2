"""The start of the week: policies, what hits the office, who arrives. Worked cases of sim/behaviour/shocks.py."""

import pytest
from builder import (
    Before,
    caseworker,
    happened,
    market,
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

from sim.behaviour.shocks import (
    arrival_of,
    arrivals,
    begin_week,
    digital_legacy,
    expected_arrivals,
    holds_register,
    identity,
    point_to_policies,
    rows_are_short,
    welcome,
)
from sim.events import EventKind
from sim.terms import Decision, NeedsGroup, Status

# The first identity of office 2 in week 9: 2 * 16384 weeks of 1048576, and ten more for the start and nine weeks.
IN_WEEK_9 = 34370224128


@pytest.mark.parametrize(
    ("office_row", "arrival", "number", "name"),
    [(0, 0, 0, 0), (0, 0, 5, 5), (0, 1, 0, 1048576), (1, 0, 0, 17179869184), (2, 10, 3, IN_WEEK_9 + 3)],
)
def test_nobody_else_is_ever_called_what_kari_is(office_row, arrival, number, name):
    """2 to the 20th identities a week, 2 to the 14th weeks an office: office 1 begins at 2 to the 34th."""
    assert identity(office_row, arrival, number) == name


def test_markets_and_offices_live_under_the_policies_of_their_arm_and_of_the_week():
    """Rows lie by phase, market arm, office arm, caseworker arm, person arm; here 3 * 4 * 2 * 5 of them a phase.

    An office arm is 2 * 5 = 10 rows, a market arm 4 of these, 40, a phase 3 of these, 120. Week 6 is in phase 2, from
    row 240: the market in arm 2 starts 80 later and its office in arm 3 another 30, the other market at 240 itself.
    """
    there = world(
        offices=[office(market=1, arm=3), office(market=0), office(market=1, policy_row=9)],
        markets=[market(policy_row=8), market(arm=2)], weeks=7,
        market_arms=3, office_arms=4, caseworker_arms=2,
    )  # fmt: skip
    there.layout[0].person_arms = 5
    there.phases[:] = [0, 0, 0, 1, 1, 1, 2]
    before = Before(there)
    point_to_policies(there, week(6))
    assert [each.policy_row for each in there.markets] == [240, 320]
    assert [each.policy_row for each in there.offices] == [350, 240, 320]
    assert before.changed() == [*there.offices, *there.markets]
    point_to_policies(there, week(4))
    assert [each.policy_row for each in there.offices] == [230, 120, 200]
    point_to_policies(there, week(2))
    assert [each.policy_row for each in there.offices] == [110, 0, 80]


@pytest.mark.parametrize(
    ("closure_week", "number", "legacy"),
    [
        (20, 19, 0.0),
        (20, 20, 0.6),
        (20, 26, 0.6),
        (20, 27, 0.24),
        (20, 500, 0.24),
        (0, 0, 0.6),
        (0, 7, 0.24),
        (-1, 0, 0.0),
        (-1, 30, 0.0),
    ],
)
def test_a_part_of_what_a_closed_office_did_digitally_stays_digital(closure_week, number, legacy):
    """Closed for 7 weeks from week 20: .6 of the gap is closed at once, and .4 of that, .24, stays (STAR 2024).

    Before it there is nothing, and a closure in week -1 is none.
    """
    levers = policy(shock__closure_week=closure_week, shock__closure_weeks=7, shock__express_digitalization=0.6)
    assert digital_legacy(levers, week(number), parameters(organisation__digital_stays=0.4)) == approx(legacy)


SURGE = {"shock__surge_week": 30, "shock__surge_weeks": 5, "shock__surge_size": 3.0}


@pytest.mark.parametrize(
    ("reduced", "number", "expected"),
    [(0, 29, 0.8), (0, 30, 2.4), (0, 34, 2.4), (0, 35, 0.8), (1, 29, 0.5), (1, 32, 0.5)],
)
def test_a_surge_brings_three_times_the_ordinary_jobseekers_and_no_more_of_the_others(reduced, number, expected):
    """.8 a week with ordinary work capacity, three times that in the five weeks from 30; .5 with reduced (5.8)."""
    there = world(inflow_ordinary=0.8, inflow_reduced=0.5)
    before = Before(there)
    assert expected_arrivals(reduced, policy(**SURGE), there, week(number)) == approx(expected)
    assert before.changed() == []


@pytest.mark.parametrize(
    ("reduced", "lot", "number", "come"),
    [(0, 0.449, 29, 0), (0, 0.45, 29, 1), (0, 0.808, 29, 1), (0, 0.809, 29, 2),
     (0, 0.0907, 30, 0), (0, 0.0908, 30, 1), (1, 0.606, 30, 0), (1, 0.607, 30, 1)],
)  # fmt: skip
def test_who_comes_to_an_office_is_drawn_about_the_expected(reduced, lot, number, come):
    """Poisson: of .8 expected nobody comes with .449329 and one at most with .808792; of 2.4 nobody with .090718.

    Of .5 with reduced capacity nobody comes with .606531, and that lot is their own. The surge is that of the
    second office, under the second row of policies.
    """
    there = world(
        offices=[office(), office(policy_row=1)], inflow_ordinary=0.8, inflow_reduced=0.5,
        policy=[policy(), policy(**SURGE)],
    )  # fmt: skip
    luck = Luck({(Decision.ARRIVALS, 1, reduced): lot, (Decision.ARRIVALS, 1, 1 - reduced): 0.999})
    assert arrivals(there.offices[1], reduced, there, week(number, luck)) == come


@pytest.mark.parametrize(
    ("wanted", "there", "factor"),
    [(100, 100, 1.0), (95, 100, 0.81450625), (105, 100, 1.21550625), (80, 100, 0.6), (120, 100, 1.5), (3, 0, 1.5)],
)
def test_the_register_is_held_by_the_fourth_power_of_what_it_lacks(wanted, there, factor):
    """.95 to the fourth is .81450625, 1.05 to the fourth 1.21550625; .41 is .6 at least, 2.07 is 1.5 at most.

    An empty register counts as one person, so nothing is divided by nothing.
    """
    assert holds_register(wanted, there) == approx(factor)


@pytest.mark.parametrize(("reduced", "number", "come"), [(0, -1, 1), (0, 0, 0), (1, -1, 0), (1, 0, 1)])
def test_only_before_week_0_is_the_register_held(reduced, number, come):
    """Of .8 expected nobody comes with .4493; held, .8 * 1.46 for 110 wanted of 100 there is .3104, so one does at .4.

    With reduced capacity .5 * .6561 for 90 of 100 leaves .7203 for nobody, where .6065 is usual: a lot of .65.
    """
    held = office(start_ordinary=110, stock_ordinary=100, start_reduced=90, stock_reduced=100)
    there = world(offices=[held], inflow_ordinary=0.8, inflow_reduced=0.5, policy=policy(**SURGE))
    luck = Luck({(Decision.ARRIVALS, 0, 0): 0.4, (Decision.ARRIVALS, 0, 1): 0.65})
    assert arrivals(held, reduced, there, week(number, luck)) == come


@pytest.mark.parametrize(("number", "arrival"), [(0, 1), (9, 10), (-1, 16383), (-364, 16020)])
def test_who_comes_before_week_0_is_numbered_from_the_far_end(number, arrival):
    """Week 0 is 1, for 0 is the start; the last of 16 384 is week -1: within an office, and of no week of any run."""
    assert arrival_of(week(number)) == arrival


def expecting(rows_left, second_rows_left=9):
    """Two offices with so many rows left; each expects .8 and .5 persons a week, the second three times the .8."""
    return world(
        offices=[office(vacant_rows=rows_left), office(arm=1, vacant_rows=second_rows_left)],
        inflow_ordinary=0.8, inflow_reduced=0.5, policy=[policy(**{**SURGE, "shock__surge_week": -1}), policy(**SURGE)],
        office_arms=2, weeks=40,
    )  # fmt: skip


COMES_TO_THE_FIRST = {(Decision.ARRIVALS, 0, 0): 0.45, (Decision.ARRIVALS, 0, 1): 0.92}  # one, and two with reduced


@pytest.mark.parametrize(("rows_left", "short"), [(2, True), (3, False), (4, False)])
def test_three_newcomers_need_three_rows(rows_left, short):
    """One of ordinary capacity (.45 is above .449) and two of reduced (.92 is above .9098): three fit into three."""
    there = expecting(rows_left)
    before = Before(there)
    luck = Luck({**COMES_TO_THE_FIRST, (Decision.ARRIVALS, 1): 0.0})
    assert rows_are_short(there, week(31, luck)) == short
    assert before.changed() == [there.offices[1]]  # which has been pointed to its policies


@pytest.mark.parametrize(("rows_left", "short"), [(0, True), (1, False)])
def test_rows_may_be_short_in_the_second_office_alone_where_a_surge_hits(rows_left, short):
    """A lot of .1 brings nobody where .8 are expected and one where 2.4 are; the first office has room for all."""
    there = expecting(9, rows_left)
    luck = Luck({(Decision.ARRIVALS, 1, 0): 0.1, (Decision.ARRIVALS, 1, 1): 0.0}, otherwise=0.0)
    assert rows_are_short(there, week(31, luck)) == short


def test_where_nobody_comes_no_row_is_needed():
    """Neither office has a row left, and lots of 0 bring nobody."""
    assert not rows_are_short(expecting(0, 0), week(31, Luck(otherwise=0.0)))


def town(**fields):
    """The third office: nine rows, of which the first, second and fourth are taken; Bent has two cases, Asta none."""
    taken = [Status.EMPLOYED, Status.SEEKING, Status.VACANT, Status.IN_MEASURE, *[Status.VACANT] * 5]
    people = [person(id=90 + row, office=2, status=status) for row, status in enumerate(taken)]
    staff = [caseworker(id=5, office=2, caseload=2), caseworker(id=4, office=2)]
    offices = [office(), office(), office(vacant_rows=6, arrived=40, lowest_vacant=1, **fields)]
    return world(
        [person(id=80, status=Status.VACANT), *people], [caseworker(id=3), *staff], offices,
        inflow_ordinary=0.8, inflow_reduced=0.5, weeks=12, policy=usual_policy(individualization__caseload=80.0),
        parameters=usual_parameters(
            assessment__guidance_from=0.99, assessment__in_part_from=0.99, assessment__little_chance_from=1.0,
            organisation__digital_stays=0.4, organisation__relearning=0.35, organisation__adoption_kept=0.45,
            organisation__cases_moved=0.0,
        ),
    )  # fmt: skip


# Three with ordinary capacity (.96 is above .952577, below .990920) and two with reduced (.92 is above .909796).
COME_TO_TOWN = {(Decision.ARRIVALS, 2, 0): 0.96, (Decision.ARRIVALS, 2, 1): 0.92}


def test_newcomers_take_the_vacant_rows_and_get_a_caseworker_each():
    """Three with ordinary capacity, of even identities, then two with reduced, of odd ones; rows three, five and on.

    Asta has no case and Bent two, so Kari and Per go to Asta; where both have two Liv goes to the first, Bent; Ola to
    Asta again, and Amina, where both have three, to Bent. No row up to the eighth is surely vacant any more. The free
    row of another office stays free.
    """
    there = town()
    newcomers = [there.jobseekers[row] for row in (3, 5, 6, 7, 8)]
    bent, asta = there.caseworkers[1:]
    before = Before(there)
    welcome(there.offices[2], there, week(9, Luck(COME_TO_TOWN)))
    assert [jobseeker.id - IN_WEEK_9 for jobseeker in newcomers] == [0, 2, 4, 1, 3]
    assert [jobseeker.reduced_capacity for jobseeker in newcomers] == [0, 0, 0, 1, 1]
    assert [jobseeker.office for jobseeker in newcomers] == [2, 2, 2, 2, 2]
    assert [jobseeker.caseworker for jobseeker in newcomers] == [2, 2, 1, 2, 1]
    assert [(jobseeker.newcomer, jobseeker.arrived_week) for jobseeker in newcomers] == [(1, 9)] * 5
    assert (asta.caseload, bent.caseload) == (3, 4)
    assert before.changes(there.offices[2]) == {"lowest_vacant": 8, "vacant_rows": 1, "arrived": 45}
    assert before.changed() == [*newcomers, bent, asta, there.offices[2]]
    good, reduced = NeedsGroup.GODE_MULIGHETER, NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE
    assert happened(there) == [
        (EventKind.ARRIVED, IN_WEEK_9, 4, -1, good, 0.0),
        (EventKind.ARRIVED, IN_WEEK_9 + 2, 4, -1, good, 0.0),
        (EventKind.ARRIVED, IN_WEEK_9 + 4, 5, -1, good, 0.0),
        (EventKind.ARRIVED, IN_WEEK_9 + 1, 4, -1, reduced, 0.0),
        (EventKind.ARRIVED, IN_WEEK_9 + 3, 5, -1, reduced, 0.0),
    ]


def test_where_nobody_comes_nothing_changes():
    """Lots of 0 bring nobody, however many are expected."""
    there = town()
    before = Before(there)
    welcome(there.offices[2], there, week(9, Luck(otherwise=0.0)))
    assert before.changed() == []
    assert happened(there) == []


def test_the_week_begins_with_policies_shocks_and_newcomers_in_every_office():
    """Week 9: the closure of five weeks from week 3 is over, and .4 of .6 stays digital; reorganised in this very week.

    So relearning takes .35, and .45 of the adopted .5 is kept. All of it lies in the second row of policies, to which
    the third office is pointed by its arm. The first two are neither closed nor reorganised.
    """
    there = town(arm=1, adoption=0.5)
    there.layout[0].office_arms = 2
    for each in there.offices[:2]:
        each.digital_legacy = 0.7
    there.policies.append(usual_policy(
        individualization__caseload=80.0, shock__closure_week=3, shock__closure_weeks=5,
        shock__express_digitalization=0.6, shock__reorganisation_week=9,
    ))  # fmt: skip
    before = Before(there)
    begin_week(there, week(9, Luck(COME_TO_TOWN, otherwise=0.0)))
    assert before.changes(there.offices[2]) == approx({
        "policy_row": 1, "digital_legacy": 0.24, "relearning": 0.35, "adoption": 0.225,
        "lowest_vacant": 8, "vacant_rows": 1, "arrived": 45,
    })  # fmt: skip
    assert before.changes(there.offices[0]) == before.changes(there.offices[1]) == {"digital_legacy": 0.0}
    assert len(happened(there)) == 5


@pytest.mark.parametrize(("planned", "number", "adoption"), [(9, 8, 0.5), (9, 10, 0.5), (0, 0, 0.225), (-1, 0, 0.5)])
def test_an_office_is_reorganised_in_one_week_only(planned, number, adoption):
    """The week that is planned, neither before nor after; one planned for week -1 never comes."""
    there = town(adoption=0.5)
    there.policies[:] = [usual_policy(individualization__caseload=80.0, shock__reorganisation_week=planned)]
    begin_week(there, week(number, Luck(otherwise=0.0)))
    assert there.offices[2].adoption == approx(adoption)


def test_cases_change_hands_before_newcomers_come():
    """Half of the cases are moved, by lots of 0 all of them, to the next caseworker: the two who are registered are.

    Kari, who comes in the same week, stays with the caseworker she is given.
    """
    there = town()
    there.policies[:] = [usual_policy(individualization__caseload=80.0, shock__reorganisation_week=9)]
    there.parameters[0].organisation.cases_moved = 0.5
    seeking, in_measure, employed = there.jobseekers[2], there.jobseekers[4], there.jobseekers[1]
    for jobseeker in (seeking, in_measure, employed):
        jobseeker.caseworker = 1
    begin_week(there, week(9, Luck({**COME_TO_TOWN, Decision.CASE_ALLOTTED: 0.5}, otherwise=0.0)))
    assert [jobseeker.caseworker for jobseeker in (seeking, in_measure, employed)] == [2, 2, 1]
    assert there.jobseekers[3].caseworker == 2
