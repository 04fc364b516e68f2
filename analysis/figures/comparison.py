"""Figures of a comparison: what differs, who gained and who lost, and work against what it costs."""

import re
from functools import partial
from pathlib import Path

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis import style
from analysis.figures.forest import label_rows
from analysis.figures.frontier import draw_frontier
from analysis.figures.pilot import draw_pilot
from analysis.figures.run import in_words
from analysis.figures.who_gained import estimates, panels_of, rows_of
from analysis.language import text
from analysis.naming import outcome_label, policy_label, scaled, sentence, theory_text
from analysis.paired_differences import PairedDifferences
from analysis.tables import least_difference, thousands
from sim.milestones import EMPLOYED_OUTCOMES

COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.PINK, style.RED, style.SKY, style.BLACK, style.VIOLET)
MARKERS = "osD^vPX*"
LEAST_SPAN = 4  # least differences that an axis of differences shows
# Panels of differences that share a scale.
PANELS = {
    "in_and_out_of_work": (*EMPLOYED_OUTCOMES, "durable_jobs", "disability_pension_at_104_weeks"),
    "how_users_and_staff_fare": (
        "coping", "trust", "user_experience", "wrongly_assessed", "stress", "absence", "follow_up_share"
    ),
    "the_service": ("enquiries_a_year", "talks_a_year", "visits_a_year", "refusals_a_year", "repeats_a_year"),
    "kroner": ("admin_cost_per_person", "measure_cost_per_person", "benefits_a_year", "net_public_cost_per_person"),
}  # fmt: skip


def draw_comparison(comparison: PairedDifferences, folder: Path, panels: bool = False) -> None:
    """Draw `differences`, `who_gained` and, of a pilot, `pilot` (one a policy where there are several) and `frontier`.

    On request each of their panels is a file of its own, too.
    """
    others = comparison.others
    frontier = partial(draw_frontier, comparison=comparison, marks=marks(comparison))
    halves: dict[str, dict[str, style.Panel]] = {}
    with style.figure_style():
        draw_differences(comparison, folder)
        for policy in others:
            name = figure_name("who_gained", comparison, policy)
            halves[policy] = {
                f"{name}_{half}": draw for half, draw in panels_of(comparison, policy, _how_often(comparison)).items()
            }
            draw_who_gained(comparison, policy, halves[policy], folder / name)
            pilot = comparison.about["policies"][policy].get("pilot")
            if pilot:
                halves[policy] |= draw_pilot(
                    policy,
                    pilot,
                    f"{sentence(setting(comparison))}; {_how_often(comparison)}.",
                    folder / figure_name("pilot", comparison, policy),
                )
        figure = style.blank(15, 8.5)
        frontier(figure.subplots())
        _foot(figure, comparison, others)
        style.save(figure, folder / "frontier")
    if panels:
        drawn = {name: partial(_draw_panel, comparison=comparison, name=name, legend=True) for name in PANELS}
        style.save_panels(drawn | {"frontier": frontier}, _about(comparison, others), folder)
        for policy, own in halves.items():
            style.save_panels(own, _about(comparison, [policy]), folder)


def figure_name(what: str, comparison: PairedDifferences, policy: str) -> str:
    """The name of the file of one policy: on who gained and who lost, or on its pilot."""
    if len(comparison.others) == 1:
        return what
    return f"{what}_{re.sub('[^A-Za-z0-9]+', '_', policy).strip('_')}"


def _about(comparison: PairedDifferences, policies: list[str]) -> str:
    """What a panel alone says beneath: what is compared, where and how often, and what rests on theory."""
    about = comparison.about
    whose = policy_label(policies[0]) if len(policies) == 1 else text("policies")
    against = text("{policies} against {first}", policies=whose, first=policy_label(about["first"]))
    lines = [f"{sentence(against)} ({setting(comparison)}); {_how_often(comparison)}."]
    theory = [policy for policy in policies if about["policies"][policy]["theory_driven"]]
    if theory:
        lines.append(text("Theory-driven, no causal study of employment: {policies}.", policies=_listed(theory)))
    return "\n".join(lines)


def marks(comparison: PairedDifferences) -> dict[str, tuple[str, str]]:
    """Colour and marker of each policy in every figure: a black ring for the first."""
    others = enumerate(comparison.others)
    own = {policy: (COLOURS[i % len(COLOURS)], MARKERS[i % len(MARKERS)]) for i, policy in others}
    return {comparison.about["first"]: (style.BLACK, "o"), **own}


def setting(comparison: PairedDifferences) -> str:
    """Office, labour market and shock, how long and how often, in words."""
    first = comparison.config["policies"][comparison.about["first"]]
    return in_words(comparison.config | first | {"replicates": comparison.about["replicates"]})


def _listed(policies: list[str]) -> str:
    return ", ".join(policy_label(policy) for policy in policies)


def draw_differences(comparison: PairedDifferences, folder: Path) -> None:
    """Paired differences of the main outcomes with 95 % intervals, a panel a scale."""
    others = comparison.others
    n = [max(2, len(_observed(name, comparison))) for name in PANELS]
    heights = [max(n[0], n[1]), max(n[2], n[3])]
    figure = style.blank(17, 4.2 + (0.36 + 0.16 * len(others)) * sum(heights))
    panels = figure.subplots(2, 2, gridspec_kw={"height_ratios": heights}).ravel()
    for axes, name in zip(panels, PANELS, strict=True):
        _draw_panel(axes, comparison, name, legend=axes is panels[1])
    whose = policy_label(others[0]) if len(others) == 1 else text("policies")
    first = policy_label(comparison.about["first"])
    style.head(figure, text("What differs: {whose} against {first}", whose=whose, first=first))
    _foot(figure, comparison, others)
    style.save(figure, folder / "differences")


