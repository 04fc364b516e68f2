"""Whose case somebody is, and what a change of caseworker costs: worked cases of sim/behaviour/staff.py."""

from builder import Before, caseworker, happened, office, parameters, person, policy, week, world
from luck import Luck
from pytest import approx, mark

from sim.behaviour.staff import assign_caseworker, follow_clients, hand_over, move_case
from sim.events import EventKind
from sim.terms import Decision, Role, Status


def cold_handover():
    """A tenth of plan and help survives a change of caseworker, .6 more where continuity is full."""
    return parameters(
        staff__handover_keeps=0.1, staff__continuity_keeps=0.6, staff__relation_passes_on=0.7,
        staff__handover_trust=0.25,
    )  # fmt: skip


def posts_for(*caseloads):
    """A policy for each arm of caseworkers: jobseekers that their posts are staffed for."""
    return [policy(individualization__caseload=caseload) for caseload in caseloads]


def kari_with_much_to_lose(**fields):
    """Kari, who gets on with her caseworker, has a good plan and much help."""
    return person(**{"id": 9, "relation": 0.5, "plan": 0.6, "job_help": 0.8, "trust": 0.9, **fields})


# --- handover


def test_a_new_caseworker_costs_kari_relation_plan_help_and_trust():
    """Half of full continuity keeps .1 + .6 * .5 = .4: plan .24, help .32, relation .5 * .7 * .4 = .14.

    Of trust the .6 not kept take .25 * .6 = .15: .9 * .85 = .765. A forced change of caseworker cost 22 % of the job
    chance (K4; NAV facts 3.14, 8.21, R10); the shares are ASSUMED.
    """
    kari, asta = kari_with_much_to_lose(known_caseworker=3, caseworker_changes=2), caseworker(id=7)
    before = Before(kari, asta)
    hand_over(kari, asta, policy(individualization__continuity=0.5), cold_handover())
    assert before.changes(kari) == approx(
        {
            "known_caseworker": 7, "caseworker_changes": 3, "relation": 0.14, "plan": 0.24, "job_help": 0.32,
            "trust": 0.765,
        }
    )  # fmt: skip
    assert before.changed() == [kari]


def test_a_warm_handover_keeps_all_but_a_part_of_the_relation():
    """.8 + .9 * .5 would keep more than all: plan, help and trust stay, and .7 of the relation passes on, .35."""
    kari, asta = kari_with_much_to_lose(known_caseworker=3), caseworker(id=7)
    before = Before(kari, asta)
    numbers = parameters(
        staff__handover_keeps=0.8, staff__continuity_keeps=0.9, staff__relation_passes_on=0.7,
        staff__handover_trust=0.25,
    )  # fmt: skip
    hand_over(kari, asta, policy(individualization__continuity=0.5), numbers)
    assert before.changes(kari) == approx({"known_caseworker": 7, "caseworker_changes": 1, "relation": 0.35})


def test_the_week_begins_with_counted_cases_and_only_undone_work_on_the_desk():
    """Kari, Ola and Amina are registered, two with Asta; of last week only what was left undone, 1.5 hours, stays.

    Employed Per and a row with nobody in it count for nobody. Whoever knows the own caseworker loses nothing.
    """
    asta = caseworker(
        id=70, backlog=1.5, caseload=40, mandatory_need=9.0, assessment_need=2.0, dialogue_need=3.0,
        asked_need=4.0, protected_need=2.0, first_candidate=5, hours_left=6.0, pressure=1.1,
    )  # fmt: skip
    berit = caseworker(id=80, caseload=30)
    people = [
        person(id=1, caseworker=0, known_caseworker=70),
        person(id=2, caseworker=1, known_caseworker=80, status=Status.IN_MEASURE),
        person(id=3, caseworker=0, known_caseworker=70, status=Status.WAITING_FOR_HEALTH),
        person(id=4, caseworker=0, known_caseworker=60, status=Status.EMPLOYED),
        person(id=0, known_caseworker=60, status=Status.VACANT),
    ]
    there = world(people, [asta, berit], [office(registered=40)], policy=policy(), parameters=parameters())
    before = Before(there)
    follow_clients(there, week(3))
    assert before.changes(asta) == {
        "caseload": 2, "mandatory_need": 1.5, "assessment_need": 0.0, "dialogue_need": 0.0, "asked_need": 0.0,
        "protected_need": 0.0, "first_candidate": -1,
    }  # fmt: skip
    assert before.changes(berit) == {"caseload": 1}
    assert before.changes(there.offices[0]) == {"registered": 3}
    assert before.changed() == [asta, berit, there.offices[0]]
    assert happened(there) == []


