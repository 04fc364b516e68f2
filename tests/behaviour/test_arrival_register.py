"""What a person starts with, and what those on the register have behind them: more of sim/behaviour/arrival.py."""

import pytest
from builder import Before, parameters, person, person_arm, week, world
from luck import Luck
from pytest import approx

from sim.agents import Jobseeker
from sim.behaviour.arrival import arm_of, enrol, look_back, start_blank, start_counting, waited_so_long
from sim.declare import states
from sim.terms import OUTSIDE, Benefit, Decision, Matter, Measure, NeedsGroup, Status
from sim.units import NO_WEEK

KARI = 17  # her identity: luck is hers and nobody else's

# Nothing has happened yet: seeking, unknown to everybody, in no list, no queue, no measure and no job.
BLANK = {
    "status": Status.SEEKING, "status_weeks": 0, "time_on_register": 0.0, "needs_group": NeedsGroup.IKKE_VURDERT,
    "assessed_week": 0, "wrongly_assessed": 0, "relation": 0.0, "plan": 0.0, "job_help": 0.0, "last_contact": 0,
    "sanctions": 0, "enquiry": -1, "enquiry_complexity": 0.0, "enquiry_minutes": 0.0, "matter": Matter.INFORMATION,
    "urgency": 0.0, "turned_acute": 0, "knows_doors": 0, "unresolved": 0, "wants_talk": 0, "in_talk": 0,
    "measure": Measure.NONE, "measure_weeks": 0, "measure_wanted": Measure.NONE, "measure_since": 0,
    "measure_lot": 0.0, "measures_ended": 0, "measures_before": 0, "measure_gain": 0.0,
    "treatment_since": NO_WEEK, "treatment_lot": 0.0,
    "treated": 0, "employer": -1, "applied_to": -1, "job_fit": 0.0, "job_support": 0, "rank": 0.0, "next_in_list": -1,
    "enquiry_outcome": 0, "score_when_due": -1.0,
}  # fmt: skip

# Nothing has been counted yet, and what will be looked at later has not been looked at: -1, or no status.
UNCOUNTED = {
    "first_exit_week": -1, "first_job_week": -1, "jobs": 0, "applications": 0, "call_backs": 0, "durable_job": 0,
    "weeks_employed": 0, "weeks_unemployed": 0, "weeks_out": 0, "weeks_waited": 0, "employed_at_26": -1,
    "employed_at_52": -1, "employed_at_104": -1, "employed_at_156": -1, "employed_at_260": -1, "pension_at_104": -1,
    "gone_at_4": -1, "gone_at_26": -1, "contacts": 0, "digital_contacts": 0, "talks": 0, "talks_in_person": 0,
    "talks_written": 0, "repeats": 0, "gave_up": 0, "access_failures": 0, "caseworker_changes": 0,
    "hours_received": 0.0, "benefits_paid": 0.0, "displaced": 0, "aap_left_week": -1, "after_aap": 0,
}  # fmt: skip


def somebody_before():
    """Somebody whose row a newcomer takes over: every field is 7."""
    return person(**dict.fromkeys(states(Jobseeker), 7))


def test_nothing_has_happened_to_kari_yet():
    """Everything that the week can do to her is as if it never had; who she is stays, and so do the counts."""
    kari = somebody_before()
    before = Before(kari)
    start_blank(kari)
    assert before.changes(kari) == BLANK


def test_nothing_has_been_counted_of_kari_yet():
    """Every count begins at none and every later look at -1; who and where she is stays."""
    kari = somebody_before()
    before = Before(kari)
    start_counting(kari)
    assert before.changes(kari) == UNCOUNTED


@pytest.mark.parametrize(("drawn", "arm"), [(0.19, 0), (0.2, 3), (0.39, 3), (0.4, 5), (0.59, 5), (0.6, 0), (0.9, 0)])
def test_kari_falls_into_the_arm_that_her_lot_falls_into(drawn, arm):
    """Arm 3 from .2 to below .4, arm 5 from there to below .6, none else; the lot is hers, whatever policy does."""
    there = world(person_arms=[person_arm(arm=3, person=-1, low=0.2, high=0.4),
                               person_arm(arm=5, person=-1, low=0.4, high=0.6)])  # fmt: skip
    kari = person(id=KARI, arm=8)
    before = Before(kari)
    assert arm_of(kari, week(3, Luck({(Decision.ARM, KARI): drawn}, otherwise=0.99)), there) == arm
    assert before.changed() == []


