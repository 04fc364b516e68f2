"""What `skranke compare` is asked: policies by name, the same setting for all, and when to stop."""

from dataclasses import dataclass

from experiments.cli.composition import Job, Request, extend_by_files, read_request, refuse_idle
from experiments.cli.parse import whole_number
from experiments.cli.refusal import Refused
from experiments.cli.schema import known_names
from experiments.compare.stopping import FIRST_LOOK, Until, read_until
from sim.declare import Number, nearest_name

COMPARE_OPTIONS = ("policies", "until", "at_most", "people")
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
EXAMPLE = "policies=[baseline,digital_first]"


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
    refuse_idle(jobs)
    _refuse_unlike(jobs, names)
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
    return {"policies": EXAMPLE, "until": "until=0.5pp", "at_most": "at_most=200", "people": "people=true"}[name]


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


def _refuse_at_most(settings: dict[str, str], until: Until | None, at_most: int, replicates: int) -> None:
    if "at_most" in settings and until is None:
        raise Refused("at_most goes with until, as in until=0.5pp at_most=200; otherwise write replicates=20")
    least = max(FIRST_LOOK, replicates)
    if until is not None and at_most < least:
        raise Refused(f"at_most is {at_most}; it must be {least} or more, for the interval is first looked at then")
