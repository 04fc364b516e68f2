"""Caseworkers as people: worked cases of sim/behaviour/staff.py."""

from builder import Before, caseworker, office, parameters, policy, week, world
from luck import Luck
from pytest import approx, mark

from sim.behaviour.staff import (
    absence_length,
    absence_probability,
    effective_market_competence,
    effective_user_competence,
    feel_strain,
    learn,
    live_caseworker_week,
    live_staff_week,
    skilled,
    strain_factor,
    take_post,
    turnover_probability,
)
from sim.terms import CopingFamily, Decision, Style


def rules_take_80_weeks(**more):
    """Two fifths of own competence on the first day, all of it after 80 weeks."""
    return parameters(staff__newcomer_skill=0.4, staff__weeks_to_learn=80.0, **more)


def people_to_hire(**more):
    """What the people are like who may be hired."""
    numbers = {
        "market_competence": 0.48,
        "user_competence": 0.58,
        "competence_spread": 0.3,
        "belief": 0.45,
        "belief_spread": 0.2,
        "success_first_share": 0.375,
        "needs_first_share": 0.25,
        "towards_share": 0.375,
        "against_share": 0.125,
        "stress_at_rest": 0.22,
    }
    return parameters(**{f"staff__{name}": value for name, value in {**numbers, **more}.items()})


def ordinary_weeks(**more):
    """A week moves stress half of the way to an aim of .7; at stress .5 falling ill and leaving are 1.3 times usual."""
    numbers = {
        "training_effect": 0.05,
        "platform_effect": 0.004,
        "stress_at_rest": 0.2,
        "pressure_stress": 0.5,
        "ambiguity_stress": 0.08,
        "target_stress": 0.05,
        "stress_speed": 0.5,
        "strain_drives": 1.5,
        "ordinary_strain": 0.3,
        "absence": 0.2,
        "absence_weeks": 4.0,
        "turnover": 0.52,
        "weeks_to_refill": 7,
    }
    return people_to_hire(**{**numbers, **more})


def training_office(**more):
    """An office that trains its staff, has half a learning platform, clear demands and no targets."""
    levers = {"staff_training": 0.1, "learning_platform": 0.5, "consistency": 1.0, "outcome_targets": 0.0}
    return policy(**{f"organisation__{name}": value for name, value in {**levers, **more}.items()})


def pressed_asta(**fields):
    """Asta, stress .3, with e times the usual work, 2.718: her stress aims at .2 + .5 * 1 = .7."""
    usual = {"id": 4, "stress": 0.3, "pressure": 2.718281828459045, "experience": 10.0, "user_competence": 0.4}
    return caseworker(**{**usual, "market_competence": 0.7, **fields})


# --- competence that comes to bear


@mark.parametrize(("experience", "share"), [(0.0, 0.4), (20.0, 0.55), (80.0, 1.0), (200.0, 1.0)])
def test_asta_can_use_more_of_what_she_is_worth_the_longer_she_is_there_up_to_all(experience, share):
    """.4 on the first day; a quarter of 80 weeks wins a quarter of the missing .6, .15; after 80 all, and never more.

    It takes 18 months at least to handle the rules (NAV facts 3.10); what a newcomer can use is ASSUMED.
    """
    asta = caseworker(experience=experience)
    before = Before(asta)
    assert skilled(asta, rules_take_80_weeks()) == approx(share)
    assert before.changed() == []


@mark.parametrize(("stress", "with_users", "with_employers"), [(0.0, 0.385, 0.165), (0.25, 0.3465, 0.1485)])
def test_strain_takes_some_of_what_asta_could_do_for_users_and_with_employers(stress, with_users, with_employers):
    """After 20 of 80 weeks .55 comes to bear: .55 of .7 with users, of .3 with employers; stress .25 takes .4 * .25.

    So nine tenths of it are left. That strain lowers quality is ASSUMED (NAV facts 3.11).
    """
    asta = caseworker(user_competence=0.7, market_competence=0.3, experience=20.0, stress=stress)
    before = Before(asta)
    world_numbers = rules_take_80_weeks(staff__strain_on_quality=0.4)
    assert effective_user_competence(asta, world_numbers) == approx(with_users)
    assert effective_market_competence(asta, world_numbers) == approx(with_employers)
    assert before.changed() == []


# --- who takes a post


