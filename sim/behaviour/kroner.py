"""Kroner and posts in the books: what posts, channels, measures and help in a surge cost, and what cutting saved.

Nothing here decides anything. The books themselves are in `sim/accounts.py`.
"""

from typing import TYPE_CHECKING

from sim.agents import Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.posts import cashed_hours, freed_hours
from sim.behaviour.quantities import office_policy
from sim.behaviour.world import World
from sim.parameters import Parameters
from sim.terms import N_CHANNELS, Channel, Measure
from sim.units import LEAST_HOURS, WEEK_HOURS, WEEKS_A_MONTH, WEEKS_A_YEAR

if TYPE_CHECKING:  # the books are closed with these prices, so they stand after this file
    from sim.accounts import OfficeWeek

PEOPLE_A_DOOR = 2000.0  # that the price of an open door is for
TOLERANCE = 1.0e-6  # hours and kroner; rounding of sums of thousands of terms is a thousand times smaller


@behaviour
def hours_on_cases(office: Office) -> float:
    """Hours of the week that went to cases and employers [hours]."""
    on_demand = office.hours_employers + office.hours_reception + office.hours_dialogue + office.hours_mandatory
    return on_demand + office.hours_assessment + office.hours_follow_up + office.hours_documentation


@behaviour
def hours_spent(office: Office) -> float:
    """All hours of the week by what they were spent on [hours]; an empty post has none."""
    away = office.hours_leave + office.hours_absence
    given_away = away + office.hours_overhead + office.hours_relearning + office.hours_learning
    return given_away + hours_on_cases(office) + office.hours_absorbed + office.hours_slack


@behaviour
def count_posts_kept(office: Office, summary: "OfficeWeek", parameters: Parameters) -> None:
    """Count an office's posts by kind, and what became of the hours that it was freed of."""
    summary.posts_budgeted = office.budgeted_posts
    summary.posts_filled = office.posts_filled
    summary.posts_empty = office.posts_empty
    summary.posts_cut = office.posts_at_start - office.budgeted_posts
    summary.posts_cashed = office.cashed_posts
    summary.posts_housed = office.posts_housed
    summary.freed = freed_hours(office)
    summary.cashed = cashed_hours(office, parameters)
    summary.reinvested = summary.freed - summary.cashed - office.hours_absorbed
    summary.surge_hours = office.overtime_hours + office.temporary_hours
    summary.digital_investment = office.digital_investment


@behaviour
def ict_a_person(built: float, parameters: Parameters) -> float:
    """ICT for one person registered, by how far digital services are built [NOK/year]."""
    costs = parameters.costs
    return costs.ict_base + costs.ict_slope * built + costs.ict_curve * built * built


@behaviour
def price_a_week(jobseeker: Jobseeker, world: World) -> float:
    """Price of the measure that a person is in [NOK/week]."""
    return world.measures[jobseeker.measure].price / WEEKS_A_MONTH


@behaviour
def bought_share(jobseeker: Jobseeker, office: Office, world: World) -> float:
    """Share of it that is bought [0..1]: follow-up by own staff takes their hours instead (1.19)."""
    if jobseeker.measure != Measure.FOLLOW_UP:
        return 1.0
    return 1.0 - office_policy(office, world).organisation.in_house


@behaviour
def measure_cost(jobseeker: Jobseeker, office: Office, world: World) -> float:
    """What is paid this week for the measure that a person is in [NOK]."""
    return bought_share(jobseeker, office, world) * price_a_week(jobseeker, world)


@behaviour
def price_posts(office: Office, summary: "OfficeWeek", parameters: Parameters) -> None:
    """Price an office's posts, rooms, courses and help in a surge [NOK]."""
    costs = parameters.costs
    summary.nok_posts = (costs.post_pay + costs.post_other) / WEEKS_A_YEAR * office.posts_filled
    summary.nok_premises = costs.premises / WEEKS_A_YEAR * office.posts_housed
    summary.nok_surge = (
        costs.post_pay / WEEKS_A_YEAR * office.posts_filled * (office.overtime_pay + office.temporary_pay)
    )
    summary.nok_courses = costs.course_hour * office.hours_learning


@behaviour
def price_channels(office: Office, summary: "OfficeWeek", world: World) -> None:
    """Price ICT, contact centre and open door [NOK]."""
    costs = world.parameters[0].costs
    ict = ict_a_person(office.digital_investment, world.parameters[0])
    summary.nok_ict = ict / WEEKS_A_YEAR * office.registered
    summary.nok_centre = costs.centre_contact * office.centre_contacts
    hours_open = WEEK_HOURS * world.channels[office.id * N_CHANNELS + Channel.DROP_IN].open_share
    summary.nok_doors = costs.open_door * hours_open * office.registered / PEOPLE_A_DOOR
    summary.nok_channels = summary.nok_ict + summary.nok_centre + summary.nok_doors
    office.running_cost = summary.nok_channels


@behaviour
def saved(office: Office, summary: "OfficeWeek", parameters: Parameters) -> float:
    """What posts that were cut have saved, less what channels and help in a surge cost beyond the usual [NOK]."""
    costs = parameters.costs
    saved_at_once = (costs.post_pay + costs.post_other) * summary.posts_cut
    rooms = costs.premises * (office.posts_at_start - office.posts_housed)
    usual = office.usual_running * office.registered
    return (saved_at_once + rooms + usual) / WEEKS_A_YEAR - summary.nok_channels - summary.nok_surge


@behaviour
def count_kroner(office: Office, summary: "OfficeWeek", world: World) -> None:
    """Price an office's posts and channels [NOK]; the week's total with what people cost and bring.

    Measures, benefits and taxes are there already, from `count_people`. An hour at work costs what posts, their rooms
    and their ICT cost over the hours at work.
    """
    parameters = world.parameters[0]
    price_posts(office, summary, parameters)
    price_channels(office, summary, world)
    at_work = max(LEAST_HOURS, hours_spent(office) - office.hours_leave - office.hours_absence)
    staff = summary.nok_posts + summary.nok_premises + summary.nok_ict
    summary.nok_cases = hours_on_cases(office) * staff / at_work
    summary.nok_admin = summary.nok_posts + summary.nok_premises + summary.nok_channels
    summary.nok_admin += summary.nok_surge + summary.nok_courses
    summary.nok_saved = saved(office, summary, parameters)
    summary.nok_net = summary.nok_admin + summary.nok_measures + summary.nok_benefits - summary.nok_taxes


@behaviour
def check_posts(office: Office, summary: "OfficeWeek") -> int:
    """Number of the first law of posts, freed hours and their kroner that this week breaks; 0 when all hold."""
    paid = WEEK_HOURS * office.posts_filled + office.overtime_hours + office.temporary_hours
    if abs(office.hours_contracted - paid) > TOLERANCE:
        return 5
    gone = summary.cashed + summary.reinvested + office.hours_absorbed
    least = min(summary.cashed, summary.reinvested)
    if abs(gone - summary.freed) > TOLERANCE or least < -TOLERANCE:
        return 6
    parts = summary.nok_posts + summary.nok_premises + summary.nok_ict + summary.nok_centre + summary.nok_doors
    parts += summary.nok_surge + summary.nok_courses
    if abs(parts - summary.nok_admin) > TOLERANCE * max(1.0, summary.nok_admin):
        return 7
    return 0
