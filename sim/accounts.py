"""Accounts: hours and kroner of each week, and the checks that always hold.

Nothing here decides anything; it counts. Written once and lived twice, like the behaviours.
"""

from functools import partial
from typing import get_type_hints

from sim.agents import Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.equality import forget_like_cases, note_case, tell_who_gets_what
from sim.behaviour.kroner import TOLERANCE, check_posts, count_kroner, count_posts_kept, hours_spent, measure_cost
from sim.behaviour.quantities import in_reduced_group, is_registered, is_settled
from sim.behaviour.referral import is_young_in_need
from sim.behaviour.world import World
from sim.chance import Week
from sim.declare import starts, state, states
from sim.line_for_each import line_for_each
from sim.parameters import Parameters
from sim.tally import fold, mark_milestones
from sim.terms import N_CHANNELS, OUTSIDE, Benefit, Channel, Measure, Status
from sim.units import MONTHS_A_YEAR, NO_WEEK, WEEKS_A_YEAR

OF_A_WEEK = partial(starts, Office, counted=True)  # what an office counts, anew each week


class OfficeWeek:
    """What one office did in one week."""

    week: int = state("week", "number of the week, 0 for the first")
    office: int = state("identity", "number of the office")
    seeking: int = state("persons", "seeking work at the end of the week")
    in_measure: int = state("persons", "in a measure")
    waiting_for_health: int = state("persons", "waiting for health treatment")
    employed: int = state("persons", "employed, of those followed")
    disability_pension: int = state("persons", "on disability pension, of those followed")
    out_of_labour_force: int = state("persons", "out of the labour force, of those followed")
    arrived: int = state("persons", "arrived so far, those there at the start included")
    folded: int = state("persons", "follow-up ended so far")
    waiting_for_measure: int = state("persons", "referred and waiting for a place")
    measure_places: int = state("places", "places in measures that there is money for")
    referred_outside_talks: int = state("persons", "given a free place in a measure outside talks")
    reduced: int = state("persons", "registered and found to have reduced work capacity")
    reduced_in_measure: int = state("persons", "in a measure, of those with reduced work capacity")
    young_in_need: int = state("persons", "registered, under 30 and found to need guidance or to work in part")
    young_in_measure: int = state("persons", "in a measure, of those young people")
    self_service: int = state("contacts", "by self-service, all weeks so far")
    digital_dialogue: int = state("contacts", "by digital dialogue, all weeks so far")
    chat: int = state("contacts", "by chat, all weeks so far")
    phone: int = state("contacts", "by phone, all weeks so far")
    video: int = state("contacts", "by video, all weeks so far")
    drop_in: int = state("contacts", "by drop-in, all weeks so far")
    booked_meeting: int = state("contacts", "by booked meeting, all weeks so far")
    access_failures: int = state("failures", "enquiries turned away, all weeks so far")
    enquiries: int = state("enquiries", "enquiries, repeated ones among them")
    first_askings: int = state("enquiries", "enquiries about what was not asked before")
    silences: int = state("needs", "needs that nothing was said of")
    refusals: int = state("failures", "enquiries turned away")
    phone_refusals: int = state("failures", "calls turned away")
    messages: int = state("enquiries", "messages written")
    calls: int = state("enquiries", "calls tried")
    visits: int = state("enquiries", "visits to the open door tried")
    chats: int = state("enquiries", "chats tried")
    self_services: int = state("enquiries", "visits to self-service, fortnightly forms not counted")
    forms: int = state("forms", "fortnightly forms")
    talks_asked: int = state("enquiries", "talks asked for")
    centre_contacts: float = state("contacts", "calls and chats that the contact centre answered")
    repeats: int = state("enquiries", "enquiries that came again because the latest was not answered")
    durable_jobs: int = state("jobs", "jobs that came to 26 unbroken weeks")
    n_caseworkers: int = state("posts", "posts of the budget, parts of one among them")
    n_present: int = state("caseworkers", "caseworkers at work")
    turnover: int = state("changes", "posts that changed hands so far")
    hours_contracted: float = state("hours", "contracted and paid")
    hours_vacant: float = state("hours", "of empty posts; neither contracted nor paid")
    hours_leave: float = state("hours", "holidays, public days and other leave")
    hours_absence: float = state("hours", "sick absence")
    hours_overhead: float = state("hours", "internal meetings and breaks")
    hours_relearning: float = state("hours", "relearning after reorganisation")
    hours_learning: float = state("hours", "staff training and learning platform")
    hours_employers: float = state("hours", "work with employers")
    hours_reception: float = state("hours", "phone, chat and drop-in")
    hours_dialogue: float = state("hours", "digital messages")
    hours_mandatory: float = state("hours", "mandatory and income-securing work")
    hours_assessment: float = state("hours", "needs assessments")
    hours_follow_up: float = state("hours", "follow-up talks")
    hours_documentation: float = state("hours", "documentation of talks")
    hours_absorbed: float = state("hours", "freed, and gone to no case")
    hours_slack: float = state("hours", "not spent, less those of the week before that were")
    posts_budgeted: float = state("posts", "posts that the budget pays for")
    posts_filled: float = state("posts", "posts that somebody holds")
    posts_empty: float = state("posts", "posts of the budget that nobody holds")
    posts_cut: float = state("posts", "posts that the budget has lost since the start; below 0 where it has more")
    posts_cashed: float = state("posts", "posts cut for hours freed, so far")
    posts_housed: float = state("posts", "posts that there are rooms for")
    freed: float = state("hours", "freed against what people and talks usually take, a week in the mean of a year")
    cashed: float = state("hours", "of those, gone with posts that were cut")
    reinvested: float = state("hours", "of those, gone to cases")
    surge_hours: float = state("hours", "overtime and temporary staff")
    digital_investment: float = state("share", "how far digital services are built")
    nok_posts: float = state("NOK", "posts: pay and running costs of those filled")
    nok_premises: float = state("NOK", "premises")
    nok_ict: float = state("NOK", "ICT")
    nok_centre: float = state("NOK", "contact centre")
    nok_doors: float = state("NOK", "keeping the door open")
    nok_surge: float = state("NOK", "overtime and temporary staff")
    nok_courses: float = state("NOK", "staff training, hours apart")
    nok_cases: float = state("NOK", "hours spent on cases and employers, at what an hour at work costs")
    nok_channels: float = state("NOK", "running the channels: ICT, contact centre and door")
    nok_admin: float = state("NOK", "administration: posts, premises, channels, overtime and temporaries, courses")
    nok_saved: float = state("NOK", "saved by posts that were cut, less what channels and help in a surge cost more")
    nok_measures: float = state("NOK", "measures")
    nok_benefits: float = state("NOK", "benefits")
    nok_taxes: float = state("NOK", "taxes and duties from those employed")
    nok_net: float = state("NOK", "net public cost: administration, measures and benefits less taxes")
    coping: float = state("share", "mean coping of those registered")
    trust: float = state("share", "mean trust of those registered")
    stress: float = state("share", "mean stress of caseworkers")
    pressure: float = state("ratio", "mean of undone work over hours given, relative to the usual")
    adoption: float = state("share", "new practice taken up")
    talks_due: int = state("persons", "people whose talk was due")
    chance_due: float = state("share", "their chance of work as seen at the counter, summed")
    talks_held: int = state("talks", "follow-up talks called")
    talks_missed: int = state("talks", "follow-up talks called that were missed")
    chance_held: float = state("share", "chance of work of those called, summed")
    creaming: float = state("share", "chance of work of those called less that of all who were due; 0 with none called")
    unequal_treatment: float = state(
        "talks/year", "spread between caseworkers of talks until now among like cases; 0 where there are too few"
    )
    able: int = state("persons", "digitally able, of those registered")
    experience_able: float = state("share", "mean experience of the service of the digitally able")
    experience_weak: float = state("share", "mean experience of the service of the digitally weak")
    digital_divide: float = state("share", "the one less the other; 0 where either group is empty")
    staff_experience: float = state("share", "mean of calm times asked-for talks that time allows")
    vacancies: int = state("vacancies", "open vacancies in the market of the office")


