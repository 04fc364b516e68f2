"""Small quantities that many behaviours ask for, and which row of the policies somebody lives under."""

from sim.agents import Caseworker, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.world import World
from sim.chance import Week
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import NeedsGroup, Status
from sim.units import MIDDLE


@behaviour
def clamp_share(number: float) -> float:
    """The nearest number within 0..1."""
    return min(1.0, max(0.0, number))


@behaviour
def reduced_by_lack(weight: float, amount: float) -> float:
    """Factor of something that is held back by want of something else [ratio]: 1 - weight at none of it, 1 at all."""
    return 1.0 - weight + weight * amount


@behaviour
def centred_factor(swing: float, amount: float) -> float:
    """Factor that leans with a share, about its middle [ratio]: 1 - swing / 2 at none, 1 at 0.5, 1 + swing / 2 at all.

    A negative swing leans the other way; a swing of 1 is in proportion to 0.5 + amount.
    """
    return 1.0 - MIDDLE * swing + swing * amount


@behaviour
def interlocked(
    mental_health: float,
    physical_health: float,
    skills_gap: float,
    language_gap: float,
    life_situation: float,
    parameters: Parameters,
) -> float:
    """How far barriers stand in the way together [0..1]: each closes a part of what the others left open.

    ASSUMED form.
    """
    weight = parameters.people.barrier_weight
    left_open = (1.0 - weight * mental_health) * (1.0 - weight * physical_health) * (1.0 - weight * skills_gap)
    return 1.0 - left_open * (1.0 - weight * language_gap) * (1.0 - weight * life_situation)


@behaviour
def burden(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """How far this person's barriers stand in the way of work [0..1]: the complexity of the case."""
    return interlocked(
        jobseeker.mental_health,
        jobseeker.physical_health,
        jobseeker.skills_gap,
        jobseeker.language_gap,
        jobseeker.life_situation,
        parameters,
    )


@behaviour
def health_barrier(jobseeker: Jobseeker) -> float:
    """The heavier of the two health barriers [0..1]."""
    return max(jobseeker.mental_health, jobseeker.physical_health)


@behaviour
def is_registered(jobseeker: Jobseeker) -> bool:
    """Whether the person is one of the office's cases: seeking, in a measure or waiting for health treatment."""
    return jobseeker.status >= Status.SEEKING and jobseeker.status <= Status.WAITING_FOR_HEALTH


@behaviour
def is_settled(jobseeker: Jobseeker, parameters: Parameters) -> bool:
    """Whether the person has been off the register so long as never to come back to it."""
    return not is_registered(jobseeker) and jobseeker.status_weeks >= parameters.retention.settled_weeks


@behaviour
def in_reduced_group(jobseeker: Jobseeker) -> bool:
    """Whether NAV has found the person's work capacity reduced."""
    return jobseeker.needs_group >= NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE


@behaviour
def digital_ability(jobseeker: Jobseeker, policy: Policy, parameters: Parameters) -> float:
    """Skill with digital services, help to use them included [0..1] (assisted digital)."""
    help_given = parameters.contact.assistance_effect * policy.channel.assisted_digital
    return jobseeker.digital_skill + help_given * (1.0 - jobseeker.digital_skill)


@behaviour
def office_policy(office: Office, world: World) -> Policy:
    """The levers an office lives under this week."""
    return world.policies[office.policy_row]


@behaviour
def caseworker_policy(caseworker: Caseworker, office: Office, world: World) -> Policy:
    """The levers a caseworker lives under this week; the caseworker's own arm goes before the office's."""
    return world.policies[office.policy_row + caseworker.arm * world.layout[0].person_arms]


@behaviour
def person_policy(jobseeker: Jobseeker, caseworker: Caseworker, office: Office, world: World) -> Policy:
    """The levers a jobseeker lives under this week; precedence person, caseworker, office, market, run."""
    return world.policies[office.policy_row + caseworker.arm * world.layout[0].person_arms + jobseeker.arm]


@behaviour
def within(week: Week, first_week: int, n_weeks: int) -> bool:
    """Whether a week lies in a span of weeks that starts at `first_week`; a span that starts at -1 never comes."""
    return first_week >= 0 and first_week <= week.number and week.number < first_week + n_weeks
