"""Who comes to NAV, with which barriers, resources and benefit: worked cases of sim/behaviour/arrival.py.

What a person is like is drawn once, and no policy can touch it. `test_arrival_register.py` goes on with what a person
starts with, and what those found on the register have behind them.
"""

import pytest
from builder import Before, parameters, person, week
from luck import Luck
from pytest import approx

from sim.behaviour.arrival import (
    age_on_arrival,
    barriers_present,
    draw_barriers,
    draw_benefit,
    draw_resources,
    severity,
    week_of_birth,
)
from sim.terms import Benefit, Decision

KARI = 7  # her identity: luck is hers and nobody else's

# How severe each barrier is, present (.3 and that part of .7) or not (that part of .2): no two alike.
HOW_MUCH = {
    (Decision.MENTAL_HEALTH, KARI, 0, 1): 0.1,
    (Decision.PHYSICAL_HEALTH, KARI, 0, 1): 0.2,
    (Decision.SKILLS_GAP, KARI, 0, 1): 0.3,
    (Decision.LANGUAGE_GAP, KARI, 0, 1): 0.4,
    (Decision.LIFE_SITUATION, KARI, 0, 1): 0.6,
}
PRESENT = {"mental_health": 0.37, "physical_health": 0.44, "skills_gap": 0.51, "language_gap": 0.58,
           "life_situation": 0.72}  # fmt: skip
SLIGHT = {"mental_health": 0.02, "physical_health": 0.04, "skills_gap": 0.06, "language_gap": 0.08,
          "life_situation": 0.12}  # fmt: skip
KINDS = (Decision.MENTAL_HEALTH, Decision.PHYSICAL_HEALTH, Decision.SKILLS_GAP, Decision.LANGUAGE_GAP,
         Decision.LIFE_SITUATION)  # fmt: skip


def prevalences(**others):
    """Prevalences that all differ; barriers present from .3, slight ones up to .2; the interlock is .6."""
    numbers = {
        "mental_ordinary": 0.1, "mental_reduced": 0.3, "mental_young": 0.5,
        "physical_ordinary": 0.15, "physical_reduced": 0.35, "skills_ordinary": 0.2, "skills_reduced": 0.45,
        "language": 0.25, "life_ordinary": 0.12, "life_reduced": 0.4,
        "interlock": 0.6, "present_from": 0.3, "slight_up_to": 0.2, "visible_share": 0.4,
    }  # fmt: skip
    return parameters(**{f"people__{name}": number for name, number in {**numbers, **others}.items()})


def barriers_drawn(*lots, complexity=0.8, visible=0.9, **how_much):
    """A week in which the five barriers of Kari are drawn like this, in the order of `KINDS`."""
    drawn = {(kind, KARI): lot for kind, lot in zip(KINDS, lots, strict=True)}
    drawn |= {(Decision.COMPLEXITY, KARI): complexity, (Decision.VISIBLE_LIMITATION, KARI): visible}
    severe = {(Decision[kind], KARI, 0, 1): lot for kind, lot in how_much.items()}
    return week(3, Luck({**drawn, **HOW_MUCH, **severe}))


@pytest.mark.parametrize(
    ("group", "within", "age"),
    [(0.24, 0.75, 27), (0.25, 0.75, 45), (0.62, 0.75, 45), (0.625, 0.75, 62),
     (0.1, 0.0, 18), (0.1, 0.99, 29), (0.3, 0.0, 30), (0.3, 0.99, 49), (0.9, 0.0, 50), (0.9, 0.99, 66)],
)  # fmt: skip
def test_kari_is_young_middling_or_older_by_the_shares_and_any_age_within(group, within, age):
    """A quarter are under 30, three eighths from 50, so .25 to .625 lie between (NAV facts 1.10).

    Three quarters of the way: 18 + 9 of 12 years, 30 + 15 of 20, 50 + 12.75 of 17 and so 62. The limits are 18 and 66.
    """
    shares = parameters(people__under_30_share=0.25, people__from_50_share=0.375)
    luck = Luck({(Decision.AGE_GROUP, KARI): group, (Decision.AGE, KARI): within})
    kari = person(id=KARI, age=90)
    before = Before(kari)
    assert age_on_arrival(kari, week(3, luck), shares) == age
    assert before.changed() == []


