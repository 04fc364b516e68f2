"""The world as behaviours see it: every container by row, whatever it holds its agents in.

A run's own world (sim/world.py) has these names. With Mesa its containers are lists of agents; in machine code they are
arrays of records, which whoever counts a finished run reads by column. A behaviour meets one agent at a time, so here
each container says of what kind its agents are, and a field that nobody has is found before anything runs.
"""

from collections.abc import MutableSequence, Sequence
from typing import TYPE_CHECKING, Protocol

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
from sim.parameters import Parameters
from sim.parameters.measures import MeasureTerms
from sim.policy import Policy

if TYPE_CHECKING:  # the books are kept by behaviours, so they stand after this file
    from sim.accounts import OfficeWeek
    from sim.events import Event
    from sim.tally import Tally


class World(Protocol):
    """Everything that behaviours read and write in one run."""

    @property
    def jobseekers(self) -> Sequence[Jobseeker]: ...  # by row; each office's people lie together
    @property
    def caseworkers(self) -> Sequence[Caseworker]: ...
    @property
    def like_cases(self) -> Sequence[LikeCases]: ...  # by caseworker and needs group
    @property
    def channels(self) -> Sequence[DigitalChannel]: ...  # seven an office
    @property
    def employers(self) -> Sequence[Employer]: ...
    @property
    def offices(self) -> Sequence[Office]: ...
    @property
    def markets(self) -> Sequence[Market]: ...
    @property
    def clinics(self) -> Sequence[Clinic]: ...
    @property
    def places(self) -> Sequence[Places]: ...  # nine an office, one a kind of measure
    @property
    def measures(self) -> Sequence[MeasureTerms]: ...  # the terms of each kind of measure
    @property
    def policies(
        self,
    ) -> Sequence[Policy]: ...  # rows: phase, market arm, office arm, caseworker arm, person arm
    @property
    def parameters(self) -> Sequence[Parameters]: ...  # one row
    @property
    def layout(self) -> Sequence[Layout]: ...  # one row
    @property
    def person_arms(self) -> Sequence[PersonArm]: ...
    @property
    def phases(self) -> Sequence[int]: ...  # by week: which phase of the policies applies
    @property
    def weekly(self) -> Sequence["OfficeWeek"]: ...  # by week and office
    @property
    def tallies(self) -> Sequence["Tally"]: ...  # by office, needs group, digital skill, age and cohort
    @property
    def heap(self) -> MutableSequence[int]: ...  # scratch: rows among which one is chosen
    @property
    def events(self) -> Sequence["Event"]: ...  # buffer of the event log; one row when it is off
    @property
    def events_held(self) -> MutableSequence[int]: ...  # events of the week so far
    @property
    def faults(self) -> MutableSequence[int]: ...  # number of the law broken, week, office
