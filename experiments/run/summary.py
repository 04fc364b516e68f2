"""The outcomes of a run told: for machines as JSON, for people as the first screen, or as a table of all of them."""

from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any

from analysis.language import text
from analysis.naming import category_label, outcome_label, sentence, unit_label
from analysis.tables import decimal_mark, finite_or_none, in_brackets, thousands, written, written_span
from experiments.cli.presentation import shows_all
from experiments.cli.text_columns import print_table
from sim.milestones import leading_employment
from sim.outcomes import OF_OFFICE, OUTCOMES, weeks_needed
from sim.setting import OfficeSize

if TYPE_CHECKING:
    import pandas as pd

    from experiments.cli.composition import Job

THEMES = tuple(dict.fromkeys(outcome.theme for outcome in OUTCOMES))
THEME_OF = {outcome.name: outcome.theme for outcome in OUTCOMES}
UNIT_OF = {outcome.name: outcome.unit for outcome in OUTCOMES}
# What the first screen tells beside employment and the needs groups at its ends: of several, the first that was seen.
BESIDE = (
    ("durable_jobs",),
    ("disability_pension_at_104_weeks", "days_out"),
    ("talks_a_year",),
    ("refusals_a_year",),
    ("trust",),
    ("stress",),
    ("posts_filled",),
    ("admin_cost_per_person",),
)
UNITS_TOLD = ("NOK", "NOK/year", "days", "weeks", "posts")  # the others are numbers per person
ARRIVALS_UNTIL = OfficeSize().arrivals_until  # who comes before this week is of the cohort of arrivals
WIDTH = 120  # of sentences [letters]
WHOLE_FROM = 0.1  # share of people from which on it is told as a whole number of a hundred
Summary = dict[str, Any]


def as_summary(table: "pd.DataFrame") -> Summary:
    """Outcome by name: mean and interval, whom it is about, unit, label, definition; and the same for each group."""
    rows: dict[str, list[Any]] = {}
    for row in table.itertuples():  # once over all, for pandas takes long to choose rows
        rows.setdefault(row.outcome, []).append(row)
    summary: Summary = {}
    for outcome in OUTCOMES:
        if outcome.name not in rows:
            continue
        groups: Summary = {}
        for row in rows[outcome.name]:
            if row.grouping != "all":
                groups.setdefault(row.grouping, {})[row.category] = _interval(row)
        summary[outcome.name] = {
            **_interval(next(row for row in rows[outcome.name] if row.grouping == "all")),
            "unit": outcome.unit,
            "label": outcome.label,
            "definition": outcome.definition,
            "groups": groups,
        }
    return summary


def _interval(row: Any) -> Summary:
    return {
        "mean": finite_or_none(row.mean),
        "low": finite_or_none(row.low),
        "high": finite_or_none(row.high),
        "replicates": int(row.replicates),
        "people": finite_or_none(row.people),
    }


def print_run(summary: Summary, job: "Job") -> None:
    """What came of a run, on stdout: the first screen, or everything."""
    if not shows_all():
        _print_first(summary, job)
        return
    seen = observed(summary)
    print(text("Mean over replicates: {what}", what=what_was_run(job)))
    _print_all(seen)
    if len(seen) < len(summary):
        unseen = ", ".join(name for name in summary if name not in seen)
        print(fill(text("Not observed in this run, so left out: {names}.", names=unseen), WIDTH))


def observed(summary: Summary) -> Summary:
    """The outcomes that anybody was observed for."""
    return {name: outcome for name, outcome in summary.items() if outcome["mean"] is not None}


def what_was_run(job: "Job") -> str:
    """How often and how long, and that one replicate has no interval; then the policy and the setting."""
    chosen = job.choices
    times = text("{replicates} x {weeks} weeks", replicates=job.replicates, weeks=job.scenario.weeks)
    if job.replicates == 1:
        times += text(", so no interval (replicates=5 gives it)")
    if job.ensemble:
        times += text(", each with its own parameter set")
    run = text(
        "policy {policy}, office {office}, labour market {market}, shock {shock}",
        policy=chosen["policy"], office=chosen["office"], market=chosen["labour_market"], shock=chosen["shock"],
    )  # fmt: skip
    return f"{times}: {', '.join([run, *job.written])}"


def one_line(words: str) -> str:
    """What is long by what was typed, cut to a line."""
    return shorten(words, WIDTH, placeholder=" …")


def _print_first(summary: Summary, job: "Job") -> None:
    seen = observed(summary)
    print(fill(headline(seen, job.scenario.weeks), WIDTH))
    print(one_line(what_was_run(job)))
    heads = ("", text("mean"), text("95 % interval"), text("of whom"))
    print_table("", heads, first_rows(seen, job.scenario.weeks), always=True)


