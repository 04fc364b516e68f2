"""Figures of a run: who is where, who gets into work, through which doors, and what the hours go to."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, MaxNLocator

from analysis import style
from analysis.language import text
from analysis.load import ReplicatedRun, by_week
from analysis.naming import category_label, policy_label, spoken
from analysis.tables import summarise, thousands, written
from sim.milestones import EMPLOYED_AT
from sim.terms import LABELS, Channel, NeedsGroup, Status

STATUSES = {
    Status.EMPLOYED: style.GREEN,
    Status.IN_MEASURE: style.SKY,
    Status.SEEKING: style.BLUE,
    Status.WAITING_FOR_HEALTH: style.ORANGE,
    Status.DISABILITY_PENSION: style.RED,
    Status.OUT_OF_LABOUR_FORCE: style.GREY,
}
NEEDS_GROUPS = {
    NeedsGroup.GODE_MULIGHETER: (style.GREEN, "o"),
    NeedsGroup.TRENGER_VEILEDNING: (style.BLUE, "s"),
    NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE: (style.ORANGE, "D"),
    NeedsGroup.JOBBE_DELVIS: (style.PINK, "^"),
    NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE: (style.BLACK, "v"),
}
CHANNELS = {
    Channel.SELF_SERVICE: style.SKY,
    Channel.DIGITAL_DIALOGUE: style.BLUE,
    Channel.CHAT: style.PINK,
    Channel.PHONE: style.ORANGE,
    Channel.VIDEO: style.BLACK,
    Channel.DROP_IN: style.GREEN,
    Channel.BOOKED_MEETING: style.VIOLET,
}
SMOOTHED = 4  # weeks that are averaged where a line would jump


def draw_run(run: ReplicatedRun, folder: Path, panels: bool = False) -> None:
    """The figure of a run, and on request each of its panels as a file of its own."""
    drawn = panels_of(run)
    about = f"{text('Policy: {policy}', policy=policy_label(run.label))} ({in_words(run.config)})"
    with style.figure_style():
        style.save(figure_of(drawn, about), folder / "overview")
    if panels:
        style.save_panels(drawn, about, folder)


def figure_of(panels: dict[str, style.Panel], about: str) -> Figure:
    """The four panels in one figure."""
    with style.figure_style():
        figure = style.blank(17, 11)
        for axes, draw in zip(figure.subplots(2, 2).ravel(), panels.values(), strict=True):
            draw(axes)
        style.head(figure, about)
    return figure


def panels_of(run: ReplicatedRun) -> dict[str, style.Panel]:
    """What draws each panel, by the name of its file."""
    weeks = by_week(run.weekly)
    follow_up_weeks = run.config["office"]["follow_up_weeks"]
    return {
        "where_people_are": partial(draw_statuses, weeks=weeks, follow_up_weeks=follow_up_weeks),
        "who_gets_into_work": partial(draw_employment, outcomes=run.outcomes),
        "through_which_doors": partial(draw_channels, weeks=weeks),
        "what_the_hours_go_to": partial(draw_hours, weeks=weeks, summary=run.summary),
    }


def in_words(config: dict[str, Any], without: tuple[str, ...] = ()) -> str:
    """Office, labour market and shock, how long and how often, in words; without what is said elsewhere."""
    chosen = {group: text(spoken(name)) for group, name in config["choices"].items()}
    parts = {
        "office": text("office: {office}", office=chosen["office"]),
        "labour_market": text("labour market: {labour_market}", labour_market=chosen["labour_market"]),
        "shock": text("no shock")
        if config["choices"]["shock"] == "none"
        else text("shock: {shock}", shock=chosen["shock"]),
        "weeks": text("one week") if config["weeks"] == 1 else text("{n} weeks", n=config["weeks"]),
        "replicates": replicates_in_words(config["replicates"]),
    }
    return ", ".join(part for name, part in parts.items() if name not in without)


def replicates_in_words(n: int) -> str:
    """How many replicates there are."""
    return text("one replicate") if n == 1 else text("{n} replicates", n=n)


def draw_statuses(axes: Axes, weeks: pd.DataFrame, follow_up_weeks: int) -> None:
    """People by status over the weeks, stacked [%]; a line marks when the first people are followed no longer."""
    n = weeks["seed"].nunique()
    edges = text("light edges: lowest to highest of {n} replicates", n=n) if n > 1 else replicates_in_words(n)
    style.title(axes, text("Where people are"), text("everybody who is followed; {edges}", edges=edges))
    counts = weeks.set_index(["seed", "week"])[[status.name.lower() for status in STATUSES]]
    if not counts.to_numpy().any():
        style.say(axes, text("nobody was followed"))
        return
    shares = 100.0 * counts.div(counts.sum(axis=1).clip(lower=1.0), axis=0)
    labels = [text(LABELS[Status][status.name]) for status in STATUSES]
    _stack(axes, shares.unstack("seed"), labels, list(STATUSES.values()), edges=n > 1)
    axes.set(ylabel=text("people [%]"), ylim=(0, 100))
    if weeks["week"].max() > follow_up_weeks:
        axes.axvline(follow_up_weeks + 1, color="white", linestyle=":")
        axes.annotate(
            style.wrapped(text("follow-up of the first ends"), 14),
            (follow_up_weeks + 1, 4),
            xytext=(-6, 0),
            textcoords="offset points",
            ha="right",
            color="white",
            fontsize=style.points(12),
            fontweight="bold",
        )


def draw_employment(axes: Axes, outcomes: pd.DataFrame) -> None:
    """Employed at fixed times after arrival by true needs group, with 95 % intervals [%]."""
    several = outcomes["seed"].nunique() > 1
    how = text("mean and 95 % interval over replicates") if several else text("one replicate, so no interval")
    style.title(axes, text("Who gets into work"), text("by true needs group; {how}", how=how))
    table = summarise(outcomes[outcomes["grouping"] == "needs_group"]).dropna(subset="mean")
    table[["mean", "low", "high"]] *= 100.0
    observed = [weeks for weeks in EMPLOYED_AT if (table["outcome"] == f"employed_at_{weeks}_weeks").any()]
    if not observed:
        first = min(EMPLOYED_AT)
        style.say(axes, text("nobody was followed\nfor {weeks} weeks in this run", weeks=first))
    elif len(observed) == 1:
        _draw_milestone(axes, table, observed[0])
    else:
        _draw_milestones(axes, table, observed)


def _draw_milestone(axes: Axes, table: pd.DataFrame, weeks: int) -> None:
    """A row for each needs group at the only time after arrival that anybody was followed to."""
    rows = table[table["outcome"] == f"employed_at_{weeks}_weeks"].set_index("category")
    groups = [needs for needs in NEEDS_GROUPS if needs.name in rows.index]
    for height, needs in enumerate(groups):
        row, (colour, marker) = rows.loc[needs.name], NEEDS_GROUPS[needs]
        bars = style.interval_bars([row["mean"]], *_within([row["low"]], [row["high"]]))
        axes.errorbar([row["mean"]], [height], xerr=bars, color=colour, marker=marker, capsize=4)
        axes.annotate(
            written(row["mean"] / 100.0, "share"), (1.0, height), xycoords=("axes fraction", "data"),
            xytext=(style.points(8), 0), textcoords="offset points", va="center", fontsize=style.points(13),
            color=style.dark(colour), fontweight="bold", annotation_clip=False,
        )  # fmt: skip
    labels = [style.wrapped(category_label("needs_group", needs.name)) for needs in groups]
    axes.set_yticks(range(len(groups)), labels)
    axes.set(ylim=(len(groups) - 0.5, -0.6), xlim=(-2, 102))
    axes.set_xlabel(text("in work {weeks} weeks after arrival [%]", weeks=weeks))
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")


def _draw_milestones(axes: Axes, table: pd.DataFrame, observed: list[int]) -> None:
    """A line for each needs group over the times after arrival."""
    axes.set(ylabel=text("in work [%]"), xlabel=text("weeks since the person came"), ylim=(0, 100))
    axes.set(xlim=(0, 1.06 * observed[-1]), xticks=[0, *observed])
    aside = 0.012 * observed[-1]  # so that intervals do not hide each other
    ends = []
    for index, (needs, (colour, marker)) in enumerate(NEEDS_GROUPS.items()):
        rows = table[table["category"] == needs.name].set_index("outcome")
        own = [weeks for weeks in observed if f"employed_at_{weeks}_weeks" in rows.index]
        if not own:
            continue
        rows = rows.loc[[f"employed_at_{weeks}_weeks" for weeks in own]]
        bars = style.interval_bars(rows["mean"], *_within(rows["low"], rows["high"]))
        at = np.array(own) + aside * (index - 2)
        axes.errorbar(at, rows["mean"], yerr=bars, color=colour, marker=marker, capsize=4, clip_on=False)
        label = style.wrapped(category_label("needs_group", needs.name))
        ends.append((float(rows["mean"].iloc[-1]), label, style.dark(colour)))
    style.label_ends(axes, ends)


def _within(low: Any, high: Any) -> tuple[np.ndarray, np.ndarray]:
    """Ends of intervals of shares, which are never below 0 or above 100 %."""
    return np.maximum(low, 0.0), np.minimum(high, 100.0)


def draw_channels(axes: Axes, weeks: pd.DataFrame) -> None:
    """Contacts by channel, and enquiries turned away, a week and 100 people registered; a mean over four weeks."""
    names = {channel.name.lower(): text(LABELS[Channel][channel.name]) for channel in CHANNELS}
    names["access_failures"] = text("turned away")
    registered = weeks[["seeking", "in_measure", "waiting_for_health"]].sum(axis=1)
    n = weeks["seed"].nunique()
    band = text("band: lowest to highest of {n} replicates", n=n) if n > 1 else replicates_in_words(n)
    style.title(axes, text("Through which doors"), text("mean of four weeks; {band}", band=band))
    if not registered.any():
        style.say(axes, text("nobody was registered"))
        return
    registered = registered.clip(lower=1.0)
    rates = 100.0 * weeks[list(names)].div(registered, axis=0)
    smooth = _smoothed(rates, weeks)
    ends = []
    for (name, label), colour in zip(names.items(), [*CHANNELS.values(), style.RED], strict=True):
        across, lines = _across(smooth[name])
        mean = lines.mean(axis=1)
        axes.fill_between(across, lines.min(axis=1), lines.max(axis=1), color=colour, alpha=0.14, linewidth=0)
        axes.plot(across, mean, color=colour, linestyle="--" if name == "access_failures" else "-")
        ends.append((float(mean[-1]), label, style.dark(colour)))
    axes.set(ylabel=text("contacts a week per 100 registered"), ylim=(0, None))
    _weeks_axis(axes, across)
    axes.yaxis.set_major_formatter(thousands)
    style.label_ends(axes, ends)


def draw_hours(axes: Axes, weeks: pd.DataFrame, summary: dict[str, Any]) -> None:
    """What the hours of a post go to in a week, stacked [hours]; and what administration costs."""
    hours = {
        text("follow-up talks"): (("hours_follow_up",), style.GREEN),
        text("documentation"): (("hours_documentation",), style.YELLOW),
        text("assessment"): (("hours_assessment",), style.ORANGE),
        text("employers"): (("hours_employers",), style.PINK),
        text("messages"): (("hours_dialogue",), style.BLUE),
        text("phone, chat, drop-in"): (("hours_reception",), style.SKY),
        text("mandatory work"): (("hours_mandatory",), style.RED),
        text("meetings, learning"): (("hours_overhead", "hours_learning", "hours_relearning"), style.LIGHT_GREY),
        text("sick absence, leave"): (("hours_absence", "hours_leave"), style.GREY),
        text("not used for cases"): (("hours_absorbed", "hours_slack"), style.PALE),
    }
    posts = weeks["posts_filled"].replace(0.0, 1.0)
    spent = pd.DataFrame({name: weeks[list(columns)].sum(axis=1) / posts for name, (columns, _) in hours.items()})
    style.title(axes, text("What the hours go to"), _price(summary))
    if not spent.to_numpy().any():
        style.say(axes, text("nobody worked"))
        return
    _stack(axes, _smoothed(spent, weeks), list(hours), [colour for _, colour in hours.values()])
    axes.set_ylabel(text("hours a week for each post"))


def _price(summary: dict[str, Any]) -> str:
    price = summary.get("admin_cost_per_person")
    if not price or price["mean"] is None:
        return text("mean of four weeks")
    half = "" if price["low"] is None else f" ± {written(price['mean'] - price['low'], price['unit'])}"
    cost = written(price["mean"], price["unit"]) + half
    return text("mean of four weeks; administration: NOK {cost} a person and year", cost=cost)


def _smoothed(table: pd.DataFrame, weeks: pd.DataFrame) -> pd.DataFrame:
    """A mean over some weeks: a row a week, a column for each name and seed."""
    indexed = table.set_index(pd.MultiIndex.from_frame(weeks[["seed", "week"]]))
    return indexed.unstack("seed").rolling(SMOOTHED, min_periods=1).mean()


def _across(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Weeks from 1, and values; a single week is drawn as wide as it is."""
    if len(table) == 1:
        return np.array([0.5, 1.5]), np.repeat(table.to_numpy(), 2, axis=0)
    return table.index.to_numpy() + 1, table.to_numpy()


