"""Measures (tiltak): queues, lock-in while they last, lasting gains, price; IPS with fidelity."""

from sim.agents import Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.measure_budget import budgeted, open_to_starts
from sim.behaviour.quantities import burden, centred_factor, clamp_share, office_policy, person_policy
from sim.behaviour.ranking import drop_first, order_by_rank
from sim.behaviour.referral import may_be_referred
from sim.behaviour.world import World
from sim.chance import Week, happens
from sim.events import note_left_measure_early, note_measure_began, note_measure_ended
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import N_MEASURES, Benefit, Decision, Measure, Status
from sim.units import MIDDLE, THOUSAND, nearest_whole


@behaviour
def quality_of(kind: int, office: Office, policy: Policy, world: World) -> float:
    """How well a measure is carried out here [ratio].

    Fidelity makes IPS, own staff or contractor makes follow-up (8.8, 1.19).
    """
    measures = world.parameters[0].measure_quality
    if kind == Measure.IPS:
        return measures.ips_floor + (1.0 - measures.ips_floor) * policy.individualization.ips_fidelity
    if kind == Measure.FOLLOW_UP:
        return 1.0 + measures.in_house_gain * (policy.organisation.in_house - MIDDLE)
    return 1.0


@behaviour
def lock_in(jobseeker: Jobseeker, world: World) -> float:
    """Share of own search that a measure takes away while it lasts [0..1]."""
    if jobseeker.status != Status.IN_MEASURE:
        return 0.0
    return world.measures[jobseeker.measure].lock_in


@behaviour
def begin_measure(jobseeker: Jobseeker, kind: int, world: World, week: Week) -> None:
    """Take up a place."""
    jobseeker.status = Status.IN_MEASURE
    jobseeker.status_weeks = 0
    jobseeker.measure = kind
    jobseeker.measure_weeks = world.measures[kind].weeks
    jobseeker.measure_wanted = Measure.NONE
    note_measure_began(world, week, jobseeker)
    if kind == Measure.KVP:
        jobseeker.benefit = Benefit.KVALIFISERINGSSTONAD
        jobseeker.benefit_weeks = jobseeker.measure_weeks + 1  # this week counts, and the last is lived to its end


@behaviour
def end_measure(jobseeker: Jobseeker, world: World) -> None:
    """Leave a measure for the register."""
    if jobseeker.measure == Measure.KVP and jobseeker.benefit == Benefit.KVALIFISERINGSSTONAD:
        jobseeker.benefit = Benefit.SOSIALHJELP
        jobseeker.benefit_weeks = 0
    jobseeker.measures_ended += 1
    jobseeker.measure = Measure.NONE
    jobseeker.measure_weeks = 0
    jobseeker.status = Status.SEEKING
    jobseeker.status_weeks = 0


