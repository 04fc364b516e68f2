"""A comparison told on stdout: its first screen, or everything (`all_tables.py`)."""

import shutil
import sys
from textwrap import fill

import numpy as np

from analysis.language import text
from analysis.naming import category_label, outcome_label, sentence
from analysis.paired_differences import pilot_heads, pilot_rows, pilot_sentences
from analysis.tables import (
    difference_unit,
    in_brackets,
    nan_if_none,
    percent,
    thousands,
    written,
    written_difference,
    written_difference_span,
)
from experiments.cli.presentation import shows_all
from experiments.cli.text_columns import print_table
from experiments.compare.all_tables import print_all_of_comparison, stopping_line
from experiments.compare.nudge_twin import FEWER, MORE
from experiments.compare.summary import Summary
from experiments.run.summary import WIDTH, beside, of_hundred, one_line, with_unit
from sim.outcomes import OF_OFFICE, weeks_needed

ROOM = 160  # letters a line where nobody's terminal says how many


def print_comparison(summary: Summary) -> None:
    """What is between policies, on stdout: the first screen, or everything."""
    about = summary["comparison"]
    if shows_all():
        print(_what_was_compared(about))
        print_all_of_comparison(summary)
        _print_pilots(about)
        return
    for line in (_headline(summary), _what_was_compared(about), stopping_line(summary)):
        if line:
            print(fill(line, WIDTH))
    if len(about["policies"]) == 1:
        _print_one(summary)
    else:
        _print_several(summary)
    _print_pilots(about)


def _print_pilots(about: Summary) -> None:
    """What the evaluation of each pilot sees, beside what the pilot truly does."""
    for policy, entry in about["policies"].items():
        pilot = entry.get("pilot")
        if pilot:
            print()
            print(fill(" ".join(pilot_sentences(policy, pilot)), WIDTH))
            print_table("", pilot_heads(pilot), pilot_rows(pilot), right=(1, 2, 3, 4, 5), always=True)


def _headline(summary: Summary) -> str:
    """Under which policy more people are in work, and how sure that is: of the policy that differs most."""
    about = summary["comparison"]
    work, first = about["employment_outcome"], about["first"]
    apart = summary[work]["differences"]
    policy = max(apart, key=lambda name: abs(nan_if_none(apart[name]["mean"])))
    difference = apart[policy]
    mean, low, high = (nan_if_none(difference[end]) for end in ("mean", "low", "high"))
    unit = summary[work]["unit"]
    names = {"policy": policy, "first": first, "outcome": sentence(outcome_label(work)), "weeks": weeks_needed(work)}
    if not low > 0.0 and not high < 0.0 and not (mean and np.isnan(low)):
        span = written_difference_span(low, high, unit, mean)
        return text(
            "{outcome}: no difference between {policy} and {first} can be told, {n} {unit}{between}.",
            n=written_difference(mean, unit), unit=difference_unit(unit), between=in_brackets(span), **names,
        )  # fmt: skip
    if unit != "share":
        return text(
            "{outcome}: {n} {unit} with {policy}, against {first}{between}.",
            n=written_difference(mean, unit), unit=difference_unit(unit),
            between=in_brackets(written_difference_span(low, high, unit, mean)), **names,
        )  # fmt: skip
    least, most = sorted((abs(low), abs(high)))
    between = "" if np.isnan(low) else in_brackets(text("{low} to {high}", low=_hundred(least), high=_hundred(most)))
    if mean > 0.0:
        return text(
            "With {policy} {n}{between} more of 100 jobseekers are in work after {weeks} weeks than with {first}.",
            n=_hundred(mean), between=between, **names,
        )  # fmt: skip
    return text(
        "With {policy} {n}{between} fewer of 100 jobseekers are in work after {weeks} weeks than with {first}.",
        n=_hundred(-mean), between=between, **names,
    )  # fmt: skip


def _hundred(share: float) -> str:
    return of_hundred(share, 1.0)


def _what_was_compared(about: Summary) -> str:
    chosen = about["choices"]
    times = text("{replicates} x {weeks} weeks", replicates=about["replicates"], weeks=about["weeks"])
    if about["replicates"] == 1:
        times += text(", so no interval (replicates=20 gives it)")
    times += text(", same people, same luck")
    if about.get("ensemble"):
        times += text(", each with its own parameter set")
    if any(policy["theory_driven"] for policy in about["policies"].values()):
        times += text(", theory-driven")
    setting = text(
        "office {office}, labour market {market}, shock {shock}",
        office=chosen["office"], market=chosen["labour_market"], shock=chosen["shock"],
    )  # fmt: skip
    return one_line(f"{times}: {', '.join([setting, *about['written']])}")


def _rows(summary: Summary) -> list[tuple[str, str, str, str]]:
    """What the first screen tells of: label, outcome, grouping and category."""
    work = summary["comparison"]["employment_outcome"]
    known = {name for name in summary if name != "comparison" and _seen(summary[name])}
    rows = [(sentence(outcome_label(work)), work, "all", "all")]
    for which, group in zip((text("lowest"), text("highest")), summary["comparison"]["needs_groups"], strict=False):
        rows.append((f"  {which}: {category_label('needs_group', group)}", work, "needs_group", group))
    return rows + [(sentence(outcome_label(name)), name, "all", "all") for name in beside(known)]


