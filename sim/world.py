"""The world of one run: all containers in one place, the same names with either backend.

With Mesa, a container is a list of Mesa agents or plain objects; compiled, it is a NumPy structured array. The
scratch list of whole numbers, `heap`, is a list or an int64 array.
"""

from typing import Any, NamedTuple

import numpy as np

from sim.accounts import OfficeWeek
from sim.agents import (
    Caseworker,
    Clinic,
    DigitalChannel,
    Employer,
    Jobseeker,
    Layout,
    LikeCases,
    Market,
    Office,
    PersonArm,
    Places,
)
from sim.declare import record_type
from sim.events import Event
from sim.tally import Tally


class World(NamedTuple):
    """Everything that behaviours read and write in one run; what each container holds: sim/behaviour/world.py."""

    jobseekers: Any
    caseworkers: Any
    like_cases: Any
    channels: Any
    employers: Any
    offices: Any
    markets: Any
    clinics: Any
    places: Any
    measures: Any
    policies: Any
    parameters: Any
    layout: Any
    person_arms: Any
    phases: Any
    weekly: Any
    tallies: Any
    heap: Any
    events: Any
    events_held: Any
    faults: Any


CLASS_BY_CONTAINER: dict[str, type] = {
    "jobseekers": Jobseeker,
    "caseworkers": Caseworker,
    "like_cases": LikeCases,
    "channels": DigitalChannel,
    "employers": Employer,
    "offices": Office,
    "markets": Market,
    "clinics": Clinic,
    "places": Places,
    "layout": Layout,
    "person_arms": PersonArm,
    "weekly": OfficeWeek,
    "tallies": Tally,
    "events": Event,
}
RECORDS: dict[str, np.dtype] = {name: record_type(kind) for name, kind in CLASS_BY_CONTAINER.items()}


def with_room(world: World, office_row: int, rows: int) -> World:
    """The same world with more rows for the people of one office; nobody changes order (records only)."""
    office = world.offices[office_row]
    cut = office["first_row"] + office["n_rows"]
    more = np.zeros(rows, world.jobseekers.dtype)
    jobseekers = np.concatenate([world.jobseekers[:cut], more, world.jobseekers[cut:]])
    office["n_rows"] += rows
    office["vacant_rows"] += rows
    world.offices["first_row"][office_row + 1 :] += rows
    return world._replace(jobseekers=jobseekers, heap=np.zeros(len(jobseekers), np.int64))


def with_more_rows(world: World) -> World:
    """The same world with a quarter more rows in every office (records only)."""
    offices, people = world.offices, world.jobseekers
    parts = []
    for office in offices:
        more = spare_rows(int(office["n_rows"]))
        first = office["first_row"]
        parts += [people[first : first + office["n_rows"]], np.zeros(more, people.dtype)]
        office["n_rows"] += more
        office["vacant_rows"] += more
    offices["first_row"] = np.concatenate([[0], np.cumsum(offices["n_rows"])[:-1]])
    jobseekers = np.concatenate(parts)
    return world._replace(jobseekers=jobseekers, heap=np.zeros(len(jobseekers), np.int64))


def spare_rows(rows: int) -> int:
    """Rows to add to an office that has this many."""
    return rows // 4 + 64