@pytest.mark.parametrize(("age", "identity", "number", "born"), [
    (30, 0, 0, -1560), (30, 51, 0, -1611), (30, 52, 0, -1560), (30, 107, 9, -1554), (66, 51, -7, -3490),
])  # fmt: skip
def test_kari_was_born_so_many_years_ago_and_some_weeks_by_her_identity(age, identity, number, born):
    """30 years are 1560 weeks. Identity 51 adds 51 weeks, 52 none; 107 adds 3, so from week 9 it is 1563 back. At 66
    nobody has lived the 67 * 52 = 3484 weeks of a pensioner: from week -7 it is 3432 + 51 back, 3483.
    """
    kari = person(id=identity, age=age)
    before = Before(kari)
    assert week_of_birth(kari, week(number)) == born
    assert before.changed() == []


@pytest.mark.parametrize(("drawn", "severe"), [(0.24, 0.58), (0.25, 0.08), (0.9, 0.08)])
def test_a_barrier_that_kari_has_is_moderate_at_least_and_one_she_has_not_is_slight(drawn, severe):
    """Prevalence .25: drawn below it, .3 and .4 of the other .7, .58; at it or above, .4 of .2, .08. ASSUMED form."""
    luck = Luck({(Decision.SKILLS_GAP, KARI): drawn, (Decision.SKILLS_GAP, KARI, 0, 1): 0.4}, otherwise=0.99)
    assert severity(person(id=KARI), week(3, luck), Decision.SKILLS_GAP, 0.25, prevalences()) == approx(severe)


# The prevalences times a load of 1 + .6 * (2 * .8 - 1) = 1.36: .1 becomes .136, .15 becomes .204 and so on.
IN_A_COMPLEX_CASE = [
    pytest.param(0, 40, (0.136, 0.204, 0.272, 0.34, 0.1632), id="ordinary"),
    pytest.param(0, 25, (0.136, 0.204, 0.272, 0.34, 0.1632), id="ordinary_and_young"),
    pytest.param(1, 30, (0.408, 0.476, 0.612, 0.34, 0.544), id="reduced_and_just_30"),
    pytest.param(1, 29, (0.68, 0.476, 0.612, 0.34, 0.544), id="reduced_and_under_30"),
]


@pytest.mark.parametrize(("reduced", "age", "thresholds"), IN_A_COMPLEX_CASE)
def test_a_complex_kari_has_every_barrier_that_is_drawn_just_below_its_prevalence(reduced, age, thresholds):
    """Barriers come together (interlock): complexity drawn at .8 raises every prevalence by .36 of it.

    With reduced capacity health, skills and life weigh more, and mental health most under 30 (NAV facts 2.18-2.20);
    language is alike for all. What was visible or disclosed before is forgotten.
    """
    kari = person(id=KARI, reduced_capacity=reduced, age=age, visible_limitation=1, disclosed=1)
    before = Before(kari)
    draw_barriers(kari, barriers_drawn(*(threshold - 0.001 for threshold in thresholds)), prevalences())
    assert before.changes(kari) == approx({**PRESENT, "visible_limitation": 0, "disclosed": 0})


@pytest.mark.parametrize(("reduced", "age", "thresholds"), IN_A_COMPLEX_CASE)
def test_a_complex_kari_has_no_barrier_that_is_drawn_just_above_its_prevalence(reduced, age, thresholds):
    """Slight ones only; but reduced capacity has a health ground, so the physical .04 becomes .3 + .04 there."""
    kari = person(id=KARI, reduced_capacity=reduced, age=age)
    before = Before(kari)
    draw_barriers(kari, barriers_drawn(*(threshold + 0.001 for threshold in thresholds)), prevalences())
    assert before.changes(kari) == approx({**SLIGHT, "physical_health": 0.34 if reduced else 0.04})


