"""Weeks lived as plain Python on a world of records: as objects meanwhile, and as records again when they are lived."""

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.parameters.measures import in_order
from sim.scenario import PolicyTable, Scenario
from sim.world import CLASS_BY_CONTAINER, World

LISTS = ("phases", "heap", "events_held", "faults")


def with_objects(live: Callable, scenario: Scenario, table: PolicyTable) -> Callable:
    """The weeks of a model that is not compiled, to be called with a world of records as those of one that is."""

    def live_records(world: World, seed: int, first: int, last: int) -> int:
        objects = _as_objects(world, scenario, table)
        reached: int = live(objects, seed, first, last)
        for name in CLASS_BY_CONTAINER:
            records = getattr(world, name)
            fields = records.dtype.names
            records[:] = [tuple(getattr(each, field) for field in fields) for each in getattr(objects, name)]
        for name in LISTS:
            getattr(world, name)[:] = getattr(objects, name)
        return reached

    return live_records


def _as_objects(world: World, scenario: Scenario, table: PolicyTable) -> World:
    """The same world with plain objects in the place of records."""
    containers: dict[str, Any] = {
        name: [_from_record(kind, record) for record in getattr(world, name)]
        for name, kind in CLASS_BY_CONTAINER.items()
    }
    return world._replace(
        **containers,
        **{name: getattr(world, name).tolist() for name in LISTS},
        measures=in_order(scenario.parameters.measures),
        policies=table.policies,
        parameters=[scenario.parameters],
    )


def _from_record(kind: type, record: np.void) -> Any:
    made: Any = object.__new__(kind)
    made.__dict__.update(zip(record.dtype.names or (), record.item(), strict=True))
    return made
