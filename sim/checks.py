"""What is checked of every run, whatever its backend: seeds before it, laws of conservation while it goes on."""

import operator
from typing import Any

import numpy as np

from sim.accounts import FAULTS
from sim.scenario import Scenario
from sim.world import World


class ConservationError(RuntimeError):
    """A law that always holds was broken; the run is worth nothing."""


def check_faults(world: World) -> None:
    """Raise ConservationError when a law was broken, naming law, week and office."""
    law, week, office = (int(number) for number in world.faults)
    if law:
        raise ConservationError(
            f"a law is broken in week {week} at office {office}, {FAULTS[law - 1]}; "
            "see which behaviours were replaced and which fields were set"
        )


def check_scenario(scenario: Any) -> Scenario:
    """The scenario; TypeError for what is none, as a policy's name."""
    if not isinstance(scenario, Scenario):
        way_out = f"write Scenario.named({scenario!r})" if isinstance(scenario, str) else "Scenario() is the usual one"
        raise TypeError(f"scenario is {scenario!r}; it must be a Scenario; {way_out}")
    return scenario


def check_seeds(seeds: Any) -> list[int]:
    """The seeds as a list; ValueError for one out of range or given twice."""
    try:
        listed = [operator.index(seed) for seed in seeds]
    except TypeError:
        written = f"[{seeds}] or range({seeds})" if isinstance(seeds, int) else "[1, 2] or range(3)"
        raise TypeError(f"seeds is {seeds!r}; it must be a list of whole numbers, as {written}") from None
    for seed in listed:
        if not 0 <= seed < 2**63:
            raise ValueError(f"seed is {seed}; it must be between 0 and {2**63 - 1}")
    if not listed or len(set(listed)) < len(listed):
        raise ValueError("seeds must be given, each once")
    return listed


def seed_of(rng: Any, seed: Any) -> int:
    """The seed of a run from what Mesa takes for one, under either name: a number as it is, else as NumPy draws it."""
    if rng is not None and seed is not None:
        raise ValueError("rng and seed are two words for one thing; give one of them")
    given = seed if rng is None else rng
    if isinstance(given, int | np.integer):
        return check_seeds([given])[0]
    try:
        return int(np.random.default_rng(given).integers(2**63))
    except (TypeError, ValueError):
        raise ValueError(f"seed is {given!r}; it must be a whole number between 0 and {2**63 - 1}, or None") from None
