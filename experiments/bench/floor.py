"""The machine's own floor: what no program of this model can go below on one thread without other arithmetic.

Every field that a week reads is read and every field that it writes is written, once, in records that hold nothing
else; sums go into accumulators that do not wait for each other; the generator is the model's, inlined, and no word of
what it gives is thrown away. What is left out is all else: decisions, branches, and fields that are there for others.
"""

import math
from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from experiments.bench.needs import JOBSEEKER, Needs, usual_fields
from experiments.bench.timing import in_turn
from sim.chance import STEP, philox

ACCUMULATORS = 4
MANY = 100_000  # draws or exponentials that are timed at once
ROUNDS = 9
WORD_BITS, BITS_TO_SPARE = np.uint64(32), np.uint64(11)


def packed(fields: list[str]) -> np.dtype:
    """A record of these fields alone; whole numbers take four bytes, for none needs more."""
    return np.dtype([(name, "f8" if JOBSEEKER[name].kind == "f" else "i4") for name in fields])


def loop(lines: list[str], last: str) -> Callable:
    """A compiled loop over people that does what the lines say and nothing else."""
    names = [f"total_{number}" for number in range(ACCUMULATORS)]
    text = ["def touch(people, value):", *(f"    {name} = 0.0" for name in names)]
    text += ["    for number in range(len(people)):", "        person = people[number]"]
    text += [f"        {line}" for line in lines]
    scope: dict[str, Any] = {}
    exec("\n".join([*text, f"    return {last}"]), scope)
    return numba.njit(nogil=True)(scope["touch"])


def reading(fields: list[str]) -> Callable:
    """A loop that reads these fields of everybody."""
    lines = [f"total_{number % ACCUMULATORS} += person.{name}" for number, name in enumerate(fields)]
    return loop(lines, " + ".join(f"total_{number}" for number in range(ACCUMULATORS)))


def writing(fields: list[str]) -> Callable:
    """A loop that writes these fields of everybody."""
    return loop([f"person.{name} = value" for name in fields], "total_0")


@numba.njit(nogil=True)
def drawing(blocks):
    """Two draws of 53 bits from each block, as independent as the model's."""
    total_0 = total_1 = 0.0
    for number in range(blocks):
        word_0, word_1, word_2, word_3 = philox(
            np.uint64(number), np.uint64(7), np.uint64(0), np.uint64(0), np.uint64(1), np.uint64(0)
        )
        total_0 += float((word_0 << WORD_BITS | word_1) >> BITS_TO_SPARE) * STEP
        total_1 += float((word_2 << WORD_BITS | word_3) >> BITS_TO_SPARE) * STEP
    return total_0 + total_1


@numba.njit(nogil=True)
def raising(values):
    """An exponential of each value."""
    total_0 = total_1 = total_2 = total_3 = 0.0
    for number in range(0, len(values), 4):
        total_0 += math.exp(values[number])
        total_1 += math.exp(values[number + 1])
        total_2 += math.exp(values[number + 2])
        total_3 += math.exp(values[number + 3])
    return total_0 + total_1 + total_2 + total_3


def floor_of(needs: Needs, people: int) -> dict[str, dict[str, float]]:
    """Least, median and most nanoseconds of a jobseeker-week for each part of the floor, over so many people."""
    read, written = usual_fields(needs.read), usual_fields(needs.written)
    seen, changed = np.zeros(people, packed(read)), np.zeros(people, packed(written))
    values = np.linspace(-3.0, 0.0, MANY)
    reads, writes = reading(read), writing(written)
    repeats = max(1, 400_000 // people)  # a single one is too short to be timed
    tasks: dict[str, Callable[[], Any]] = {
        "reading": lambda: [reads(seen, 1) for _ in range(repeats)],
        "writing": lambda: [writes(changed, 1) for _ in range(repeats)],
        "draws": lambda: drawing(MANY // 2),
        "exponentials": lambda: raising(values),
    }
    for task in tasks.values():  # compile
        task()
    times = in_turn(tasks, ROUNDS)
    return {
        "reading": times["reading"].per(people * repeats),
        "writing": times["writing"].per(people * repeats),
        "draws": times["draws"].per(MANY / needs.draws),
        "exponentials": times["exponentials"].per(MANY / max(needs.exponentials, 1e-9)),
    }
