"""Figures of a run and of a sweep."""

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis import style
from analysis.load import ReplicatedRun, by_week
from analysis.tables import summarise, written
from sim.milestones import EMPLOYED_AT
from sim.terms import NeedsGroup

STATUSES = {
    "employed": ("in work", style.GREEN),
    "in_measure": ("in a measure", style.SKY),
    "seeking": ("seeking work", style.BLUE),
    "waiting_for_health": ("waiting for\ntreatment", style.ORANGE),
    "disability_pension": ("disability\npension", style.RED),
    "out_of_labour_force": ("out of the\nlabour force", style.GREY),
}
NEEDS_GROUPS = {
    NeedsGroup.GODE_MULIGHETER: ("good prospects", style.GREEN, "o"),
    NeedsGroup.TRENGER_VEILEDNING: ("needs guidance", style.BLUE, "s"),
    NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE: ("needs guidance,\nreduced capacity", style.ORANGE, "D"),
    NeedsGroup.JOBBE_DELVIS: ("can work in part", style.PINK, "^"),
    NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE: ("little chance\nof working", style.BLACK, "v"),
}
CHANNELS = {
    "self_service": ("self-service", style.SKY, "-"),
    "digital_dialogue": ("digital dialogue", style.BLUE, "-"),
    "chat": ("chat", style.PINK, "-"),
    "phone": ("phone", style.ORANGE, "-"),
    "video": ("video", style.BLACK, "-"),
    "drop_in": ("drop-in", style.GREEN, "-"),
    "booked_meeting": ("booked meeting", style.VIOLET, "-"),
    "access_failures": ("turned away", style.RED, "--"),
}
HOURS = {
    "follow-up talks": (("hours_follow_up",), style.GREEN),
    "documentation": (("hours_documentation",), style.YELLOW),
    "assessment": (("hours_assessment",), style.ORANGE),
    "employers": (("hours_employers",), style.PINK),
    "messages": (("hours_dialogue",), style.BLUE),
    "phone, chat, drop-in": (("hours_reception",), style.SKY),
    "mandatory work": (("hours_mandatory",), style.RED),
    "meetings, learning": (("hours_overhead", "hours_learning", "hours_relearning"), style.LIGHT_GREY),
    "absence": (("hours_absence",), style.GREY),
    "not used for cases": (("hours_absorbed", "hours_slack"), style.PALE),
}


def draw_run(run: ReplicatedRun, folder: Path) -> None:
    """The figure of a run: who is where, who gets into work, through which doors, and what the hours go to."""
    weeks = by_week(run.weekly)
    with style.figure_style():
        figure = style.blank(17, 11)
        panels = figure.subplots(2, 2)
        draw_statuses(panels[0, 0], weeks, run.config["office"]["follow_up_weeks"])
        draw_employment(panels[0, 1], run.outcomes)
        draw_channels(panels[1, 0], weeks)
        draw_hours(panels[1, 1], weeks, run.summary)
        style.head(figure, _title(run))
        style.save(figure, folder / "overview")


def draw_statuses(axes: Axes, weeks: pd.DataFrame, follow_up_weeks: int) -> None:
    """People by status over the weeks, stacked [%]; a line marks when the first people are followed no longer."""
    mean = weeks.groupby("week")[list(STATUSES)].mean()
    shares = 100.0 * mean.div(mean.sum(axis=1).clip(lower=1.0), axis=0)
    _stack(
        axes,
        shares,
        {name: colour for name, (_, colour) in STATUSES.items()},
        {name: text for name, (text, _) in STATUSES.items()},
    )
    axes.set(ylabel="people [%]", ylim=(0, 100))
    style.title(axes, "Where people are", "all who are followed, also after they have left the register")
    if shares.index.max() > follow_up_weeks:
        axes.axvline(follow_up_weeks + 1, color="white", linestyle=":")
        axes.annotate(
            "follow-up of\nthe first ends",
            (follow_up_weeks + 1, 4),
            xytext=(-6, 0),
            textcoords="offset points",
            ha="right",
            color="white",
            fontsize=12,
            fontweight="bold",
        )


