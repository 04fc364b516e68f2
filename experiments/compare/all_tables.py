"""Everything about a comparison as tables and sentences, policy by policy, for who asks for all of it."""

from textwrap import fill

from analysis.language import decimal_mark, text
from analysis.naming import category_label, grouping_label, outcome_label, theory_text
from analysis.tables import (
    difference_unit,
    nan_if_none,
    percent,
    thousands,
    written,
    written_difference,
    written_difference_span,
)
from experiments.cli.text_columns import print_table
from experiments.compare.nudge_twin import FEWER, MORE
from experiments.compare.summary import COUNTED_APART, Summary
from experiments.run.summary import THEME_OF, THEMES
from sim.paired_runs import TOTALS


def print_all_of_comparison(summary: Summary) -> None:
    """Everything about a comparison on stdout, policy by policy."""
    about = summary["comparison"]
    for policy in about["policies"]:
        print()
        _print_differences(policy, summary)
        print()
        _print_gained(policy, about)
        print()
        for line in _facts(policy, summary):
            print(fill(line, 120, subsequent_indent="  "))
    print()
    for line in _closing(summary):
        print(fill(line, 120, subsequent_indent="  "))


def _print_differences(policy: str, summary: Summary) -> None:
    first = summary["comparison"]["first"]
    rows: list[tuple[str, ...]] = []
    for theme in THEMES:
        listed = [
            _row(name, summary[name], first, policy)
            for name in summary
            if name not in ("comparison", *TOTALS)
            and THEME_OF[name] == theme
            and summary[name]["differences"][policy]["mean"] is not None
        ]
        rows += [(text(theme),), *listed] if listed else []
    heads = (text("outcome"), first, policy, text("difference"), text("95 % interval"), text("unit"))
    title = text("{policy} against {first}: paired differences", policy=policy, first=first)
    print_table(title, heads, rows, right=(1, 2, 3, 4), always=True)


def _row(name: str, outcome: Summary, first: str, policy: str) -> tuple[str, ...]:
    unit, difference = outcome["unit"], outcome["differences"][policy]
    levels = [written(nan_if_none(outcome["levels"][which]["mean"]), unit) for which in (first, policy)]
    shown = difference_unit(unit)
    return (
        f"  {name}",
        *levels,
        written_difference(difference["mean"], unit),
        written_difference_span(difference["low"], difference["high"], unit, difference["mean"]),
        shown,
    )


def _print_gained(policy: str, about: Summary) -> None:
    rows: list[tuple[str, ...]] = []
    for grouping, categories in about["policies"][policy]["gained_and_lost"].items():
        if grouping != "all":
            rows.append((grouping_label(grouping),))
        for category, differences in categories.items():
            weeks, contacts, hours = (differences[name] for name in ("weeks_employed", "contacts", "hours_received"))
            shares = [(differences[name]["mean"], differences[name]["beyond_nudge"]["mean"]) for name in (MORE, FEWER)]
            rows.append((
                f"  {category_label(grouping, category)}", written(weeks["people"], "persons", 1000.0),
                _two(weeks["mean"]), _two_to(weeks), *(percent(share) for pair in shares for share in pair),
                _two(contacts["mean"]), _two(hours["mean"]),
            ))  # fmt: skip
    beyond = text("beyond a nudge")
    heads = (
        text("who"), text("people"), text("weeks in work"), text("95 % interval"), text("more weeks"), beyond,
        text("fewer weeks"), beyond, text("contacts"), text("hours"),
    )  # fmt: skip
    title = text(
        "Whose life differs under {policy}: each person against own life under {first}",
        policy=policy, first=about["first"],
    )  # fmt: skip
    print_table(title, heads, rows, right=tuple(range(1, 10)), always=True)


def _two(value: float | None) -> str:
    """A difference with two decimals, so that a column can be read down."""
    return "–" if value is None else written_difference(value / 100.0, "share")


def _two_to(difference: Summary) -> str:
    return (
        ""
        if difference["low"] is None
        else text("{low} to {high}", low=_two(difference["low"]), high=_two(difference["high"]))
    )


def _facts(policy: str, summary: Summary) -> list[str]:
    """What is said of a policy in sentences."""
    about = summary["comparison"]
    facts = about["policies"][policy]
    nudge = about["nudge"]["gained_and_lost"]["all"]["all"]
    lines = [
        text(
            "Lives: {unchanged} of people live exactly the same life under {policy}, {same} the same working life; "
            "under a nudge alone {nudge_unchanged} and {nudge_same}.",
            unchanged=percent(facts["unchanged_share"]), same=percent(facts["same_working_life_share"]), policy=policy,
            nudge_unchanged=percent(nudge["unchanged"]["mean"]),
            nudge_same=percent(nudge["same_working_life"]["mean"]),
        ),
        nudge_line(about),
    ]  # fmt: skip
    unpaired = [facts["people"][name] for name in COUNTED_APART]
    if any(unpaired):
        n_first, n_policy = (decimal_mark(f"{n:.1f}") for n in unpaired)
        lines.append(
            text(
                "People under one policy only, so not paired (mean of replicates): {n_first} under {first}, {n} under "
                "{policy}.",
                n_first=n_first, first=about["first"], n=n_policy, policy=policy,
            )
        )  # fmt: skip
    lines.append(_price(facts["cost_per_extra_durable_job"], policy, summary))
    lines += [_saving(saved) for saved in facts["fewer_replicates"]]
    if facts["theory_driven"]:
        lines.append(theory_text(facts["theory_driven"]["line"]))
    return lines