SO_FAR = (  # what the books hold as counted from the start; all else is of the week
    "arrived", "folded", "self_service", "digital_dialogue", "chat", "phone", "video", "drop_in", "booked_meeting",
    "access_failures", "turnover",
)  # fmt: skip
FAULTS = (
    "hours given and hours spent",
    "people who arrived and people in exactly one status or let go",
    "benefits booked and benefits received by people",
    "a share between 0 and 1",
    "hours paid and posts filled",
    "hours freed, and those cashed, reinvested and absorbed",
    "kroner of administration and its parts",
)


def zeros_of(kind: type) -> list[float]:
    """Nothing, for each declared field in the field's own kind of number."""
    hints = get_type_hints(kind)
    return [hints[name](0) for name in states(kind)]


def in_the_books() -> list[str]:
    """What an office counts in a week and its books hold, by name."""
    return [name for name in states(OfficeWeek) if name in OF_A_WEEK()]


@behaviour
def weekly_benefit(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """What a person is paid this week [NOK]."""
    costs = parameters.costs
    if jobseeker.status == Status.DISABILITY_PENSION:
        return costs.pension / WEEKS_A_YEAR
    if not is_registered(jobseeker):
        return 0.0
    if jobseeker.benefit == Benefit.DAGPENGER:
        return costs.dagpenger / WEEKS_A_YEAR
    if jobseeker.benefit == Benefit.AAP:
        return costs.aap / WEEKS_A_YEAR
    if jobseeker.benefit == Benefit.SOSIALHJELP:
        return costs.assistance * MONTHS_A_YEAR / WEEKS_A_YEAR
    if jobseeker.benefit == Benefit.KVALIFISERINGSSTONAD:
        return costs.programme / WEEKS_A_YEAR
    if jobseeker.benefit == Benefit.UFORETRYGD:
        return costs.graded_share * costs.pension / WEEKS_A_YEAR
    return 0.0


@behaviour
@line_for_each("office.{name} = {start}", name=OF_A_WEEK, start=lambda: OF_A_WEEK().values())
def clear_week(office: Office) -> None:
    """Set the office's counters of one week to zero."""


@behaviour
@line_for_each("summary.{name} = {zero}", name=lambda: states(OfficeWeek), zero=lambda: zeros_of(OfficeWeek))
def clear_books(summary: OfficeWeek) -> None:
    """Empty the books of one office and week."""


@behaviour
def clear_weekly_counters(world: World, week: Week) -> None:
    """Start the week's books."""
    for office in world.offices:
        clear_week(office)


@behaviour
def count_weeks(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """Count one week of a person's life under observation, by what it was; the benefit of the week [NOK]."""
    if jobseeker.status == Status.EMPLOYED:
        jobseeker.weeks_employed += 1
    elif is_registered(jobseeker):
        jobseeker.weeks_unemployed += 1
        if jobseeker.measure_wanted != Measure.NONE or jobseeker.treatment_since != NO_WEEK:
            jobseeker.weeks_waited += 1
        jobseeker.time_on_register += 1.0
    else:
        jobseeker.weeks_out += 1
    jobseeker.status_weeks += 1
    benefit = weekly_benefit(jobseeker, parameters)
    jobseeker.benefits_paid += benefit
    return benefit


@behaviour
def share_is_broken(jobseeker: Jobseeker) -> bool:
    """Whether a share of a person's has left 0..1."""
    coping, trust, motivation = jobseeker.coping, jobseeker.trust, jobseeker.motivation
    lowest = min(coping, min(trust, min(motivation, min(jobseeker.relation, jobseeker.plan))))
    highest = max(coping, max(trust, max(motivation, max(jobseeker.relation, jobseeker.plan))))
    return not (lowest >= 0.0 and highest <= 1.0)


@behaviour
def note_in_measure(jobseeker: Jobseeker, summary: OfficeWeek) -> None:
    """Count somebody registered among those with reduced work capacity, and among the young with need."""
    inside = 0
    if jobseeker.status == Status.IN_MEASURE:
        inside = 1
    if in_reduced_group(jobseeker):
        summary.reduced += 1
        summary.reduced_in_measure += inside
    if is_young_in_need(jobseeker):
        summary.young_in_need += 1
        summary.young_in_measure += inside


@behaviour
def may_be_let_go(jobseeker: Jobseeker, world: World, week: Week) -> bool:
    """Whether somebody is settled off the register and not followed any more: of no cohort, or followed so long."""
    if not is_settled(jobseeker, world.parameters[0]):
        return False
    weeks = week.number - jobseeker.arrived_week + 1
    return jobseeker.newcomer == OUTSIDE or weeks >= world.layout[0].follow_up_weeks


@behaviour
def count_people(office: Office, summary: OfficeWeek, world: World, week: Week) -> bool:
    """Count an office's people by status, and price their measures, benefits and taxes [NOK].

    Who has settled off the register costs nothing more, however long people are followed. Milestones are marked, and
    those whose follow-up is over are let go. True when a share has left 0..1.
    """
    parameters = world.parameters[0]
    broken = False
    coping, trust = 0.0, 0.0
    forget_like_cases(office, world)
    office.benefits_received = 0.0
    office.stock_ordinary, office.stock_reduced = 0, 0
    for row in range(office.first_row, office.first_row + office.n_rows):
        jobseeker = world.jobseekers[row]
        if jobseeker.status == Status.VACANT:
            continue
        kept = 0.0 if is_settled(jobseeker, parameters) else 1.0
        benefit = count_weeks(jobseeker, parameters)
        office.benefits_booked += benefit
        summary.nok_benefits += kept * benefit
        mark_milestones(jobseeker, world.layout[0].follow_up_weeks, week)
        office.benefits_received += jobseeker.benefits_paid
        broken = broken or share_is_broken(jobseeker)
        if jobseeker.status == Status.SEEKING:
            summary.seeking += 1
            if jobseeker.measure_wanted != Measure.NONE:
                summary.waiting_for_measure += 1
        elif jobseeker.status == Status.IN_MEASURE:
            summary.in_measure += 1
            summary.nok_measures += measure_cost(jobseeker, office, world)
        elif jobseeker.status == Status.WAITING_FOR_HEALTH:
            summary.waiting_for_health += 1
        elif jobseeker.status == Status.EMPLOYED:
            summary.employed += 1
            if jobseeker.status_weeks == parameters.retention.durable_weeks + 1:
                summary.durable_jobs += 1
            summary.nok_taxes += kept * parameters.costs.taxes_a_job / WEEKS_A_YEAR
        elif jobseeker.status == Status.DISABILITY_PENSION:
            summary.disability_pension += 1
        else:
            summary.out_of_labour_force += 1
        if is_registered(jobseeker):
            coping += jobseeker.coping
            trust += jobseeker.trust
            office.stock_reduced += jobseeker.reduced_capacity
            office.stock_ordinary += 1 - jobseeker.reduced_capacity
            note_case(jobseeker, summary, world, parameters)
            note_in_measure(jobseeker, summary)
        elif may_be_let_go(jobseeker, world, week):
            fold(jobseeker, world)
            office.benefits_folded += jobseeker.benefits_paid
            office.benefits_received -= jobseeker.benefits_paid
            jobseeker.status = Status.VACANT
            office.vacant_rows += 1
            office.lowest_vacant = min(office.lowest_vacant, row - office.first_row)
            office.folded += 1
    registered = max(1, summary.seeking + summary.in_measure + summary.waiting_for_health)
    summary.coping = coping / registered
    summary.trust = trust / registered
    tell_who_gets_what(office, summary, registered, world)
    return broken


@behaviour
def count_channels(office: Office, summary: OfficeWeek, world: World) -> None:
    """Copy the counters of an office's channels."""
    first = office.id * N_CHANNELS
    summary.self_service = world.channels[first + Channel.SELF_SERVICE].served
    summary.digital_dialogue = world.channels[first + Channel.DIGITAL_DIALOGUE].served
    summary.chat = world.channels[first + Channel.CHAT].served
    summary.phone = world.channels[first + Channel.PHONE].served
    summary.video = world.channels[first + Channel.VIDEO].served
    summary.drop_in = world.channels[first + Channel.DROP_IN].served
    summary.booked_meeting = world.channels[first + Channel.BOOKED_MEETING].served
    for kind in range(N_CHANNELS):
        summary.access_failures += world.channels[first + kind].failed


@behaviour
def count_staff(office: Office, summary: OfficeWeek, world: World) -> None:
    """Count an office's posts, turnover and stress."""
    n_posts = 0
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        summary.turnover += caseworker.incumbent
        if caseworker.frozen == 0:
            n_posts += 1
            summary.stress += caseworker.stress
    summary.stress = summary.stress / max(1, n_posts)
    summary.turnover -= office.earlier_changes
    summary.n_caseworkers = n_posts
    summary.n_present = office.n_present
    summary.pressure = office.pressure
    summary.adoption = office.adoption


@behaviour
@line_for_each("summary.{name} = office.{name}", name=in_the_books)
def copy_counts(office: Office, summary: OfficeWeek) -> None:
    """Copy what the office has counted of the week: hours by their use, talks due and held."""


@behaviour
def check_books(office: Office, people_by_status: int, broken: bool) -> int:
    """Number of the first law of conservation that this week breaks, from 1; 0 when all hold."""
    if abs(hours_spent(office) - office.hours_contracted) > TOLERANCE:
        return 1
    if people_by_status != office.arrived:
        return 2
    astray = office.benefits_received + office.benefits_folded - office.benefits_booked
    if abs(astray) > TOLERANCE * max(1.0, office.benefits_booked):
        return 3
    if broken:
        return 4
    return 0


@behaviour
def close_accounts(world: World, week: Week) -> None:
    """Close every office's books for the week and check what always holds; a broken law stops the run."""
    n_offices = len(world.offices)
    for office in world.offices:
        summary = world.weekly[max(0, week.number) * n_offices + office.id]
        if week.number < 0:
            clear_books(summary)  # of the weeks before week 0 nothing is kept
        summary.week = week.number
        summary.office = office.id
        folded_before = office.folded
        broken = count_people(office, summary, world, week)
        count_channels(office, summary, world)
        count_staff(office, summary, world)
        copy_counts(office, summary)
        count_posts_kept(office, summary, world.parameters[0])
        count_kroner(office, summary, world)
        summary.arrived = office.arrived
        summary.folded = office.folded
        summary.vacancies = world.markets[office.market].vacancies
        people = folded_before + summary.seeking + summary.in_measure + summary.waiting_for_health
        people += summary.employed + summary.disability_pension + summary.out_of_labour_force
        fault = check_books(office, people, broken)
        if fault == 0:
            fault = check_posts(office, summary)
        if fault > 0 and world.faults[0] == 0:
            world.faults[0] = fault
            world.faults[1] = week.number
            world.faults[2] = office.id
