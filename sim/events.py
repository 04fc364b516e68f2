"""The event log: the story of one case, week by week: who, with whom, by which channel, what, why, how long.

Behaviours call `note_event`, which does nothing. A run with the log on replaces it by `record_event`, in either life,
like any behaviour: so the switch is decided when the model is compiled, and off it costs nothing.
"""

from enum import IntEnum

from sim.agents import Jobseeker
from sim.behaviour import behaviour
from sim.behaviour.world import World
from sim.chance import Week
from sim.declare import state


class EventKind(IntEnum):
    """What happened. `why` holds what the comment says."""

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


class Event:
    """One thing that happened to one person."""

    week: int = state("week", "when")
    jobseeker: int = state("identity", "who")
    other: int = state("identity", "with whom: caseworker or employer; -1 with nobody")
    what: int = state("EventKind", "what happened")
    channel: int = state("Channel", "by which channel; -1 by none")
    why: int = state("number", "what it turned on, as `EventKind` says")
    minutes: float = state("minutes", "staff minutes it took")


@behaviour
def note_event(
    world: World, week: Week, what: int, jobseeker: Jobseeker, other: int, channel: int, why: int, minutes: float
) -> None:
    """Take no notice: the log is off."""


def record_event(
    world: World, week: Week, what: int, jobseeker: Jobseeker, other: int, channel: int, why: int, minutes: float
) -> None:
    """Write an event into the buffer of the week; what no longer fits is counted, and stops the run."""
    held = world.events_held[0]
    world.events_held[0] = held + 1
    if held < len(world.events):
        event = world.events[held]
        event.week = week.number
        event.jobseeker = jobseeker.id
        event.other = other
        event.what = what
        event.channel = channel
        event.why = why
        event.minutes = minutes
