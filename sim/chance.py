"""Chance: every draw is a pure function of what is decided, when and about whom. No generator has state.

The luck of person 7 when jobs are lost in week 12 is one number in every run of a seed, whoever asks, in whatever
order, on whatever thread. A new decision or one person more shifts nobody's luck, so two policies meet the same people
with the same luck.

Also called: common random numbers, a counter-based generator. Not to be confused with a seeded generator such as
`numpy.random.default_rng(1)`, whose numbers depend on how many were drawn before, nor with a hash of the key, which may
give two keys one number.

The generator is Philox4x32-10 of Random123 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as
1, 2, 3"). Its counter of 128 bits holds the whole key of a draw, and its own key of 64 bits is the seed:

| part       | bits | from 0 to below        | meaning                                               |
|------------|------|------------------------|-------------------------------------------------------|
| `person`   | 44   | 17 592 186 044 416     | id of who the decision is about                       |
| `other`    | 44   | 17 592 186 044 416     | id of whom or what they are paired with, 0 for nobody |
| `week`     | 14   | 16 384                 | week of the run                                       |
| `decision` | 12   | 4 096                  | `terms.Decision`                                      |
| `draw`     | 14   | 16 384                 | number of the repeat, 0 for the first                 |
| `seed`     | 64   | 2**63, to fit an int64 | seed of the run                                       |

Within these limits no two keys share a counter. Nothing is checked here, where every draw would pay for it: whoever
hands out ids, weeks and seeds keeps to them. A number beyond its limit, or below 0, wraps within its own part and
shares the luck of the one it meets there.
"""

from math import exp
from typing import NamedTuple

import numba
import numpy as np

from sim.compiling import compiled

ROUNDS = 10
MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
WORD = np.uint64(0xFFFFFFFF)
WORD_BITS = np.uint64(32)
BITS_TO_SPARE = np.uint64(11)  # a float64 holds 53 of 64

STEP = 1.0 / 9007199254740992.0  # 2**-53; every draw is a multiple of it
LARGEST_CHUNK = 500.0  # arrivals; exp(-500) is 1e-217, far from underflow


class Week(NamedTuple):
    """A week of a run: the seed of the run, and the number of the week from 0."""

    seed: int
    number: int


@numba.njit
def counter(decision, week, person, other, draw):
    """The key of a draw, without its seed, as four words of 32 bits; bit by bit, so that no two keys share one."""
    return (
        person & 0xFFFFFFFF,
        (person >> 32) & 0xFFF | (week & 0x3FFF) << 12 | (draw & 0x3F) << 26,
        other & 0xFFFFFFFF,
        (other >> 32) & 0xFFF | (decision & 0xFFF) << 12 | (draw >> 6 & 0xFF) << 24,
    )


@numba.njit(forceinline=True)  # a tenth faster
def philox(word_0, word_1, word_2, word_3, key_0, key_1):
    """Philox4x32-10: four random words from a counter of four and a key of two, all uint64 below 2**32."""
    for _ in range(ROUNDS):
        product_0 = MULTIPLIER_0 * word_0
        product_1 = MULTIPLIER_1 * word_2
        word_0 = (product_1 >> WORD_BITS) ^ word_1 ^ key_0
        word_1 = product_1 & WORD
        word_2 = (product_0 >> WORD_BITS) ^ word_3 ^ key_1
        word_3 = product_0 & WORD
        key_0 = (key_0 + WEYL_0) & WORD
        key_1 = (key_1 + WEYL_1) & WORD
    return word_0, word_1, word_2, word_3


@compiled("float64(int64, int64, int64, int64, int64, int64)")
def uniform(seed, decision, week, person, other, draw):
    """A number drawn evenly from [0, 1) in steps of 2**-53, for plain integers; behaviours ask `chance` or `lot`."""
    word_0, word_1, word_2, word_3 = counter(decision, week, person, other, draw)
    high, low, _, _ = philox(
        np.uint64(word_0),
        np.uint64(word_1),
        np.uint64(word_2),
        np.uint64(word_3),
        np.uint64(seed & 0xFFFFFFFF),
        np.uint64(seed >> 32 & 0xFFFFFFFF),
    )
    return float((high << WORD_BITS | low) >> BITS_TO_SPARE) * STEP


def chance(seed: int, decision: int, week: int, person: int, other: int = 0, draw: int = 0) -> float:
    """A number drawn evenly from [0, 1) for one decision about one person, or one pair, in one week.

    `+ 0` makes a plain number of an enumeration's member: compiled text knows no int(member), and called from
    interpreted text Numba would take 7 µs to find out what a member is.
    """
    return uniform(seed, decision + 0, week, person, other + 0, draw)


def lot(week: Week, decision: int, person: int, other: int = 0, draw: int = 0) -> float:
    """The same, of a `Week`, which knows its seed and number."""
    return chance(week.seed, decision, week.number, person, other, draw)


def centred_lot(week: Week, decision: int, person: int, other: int = 0, draw: int = 0) -> float:
    """The same about 0, from [-1, 1): how far from its middle somebody falls, in half widths of the spread."""
    return 2.0 * lot(week, decision, person, other, draw) - 1.0


def happens(probability: float, week: Week, decision: int, person: int, other: int = 0, draw: int = 0) -> bool:
    """Whether what has this probability happens; the impossible takes no draw."""
    if probability <= 0.0:
        return False
    return lot(week, decision, person, other, draw) < probability


def comes(rate: float, week: Week, decision: int, person: int, other: int = 0, draw: int = 0) -> bool:
    """Whether what comes at this rate [1/week] comes this week: probability 1 - exp(-rate), never above the rate."""
    if rate <= 0.0:
        return False
    drawn = lot(week, decision, person, other, draw)
    return drawn < rate and drawn < 1.0 - exp(-rate)


def poisson_draw(mean: float, week: Week, decision: int, person: int, other: int = 0) -> int:
    """Number of arrivals where `mean` are expected (up to 8 million); none, without a draw, where it is 0 or less.

    A large mean is drawn as full chunks and a rest, each with a repeat of the decision from 0 on. So with the same luck
    more expected arrivals never bring fewer.
    """
    arrivals = 0
    draw = 0
    while mean > 0.0:
        arrivals += poisson_quantile(lot(week, decision, person, other, draw), min(mean, LARGEST_CHUNK))
        mean -= LARGEST_CHUNK
        draw += 1
    return arrivals


def poisson_quantile(share: float, mean: float) -> int:
    """The smallest number of arrivals whose cumulated probability exceeds a drawn share; for means from 0 to 700.

    Past the mean the search ends where a term is less than any draw can tell, for rounding may keep the sum below 1.
    """
    arrivals = 0
    term = exp(-mean)
    reached = term
    while reached <= share and (arrivals < mean or term > 0.1 * STEP):
        arrivals += 1
        term *= mean / arrivals
        reached += term
    return arrivals
