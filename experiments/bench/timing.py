"""How things are timed on a machine that others use too: in turn, several rounds, by the time of the processor.

Of several rounds the least is the one that was disturbed least, and the median beside it tells how much the others
were. What runs on several threads is timed by the clock, too, for their processors add up.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

ROUNDS = 5


class Times(NamedTuple):
    """Seconds of several rounds."""

    least: float
    median: float
    most: float

    def per(self, n: float) -> dict[str, float]:
        """Nanoseconds for each of so many."""
        return {name: 1e9 * seconds / n for name, seconds in self._asdict().items()}


def in_turn(
    tasks: Mapping[str, Callable[[], Any]], rounds: int = ROUNDS, clock: Callable[[], float] = time.process_time
) -> dict[str, Times]:
    """Time each task once a round, one after the other, so that all meet the same disturbances."""
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            began = clock()
            task()
            seconds[name].append(clock() - began)
    return {name: Times(min(each), statistics.median(each), max(each)) for name, each in seconds.items()}
