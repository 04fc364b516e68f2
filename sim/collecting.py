"""Mesa's DataCollector, with the same tables whichever Mesa is installed, and whatever kinds of agents there are."""

from collections.abc import Callable, Mapping
from typing import Any

import mesa

from sim.agents import Caseworker, DigitalChannel, Employer, Jobseeker, Office
from sim.declare import nearest, states

FIELDS = {name for kind in (Jobseeker, Caseworker, DigitalChannel, Employer, Office) for name in states(kind)}
# What is collected of a model that nobody asked anything of: Mesa's batch_run returns nothing of one without reporters.
USUAL = {"week": "week", "seed": "seed_run"}


class Collector(mesa.DataCollector):
    """Collects fields by name from agents of every kind: None for the kinds that have no such field."""

    def __init__(
        self,
        model_reporters: Mapping[str, Any] | None,
        agent_reporters: Mapping[str, Any] | None,
        agenttype_reporters: Mapping[type, Mapping[str, Any]] | None,
    ):
        by_type = agenttype_reporters or {}
        for kind in by_type:
            if not isinstance(kind, type):
                raise ValueError(f"agenttype_reporters has {kind!r}; write the class, as {{Jobseeker: {{...}}}}")
        super().__init__(
            model_reporters=model_reporters or USUAL,
            agent_reporters=_by_name(agent_reporters or {}),
            agenttype_reporters={kind: _by_name(reporters) for kind, reporters in by_type.items()},
        )
        every = [agent_reporters or {}, *by_type.values()]
        self._unchecked = {name for reporters in every for name in reporters.values() if isinstance(name, str)}

    def collect(self, model: mesa.Model) -> None:
        """Collect what was asked for; ValueError, the first time, for a field that no agent has."""
        for name in sorted(self._unchecked - FIELDS):
            if not any(hasattr(agent, name) for agent in model.agents):
                raise ValueError(f"no agent has a field {name!r}{nearest(name, FIELDS)}")
        self._unchecked = set()
        super().collect(model)
        if hasattr(self, "_collection_steps"):
            return
        # Before 3.4.2, batch_run looks agents up by how often was collected before, and so finds those of another week.
        for records in (self._agent_records, self._agenttype_records):
            if model.steps in records:
                rows = records.pop(model.steps)
                records[len(records)] = rows


def _by_name(reporters: Mapping[str, Any]) -> dict[str, Any]:
    """The reporters, with a function in the place of each name of a field: Mesa 3.5 would stop where one is missing."""
    return {name: _field(what) if isinstance(what, str) else what for name, what in reporters.items()}


def _field(name: str) -> Callable[[Any], Any]:
    return lambda agent: getattr(agent, name, None)
