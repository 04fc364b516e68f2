"""A comparison told: for machines as JSON, for people as tables."""

from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.language import decimal_mark, text
from analysis.naming import category_label, grouping_label, outcome_label
from analysis.paired_differences import (
    ENOUGH,
    Saving,
    employment_seen,
    fewer_replicates,
    frontier,
    price_of_a_job,
    summarise_each,
)
from analysis.tables import (
    OF_DIFFERENCES,
    difference_unit,
    finite_or_none,
    nan_if_none,
    summarise,
    written,
    written_difference,
    written_difference_span,
)
from experiments.cli.text_columns import print_table
from experiments.compare.nudge_twin import NUDGE_TWIN, YARDSTICKED
from experiments.compare.pairing import PERSON_OUTCOMES, SHARES
from experiments.run.summary import THEME_OF, THEMES, ends
from sim.outcomes import OUTCOMES
from sim.paired_runs import TOTALS

if TYPE_CHECKING:
    import pandas as pd

SAVED_IN = ("contacts", "admin_cost_per_person")  # beside the leading employment: what pairing saves is told of them
COUNTED_APART = ("people_under_first_policy_only", "people_under_this_policy_only")
Summary = dict[str, Any]


def as_comparison(outcomes: "pd.DataFrame", between: "pd.DataFrame", gained: "pd.DataFrame", about: Summary) -> Summary:
    """Outcome by name: levels, paired differences and what pairing saves; and `comparison` with all that is of people.

    `outcomes`, `between`, `gained`: the three tables of the folder.
    """
    levels = {policy: summarise(rows) for policy, rows in outcomes.groupby("policy", sort=False)}
    apart = summarise_each(between, "difference")
    everybody = between[between["grouping"] == "all"]
    known = [(outcome.name, outcome.unit, outcome.label, outcome.definition) for outcome in OUTCOMES]
    known += [(name, unit, name.replace("_", " "), meaning) for name, (unit, meaning) in TOTALS.items()]
    summary: Summary = {}
    for name, unit, label, definition in known:
        summary[name] = {
            "unit": unit,
            "label": label,
            "definition": definition,
            "levels": {policy: _overall(table, name) for policy, table in levels.items()},
            "differences": _differences(apart[apart["outcome"] == name]),
        }
        for policy, difference in summary[name]["differences"].items():
            rows = everybody[(everybody["policy"] == policy) & (everybody["outcome"] == name)]
            saving = fewer_replicates(rows["first"].to_numpy(), rows["value"].to_numpy())
            difference["fewer_replicates"] = {key: finite_or_none(value) for key, value in saving._asdict().items()}
    employed = employment_seen(outcomes)
    about = {**about, "employment_outcome": employed, "needs_groups": _needs_groups(levels, employed)}
    about["nudge"] = {**about["nudge"], "gained_and_lost": _by_group(gained[gained["policy"] == NUDGE_TWIN])}
    policies = {policy: _of_policy(policy, summary, everybody, gained, about) for policy in about["policies"]}
    summary["comparison"] = {**about, "policies": policies}
    summary["comparison"]["frontier"] = _frontier(summary, employed)
    return summary


def _overall(table: "pd.DataFrame", name: str) -> Summary:
    (row,) = table[(table["outcome"] == name) & (table["grouping"] == "all")].itertuples()
    return _level(row)


def _needs_groups(levels: "dict[str, pd.DataFrame]", employed: str) -> Summary:
    """The needs groups with fewest and with most in work under the first policy, and how many under each."""
    groups: Summary = {}
    for policy, table in levels.items():
        rows = table[(table["grouping"] == "needs_group") & (table["outcome"] == employed)]
        groups[policy] = {row.category: _level(row) for row in rows.itertuples()}
    first = next(iter(groups.values()))
    return {category: {policy: groups[policy][category] for policy in groups} for category in ends(first)}


def _level(row: Any) -> Summary:
    return {**_numbers(row), "people": finite_or_none(row.people)}


def _numbers(row: Any) -> Summary:
    interval = {key: finite_or_none(getattr(row, key)) for key in ("mean", "low", "high")}
    return {**interval, "replicates": int(row.replicates)}


def _differences(apart: "pd.DataFrame") -> Summary:
    """By policy: mean and interval of the paired difference, and the same for each group."""
    differences: Summary = {}
    for row in apart.itertuples():
        if row.grouping == "all":
            differences[row.policy] = {**_numbers(row), "groups": {}}
        else:
            differences[row.policy]["groups"].setdefault(row.grouping, {})[row.category] = _numbers(row)
    return differences


def _of_policy(
    policy: str, summary: Summary, everybody: "pd.DataFrame", gained: "pd.DataFrame", about: Summary
) -> Summary:
    """What is said of one policy: who gained and lost, unchanged lives, the price of a job, what pairing saves."""
    rows = gained[gained["policy"] == policy]
    groups = _by_group(rows)
    beyond = dict.fromkeys(YARDSTICKED, (-1.0, 1.0))
    for row in summarise(beyond_nudge(gained, policy), ranges=beyond).itertuples():
        groups[row.grouping][row.category][row.outcome]["beyond_nudge"] = _numbers(row)
    unpaired = {name: float(rows[rows["outcome"] == name]["value"].mean()) for name in COUNTED_APART}
    totals = everybody[everybody["policy"] == policy].set_index("outcome")["difference"]
    price = price_of_a_job(totals[["total_admin_cost"]].to_numpy(), totals[["total_durable_jobs"]].to_numpy())
    shares = {f"{name}_share": groups["all"]["all"][name]["mean"] for name in ("unchanged", "same_working_life")}
    return {
        **about["policies"][policy],
        "people": {"paired": groups["all"]["all"]["weeks_employed"]["people"], **unpaired},
        **shares,
        "gained_and_lost": groups,
        "meaning": SHARES,
        "cost_per_extra_durable_job": {
            "unit": "NOK",
            **{key: finite_or_none(getattr(price, key)) for key in ("value", "low", "high")},
            "interval": "Fieller, paired over replicates",
            "note": price.why_not,
        },
        "fewer_replicates": [
            _saved(name, policy, summary, shares) for name in (about["employment_outcome"], *SAVED_IN)
        ],
    }