def _observed(panel: str, comparison: PairedDifferences) -> list[str]:
    """The outcomes of a panel that were observed."""
    differences = {name: comparison.summary[name]["differences"].values() for name in PANELS[panel]}
    return [name for name, apart in differences.items() if any(each["mean"] is not None for each in apart)]


def _draw_panel(axes: Axes, comparison: PairedDifferences, name: str, legend: bool) -> None:
    """A row an outcome, a marker a policy, the first outcome on top."""
    title, unit = {
        "in_and_out_of_work": (text("In and out of work"), text("percentage points")),
        "how_users_and_staff_fare": (text("How users and staff fare"), text("percentage points")),
        "the_service": (text("The service"), text("number per person and year")),
        "kroner": (text("Kroner"), text("NOK per person and year")),
    }[name]
    axes.set_title(title, pad=12)
    outcomes, others = _observed(name, comparison), comparison.others
    if not outcomes:
        style.say(axes, text("nothing was observed"))
        return
    room = 0.8 * style.height_of(axes) / (len(outcomes) * len(others))
    for index, policy in enumerate(others):
        differences = [comparison.summary[outcome]["differences"][policy] for outcome in outcomes]
        scale = [scaled(comparison.summary[outcome]["unit"])[0] for outcome in outcomes]
        values = estimates(differences) * np.array(scale).reshape(-1, 1)
        colour, marker = marks(comparison)[policy]
        axes.errorbar(
            values[:, 0], np.arange(len(outcomes)) + _aside(index, len(others)), xerr=style.interval_bars(*values.T),
            color=colour, marker=marker, linestyle="", capsize=4, markersize=min(rcParams["lines.markersize"], room),
        )  # fmt: skip
    _rows_of(axes, [style.wrapped(sentence(outcome_label(outcome)), 26) for outcome in outcomes])
    style.widen(axes, "x", LEAST_SPAN * _least(comparison, outcomes))
    axes.set_xlabel(text("difference [{unit}]", unit=unit))
    axes.xaxis.set_major_formatter(thousands)
    if legend and len(others) > 1:
        _legend(axes, comparison)


def _aside(index: int, n: int) -> float:
    """How far above or below its row a policy's marker lies, so that none hides another."""
    return 0.0 if n == 1 else 0.62 * (index / (n - 1) - 0.5)


def _rows_of(axes: Axes, labels: list[str]) -> None:
    label_rows(axes, labels)
    axes.axvline(0.0, color=style.GREY, linewidth=1.4, zorder=0)
    axes.locator_params(axis="x", nbins=6)
    for row in range(1, len(labels)):
        axes.axhline(row - 0.5, color="#EEEEEE", linewidth=0.8, zorder=0)


def _how_often(comparison: PairedDifferences) -> str:
    if comparison.about["replicates"] > 1:
        return text("mean and 95 % interval over replicates")
    return text("one replicate, so no interval")


def _least(comparison: PairedDifferences, outcomes: list[str]) -> float:
    """The smallest of the least differences of some outcomes that make a practical difference, as they are read."""
    first = comparison.about["first"]
    least = []
    for entry in (comparison.summary[outcome] for outcome in outcomes):
        level = entry["levels"][first]["mean"] or 0.0
        least.append(scaled(entry["unit"])[0] * least_difference(entry["unit"], level))
    return min((each for each in least if each), default=0.0)


def _legend(axes: Axes, comparison: PairedDifferences) -> None:
    """Name each policy beside the panel, in its own colour and from the top down as its markers lie."""
    own = marks(comparison)
    handles = [Line2D([], [], color=own[policy][0], marker=own[policy][1]) for policy in comparison.others]
    labels = [policy_label(policy) for policy in comparison.others]
    size = style.points(13)
    axes.legend(handles, labels, loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False, fontsize=size)


def _theory(comparison: PairedDifferences, policies: list[str]) -> list[str]:
    """The lines on what rests on theory, with whose effect it is where several are compared."""
    lines: dict[str, list[str]] = {}
    for policy in policies:
        theory = comparison.about["policies"][policy]["theory_driven"]
        if theory:
            lines.setdefault(theory_text(theory["line"]), []).append(policy)
    if len(policies) == 1:
        return list(lines)
    return [line.replace(":", f" ({_listed(whose)}):", 1) for line, whose in lines.items()]


def _foot(figure: Figure, comparison: PairedDifferences, policies: list[str]) -> None:
    """Where, how long and how often, and what rests on theory."""
    lines = [f"{sentence(setting(comparison))}; {_how_often(comparison)}.", *_theory(comparison, policies)]
    style.foot(figure, "\n".join(lines))


def draw_who_gained(comparison: PairedDifferences, policy: str, halves: dict[str, style.Panel], path: Path) -> None:
    """Weeks employed gained or lost by group, and how many have more of them and how many fewer."""
    figure = style.blank(17, 4.2 + 0.46 * len(rows_of(comparison, policy)))
    left, right = figure.subplots(1, 2)
    weeks, shares = halves.values()
    weeks(left)
    shares(right, named=False)
    whose, first = policy_label(policy), policy_label(comparison.about["first"])
    about = text("Who gained and who lost: {policy} against {first}, each against own life", policy=whose, first=first)
    style.head(figure, about)
    _foot(figure, comparison, [policy])
    style.save(figure, path)
