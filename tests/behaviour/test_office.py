"""The office as an organisation: worked cases of sim/behaviour/office.py."""

from builder import Before, caseworker, office, parameters, person, policy, week, world
from luck import Luck
from pytest import approx, mark

from sim.behaviour.office import adoption_rate, develop_offices, innovate, posts_further, reorganise
from sim.terms import Decision, Status


def practice(**more):
    """Practice spreads at .1 a week with full room and platform; .01 of it is lost a week."""
    numbers = {
        "adoption_speed": 0.1,
        "adoption_without_platform": 0.3,
        "adoption_seed": 0.05,
        "calm_pressure": 0.5,
        "adoption_fades": 0.01,
        "relearning_fades": 0.1,
        "relearning": 0.3,
        "adoption_kept": 0.4,
        "cases_moved": 0.25,
    }
    return parameters(**{f"organisation__{name}": value for name, value in {**numbers, **more}.items()})


def with_platform(learning=0.2, room=0.8):
    """A policy that gives the leader room, and the office a platform to learn on."""
    return policy(organisation__learning_platform=learning, organisation__leader_room=room)


@mark.parametrize(
    ("platform", "room", "ability", "pressure", "rate"),
    [
        (0.2, 0.8, 0.5, 0.8, 0.025),
        (0.7, 0.8, 0.5, 0.8, 0.05),  # twice as much is learned
        (0.0, 0.8, 0.5, 0.8, 0.015),  # some is learned without
        (0.2, 0.0, 0.5, 0.8, 0.0),
        (0.2, 0.8, 0.0, 0.8, 0.0),
        (0.2, 0.8, 0.5, 0.2, 0.04),  # calmer than calm is no faster
        (0.2, 0.8, 0.5, 1.6, 0.0125),
    ],
)
def test_room_for_the_leader_and_a_platform_carry_new_practice_and_pressure_stops_it(
    platform, room, ability, pressure, rate
):
    """.3 without and .2 with the platform, .5; room .8 of a leader who uses .5 of it, .4: .2 of .1 a week.

    At pressure .8 that is .02 / .8 = .025. Below .5 less pressure no longer speeds it up: .04 (INNOWEL; ASSUMED form).
    """
    there = office(leader_room=ability, pressure=pressure, adoption=0.6)
    before = Before(there)
    assert adoption_rate(there, with_platform(platform, room), practice()) == approx(rate)
    assert before.changed() == []


@mark.parametrize(
    ("adoption", "room", "expected"),
    [
        (0.6, 0.8, 0.6005),
        (0.0, 0.8, 0.00125),  # what is seen elsewhere can be learned
        (1.0, 0.8, 0.99),  # nothing is left to take up
        (0.6, 0.0, 0.594),  # without room it only fades
    ],
)
def test_an_office_takes_practice_up_the_faster_the_more_there_is_to_see_and_to_win(adoption, room, expected):
    """At .025 a week (as above): seen .6 and .05 elsewhere, .65, for the .4 missing, .0065 more; .01 of .6 is lost.

    So .6005. A tenth of the time lost to relearning, .4, is won back: .36 (NAV facts 3.10). Gains fade; speeds ASSUMED.
    """
    there = office(leader_room=0.5, pressure=0.8, adoption=adoption, relearning=0.4)
    before = Before(there)
    innovate(there, with_platform(room=room), practice())
    assert before.changes(there) == approx({"adoption": expected, "relearning": 0.36})


def test_no_office_takes_up_more_than_all_there_is():
    """Two a week over the least pressure, .1, are 20 a week: far more than the half that is missing."""
    there = office(leader_room=1.0, pressure=0.0, adoption=0.5)
    fast = practice(adoption_speed=2.0, adoption_without_platform=1.0, calm_pressure=0.1)
    innovate(there, with_platform(learning=0.0, room=1.0), fast)
    assert there.adoption == 1.0


