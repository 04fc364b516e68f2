"""What `skranke compare` is asked: policies by name, the same setting for all, and when to stop."""

import re
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any

from experiments.cli.composition import Job, Request, extend_by_files, read_request, refuse_idle
from experiments.cli.parse import whole_number
from experiments.cli.refusal import Refused
from experiments.cli.schema import known_names
from experiments.compare.stopping import FIRST_LOOK, Until, read_until
from sim.declare import Number, known_numbers, nearest_name, value_at
from sim.policy import Policy
from sim.scenario import Change

COMPARE_OPTIONS = ("policies", "until", "at_most", "people", "pilot", "from_week")
PEOPLE = ("first", "true", "false")
USUAL_REPLICATES = 20
AT_MOST = Number(
    path="at_most",
    default=200,
    kind=int,
    unit="replicates",
    low=1,
    high=100_000,
    grade="expert",
    source="a width that takes more is to be asked for knowingly",
    meaning="Replicates that until may take",
    level="",
)
FROM_WEEK = Number(
    path="from_week",
    default=104,
    kind=int,
    unit="week",
    low=0,
    high=100_000,
    grade="expert",
    source="so that people are seen for a year before, and arrive for a year",
    meaning="Week from which a pilot holds",
    level="",
)
EXAMPLE = "policies=[baseline,digital_first]"
PILOT_EXAMPLE = "pilot=[0] from_week=104"


@dataclass
class ComparisonRequest(Request):
    """Policies to compare; the first is what the others are compared with."""

    labels: list[str]
    until: Until | None
    at_most: int
    people: str  # whose lives are written: first (replicate), true (all), false (none)