def test_berit_takes_the_post_that_asta_left_with_nothing_of_hers():
    """The sixth in the fourth post of the third office: (2 * 4096 + 3) * 1024 + 5 = 8391685.

    Lots .75, .1, .9 lie .5 above, .8 below and .8 above the middle: market .48 + .5 * .3 = .63, users .58 - .8 * .3 =
    .34, belief .45 + .8 * .2 = .61. She starts without experience and at the stress of rest. Quality differs widely
    between caseworkers (NAV facts 3.13), and belief does (3.14). The lots are those of week 0 whenever the post falls
    free, so that the sixth to hold it is the same person under every policy.
    """
    berit = 8391685
    lots = {Decision.MARKET_COMPETENCE: 0.75, Decision.USER_COMPETENCE: 0.1, Decision.BELIEF: 0.9, Decision.STYLE: 0.3,
            Decision.COPING_FAMILY: 0.2}  # fmt: skip
    luck = Luck({(decision, berit, 0, 0, 0): lot for decision, lot in lots.items()}, otherwise=0.97)
    post = caseworker(
        id=8391684, office=2, post=3, incumbent=5, experience=90.0, stress=0.8, absent_weeks=2, vacant_post=1,
        caseload=40, style=Style.NEEDS_FIRST, coping_family=CopingFamily.AGAINST, backlog=3.0,
        carried_hours=1.5,
    )  # fmt: skip
    before = Before(post)
    take_post(post, luck.seed, people_to_hire())
    assert before.changes(post) == approx(
        {
            "id": berit, "market_competence": 0.63, "user_competence": 0.34, "belief": 0.61, "experience": 0.0,
            "style": Style.SUCCESS_FIRST, "coping_family": CopingFamily.TOWARDS, "stress": 0.22, "absent_weeks": 0,
            "vacant_post": 0, "carried_hours": 0.0,
        }
    )  # fmt: skip


@mark.parametrize(("drawn", "middle", "most"), [(0.99, 0.9, 1.0), (0.01, 0.1, 0.0)])
def test_no_newcomer_is_better_than_perfect_or_worse_than_useless(drawn, middle, most):
    """At the ends of the lot .98 of the half width lies above or below: .9 + .294 is 1, .1 - .294 is 0."""
    luck = Luck(dict.fromkeys((Decision.MARKET_COMPETENCE, Decision.USER_COMPETENCE, Decision.BELIEF), drawn))
    berit = caseworker()
    numbers = people_to_hire(market_competence=middle, user_competence=middle, belief=middle, belief_spread=0.3)
    take_post(berit, luck.seed, numbers)
    assert (berit.market_competence, berit.user_competence, berit.belief) == (most, most, most)


@mark.parametrize(
    ("drawn", "style"),
    [
        (0.0, Style.SUCCESS_FIRST),
        (0.374, Style.SUCCESS_FIRST),
        (0.375, Style.NEEDS_FIRST),
        (0.624, Style.NEEDS_FIRST),
        (0.625, Style.DEMAND_FIRST),
        (0.99, Style.DEMAND_FIRST),
    ],
)
def test_three_in_eight_put_success_first_a_quarter_need_and_the_rest_demand(drawn, style):
    """Lots below .375 put success first, the next .25, up to .625, need; who puts need first is a minority (R3)."""
    berit = caseworker(style=Style.NEEDS_FIRST)
    take_post(berit, Luck({Decision.STYLE: drawn}).seed, people_to_hire())
    assert berit.style == style


@mark.parametrize(
    ("drawn", "family"),
    [
        (0.374, CopingFamily.TOWARDS),
        (0.375, CopingFamily.AWAY),
        (0.875, CopingFamily.AWAY),
        (0.876, CopingFamily.AGAINST),
    ],
)
def test_three_in_eight_cope_towards_clients_one_in_eight_against_them(drawn, family):
    """Lots below .375 towards, above 1 - .125 against, between them away (Tummers et al. 2015; shares ASSUMED)."""
    berit = caseworker(coping_family=CopingFamily.AGAINST)
    take_post(berit, Luck({Decision.COPING_FAMILY: drawn}).seed, people_to_hire())
    assert berit.coping_family == family


# --- learning, strain, absence, leaving


def test_training_and_platform_win_asta_a_part_of_what_she_lacks():
    """.05 * .1 by training and .004 * .5 by the platform, .007 of the .6 and the .3 missing: .4042 and .7021.

    Means to learn raise competence, restricting discretion does not (NAV facts 8.16); speeds ASSUMED.
    """
    asta = caseworker(user_competence=0.4, market_competence=0.7, experience=10.0, stress=0.3)
    before = Before(asta)
    numbers = parameters(staff__training_effect=0.05, staff__platform_effect=0.004)
    learn(asta, policy(organisation__staff_training=0.1, organisation__learning_platform=0.5), numbers)
    assert before.changes(asta) == approx({"experience": 11.0, "user_competence": 0.4042, "market_competence": 0.7021})