def _weeks_axis(axes: Axes, across: np.ndarray) -> None:
    axes.set_xlim(across[0], across[-1])
    axes.set_xlabel(text("week"))
    axes.xaxis.set_major_locator(FixedLocator([1]) if across[0] < 1 else MaxNLocator(integer=True))


def _stack(axes: Axes, table: pd.DataFrame, labels: list[str], colours: list[str], edges: bool = False) -> None:
    """Stack the means of columns over the weeks, the first at the bottom, each named at its right end.

    A light edge between two of them goes from the lowest to the highest replicate; narrow ones it would hide.
    """
    across, values = _across(table)
    by_name = values.reshape(len(across), len(labels), -1)  # week, name, seed
    mean, tops = by_name.mean(axis=2), by_name.cumsum(axis=1)
    axes.stackplot(across, mean.T, colors=colours, edgecolor="white", linewidth=0.5)
    for top in range(len(labels) - 1) if edges else ():
        low, high = tops[:, top].min(axis=1), tops[:, top].max(axis=1)
        axes.fill_between(across, low, high, color="white", alpha=0.22, linewidth=0)
    axes.grid(False)
    total = float(mean.sum(axis=1).max())
    axes.set_ylim(0, total)
    axes.yaxis.set_major_formatter(thousands)
    _weeks_axis(axes, across)
    last, height = mean[-1], mean[-1].cumsum()
    ends = [
        (float(height[i] - last[i] / 2.0), style.wrapped(labels[i]), style.dark(colours[i]))
        for i in range(len(labels))
        if last[i] > 0.004 * total
    ]
    style.label_ends(axes, ends)