def _by_group(rows: "pd.DataFrame") -> Summary:
    """By grouping, category and outcome of persons: mean and interval, people and unit."""
    groups: Summary = {}
    for row in summarise(rows, ranges={**OF_DIFFERENCES, **dict.fromkeys(SHARES, (0.0, 1.0))}).itertuples():
        if row.outcome in COUNTED_APART:
            continue
        values = _numbers(row) | {"people": finite_or_none(row.people)}
        unit = PERSON_OUTCOMES[row.outcome].unit if row.outcome in PERSON_OUTCOMES else "share"
        groups.setdefault(row.grouping, {}).setdefault(row.category, {})[row.outcome] = {**values, "unit": unit}
    return groups


def beyond_nudge(gained: "pd.DataFrame", policy: str) -> "pd.DataFrame":
    """Shares of people whose life differs under a policy less those under the nudge twin of the same seed."""
    keys = ["seed", "grouping", "category", "outcome"]
    rows = gained[gained["outcome"].isin(YARDSTICKED)]
    of_policy, of_twin = (rows[rows["policy"] == name].set_index(keys)["value"] for name in (policy, NUDGE_TWIN))
    return (of_policy - of_twin).reset_index()


def _saved(name: str, policy: str, summary: Summary, shares: Summary) -> Summary:
    """What pairing saves in one outcome, and one sentence that explains it where it is little."""
    fewer = summary[name]["differences"][policy]["fewer_replicates"]
    saving = Saving(*(nan_if_none(value) for value in fewer.values()))
    level = summary[name]["levels"][policy]
    why = ""
    if level["mean"] is None:
        why = "nobody was observed so long"
    elif np.isnan(saving.ratio):
        replicates = level["replicates"]
        why = "too few replicates" if replicates < 3 else "the difference is the same in every replicate"
    elif saving.ratio < ENOUGH:
        why = _why_little(saving.correlation, shares)
    return {"outcome": name, **fewer, "explanation": why}


def _why_little(correlation: float, shares: Summary) -> str:
    """Why pairing saves little: lives that differ do not meet the same luck at the same time."""
    return (
        f"less than {ENOUGH:g} because over seeds the two policies correlate by {correlation:.2f} only "
        f"({1.0 - 1.0 / ENOUGH:.2f} would give {ENOUGH:g} where both vary alike): "
        f"{_percent(shares['unchanged_share'])} of people live an unchanged life and "
        f"{_percent(shares['same_working_life_share'])} the same working life, and a life that is changed meets its "
        f"luck at other times and places"
    )


def _percent(share: float | None) -> str:
    return _or_dash(share, "share")


def _frontier(summary: Summary, employed: str) -> Summary:
    """Where each policy lies between employment and administrative cost, and which of them no other beats."""
    costs = summary["admin_cost_per_person"]["levels"]
    works = summary[employed]["levels"]
    known = [policy for policy in works if works[policy]["mean"] is not None]
    means = [{policy: table[policy]["mean"] for policy in known} for table in (works, costs)]
    return {
        "employment": employed,
        "unbeaten": frontier(*means),
        "policies": {policy: {"employment": works[policy], "admin_cost_per_person": costs[policy]} for policy in known},
    }


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
    levels = [_or_dash(outcome["levels"][which]["mean"], unit) for which in (first, policy)]
    shown = difference_unit(unit)
    return (
        f"  {name}",
        *levels,
        written_difference(difference["mean"], unit),
        written_difference_span(difference["low"], difference["high"], unit, difference["mean"]),
        shown,
    )


def _or_dash(value: float | None, unit: str) -> str:
    return "–" if value is None else written(value, unit)


def _print_gained(policy: str, about: Summary) -> None:
    rows: list[tuple[str, ...]] = []
    for grouping, categories in about["policies"][policy]["gained_and_lost"].items():
        if grouping != "all":
            rows.append((grouping_label(grouping),))
        for category, differences in categories.items():
            weeks, contacts, hours = (differences[name] for name in ("weeks_employed", "contacts", "hours_received"))
            rows.append(
                (
                    f"  {category_label(grouping, category)}",
                    written(weeks["people"], "persons", 1000.0),
                    _two(weeks["mean"]),
                    _two_to(weeks),
                    _percent(differences["more_weeks_employed"]["mean"]),
                    _percent(differences["fewer_weeks_employed"]["mean"]),
                    _two(contacts["mean"]),
                    _two(hours["mean"]),
                )
            )
    heads = (
        text("who"), text("people"), text("weeks in work"), text("95 % interval"), text("more weeks"),
        text("fewer weeks"), text("contacts"), text("hours"),
    )  # fmt: skip
    title = text(
        "Who gained and who lost under {policy}: each person against own life under {first}",
        policy=policy, first=about["first"],
    )  # fmt: skip
    print_table(title, heads, rows, right=tuple(range(1, 8)), always=True)


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
    lines = [
        text(
            "Lives: {unchanged} of people live exactly the same life under {policy}, {same} the same working life.",
            unchanged=_percent(facts["unchanged_share"]), same=_percent(facts["same_working_life_share"]),
            policy=policy,
        )
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
        lines.append(facts["theory_driven"]["line"])
    return lines


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
    why = f"; {saved['explanation']}" if saved["explanation"] else ""
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
