"""Caseworkers as people: competence, learning, stress, absence, turnover and handover."""

from math import log

from sim.agents import Caseworker, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.quantities import caseworker_policy, clamp_share, is_registered, office_policy
from sim.behaviour.world import World
from sim.chance import Week, centred_lot, happens, lot
from sim.events import note_new_caseworker
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import CopingFamily, Decision, Style
from sim.units import NEXT_TO_NOTHING, WEEKS_A_YEAR

INCUMBENTS = 1024  # incumbents of a post that have identities of their own
POSTS = 4096  # posts of an office that have
NEVER = 1.0e30  # no wait is so long
LEAST_PRESSURE = 0.2  # ratio; less work than this calms nobody further
LAST_RESORT = 1.0e12  # times the load of who should get no cases while anybody else is there


@behaviour
def skilled(caseworker: Caseworker, parameters: Parameters) -> float:
    """How much of own competence a caseworker can use yet [0..1]: it takes 18 months to learn the rules (3.10)."""
    staff = parameters.staff
    return staff.newcomer_skill + (1.0 - staff.newcomer_skill) * min(1.0, caseworker.experience / staff.weeks_to_learn)


@behaviour
def effective_user_competence(caseworker: Caseworker, parameters: Parameters) -> float:
    """Skill with users that comes to bear this week [0..1]; strain takes some of it."""
    unstrained = 1.0 - parameters.staff.strain_on_quality * caseworker.stress
    return caseworker.user_competence * skilled(caseworker, parameters) * unstrained


@behaviour
def effective_market_competence(caseworker: Caseworker, parameters: Parameters) -> float:
    """Skill with employers and vacancies that comes to bear this week [0..1]."""
    unstrained = 1.0 - parameters.staff.strain_on_quality * caseworker.stress
    return caseworker.market_competence * skilled(caseworker, parameters) * unstrained


@behaviour
def take_post(caseworker: Caseworker, seed: int, parameters: Parameters) -> None:
    """Fill a post with a new person: own competence, style, belief and way of coping, no experience yet."""
    hired = Week(seed, 0)  # the same person whenever the post falls free
    staff = parameters.staff
    caseworker.id = (caseworker.office * POSTS + caseworker.post) * INCUMBENTS + caseworker.incumbent
    spread = staff.competence_spread
    market = centred_lot(hired, Decision.MARKET_COMPETENCE, caseworker.id)
    caseworker.market_competence = clamp_share(staff.market_competence + spread * market)
    user = centred_lot(hired, Decision.USER_COMPETENCE, caseworker.id)
    caseworker.user_competence = clamp_share(staff.user_competence + spread * user)
    belief = centred_lot(hired, Decision.BELIEF, caseworker.id)
    caseworker.belief = clamp_share(staff.belief + staff.belief_spread * belief)
    which = lot(hired, Decision.STYLE, caseworker.id)
    caseworker.style = Style.DEMAND_FIRST
    if which < staff.success_first_share:
        caseworker.style = Style.SUCCESS_FIRST
    elif which < staff.success_first_share + staff.needs_first_share:
        caseworker.style = Style.NEEDS_FIRST
    family = lot(hired, Decision.COPING_FAMILY, caseworker.id)
    caseworker.coping_family = CopingFamily.AWAY
    if family < staff.towards_share:
        caseworker.coping_family = CopingFamily.TOWARDS
    elif family > 1.0 - staff.against_share:
        caseworker.coping_family = CopingFamily.AGAINST
    caseworker.experience = 0.0
    caseworker.stress = staff.stress_at_rest
    caseworker.absent_weeks = 0
    caseworker.vacant_post = 0
    caseworker.carried_hours = 0.0


@behaviour
def learn(caseworker: Caseworker, policy: Policy, parameters: Parameters) -> None:
    """Grow with experience, and in competence with training and the learning platform (8.16)."""
    staff = parameters.staff
    caseworker.experience += 1.0
    organisation = policy.organisation
    gain = staff.training_effect * organisation.staff_training + staff.platform_effect * organisation.learning_platform
    caseworker.user_competence += gain * (1.0 - caseworker.user_competence)
    caseworker.market_competence += gain * (1.0 - caseworker.market_competence)


@behaviour
def feel_strain(caseworker: Caseworker, policy: Policy, parameters: Parameters) -> None:
    """Move stress towards what this week's pressure, targets and unclear demands make of it (3.11, 8.19)."""
    staff = parameters.staff
    aim = staff.stress_at_rest + staff.pressure_stress * log(max(LEAST_PRESSURE, caseworker.pressure))
    unclear = staff.ambiguity_stress * (1.0 - policy.organisation.consistency)
    aim += unclear + staff.target_stress * policy.organisation.outcome_targets
    caseworker.stress += staff.stress_speed * (clamp_share(aim) - caseworker.stress)


@behaviour
def strain_factor(caseworker: Caseworker, parameters: Parameters) -> float:
    """How much oftener than at ordinary strain this caseworker falls ill or leaves [ratio]."""
    staff = parameters.staff
    return 1.0 - staff.strain_drives * staff.ordinary_strain + staff.strain_drives * caseworker.stress


@behaviour
def absence_probability(caseworker: Caseworker, parameters: Parameters) -> float:
    """Probability a week of falling ill; at ordinary strain it gives the published absence (8.6 %, NAV facts 3.9)."""
    staff = parameters.staff
    ordinary = staff.absence / max(NEXT_TO_NOTHING, (1.0 - staff.absence) * staff.absence_weeks)
    return clamp_share(ordinary * strain_factor(caseworker, parameters))


