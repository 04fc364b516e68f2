"""What can be chosen on the page: named options of configs/, and every lever by its declaration."""

import math
from collections.abc import Callable, Mapping
from enum import IntEnum
from functools import cache, partial
from typing import Any

import solara

from analysis.language import decimal_mark, text
from analysis.naming import called, spoken, unit_label
from experiments.cli.composition import read_request
from experiments.cli.options import options
from sim.declare import Number, known_numbers, value_at
from sim.policy import Policy
from sim.scenario import Scenario

CHOICES = {"policy": "baseline", "office": "small", "labour_market": "normal", "shock": "none"}
THEMES = ("standardization", "individualization", "channel", "organisation")
FEWEST_STEPS = 20  # of a slider
FINEST = 1e-6  # a step below it says nothing to a hand


@cache
def composed(chosen: tuple[tuple[str, str], ...]) -> Scenario:
    """The scenario of named options."""
    return read_request([f"{group}={name}" for group, name in chosen], alone=False).jobs[0].scenario


def choose(chosen: dict[str, str], on_change: Callable[[str, str], None]) -> None:
    """A list to choose from for each group of named options."""
    for group, name in chosen.items():
        solara.Select(
            called(group),
            values=options(group),
            value=name,
            on_value=partial(on_change, group),
        )


def slide(policy: Policy, moved: Mapping[str, Any], on_change: Callable[[str, Any], None]) -> None:
    """An input for every lever, by theme, where the policy has it or where it was moved to."""
    for theme in THEMES:
        with solara.Details(called(theme)), solara.Column(gap="0px"):
            for path, lever in known_numbers(Policy).items():
                if path.startswith(f"{theme}."):
                    with solara.Tooltip(text(lever.meaning)), solara.Column(gap="0px"):
                        _input(lever, moved.get(path, value_at(policy, path)), value_at(policy, path), on_change)


def _input(lever: Number, value: Any, start: Any, on_change: Callable[[str, Any], None]) -> None:
    words = text(spoken(lever.path.rpartition(".")[2]))

    def changed(given: Any) -> None:
        on_change(lever.path, given)

    if issubclass(lever.kind, IntEnum):
        names = list(lever.kind.__members__)
        solara.Select(words, values=names, value=lever.kind(value).name, on_value=changed)
    else:
        step = step_of(lever, start)
        unit = "" if lever.unit == "share" else f" {unit_label(lever.unit)}"
        solara.Text(f"{words}: {decimal_mark(f'{value:g}')}{unit}")
        solara.SliderFloat("", value=value, min=lever.low, max=lever.high, step=step, on_value=changed)


def step_of(lever: Number, start: float) -> float:
    """A round step of a lever's slider on which its start lies; the browser would move it there otherwise."""
    step = 10.0 ** math.floor(math.log10((lever.high - lever.low) / FEWEST_STEPS))
    while abs(round((start - lever.low) / step) - (start - lever.low) / step) > FINEST and step > FINEST:
        step /= 10.0
    return round(step, 9)
