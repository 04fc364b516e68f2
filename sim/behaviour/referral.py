"""Referral: which measure a talk leads to, by standard menu or by person, and in which order of work and training."""

from sim.agents import Caseworker, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.quantities import (
    burden,
    centred_factor,
    clamp_share,
    health_barrier,
    in_reduced_group,
    reduced_by_lack,
)
from sim.behaviour.staff import effective_market_competence
from sim.behaviour.world import World
from sim.chance import Week, happens, lot
from sim.events import note_referred
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import N_MEASURES, YOUNG_BELOW, Benefit, Decision, Measure, NeedsGroup, Status, Strategy


@behaviour
def open_to(jobseeker: Jobseeker, kind: int, parameters: Parameters) -> bool:
    """Whether the rules let a person into a kind of measure (NAV's target groups)."""
    referral = parameters.referral
    if kind == Measure.IPS:
        return jobseeker.mental_health >= referral.ips_from and jobseeker.motivation >= referral.ips_motivation
    if kind == Measure.KVP:
        return jobseeker.benefit == Benefit.SOSIALHJELP or jobseeker.benefit == Benefit.NONE
    return True


@behaviour
def suits(jobseeker: Jobseeker, kind: int, world: World) -> float:
    """How well a kind of measure suits the person's barriers [ratio]."""
    measure = world.measures[kind]
    referral = world.parameters[0].referral
    far = abs(burden(jobseeker, world.parameters[0]) - measure.suits_burden)
    answered = 1.0 + measure.answers_skills * (jobseeker.skills_gap - referral.usual_skills_gap)
    return max(referral.least_fit, 1.0 - referral.misfit_weight * far) * answered


@behaviour
def strategy_factor(kind: int, policy: Policy, parameters: Parameters) -> float:
    """How much the order of work and training favours a kind of measure [ratio] (6.10)."""
    favour = parameters.referral.strategy_favour
    strategy = policy.organisation.strategy
    if kind == Measure.TRAINING:
        return favour if strategy == Strategy.TRAIN_THEN_PLACE else 1.0 / favour
    if kind == Measure.AFT or kind == Measure.VTA:
        return favour if strategy == Strategy.SHELTERED_FIRST else 1.0 / favour
    if kind == Measure.WAGE_SUBSIDY or kind == Measure.WORK_PRACTICE or kind == Measure.IPS:
        return favour if strategy == Strategy.PLACE_THEN_TRAIN else 1.0
    return 1.0


@behaviour
def standard_weight(jobseeker: Jobseeker, kind: int, policy: Policy, world: World) -> float:
    """Weight of a kind of measure in the standard menu of the person's needs group, by the order of work and training.

    None where the rules shut the person out.
    """
    if not open_to(jobseeker, kind, world.parameters[0]):
        return 0.0
    measure = world.measures[kind]
    usual = measure.usual_ordinary
    if in_reduced_group(jobseeker):
        usual = measure.usual_reduced
    return usual * strategy_factor(kind, policy, world.parameters[0])


@behaviour
def room_for(office_row: int, kind: int, world: World) -> float:
    """Room in a kind of measure [0..1]: 1 where nobody waits, a half where as many wait as there are places.

    Whoever refers knows of the queue (ASSUMED form).
    """
    places = world.places[office_row * N_MEASURES + kind]
    return 1.0 - places.waiting / max(1, places.capacity + places.waiting)


@behaviour
def measure_weight(jobseeker: Jobseeker, kind: int, policy: Policy, world: World) -> float:
    """Weight of a kind of measure for this person: the group's usual mix, bent towards what has room and what suits."""
    weight = standard_weight(jobseeker, kind, policy, world) * room_for(jobseeker.office, kind, world)
    if weight <= 0.0:
        return 0.0
    menu = policy.standardization.standard_menu
    return weight * (menu + (1.0 - menu) * suits(jobseeker, kind, world))


@behaviour
def choose_measure(jobseeker: Jobseeker, decision: int, policy: Policy, world: World, week: Week) -> int:
    """Draw a kind of measure for a person under a decision of its own; NONE when nothing is open to the person."""
    total = 0.0
    for kind in range(1, N_MEASURES):
        total += measure_weight(jobseeker, kind, policy, world)
    if total <= 0.0:
        return 0
    reached = total * lot(week, decision, jobseeker.id)
    for kind in range(1, N_MEASURES):
        reached -= measure_weight(jobseeker, kind, policy, world)
        if reached < 0.0:
            return kind
    return 0


@behaviour
def is_young_in_need(jobseeker: Jobseeker) -> bool:
    """Whether the youth guarantee is for a person: under 30, and found to need guidance, or to work in part.

    That is situational or special effort (Kalstø 2022); with good opportunities or little chance of working it is not.
    """
    need = jobseeker.needs_group
    needs_effort = need >= NeedsGroup.TRENGER_VEILEDNING and need <= NeedsGroup.JOBBE_DELVIS
    return jobseeker.age < YOUNG_BELOW and needs_effort


@behaviour
def weight_of_youth(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """How far the youth guarantee puts a person first when measures are offered [ratio]; ASSUMED level."""
    return parameters.referral.young_first if is_young_in_need(jobseeker) else 1.0


@behaviour
def referral_probability(
    jobseeker: Jobseeker, caseworker: Caseworker, value: float, policy: Policy, parameters: Parameters
) -> float:
    """Probability that a talk ends in a referral [0..1]; belief, and creaming under targets, say for whom (R2, 8.9)."""
    referral = parameters.referral
    wished = referral.in_talk * centred_factor(1.0, clamp_share(value)) * centred_factor(1.0, caseworker.belief)
    wished = wished * reduced_by_lack(referral.skill_weight, effective_market_competence(caseworker, parameters))
    wished = wished * weight_of_youth(jobseeker, parameters)
    favour = referral.creaming_favour * centred_factor(1.0, policy.organisation.outcome_targets)
    return clamp_share(wished * centred_factor(favour, jobseeker.motivation * (1.0 - health_barrier(jobseeker))))


@behaviour
def may_be_referred(jobseeker: Jobseeker, policy: Policy) -> bool:
    """Whether a person seeks, and has waited as long as must be waited before the first measure (2.26)."""
    waited = (
        jobseeker.measures_ended + jobseeker.measures_before > 0
        or jobseeker.time_on_register >= policy.organisation.measure_wait
    )
    return jobseeker.status == Status.SEEKING and waited


@behaviour
def consider_referral(
    jobseeker: Jobseeker, caseworker: Caseworker, office: Office, value: float, policy: Policy, world: World, week: Week
) -> None:
    """Refer a person who is free for it to a measure's queue."""
    if jobseeker.measure_wanted != Measure.NONE or not may_be_referred(jobseeker, policy):
        return
    refers = referral_probability(jobseeker, caseworker, value, policy, world.parameters[0])
    if happens(refers, week, Decision.REFERRAL, jobseeker.id):
        kind = choose_measure(jobseeker, Decision.MEASURE_CHOICE, policy, world, week)
        if kind == Measure.NONE:
            return
        jobseeker.measure_wanted = kind
        jobseeker.measure_since = week.number
        jobseeker.measure_lot = lot(week, Decision.PLACE_IN_QUEUE, jobseeker.id)
        note_referred(world, week, jobseeker, caseworker)