@behaviour
def absence_length(drawn: float, parameters: Parameters) -> int:
    """Weeks that an absence lasts, by a lot: each week is as likely to be the last, and the mean is as given."""
    goes_on = max(NEXT_TO_NOTHING, 1.0 - 1.0 / max(1.0, parameters.staff.absence_weeks))
    return 1 + int(log(1.0 - drawn) / log(goes_on))


@behaviour
def turnover_probability(caseworker: Caseworker, parameters: Parameters) -> float:
    """Probability a week of leaving the post. ASSUMED level (section 3, gap); strain drives it."""
    return clamp_share(parameters.staff.turnover / WEEKS_A_YEAR * strain_factor(caseworker, parameters))


@behaviour
def live_caseworker_week(caseworker: Caseworker, policy: Policy, week: Week, parameters: Parameters) -> None:
    """Learn, feel the strain, fall ill or come back, leave the post or take it up."""
    staff = parameters.staff
    if caseworker.absent_weeks > 0:
        caseworker.absent_weeks -= 1
        if caseworker.absent_weeks == 0 and caseworker.vacant_post == 1:
            caseworker.incumbent += 1
            take_post(caseworker, week.seed, parameters)
        return
    learn(caseworker, policy, parameters)
    feel_strain(caseworker, policy, parameters)
    if happens(turnover_probability(caseworker, parameters), week, Decision.TURNOVER, caseworker.id):
        caseworker.vacant_post = 1
        caseworker.absent_weeks = staff.weeks_to_refill
    elif happens(absence_probability(caseworker, parameters), week, Decision.ABSENCE, caseworker.id):
        caseworker.absent_weeks = absence_length(lot(week, Decision.ABSENCE_LENGTH, caseworker.id), parameters)


@behaviour
def hand_over(jobseeker: Jobseeker, caseworker: Caseworker, policy: Policy, parameters: Parameters) -> None:
    """Meet a new caseworker: relation and part of the plan are lost, less where handover is warm (K4; 3.14, 8.21)."""
    staff = parameters.staff
    jobseeker.known_caseworker = caseworker.id
    jobseeker.caseworker_changes += 1
    kept = clamp_share(staff.handover_keeps + staff.continuity_keeps * policy.individualization.continuity)
    jobseeker.relation = jobseeker.relation * staff.relation_passes_on * kept
    jobseeker.plan = jobseeker.plan * kept
    jobseeker.job_help = jobseeker.job_help * kept
    jobseeker.trust = jobseeker.trust * (1.0 - staff.handover_trust * (1.0 - kept))


@behaviour
def follow_clients(world: World, week: Week) -> None:
    """Count each caseworker's cases; whoever's caseworker has changed is handed over."""
    parameters = world.parameters[0]
    for caseworker in world.caseworkers:
        caseworker.caseload = 0
        caseworker.mandatory_need = caseworker.backlog
        caseworker.assessment_need = 0.0
        caseworker.dialogue_need = 0.0
        caseworker.asked_need = 0.0
        caseworker.protected_need = 0.0
        caseworker.first_candidate = -1
    for office in world.offices:
        office.registered = 0
        policy = office_policy(office, world)
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker):
                office.registered += 1
                caseworker = world.caseworkers[jobseeker.caseworker]
                caseworker.caseload += 1
                if jobseeker.known_caseworker != caseworker.id:
                    hand_over(jobseeker, caseworker, policy, parameters)
                    note_new_caseworker(world, week, jobseeker, caseworker)


@behaviour
def assign_caseworker(jobseeker: Jobseeker, office: Office, world: World, week: Week) -> None:
    """Give a person the caseworker whose load for what the post is staffed for is least; chance has a say.

    Were it always the least load, one case more or less would pass all who come later to somebody else; were it chance
    alone, loads would differ for years. ASSUMED: offices allot by date of birth or turn as well as by load.
    """
    chance = world.parameters[0].staff.allotted_by_chance
    best = office.first_caseworker
    soonest = NEVER
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        if caseworker.frozen == 1:
            continue
        load = (caseworker.caseload + 1.0) / caseworker_policy(caseworker, office, world).individualization.caseload
        load = load / max(1.0 / LAST_RESORT, caseworker.fraction * (1.0 - caseworker.income_share))
        if caseworker.vacant_post == 1:
            load = load * LAST_RESORT
        drawn = lot(week, Decision.CASE_ALLOTTED, jobseeker.id, caseworker.id)
        wait = (1.0 - chance + chance * drawn) * load
        if wait < soonest:
            best = row
            soonest = wait
    caseworker = world.caseworkers[best]
    caseworker.caseload += 1
    jobseeker.caseworker = best
    jobseeker.known_caseworker = caseworker.id


@behaviour
def move_case(jobseeker: Jobseeker, office: Office, world: World, week: Week) -> None:
    """Give a case to another post, by load; it will be handed over. Who is off the register is nobody's load."""
    registered = is_registered(jobseeker)
    if registered and jobseeker.caseworker >= 0:
        world.caseworkers[jobseeker.caseworker].caseload -= 1
    known = jobseeker.known_caseworker
    assign_caseworker(jobseeker, office, world, week)
    jobseeker.known_caseworker = known  # so that it is handed over
    if not registered:
        world.caseworkers[jobseeker.caseworker].caseload -= 1  # no case now, but somebody to come back to


@behaviour
def live_staff_week(world: World, week: Week) -> None:
    """Let every caseworker live through the end of the week."""
    parameters = world.parameters[0]
    for office in world.offices:
        for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
            caseworker = world.caseworkers[row]
            live_caseworker_week(caseworker, caseworker_policy(caseworker, office, world), week, parameters)