def test_a_rule_that_names_kari_holds_for_her_whatever_her_lot():
    """Named for arm 4 she is in it; the rule before it had drawn her into arm 3."""
    named = person_arm(arm=4, person=KARI, low=0.0, high=0.0)
    there = world(person_arms=[person_arm(arm=3, person=-1, low=0.0, high=0.9), named])
    assert arm_of(person(id=KARI), week(3), there) == 4
    assert arm_of(person(id=KARI + 1), week(3), there) == 3


@pytest.mark.parametrize("other", [0, 1, KARI + 1])
def test_a_rule_that_names_somebody_else_is_no_lot_for_kari(other):
    """Its limits would hold her lot of .5, but it is about one person, and she is not the one (0 is a person too)."""
    there = world(person_arms=[person_arm(arm=4, person=other, low=0.1, high=0.9)])
    assert arm_of(person(id=KARI), week(3), there) == 0


def test_a_rule_for_nobody_holds_for_nobody():
    """From .5 to below .5 is no lot at all, not even that of .5; nor is from .6 down to .4."""
    there = world(person_arms=[person_arm(arm=4, person=-1, low=0.5, high=0.5),
                               person_arm(arm=6, person=-1, low=0.6, high=0.4)])  # fmt: skip
    assert arm_of(person(id=KARI), week(3), there) == 0


WHO_COMES = parameters(
    people__under_30_share=0.25, people__from_50_share=0.375, people__interlock=0.6, people__mental_ordinary=0.1,
    people__mental_reduced=0.4, people__mental_young=0.7, people__physical_ordinary=0.15, people__physical_reduced=0.35,
    people__skills_ordinary=0.2, people__skills_reduced=0.5, people__language=0.12, people__life_ordinary=0.08,
    people__life_reduced=0.3, people__present_from=0.3, people__slight_up_to=0.2, people__visible_share=0.45,
    people__barrier_weight=0.6, people__weak_digital_ordinary=0.1, people__weak_digital_reduced=0.25,
    people__weak_digital_language=0.2, people__weak_digital_from_50=0.05, people__weak_digital_below=0.4,
    people__able_digital_from=0.55, people__coping=0.6, people__burden_on_coping=0.3, people__motivation=0.65,
    people__trust=0.58, people__resource_spread=0.2, people__aap_share=0.63, people__graded_pension_share=0.11,
    people__assistance_reduced=0.16, people__dagpenger_share=0.6, people__full_dagpenger_share=0.7,
    people__assistance_ordinary=0.12, exits__aap_weeks=157, exits__dagpenger_weeks=101, exits__short_dagpenger=0.64,
    assessment__guidance_from=0.31, assessment__in_part_from=0.65, assessment__little_chance_from=0.7,
)  # fmt: skip

AMINA = 4711
HOW_AMINA_IS_DRAWN = {
    (Decision.AGE_GROUP, AMINA): 0.1, (Decision.AGE, AMINA): 0.52,
    (Decision.COMPLEXITY, AMINA): 0.5,
    (Decision.MENTAL_HEALTH, AMINA): 0.6, (Decision.MENTAL_HEALTH, AMINA, 0, 1): 0.5,
    (Decision.PHYSICAL_HEALTH, AMINA): 0.9, (Decision.PHYSICAL_HEALTH, AMINA, 0, 1): 0.25,
    (Decision.SKILLS_GAP, AMINA): 0.45, (Decision.SKILLS_GAP, AMINA, 0, 1): 0.2,
    (Decision.LANGUAGE_GAP, AMINA): 0.8, (Decision.LANGUAGE_GAP, AMINA, 0, 1): 0.55,
    (Decision.LIFE_SITUATION, AMINA): 0.29, (Decision.LIFE_SITUATION, AMINA, 0, 1): 0.1,
    (Decision.VISIBLE_LIMITATION, AMINA): 0.9,
    (Decision.DIGITAL_SKILL, AMINA): 0.26, (Decision.DIGITAL_SKILL, AMINA, 0, 1): 0.5,
    (Decision.COPING, AMINA): 0.7, (Decision.MOTIVATION, AMINA): 0.3, (Decision.TRUST, AMINA): 0.9,
    (Decision.BENEFIT, AMINA): 0.4, (Decision.ENTITLEMENT, AMINA): 0.2, (Decision.ARM, AMINA): 0.3,
}  # fmt: skip


