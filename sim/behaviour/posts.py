"""Posts: the yearly budget, posts filled or frozen, hours freed and cashed, help in a surge.

Nobody is laid off: a smaller budget is met as people leave. Hours that digital services free come to nothing by
themselves (R14): some are cashed as fewer posts, some reinvested in talks, and the rest is absorbed.
"""

from math import exp, log

from sim.agents import Caseworker, Office
from sim.behaviour import behaviour
from sim.behaviour.caseworker_week import book_hours, open_hours_again
from sim.behaviour.quantities import clamp_share, office_policy
from sim.behaviour.staff import move_case, take_post
from sim.behaviour.world import World
from sim.chance import Week, lot
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Decision, Role, Status
from sim.units import LEAST_HOURS, MIDDLE, NEXT_TO_NOTHING, WEEK_HOURS, WEEKS_A_YEAR

NO_POST = 1.0e-9  # less of a post than this is rounding
LEAST_STOCK = 0.2  # of the people a budget was given for; fewer are answered no further
BUDGET_WEEKS = 52  # between two budgets
SMALL_POST = 1.5  # posts; less than this, if more than one, is laid out in parts alike: nobody gets a sliver of a post
PARTS_ALIKE = 2.0
LEAST_FOLLOW_UP = 0.5  # posts of an office that follow people up, however far it specialises
NEARLY_ALL = 3.0  # time constants in which 95 % of a change has come


@behaviour
def part_of_post(left: float) -> float:
    """How large a post is of so many that are left to lay out [posts]: whole ones, and parts of at least a half."""
    if left >= SMALL_POST:
        return 1.0
    if left > 1.0 + NO_POST:
        return left / PARTS_ALIKE
    return max(0.0, left)


@behaviour
def lay_out_posts(office: Office, world: World) -> None:
    """Lay an office's budget out in posts; rows beyond them are kept for later ones.

    Income work is a share of the hours: of the first posts all of them, of one more what is left, so that it is as much
    of a small office as of a large one.
    """
    parameters = world.parameters[0]
    left = office.budgeted_posts
    income_posts = office_policy(office, world).organisation.specialisation * parameters.staff.income_posts
    income_left = min(income_posts * office.budgeted_posts, office.budgeted_posts - LEAST_FOLLOW_UP)
    divided = income_left > 0.0
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        caseworker.fraction = part_of_post(left)
        left -= caseworker.fraction
        caseworker.income_share = clamp_share(income_left / max(NO_POST, caseworker.fraction))
        income_left -= caseworker.income_share * caseworker.fraction
        caseworker.role = Role.GENERALIST
        if caseworker.income_share > MIDDLE:
            caseworker.role = Role.INCOME
        elif divided:
            caseworker.role = Role.FOLLOW_UP
        caseworker.frozen = 1
        if caseworker.fraction > NO_POST:
            caseworker.frozen = 0


@behaviour
def take_post_as_of_old(caseworker: Caseworker, post: int, office: Office, world: World, week: Week) -> None:
    """Let somebody have a post who has been in it as long as those are whom one finds there."""
    parameters = world.parameters[0]
    caseworker.office = office.id
    caseworker.post = post
    take_post(caseworker, week.seed, parameters)
    tenures = -log(1.0 - lot(week, Decision.EXPERIENCE, caseworker.id))
    caseworker.experience = tenures * WEEKS_A_YEAR / max(NEXT_TO_NOTHING, parameters.staff.turnover)
    caseworker.pressure = 1.0
    if caseworker.frozen == 1:
        caseworker.fraction = 0.0
        caseworker.vacant_post = 1


@behaviour
def freed_hours(office: Office) -> float:
    """Hours a week that the office has been freed of [hours]; demand that grows frees nothing."""
    return max(0.0, office.hours_freed)


@behaviour
def cashed_hours(office: Office, parameters: Parameters) -> float:
    """Hours of those that went with posts that are cut [hours]."""
    return min(freed_hours(office), office.cashed_posts * parameters.posts.hours_at_work)


@behaviour
def absorbed_hours(office: Office, policy: Policy, parameters: Parameters) -> float:
    """Hours of the others that go to no case at all [hours] (R14): what is not reinvested."""
    return (1.0 - policy.channel.reinvested_share) * (freed_hours(office) - cashed_hours(office, parameters))


@behaviour
def stock_seen(office: Office) -> float:
    """People registered in the year, relative to those that the budget was given for [ratio]."""
    if office.people_budgeted <= 0.0:
        return 1.0
    return max(LEAST_STOCK, office.people_of_year / WEEKS_A_YEAR / office.people_budgeted)


