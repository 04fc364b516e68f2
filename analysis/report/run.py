"""What the page of a run, of a sweep and of a comparison says."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.figures.comparison import PANELS, draw_comparison, figure_name, setting
from analysis.figures.run import draw_run, in_words
from analysis.figures.sweep import about as sweep_in_words
from analysis.figures.sweep import draw_sweep, job_label, main_outcomes
from analysis.language import text
from analysis.load import Sweep, load, load_sweep
from analysis.naming import (
    category_label,
    grouping_label,
    outcome_label,
    policy_label,
    sentence,
    spoken,
    theory_text,
    unit_label,
)
from analysis.paired_differences import (
    differences_of_jobs,
    load_comparison,
    pilot_heads,
    pilot_rows,
    pilot_sentences,
)
from analysis.report.page import Page, Section, between, provenance_section
from analysis.tables import difference_unit, overall, signed, written

BY_NEED = ("employed_at", "durable", "hours_received", "coping")  # beginnings of outcomes told by needs group
COLUMNS = 6  # jobs beside each other in a table that can be printed
Cell = Callable[[str, str], str]  # outcome and column: what stands there


def page_of_run(folder: Path, figures: Path, panels: bool = False) -> Page:
    """The page of a run: what was run, the main outcomes, by needs group what was observed, and every outcome."""
    run = load(folder)
    draw_run(run, figures, panels)
    title = text("Policy: {policy}", policy=policy_label(run.label))
    asked = Section(text("What was asked")).text(f"{title}; {in_words(run.config)}.")
    chosen = [(sentence(text(spoken(group))), text(spoken(name))) for group, name in run.config["choices"].items()]
    asked.table(text("What was chosen"), (text("group"), text("option")), chosen)
    observed = {name: outcome for name, outcome in run.summary.items() if outcome["mean"] is not None}
    main = main_outcomes(set(observed))
    glance = Section(text("At a glance")).figure(
        figures / "overview.png", text("Who is where, who gets into work, and how")
    )
    head = (text("outcome"), text("mean"), text("95 % interval"), text("unit"))
    glance.table(text("Mean over replicates, everybody"), head, [_row(name, observed[name]) for name in main], (1, 2))
    by_need = {
        name: outcome["groups"]["needs_group"]
        for name, outcome in observed.items()
        if outcome["groups"].get("needs_group") and name.startswith(BY_NEED)
    }
    groups = Section(text("By true needs group")).table(
        text("Mean with its 95 % interval"),
        *_grid(
            by_need,
            {key: category_label("needs_group", key) for need in by_need.values() for key in need},
            lambda name, key: _both(by_need[name].get(key), observed[name]["unit"]),
            label=lambda name: f"{outcome_label(name)} [{unit_label(observed[name]['unit'])}]",
        ),
    )
    every_outcome = Section(text("Every outcome"), folded=True)
    every_outcome.table(
        text("Mean over replicates, everybody"),
        (*head, text("definition")),
        [(*_row(name, outcome), text(outcome["definition"])) for name, outcome in observed.items()],
        (1, 2),
    )
    left = ", ".join(outcome_label(name) for name in run.summary if name not in observed)
    every_outcome.text(text("Not observed in this run: {outcomes}.", outcomes=left) if left else "")
    sections = [asked, glance, *([groups] if groups.parts else []), every_outcome, provenance_section(folder)]
    return Page(text("run"), title, in_words(run.config), sections)


def page_of_sweep(folder: Path, figures: Path, panels: bool = False) -> Page:
    """The page of several runs side by side: the main outcomes by job, and folded away all of them."""
    sweep = load_sweep(folder)
    draw_sweep(sweep, figures, panels)
    about = sweep_in_words(sweep)
    everybody = overall(sweep.outcomes).drop_duplicates("job").set_index("job")
    jobs = {str(job): job_label(row, sweep.names) for job, row in everybody.iterrows()}
    known = [name for name, outcome in sweep.summary.items() if _known(outcome["jobs"].values())]
    main = main_outcomes(set(known))
    glance = Section(text("At a glance")).figure(
        figures / "comparison.png", text("The main outcomes of the runs side by side")
    )
    units = {name: sweep.summary[name]["unit"] for name in main}
    heads = {name: f"{sentence(outcome_label(name))} [{unit_label(unit)}]" for name, unit in units.items()}
    glance.table(
        text("Mean over replicates with its 95 % interval"),
        *_grid(jobs, heads, lambda job, name: _of_job(sweep, name, job), first=text("run"), label=jobs.get),
    )
    apart = {name: f"{sentence(outcome_label(name))} [{difference_unit(unit)}]" for name, unit in units.items()}
    _paired(glance, sweep, jobs, apart)
    every_outcome = Section(text("Every outcome"), folded=True)
    for chunk in _chunks(list(jobs)):
        every_outcome.table(
            text("Mean over replicates with its 95 % interval"),
            *_grid(
                known,
                {job: jobs[job] for job in chunk},
                lambda name, job: _of_job(sweep, name, job),
                label=lambda name: f"{outcome_label(name)} [{unit_label(sweep.summary[name]['unit'])}]",
            ),
        )
    sections = [Section(text("What was asked")).text(f"{about}."), glance, every_outcome, provenance_section(folder)]
    return Page(text("runs side by side"), about, "", sections)


def _known(estimates: Iterable[dict[str, Any]]) -> bool:
    return any(estimate["mean"] is not None for estimate in estimates)


def _of_job(sweep: Sweep, name: str, job: str) -> str:
    return _both(sweep.summary[name]["jobs"].get(job), sweep.summary[name]["unit"])


def _paired(section: Section, sweep: Sweep, jobs: dict[str, str], heads: dict[str, str]) -> None:
    """Differences of the main outcomes from the first job, where the jobs have the same people."""
    paired = differences_of_jobs(sweep)
    if paired is None or not len(paired):
        return
    rows = paired.dropna(subset="mean").set_index(["job", "outcome"])[["mean", "low", "high"]]
    estimates = {key: row._asdict() for key, row in zip(rows.index, rows.itertuples(index=False), strict=True)}
    first, *others = jobs
    section.table(
        text(
            "Difference from {first} with its 95 % interval, paired over replicates: same people, same luck",
            first=jobs[first],
        ),
        *_grid(
            others,
            heads,
            lambda job, name: _both(estimates.get((job, name)), sweep.summary[name]["unit"]),
            first=text("run"),
            label=jobs.get,
        ),
    )


def page_of_comparison(folder: Path, figures: Path, panels: bool = False) -> Page:
    """The page of a comparison: paired differences, who gained and lost, what a job costs."""
    comparison = load_comparison(folder)
    draw_comparison(comparison, figures, panels)
    about, others = comparison.about, comparison.others
    first = policy_label(about["first"])
    title = text("{policies} against {first}", policies=", ".join(policy_label(name) for name in others), first=first)
    asked = Section(text("What was asked")).text(
        text(
            "{title}: the same people with the same luck, {replicates} replicates of {weeks} weeks.",
            title=sentence(title), replicates=about["replicates"], weeks=about["weeks"],
        ),
        text("Followed: {whom}.", whom=text(about["followed"])),
    )  # fmt: skip
    theory = [about["policies"][name]["theory_driven"] for name in others]
    for line in dict.fromkeys(entry["line"] for entry in theory if entry):
        asked.note(theory_text(line))
    glance = Section(text("At a glance"))
    glance.figure(figures / "differences.png", text("Paired differences of the main outcomes"))
    glance.figure(figures / "frontier.png", text("Work against what it costs to administer"))
    sections = [asked, glance]
    for name in others:
        section = Section(
            text("{policies} against {first}", policies=policy_label(name), first=first), folded=len(others) > 1
        )
        section.figure(figures / f"{figure_name('who_gained', comparison, name)}.png", text("Who gained and who lost"))
        sections.append(_policy(section, name, first, comparison.summary, about["policies"][name]))
    for name in others:
        pilot = about["policies"][name].get("pilot")
        if pilot:
            section = Section(text("Pilot: {policy}", policy=policy_label(name)))
            section.text(*pilot_sentences(policy_label(name), pilot))
            section.figure(figures / f"{figure_name('pilot', comparison, name)}.png", text("What an evaluation sees"))
            caption = text("Mean over replicates and half of its 95 % interval")
            sections.append(section.table(caption, pilot_heads(pilot), pilot_rows(pilot), (1, 2, 3, 4, 5)))
    for name in others:
        every_outcome = Section(
            text("Every outcome: {policy} against {first}", policy=policy_label(name), first=first), folded=True
        )
        sections.append(_differences(every_outcome, name, first, comparison.summary, list(comparison.summary)))
    return Page(text("comparison"), title, setting(comparison), [*sections, provenance_section(folder)])


def _policy(section: Section, name: str, first: str, summary: dict[str, Any], about: dict[str, Any]) -> Section:
    """The main differences of one policy, and who gained and lost."""
    share = written(about["unchanged_share"], "share")
    section.text(
        text("{share} of people live the same life under both policies.", share=share),
        _price(about["cost_per_extra_durable_job"]),
    )
    _differences(section, name, first, summary, [outcome for outcomes in PANELS.values() for outcome in outcomes])
    gained = []
    for grouping, categories in about["gained_and_lost"].items():
        for category, measures in categories.items():
            weeks = measures["weeks_employed"]
            shares = [measures[f"{which}_weeks_employed"] for which in ("more", "fewer")]
            parts = [_mean(share, "share") for each in shares for share in (each, each["beyond_nudge"])]
            words = category_label(grouping, category)
            if grouping not in ("all", "needs_group"):
                words = f"{grouping_label(grouping)}: {words}"
            gained.append((words, _mean(weeks, "weeks"), _interval(weeks, "weeks"), *parts))
    beyond = text("beyond a nudge [%]")
    columns = (
        text("who"), text("difference [weeks]"), text("95 % interval"), text("more [%]"), beyond, text("fewer [%]"),
        beyond,
    )  # fmt: skip
    caption = text(
        "Weeks employed: mean difference, and people with more and with fewer; a nudge is a change too small to "
        "matter, which moves some lives by luck alone"
    )
    return section.table(caption, columns, gained, (1, 2, 3, 4, 5, 6))


def _differences(section: Section, name: str, first: str, summary: dict[str, Any], outcomes: Iterable[str]) -> Section:
    """A table of the differences of some outcomes."""
    rows = []
    for outcome in outcomes:
        entry = summary[outcome]
        apart = entry["differences"].get(name) if "differences" in entry else None
        if apart and apart["mean"] is not None:
            unit, level = entry["unit"], next(iter(entry["levels"].values()))
            estimates = _mean(level, unit), _mean(apart, unit), _interval(apart, unit)
            rows.append((outcome_label(outcome), *estimates, unit_label(unit)))
    head = (text("outcome"), first, text("difference"), text("95 % interval"), text("unit"))
    caption = text("Differences, everybody; a share's difference is in percentage points")
    return section.table(caption, head, rows, (1, 2, 3))


def _price(price: dict[str, Any]) -> str:
    if price["value"] is None:
        return text("Cost of an extra durable job: {why}.", why=text(price["note"]))
    cost, low, high = (written(price[key], "NOK") for key in ("value", "low", "high"))
    return text("An extra durable job costs {cost} NOK (95 %: {low} to {high}).", cost=cost, low=low, high=high)


def _grid(
    rows: Iterable[str],
    columns: Mapping[str, str],
    cell: Cell,
    first: str = "",
    label: Callable[[str], str | None] = outcome_label,
) -> tuple[tuple[str, ...], list[tuple[str, ...]], range]:
    """Head, rows and columns of numbers of a table with a cell for each row and column."""
    lines = [(label(row) or row, *(cell(row, column) for column in columns)) for row in rows]
    return (first or text("outcome"), *columns.values()), lines, range(1, len(columns) + 1)


def _chunks(jobs: list[str]) -> list[list[str]]:
    return [jobs[start : start + COLUMNS] for start in range(0, len(jobs), COLUMNS)]


def _row(name: str, outcome: dict[str, Any]) -> tuple[str, ...]:
    unit = outcome["unit"]
    return outcome_label(name), _mean(outcome, unit), _interval(outcome, unit), unit_label(unit)


def _both(estimate: dict[str, Any] | None, unit: str) -> str:
    """A mean with its interval, which may stand on the next line."""
    if estimate is None or estimate["mean"] is None:
        return "–"
    interval = _interval(estimate, unit)
    mean = _mean(estimate, unit)
    return mean if interval == "–" else f"{_unbroken(mean)} ({_unbroken(interval)})"


def _unbroken(words: str) -> str:
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _mean(estimate: dict[str, Any], unit: str) -> str:
    return "–" if estimate["mean"] is None else _number(estimate["mean"], unit)


def _interval(estimate: dict[str, Any], unit: str) -> str:
    return between(estimate["low"], estimate["high"], lambda value: _number(value, unit, estimate["mean"]))


def _number(value: float, unit: str, like: float | None = None) -> str:
    """A number without its unit, which stands beside it."""
    return signed(written(value, unit, like)).removesuffix(" %")


PAGES = {"run": page_of_run, "sweep": page_of_sweep, "compare": page_of_comparison}
