"""Figures of a comparison: what differs, who gained and who lost, and work against what it costs."""

import re
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import style
from analysis.figures.forest import label_rows
from analysis.figures.run import NEEDS_GROUPS
from analysis.naming import scaled
from analysis.paired_differences import PairedDifferences
from analysis.tables import nan_if_none, thousands
from sim.milestones import EMPLOYED_AT

COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.PINK, style.RED, style.SKY, style.BLACK, style.VIOLET)
MARKERS = "osD^vPX*"
# Panels of differences that share a scale: title, what the axis is, and outcomes with what they are called.
PANELS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("In and out of work", "percentage points", {
        **{f"employed_at_{weeks}_weeks": f"in work at {weeks} weeks" for weeks in EMPLOYED_AT},
        "durable_jobs": "durable job (varig jobb)",
        "disability_pension_at_104_weeks": "disability pension\nat 104 weeks",
    }),
    ("How users and staff fare", "percentage points", {
        "coping": "coping (mestring)", "trust": "trust (tillit)", "user_experience": "experience of users",
        "wrongly_assessed": "wrong needs group", "stress": "stress of caseworkers",
        "absence": "absence (fravær)", "follow_up_share": "time for follow-up",
    }),
    ("The service", "number per person", {
        "contacts": "contacts", "talks": "follow-up talks", "access_failures": "enquiries turned away",
        "hours_received": "hours of a caseworker", "weeks_waited": "weeks waited",
    }),
    ("Kroner", "NOK per person", {
        "admin_cost_per_person": "administration", "measure_cost_per_person": "measures (tiltak)",
        "benefits_per_person": "benefits (ytelser)", "net_public_cost_per_person": "net public cost",
    }),
)  # fmt: skip
GROUPS = {
    "all": ("", {"all": "everybody"}),
    "needs_group": (
        "true need", {needs.name: text.replace("\n", " ") for needs, (text, _, _) in NEEDS_GROUPS.items()}
    ),
    "digital_skill": ("digital skill", {"WEAK": "weak", "ABLE": "able"}),
    "age": ("age", {"UNDER_30": "under 30", "FROM_30_TO_49": "30 to 49", "FROM_50": "50 and over"}),
    "n_barriers": (
        "barriers on arrival", {"NONE": "none", "ONE": "one", "TWO": "two", "THREE_OR_MORE": "three or more"}
    ),
}  # fmt: skip


def draw_comparison(comparison: PairedDifferences, folder: Path) -> None:
    """Draw `differences`, `who_gained` (one for each policy where there are several) and `frontier`."""
    with style.figure_style():
        draw_differences(comparison, folder)
        for policy in comparison.others:
            several = len(comparison.others) > 1
            name = f"who_gained_{re.sub('[^A-Za-z0-9]+', '_', policy).strip('_')}" if several else "who_gained"
            draw_who_gained(comparison, policy, folder / name)
        draw_frontier(comparison, folder)


def plain(policy: str) -> str:
    """A policy's name as it is read."""
    return policy.replace("_", " ").replace("+", " + ")


def draw_differences(comparison: PairedDifferences, folder: Path) -> None:
    """Paired differences of the main outcomes with 95 % intervals, a panel a scale."""
    others = comparison.others
    rows = [_observed(names, comparison) for _, _, names in PANELS]
    heights = [max(2, len(rows[0]), len(rows[1])), max(2, len(rows[2]), len(rows[3]))]
    figure = style.blank(17, 4.2 + (0.36 + 0.16 * len(others)) * sum(heights))
    panels = figure.subplots(2, 2, gridspec_kw={"height_ratios": heights}).ravel()
    for axes, (title, unit, names), outcomes in zip(panels, PANELS, rows, strict=True):
        _draw_panel(axes, comparison, {name: names[name] for name in outcomes})
        axes.set_title(title, pad=12)
        axes.set_xlabel(f"difference [{unit}]")
        axes.xaxis.set_major_formatter(thousands)
    whose = plain(others[0]) if len(others) == 1 else "policies"
    style.head(figure, f"What differs: {whose} against {plain(comparison.about['first'])} ({_how_often(comparison)})")
    if len(others) > 1:
        _legend(panels[1], others)
    _foot(figure, comparison, others)
    style.save(figure, folder / "differences")


def _observed(names: dict[str, str], comparison: PairedDifferences) -> list[str]:
    """The outcomes of a panel that were observed."""
    summary = comparison.summary
    return [
        name
        for name in names
        if any(difference["mean"] is not None for difference in summary[name]["differences"].values())
    ]


def _draw_panel(axes: Axes, comparison: PairedDifferences, names: dict[str, str]) -> None:
    """A row an outcome, a marker a policy, the first outcome on top."""
    others = comparison.others
    for index, policy in enumerate(others):
        differences = [comparison.summary[name]["differences"][policy] for name in names]
        scale = [scaled(comparison.summary[name]["unit"])[0] for name in names]
        _mark(axes, differences, scale, _aside(index, len(others)), index)
    _rows_of(axes, list(names.values()))


