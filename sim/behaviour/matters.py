"""Matters: which needs of NAV come to people, how urgent and how complex they are, and what keeping silent leads to.

Also called: demand. A need is there whether or not anybody asks; whether it is asked about is in `channel_choice.py`.
"""

from sim.agents import Caseworker, Jobseeker
from sim.behaviour import behaviour
from sim.behaviour.quantities import burden, clamp_share
from sim.chance import Week, centred_lot, happens, lot
from sim.parameters import Parameters
from sim.terms import Benefit, Decision, Matter


@behaviour
def need_rate(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """Rate of new needs of NAV [1/week] (Løberg 2021; NAV facts 8.1, 4.11: mostly money and plan upkeep)."""
    contact = parameters.contact
    rate = contact.needs * (1.0 + contact.money_worries * jobseeker.life_situation)
    if jobseeker.time_on_register < contact.newcomer_weeks:
        rate = rate * contact.newcomer_factor
    return rate


@behaviour
def sends_form(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> bool:
    """Whether the fortnightly form (meldekort) falls due this week: on dagpenger or AAP, each in the own weeks."""
    if jobseeker.benefit != Benefit.DAGPENGER and jobseeker.benefit != Benefit.AAP:
        return False
    return (week.number + jobseeker.id) % parameters.matters.form_weeks == 0


@behaviour
def matter_of(drawn: float, parameters: Parameters) -> int:
    """What a new need is about, by lot (`Matter`)."""
    matters = parameters.matters
    drawn = drawn - matters.information_share
    if drawn < 0.0:
        return Matter.INFORMATION + 0
    drawn = drawn - matters.own_case_share
    if drawn < 0.0:
        return Matter.OWN_CASE + 0
    drawn = drawn - matters.money_share
    if drawn < 0.0:
        return Matter.MONEY + 0
    if drawn < matters.plan_share:
        return Matter.PLAN + 0
    return Matter.ACUTE + 0


@behaviour
def usual_urgency(matter: int, parameters: Parameters) -> float:
    """How urgent a matter of this kind is in the mean [0..1] (ASSUMED)."""
    matters = parameters.matters
    if matter == Matter.INFORMATION:
        return matters.information_urgency
    if matter == Matter.OWN_CASE:
        return matters.own_case_urgency
    if matter == Matter.MONEY:
        return matters.money_urgency
    if matter == Matter.PLAN:
        return matters.plan_urgency
    return matters.acute_urgency


@behaviour
def is_of_own_case(matter: int) -> bool:
    """Whether a matter takes the person's file, or a service of the municipality: all but information (4.8)."""
    return matter != Matter.INFORMATION


@behaviour
def take_up_need(jobseeker: Jobseeker, matter: int, week: Week, parameters: Parameters) -> None:
    """Let somebody have a new need: how urgent it is, and as complex as its kind and the person's case make it."""
    contact = parameters.contact
    jobseeker.matter = matter
    spread = parameters.matters.urgency_spread * centred_lot(week, Decision.URGENCY, jobseeker.id)
    jobseeker.urgency = clamp_share(usual_urgency(matter, parameters) + spread)
    drawn = lot(week, Decision.ENQUIRY_COMPLEXITY, jobseeker.id)
    weight = contact.lightest_matter + (1.0 - contact.lightest_matter) * drawn
    if not is_of_own_case(matter):
        weight = weight * parameters.matters.information_light
    jobseeker.enquiry_complexity = clamp_share(weight * (contact.everyday_matter + burden(jobseeker, parameters)))


@behaviour
def late_papers(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """Mandatory hours that an unanswered enquiry comes to cost [hours]: what came too late must be put right."""
    return parameters.contact.late_papers * jobseeker.enquiry_complexity


@behaviour
def lose_trust(jobseeker: Jobseeker, cost: float, parameters: Parameters) -> None:
    """Lose trust and experience by a matter that is not met (R23); `cost`: relative to being turned away [0..1]."""
    lost = cost * parameters.contact.trust_lost
    jobseeker.trust = jobseeker.trust * (1.0 - lost)
    jobseeker.experience = jobseeker.experience * (1.0 - lost)


@behaviour
def keep_silent(jobseeker: Jobseeker, caseworker: Caseworker, week: Week, parameters: Parameters) -> None:
    """Let a need be that nobody was asked about: papers come late, or it becomes acute the week after (4.4).

    It was not met: the more urgent, the more trust and experience are lost (R23; ASSUMED level).
    """
    matters = parameters.matters
    lose_trust(jobseeker, matters.silence_costs * jobseeker.urgency, parameters)
    if jobseeker.matter == Matter.OWN_CASE or jobseeker.matter == Matter.MONEY:
        caseworker.mandatory_need += matters.silent_papers * late_papers(jobseeker, parameters)
    becomes_acute = matters.silent_acute * jobseeker.urgency
    if is_of_own_case(jobseeker.matter) and happens(becomes_acute, week, Decision.SILENCE_TURNS_ACUTE, jobseeker.id):
        jobseeker.turned_acute = 1