def nudge_line(about: Summary) -> str:
    """What the nudge is, and what it does."""
    nudge, shares = about["nudge"], about["nudge"]["gained_and_lost"]["all"]["all"]
    return text(
        "A nudge is {lever} at {after} for {before}, too small to matter: it gives {more} of people more weeks in "
        "work and {fewer} fewer, by luck alone.",
        lever=nudge["lever"], before=thousands(nudge["from"]), after=thousands(nudge["to"]),
        more=percent(shares[MORE]["mean"]), fewer=percent(shares[FEWER]["mean"]),
    )  # fmt: skip


def _price(price: Summary, policy: str, summary: Summary) -> str:
    cost, jobs = (summary[name]["differences"][policy] for name in ("total_admin_cost", "total_durable_jobs"))
    extra_cost, extra_jobs = written_difference(cost["mean"], "NOK"), written_difference(jobs["mean"], "jobs")
    apart = text("{cost} NOK and {jobs} durable jobs a run", cost=extra_cost, jobs=extra_jobs)
    if price["value"] is None:
        return text(
            "Administrative cost per extra durable job: {why_not}; {apart}.", why_not=text(price["note"]), apart=apart
        )
    value, low, high = (written_difference(price[key], "NOK").lstrip("+") for key in ("value", "low", "high"))
    less = text(" (more durable jobs for less administration)") if price["high"] < 0.0 else ""
    return text(
        "Administrative cost per extra durable job: {value} NOK{less} (95 % interval {low} to {high}, Fieller); "
        "{apart}.",
        value=value, less=less, low=low, high=high, apart=apart,
    )  # fmt: skip


def _saving(saved: Summary) -> str:
    outcome = outcome_label(saved["outcome"])
    if saved["ratio"] is None:
        return text(
            "Replicates saved by pairing, {outcome}: not defined, {why}.",
            outcome=outcome, why=text(saved["explanation"]),
        )  # fmt: skip
    sure = ""
    if saved["low"] is not None:
        sure = text(" (95 % interval {low} to {high})", low=_times(saved["low"]), high=_times(saved["high"]))
    why = f"; {text(saved['explanation'])}" if saved["explanation"] else ""
    return text(
        "Replicates saved by pairing, {outcome}: {n} times fewer than unpaired for the same interval{sure}{why}.",
        outcome=outcome, n=_times(saved["ratio"]), sure=sure, why=why,
    )  # fmt: skip


def _times(value: float) -> str:
    return decimal_mark(f"{value:.1f}") if value < 100.0 else written(value, "ratio")


def _closing(summary: Summary) -> list[str]:
    """What is said of the comparison as a whole: the frontier, and whether the stopping rule was met."""
    about = summary["comparison"]
    frontier_of_costs = about["frontier"]
    lines = []
    if frontier_of_costs["unbeaten"]:
        lines.append(
            text(
                "Not beaten on both {outcome} and administrative cost (means): {policies}.",
                outcome=outcome_label(frontier_of_costs["employment"]),
                policies=", ".join(frontier_of_costs["unbeaten"]),
            )
        )
    if about["stopping"]:
        lines.append(stopping_line(summary))
    elif about["replicates"] == 1:
        lines.append(text("One replicate: no interval can be given; replicates=20 gives one."))
    return lines


def stopping_line(summary: Summary) -> str:
    """Whether the interval that was asked for was reached; empty where none was asked for."""
    stopping = summary["comparison"]["stopping"]
    if not stopping:
        return ""
    unit = summary[stopping["outcome"]]["unit"]
    shown = [
        text("unknown")
        if stopping[key] is None
        else f"{written_difference(stopping[key], unit).lstrip('+')} {difference_unit(unit)}"
        for key in ("width", "asked_width")
    ]
    about = {"outcome": outcome_label(stopping["outcome"]), "width": shown[0], "asked": shown[1]}
    if stopping["reached"]:
        return text(
            "Stopped after {n} replicates: the interval of {outcome} is {width} wide.",
            n=stopping["replicates"], **about,
        )  # fmt: skip
    line = text(
        "NOT REACHED: after at_most={at_most} replicates the interval of {outcome} is {width} wide, not {asked}",
        at_most=stopping["at_most"], **about,
    )  # fmt: skip
    more = stopping["replicates_it_would_take"]
    return line + (text("; about {n} replicates would do", n=more) if more else "") + "."