@pytest.mark.parametrize(("lots", "barriers"), [((0.063, 0.095, 0.127, 0.159, 0.0767), PRESENT),
                                                ((0.065, 0.097, 0.129, 0.161, 0.0769), SLIGHT)])  # fmt: skip
def test_a_simple_kari_seldom_has_any_barrier(lots, barriers):
    """Complexity drawn at .2 is a load of 1 - .36 = .64: prevalences of .064, .096, .128, .16 and .0768."""
    kari = person(id=KARI, age=40)
    before = Before(kari)
    draw_barriers(kari, barriers_drawn(*lots, complexity=0.2), prevalences())
    assert before.changes(kari) == approx(barriers)


@pytest.mark.parametrize(
    ("mental", "physical", "how_much", "barriers"),
    [
        (0.0, 0.99, {}, (0.37, 0.04)),  # the mind is ground enough
        (0.0, 0.99, {"MENTAL_HEALTH": 0.0}, (0.3, 0.04)),  # and so it is at just .3
        (0.99, 0.0, {}, (0.02, 0.44)),  # the body is
        (0.99, 0.99, {}, (0.02, 0.34)),  # neither is, so the body's slight .04 becomes .34
    ],
)
def test_reduced_capacity_of_kari_always_has_a_health_ground(mental, physical, how_much, barriers):
    """A work assessment allowance asks for illness or injury: one barrier of health is present, .3 at the least."""
    kari = person(id=KARI, reduced_capacity=1, age=40)
    draw_barriers(kari, barriers_drawn(mental, physical, 0.99, 0.99, 0.99, **how_much), prevalences())
    assert (kari.mental_health, kari.physical_health) == approx(barriers)


def test_the_ground_that_kari_is_given_is_never_more_than_full():
    """Barriers are present from .9 only, and slight ones reach .8: half of it is .4, and .9 + .4 is cut to 1."""
    kari = person(id=KARI, reduced_capacity=1, age=40)
    rare = prevalences(present_from=0.9, slight_up_to=0.8)
    draw_barriers(kari, barriers_drawn(0.99, 0.99, 0.99, 0.99, 0.99, PHYSICAL_HEALTH=0.5), rare)
    assert kari.physical_health == 1.0
    assert kari.mental_health == approx(0.08)


@pytest.mark.parametrize(("drawn", "visible"), [(0.175, 1), (0.177, 0)])
def test_an_employer_sees_the_more_of_karis_limitation_the_heavier_the_body_is_hit(drawn, visible):
    """Of the most severe .4 are seen; hers is .44, and .4 of that is .176. The mind, .37, is not seen."""
    kari = person(id=KARI, age=40)
    draw_barriers(kari, barriers_drawn(0.0, 0.0, 0.0, 0.0, 0.0, visible=drawn), prevalences())
    assert kari.visible_limitation == visible


def test_at_just_the_share_that_is_seen_karis_limitation_is_not():
    """Slight up to .5, half of it, .25; half of the most severe are seen: .125, and a lot of .125 is not below it."""
    kari = person(id=KARI, age=40)
    lots = barriers_drawn(0.99, 0.99, 0.99, 0.99, 0.99, visible=0.125, PHYSICAL_HEALTH=0.5)
    draw_barriers(kari, lots, prevalences(visible_share=0.5, slight_up_to=0.5))
    assert (kari.physical_health, kari.visible_limitation) == (0.25, 0)


