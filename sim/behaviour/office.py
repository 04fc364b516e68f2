"""The office as an organisation: innovation, learning, and what reorganising costs (8.15, 8.20, R21)."""

from sim.agents import Office
from sim.behaviour import behaviour
from sim.behaviour.quantities import clamp_share, is_registered, office_policy
from sim.behaviour.world import World
from sim.chance import Week, lot
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Decision


@behaviour
def adoption_rate(office: Office, policy: Policy, parameters: Parameters) -> float:
    """Speed at which new practice spreads [1/week].

    Room for the leader and a learning platform carry it, pressure stops it (INNOWEL).
    """
    organisation = parameters.organisation
    learning = organisation.adoption_without_platform + policy.organisation.learning_platform
    carried = policy.organisation.leader_room * office.leader_room * learning
    return organisation.adoption_speed * carried / max(organisation.calm_pressure, office.pressure)


@behaviour
def innovate(office: Office, policy: Policy, parameters: Parameters) -> None:
    """Take up new practice, lose some of it; relearning wears off."""
    organisation = parameters.organisation
    seen = office.adoption + organisation.adoption_seed
    grown = adoption_rate(office, policy, parameters) * seen * (1.0 - office.adoption)
    office.adoption = clamp_share(office.adoption + grown - organisation.adoption_fades * office.adoption)
    office.relearning = office.relearning * (1.0 - organisation.relearning_fades)


@behaviour
def posts_further(row: int, posts: int, office: Office, world: World) -> int:
    """The row of the caseworker who comes so many posts after another, in a ring; frozen posts are passed over."""
    while posts > 0:
        row += 1
        if row >= office.first_caseworker + office.n_caseworkers:
            row = office.first_caseworker
        posts -= 1 - world.caseworkers[row].frozen
    return row


@behaviour
def reorganise(office: Office, world: World, week: Week) -> None:
    """Reorganise: some cases change hands, and staff lose time to relearning (R21)."""
    organisation = world.parameters[0].organisation
    office.relearning = organisation.relearning
    office.adoption = organisation.adoption_kept * office.adoption
    n_posts = 0
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        n_posts += 1 - world.caseworkers[row].frozen
    for row in range(office.first_row, office.first_row + office.n_rows):
        jobseeker = world.jobseekers[row]
        if is_registered(jobseeker) and lot(week, Decision.REASSIGNED, jobseeker.id) < organisation.cases_moved:
            further = 1 + int(lot(week, Decision.REASSIGNED, jobseeker.id, 0, 1) * (n_posts - 1))
            jobseeker.caseworker = posts_further(jobseeker.caseworker, further, office, world)


@behaviour
def develop_offices(world: World, week: Week) -> None:
    """Let every office take up practice."""
    for office in world.offices:
        innovate(office, office_policy(office, world), world.parameters[0])