def _mark(axes: Axes, differences: list[dict[str, Any]], scale: list[float], aside: float, index: int) -> None:
    """Means with intervals, one in each row."""
    values = _estimates(differences) * np.array(scale).reshape(-1, 1)
    bars = style.interval_bars(*values.T)
    colour = COLOURS[index % len(COLOURS)]
    axes.errorbar(
        values[:, 0], np.arange(len(differences)) + aside, xerr=bars, color=colour,
        marker=MARKERS[index % len(MARKERS)], linestyle="", capsize=4,
    )  # fmt: skip


def _estimates(entries: list[dict[str, Any]]) -> np.ndarray:
    """Mean, low and high of each entry of comparison.json [entry, 3]; NaN where there is none."""
    return np.array([[nan_if_none(entry[key]) for key in ("mean", "low", "high")] for entry in entries]).reshape(-1, 3)


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
    n = comparison.about["replicates"]
    return f"mean and 95 % interval over {n} replicates" if n > 1 else "one replicate, so no interval"


def _legend(axes: Axes, others: list[str]) -> None:
    """Name each policy beside the panel, in its own colour and from the top down as its markers lie."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=COLOURS[index % len(COLOURS)], marker=MARKERS[index % len(MARKERS)])
        for index in range(len(others))
    ]
    labels = [plain(policy) for policy in others]
    axes.legend(handles, labels, loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False, fontsize=15)


def _foot(figure: Figure, comparison: PairedDifferences, policies: list[str]) -> None:
    """The line on what rests on theory, where something does."""
    lines: dict[str, list[str]] = {}
    for policy in policies:
        theory = comparison.about["policies"][policy]["theory_driven"]
        if theory:
            lines.setdefault(theory["line"], []).append(plain(policy))
    several = len(policies) > 1
    theory_lines = [
        line.replace(":", f" ({', '.join(whose)}):", 1) if several else line for line, whose in lines.items()
    ]
    if theory_lines:
        style.foot(figure, "\n".join(theory_lines), slanted=True)


def draw_who_gained(comparison: PairedDifferences, policy: str, path: Path) -> None:
    """Weeks employed gained or lost by group, and how many have more of them and how many fewer."""
    groupings = comparison.about["policies"][policy]["gained_and_lost"]
    rows = [
        (grouping, category)
        for grouping, (_, categories) in GROUPS.items()
        for category in categories
        if category in groupings.get(grouping, {})
    ]
    figure = style.blank(17, 4.2 + 0.46 * len(rows))
    left, right = figure.subplots(1, 2, width_ratios=[1, 1])
    groups = [groupings[grouping][category] for grouping, category in rows]
    heights = _row_heights(rows)
    _draw_weeks(left, groups, heights)
    _draw_shares(right, groups, heights)
    _name_rows(left, rows, heights)
    right.set_yticks([])
    first = plain(comparison.about["first"])
    style.title(left, "Weeks employed, mean difference", f"{_how_often(comparison)}")
    style.title(right, "How many gained and lost", f"share of people with other weeks employed than under {first}")
    style.head(figure, f"Who gained and who lost: {plain(policy)} against {first}, each person against own life")
    _foot(figure, comparison, [policy])
    style.save(figure, path)


def _row_heights(rows: list[tuple[str, str]]) -> list[float]:
    """Height of each row, with a gap for the name of each grouping."""
    heights: list[float] = []
    at = 0.0
    for number, (grouping, _) in enumerate(rows):
        if number and grouping != rows[number - 1][0]:
            at += 0.9
        heights.append(at)
        at += 1.0
    return heights


def _name_rows(axes: Axes, rows: list[tuple[str, str]], heights: list[float]) -> None:
    axes.set_yticks(heights, [GROUPS[grouping][1][category] for grouping, category in rows])
    for number, (grouping, _) in enumerate(rows):
        if number and grouping != rows[number - 1][0]:
            axes.annotate(
                GROUPS[grouping][0], (0.0, heights[number] - 0.95), xycoords=("axes fraction", "data"),
                xytext=(-8, 0), textcoords="offset points", ha="right", va="center", fontweight="bold", fontsize=13,
            )  # fmt: skip


def _draw_weeks(axes: Axes, groups: list[dict[str, Any]], heights: list[float]) -> None:
    values = _estimates([group["weeks_employed"] for group in groups])
    bars = style.interval_bars(*values.T)
    axes.errorbar(values[:, 0], heights, xerr=bars, color=style.BLUE, marker="o", linestyle="", capsize=4)
    axes.axvline(0.0, color=style.GREY, linewidth=1.4, zorder=0)
    axes.set_xlabel("difference [weeks a person]")
    _frame(axes, heights)


def _draw_shares(axes: Axes, groups: list[dict[str, Any]], heights: list[float]) -> None:
    """Bars to the right for people with more weeks employed, to the left for those with fewer, with figures."""
    more, fewer = (
        100.0 * np.array([group[f"{which}_weeks_employed"]["mean"] for group in groups]) for which in ("more", "fewer")
    )
    axes.barh(heights, more, color=style.GREEN, height=0.72)
    axes.barh(heights, -fewer, color=style.RED, height=0.72)
    for at, gained, lost in zip(heights, more, fewer, strict=True):
        beside: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 13}
        axes.annotate(f"{gained:.1f}", (gained, at), xytext=(5, 0), **beside)
        axes.annotate(f"{lost:.1f}", (-lost, at), xytext=(-5, 0), ha="right", **beside)
    widest = 1.25 * max(float(more.max()), float(fewer.max()), 1.0)
    axes.set_xlim(-widest, widest)
    axes.axvline(0.0, color="white", linewidth=1.4)
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.set_xlabel("people [%]")
    for at, text, colour in ((-0.5, "fewer weeks", style.RED), (0.5, "more weeks", style.GREEN)):
        axes.text(
            at * widest, heights[0] - 1.0, text, color=colour, ha="center", va="center", fontweight="bold", fontsize=14
        )
    _frame(axes, heights)


def _frame(axes: Axes, heights: list[float]) -> None:
    axes.set_ylim(heights[-1] + 0.7, heights[0] - 1.5)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.locator_params(axis="x", nbins=7)


def draw_frontier(comparison: PairedDifferences, folder: Path) -> None:
    """Employment against administrative cost per person, a point a policy, and the line of those not beaten."""
    frontier = comparison.about["frontier"]
    figure = style.blank(15, 8.5)
    axes = figure.subplots()
    if not frontier["policies"]:
        axes.text(0.5, 0.5, "nothing was observed", transform=axes.transAxes, ha="center")
    points = {policy: _point(comparison, policy) for policy in frontier["policies"]}
    best = np.array([points[policy][0] for policy in frontier["unbeaten"]]).reshape(-1, 2)
    axes.plot(best[:, 0], best[:, 1], color=style.LIGHT_GREY, linestyle="--", linewidth=1.6, zorder=0)
    for index, (at, across, up) in enumerate(points.values()):
        if index == 0:
            ring: dict[str, Any] = {"markerfacecolor": "none", "markeredgewidth": 3.0, "markersize": 15, "zorder": 4}
            axes.plot(*at, color=style.BLACK, marker="o", **ring)
        else:
            marker = MARKERS[(index - 1) % len(MARKERS)]
            axes.errorbar(*at, xerr=across, yerr=up, color=_colour(index), marker=marker, capsize=4, markersize=10)
    axes.margins(0.08, 0.12)
    _name_points(axes, points)
    axes.set_xlabel("administrative cost [NOK per person]")
    axes.set_ylabel(f"{plain(frontier['employment']).replace('employed', 'in work')} {_unit(comparison)}")
    axes.xaxis.set_major_formatter(thousands)
    axes.grid(visible=True, axis="both")
    first = plain(comparison.about["first"])
    notes = [f"bars: 95 % interval of the paired difference from {first}"] if comparison.about["replicates"] > 1 else []
    notes += ["dashed: no other policy beats these on both"] if len(best) > 1 else []
    style.title(axes, "Work and what it costs to administer", "; ".join(notes))
    _foot(figure, comparison, comparison.others)
    style.save(figure, folder / "frontier")


def _unit(comparison: PairedDifferences) -> str:
    _, unit = scaled(comparison.summary[comparison.about["frontier"]["employment"]]["unit"])
    return f"[{unit}]"


def _point(comparison: PairedDifferences, policy: str) -> tuple[tuple[float, float], np.ndarray, np.ndarray]:
    """Where a policy lies, and the arms of its cross: none for the first, with which the others are compared."""
    employment = comparison.about["frontier"]["employment"]
    at, arms = [], []
    for name in ("admin_cost_per_person", employment):
        outcome = comparison.summary[name]
        scale, _ = scaled(outcome["unit"])
        at.append(scale * outcome["levels"][policy]["mean"])
        apart = outcome["differences"].get(policy, {"mean": 0.0, "low": 0.0, "high": 0.0})
        arms.append(scale * style.interval_bars(*_estimates([apart]).T))
    return (at[0], at[1]), arms[0], arms[1]


def _name_points(axes: Axes, points: dict[str, Any]) -> None:
    """Name the policies to the right of the axes, from the top down as they lie, with a line to each."""
    low, high = axes.get_ylim()
    placed = style.spread([(at[1] - low) / (high - low) for at, _, _ in points.values()], 0.07)
    for index, ((policy, (at, _, _)), height) in enumerate(zip(points.items(), placed, strict=True)):
        colour = _colour(index)
        axes.annotate(
            plain(policy), at, xytext=(1.015, height),
            textcoords=axes.transAxes, va="center", color=style.dark(colour), fontsize=15, fontweight="bold",
            annotation_clip=False, zorder=1,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.9, "alpha": 0.55, "shrinkB": 7},
        )  # fmt: skip


def _colour(index: int) -> str:
    """Black for the first policy, and for each of the others the colour it has in every figure."""
    return style.BLACK if index == 0 else COLOURS[(index - 1) % len(COLOURS)]