@behaviour
def set_budget(office: Office, policy: Policy, parameters: Parameters) -> None:
    """Give an office the posts of a new year: less the cut asked for and the hours cashed, more where people are more.

    B' = B (1 - cut) (1 + answered e ln(S / S_ref)) - dC; S_ref is then the stock that the new budget answers to.
    """
    posts = parameters.posts
    answered = posts.answered_a_year * log(stock_seen(office))
    least = max(posts.least_post, (1.0 - posts.most_cut) * office.budgeted_posts)
    budget = office.budgeted_posts * (1.0 - policy.organisation.efficiency_cut)
    budget = max(least, budget * (1.0 + posts.stock_elasticity * answered))
    cashed = policy.organisation.cashed_share * freed_hours(office) / max(LEAST_HOURS, posts.hours_at_work)
    more = max(0.0, min(cashed - office.cashed_posts, budget - least))
    office.cashed_posts += more
    office.budgeted_posts = budget - more
    office.people_budgeted = office.people_budgeted * exp(answered)
    office.people_of_year = 0.0


@behaviour
def fund_posts(office: Office) -> None:
    """Add the posts that come with a reform of their own to the budget, or take them away with it."""
    office.budgeted_posts += office.posts_funded - office.funded_before
    office.funded_before = office.posts_funded


@behaviour
def pass_cases_on(row: int, share: float, office: Office, world: World, week: Week) -> None:
    """Give a share of a caseworker's cases to those whose load is lightest; they will be handed over."""
    for person in range(office.first_row, office.first_row + office.n_rows):
        jobseeker = world.jobseekers[person]
        if jobseeker.status == Status.VACANT or jobseeker.caseworker != row:
            continue
        if lot(week, Decision.REASSIGNED, jobseeker.id, 0, 2) >= share:
            continue
        move_case(jobseeker, office, world, week)


@behaviour
def fill_or_freeze(office: Office, world: World, week: Week) -> None:
    """Fit the empty posts to the budget: a leaver's is kept as far as there is room, else frozen; more are opened."""
    parameters = world.parameters[0]
    least = parameters.posts.least_post
    first, last = office.first_caseworker, office.first_caseworker + office.n_caseworkers
    kept = 0.0
    for row in range(first, last):
        kept += world.caseworkers[row].fraction
    for row in range(first, last):
        caseworker = world.caseworkers[row]
        if caseworker.vacant_post == 1 and caseworker.frozen == 0:
            was = caseworker.fraction
            fraction = min(1.0, was + office.budgeted_posts - kept)
            caseworker.fraction = max(least, fraction)
            if fraction < least and kept - was > NO_POST:
                caseworker.fraction = 0.0
                caseworker.frozen = 1
            kept += caseworker.fraction - was
            if was - caseworker.fraction > NO_POST:
                caseworker.shrunk_week = week.number
                pass_cases_on(row, 1.0 - caseworker.fraction / was, office, world, week)
    for row in range(first, last):
        caseworker = world.caseworkers[row]
        if caseworker.frozen == 1 and office.budgeted_posts - kept >= least:
            caseworker.frozen = 0
            caseworker.fraction = min(1.0, office.budgeted_posts - kept)
            caseworker.absent_weeks = parameters.staff.weeks_to_refill
            kept += caseworker.fraction


@behaviour
def count_posts(office: Office, world: World, week: Week) -> None:
    """Count an office's posts by what they are this week, and those that it has rooms for [posts]."""
    office.posts_filled = 0.0
    office.posts_empty = 0.0
    office.posts_housed = 0.0
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        if caseworker.frozen == 1:
            caseworker.absent_weeks = 2  # nobody comes to a frozen post when a week is over
        if caseworker.vacant_post == 1:
            office.posts_empty += caseworker.fraction
        else:
            office.posts_filled += caseworker.fraction
        kept = week.number - caseworker.shrunk_week < world.parameters[0].costs.premises_weeks
        if caseworker.housed < caseworker.fraction or not kept:
            caseworker.housed = caseworker.fraction
        office.posts_housed += caseworker.housed


@behaviour
def keep_posts(world: World, week: Week) -> None:
    """Set the budgets once a year, fit every office's posts to them, and build on digital services."""
    parameters = world.parameters[0]
    for office in world.offices:
        policy = office_policy(office, world)
        if week.number <= 0:
            office.people_of_year = 0.0
        else:
            office.people_of_year += office.registered
            if week.number % BUDGET_WEEKS == 0:
                set_budget(office, policy, parameters)
        fund_posts(office)
        fill_or_freeze(office, world, week)
        count_posts(office, world, week)
        build_digital(office, policy, parameters)


@behaviour
def build_digital(office: Office, policy: Policy, parameters: Parameters) -> None:
    """Build digital services towards what is invested in them; what is built stays."""
    missing = policy.channel.digital_investment - office.digital_investment
    if missing > 0.0:
        office.digital_investment += missing * NEARLY_ALL / parameters.posts.investment_weeks


@behaviour
def count_asked_hours(world: World) -> None:
    """Note the hours that this week's enquiries ask of an office [hours], before anybody has time or not."""
    for office in world.offices:
        office.enquiry_hours = office.reception_need
        for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
            office.enquiry_hours += world.caseworkers[row].dialogue_need