def headline(seen: Summary, weeks: int) -> str:
    """Who gets into work, and what an office's work costs, in one sentence."""
    (name,) = leading_employment(seen)
    work, cost = seen[name], seen["admin_cost_per_person"]
    numbers = {"cost": written(cost["mean"], "NOK"), "between": in_brackets(_span(work))}
    if work["unit"] == "share":
        return text(
            "Of 100 jobseekers {n}{between} are in work {milestone} weeks after they came; "
            "administration costs {cost} NOK a year each.",
            n=of_hundred(work["mean"]), milestone=weeks_needed(name), **numbers,
        )  # fmt: skip
    return text(
        "In {weeks} weeks a jobseeker has {n} days in work{between}; "
        "administration costs {cost} NOK a year each.",
        n=written(work["mean"], work["unit"]), weeks=weeks, **numbers,
    )  # fmt: skip


def of_hundred(share: float, whole_from: float = WHOLE_FROM) -> str:
    """A share as a number of a hundred people: whole from this share on, with a decimal below."""
    return decimal_mark(f"{100.0 * share:.0f}" if share >= whole_from else f"{100.0 * share:.1f}")


def _span(entry: Summary) -> str:
    """The interval as the first sentence has it; empty where there is none."""
    if entry["low"] is None:
        return ""
    if entry["unit"] == "share":
        whole_from = 0.0 if entry["mean"] >= WHOLE_FROM else 1.0
        low, high = (of_hundred(entry[end], whole_from) for end in ("low", "high"))
    else:
        low, high = (written(entry[end], entry["unit"], entry["mean"]) for end in ("low", "high"))
    return text("{low} to {high}", low=low, high=high)


def first_rows(seen: Summary, weeks: int) -> list[tuple[str, ...]]:
    """The rows of the first screen: work, who was left, talks, access, trust, stress, posts and what they cost."""
    (work,) = leading_employment(seen)
    rows = [_first_row(sentence(outcome_label(work)), seen[work], of_whom(work, seen[work], weeks))]
    groups = ends(seen[work]["groups"]["needs_group"])
    for which, category in zip((text("lowest"), text("highest")), groups, strict=False):
        group = seen[work]["groups"]["needs_group"][category] | {"unit": seen[work]["unit"]}
        label = f"  {which}: {category_label('needs_group', category)}"
        rows.append(_first_row(label, group, of_whom("", group, weeks)))
    for name in beside(seen):
        rows.append(_first_row(sentence(outcome_label(name)), seen[name], of_whom(name, seen[name], weeks)))
    return rows


def beside(known: Any) -> list[str]:
    """The outcomes that are told beside employment, of those that have a value."""
    return [next(name for name in names if name in known) for names in BESIDE if not set(names).isdisjoint(known)]


def ends(groups: Summary) -> list[str]:
    """The categories with the lowest and the highest mean, where there are two."""
    known = sorted(
        (category for category in groups if groups[category]["mean"] is not None), key=lambda name: groups[name]["mean"]
    )
    return [known[0], known[-1]] if len(known) > 1 else []


def _first_row(label: str, entry: Summary, whom: str) -> tuple[str, ...]:
    unit, mean = entry["unit"], entry["mean"]
    return label, with_unit(written(mean, unit), unit), written_span(entry["low"], entry["high"], unit, mean), whom


def with_unit(number: str, unit: str) -> str:
    """A written number with its unit, or as one per person."""
    if unit == "share":
        return number
    return f"{number} {unit_label(unit)}" if unit in UNITS_TOLD else text("{number} per person", number=number)


def of_whom(name: str, entry: Summary, weeks: int) -> str:
    """How many people an outcome is about in a replicate, and which where it looks at a fixed time after they came."""
    if name in OF_OFFICE:
        return text("the office")
    n = thousands(round(entry["people"]))
    milestone = weeks_needed(name)
    if not milestone:
        return text("{n} people", n=n)
    if milestone > weeks + 1 - ARRIVALS_UNTIL:
        return text("{n} people who were there at the start", n=n)
    return text("{n} people who had come by week {week}", n=n, week=ARRIVALS_UNTIL)


def _print_all(seen: Summary) -> None:
    rows: list[tuple[str, ...]] = []
    for theme in THEMES:
        listed = [_row(name, outcome) for name, outcome in seen.items() if THEME_OF[name] == theme]
        rows += [(text(theme),), *listed] if listed else []
    heads = (text("outcome"), text("mean"), text("95 % interval"), text("unit"), text("people"), text("in words"))
    print_table("", heads, rows, right=(1, 2, 4))


def _row(name: str, outcome: Summary) -> tuple[str, ...]:
    unit, mean = outcome["unit"], outcome["mean"]
    return (
        f"  {name}", written(mean, unit), written_span(outcome["low"], outcome["high"], unit, mean),
        "" if unit == "share" else unit_label(unit), thousands(round(outcome["people"])), outcome_label(name),
    )  # fmt: skip
