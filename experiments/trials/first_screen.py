"""What a trial, or some, found: the first screen, from what `trial.json` and `validation.json` hold."""

from textwrap import fill
from typing import Any

from analysis.language import text
from analysis.tables import thousands
from analysis.trial_wording import blurred, number_text, number_with_unit, role_text
from experiments.cli.text_columns import print_table

MOST_TARGETS, MOST_TRIALS, WITH_PATTERNS = 6, 7, 5  # rows of a trial, of several, and of several with patterns
WIDTH = 120  # of sentences [letters]


def print_first_of_trial(trial: dict[str, Any]) -> None:
    """Whether a trial is reproduced, and the targets that decide it."""
    judged = [target for target in trial["targets"] if target["counts"] and target["within"] is not None]
    missed = trial.get("missed", [])
    told = {"id": trial["id"], "n": len(judged)}
    if trial["within"]:
        line = text("{id} is reproduced: within what was accepted beforehand in all targets that count ({n}).", **told)
    elif missed:
        line = text(
            "{id} is NOT reproduced: beyond what was accepted beforehand in {missed} ({n} targets count).",
            missed=", ".join(missed), **told,
        )  # fmt: skip
    else:
        line = text("{id} is told and not judged: nothing was to be accepted beforehand.", **told)
    print(fill(line, WIDTH))
    doubts = [role_text(trial["role"]), text("theory-driven") if trial["theory_driven"] else ""]
    few = blurred(trial["replicates"]) or text("{n} replicates", n=trial["replicates"])
    print(fill(f"{text(trial['title'])}: {'; '.join(part for part in (*doubts, few) if part)}.", WIDTH))
    targets = sorted(trial["targets"], key=lambda target: (target["within"] is not False, not target["counts"]))
    rows = [_row(target) for target in targets[:MOST_TARGETS]]
    heads = (
        text("target"), text("observed"), text("simulated"), text("95 % interval"), text("within"), text("people"),
    )  # fmt: skip
    print_table("", heads, rows, right=(1, 2, 3, 5), always=True)
    if len(targets) > MOST_TARGETS:
        print(text("{n} targets more with show=all.", n=len(targets) - MOST_TARGETS))


def print_first_of_trials(summary: dict[str, Any]) -> None:
    """How many of several trials are within, and what decides each: those that are not come first."""
    if not summary["trials"]:
        return
    parts = [
        text("{within} of {n} {role}", within=of["within"], n=of["trials"], role=role_text(role))
        for role, of in summary["by_role"].items()
        if of["trials"]
    ]
    print(
        text(
            "{within} of {n} trials are within what was accepted beforehand ({roles}).",
            within=summary["within"], n=summary["of"], roles=", ".join(parts),
        )
    )  # fmt: skip
    trials = sorted(summary["trials"], key=lambda trial: bool(trial["within"]))
    most = WITH_PATTERNS if summary.get("patterns") else MOST_TRIALS
    rows = [_overview_row(trial) for trial in trials[:most]]
    heads = (
        text("trial"), text("within"), text("target"), text("observed"), text("simulated"), text("95 % interval"),
        text("people"),
    )  # fmt: skip
    print_table("", heads, rows, right=(3, 4, 5, 6), always=True)
    if len(trials) > most:
        print(text("{n} trials more with show=all.", n=len(trials) - most))


def _row(target: dict[str, Any]) -> tuple[str, ...]:
    unit, interval = target["unit"], target["interval"]
    span = ""
    if interval["low"] is not None and interval["high"] is not None:
        low, high = (number_text(interval[end], unit) for end in ("low", "high"))
        span = text("{low} to {high}", low=low, high=high)
    observed = "" if target["observed"] is None else number_with_unit(target["observed"], unit, target["estimator"])
    return (
        target["name"], observed, number_with_unit(target["simulated"], unit, target["estimator"]), span,
        _verdict(target["within"]), thousands(sum(target["people"])) if target["people"] else "",
    )  # fmt: skip


def _overview_row(trial: dict[str, Any]) -> tuple[str, ...]:
    """A trial with the target that decides it."""
    decisive = next(target for target in trial["targets"] if target["name"] == trial["decided_by"])
    name, observed, simulated, span, _, people = _row(decisive)
    return trial["id"], _verdict(trial["within"]), name, observed, simulated, span, people


def _verdict(within: bool | None) -> str:
    return "" if within is None else text("yes") if within else text("NO")
