"""The schema of a configuration: everything that can be written on the command line or in a file of `configs/`.

It is gathered from the declarations of the model, so types, ranges and units are said once.
"""

from dataclasses import dataclass, field
from typing import Any

from sim.declare import Number, group, known_numbers, parameter
from sim.parameters import Parameters
from sim.policy import ChannelStrategy, Individualization, Organisation, Policy, Shock, Standardization
from sim.scenario import LONGEST
from sim.setting import LabourMarketSize, OfficeSize, Setting

SIZES = ("office", "labour_market")
LEVERS = ("standardization", "individualization", "channel", "organisation", "shock")
GROUPS = (*SIZES, *LEVERS, "policy")
LEFT_OUT_OF_RESULTS = ("out", "threads", "backend", "events")  # they change no result


@dataclass(slots=True)
class RunOptions:
    """How often and how long a scenario is run."""

    seed: int = parameter(
        1,
        unit="number",
        low=0,
        high=2**53,
        grade="expert",
        source="any will do",
        meaning="Seed of the first replicate; the next ones have the seeds that follow",
    )
    replicates: int = parameter(
        5,
        unit="runs",
        low=1,
        high=1_000_000,
        grade="expert",
        source="enough for a first interval",
        meaning="Runs of the scenario, each with a seed of its own",
    )
    weeks: int = parameter(
        208,
        unit="weeks",
        low=1,
        high=LONGEST,
        grade="expert",
        source="four years: a year of arrivals, each followed for three",
        meaning="Length of each run",
    )
    threads: int = parameter(
        0,
        unit="threads",
        low=0,
        high=4096,
        grade="expert",
        source="0 takes every core",
        meaning="Runs made at a time; 0 takes every core",
    )
    events: bool = parameter(
        False,
        unit="true or false",
        low=0,
        high=1,
        grade="expert",
        source="changes no result",
        meaning="Keep the log of every event, write events.parquet and people.parquet, and tell one person's life",
    )
    ensemble: bool = parameter(
        False,
        unit="true or false",
        low=0,
        high=1,
        grade="expert",
        source="configs/calibrated/ensemble.csv, made by skranke calibrate",
        meaning="Each replicate takes the next of the accepted parameter sets; intervals carry their uncertainty",
    )


@dataclass
class Schema:
    """The whole configuration of a run."""

    office: OfficeSize = field(default_factory=OfficeSize)
    labour_market: LabourMarketSize = field(default_factory=LabourMarketSize)
    standardization: Standardization = group(Standardization)
    individualization: Individualization = group(Individualization)
    channel: ChannelStrategy = group(ChannelStrategy)
    organisation: Organisation = group(Organisation)
    shock: Shock = group(Shock)
    parameters: Parameters = field(default_factory=Parameters)
    changes: list[Any] = field(default_factory=list)
    replace: dict[str, str] = field(default_factory=dict)
    extend: str = ""
    seed: int = 1
    replicates: int = 5
    weeks: int = 208
    threads: int = 0
    backend: str = "compiled"
    events: bool = False
    ensemble: bool = False


def written_numbers() -> dict[str, Number]:
    """Every number that can be written, by the name it is written with."""
    by_name = {}
    for declared, prefix in ((Setting, ""), (Policy, ""), (Parameters, "parameters."), (RunOptions, "")):
        for path, number in known_numbers(declared).items():
            by_name[prefix + path] = number._replace(path=prefix + path)
    return by_name


def known_names() -> list[str]:
    """Every name that can stand before the = of an override."""
    return [*GROUPS, *written_numbers(), "backend", "out", "changes"]
