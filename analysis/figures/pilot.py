"""The figure of a pilot: what an evaluation of it sees, what it truly does, and what makes the two differ."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis import style
from analysis.figures.forest import label_rows
from analysis.figures.who_gained import estimates
from analysis.language import text
from analysis.naming import pilot_label, policy_label, scaled, sentence
from analysis.paired_differences import PILOT_ESTIMATES, pilot_heads, pilot_sentences
from analysis.tables import REACH, nan_if_none, thousands
from sim.milestones import EMPLOYED_OUTCOMES

LOOKS = ((style.BLUE, "o"), (style.BLACK, "D"), (style.ORANGE, "s"), (style.GREY, "v"))  # of each estimate
PANELS = {
    "work": (*EMPLOYED_OUTCOMES, "registered", "in_measure"),
    "users_and_staff": ("trust", "digital_divide", "creaming", "stress"),
    "service": ("talks_a_year", "refusals_a_year", "repeats_a_year"),
    "kroner": ("admin_cost_a_year", "measure_cost_a_year", "benefits_a_year"),
}


def draw_pilot(policy: str, pilot: dict[str, Any], beneath: str, path: Path) -> dict[str, style.Panel]:
    """Draw a pilot's estimates, a panel a scale; what draws each panel alone."""
    panels: dict[str, style.Panel] = {name: partial(_draw_panel, pilot=pilot, name=name) for name in PANELS}
    n = [max(2, len(_observed(name, pilot))) for name in PANELS]
    heights = [max(n[0], n[1]), max(n[2], n[3])]
    figure = style.blank(17, 4.6 + 0.78 * sum(heights))
    grid = figure.subplots(2, 2, gridspec_kw={"height_ratios": heights}).ravel()
    for axes, draw in zip(grid, panels.values(), strict=True):
        draw(axes, legend=axes is grid[1])
    style.head(figure, text("What an evaluation of {policy} sees, and what is true", policy=policy_label(policy)))
    style.foot(figure, "\n".join([*pilot_sentences(policy_label(policy), pilot), _luck_in_words(), beneath]))
    style.save(figure, path)
    return {f"{path.name}_{name}": draw for name, draw in panels.items()}


def _luck_in_words() -> str:
    return text("Pale bar: where 95 of 100 single evaluations would come out.")


def _observed(name: str, pilot: dict[str, Any]) -> list[str]:
    return [outcome for outcome in PANELS[name] if outcome in pilot["outcomes"]]


def _draw_panel(axes: Axes, pilot: dict[str, Any], name: str, legend: bool = True) -> None:
    """A row an outcome with a mark for each estimate, and behind what is seen a bar for the luck of one evaluation."""
    title, unit = {
        "work": (text("In work, on the register"), text("percentage points")),
        "users_and_staff": (text("How users and staff fare"), text("percentage points")),
        "service": (text("The service"), text("number in a registered year")),
        "kroner": (text("Kroner"), text("NOK in a registered year")),
    }[name]
    axes.set_title(title, pad=12)
    outcomes = _observed(name, pilot)
    if not outcomes:
        style.say(axes, text("nothing was observed"))
        return
    entries = [pilot["outcomes"][outcome] for outcome in outcomes]
    scale = np.array([scaled(entry["unit"])[0] for entry in entries])
    room = 0.8 * style.height_of(axes) / (len(outcomes) * len(PILOT_ESTIMATES))
    for index, (estimate, (colour, marker)) in enumerate(zip(PILOT_ESTIMATES, LOOKS, strict=True)):
        values = estimates([entry[estimate] for entry in entries]) * scale[:, None]
        rows = np.arange(len(outcomes)) + 0.22 * (index - 1.5)
        if index == 0:
            axes.use_sticky_edges = False
            luck = REACH * scale * [nan_if_none(entry["luck_of_one_evaluation"]) for entry in entries]
            axes.barh(rows, 2.0 * luck, left=values[:, 0] - luck, height=0.2, color=style.SKY, alpha=0.35)
        axes.errorbar(
            values[:, 0], rows, xerr=style.interval_bars(*values.T), color=colour, marker=marker, linestyle="",
            capsize=3, markersize=min(rcParams["lines.markersize"], room),
        )  # fmt: skip
    label_rows(axes, [style.wrapped(sentence(pilot_label(outcome)), 26) for outcome in outcomes])
    axes.axvline(0.0, color=style.GREY, linewidth=1.4, zorder=0)
    axes.locator_params(axis="x", nbins=6)
    for row in range(1, len(outcomes)):
        axes.axhline(row - 0.5, color="#EEEEEE", linewidth=0.8, zorder=0)
    axes.set_xlabel(text("difference [{unit}]", unit=unit))
    axes.xaxis.set_major_formatter(thousands)
    if legend:
        marks = [Line2D([], [], color=colour, marker=marker, linestyle="") for colour, marker in LOOKS]
        labels = [style.wrapped(sentence(head), 16) for head in pilot_heads(pilot)[1 : len(LOOKS) + 1]]
        size = style.points(13)
        axes.legend(marks, labels, loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False, fontsize=size)
