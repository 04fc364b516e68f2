"""What factors and outcomes of a study are called in figures and pages."""

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.language import text
from analysis.tables import thousands
from sim.milestones import leading_employment
from sim.outcomes import BY_NAME, GROUPINGS, OFFICE
from sim.terms import LABELS, Barriers

if TYPE_CHECKING:
    import pandas as pd

BESIDE = ("admin_cost_per_person", "durable_jobs", "access_failures", "coping", "disability_pension_at_104_weeks")
MOST = 4  # outcomes that are drawn when nobody says which
MARK = "theory-driven"
THEORY = "Theory-driven: no causal study of the effect of {themes} on employment was found."
EMPLOYMENT = ("employed", "durable", "days_employed", "weeks_to_job", "job_")  # beginnings of outcomes of work
GROUPING_LABELS = {"all": "everybody", "n_barriers": "barriers on arrival"}  # others are their name in words
CATEGORY_KINDS: dict[str, type[IntEnum]] = {
    **GROUPINGS,
    "n_barriers": Barriers,
}  # what the categories of a grouping are


def spoken(name: str) -> str:
    """A name in words."""
    return name.replace("_", " ")


def outcome_label(name: str) -> str:
    """What people read in place of an outcome's name, in the language that is written now; with its category.

    An outcome of the user's own function is its name in words.
    """
    outcome, _, category = name.partition(":")
    label = text(BY_NAME[outcome].label) if outcome in BY_NAME else text(spoken(outcome))
    grouping = next((each for each, kind in GROUPINGS.items() if category in kind.__members__), "")
    return label + (f", {category_label(grouping, category)}" if category else "")


def pilot_label(name: str) -> str:
    """What people read in place of the name of something that a pilot is judged by."""
    labels = {
        "registered": text("people registered, of those at the start"),
        "in_measure": text("in a measure, of those registered"),
        "talks_a_year": text("follow-up talks in a registered year"),
        "refusals_a_year": text("enquiries turned away in a registered year"),
        "repeats_a_year": text("repeated enquiries in a registered year"),
        "admin_cost_a_year": text("administrative cost of a registered year"),
        "measure_cost_a_year": text("cost of measures in a registered year"),
        "benefits_a_year": text("benefits in a registered year"),
    }
    return labels.get(name) or outcome_label(name)


def category_label(grouping: str, category: str) -> str:
    """What people read in place of the code of a category, such as a needs group or an office; `all` is everybody."""
    if category == "all":
        return text("everybody")
    if grouping == OFFICE:
        return text("office {number}", number=category)
    labels = LABELS[CATEGORY_KINDS[grouping]] if grouping in CATEGORY_KINDS else {}
    return text(labels[category]) if category in labels else spoken(category)


def grouping_label(grouping: str) -> str:
    """What people read in place of the name of a grouping."""
    return text(GROUPING_LABELS.get(grouping, spoken(grouping)))


def unit_label(unit: str) -> str:
    """What people read in place of a unit; shares are read in per cent."""
    return "%" if unit == "share" else text(unit)


def difference_label(unit: str) -> str:
    """The unit of a difference written out, as a figure that stands alone has it; elsewhere it is `difference_unit`."""
    return text("percentage points") if unit == "share" else text(unit)