def test_in_each_office_who_has_another_caseworker_than_last_week_is_handed_over_by_its_own_rules():
    """Kari's office hands over cold and keeps a tenth of her plan, .06; Ola's, warm, keeps .7 of his, .42.

    Both are noted with the new caseworker, and each office counts its own.
    """
    kari = kari_with_much_to_lose(id=1, caseworker=0, known_caseworker=69)
    ola = kari_with_much_to_lose(id=2, office=1, caseworker=1, known_caseworker=79)
    there = world(
        [kari, ola],
        [caseworker(id=70), caseworker(id=80, office=1)],
        [office(), office(policy_row=1)],
        policy=[policy(individualization__continuity=0.0), policy(individualization__continuity=1.0)],
        parameters=cold_handover(),
    )
    follow_clients(there, week(3))
    assert [kari.plan, ola.plan] == approx([0.06, 0.42])
    assert [kari.known_caseworker, ola.known_caseworker] == [70, 80]
    assert [each.registered for each in there.offices] == [1, 1]
    assert [each.caseload for each in there.caseworkers] == [1, 1]
    assert happened(there) == [
        (EventKind.NEW_CASEWORKER, 1, 70, -1, 0, 0.0),
        (EventKind.NEW_CASEWORKER, 2, 80, -1, 0, 0.0),
    ]


def test_an_office_that_everybody_has_left_has_no_cases():
    """Asta had Kari, who found work: no case is left, nobody is registered, and nobody is handed over."""
    asta = caseworker(id=70, caseload=1, first_candidate=0)
    kari = person(id=1, known_caseworker=60, status=Status.EMPLOYED)
    there = world([kari], [asta], [office(registered=1)], policy=policy(), parameters=parameters())
    before = Before(there)
    follow_clients(there, week(0))
    assert before.changes(asta) == {"caseload": 0, "first_candidate": -1}
    assert before.changes(there.offices[0]) == {"registered": 0}
    assert (before.changed(), happened(there)) == ([asta, there.offices[0]], [])


# --- who gets a new case


def allotted(kari, staff, lots, policies, at=0, chance=0.3):
    """Allot a case in week 3 by the lots of each caseworker's id; what is there then."""
    numbers = parameters(staff__allotted_by_chance=chance)
    there = world([kari], staff, [office(), office()] if at else (), policy=policies, parameters=numbers)
    luck = Luck({(Decision.CASE_ALLOTTED, kari.id, id): lot for id, lot in lots.items()}, otherwise=0.999)
    before = Before(there)
    assign_caseworker(kari, there.offices[at], there, week(3, luck))
    return before


@mark.parametrize("lot, gets", [(0.26, 80), (0.25, 70)])
def test_kari_goes_to_asta_or_berit_by_load_for_what_the_post_is_staffed_for_and_some_chance(lot, gets):
    """With her, Asta would have 1 of 40 and Berit 2 of 100. Berit's lot .9 makes (.7 + .3 * .9) * .02 = .0194 of it.

    Asta's, below .2533, makes less: (.7 + .3 * .25) * .025 = .019375; (.7 + .3 * .26) * .025 = .01945 is more. (With
    Kari uncounted Asta would have nothing of 40.) Posts are staffed for a caseload (NAV facts 3.1).
    """
    kari = person(id=9, caseworker=5, known_caseworker=6)
    asta, berit = caseworker(id=70), caseworker(id=80, arm=1, caseload=1)
    before = allotted(kari, [asta, berit], {70: lot, 80: 0.9}, posts_for(40.0, 100.0))
    taker = asta if gets == 70 else berit
    assert before.changes(kari) == {"caseworker": int(gets == 80), "known_caseworker": gets}
    assert before.changes(taker) == {"caseload": taker.caseload}
    assert before.changed() == [kari, taker]


@mark.parametrize("chance, gets", [(0.0, 80), (1.0, 70)])
def test_without_chance_the_least_load_decides_and_with_nothing_else_a_lot_of_nothing(chance, gets):
    """Berit would have 2 of 40, Asta with the best lot 31."""
    kari = person(id=9)
    staff = [caseworker(id=70, caseload=30), caseworker(id=80, caseload=1)]
    allotted(kari, staff, {70: 0.0, 80: 0.9}, posts_for(40.0), chance=chance)
    assert kari.known_caseworker == gets


def test_the_free_caseworker_of_another_office_gets_no_case():
    """Of two with 4 cases the first takes Kari, whose lot is as good as the other's."""
    staff = [caseworker(id=60), *(caseworker(id=id, office=1, caseload=4) for id in (70, 80))]
    kari = person(id=9, office=1)
    allotted(kari, staff, {60: 0.0, 70: 0.3, 80: 0.3}, posts_for(40.0), at=1)
    assert (kari.caseworker, kari.known_caseworker) == (1, 70)
    assert [each.caseload for each in staff] == [0, 5, 4]