@behaviour
def drop_out_probability(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """Probability a week of leaving a measure early [0..1]; low coping and a heavy life drive it. ASSUMED level."""
    driven = parameters.measure_quality.drop_out * centred_factor(-1.0, jobseeker.coping)
    return clamp_share(driven * centred_factor(1.0, burden(jobseeker, parameters)))


@behaviour
def gain_from(jobseeker: Jobseeker, kind: int, office: Office, policy: Policy, world: World) -> float:
    """Lasting employability gained in one week of a measure [share].

    More where it suits, and where the plan fits (K11, 2.12).
    """
    measure = world.measures[kind]
    quality = world.parameters[0].measure_quality
    far = abs(burden(jobseeker, world.parameters[0]) - measure.suits_burden)
    fit = max(quality.least_fit, 1.0 - quality.misfit_weight * far) * centred_factor(
        quality.plan_effect, jobseeker.plan
    )
    return measure.gain / measure.weeks * fit * quality_of(kind, office, policy, world) * (1.0 - jobseeker.measure_gain)


@behaviour
def live_measure_week(jobseeker: Jobseeker, office: Office, policy: Policy, world: World, week: Week) -> None:
    """Spend one week in a measure: gain, cope better or worse, drop out, or come to its end."""
    parameters = world.parameters[0]
    quality = parameters.measure_quality
    kind = jobseeker.measure
    measure = world.measures[kind]
    jobseeker.measure_gain = clamp_share(jobseeker.measure_gain + gain_from(jobseeker, kind, office, policy, world))
    jobseeker.skills_gap = jobseeker.skills_gap * (1.0 - measure.answers_skills * quality.skills_speed)
    jobseeker.coping += measure.coping * (1.0 - jobseeker.coping)
    jobseeker.measure_weeks -= 1
    if jobseeker.measure_weeks <= 0:
        note_measure_ended(world, week, jobseeker)
        end_measure(jobseeker, world)
    elif happens(drop_out_probability(jobseeker, parameters), week, Decision.DROPS_OUT_OF_MEASURE, jobseeker.id):
        note_left_measure_early(world, week, jobseeker)
        jobseeker.coping = jobseeker.coping * (1.0 - quality.drop_out_coping)
        end_measure(jobseeker, world)


@behaviour
def set_places(office: Office, world: World, week: Week) -> None:
    """Set the capacity of every measure from people registered and money, and count who is in and who waits.

    Among those who wait for `NONE` are all who want nothing yet and may be offered what is free.
    """
    policy = office_policy(office, world)
    money = budgeted(office, policy)
    for kind in range(N_MEASURES):
        places = world.places[office.id * N_MEASURES + kind]
        places.taken = 0
        places.waiting = 0
        usual = world.measures[kind].places * office.registered / THOUSAND
        places.capacity = nearest_whole(usual * money)
    for row in range(office.first_row, office.first_row + office.n_rows):
        jobseeker = world.jobseekers[row]
        if jobseeker.status == Status.IN_MEASURE:
            world.places[office.id * N_MEASURES + jobseeker.measure].taken += 1
        elif jobseeker.status == Status.SEEKING:
            wanted = jobseeker.measure_wanted
            if wanted == Measure.NONE:
                own_policy = person_policy(jobseeker, world.caseworkers[jobseeker.caseworker], office, world)
                if not may_be_referred(jobseeker, own_policy):
                    continue
            elif week.number - jobseeker.measure_since > world.parameters[0].referral.patience:
                jobseeker.measure_wanted = Measure.NONE
                continue
            places = world.places[office.id * N_MEASURES + wanted]
            places.waiting += 1
            jobseeker.next_in_list = places.first_waiting if places.waiting > 1 else -1
            places.first_waiting = row
    open_to_starts(office, policy, world)


@behaviour
def fill_places(office: Office, kind: int, world: World, week: Week) -> None:
    """Give free places of a measure to those who have waited longest."""
    places = world.places[office.id * N_MEASURES + kind]
    free = places.capacity - places.taken
    if free <= 0 or places.waiting == 0:
        return
    n = 0
    row = places.first_waiting
    while row >= 0:
        jobseeker = world.jobseekers[row]
        jobseeker.rank = week.number - jobseeker.measure_since + jobseeker.measure_lot
        world.heap[n] = row
        n += 1
        row = jobseeker.next_in_list
    order_by_rank(n, world, week)
    while n > 0 and free > 0:
        begin_measure(world.jobseekers[world.heap[0]], kind, world, week)
        places.taken += 1
        places.waiting -= 1
        drop_first(n, world, week)
        n -= 1
        free -= 1


@behaviour
def run_measures(world: World, week: Week) -> None:
    """Let everybody in a measure live its week, then fill free places from the queues.

    What is free after them goes to people outside talks (`sim/behaviour/free_places.py`).
    """
    for office in world.offices:
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if jobseeker.status == Status.IN_MEASURE:
                policy = person_policy(jobseeker, world.caseworkers[jobseeker.caseworker], office, world)
                live_measure_week(jobseeker, office, policy, world, week)
        set_places(office, world, week)
        for kind in range(1, N_MEASURES):
            fill_places(office, kind, world, week)