def reorganised(lots, n_caseworkers=4, **fields):
    """Kari's office after its reorganisation; hers is the second of its 4 caseworkers, another office has 3 before."""
    kari = person(**{"id": 9, "office": 1, "caseworker": 4, "known_caseworker": 30, "plan": 0.6, **fields})
    ola = person(id=8, caseworker=0)
    staff = [caseworker(), caseworker(), caseworker(), *(caseworker(office=1) for _ in range(n_caseworkers))]
    there = world(
        [ola, kari], staff, [office(), office(adoption=0.5, relearning=0.1)], policy=policy(), parameters=practice()
    )
    before = Before(there)
    reorganise(there.offices[1], there, week(5, Luck(lots, otherwise=0.0)))
    return before, kari, there


@mark.parametrize(
    ("drawn", "which", "row"),
    [
        (0.1, 0.0, 5),
        (0.1, 0.34, 6),
        (0.1, 0.66, 6),
        (0.1, 0.67, 3),  # past the last comes the first
        (0.2499, 0.0, 5),
        (0.25, 0.0, 4),
        (0.9, 0.0, 4),
    ],
)
def test_a_quarter_of_all_cases_change_hands_to_one_of_the_others(drawn, which, row):
    """Kari moves if her lot is below .25; a second lot chooses evenly among the three others of her own office.

    The first, second or third after hers, row 4: 5, 6 and, from two thirds on, 3; never her own again (R21).
    """
    lots = {(Decision.REASSIGNED, 9, 0, 0): drawn, (Decision.REASSIGNED, 9, 0, 1): which}
    before, kari, there = reorganised(lots)
    assert before.changes(kari) == ({} if row == 4 else {"caseworker": row})
    assert before.changes(there.offices[1]) == approx({"relearning": 0.3, "adoption": 0.2})
    assert [each for each in before.changed() if each is not kari] == [there.offices[1]]


@mark.parametrize(
    ("row", "posts", "there_is"),
    [(3, 0, 3), (3, 1, 4), (3, 2, 6), (3, 3, 3), (4, 1, 6), (5, 1, 6), (6, 1, 3), (6, 2, 4)],
)
def test_the_next_caseworkers_stand_in_a_ring_without_frozen_posts(row, posts, there_is):
    """The office has rows 3 to 6, and the post in row 5 is frozen: after 4 comes 6, after 6 comes 3 again."""
    staff = [*(caseworker() for _ in range(3)), *(caseworker(office=1, frozen=int(row == 2)) for row in range(4))]
    there = world(caseworkers=[*staff, caseworker(office=2)], offices=[office(), office(), office()])
    before = Before(there)
    assert posts_further(row, posts, there.offices[1], there) == there_is
    assert before.changed() == []


@mark.parametrize("status", [Status.EMPLOYED, Status.OUT_OF_LABOUR_FORCE, Status.VACANT])
def test_who_is_not_on_the_register_has_no_case_to_change_hands(status):
    """Every lot is 0, and Kari keeps the row of her latest caseworker."""
    before, kari, _ = reorganised({}, status=status)
    assert before.changes(kari) == {}


def test_with_a_single_caseworker_there_is_nobody_to_change_to():
    """Kari stays with the one there is, though her lot falls; the office still loses time and practice."""
    before, kari, there = reorganised({}, n_caseworkers=1, caseworker=3)
    assert before.changes(kari) == {}
    assert before.changes(there.offices[1]) == approx({"relearning": 0.3, "adoption": 0.2})


def test_an_office_without_people_loses_time_and_practice_all_the_same():
    """There is no case to change hands, and no caseworker to take it; the reorganisation is no cheaper (R21)."""
    there = world(offices=[office(adoption=0.5, relearning=0.1)], policy=policy(), parameters=practice())
    before = Before(there)
    reorganise(there.offices[0], there, week(5, Luck(otherwise=0.0)))
    assert before.changes(there.offices[0]) == approx({"relearning": 0.3, "adoption": 0.2})


def test_each_office_develops_by_its_own_levers():
    """The first, without room, only loses .01 of .6; the second wins .0065 more than the .006 it loses."""
    offices = [office(leader_room=0.5, pressure=0.8, adoption=0.6, policy_row=row) for row in (0, 1)]
    levers = [with_platform(room=0.0), with_platform()]
    there = world(offices=offices, policy=levers, parameters=practice())
    develop_offices(there, week(5))
    assert [each.adoption for each in offices] == approx([0.594, 0.6005])