@mark.parametrize("fields", [{"income_share": 1.0}, {"vacant_post": 1}])
def test_who_does_income_work_or_an_empty_post_gets_a_case_only_as_a_last_resort(fields):
    """Asta, with nothing and the best lot, is passed over for Berit with 39 of 40; where both are such, one takes it.

    In a specialised office income work and follow-up lie with different people (NAV facts 8.21).
    """
    kari, ola = person(id=9), person(id=9)
    allotted(kari, [caseworker(id=70, **fields), caseworker(id=80, caseload=39)], {70: 1e-6, 80: 0.99}, posts_for(40.0))
    assert kari.known_caseworker == 80
    both = [caseworker(id=id, caseload=load, **fields) for id, load in ((70, 3), (80, 2))]
    allotted(ola, both, {70: 0.5, 80: 0.5}, posts_for(40.0))
    assert ola.known_caseworker == 80


@mark.parametrize("frozen, gets", [(0, 60), (1, 80)])
def test_a_frozen_post_gets_no_case_even_where_all_others_are_empty(frozen, gets):
    """The first, with none of 40, would be the lightest; of the empty ones it is that with 2 and not that with 3."""
    kari = person(id=9)
    empty = [caseworker(id=id, caseload=load, vacant_post=1) for id, load in ((70, 3), (80, 2))]
    allotted(kari, [caseworker(id=60, frozen=frozen), *empty], {60: 0.5, 70: 0.5, 80: 0.5}, posts_for(40.0))
    assert kari.known_caseworker == gets


@mark.parametrize(
    ("fields", "gets"),
    [({"fraction": 0.5}, 80), ({"income_share": 0.5}, 80), ({"income_share": 0.25}, 70), ({"fraction": 0.8}, 70)],
)
def test_half_a_post_for_follow_up_gets_half_as_many_cases(fields, gets):
    """Asta with Kari would have 5 cases, 10 a post at half a post, 6.7 and 6.25 at more; Berit would have 8."""
    kari = person(id=9)
    allotted(
        kari,
        [caseworker(id=70, caseload=4, **fields), caseworker(id=80, caseload=7)],
        {70: 0.5, 80: 0.5},
        posts_for(40.0),
    )
    assert kari.known_caseworker == gets


@mark.parametrize("role", [Role.GENERALIST, Role.FOLLOW_UP])
def test_asta_of_any_other_role_takes_cases_like_everybody(role):
    """With 3 of 40 she is lighter than Berit with 5, and their lots are alike."""
    kari = person(id=9)
    staff = [caseworker(id=70, role=role, caseload=3), caseworker(id=80, caseload=5)]
    allotted(kari, staff, {70: 0.5, 80: 0.5}, posts_for(40.0))
    assert kari.known_caseworker == 70


def moved(jobseeker):
    """A case moved in the second office, of Bent and Cora with 20 cases and 10; Asta, of the first, has 6."""
    staff = [
        caseworker(id=60, caseload=6),
        *(caseworker(id=id, office=1, caseload=load) for id, load in ((70, 20), (80, 10))),
    ]
    there = world(
        [jobseeker], staff, [office(), office()], policy=posts_for(40.0),
        parameters=parameters(staff__allotted_by_chance=0.0),
    )  # fmt: skip
    move_case(jobseeker, there.offices[jobseeker.office], there, week(0))
    return [each.caseload for each in there.caseworkers]


@mark.parametrize(
    ("status", "came_from", "loads"),
    [(Status.SEEKING, 1, [6, 19, 11]), (Status.SEEKING, -1, [6, 20, 11]), (Status.EMPLOYED, 1, [6, 20, 10])],
)
def test_a_case_goes_to_the_lighter_load_and_is_still_to_be_handed_over(status, came_from, loads):
    """Cora has 10 cases, one more now; Bent, whose Kari was, has one less. Off the register she is nobody's load.

    Whom she knew she knows, so the handover of the week finds her.
    """
    kari = person(id=17, office=1, caseworker=came_from, known_caseworker=7, status=status)
    assert moved(kari) == loads
    assert (kari.caseworker, kari.known_caseworker) == (2, 7)


def test_who_stays_with_the_only_one_there_is_one_of_the_cases_still():
    """Asta has 6 with Ola, and 6 when he has been moved; she is of the first row of all."""
    ola = person(id=18, caseworker=0)
    assert moved(ola) == [6, 20, 10]
    assert ola.caseworker == 0


def test_a_case_that_is_moved_weighs_no_more_on_whom_it_leaves():
    """Without Kari Bent has 9 for Cora's 10, so she comes back to him: with her he would have 10 as Cora."""
    kari = person(id=17, caseworker=1)
    staff = [caseworker(id=60, caseload=10), caseworker(id=70, caseload=10)]
    there = world(
        [kari], staff, [office()], policy=posts_for(40.0), parameters=parameters(staff__allotted_by_chance=0.0)
    )
    move_case(kari, there.offices[0], there, week(0))
    assert kari.caseworker == 1
    assert [each.caseload for each in staff] == [10, 10]
