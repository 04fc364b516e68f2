"""The figure of work against what it costs to administer: a point a policy, numbered from the cheapest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis import style
from analysis.language import text
from analysis.naming import outcome_label, policy_label, scaled, sentence
from analysis.paired_differences import PairedDifferences
from analysis.tables import LEAST_PART, LEAST_SHARE, least_difference, practically_nothing, thousands, written

COST = "admin_cost_per_person"
RING: dict[str, Any] = {"markerfacecolor": "none", "markeredgewidth": 3.0, "zorder": 4}
LEAST_SPAN = 10  # least differences that an axis shows, so that a hair is not magnified to all of it
NEAR = 0.36  # points nearer than this share a label [inches in a figure of several panels]


@dataclass
class Point:
    """Where a policy lies, and how sure its differences from the first policy are."""

    at: tuple[float, float]  # cost and employment, as they are read
    differences: np.ndarray  # of cost and employment: mean, low, high; NaN where there is none
    label: str

    @property
    def bars(self) -> list[np.ndarray]:
        """Arms of its cross."""
        return [style.interval_bars(*difference.reshape(3, 1)) for difference in self.differences]


def draw_frontier(axes: Axes, comparison: PairedDifferences, marks: Mapping[str, tuple[str, str]]) -> None:
    """Employment against administrative cost per person, in the colour and marker of each policy."""
    frontier = comparison.about["frontier"]
    first = comparison.about["first"]
    style.title(axes, text("Work and what it costs to administer"), _beneath(comparison))
    if not frontier["policies"]:
        style.say(axes, text("nothing was observed"))
        return
    points = points_of(comparison)
    best = np.array([points[policy].at for policy in frontier["unbeaten"]]).reshape(-1, 2)
    axes.plot(best[:, 0], best[:, 1], color=style.LIGHT_GREY, linestyle="--", linewidth=1.6, zorder=0)
    for policy, point in points.items():
        colour, marker = marks[policy]
        if policy == first:
            axes.plot(*point.at, color=colour, marker=marker, markersize=style.points(15), **RING)
        else:
            across, up = point.bars
            axes.errorbar(*point.at, xerr=across, yerr=up, color=colour, marker=marker, capsize=4)
    axes.margins(0.1, 0.12)
    _name_axes(axes, comparison, points)
    _number(axes, points)
    _draw_key(axes, points, {policy: (*marks[policy], policy == first) for policy in points})


def _draw_key(axes: Axes, points: Mapping[str, Point], marks: Mapping[str, tuple[str, str, bool]]) -> None:
    """The number, mark, name and values of each policy beside the panel, from the cheapest to the dearest."""
    handles = [
        Line2D([], [], color=colour, marker=marker, linestyle="", **(RING if ring else {}))
        for colour, marker, ring in marks.values()
    ]
    labels = [f"{number}  {point.label}" for number, point in enumerate(points.values(), 1)]
    size = min(style.points(13), style.height_of(axes) / (3.0 * len(labels)))
    axes.legend(
        handles, labels, loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False, fontsize=size, handletextpad=0.3
    )  # fmt: skip


def points_of(comparison: PairedDifferences) -> dict[str, Point]:
    """The policies from the cheapest to the dearest."""
    frontier = comparison.about["frontier"]
    outcomes = [(name, comparison.summary[name]) for name in (COST, frontier["employment"])]
    points = {}
    for policy in frontier["policies"]:
        scales = [scaled(outcome["unit"])[0] for _, outcome in outcomes]
        means = [outcome["levels"][policy]["mean"] for _, outcome in outcomes]
        apart = [outcome["differences"].get(policy, {}) for _, outcome in outcomes]
        differences = np.array(
            [[difference.get(key) for key in ("mean", "low", "high")] for difference in apart], float
        )
        values = [written(mean, outcome["unit"]) for mean, (_, outcome) in zip(means, outcomes, strict=True)]
        label = text("{policy}\nNOK {cost}, {work}", policy=policy_label(policy), cost=values[0], work=values[1])
        at = scales[0] * means[0], scales[1] * means[1]
        points[policy] = Point(at, np.array(scales).reshape(2, 1) * differences, label)
    return dict(sorted(points.items(), key=lambda item: item[1].at))


def _beneath(comparison: PairedDifferences) -> str:
    notes = []
    if comparison.about["replicates"] > 1:
        first = policy_label(comparison.about["first"])
        notes.append(text("bars: 95 % interval of the paired difference from {first}", first=first))
    if len(comparison.about["frontier"]["unbeaten"]) > 1:
        notes.append(text("dashed: not beaten on both"))
    return "; ".join(notes)


def _name_axes(axes: Axes, comparison: PairedDifferences, points: Mapping[str, Point]) -> None:
    """Name the axes, let each span so much that a hair is not all of it, and say where nothing differs in practice."""
    employment = comparison.about["frontier"]["employment"]
    first = points[comparison.about["first"]] if comparison.about["first"] in points else next(iter(points.values()))
    labels = {
        "x": text("administrative cost [NOK per person and year]"),
        "y": f"{sentence(outcome_label(employment))} [{scaled(comparison.summary[employment]['unit'])[1]}]",
    }
    for index, (which, name) in enumerate(zip(labels, (COST, employment), strict=True)):
        unit = comparison.summary[name]["unit"]
        scale, _ = scaled(unit)
        least = scale * least_difference(unit, first.at[index] / scale)
        style.widen(axes, which, LEAST_SPAN * least)
        differences = np.array([point.differences[index] for point in points.values()])
        if practically_nothing(differences, least):
            labels[which] += "\n" + (no_practical_difference(unit))
    axes.set(xlabel=labels["x"], ylabel=labels["y"])
    axes.xaxis.set_major_formatter(thousands)
    axes.yaxis.set_major_formatter(thousands)
    axes.locator_params(axis="x", nbins=6)
    axes.grid(visible=True, axis="both")


def no_practical_difference(unit: str) -> str:
    """What is said where all differences are smaller than the least that makes a practical difference."""
    if unit == "share":
        return text("no practical difference (less than {least} percentage points)", least=thousands(100 * LEAST_SHARE))
    return text("no practical difference (less than {least} %)", least=thousands(100 * LEAST_PART))


def _number(axes: Axes, points: Mapping[str, Point]) -> None:
    """The number of each point beside it; points that lie on one another share a label."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    figure = axes.get_figure(root=True)
    size = figure.get_size_inches() if figure else np.ones(2)
    at = np.array([((x - left) / (right - left), (y - low) / (high - low)) for x, y in (p.at for p in points.values())])
    for members in neighbours(at * size * (0.66, 0.68), NEAR * style.points(1)):
        corner = max(points_at[0] for points_at in at[members]), max(points_at[1] for points_at in at[members])
        axes.annotate(
            numbered(members), corner, xycoords="axes fraction",
            xytext=(style.points(8), style.points(8)), textcoords="offset points", fontsize=style.points(16),
            fontweight="bold", zorder=1.5,
            bbox={"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.8},
        )  # fmt: skip


def numbered(members: list[int]) -> str:
    """Numbers of points that share a label: 2-5 for 2, 3, 4, 5."""
    first, last = members[0] + 1, members[-1] + 1
    if len(members) > 2 and last - first == len(members) - 1:
        return f"{first}\N{EN DASH}{last}"
    return ", ".join(str(member + 1) for member in members)


def neighbours(at: np.ndarray, near: float) -> list[list[int]]:
    """Points [point, 2] in groups: those that are nearer than this to another of their group."""
    groups: list[list[int]] = []
    for index, here in enumerate(at):
        touched = [group for group in groups if min(np.hypot(*(at[other] - here)) for other in group) < near]
        groups = [group for group in groups if group not in touched]
        groups.append(sorted([index, *(other for group in touched for other in group)]))
    return sorted(groups)
