"""What the page of a trial and of a validation says: every target observed and simulated, and the verdicts."""

from pathlib import Path
from typing import Any

from analysis.figures.office_targets import draw_offices, load_offices
from analysis.figures.patterns import draw_patterns, load_patterns
from analysis.figures.trials import draw_trials, load_trials
from analysis.language import text
from analysis.load import read_json
from analysis.naming import sentence, spoken, theory_text
from analysis.report.office_targets import office_sections
from analysis.report.page import Page, Section, between, provenance_section
from analysis.tables import signed
from analysis.trial_wording import blurred, counts_text, depends_on_few, number_text, unit_text, verdicts_text

NONE = "–"
NUMBERS = (2, 4, 5, 6, 8, 9)
Trial = dict[str, Any]


def _role(role: str) -> str:
    return {"fitted": text("fitted"), "held_out": text("held out")}.get(role, spoken(role))


def _role_means(role: str) -> str:
    means = {
        "fitted": text("parameters may be fitted to it"), "held_out": text("no parameter may be fitted to it"),
    }  # fmt: skip
    return means[role]


def page_of_trials(folder: Path, figures: Path) -> Page:
    """The page of one trial, of several, of an office at rest, or of a validation."""
    trials, offices = load_trials(folder), load_offices(folder)
    draw_trials(trials, figures)
    draw_offices(offices, figures)
    single = trials[0] if len(trials) == 1 and not offices else None
    title = _named(single) if single else verdicts_text([trial["within"] for trial in trials])
    title = title if trials else "; ".join(text(office["title"]) for office in offices)
    sections = [_asked(folder, trials, offices)]
    forest = Section(text("At a glance"))
    forest.figure(figures / "forest.png", text("Every target beside what was accepted of it"))
    sections += [forest] if forest.parts else []
    sections += [] if single or not trials else [_every(trials)]
    sections += [_trial(trial, text("What was tried and found") if single else _named(trial)) for trial in trials]
    sections += office_sections(offices, figures)
    sections += _patterns(folder, figures)
    kind = text("trial") if single else text("trials") if trials else text("office at rest")
    if (folder / "validation.json").is_file():
        kind = text("validation")
    return Page(
        kind, title, _verdict(single) if single else "", [*sections, _how_to_read(), provenance_section(folder)]
    )


def _asked(folder: Path, trials: list[Trial], offices: list[dict[str, Any]]) -> Section:
    """Which experiments were run again, and which offices at rest, how often, with which numbers."""
    replicates = (trials or offices)[0]["replicates"]
    provenance = folder / "provenance.json"
    ensemble = provenance.is_file() and read_json(provenance).get("ensemble")
    numbers = text("with the declared numbers")
    if ensemble:
        numbers = text("each with a parameter set of the ensemble of its own")
    what = text("A published experiment") if len(trials) == 1 else text("{n} published experiments", n=len(trials))
    line = text("{what}, run again with {n} replicates, {numbers}.", what=what, n=replicates, numbers=numbers)
    if not trials:
        line = text("Run with {n} replicates, {numbers}.", n=replicates, numbers=numbers)
    section = Section(text("What was asked")).text(line)
    return section.note(_as_note(blurred(replicates)))


def _every(trials: list[Trial]) -> Section:
    """A line for each trial: its verdict, and the target that decides it."""
    rows = []
    for trial in trials:
        decisive = next(target for target in trial["targets"] if target["name"] == trial["decided_by"])
        _, _, observed, _, simulated, interval, _, unit, _, far, *_ = _target(decisive)
        rows.append((
            trial["id"], text(trial["title"]), _role(trial["role"]), _yes(trial["within"]), _compared(decisive),
            observed, simulated, interval, unit, far,
        ))  # fmt: skip
    head = (
        text("trial"), text("what was tried"), text("role"), text("within"), text("target farthest from accepted"),
        text("observed"), text("simulated"), text("95 % interval"), text("unit"), text("implausibility"),
    )  # fmt: skip
    section = Section(text("Every trial"))
    by_role = [
        text(
            "{n} of {total} {role} ({means})",
            n=sum(judged),
            total=len(judged),
            role=_role(role),
            means=_role_means(role),
        )  # fmt: skip
        for role in ("fitted", "held_out")
        if (judged := [trial["within"] for trial in trials if trial["role"] == role and trial["within"] is not None])
    ]
    return section.table(text("Within: {by_role}", by_role=", ".join(by_role)), head, rows, (5, 6, 7, 9))


def _trial(trial: Trial, title: str) -> Section:
    """One trial: what it was, its targets, its control arm, and why it is not reproduced."""
    section = Section(title)
    section.text(f"{text(trial['design'])}. {trial['citation']}")
    section.text(f"{sentence(_role(trial['role']))}: {_role_means(trial['role'])}. {text(trial['role_because'])}")
    section.text(f"{_verdict(trial)}.")
    section.note(_as_note(depends_on_few(trial["effective_share"])) if trial["control"] else "")
    section.note(_theory(trial))
    section.text(
        text("Why we think it is not reproduced: {why}", why=text(trial["why_not"])) if trial.get("why_not") else ""
    )
    section.table(text("Targets"), _target_heads(), [_target(target) for target in trial["targets"]], NUMBERS)
    rows = [_level(level) for level in trial["control"]]
    section.table(
        text(
            "Levels of the control arm, rebuilt by weighting people; effective share {share}",
            share=_share(trial["effective_share"]),
        ),
        (text("outcome"), text("printed"), text("unweighted"), text("weighted"), text("tolerance"), text("unit"),
         text("rebuilt")), rows, (1, 2, 3, 4),
    )  # fmt: skip
    return section.text(text(trial["notes"] or ""))