@mark.parametrize(
    ("pressure", "consistency", "targets", "stress"),
    [
        (1.0, 1.0, 0.0, 0.587),  # nothing presses: towards rest
        (1.648721270700128, 1.0, 0.0, 0.602),
        (1.0, 0.25, 0.0, 0.593),
        (1.0, 1.0, 0.4, 0.589),
        (1.648721270700128, 0.25, 0.4, 0.61),
        (0.8, 1.0, 0.0, 0.58030569),  # .3 * -.2231 is not yet less than no stress
        (20.0, 1.0, 0.0, 0.667),  # .2 + .3 * 3 would be more than all
        (0.2, 1.0, 0.0, 0.567),  # .2 - .3 * 1.609 would be less than none
        (0.0, 1.0, 0.0, 0.567),  # no work at all counts as a fifth of the usual
    ],
)
def test_pressure_unclear_demands_and_targets_each_weigh_on_asta(pressure, consistency, targets, stress):
    """Stress .63 goes a tenth of the way to .2, and .3 * ln 1.6487 = .15, .08 * .75 = .06, .05 * .4 = .02 more: .43.

    A tenth of -.2 leaves .61. Each time as much work again weighs as much. Pressure and threats wear (NAV facts 3.11),
    contradictory demands too (8.19); weights ASSUMED.
    """
    asta = caseworker(stress=0.63, pressure=pressure)
    before = Before(asta)
    numbers = parameters(
        staff__stress_at_rest=0.2, staff__pressure_stress=0.3, staff__ambiguity_stress=0.08,
        staff__target_stress=0.05, staff__stress_speed=0.1,
    )  # fmt: skip
    feel_strain(asta, policy(organisation__consistency=consistency, organisation__outcome_targets=targets), numbers)
    assert before.changes(asta) == approx({"stress": stress})


@mark.parametrize(
    ("stress", "factor", "ill", "leaves"),
    [(0.3, 1.0, 0.0625, 0.0025), (0.5, 1.3, 0.08125, 0.00325), (0.1, 0.7, 0.04375, 0.00175)],
)
def test_strained_asta_falls_ill_and_leaves_oftener_than_asta_at_ordinary_strain(stress, factor, ill, leaves):
    """A fifth absent, four weeks at a time, is .2 / (.8 * 4) = .0625 a week; .13 a year leave, .0025 a week.

    Stress .5 is .2 above the ordinary .3, 1.5 times that makes 1.3 of it. Absence 8.6 % is published (NAV facts 3.9),
    the level of turnover and what strain does are ASSUMED.
    """
    asta = caseworker(stress=stress)
    before = Before(asta)
    numbers = parameters(
        staff__strain_drives=1.5, staff__ordinary_strain=0.3, staff__absence=0.2, staff__absence_weeks=4.0,
        staff__turnover=0.13,
    )  # fmt: skip
    assert strain_factor(asta, numbers) == approx(factor)
    assert absence_probability(asta, numbers) == approx(ill)
    assert turnover_probability(asta, numbers) == approx(leaves)
    assert before.changed() == []


def test_probabilities_of_asta_stay_probabilities_at_the_ends():
    """Ten times as steep about .3: at no stress 1 - 3 is less than never; at full stress 8 * .4 / .6 more than sure."""
    numbers = parameters(
        staff__strain_drives=10.0, staff__ordinary_strain=0.3, staff__absence=0.4, staff__absence_weeks=1.0,
        staff__turnover=1.0,
    )  # fmt: skip
    calm, worn = caseworker(stress=0.0), caseworker(stress=1.0)
    assert absence_probability(calm, numbers) == 0.0
    assert turnover_probability(calm, numbers) == 0.0
    assert absence_probability(worn, numbers) == 1.0


# --- the end of a caseworker's week


def test_asta_learns_and_feels_the_week_and_stays():
    """One week more, .007 of what she lacks (as above); stress .3 goes half of the way to .7, .5; no ill luck."""
    asta = pressed_asta()
    before = Before(asta)
    live_caseworker_week(asta, training_office(), week(9, Luck(otherwise=0.9)), ordinary_weeks())
    assert before.changes(asta) == approx(
        {"experience": 11.0, "user_competence": 0.4042, "market_competence": 0.7021, "stress": 0.5}
    )


@mark.parametrize(("drawn", "weeks", "vacant"), [(0.01299, 7, 1), (0.01301, 0, 0)])
def test_asta_leaves_by_the_strain_of_this_week_and_the_post_stands_empty(drawn, weeks, vacant):
    """.52 a year is .01 a week, at this week's stress .5 1.3 times that, .013; the post is refilled in 7 weeks."""
    asta = pressed_asta()
    luck = Luck({(Decision.TURNOVER, 4): drawn}, otherwise=0.9)
    live_caseworker_week(asta, training_office(), week(9, luck), ordinary_weeks())
    assert (asta.absent_weeks, asta.vacant_post, asta.id, asta.stress) == (weeks, vacant, 4, approx(0.5))


