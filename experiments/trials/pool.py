"""All records of a trial in one pool: the same people of all worlds side by side, seed by seed."""

from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np

from experiments.trials.schema import Target, Trial
from experiments.trials.simulation import AGENT_KINDS, OWN_CASEWORKER, OutcomeValues, WorldRecords
from sim.agents import Caseworker
from sim.conditions import read_condition

MANY_UNITS = 1_000_000  # units of one run have lower numbers


@dataclass
class Pool:
    """Arrays with one place for each agent of each seed; worlds and arms by name."""

    replicate: np.ndarray
    base: dict[str, np.ndarray]
    measured: dict[tuple[str, str, int], OutcomeValues] = field(default_factory=dict)  # by world, outcome and week
    in_arm: dict[str, np.ndarray] = field(default_factory=dict)
    units: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)  # by world and kind of unit
    doses: dict[str, np.ndarray] = field(default_factory=dict)  # by world
    weight: np.ndarray = field(default_factory=lambda: np.zeros(0))  # 0 for who does not count


def pools_of(trial: Trial, by_seed: list[dict[str, WorldRecords]]) -> dict[str, Pool]:
    """The pool of people or firms that each world of a trial is in, from its records, by world for each seed."""
    return _pools(trial, by_seed, trial.population.who)


def _pools(trial: Trial, by_seed: list[dict[str, WorldRecords]], who: dict[str, Any]) -> dict[str, Pool]:
    together: dict[str, list[str]] = {}
    for world in trial.worlds:
        together.setdefault(trial.people_of(world), []).append(world)
    pools: dict[str, Pool] = {}
    for worlds in together.values():
        pool = pooled(trial, [{world: records[world] for world in worlds} for records in by_seed], who)
        pools |= {world: pool for world in worlds}
    return pools


def office_pools_of(trial: Trial, by_seed: list[dict[str, WorldRecords]]) -> dict[str, Pool]:
    """The same of whole offices; nothing where no outcome is of their books."""
    offices = [
        {world: of_world.offices for world, of_world in records.items() if of_world.offices} for records in by_seed
    ]
    return _pools(trial, offices, {}) if all(offices) else {}


def pooled(trial: Trial, by_seed: list[dict[str, WorldRecords]], who: dict[str, Any]) -> Pool:
    """The pool of worlds that have the same people; the fields at the start are those of the first."""
    common = [reduce(np.intersect1d, [records.ids for records in worlds.values()]) for worlds in by_seed]
    places = [
        {world: np.searchsorted(records.ids, ids) for world, records in worlds.items()}
        for worlds, ids in zip(by_seed, common, strict=True)
    ]

    def gathered(world: str, take: Any) -> np.ndarray:
        parts = [take(worlds[world], n)[at[world]] for n, (worlds, at) in enumerate(zip(by_seed, places, strict=True))]
        return np.concatenate(parts)

    reference = next(iter(by_seed[0]))
    pool = Pool(
        replicate=np.repeat(np.arange(len(by_seed)), [len(ids) for ids in common]),
        base={
            name: gathered(reference, lambda records, _, name=name: records.base[name])
            for name in by_seed[0][reference].base
        },
    )
    for world, records in by_seed[0].items():
        for key in records.measured:
            pool.measured[world, *key] = OutcomeValues(*(
                gathered(world, lambda records, _, key=key, part=part: getattr(records.measured[key], part))
                for part in OutcomeValues._fields
            ))  # fmt: skip
        for kind in records.units:
            pool.units[world, kind] = gathered(
                world, lambda records, n, kind=kind: records.units[kind] + n * MANY_UNITS
            )
        for arm in records.in_arm:
            pool.in_arm[arm] = gathered(world, lambda records, _, arm=arm: records.in_arm[arm])
        if records.doses is not None:
            pool.doses[world] = gathered(world, lambda records, _: records.doses)
    everybody = np.ones(len(pool.replicate), bool)
    pool.weight = counts(pool.base, who, trial, everybody).astype(float)
    return pool


def counts(base: dict[str, np.ndarray], conditions: dict[str, Any], trial: Trial, of: np.ndarray) -> np.ndarray:
    """Who meets conditions on fields as they were at the start; quantiles are those of the people `of`."""
    met = np.ones(len(of), bool)
    for name, written in conditions.items():
        values = base[name]
        if isinstance(written, dict) and "quantiles" in written:
            low, high = np.quantile(values[of], written["quantiles"])
            met &= (values >= low) & ((values < high) | (written["quantiles"][1] == 1))
            continue
        kind = Caseworker if name.startswith(OWN_CASEWORKER) else AGENT_KINDS[trial.population.agents]
        met &= read_condition(kind, name.removeprefix(OWN_CASEWORKER), written).holds(values)
    return met


def chosen(trial: Trial, target: Target, pool: Pool) -> list[np.ndarray]:
    """Who is compared in each arm of a target.

    Arms of one world are different people; arms of different worlds are the same people, those who are in both.
    """
    inside = [pool.in_arm[arm] for arm in target.arms]
    if target.whose == "everybody":
        inside = [np.ones(len(mask), bool) for mask in inside]
    elif target.whose == "others":
        inside = [~mask if not mask.all() else mask for mask in inside]
    worlds = {trial.world_of(arm) for arm in target.arms}
    if len(worlds) == len(target.arms) > 1:
        inside = [reduce(np.logical_and, inside)] * len(inside)
    counting = pool.weight > 0
    if target.among:
        counting = counting & counts(pool.base, target.among, trial, pool.weight > 0)
    return [mask & counting for mask in inside]