@pytest.mark.parametrize("barrier", list(PRESENT))
def test_a_barrier_of_ola_counts_from_just_where_it_is_present(barrier):
    """Present from .3: at .3 it is one barrier, a hair below it is none."""
    from_here = parameters(people__present_from=0.3)
    assert barriers_present(person(**{barrier: 0.3}), from_here) == 1
    assert barriers_present(person(**{barrier: 0.2999}), from_here) == 0


def test_five_barriers_of_ola_are_five_and_the_slight_ones_are_none():
    """Counted one by one; nothing about him changes."""
    from_here = parameters(people__present_from=0.35)
    ola = person(**PRESENT)
    before = Before(ola)
    assert barriers_present(ola, from_here) == 5
    assert barriers_present(person(**SLIGHT), from_here) == 0
    assert barriers_present(person(**{**SLIGHT, "skills_gap": 0.6, "life_situation": 0.9}), from_here) == 2
    assert before.changed() == []


def resources(**others):
    """Numbers about resources, all different; the barrier weight is .5."""
    numbers = {
        "barrier_weight": 0.5, "weak_digital_ordinary": 0.1, "weak_digital_reduced": 0.3,
        "weak_digital_language": 0.2, "weak_digital_from_50": 0.15, "weak_digital_below": 0.4,
        "able_digital_from": 0.6, "coping": 0.7, "burden_on_coping": 0.4, "motivation": 0.65, "trust": 0.5,
        "resource_spread": 0.2,
    }  # fmt: skip
    return parameters(**{f"people__{name}": number for name, number in {**numbers, **others}.items()})


def resources_drawn(digital=0.99, skill=0.25, coping=0.9, motivation=0.2, trust=0.7):
    """A week in which Kari's resources are drawn like this."""
    return week(3, Luck({
        (Decision.DIGITAL_SKILL, KARI): digital, (Decision.DIGITAL_SKILL, KARI, 0, 1): skill,
        (Decision.COPING, KARI): coping, (Decision.MOTIVATION, KARI): motivation, (Decision.TRUST, KARI): trust,
    }))  # fmt: skip


def test_a_heavy_load_takes_coping_from_kari_and_leaves_wish_and_trust():
    """Mental health .8 closes .4, language .5 closes .25 of the rest: burden 1 - .6 * .75 = .55.

    Coping .7 - .4 * .55 = .48, drawn at .9, so .8 of the half width .2 above it: .64. The wish .65 - .6 * .2 = .53,
    trust .5 + .4 * .2 = .58, and what she has known of the service starts at her trust. Digitally able: .6 + .25 * .4.
    """
    kari = person(id=KARI, mental_health=0.8, language_gap=0.5, age=40)
    before = Before(kari)
    draw_resources(kari, resources_drawn(), resources())
    assert before.changes(kari) == approx(
        {"digital_skill": 0.7, "coping": 0.64, "motivation": 0.53, "trust": 0.58, "experience": 0.58}
    )


@pytest.mark.parametrize(
    ("reduced", "age", "weak"),
    [(0, 40, 0.2), (0, 49, 0.2), (0, 50, 0.35), (1, 40, 0.4), (1, 63, 0.55)],
)
def test_kari_is_digitally_weak_the_oftener_with_age_reduced_capacity_and_another_language(reduced, age, weak):
    """.1 are, or .3 with reduced capacity; half a language barrier adds .1, being 50 adds .15 (4.9, 4.15-4.17).

    Weak: a quarter of what lies below .4, so .1; able: .6 and a quarter of the .4 above, .7.
    """
    for drawn, skill in ((weak - 0.001, 0.1), (weak + 0.001, 0.7)):
        kari = person(id=KARI, language_gap=0.5, reduced_capacity=reduced, age=age)
        draw_resources(kari, resources_drawn(digital=drawn), resources())
        assert kari.digital_skill == approx(skill)


