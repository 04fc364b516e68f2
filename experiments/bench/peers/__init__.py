"""One small model written four times, each in the idiom of its library, so that their speed can be compared.

People who are out of work ask NAV something now and then, at first by digital channel, else by telephone; have a talk
every other month, after which they cope better, and cope less meanwhile; and find work the sooner the better they cope.
Those in work lose it now and then. It has no calibrated number and serves nothing but comparison.

Each engine draws its luck as its users would. For a test that all give the same outcomes, exactly, luck can be handed
in: a number for each week, decision and person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np

ASKS = 0.25  # enquiries a week
ANSWERED_BY_TELEPHONE = 0.7
TALKS = 0.125  # a week
TALK_GAIN, ALONE_LOSS = 0.1, 0.01  # share of what is lacking, share of what there is
OFFER_LEAST, OFFER_BY_COPING = 0.01, 0.05  # jobs a week
JOB_ENDS = 0.01  # a week
N_DECISIONS = 5


class Draw(IntEnum):
    """What is decided by luck: one draw each, a person and week."""

    ASK = 0
    DIGITAL = 1
    TELEPHONE = 2
    TALK = 3
    WORK = 4


class Outcomes(NamedTuple):
    """What came of it, summed over people at the end."""

    employed: int
    failures: int  # enquiries that nobody answered
    talks: int
    coping: float


@dataclass
class Beginning:
    """The people at the start, the same for every engine."""

    skill: np.ndarray
    coping: np.ndarray


def beginning(people: int) -> Beginning:
    """People whose digital skill and coping are spread evenly."""
    generator = np.random.default_rng(2026)
    return Beginning(generator.random(people), generator.random(people))


def shared_luck(people: int, weeks: int) -> np.ndarray:
    """A number for each week, decision and person."""
    return np.random.default_rng(7).random((weeks, N_DECISIONS, people))


Engine = Callable[[Beginning, int, "np.ndarray | None"], Outcomes]
# The engine and the file that it is written in; the file imports its library.
PEERS = {
    "Mesa": ("experiments.bench.peers.with_mesa", "mesa"),
    "polars": ("experiments.bench.peers.with_polars", "polars"),
    "NumPy": ("experiments.bench.peers.with_numpy", "numpy"),
    "Numba, as Skranke": ("experiments.bench.peers.with_numba", "numba"),
}


def installed() -> list[str]:
    """The engines whose library is there."""
    return [name for name, (_, library) in PEERS.items() if find_spec(library)]
