"""A comparison told for machines, as JSON."""

from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.language import remark
from analysis.naming import pilot_label
from analysis.paired_differences import (
    ENOUGH,
    Saving,
    employment_seen,
    fewer_replicates,
    frontier,
    interval,
    price_of_a_job,
    summarise_each,
)
from analysis.tables import (
    OF_DIFFERENCES,
    finite_or_none,
    nan_if_none,
    summarise,
)
from experiments.compare.nudge_twin import NUDGE_TWIN, YARDSTICKED, beyond_nudge
from experiments.compare.pairing import PERSON_OUTCOMES, SHARES
from experiments.compare.pilot import UNITS
from experiments.run.summary import ends
from sim.outcomes import OFFICE, OUTCOMES
from sim.paired_runs import TOTALS

if TYPE_CHECKING:
    import pandas as pd

SAVED_IN = ("contacts", "admin_cost_per_person")  # beside the leading employment: what pairing saves is told of them
COUNTED_APART = ("people_under_first_policy_only", "people_under_this_policy_only")
Summary = dict[str, Any]


def as_comparison(
    outcomes: "pd.DataFrame", between: "pd.DataFrame", gained: "pd.DataFrame", pilots: "pd.DataFrame", about: Summary
) -> Summary:
    """Outcome by name: levels, paired differences and what pairing saves; and `comparison` with all that is of people.

    `outcomes`, `between`, `gained`, `pilots`: the tables of the folder.
    """
    of_groups = outcomes[outcomes["grouping"] != OFFICE]
    levels = {policy: summarise(rows) for policy, rows in of_groups.groupby("policy", sort=False)}
    apart = summarise_each(between[between["grouping"] != OFFICE], "difference")  # of each office the table tells
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
    for policy, rows in pilots.groupby("policy", sort=False):
        policies[policy]["pilot"]["outcomes"] = _of_pilot(rows)
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


def _of_pilot(rows: "pd.DataFrame") -> Summary:
    """By outcome that was observed: unit, label, each estimate with its interval, the luck of one evaluation."""
    outcomes: Summary = {}
    for name, of_outcome in rows.groupby("outcome", sort=False):
        entry: Summary = {"unit": UNITS[name], "label": pilot_label(name)}
        for estimate, values in of_outcome.groupby("estimate", sort=False)["value"]:
            known = interval(values.to_numpy())
            entry[estimate] = {key: finite_or_none(value) for key, value in known._asdict().items()}
        if entry["effect"]["mean"] is None:
            continue
        seen = of_outcome[of_outcome["estimate"] == "difference_in_differences"]["value"]
        entry["luck_of_one_evaluation"] = finite_or_none(seen.std())
        outcomes[name] = entry
    return outcomes


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


def _saved(name: str, policy: str, summary: Summary, shares: Summary) -> Summary:
    """What pairing saves in one outcome, and one sentence that explains it where it is little."""
    fewer = summary[name]["differences"][policy]["fewer_replicates"]
    saving = Saving(*(nan_if_none(value) for value in fewer.values()))
    level = summary[name]["levels"][policy]
    why = ""
    if level["mean"] is None:
        why = remark("nobody was observed so long")
    elif np.isnan(saving.ratio):
        replicates = level["replicates"]
        why = remark("the difference is the same in every replicate")
        if replicates < 3:
            why = remark("too few replicates")
    elif saving.ratio < ENOUGH:
        why = _why_little(saving.correlation, shares)
    return {"outcome": name, **fewer, "explanation": why}


def _why_little(correlation: float, shares: Summary) -> str:
    """Why pairing saves little: lives that differ do not meet the same luck at the same time."""
    return remark(
        "less than {enough} because over seeds the two policies correlate by {correlation:.2f} only ({needed:.2f} "
        "would give {enough} where both vary alike): {unchanged:.1f} % of people live an unchanged life and "
        "{same:.1f} % the same working life, and a life that is changed meets its luck at other times and places",
        enough=f"{ENOUGH:g}", correlation=correlation, needed=1.0 - 1.0 / ENOUGH,
        unchanged=100.0 * shares["unchanged_share"], same=100.0 * shares["same_working_life_share"],
    )  # fmt: skip


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