def test_drawn_at_just_the_share_of_the_weak_kari_is_able():
    """A quarter are weak; .25 is not below it."""
    kari = person(id=KARI, age=40)
    draw_resources(kari, resources_drawn(digital=0.25), resources(weak_digital_ordinary=0.25))
    assert kari.digital_skill == approx(0.7)


def test_no_resource_of_kari_leaves_nothing_and_all():
    """Spread .5: coping .1 - .4 is below 0, the wish .9 + .4 above 1, trust .2 - .4 below 0; experience as trust."""
    kari = person(id=KARI, coping=0.3, motivation=0.3, trust=0.3, experience=0.3)
    wide = resources(resource_spread=0.5, coping=0.1, motivation=0.9, trust=0.2)
    draw_resources(kari, resources_drawn(coping=0.1, motivation=0.9, trust=0.1), wide)
    assert (kari.coping, kari.motivation, kari.trust, kari.experience) == (0.0, 1.0, 0.0, 0.0)


def test_trust_of_a_lucky_kari_is_full_at_most():
    """Coping .9 + .4 and trust .8 + .4 are cut to 1, the wish .1 - .4 to 0."""
    kari = person(id=KARI)
    wide = resources(resource_spread=0.5, coping=0.9, motivation=0.1, trust=0.8)
    draw_resources(kari, resources_drawn(coping=0.9, motivation=0.1, trust=0.9), wide)
    assert (kari.coping, kari.motivation, kari.trust, kari.experience) == (1.0, 0.0, 1.0, 1.0)


BENEFITS = {
    "people__aap_share": 0.5, "people__graded_pension_share": 0.125, "people__assistance_reduced": 0.25,
    "people__dagpenger_share": 0.5625, "people__full_dagpenger_share": 0.75, "people__assistance_ordinary": 0.1875,
    "exits__aap_weeks": 157, "exits__dagpenger_weeks": 101, "exits__short_dagpenger": 0.64,
}  # fmt: skip


@pytest.mark.parametrize(
    ("reduced", "which", "entitlement", "benefit", "weeks"),
    [
        (1, 0.49, 0.1, Benefit.AAP, 157),
        (1, 0.5, 0.1, Benefit.UFORETRYGD, 0),
        (1, 0.62, 0.1, Benefit.UFORETRYGD, 0),
        (1, 0.625, 0.1, Benefit.SOSIALHJELP, 0),
        (1, 0.87, 0.1, Benefit.SOSIALHJELP, 0),
        (1, 0.875, 0.1, Benefit.NONE, 0),
        (0, 0.56, 0.74, Benefit.DAGPENGER, 101),
        (0, 0.56, 0.75, Benefit.DAGPENGER, 64),
        (0, 0.1, 0.9, Benefit.DAGPENGER, 64),
        (0, 0.5625, 0.1, Benefit.SOSIALHJELP, 0),
        (0, 0.74, 0.1, Benefit.SOSIALHJELP, 0),
        (0, 0.75, 0.1, Benefit.NONE, 0),
    ],
)
def test_ola_lives_on_what_his_group_lives_on(reduced, which, entitlement, benefit, weeks):
    """With reduced capacity half are on AAP, the next eighth on a graded pension, the next quarter on assistance.

    Else 9 of 16 are on unemployment benefit, three quarters of them with all of 101 weeks and the others with .64 of
    them, 64 whole ones; the next 3 of 16 are on assistance (NAV facts 1.3, 5.3, 5.4; .64 is ASSUMED). Who has no
    entitlement has no weeks of it.
    """
    ola = person(id=KARI, reduced_capacity=reduced, benefit=Benefit.KVALIFISERINGSSTONAD, benefit_weeks=77)
    before = Before(ola)
    luck = Luck({(Decision.BENEFIT, KARI): which, (Decision.ENTITLEMENT, KARI): entitlement})
    draw_benefit(ola, week(3, luck), parameters(**BENEFITS))
    assert before.changes(ola) == {"benefit": benefit, "benefit_weeks": weeks}