@behaviour
def call_in_help(office: Office, policy: Policy, parameters: Parameters) -> None:
    """Decide how much overtime and temporary staff an office pays for this week, by its pressure."""
    posts = parameters.posts
    pressed = 0.0
    if office.pressure > posts.surge_from:
        pressed = policy.organisation.surge_staff
    hired = (pressed * posts.temporaries - office.temporary_pay) / posts.temporaries_weeks
    office.temporary_pay = min(posts.surge_most, max(0.0, office.temporary_pay + hired))
    office.overtime_pay = 0.0
    if office.n_present > 0:
        office.overtime_pay = min(pressed * posts.overtime, posts.surge_most - office.temporary_pay)


@behaviour
def useful_share(parameters: Parameters) -> float:
    """Share of a temporary's hours that comes to use in cases [0..1]: a newcomer's, meetings taken off."""
    return parameters.staff.newcomer_skill * (1.0 - parameters.hours.overhead)


@behaviour
def help_out(caseworker: Caseworker, office: Office, parts: float, relief: float, parameters: Parameters) -> None:
    """Add a caseworker's part of the overtime, and of the temporaries' help, to the hours for talks."""
    part = caseworker.fraction / max(NEXT_TO_NOTHING, parts)
    overtime, temporary = part * office.overtime_hours, part * office.temporary_hours
    useful = useful_share(parameters) * temporary
    open_hours_again(caseworker, office)
    office.hours_contracted += overtime + temporary
    office.hours_overhead += temporary - useful
    caseworker.hours_left += overtime + useful
    book_hours(caseworker, office)
    caseworker.pressure = caseworker.pressure / (1.0 + relief)


@behaviour
def work_surge(office: Office, world: World) -> None:
    """Let an office that is pressed, and allowed to, work overtime and use temporary staff this week.

    They take over what leaves the caseworkers time for talks, and pressure is so much less.
    """
    parameters = world.parameters[0]
    call_in_help(office, office_policy(office, world), parameters)
    paid = WEEK_HOURS * office.posts_filled
    office.overtime_hours = office.overtime_pay / parameters.posts.overtime_price * paid
    office.temporary_hours = office.temporary_pay * paid
    if office.n_present == 0:
        office.temporary_hours = 0.0
        office.temporary_pay = 0.0
    parts = 0.0
    usable = office.hours_mandatory + office.hours_assessment + office.hours_dialogue + office.hours_reception
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        if caseworker.absent_weeks == 0:
            parts += caseworker.fraction
            usable += caseworker.hours_left
    help_given = office.overtime_hours + useful_share(parameters) * office.temporary_hours
    relief = help_given / max(LEAST_HOURS, usable)
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        if caseworker.absent_weeks == 0:
            help_out(caseworker, office, parts, relief, parameters)


@behaviour
def call_surge_staff(world: World) -> None:
    """Let every office call in help where it may and must; `hours_left` is larger by it."""
    for office in world.offices:
        work_surge(office, world)


@behaviour
def freed_this_week(office: Office) -> float:
    """Hours that the week would have taken at what is usual, less hours taken [hours]; below 0 where it took more.

    Usual are hours for the enquiries of a person registered, and for a talk called. So what people ask only because
    asking became easy was never freed: it uses hours up, as what comes again does.
    """
    asked = office.registered * office.usual_enquiry_hours - office.enquiry_hours
    return asked + office.talks_held * office.usual_hours_a_talk - office.hours_follow_up


@behaviour
def learn_usual(office: Office, running: float, parameters: Parameters) -> None:
    """Learn what is usual here, before the run: hours of enquiries and of a talk, people, running costs."""
    speed = 1.0 / parameters.posts.memory_weeks
    if office.talks_held > 0:
        office.usual_hours_a_talk += speed * (office.hours_follow_up / office.talks_held - office.usual_hours_a_talk)
    if office.registered > 0:
        office.usual_enquiry_hours += speed * (office.enquiry_hours / office.registered - office.usual_enquiry_hours)
        office.usual_running += speed * (running * WEEKS_A_YEAR / office.registered - office.usual_running)
    office.people_budgeted += speed * (office.registered - office.people_budgeted)
    office.posts_at_start = office.budgeted_posts


@behaviour
def reckon_freed_hours(world: World, week: Week) -> None:
    """Reckon the hours that every office is freed of, over a year; before the run, learn what is usual instead."""
    parameters = world.parameters[0]
    speed = 1.0 / parameters.posts.memory_weeks
    for office in world.offices:
        if week.number < 0:
            learn_usual(office, office.running_cost, parameters)
        else:
            office.hours_freed += speed * (freed_this_week(office) - office.hours_freed)


@behaviour
def open_posts(office: Office, parameters: Parameters) -> None:
    """Begin an office's books of posts: what is usual until it knows its own, and nothing freed or cashed yet."""
    posts = parameters.posts
    office.posts_at_start = office.budgeted_posts
    office.people_budgeted = float(office.start_ordinary + office.start_reduced)
    office.usual_enquiry_hours = posts.usual_enquiry_hours
    office.usual_hours_a_talk = posts.usual_hours_a_talk
    office.usual_running = posts.usual_running
    office.digital_investment = posts.usual_investment