def _seen(outcome: Summary) -> bool:
    return all(difference["mean"] is not None for difference in outcome["differences"].values())


def _level(summary: Summary, policy: str, name: str, grouping: str, category: str) -> Summary:
    """The value under a policy, with its interval and how many people it is about."""
    about = summary["comparison"]
    entry: Summary = about["needs_groups"][category] if grouping == "needs_group" else summary[name]["levels"]
    level: Summary = entry[policy]
    return level


def _written_level(summary: Summary, policy: str, name: str, grouping: str, category: str) -> str:
    unit = summary[name]["unit"]
    return with_unit(written(nan_if_none(_level(summary, policy, name, grouping, category)["mean"]), unit), unit)


def _difference(summary: Summary, policy: str, name: str, grouping: str, category: str) -> Summary:
    entry: Summary = summary[name]["differences"][policy]
    return entry if grouping == "all" else entry["groups"][grouping][category]


def _people(summary: Summary, name: str, grouping: str, category: str) -> str:
    """Mean number of people that an outcome is about, under the first policy; nothing of the office."""
    if name in OF_OFFICE:
        return ""
    return thousands(round(_level(summary, summary["comparison"]["first"], name, grouping, category)["people"]))


def _print_one(summary: Summary) -> None:
    """The levels of two policies and what is between them."""
    about = summary["comparison"]
    (policy,) = about["policies"]
    rows = []
    for label, name, grouping, category in _rows(summary):
        unit, difference = summary[name]["unit"], _difference(summary, policy, name, grouping, category)
        mean = nan_if_none(difference["mean"])
        levels = [_written_level(summary, which, name, grouping, category) for which in (about["first"], policy)]
        rows.append((
            label, *levels, _with_pp(written_difference(mean, unit), unit),
            written_difference_span(difference["low"], difference["high"], unit, mean),
            _people(summary, name, grouping, category),
        ))  # fmt: skip
    heads = ("", about["first"], policy, text("difference"), text("95 % interval"), text("people"))
    print_table("", heads, rows, right=(1, 2, 3, 4, 5), always=True)
    print(fill(_whose_life(policy, about), WIDTH))


def _whose_life(policy: str, about: Summary) -> str:
    """How many people have more and fewer weeks in work, beyond what a change does that is too small to matter."""
    shares, nudge = about["policies"][policy]["gained_and_lost"]["all"]["all"], about["nudge"]
    by_nudge = nudge["gained_and_lost"]["all"]["all"]
    more, fewer = (shares[name]["beyond_nudge"] for name in (MORE, FEWER))
    return text(
        "More weeks in work: {more} of people{more_between}, fewer: {fewer}{fewer_between}, beyond the {by_more} and "
        "{by_fewer} that a change too small to matter gives.",
        more=percent(more["mean"]), more_between=in_brackets(_span_of_shares(more)),
        fewer=percent(fewer["mean"]), fewer_between=in_brackets(_span_of_shares(fewer)),
        by_more=percent(by_nudge[MORE]["mean"]), by_fewer=percent(by_nudge[FEWER]["mean"]),
    )  # fmt: skip


def _span_of_shares(share: Summary) -> str:
    if share["low"] is None:
        return ""
    return text("{low} to {high}", low=percent(share["low"]), high=percent(share["high"]))


def _with_pp(number: str, unit: str) -> str:
    return f"{number} {difference_unit(unit)}" if unit == "share" else number


def _print_several(summary: Summary) -> None:
    """Differences of every policy from the first, as many policies as there is room for."""
    about = summary["comparison"]
    policies, listed = list(about["policies"]), _rows(summary)
    first = about["first"]
    table = [["", first], *([label, _written_level(summary, first, *which)] for label, *which in listed)]
    for policy in policies:
        table[0].append(policy)
        for row, (_, *which) in zip(table[1:], listed, strict=True):
            row.append(_cell(summary, policy, *which))
    people = [_people(summary, *which) for _, *which in listed]
    widths = [max(len(row[column]) for row in table) + 2 for column in range(len(table[0]))]
    room = (shutil.get_terminal_size().columns if sys.stdout.isatty() else ROOM) - len(text("people")) - 2
    shown = max(3, sum(np.cumsum(widths) <= room))
    heads, *rows = [(*row[:shown], last) for row, last in zip(table, [text("people"), *people], strict=True)]
    print_table("", heads, rows, right=tuple(range(1, len(heads))), always=True)
    line = text("Differences from {first}, ± half of the 95 % interval", first=first)
    if shown < len(table[0]):
        line += text("; {n} policies more with show=all", n=len(table[0]) - shown)
    print(line + ".")


def _cell(summary: Summary, policy: str, name: str, grouping: str, category: str) -> str:
    """A difference with its interval: as ± half of it, or from low to high where it is cut off at a range."""
    unit, difference = summary[name]["unit"], _difference(summary, policy, name, grouping, category)
    mean, low, high = (nan_if_none(difference[end]) for end in ("mean", "low", "high"))
    number = _with_pp(written_difference(mean, unit), unit)
    if np.isnan(low):
        return number
    if not np.isclose(high - mean, mean - low):
        return f"{number} ({written_difference_span(low, high, unit, mean)})"
    half = written_difference(high - mean, unit, mean).lstrip("+")
    return _with_pp(f"{written_difference(mean, unit)} ± {half}", unit)
