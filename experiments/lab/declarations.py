"""What can be chosen and set in the lab, from the declarations: levers with unit, range, source and what they mean."""

import math
from enum import IntEnum
from typing import Any

from analysis.language import LANGUAGES, language, text
from analysis.naming import called, category_label, sentence, spoken, unit_label
from experiments.cli.options import options
from experiments.lab.limits import MOST_PEOPLE, MOST_STEPS, WEEKS
from experiments.lab.page_texts import page_texts
from experiments.lab.shocks import shocks
from experiments.run.case_histories import NAMES, SPREAD
from sim.declare import Number, known_numbers
from sim.policy import Policy
from sim.scenario import CASELOAD
from sim.terms import LABELS, Channel, NeedsGroup, Status

THEMES = ("channel", "individualization", "standardization", "organisation")
FEWEST_STEPS = 40  # of a slider
OFFICES = ("small", "average", "large")
ASSUMED = "ASSUMED"
THEORY = "theory-driven"


def declarations(first_language: str) -> dict[str, Any]:
    """All that the page needs beside the worlds, in the language that is written now."""
    return {
        "language": language(),
        "first_language": first_language,
        "languages": LANGUAGES,
        "texts": page_texts(),
        "levers": [lever_of(number) for number in known_numbers(Policy).values() if _theme(number) in THEMES],
        "themes": {name: sentence(text(spoken(name))) for name in THEMES},
        "policies": {name: sentence(text(spoken(name))) for name in options("policy")},
        "offices": {name: sentence(text(spoken(name))) for name in OFFICES},
        "shocks": {name: sentence(text(spoken(name))) for name in shocks()},
        "channels": [sentence(text(LABELS[Channel][channel.name])) for channel in Channel],
        "statuses": [sentence(text(LABELS[Status][status.name])) for status in Status],
        "needs": [sentence(category_label("needs_group", need.name)) for need in NeedsGroup],
        "names": NAMES,
        "spread": SPREAD,
        "staffs": CASELOAD,
        "limits": {"weeks": WEEKS, "steps": MOST_STEPS, "people": MOST_PEOPLE},
    }


def lever_of(lever: Number) -> dict[str, Any]:
    """One lever as an input of the page."""
    name = lever.path.rpartition(".")[2]
    kinds = list(lever.kind.__members__) if issubclass(lever.kind, IntEnum) else []
    return {
        "path": lever.path,
        "theme": _theme(lever),
        "name": sentence(text(spoken(name))),
        "called": sentence(called(lever.path)),
        "unit": "%" if lever.unit == "share" else unit_label(lever.unit),
        "scale": 100 if lever.unit == "share" else 1,
        "low": lever.low,
        "high": lever.high,
        "step": step_of(lever),
        "default": lever.default.name if kinds else lever.default,
        "names": {name: sentence(text(spoken(name))) for name in kinds},
        "meaning": text(lever.meaning),
        "source": lever.source,
        "grade": grade_of(lever),
    }


def grade_of(number: Number) -> str:
    """How well a lever's usual value is known, in words."""
    if number.source.startswith(ASSUMED):
        return text("assumed")
    if number.source.startswith(THEORY):
        return text("its effect from theory, not measured")
    return text("from a source")


def step_of(number: Number) -> float:
    """A round step of a lever's slider on which its default lies."""
    step = 10.0 ** math.floor(math.log10((number.high - number.low) / FEWEST_STEPS))
    if number.kind is int or issubclass(number.kind, IntEnum):
        return max(1.0, step)
    start = float(number.default) - number.low
    return step if abs(round(start / step) - start / step) < 1e-6 else step / 10.0


def _theme(number: Number) -> str:
    return number.path.partition(".")[0]
