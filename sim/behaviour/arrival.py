"""Arrival: who comes to NAV, with which barriers, resources and benefit."""

from functools import partial
from math import log

from sim.agents import Jobseeker
from sim.behaviour import behaviour
from sim.behaviour.assessment import needs_group_for
from sim.behaviour.quantities import burden, clamp_share
from sim.behaviour.world import World
from sim.chance import Week, centred_lot, lot
from sim.declare import starts
from sim.line_for_each import line_for_each
from sim.parameters import Parameters
from sim.terms import ADULT_FROM, OLDER_FROM, OUTSIDE, PENSION_AGE, YOUNG_BELOW, Benefit, Decision
from sim.units import WEEKS_A_YEAR

BLANK, COUNTED = partial(starts, Jobseeker, counted=False), partial(starts, Jobseeker, counted=True)


@behaviour
def age_on_arrival(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> int:
    """Age in years [18..66]: an age group by its share, and within it any age alike."""
    people = parameters.people
    which = lot(week, Decision.AGE_GROUP, jobseeker.id)
    within = lot(week, Decision.AGE, jobseeker.id)
    if which < people.under_30_share:
        return ADULT_FROM + int(within * (YOUNG_BELOW - ADULT_FROM))
    if which < 1.0 - people.from_50_share:
        return YOUNG_BELOW + int(within * (OLDER_FROM - YOUNG_BELOW))
    return OLDER_FROM + int(within * (PENSION_AGE - OLDER_FROM))


@behaviour
def week_of_birth(jobseeker: Jobseeker, week: Week) -> int:
    """Week in which somebody of this age was born: birthdays are spread over the year by identity."""
    year = int(WEEKS_A_YEAR)
    return week.number - jobseeker.age * year - jobseeker.id % year


@behaviour
def severity(jobseeker: Jobseeker, week: Week, decision: int, prevalence: float, parameters: Parameters) -> float:
    """Severity of one barrier [0..1]: moderate to severe where it is present, slight where it is not. ASSUMED form."""
    people = parameters.people
    how_much = lot(week, decision, jobseeker.id, 0, 1)
    if lot(week, decision, jobseeker.id) < prevalence:
        return people.present_from + (1.0 - people.present_from) * how_much
    return people.slight_up_to * how_much


@behaviour
def draw_barriers(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> None:
    """Give a person barriers that tend to come together (interlock), by published prevalences."""
    people = parameters.people
    load = 1.0 + people.interlock * centred_lot(week, Decision.COMPLEXITY, jobseeker.id)
    mental, physical = people.mental_ordinary, people.physical_ordinary
    skills, life = people.skills_ordinary, people.life_ordinary
    if jobseeker.reduced_capacity == 1:
        mental, physical = people.mental_reduced, people.physical_reduced
        skills, life = people.skills_reduced, people.life_reduced
        if jobseeker.age < YOUNG_BELOW:
            mental = people.mental_young
    jobseeker.mental_health = severity(jobseeker, week, Decision.MENTAL_HEALTH, load * mental, parameters)
    jobseeker.physical_health = severity(jobseeker, week, Decision.PHYSICAL_HEALTH, load * physical, parameters)
    jobseeker.skills_gap = severity(jobseeker, week, Decision.SKILLS_GAP, load * skills, parameters)
    jobseeker.language_gap = severity(jobseeker, week, Decision.LANGUAGE_GAP, load * people.language, parameters)
    jobseeker.life_situation = severity(jobseeker, week, Decision.LIFE_SITUATION, load * life, parameters)
    heavier = max(jobseeker.mental_health, jobseeker.physical_health)
    if jobseeker.reduced_capacity == 1 and heavier < people.present_from:
        # reduced capacity has a health ground, if a mixed one
        jobseeker.physical_health = clamp_share(people.present_from + jobseeker.physical_health)
    jobseeker.visible_limitation = 0
    jobseeker.disclosed = 0
    if lot(week, Decision.VISIBLE_LIMITATION, jobseeker.id) < people.visible_share * jobseeker.physical_health:
        jobseeker.visible_limitation = 1


@behaviour
def barriers_present(jobseeker: Jobseeker, parameters: Parameters) -> int:
    """How many barriers are severe enough to count as present [barriers]."""
    present_from = parameters.people.present_from
    present = 0
    if jobseeker.mental_health >= present_from:
        present += 1
    if jobseeker.physical_health >= present_from:
        present += 1
    if jobseeker.skills_gap >= present_from:
        present += 1
    if jobseeker.language_gap >= present_from:
        present += 1
    if jobseeker.life_situation >= present_from:
        present += 1
    return present


@behaviour
def draw_resources(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> None:
    """Give a person digital skill, coping, motivation and trust."""
    people = parameters.people
    heavy = burden(jobseeker, parameters)
    weak = people.weak_digital_ordinary
    if jobseeker.reduced_capacity == 1:
        weak = people.weak_digital_reduced
    weak = weak + people.weak_digital_language * jobseeker.language_gap
    if jobseeker.age >= OLDER_FROM:
        weak += people.weak_digital_from_50
    skill = lot(week, Decision.DIGITAL_SKILL, jobseeker.id, 0, 1)
    jobseeker.digital_skill = people.able_digital_from + (1.0 - people.able_digital_from) * skill
    if lot(week, Decision.DIGITAL_SKILL, jobseeker.id) < weak:
        jobseeker.digital_skill = people.weak_digital_below * skill
    spread = people.resource_spread
    coping = people.coping - people.burden_on_coping * heavy
    jobseeker.coping = clamp_share(coping + spread * centred_lot(week, Decision.COPING, jobseeker.id))
    wish = centred_lot(week, Decision.MOTIVATION, jobseeker.id)
    jobseeker.motivation = clamp_share(people.motivation + spread * wish)
    jobseeker.trust = clamp_share(people.trust + spread * centred_lot(week, Decision.TRUST, jobseeker.id))
    jobseeker.experience = jobseeker.trust


@behaviour
def draw_benefit(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> None:
    """Give a person a benefit and weeks of entitlement (NAV facts 1.3, 5.3, 5.4)."""
    people, exits = parameters.people, parameters.exits
    which = lot(week, Decision.BENEFIT, jobseeker.id)
    entitlement = lot(week, Decision.ENTITLEMENT, jobseeker.id)
    jobseeker.benefit = Benefit.NONE
    jobseeker.benefit_weeks = 0
    if jobseeker.reduced_capacity == 1:
        if which < people.aap_share:
            jobseeker.benefit = Benefit.AAP
            jobseeker.benefit_weeks = exits.aap_weeks
        elif which < people.aap_share + people.graded_pension_share:
            jobseeker.benefit = Benefit.UFORETRYGD
        elif which < people.aap_share + people.graded_pension_share + people.assistance_reduced:
            jobseeker.benefit = Benefit.SOSIALHJELP
    elif which < people.dagpenger_share:
        jobseeker.benefit = Benefit.DAGPENGER
        jobseeker.benefit_weeks = int(exits.short_dagpenger * exits.dagpenger_weeks)
        if entitlement < people.full_dagpenger_share:
            jobseeker.benefit_weeks = exits.dagpenger_weeks
    elif which < people.dagpenger_share + people.assistance_ordinary:
        jobseeker.benefit = Benefit.SOSIALHJELP


@behaviour
@line_for_each("jobseeker.{name} = {start}", name=BLANK, start=lambda: BLANK().values())
def start_blank(jobseeker: Jobseeker) -> None:
    """Set everything that has not happened yet."""


@behaviour
@line_for_each("jobseeker.{name} = {start}", name=COUNTED, start=lambda: COUNTED().values())
def start_counting(jobseeker: Jobseeker) -> None:
    """Set everything that is counted of a person to its start."""


@behaviour
def arm_of(jobseeker: Jobseeker, week: Week, world: World) -> int:
    """The arm that a person falls into: by name, or by a lot that no policy can shift."""
    arm = 0
    for rule in world.person_arms:
        if rule.person == jobseeker.id:
            arm = rule.arm
        elif rule.person < 0 and rule.low < rule.high:
            drawn = lot(week, Decision.ARM, jobseeker.id)
            if rule.low <= drawn and drawn < rule.high:
                arm = rule.arm
    return arm


@behaviour
def enrol(
    jobseeker: Jobseeker, identity: int, office_row: int, reduced_capacity: int, world: World, week: Week
) -> None:
    """Make the person who comes to NAV under this identity; the same traits under every policy."""
    parameters = world.parameters[0]
    jobseeker.id = identity
    jobseeker.office = office_row
    jobseeker.reduced_capacity = reduced_capacity
    jobseeker.arrived_week = week.number
    start_blank(jobseeker)
    start_counting(jobseeker)
    jobseeker.age = age_on_arrival(jobseeker, week, parameters)
    jobseeker.born_week = week_of_birth(jobseeker, week)
    draw_barriers(jobseeker, week, parameters)
    jobseeker.n_barriers = barriers_present(jobseeker, parameters)
    draw_resources(jobseeker, week, parameters)
    draw_benefit(jobseeker, week, parameters)
    jobseeker.true_need = needs_group_for(reduced_capacity, burden(jobseeker, parameters), parameters)
    jobseeker.arm = arm_of(jobseeker, week, world)
    jobseeker.last_contact = week.number
    jobseeker.newcomer = 1
    if week.number < 0:
        jobseeker.newcomer = OUTSIDE


@behaviour
def waited_so_long(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> float:
    """Weeks that somebody found on the register has been there [weeks].

    Exponential about the mean of the group (NAV facts 1.7, 2.17).
    """
    mean = parameters.people.register_weeks_ordinary
    if jobseeker.reduced_capacity == 1:
        mean = parameters.people.register_weeks_reduced
    return -mean * log(1.0 - lot(week, Decision.TIME_ON_REGISTER, jobseeker.id))


@behaviour
def look_back(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> None:
    """Give somebody found on the register at the start the time already spent there, and what it did to them."""
    people = parameters.people
    weeks = waited_so_long(jobseeker, week, parameters)
    jobseeker.newcomer = 0
    jobseeker.time_on_register = weeks
    jobseeker.status_weeks = int(weeks)
    worn = people.wait_wears
    jobseeker.coping = jobseeker.coping * (1.0 - worn + worn / (1.0 + weeks / WEEKS_A_YEAR))  # ASSUMED form
    since_talk = people.weeks_since_talk * lot(week, Decision.TIME_ON_REGISTER, jobseeker.id, 0, 1)
    jobseeker.last_contact = week.number - int(since_talk)
    jobseeker.relation = people.relation_at_start * lot(week, Decision.TIME_ON_REGISTER, jobseeker.id, 0, 2)
    jobseeker.plan = people.plan_at_start * lot(week, Decision.TIME_ON_REGISTER, jobseeker.id, 0, 3)
    if jobseeker.benefit_weeks > 0:
        left = jobseeker.benefit_weeks - int(weeks)
        if left < 1:
            left = 1 + int(parameters.exits.extension_weeks * lot(week, Decision.ENTITLEMENT, jobseeker.id, 0, 1))
        jobseeker.benefit_weeks = left