def _verdict(trial: Trial) -> str:
    if trial["within"] is None:
        return text("Told, not judged: nothing was accepted beforehand")
    if trial["within"]:
        return text("Within what was accepted beforehand")
    known = {target["name"]: _compared(target) for target in trial["targets"]}
    missed = "; ".join(known.get(name) or _of_control(name) for name in trial["missed"])
    return text("Missed what was accepted beforehand: {targets}", targets=missed)


def _of_control(name: str) -> str:
    """A level of the control arm that was not reached, as results name it, in words."""
    outcome = name.partition(", ")[2]
    return text("control arm, {outcome}", outcome=text(spoken(outcome)))


def _target_heads() -> tuple[str, ...]:
    return (
        text("what is compared"), text("estimator"), text("observed"), text("error"), text("simulated"),
        text("95 % interval"), text("95 % of runs"), text("unit"), text("accepted"), text("implausibility"),
        text("within"), text("counts"),
    )  # fmt: skip


def _target(target: Trial) -> tuple[str, ...]:
    """A target as it stands in the table."""
    unit = target["unit"]
    error, printed = target["observed_standard_error"], target["observed_interval"]
    error_text = NONE
    if printed["low"] is not None:
        ends = between(printed["low"], printed["high"], lambda value: _number(value, unit))
        error_text = f"{ends if error is None else _number(error, unit)} ({text(target['standard_error_is'])})"
    accepted = target["accepted"]
    low, high = accepted["low"], accepted["high"]
    span = between(low, high, lambda value: _number(value, unit))
    if low is not None or high is not None:
        span = text("at least {limit}", limit=_number(low, unit)) if high is None else span
        span = text("at most {limit}", limit=_number(high, unit)) if low is None else span
    interval, predictive = (
        between(target[name]["low"], target[name]["high"], lambda value: _number(value, unit))
        for name in ("interval", "predictive_interval")
    )
    far = target["implausibility"]
    return (
        _compared(target), text(spoken(target["estimator"])), _number(target["observed"], unit),
        error_text, _number(target["simulated"], unit), interval, predictive,
        unit_text(unit, target["estimator"]), span,
        NONE if far is None else signed(f"{far:.1f}"), _yes(target["within"]),
        counts_text(target["within"], target["counts"]),
    )  # fmt: skip


def _level(level: Trial) -> tuple[str, ...]:
    """A level of the control arm as it stands in the table."""
    unit = level.get("unit", "")
    numbers = (_number(level[name], unit) for name in ("printed", "unweighted", "weighted", "tolerance"))
    return text(spoken(level["outcome"])), *numbers, unit_text(unit, "level") or NONE, _yes(level["reached"])


def _patterns(folder: Path, figures: Path) -> list[Section]:
    """The published patterns, where they were judged."""
    try:
        patterns = load_patterns(folder)
    except FileNotFoundError:
        return []
    run_with = read_json(folder / "validation.json")["patterns_run_with"]
    holding = sum(pattern["holds"] for pattern in patterns)
    verdict = text("{n} of {total} reproduced; run with {what}.", n=holding, total=len(patterns), what=text(run_with))
    section = Section(text("Published patterns")).text(verdict)
    draw_patterns(patterns, figures)
    section.figure(figures / "patterns.png", text("Every claim on a scale of its own; grey is where it must lie"))
    rows = [
        (
            text(pattern["pattern"]),
            pattern["source"],
            _yes(pattern["holds"]),
            " ".join(filter(None, (text(pattern["note"] or ""), _theory(pattern)))) or NONE,
        )
        for pattern in patterns
    ]
    return [
        section.table(text("Every pattern"), (text("pattern"), text("source"), text("reproduced"), text("note")), rows)
    ]


def _theory(claim: Trial) -> str:
    """The line that says that a trial or a pattern turns what no study has measured; nothing where it does not."""
    return theory_text(claim["theory_driven"]["line"]) if claim.get("theory_driven") else ""


def _how_to_read() -> Section:
    return Section(text("How to read it")).text(
        text(
            "Within: the estimate is what was accepted before anything was run; a trial is within when all targets "
            "that count are, and its control arm is as printed. Implausibility: distance from what was observed, over "
            "its standard error, that of the simulation and the discrepancy that is allowed for; 2 is accepted. "
            "Intervals: 95 %, jackknife over replicates; 95 % of runs: where a single replicate would lie. Unit pp: "
            "percentage points."
        )
    )


def _named(trial: Trial) -> str:
    return f"{trial['id']}: {text(trial['title'])}"


def _as_note(text: str) -> str:
    return f"{sentence(text)}." if text else ""


def _compared(target: Trial) -> str:
    return text(str(target["meaning"] or spoken(target["name"])))


def _number(value: float | None, unit: str) -> str:
    return NONE if value is None else signed(number_text(value, unit))


def _yes(holds: bool | None) -> str:
    if holds is None:
        return NONE
    return text("yes") if holds else text("no")


def _share(share: float | None) -> str:
    return NONE if share is None else f"{100.0 * share:.0f} %"