def read_comparison(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> ComparisonRequest:
    """Check and compose everything that was written after `compare`; raise Refused in one sentence."""
    settings, rest = _split(arguments)
    names = _names(settings.get("policies", ""))
    if not any(word.startswith("replicates=") for word in rest):
        rest = [f"replicates={USUAL_REPLICATES if 'until' not in settings else FIRST_LOOK}", *rest]
    extend_by_files([_policy(name) for name in names], config_dir)  # before the first of them is made
    requests = [read_request([*rest, _policy(name)], config_dir=config_dir, alone=False) for name in names]
    jobs = [request.jobs[0] for request in requests]
    _refuse_unlike(jobs, names)
    if "pilot" in settings:
        jobs[1:] = [_as_pilot(jobs[0], job, name, settings) for job, name in zip(jobs[1:], names[1:], strict=True)]
    elif "from_week" in settings:
        raise Refused(
            f"from_week goes with pilot, the offices where the policies hold from then on; write {PILOT_EXAMPLE}"
        )
    refuse_idle(jobs)
    most = max(AT_MOST.default, jobs[0].replicates)
    at_most = whole_number(AT_MOST, settings["at_most"]) if "at_most" in settings else most
    until = read_until(settings["until"], jobs[0].scenario.weeks) if "until" in settings else None
    _refuse_at_most(settings, until, at_most, jobs[0].replicates)
    people = settings.get("people", "first").lower()
    if people not in PEOPLE:
        raise Refused(f"people is {people!r}; it must be one of {', '.join(PEOPLE)}")
    return ComparisonRequest(jobs, ["policies"], requests[0].out, False, _labels(names), until, at_most, people)


def _split(arguments: list[str]) -> tuple[dict[str, str], list[str]]:
    """The words that only compare knows, and the others; a misspelt one is answered with the nearest."""
    settings: dict[str, str] = {}
    rest = []
    known = [name for name in known_names() if name != "policy"]
    for word in arguments:
        name, equals, value = word.partition("=")
        if name == "policy" and equals:
            raise Refused(f"compare takes no single policy= but several; write {EXAMPLE}")
        if name in COMPARE_OPTIONS:
            if not value:
                raise Refused(f"{name}= has no value; write {_example(name)}")
            settings[name] = value
            continue
        near = nearest_name(name, [*COMPARE_OPTIONS, *known])
        if equals and name not in known and near in COMPARE_OPTIONS:
            raise Refused(f"there is no {name!r}; the nearest is {near!r}, as in {_example(near)}")
        rest.append(word)
    return settings, rest


def _example(name: str) -> str:
    return {"policies": EXAMPLE, "until": "until=0.5pp", "at_most": "at_most=200", "people": "people=true",
            "pilot": PILOT_EXAMPLE, "from_week": PILOT_EXAMPLE}[name]  # fmt: skip


def _names(text: str) -> list[str]:
    names = [name.strip("'\" ") for name in text.strip("'\"[] ").split(",")]
    names = [name for name in names if name]
    if len(names) < 2:
        raise Refused(f"compare needs two policies or more, the first to compare with; write {EXAMPLE}")
    return names


def _policy(name: str) -> str:
    """The override for one policy; a + joins several into one."""
    return f"policy=[{name.replace('+', ',')}]" if "+" in name else f"policy={name}"


def _labels(names: list[str]) -> list[str]:
    """A label for each policy; one that is named again is numbered."""
    return [
        name if names.index(name) == index else f"{name} ({names[: index + 1].count(name)})"
        for index, name in enumerate(names)
    ]


def _refuse_unlike(jobs: list[Job], names: list[str]) -> None:
    """Policies are compared over the same weeks and seeds, even where their files could say otherwise."""
    first = jobs[0]
    if any(job.scenario.setting.office.jobseekers == 0 for job in jobs):
        raise Refused("office.jobseekers is 0, so there is nobody to compare; it must be 1 or more")
    for job, name in zip(jobs, names, strict=True):
        for what in ("seeds", "backend", "ensemble"):
            if getattr(job, what) != getattr(first, what):
                raise Refused(f"policy {name} sets other {what} than {names[0]}; all must have the same")
        if job.scenario.weeks != first.scenario.weeks:
            raise Refused(f"policy {name} sets other weeks than {names[0]}; all must have the same")


def _as_pilot(first: Job, job: Job, name: str, settings: dict[str, str]) -> Job:
    """A policy as a pilot: the first policy everywhere, but for these offices from this week on."""
    offices, week = _offices(settings["pilot"], first), FROM_WEEK.default
    if "from_week" in settings:
        week = whole_number(FROM_WEEK, settings["from_week"])
    usual, own = first.scenario, job.scenario
    if own.changes != usual.changes or own.setting != usual.setting or own.parameters != usual.parameters:
        raise Refused(f"policy {name} sets more than levers, so it can be no pilot; give its changes `who` in a file")
    levers = {
        path: value_at(own.policy, path)
        for path in known_numbers(Policy)
        if value_at(own.policy, path) != value_at(usual.policy, path)
    }
    if not levers:
        raise Refused(f"policy {name} sets no lever otherwise than the first, so there is nothing to try in a pilot")
    change = Change("office", levers, who=offices, from_week=week)
    scenario = replace(usual, changes=[*usual.changes, change])
    try:
        scenario.check()
    except ValueError as problem:
        raise Refused(f"policy {name} as a pilot: {re.sub('^change [0-9]+:? ', '', str(problem))}") from None
    written: dict[str, Any] = {
        key: value for key, value in asdict(change).items() if key in ("level", "who", "from_week")
    }
    written["levers"] = {path: value.name if isinstance(value, Enum) else value for path, value in levers.items()}
    plain = {**first.plain, "changes": [*first.plain["changes"], written]}
    return replace(job, scenario=scenario, plain=plain)


def _offices(text: str, job: Job) -> list[int]:
    """The numbers of the offices of a pilot; Refused where there is none left to compare with."""
    numbers = re.fullmatch(r"\[?\s*(\d+(?:\s*,\s*\d+)*)\s*\]?", text.strip("'\""))
    if not numbers:
        raise Refused(f"pilot is {text!r}; it must be numbers of offices, the first being 0; write {PILOT_EXAMPLE}")
    offices = sorted({int(number) for number in numbers[1].split(",")})
    there = job.scenario.setting.office.offices
    if offices[-1] >= there or len(offices) == there:
        known = f"there {'is 1 office' if there == 1 else f'are {there} offices, numbered from 0'}"
        raise Refused(f"pilot is {text}, and {known}: some must be left to compare with; office.offices=10 makes ten")
    return offices


def _refuse_at_most(settings: dict[str, str], until: Until | None, at_most: int, replicates: int) -> None:
    if "at_most" in settings and until is None:
        raise Refused("at_most goes with until, as in until=0.5pp at_most=200; otherwise write replicates=20")
    least = max(FIRST_LOOK, replicates)
    if until is not None and at_most < least:
        raise Refused(f"at_most is {at_most}; it must be {least} or more, for the interval is first looked at then")