def draw_employment(axes: Axes, outcomes: pd.DataFrame) -> None:
    """Employed at fixed times after arrival by true needs group, with 95 % intervals [%]."""
    axes.set(ylabel="in work [%]", xlabel="weeks since the person came", ylim=(0, 100))
    several = outcomes["seed"].nunique() > 1
    how = "mean and 95 % interval over replicates" if several else "one replicate, so no interval"
    style.title(axes, "Who gets into work", f"by true need; {how}")
    table = summarise(outcomes[outcomes["grouping"] == "needs_group"]).dropna(subset="mean")
    ends = []
    for index, (needs, (text, colour, marker)) in enumerate(NEEDS_GROUPS.items()):
        rows = table[table["category"] == needs.name].set_index("outcome")
        observed_weeks = [weeks for weeks in EMPLOYED_AT if f"employed_at_{weeks}_weeks" in rows.index]
        if not observed_weeks:
            continue
        summary = 100.0 * rows.loc[[f"employed_at_{weeks}_weeks" for weeks in observed_weeks], ["mean", "low", "high"]]
        bars = style.interval_bars(summary["mean"], summary["low"], summary["high"])
        beside = np.array(observed_weeks) + 1.6 * (index - 2)  # so that intervals do not hide each other
        axes.errorbar(beside, summary["mean"], yerr=bars, color=colour, marker=marker, capsize=4)
        ends.append((float(summary["mean"].iloc[-1]), text, style.dark(colour)))
        axes.set_xticks(observed_weeks)
    if not ends:
        axes.text(
            0.5,
            0.5,
            "nobody was followed\nfor 26 weeks in this run",
            transform=axes.transAxes,
            ha="center",
            va="center",
        )
        axes.set(xticks=[], yticks=[])
        return
    style.label_ends(axes, ends, least=0.1)


def draw_channels(axes: Axes, weeks: pd.DataFrame) -> None:
    """Contacts by channel, and enquiries turned away, a week and 100 people registered; a mean over four weeks."""
    registered = weeks[["seeking", "in_measure", "waiting_for_health"]].sum(axis=1).clip(lower=1.0)
    rates = 100.0 * weeks[list(CHANNELS)].div(registered, axis=0)
    mean = rates.groupby(weeks["week"]).mean().rolling(4, min_periods=1).mean()
    ends = []
    for name, (text, colour, dashes) in CHANNELS.items():
        axes.plot(mean.index + 1, mean[name], color=colour, linestyle=dashes)
        ends.append((float(mean[name].iloc[-1]), text, style.dark(colour)))
    axes.set(ylabel="contacts a week per 100 registered", xlabel="week", ylim=(0, None))
    style.title(axes, "Through which doors", "mean of four weeks")
    axes.margins(x=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    style.label_ends(axes, ends, least=0.062)


def draw_hours(axes: Axes, weeks: pd.DataFrame, summary: dict) -> None:
    """What the hours of a post go to in a week, stacked [hours]; and what administration costs."""
    posts = weeks["n_caseworkers"].clip(lower=1)
    spent = pd.DataFrame({name: weeks[list(columns)].sum(axis=1) / posts for name, (columns, _) in HOURS.items()})
    mean = spent.groupby(weeks["week"]).mean().rolling(4, min_periods=1).mean()
    _stack(axes, mean, {name: colour for name, (_, colour) in HOURS.items()}, {name: name for name in HOURS})
    axes.set(ylabel="hours a week for each post", ylim=(0, float(mean.sum(axis=1).max())))
    style.title(axes, "What the hours go to", _price(summary))


def _price(summary: dict) -> str:
    price = summary.get("admin_cost_per_person")
    if not price or price["mean"] is None:
        return "mean of four weeks"
    half = "" if price["low"] is None else f" ± {written(price['mean'] - price['low'], price['unit'])}"
    mean = written(price["mean"], price["unit"])
    return f"mean of four weeks; administration costs {mean}{half} NOK per person followed"


def _stack(axes: Axes, table: pd.DataFrame, colours: dict[str, str], labels: dict[str, str]) -> None:
    """Stack the columns of a table over its weeks, the first at the bottom, each named at its right end."""
    axes.stackplot(
        table.index + 1,
        [table[name] for name in table],
        colors=[colours[name] for name in table],
        edgecolor="white",
        linewidth=0.5,
    )
    axes.margins(x=0)
    axes.grid(False)
    axes.set_xlabel("week")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    last = table.iloc[-1]
    total = float(table.sum(axis=1).max())
    tops = last.cumsum()
    axes.set_ylim(0, total)
    ends = [
        (float(tops[name] - last[name] / 2.0), labels[name], style.dark(colours[name]))
        for name in table
        if last[name] > 0.004 * total
    ]
    style.label_ends(axes, ends, least=0.1 if any("\n" in text for text in labels.values()) else 0.062)


def _title(run: ReplicatedRun) -> str:
    chosen = {group: name.replace("_", " ") for group, name in run.config["choices"].items()}
    parts = [f"office: {chosen['office']}", f"labour market: {chosen['labour_market']}"]
    parts += [f"shock: {chosen['shock']}"] if chosen["shock"] != "none" else []
    parts += [f"{run.config['replicates']} replicates" if run.config["replicates"] > 1 else "one replicate"]
    return f"Policy: {run.label} ({', '.join(parts)})"
