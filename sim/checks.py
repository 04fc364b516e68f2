"""What is checked of every run, whatever its backend: seeds before it, laws of conservation while it goes on."""

from typing import Any

from sim.accounts import FAULTS
from sim.world import World


class ConservationError(RuntimeError):
    """A law that always holds was broken; the run is worth nothing."""


def check_faults(world: World) -> None:
    """Raise ConservationError when a law was broken, naming law, week and office."""
    law, week, office = (int(number) for number in world.faults)
    if law:
        raise ConservationError(f"{FAULTS[law - 1]} do not agree in week {week} at office {office}")


def check_seeds(seeds: Any) -> list[int]:
    """The seeds as a list; ValueError for one out of range or given twice."""
    listed = [int(seed) for seed in seeds]
    for seed in listed:
        if not 0 <= seed < 2**63:
            raise ValueError(f"seed is {seed}; it must be between 0 and {2**63 - 1}")
    if not listed or len(set(listed)) < len(listed):
        raise ValueError("seeds must be given, each once")
    return listed