def test_amina_comes_to_nav_with_all_that_she_is_and_nothing_behind_her():
    """Young and with reduced capacity, 18 + .52 * 12 and so 24: a mental barrier of .65 (.6 is below .7, not below .4).

    Physical .05, skills .44, language .11, life .37, so three barriers are present. Closed at a weight of .6, .61 * .97
    * .736 * .934 * .778 = .316451 is left open: burden .683549, which she can work with in part (from .65, to .7).
    Digitally weak (.26 is below .25 + .2 * .11), half of .4; coping .6 - .3 * .683549 + .08; wish .65 - .08; trust .58
    + .16. On AAP with all its 157 weeks, in arm 2 by her lot, and new: her last contact is the day she came. She was
    born 24 * 52 + 31 weeks before it, for 4711 is 31 over 90 times 52: in week -1270.
    """
    amina = somebody_before()
    before = Before(amina)
    there = world(parameters=WHO_COMES, person_arms=[person_arm(arm=2, person=-1, low=0.2, high=0.4)])
    enrol(amina, AMINA, 3, 1, there, week(9, Luck(HOW_AMINA_IS_DRAWN)))
    assert before.changes(amina) == approx(
        {
            **BLANK, **UNCOUNTED, "id": AMINA, "office": 3, "reduced_capacity": 1, "arrived_week": 9, "age": 24,
            "born_week": -1270,
            "mental_health": 0.65, "physical_health": 0.05, "skills_gap": 0.44, "language_gap": 0.11,
            "life_situation": 0.37, "visible_limitation": 0, "disclosed": 0, "n_barriers": 3, "digital_skill": 0.2,
            "coping": 0.474935, "motivation": 0.57, "trust": 0.74, "experience": 0.74, "benefit": Benefit.AAP,
            "benefit_weeks": 157, "true_need": NeedsGroup.JOBBE_DELVIS, "arm": 2, "last_contact": 9, "newcomer": 1,
        },
        abs=1e-6,
    )  # fmt: skip


def test_who_comes_in_the_weeks_of_rest_is_of_no_cohort():
    """A week before week 0 Amina is no newcomer that anything is told about, and her latest contact is that week."""
    amina = somebody_before()
    enrol(amina, AMINA, 3, 1, world(parameters=WHO_COMES), week(-1, Luck(HOW_AMINA_IS_DRAWN)))
    assert (amina.newcomer, amina.arrived_week, amina.last_contact) == (OUTSIDE, -1, -1)


def test_ola_with_ordinary_capacity_comes_by_the_numbers_of_his_group():
    """Everything drawn at .5: 40 years, no barrier but slight ones of .1 each, good prospects; coping .6 less a little.

    Week 0 is the first of those whom a run counts. He was born 40 * 52 + 12 weeks before it, by his identity.
    Five barriers of .1 close .06 each: 1 - .94 to the fifth is .266096, not yet the .31 of guidance. Coping .6 - .3 *
    .266096 = .520171; able, .55 and half of .45. Of his group .6 are on unemployment benefit, .7 of them for 101 weeks.
    """
    ola = somebody_before()
    enrol(ola, 12, 1, 0, world(parameters=WHO_COMES), week(0))
    assert (ola.age, ola.n_barriers, ola.reduced_capacity, ola.arm, ola.arrived_week) == (40, 0, 0, 0, 0)
    assert (ola.newcomer, ola.born_week) == (1, -2092)
    assert (ola.physical_health, ola.coping, ola.digital_skill) == approx((0.1, 0.520171, 0.775), abs=1e-6)
    assert (ola.true_need, ola.benefit, ola.benefit_weeks) == (NeedsGroup.GODE_MULIGHETER, Benefit.DAGPENGER, 101)


