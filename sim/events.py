"""The event log: the story of one case, week by week: who, with whom, by which channel, what, in detail, how long.

Behaviours call the helper of what happened (`note_talk`, `note_hired`), and each of these calls `note_event`, which
does nothing. A run with the log on replaces it by `record_event`, in either life, like any behaviour: so the switch is
decided when the model is compiled, and off it costs nothing.
"""

from enum import IntEnum

from sim.agents import Caseworker, DigitalChannel, Employer, Jobseeker
from sim.behaviour import behaviour
from sim.behaviour.world import World
from sim.chance import Week
from sim.declare import state

NOBODY = -1
NO_CHANNEL = -1
NO_DETAIL = 0
NO_TIME = 0.0


class EventKind(IntEnum):
    """What happened. The comment says what `detail` holds, where it holds anything; `note_` and the name notes it."""

    ARRIVED = 1  # true need (NeedsGroup)
    ASSESSED = 2  # needs group given (NeedsGroup)
    ENQUIRY_SETTLED = 3
    ENQUIRY_UNSETTLED = 4  # 1 when it comes again, 0 when given up
    ENQUIRY_TURNED_AWAY = 5  # 1 when it comes again, 0 when given up
    TALK_ASKED_FOR = 6
    TALK = 7  # weeks since the latest talk
    MISSED_TALK = 8  # 1 sanctioned, 0 renegotiated
    REFERRED = 9  # Measure
    MEASURE_BEGAN = 10  # Measure
    MEASURE_ENDED = 11  # Measure
    LEFT_MEASURE_EARLY = 12  # Measure
    TREATED = 13  # weeks waited
    HIRED = 14  # Sector
    DISPLACED = 15
    LOST_JOB = 16  # weeks in it
    DISABILITY_PENSION = 17  # weeks registered
    LEFT_LABOUR_FORCE = 18  # 1 after a talk, 0 unprompted
    CAME_BACK = 19
    NEW_CASEWORKER = 20


# What the log keeps of each person, as it was when the person came under observation; `benefit` is lived on then.
PERSON_FIELDS = ("id", "arrived_week", "newcomer", "age", "true_need", "benefit", "time_on_register")


class Event:
    """One thing that happened to one person."""

    week: int = state("week", "when")
    jobseeker: int = state("identity", "who")
    other: int = state("identity", "with whom: caseworker or employer; -1 with nobody")
    kind: int = state("EventKind", "what happened")
    channel: int = state("Channel", "by which channel; -1 by none")
    detail: int = state("number", "what more there is to say, as `EventKind` says")
    minutes: float = state("minutes", "staff minutes it took")


@behaviour
def note_event(
    world: World, week: Week, kind: int, jobseeker: Jobseeker, other: int, channel: int, detail: int, minutes: float
) -> None:
    """Take no notice: the log is off."""


def record_event(
    world: World, week: Week, kind: int, jobseeker: Jobseeker, other: int, channel: int, detail: int, minutes: float
) -> None:
    """Write an event into the buffer of the week; what no longer fits is counted, and stops the run."""
    number = world.events_held[0]
    world.events_held[0] = number + 1
    if number < len(world.events):
        event = world.events[number]
        event.week = week.number
        event.jobseeker = jobseeker.id
        event.other = other
        event.kind = kind
        event.channel = channel
        event.detail = detail
        event.minutes = minutes


def note_arrived(world: World, week: Week, jobseeker: Jobseeker) -> None:
    """Note that somebody came to the office, with which true need and to which caseworker."""
    known, need = jobseeker.known_caseworker, jobseeker.true_need
    note_event(world, week, EventKind.ARRIVED, jobseeker, known, NO_CHANNEL, need, NO_TIME)


def note_assessed(world: World, week: Week, jobseeker: Jobseeker, caseworker: Caseworker, minutes: float) -> None:
    """Note a needs assessment and the needs group that it gave."""
    group = jobseeker.needs_group
    note_event(world, week, EventKind.ASSESSED, jobseeker, caseworker.id, NO_CHANNEL, group, minutes)


def note_enquiry_settled(
    world: World, week: Week, jobseeker: Jobseeker, channel: DigitalChannel, minutes: float
) -> None:
    """Note an enquiry that got its answer."""
    note_event(world, week, EventKind.ENQUIRY_SETTLED, jobseeker, NOBODY, channel.kind, NO_DETAIL, minutes)


def note_enquiry_unsettled(
    world: World, week: Week, jobseeker: Jobseeker, channel: DigitalChannel, minutes: float
) -> None:
    """Note an enquiry that was taken and not answered, and whether it comes again."""
    again = jobseeker.unresolved
    note_event(world, week, EventKind.ENQUIRY_UNSETTLED, jobseeker, NOBODY, channel.kind, again, minutes)


def note_enquiry_turned_away(world: World, week: Week, jobseeker: Jobseeker, channel: DigitalChannel) -> None:
    """Note an enquiry that nobody took, and whether it comes again."""
    again = jobseeker.unresolved
    note_event(world, week, EventKind.ENQUIRY_TURNED_AWAY, jobseeker, NOBODY, channel.kind, again, NO_TIME)


