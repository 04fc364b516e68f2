"""What the page of a run, of a sweep and of a comparison says."""

from pathlib import Path
from typing import Any

from analysis.figures.comparison import plain
from analysis.load import load, load_sweep
from analysis.naming import category_label, outcome_label, scaled
from analysis.paired_differences import load_comparison
from analysis.report.page import Page, Section, between, provenance_section
from analysis.tables import written

HEAD = ("outcome", "mean", "95 % interval", "unit", "definition")


def page_of_run(folder: Path) -> Page:
    """The page of a run: what was run, every outcome, and by true needs group what was observed."""
    run = load(folder)
    chosen = run.config["choices"]
    asked = Section("What was asked").text(
        f"Policy {run.label.replace('_', ' ')}: {run.config['replicates']} replicates of {run.config['weeks']} weeks."
    )
    asked.table("What was chosen", ("group", "option"), [(group, name) for group, name in chosen.items()])
    sections = [asked]
    sections.append(Section("At a glance").figure(folder / "overview.png", "Who is where, who gets into work, and how"))
    observed = {name: outcome for name, outcome in run.summary.items() if outcome["mean"] is not None}
    every_outcome = Section("Every outcome").table(
        "Mean over replicates, everybody", HEAD, [_row(*item) for item in observed.items()], (1, 2)
    )
    left = [outcome_label(name) for name in run.summary if name not in observed]
    every_outcome.text(f"Not observed in this run: {', '.join(left)}." if left else "")
    sections.append(every_outcome)
    groups = Section("By true needs group")
    for name, outcome in observed.items():
        by_need = outcome["groups"].get("needs_group")
        if by_need and name.startswith(("employed_at", "durable", "hours_received", "coping")):
            rows = [
                (category_label("needs_group", key), _mean(value, outcome["unit"]), _interval(value, outcome["unit"]))
                for key, value in by_need.items()
                if value["mean"] is not None
            ]
            groups.table(
                f"{outcome_label(name)} [{scaled(outcome['unit'])[1]}]",
                ("true need", "mean", "95 % interval"),
                rows,
                (1, 2),
            )
    sections += [groups] if groups.parts else []
    return Page(
        "run", f"Policy: {run.label.replace('_', ' ')}", _where(chosen), [*sections, provenance_section(folder)]
    )


def page_of_sweep(folder: Path) -> Page:
    """The page of several runs side by side."""
    sweep = load_sweep(folder)
    sections = [
        Section("What was asked").text(f"Runs side by side, by {' and '.join(sweep.names)}."),
        Section("At a glance").figure(folder / "comparison.png", "The main outcomes of the runs side by side"),
    ]
    every_outcome = Section("Every outcome")
    for name, outcome in sweep.summary.items():
        rows = [
            (job, _mean(value, outcome["unit"]), _interval(value, outcome["unit"]))
            for job, value in outcome["jobs"].items()
            if value["mean"] is not None
        ]
        caption = f"{outcome_label(name)} [{scaled(outcome['unit'])[1]}]: {outcome['definition']}"
        every_outcome.table(caption, ("run", "mean", "95 % interval"), rows, (1, 2))
    title = f"Runs by {' and '.join(sweep.names)}"
    return Page("runs side by side", title, "", [*sections, every_outcome, provenance_section(folder)])


def page_of_comparison(folder: Path) -> Page:
    """The page of a comparison: paired differences, who gained and lost, what a job costs."""
    comparison = load_comparison(folder)
    about, others = comparison.about, comparison.others
    first = plain(about["first"])
    asked = Section("What was asked").text(
        f"{', '.join(plain(name) for name in others)} against {first}: the same people with the same luck,",
        f"{about['replicates']} replicates of {about['weeks']} weeks.", f"Followed: {about['followed']}.",
    )  # fmt: skip
    theory = [about["policies"][name]["theory_driven"] for name in others]
    for line in dict.fromkeys(entry["line"] for entry in theory if entry):
        asked.note(line)
    sections = [asked]
    glance = Section("At a glance").figure(folder / "differences.png", "Paired differences of the main outcomes")
    for path in sorted(folder.glob("who_gained*.png")):
        glance.figure(path, "Who gained and who lost")
    sections.append(glance.figure(folder / "frontier.png", "Work against what it costs to administer"))
    for name in others:
        sections.append(_policy(name, first, comparison.summary, about["policies"][name]))
    return Page("comparison", f"{', '.join(plain(name) for name in others)} against {first}", about["title"],
                [*sections, provenance_section(folder)])  # fmt: skip


def _policy(name: str, first: str, summary: dict[str, Any], about: dict[str, Any]) -> Section:
    """The differences of one policy, and who gained and lost."""
    rows = []
    for outcome, entry in summary.items():
        apart = entry["differences"].get(name) if "differences" in entry else None
        if apart and apart["mean"] is not None:
            unit = entry["unit"]
            rows.append((
                outcome_label(outcome), _mean(entry["levels"][about_first(entry)], unit),
                _mean(apart, unit), _interval(apart, unit), scaled(unit)[1],
            ))  # fmt: skip
    section = Section(f"{plain(name)} against {first}")
    section.text(
        f"{100.0 * about['unchanged_share']:.1f} % of people live the same life under both policies.",
        _price(about["cost_per_extra_durable_job"]),
    )
    head = ("outcome", first, "difference", "95 % interval", "unit")
    section.table("Differences, everybody; a share's difference is in percentage points", head, rows, (1, 2, 3))
    gained = []
    for grouping, categories in about["gained_and_lost"].items():
        for category, measures in categories.items():
            weeks = measures["weeks_employed"]
            words = category_label(grouping, category)
            parts = [_mean(measures[f"{which}_weeks_employed"], "share") for which in ("more", "fewer")]
            gained.append((words, _mean(weeks, "weeks"), _interval(weeks, "weeks"), *parts))
    columns = ("who", "difference [weeks]", "95 % interval", "more", "fewer")
    return section.table(
        "Weeks employed: mean difference, and people with more and with fewer", columns, gained, (1, 2, 3, 4)
    )


def about_first(outcome: dict[str, Any]) -> str:
    """The first policy of an outcome's levels."""
    return str(next(iter(outcome["levels"])))


def _price(price: dict[str, Any]) -> str:
    if price["value"] is None:
        return f"Cost of an extra durable job: {price['note']}."
    spread = between(price["low"], price["high"], lambda value: written(value, "NOK"))
    return f"An extra durable job costs {written(price['value'], 'NOK')} NOK (95 %: {spread})."


def _row(name: str, outcome: dict[str, Any]) -> tuple[str, ...]:
    unit = outcome["unit"]
    return (
        outcome_label(name),
        _mean(outcome, unit),
        _interval(outcome, unit),
        scaled(unit)[1],
        outcome["definition"],
    )


def _mean(estimate: dict[str, Any], unit: str) -> str:
    return "–" if estimate["mean"] is None else written(estimate["mean"], unit)


def _interval(estimate: dict[str, Any], unit: str) -> str:
    return between(estimate["low"], estimate["high"], lambda value: written(value, unit, estimate["mean"]))


def _where(chosen: dict[str, str]) -> str:
    choices = [f"{group.replace('_', ' ')}: {name.replace('_', ' ')}" for group, name in chosen.items()]
    return ", ".join(choices)


PAGES = {"run": page_of_run, "sweep": page_of_sweep, "compare": page_of_comparison}