@pytest.mark.parametrize(
    ("reduced", "drawn", "weeks"), [(0, 0.75, 27.725887), (1, 0.75, 138.629436), (0, 0.0, 0.0), (1, 0.5, 69.314718)]
)
def test_those_found_on_the_register_have_been_there_as_long_as_their_group_is(reduced, drawn, weeks):
    """Means of 20 and 100 weeks (NAV facts 1.7, 2.17), exponential: three in four have been there less than ln 4 =
    1.386294 means, half less than ln 2 = .693147, nobody less than none.
    """
    means = parameters(people__register_weeks_ordinary=20.0, people__register_weeks_reduced=100.0)
    ola = person(id=KARI, reduced_capacity=reduced)
    before = Before(ola)
    luck = Luck({(Decision.TIME_ON_REGISTER, KARI, 0, 0): drawn}, otherwise=0.9)
    assert waited_so_long(ola, week(0, luck), means) == approx(weeks, abs=1e-6)
    assert before.changed() == []


BEHIND_THEM = parameters(
    people__register_weeks_ordinary=40.0, people__register_weeks_reduced=110.0, people__wait_wears=0.3,
    people__weeks_since_talk=12.0, people__relation_at_start=0.4, people__plan_at_start=0.5, exits__extension_weeks=52,
)  # fmt: skip


def long_before(extended=0.9):
    """What Kari has behind her: 1.386294 times the mean of her group on the register, and the rest by these lots."""
    return Luck({
        (Decision.TIME_ON_REGISTER, KARI, 0, 0): 0.75, (Decision.TIME_ON_REGISTER, KARI, 0, 1): 0.45,
        (Decision.TIME_ON_REGISTER, KARI, 0, 2): 0.25, (Decision.TIME_ON_REGISTER, KARI, 0, 3): 0.6,
        (Decision.ENTITLEMENT, KARI, 0, 1): extended,
    }, otherwise=0.97)  # fmt: skip


def test_the_wait_behind_kari_has_worn_on_her_coping_and_used_up_weeks_of_benefit():
    """40 weeks * 1.386294 = 55.451774 on the register, or 1.066380 years.

    Coping: .3 of it is worn away by a very long wait, and .3 / 2.066380 = .145182 is left of that, so .6 * .845182 =
    .507109. Her latest talk was 5 of 12 * .45 = 5.4 weeks ago; relation .4 * .25, plan .5 * .6; of 104 weeks of
    benefit 55 are gone. She is no newcomer.
    """
    kari = person(id=KARI, newcomer=1, coping=0.6, benefit_weeks=104, last_contact=20)
    before = Before(kari)
    look_back(kari, week(20, long_before()), BEHIND_THEM)
    assert before.changes(kari) == approx(
        {"newcomer": 0, "time_on_register": 55.451774, "status_weeks": 55, "coping": 0.507109, "last_contact": 15,
         "relation": 0.1, "plan": 0.3, "benefit_weeks": 49}, abs=1e-6
    )  # fmt: skip


@pytest.mark.parametrize(("had", "left"), [(0, 0), (1, 47), (55, 47), (56, 1), (57, 2)])
def test_entitlement_that_has_run_out_meanwhile_has_been_extended_for_kari(had, left):
    """After 55 weeks: of 56 one is left; with 55 or fewer it was extended, 1 + 46 of 52 * .9 = 46.8 weeks still to go.

    Who had no entitlement has none to extend.
    """
    kari = person(id=KARI, benefit_weeks=had)
    look_back(kari, week(0, long_before(extended=0.9)), BEHIND_THEM)
    assert kari.benefit_weeks == left


def test_half_of_what_a_wait_can_wear_is_worn_in_a_year():
    """Reduced capacity, a mean of 37.510070 weeks times 1.386294: a year, 52 weeks; coping .8 * (1 - .15) = .68.

    Before week 0 there were talks too: the latest, 5 weeks before the start, was in week -5.
    """
    kari = person(id=KARI, reduced_capacity=1, coping=0.8)
    a_year = parameters(
        people__register_weeks_ordinary=26.0, people__register_weeks_reduced=37.510070, people__wait_wears=0.3,
        people__weeks_since_talk=12.0,
        people__relation_at_start=0.4, people__plan_at_start=0.5, exits__extension_weeks=52,
    )  # fmt: skip
    look_back(kari, week(0, long_before()), a_year)
    assert (kari.time_on_register, kari.coping) == approx((52.0, 0.68), abs=1e-5)
    assert kari.last_contact == -5
