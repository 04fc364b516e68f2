"""The week: the order in which everything happens. The order is the model; read it as a table of contents."""

from sim.accounts import clear_weekly_counters, close_accounts
from sim.behaviour import behaviour
from sim.behaviour.assessment import assess_needs
from sim.behaviour.beginnings import populate
from sim.behaviour.enquiries import handle_enquiries
from sim.behaviour.exits import leave
from sim.behaviour.free_places import fill_free_places
from sim.behaviour.health import care_for_health
from sim.behaviour.hiring import match
from sim.behaviour.hours import plan_hours
from sim.behaviour.measure_budget import budget_measures
from sim.behaviour.measures import run_measures
from sim.behaviour.office import develop_offices
from sim.behaviour.outreach import reach_out
from sim.behaviour.overdue_work import let_work_wait
from sim.behaviour.posts import call_surge_staff, count_asked_hours, keep_posts, reckon_freed_hours
from sim.behaviour.rationing import follow_up
from sim.behaviour.resuming import resume
from sim.behaviour.retention import keep_or_lose_jobs
from sim.behaviour.shocks import begin_week, rows_are_short
from sim.behaviour.staff import follow_clients, live_staff_week
from sim.behaviour.world import World
from sim.chance import Week
from sim.tally import fold_everybody


@behaviour
def live_week(world: World, week: Week) -> None:
    """Live one week of the whole front line."""
    clear_weekly_counters(world, week)
    begin_week(world, week)  # shocks, arrivals
    keep_posts(world, week)  # budget, posts filled or frozen
    follow_clients(world, week)  # caseloads, handover
    assess_needs(world, week)  # profile against judgement
    handle_enquiries(world, week)  # channels, failure demand
    count_asked_hours(world)  # what enquiries ask of staff
    plan_hours(world, week)  # protected talks, mandatory work, the guard
    call_surge_staff(world)  # overtime, temporaries
    follow_up(world, week)  # rationing, encounters, referral, sanction
    let_work_wait(world, week)  # what was not done comes late
    budget_measures(world, week)  # money for measures
    run_measures(world, week)  # queues, lock-in, gains
    fill_free_places(world, week)  # what the queues leave, outside talks
    care_for_health(world, week)  # queues outside NAV's control
    reach_out(world, week)  # employers, vacancies
    match(world, week)  # search, screening, displacement
    keep_or_lose_jobs(world, week)  # retention, job coach
    leave(world, week)  # benefits, disability pension, leaving
    live_staff_week(world, week)  # learning, strain, absence, turnover
    develop_offices(world, week)  # innovation, relearning
    close_accounts(world, week)  # hours, kroner, what always holds
    reckon_freed_hours(world, week)  # against what is usual


@behaviour
def live_weeks(world: World, seed: int, first: int, last: int) -> int:
    """Live the weeks from `first` to before `last`; the week to go on with.

    Stops early before a week whose arrivals lack rows, and after one that breaks a law of conservation. A `first`
    before the first week makes the people, or lets them come out of the weeks of rest; the last week of all folds
    everybody into the tallies.
    """
    beginning = world.layout[0].first_week
    if first < beginning:
        if world.layout[0].rested == 1:
            resume(world, Week(seed, beginning))
        else:
            populate(world, Week(seed, beginning))
        first = beginning
    for number in range(first, last):
        week = Week(seed, number)
        if rows_are_short(world, week):
            return number
        live_week(world, week)
        if world.faults[0] > 0:
            return number + 1
    if last == len(world.phases):
        fold_everybody(world)
    return last
