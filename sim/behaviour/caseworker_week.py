"""A caseworker's week as it was: present or not, and hours by what they went to.

Nothing here decides anything. Behaviours count hours for the office; what its counters grow by while they divide one
caseworker's week is that caseworker's. So a use of hours that an office counts is a field of a caseworker too.
"""

from sim.agents import HOURS_OF_STAFF, Caseworker, Office
from sim.behaviour import behaviour
from sim.line_for_each import line_for_each


@behaviour
@line_for_each("caseworker.{name} = -office.{name}", name=HOURS_OF_STAFF)
def open_hours(caseworker: Caseworker, office: Office) -> None:
    """Begin a caseworker's week: what the office counts from here on, until `book_hours`, is this caseworker's."""


@behaviour
@line_for_each("caseworker.{name} -= office.{name}", name=HOURS_OF_STAFF)
def open_hours_again(caseworker: Caseworker, office: Office) -> None:
    """Go on with a caseworker's week: what the office counts from here on is added to it."""


@behaviour
@line_for_each("caseworker.{name} += office.{name}", name=HOURS_OF_STAFF)
def book_hours(caseworker: Caseworker, office: Office) -> None:
    """Book what the office has counted since the caseworker's hours were opened [hours]."""


@behaviour
def note_presence(caseworker: Caseworker) -> None:
    """Note whether a caseworker is at work this week; by its end absence is another week shorter, or has begun."""
    caseworker.present = 1
    if caseworker.absent_weeks > 0:
        caseworker.present = 0