@mark.parametrize(
    ("drawn", "length", "weeks"), [(0.0812, 0.5, 3), (0.0813, 0.5, 0), (0.0, 0.0, 1), (0.0, 0.24, 1), (0.0, 0.26, 2)]
)
def test_asta_falls_ill_for_some_weeks_and_keeps_her_post(drawn, length, weeks):
    """.0625 a week, at stress .5 1.3 times that, .08125. Absences last 4 weeks in the mean.

    So each week is the last of a fourth: lots below .25 last one week, below .4375 two, below .578 three.
    """
    asta = pressed_asta()
    luck = Luck({(Decision.ABSENCE, 4): drawn, (Decision.ABSENCE_LENGTH, 4): length}, otherwise=0.9)
    live_caseworker_week(asta, training_office(), week(9, luck), ordinary_weeks())
    assert (asta.absent_weeks, asta.vacant_post) == (weeks, 0)


@mark.parametrize("mean", [1.0, 3.0, 5.0])
def test_absences_last_as_long_in_the_mean_as_they_are_said_to(mean):
    """Over 6 000 evenly spread lots; a mean of one week is one week always."""
    lengths = [absence_length((number + 0.5) / 6000, parameters(staff__absence_weeks=mean)) for number in range(6000)]
    assert sum(lengths) / 6000 == approx(mean, abs=0.01)


def test_who_leaves_is_not_ill_too():
    """Both lots fall: the post is empty for its 7 weeks, not for the 3 of an illness."""
    asta = pressed_asta()
    luck = Luck({Decision.TURNOVER: 0.0, Decision.ABSENCE: 0.0}, otherwise=0.5)
    live_caseworker_week(asta, training_office(), week(9, luck), ordinary_weeks())
    assert (asta.absent_weeks, asta.vacant_post) == (7, 1)


@mark.parametrize(("weeks", "left", "vacant"), [(3, 2, 0), (1, 0, 0), (2, 1, 1)])
def test_absent_asta_neither_learns_nor_tires_and_comes_back_to_her_post(weeks, left, vacant):
    """One week of it less, and all else as it was, whatever the luck; also while an empty post still has weeks left."""
    asta = pressed_asta(absent_weeks=weeks, vacant_post=vacant)
    before = Before(asta)
    live_caseworker_week(asta, training_office(), week(9, Luck(otherwise=0.0)), ordinary_weeks())
    assert before.changes(asta) == {"absent_weeks": left}


def test_in_the_last_week_of_an_empty_post_berit_takes_it():
    """The fifth of the first post: number 4; as she comes, with no week lived: no experience, stress at rest, .2.

    Lots at the middle give the means; style .5 needs first, family .5 away.
    """
    post = pressed_asta(id=3, incumbent=3, absent_weeks=1, vacant_post=1, style=Style.DEMAND_FIRST, caseload=30)
    before = Before(post)
    live_caseworker_week(post, training_office(), week(9, Luck(otherwise=0.5)), ordinary_weeks())
    assert before.changes(post) == approx(
        {
            "id": 4, "incumbent": 4, "absent_weeks": 0, "vacant_post": 0, "market_competence": 0.48,
            "user_competence": 0.58, "belief": 0.45, "style": Style.NEEDS_FIRST, "coping_family": CopingFamily.AWAY,
            "experience": 0.0, "stress": 0.2,
        }
    )  # fmt: skip


def test_everybody_in_both_offices_lives_the_week_by_the_rules_of_their_own_arm():
    """Training .1 wins Asta .005 of the .6 she lacks, .403; Berit's arm trains .2, .406; Per's office .04, .4012.

    Tor is absent: one week of it less.
    """
    asta, berit, per, tor = (
        pressed_asta(),
        pressed_asta(id=5, arm=1),
        pressed_asta(id=6, office=1),
        pressed_asta(id=7, office=1, absent_weeks=3),
    )
    there = world(
        caseworkers=[asta, berit, per, tor],
        offices=[office(), office(policy_row=2)],
        policy=[training_office(staff_training=training, learning_platform=0.0) for training in (0.1, 0.2, 0.04)],
        parameters=ordinary_weeks(),
    )
    live_staff_week(there, week(9, Luck(otherwise=0.9)))
    assert [each.user_competence for each in there.caseworkers] == approx([0.403, 0.406, 0.4012, 0.4])
    assert [each.absent_weeks for each in there.caseworkers] == [0, 0, 0, 2]