def note_talk_asked_for(
    world: World, week: Week, jobseeker: Jobseeker, channel: DigitalChannel, minutes: float
) -> None:
    """Note that somebody asked for a talk with the caseworker."""
    note_event(world, week, EventKind.TALK_ASKED_FOR, jobseeker, NOBODY, channel.kind, NO_DETAIL, minutes)


def note_talk(
    world: World,
    week: Week,
    jobseeker: Jobseeker,
    caseworker: Caseworker,
    channel: int,
    weeks_since: int,
    minutes: float,
) -> None:
    """Note a follow-up talk, and how long after the one before."""
    note_event(world, week, EventKind.TALK, jobseeker, caseworker.id, channel, weeks_since, minutes)


def note_missed_talk(
    world: World,
    week: Week,
    jobseeker: Jobseeker,
    caseworker: Caseworker,
    channel: int,
    sanctioned: int,
    minutes: float,
) -> None:
    """Note that somebody did not come to a talk, and whether it was sanctioned or renegotiated."""
    note_event(world, week, EventKind.MISSED_TALK, jobseeker, caseworker.id, channel, sanctioned, minutes)


def note_referred(world: World, week: Week, jobseeker: Jobseeker, caseworker: Caseworker) -> None:
    """Note a referral, and to which measure."""
    wanted = jobseeker.measure_wanted
    note_event(world, week, EventKind.REFERRED, jobseeker, caseworker.id, NO_CHANNEL, wanted, NO_TIME)


def note_measure_began(world: World, week: Week, jobseeker: Jobseeker) -> None:
    """Note that somebody took up a place in a measure, and in which."""
    note_event(world, week, EventKind.MEASURE_BEGAN, jobseeker, NOBODY, NO_CHANNEL, jobseeker.measure, NO_TIME)


def note_measure_ended(world: World, week: Week, jobseeker: Jobseeker) -> None:
    """Note that a measure has lasted its time, and which; before it is left."""
    note_event(world, week, EventKind.MEASURE_ENDED, jobseeker, NOBODY, NO_CHANNEL, jobseeker.measure, NO_TIME)


def note_left_measure_early(world: World, week: Week, jobseeker: Jobseeker) -> None:
    """Note that somebody dropped out of a measure, and of which; before it is left."""
    note_event(world, week, EventKind.LEFT_MEASURE_EARLY, jobseeker, NOBODY, NO_CHANNEL, jobseeker.measure, NO_TIME)


def note_treated(world: World, week: Week, jobseeker: Jobseeker, weeks_waited: int) -> None:
    """Note a health treatment, and how many weeks it was waited for."""
    note_event(world, week, EventKind.TREATED, jobseeker, NOBODY, NO_CHANNEL, weeks_waited, NO_TIME)


def note_hired(world: World, week: Week, jobseeker: Jobseeker, employer: Employer) -> None:
    """Note a job, with whom and in which sector."""
    note_event(world, week, EventKind.HIRED, jobseeker, employer.id, NO_CHANNEL, employer.sector, NO_TIME)


def note_displaced(world: World, week: Week, jobseeker: Jobseeker, employer: Employer) -> None:
    """Note that a better jobseeker of NAV took the vacancy."""
    note_event(world, week, EventKind.DISPLACED, jobseeker, employer.id, NO_CHANNEL, NO_DETAIL, NO_TIME)


def note_lost_job(world: World, week: Week, jobseeker: Jobseeker, employer: Employer, weeks: int) -> None:
    """Note that a job ended, and after how many weeks."""
    note_event(world, week, EventKind.LOST_JOB, jobseeker, employer.id, NO_CHANNEL, weeks, NO_TIME)


def note_disability_pension(world: World, week: Week, jobseeker: Jobseeker, caseworker: Caseworker, weeks: int) -> None:
    """Note that a disability pension was granted, and after how many weeks on the register."""
    note_event(world, week, EventKind.DISABILITY_PENSION, jobseeker, caseworker.id, NO_CHANNEL, weeks, NO_TIME)


def note_left_labour_force(world: World, week: Week, jobseeker: Jobseeker) -> None:
    """Note that somebody left the labour force unprompted."""
    note_event(world, week, EventKind.LEFT_LABOUR_FORCE, jobseeker, NOBODY, NO_CHANNEL, 0, NO_TIME)


def note_left_labour_force_after_talk(
    world: World, week: Week, jobseeker: Jobseeker, caseworker: Caseworker, channel: int
) -> None:
    """Note that a talk ended in leaving the labour force."""
    note_event(world, week, EventKind.LEFT_LABOUR_FORCE, jobseeker, caseworker.id, channel, 1, NO_TIME)


def note_came_back(world: World, week: Week, jobseeker: Jobseeker) -> None:
    """Note that somebody who had left the labour force registered again."""
    note_event(world, week, EventKind.CAME_BACK, jobseeker, NOBODY, NO_CHANNEL, NO_DETAIL, NO_TIME)


def note_new_caseworker(world: World, week: Week, jobseeker: Jobseeker, caseworker: Caseworker) -> None:
    """Note that somebody was handed over to another caseworker."""
    note_event(world, week, EventKind.NEW_CASEWORKER, jobseeker, caseworker.id, NO_CHANNEL, NO_DETAIL, NO_TIME)