def outcome_of(study: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What a study says of one of its outcomes: name, unit, label, definition, which values are better."""
    return next(outcome for outcome in study["outcomes"] if outcome["name"] == name)


def sentence(words: str) -> str:
    """Words with a capital at their start."""
    return words[:1].upper() + words[1:]


def plain(name: str) -> str:
    """A name for a file: its letters and digits, with a mark of its own where others would have the same."""
    if re.fullmatch(r"\w+(:\w+)?", name):
        return name.replace(":", "-")
    words = re.sub(r"\W+", "_", name)
    return f"{words}--{sha256(name.encode()).hexdigest()[:8]}"


def identifiers(names: Iterable[str]) -> dict[str, str]:
    """Each name as one that Python can have, no two alike: those that are such names already keep theirs."""
    wanted = list(names)
    python_names = {name: name for name in wanted if name.isidentifier()}
    taken = set(python_names)
    for name in wanted:
        if name in python_names:
            continue
        start = re.sub(r"\W", "_", name)
        start = start if start.isidentifier() else f"_{start}"
        further = (f"{start}_{number}" for number in count(2))
        python_names[name] = (
            start if start not in taken else next(candidate for candidate in further if candidate not in taken)
        )
        taken.add(python_names[name])
    return python_names


def called(name: str) -> str:
    """A factor's name in words: its theme, then what it is."""
    *themes, last = name.removeprefix("parameters.").split(".")
    return ": ".join(text(spoken(part)) for part in (*themes[-1:], last))


def policy_label(policy: str) -> str:
    """What people read in place of a policy's name; of several levers of its own, each."""
    return " + ".join(text(spoken(part.strip())) for part in policy.split("+"))


def factor_labels(names: list[str], study: dict[str, Any], outcome: str) -> list[str]:
    """Factors' names in words, with the mark of those whose effect on this outcome rests on theory alone.

    Where that is so of all factors of the study none has the mark: a mark that all have tells none apart.
    """
    theory = theory_lines(study, outcome)
    marks = set() if all_theory(study) else set(theory)
    return [called(name) + (f" ({text('theory-driven')})" if name in marks else "") for name in names]


def theory_lines(study: dict[str, Any], outcome: str | None = None) -> dict[str, str]:
    """Label of each factor, or group with such a factor, whose effect no study has measured: the line that says so.

    What is measured is employment: of other outcomes there is no line.
    """
    lines: dict[str, str] = {}
    if outcome is not None and not outcome.startswith(EMPLOYMENT):
        return lines
    grouped = study["method"] in ("sobol", "morris") and any(factor.get("group") for factor in study["factors"])
    for factor in study["factors"]:
        if factor.get("theory_driven"):
            lines[(factor.get("group") if grouped else None) or factor["name"]] = theory_text(factor["theory_driven"])
    return lines


def theory_line(study: dict[str, Any]) -> str:
    """What is said once of all effects on employment that rest on theory alone; empty where there are none to tell."""
    if not any(outcome["name"].startswith(EMPLOYMENT) for outcome in study["outcomes"]):
        return ""
    return theory_text(study.get("theory_driven") or "") or " ".join(dict.fromkeys(theory_lines(study).values()))


def theory_text(line: str) -> str:
    """A line on what rests on theory, as it stands in results, in the language that is written now."""
    before, after = THEORY.split("{themes}")
    if not (line.startswith(before) and line.endswith(after)):
        return line
    themes = line.removeprefix(before).removesuffix(after).split(" and ")
    return text(THEORY, themes=text(" and ").join(map(text, themes)))


def all_theory(study: dict[str, Any]) -> bool:
    """Whether the effect of every factor rests on theory alone."""
    return all(factor.get("theory_driven") for factor in study["factors"] if factor["name"] != "dummy")


def key_outcomes(study: dict[str, Any], known: list[str]) -> tuple[list[str], str]:
    """The outcomes to draw, and why: all where they are few, else employment and what it is weighed against."""
    if len(known) <= MOST:
        return known, ""
    chosen = leading_employment(known) + [name for name in BESIDE if name in known]
    chosen = (chosen + [name for name in known if name not in chosen and ":" not in name])[:MOST]
    why = text(
        "Drawn are {n} of {total} outcomes: the latest employment and what it is weighed against; the tables hold all.",
        n=len(chosen), total=len(known),
    )  # fmt: skip
    return chosen, why


def own_values(factor: Mapping[str, Any], positions: np.ndarray) -> np.ndarray:
    """What places in [0, 1] stand for, in the factor's own unit; the number of the level for names, from 0."""
    if factor["kind"] == "levels":
        n = len(factor["levels"])
        return np.asarray(np.minimum(np.floor(positions * n), n - 1))
    low, high = factor["low"], factor["high"]
    if factor["kind"] == "whole":
        return np.asarray(np.minimum(np.floor(low + positions * (high - low + 1.0)), high))
    return np.asarray(np.clip(low + positions * (high - low), low, high))


def own_units(study: dict[str, Any], design: "pd.DataFrame") -> "pd.DataFrame":
    """The design in each factor's own unit; the number of the level for names, from 0."""
    import pandas as pd

    columns = {
        factor["name"]: own_values(factor, design[factor["name"]].to_numpy(float)) for factor in study["factors"]
    }
    return pd.DataFrame(columns, index=design.index)


def scaled(unit: str) -> tuple[float, str]:
    """What values of a unit are multiplied with to be read, and the unit then."""
    return (100.0 if unit == "share" else 1.0, unit_label(unit))


def value_text(value: Any) -> str:
    """A value of something that was varied, as it is read: a number, or a name in words."""
    if isinstance(value, int | float | np.number):
        return thousands(float(f"{value:.6g}"))
    return text(spoken(str(value)))


def value_label(factor: Mapping[str, Any], position: float) -> str:
    """What people read in place of the value that a number in [0, 1] stands for."""
    value = float(own_values(factor, np.array([position]))[0])
    if factor["kind"] == "levels":
        return value_text(str(factor["levels"][int(value)]))
    return thousands(float(f"{value:.4g}"))
