"""Help, in the words of the field: what there is to choose and to set, from the files and declarations themselves."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill, wrap

from experiments.cli.refusal import Refused

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
GROUPS = {
    "office": "the setting: how large the office is",
    "labour_market": "the setting: how many vacancies for each unemployed person",
    "policy": "a whole policy: options of the groups below, chosen together",
    "standardization": "how far the service is the same for everybody",
    "individualization": "how far the service is fitted to the person",
    "channel": "channel strategy (kanalstrategi): which doors are open, and where people are sent",
    "organisation": "how the office divides, steers and develops its work",
    "shock": "what hits the office or the market at a week",
}
TOPICS = {
    "levers": "every lever of policy, with unit, default and range",
    "sizes": "the sizes of office and labour market",
    "parameters": "the numbers about the world, with source and evidence grade",
    "options": "seed, replicates, weeks, threads, backend, out",
    "outcomes": "what is measured, with unit and definition",
    "behaviours": "what replace.NAME can take the place of",
    "changes": "levers that change at a week, or differ between people, caseworkers or offices",
    "fields": "fields of people, caseworkers, offices and employers that changes and trials may ask for or set",
    "format": "every entry of a trial file",
}
USUAL = {"office": "large", "labour_market": "normal", "policy": "baseline", "shock": "none", "executor": "local"}

SWEEPS = """
Several values: -m
  -m policy=baseline,ips        a run for each; NAME=range(0,40,10) and GROUP=glob(*) work too
  -m office=small,large shock=none,recession    every combination
"""


COMPARES = """
Which policies: policies=[FIRST,OTHER,...]
  policies=[baseline,digital_first]   the first is what the others are compared with: the same people, the same luck
  policies=[baseline,ips+lean]        a + joins policies into one; whatever else is set holds for all of them

When to stop: replicates=20, or until the interval is narrow enough
  until=0.5pp                   until the 95 % interval of employed_at_104_weeks is 0.5 percentage points wide, from
                                low to high, for every policy; until=OUTCOME:WIDTH for another, as contacts:0.1
  at_most=200                   replicates it may take; the table says when that was not enough
  The interval is looked at after every replicate from the tenth on (replicates=15: from the fifteenth). Looking
  again and again costs a little: some 93 to 95 of 100 such intervals hold the truth.

What is kept of single people
  people=first                  everybody's life in the first replicate, in people.parquet; true: in all; false: none
"""


def overview(verbs: dict[str, str]) -> str:
    """What `skranke --help` says."""
    listed = "\n".join(f"  {verb:<10}{line}" for verb, line in verbs.items())
    return f"""Skranke: a laboratory of NAV's front line. Jobseekers with complex needs, caseworkers with discretion,
digital channels and employers meet week by week under a policy; out come employment and administrative
cost, and who gained and who lost.

Usage: skranke VERB [NAME=VALUE ...]

Verbs
{listed}

Examples
  skranke run                                         a large office, NAV's usual policy, three years, five times
  skranke run policy=digital_first office=small       another policy, in a small place
  skranke run channel.drop_in_hours=6 weeks=52        one lever at a time
  skranke run -m policy=baseline,digital_first,ips    several policies side by side
  skranke compare policies=[baseline,digital_first]   who gained and who lost, on the same people with the same luck

More
  skranke run --help           policies and settings to choose from
  skranke run --help levers    every lever, with unit and range
  skranke --version"""


def verb_help(verb: str, line: str, topics: list[str]) -> str:
    """What `skranke VERB [ACTION] --help [TOPIC ...]` says; settings that stand beside ask for nothing."""
    topics = [topic for topic in topics if "=" not in topic]
    if verb == "study":
        from experiments.study.request import ACTIONS

        topics = [topic for topic in topics if topic not in ACTIONS]
    if not topics and verb == "study":
        from experiments.study.help import usage

        return f"skranke {verb}: {line}\n\n{usage()}"
    if not topics and verb in ("trial", "validate"):
        from experiments.trials.help import usage as usage_of_trials

        return f"skranke {verb}: {line}\n\n{usage_of_trials(verb)}"
    if not topics and verb == "calibrate":
        from experiments.calibration.help import usage as usage_of_calibration

        return f"skranke {verb}: {line}\n\n{usage_of_calibration()}"
    if not topics and verb == "report":
        from experiments.report.commands import USAGE

        return f"skranke {verb}: {line}\n\n{USAGE}"
    if not topics:
        return f"skranke {verb}: {line}\n\n{_usage(verb)}"
    return "\n\n".join(_topic(topic) for topic in topics)


def _usage(verb: str) -> str:
    compares = verb == "compare"
    groups = "\n".join(
        f"  {_chosen_by(name, compares):<18} {said}\n{wrapped(', '.join(options(name)), 21)}"
        for name, said in GROUPS.items()
    )
    often = "seed=1 replicates=20 weeks=156 seeds 1 to 20" if compares else "seed=1 replicates=5 weeks=156 seeds 1 to 5"
    topics = "\n".join(f"  --help {name:<12}{said}" for name, said in TOPICS.items())
    return f"""Usage: skranke {verb} {_before(verb)}[NAME=VALUE ...]
{COMPARES if compares else ""}
Choose: GROUP=OPTION
{groups}
  --help GROUP tells what each option means, and which numbers are in it.

Set one number: GROUP.NAME=VALUE
  channel.drop_in_hours=6       hours a week that the door is open without an appointment
  individualization.caseload=50 jobseekers for each caseworker
  office.jobseekers=800         people registered at the start
  parameters.encounter.coping_step=0.1   a number about the world

How often and how long
  {often}, three years; the same seed gives the same results
  threads=0 backend=compiled    every core; backend=mesa is slower and gives the same results
  out=FOLDER                    a new folder; otherwise results/{verb}/DATE_TIME
{SWEEPS if verb == "run" else ""}
Your own
  --config-dir FOLDER           policies and settings in files of your own, as policy/mine.yaml
  replace.NAME=module.function  a function of your own in the place of a behaviour of the model
  --cfg job                     show every number of the run, and run nothing

More
{topics}"""


def _before(verb: str) -> str:
    """What stands between the verb and its overrides."""
    return {"run": "[-m] ", "compare": "policies=[FIRST,OTHER,...] "}.get(verb, "")


def _chosen_by(group: str, compares: bool) -> str:
    return "policies=" if group == "policy" and compares else f"{group}="


def _topic(topic: str) -> str:
    if topic in GROUPS:
        return _group(topic)
    if topic == "levers":
        return "\n\n".join(
            _numbers(name) for name in ("standardization", "individualization", "channel", "organisation", "shock")
        )
    if topic == "sizes":
        return "\n\n".join(_numbers(name) for name in ("office", "labour_market"))
    if topic == "parameters" or topic.startswith("parameters."):
        return _parameters(topic)
    if topic == "options":
        return _options()
    if topic == "outcomes":
        return _outcomes()
    if topic == "behaviours":
        return _behaviours()
    if topic == "changes":
        return CHANGES
    if topic == "fields":
        return _fields()
    if topic == "format":
        from experiments.trials.help import format_text

        return format_text()
    from sim.declare import nearest

    known = [*TOPICS, *GROUPS]
    raise Refused(f"there is no help on {topic!r}; there is on {', '.join(known)}{nearest(topic, known)}")


def options(group: str) -> list[str]:
    """The options of a group, the default first."""
    names = sorted(path.stem for path in (CONFIGS / group).glob("*.yaml"))
    return sorted(names, key=lambda name: name != USUAL.get(group, "usual"))


def why(group: str, name: str, own: str | None = None) -> str:
    """The comment at the head of an option's file, in a folder of one's own or in `configs/`: why it is there."""
    files = [folder / group / f"{name}.yaml" for folder in (*([Path(own)] if own else []), CONFIGS)]
    path = next((file for file in files if file.exists()), None)
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    comments = (line for line in lines if line.startswith("# ") and not line.startswith("# @package"))
    return next(comments, "").removeprefix("# ")


def _group(group: str) -> str:
    """The options of a group with what stands in their files, and the numbers of the group."""
    said = [f"{group}: {GROUPS[group]}"]
    for name in options(group):
        lines = (CONFIGS / group / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
        body = [line for line in lines if not line.startswith("# @package")]
        said.append("\n".join([f"{group}={name}", *(f"    {line}".rstrip() for line in body)]))
    if group != "policy":
        said.append(_numbers(group))
    return "\n\n".join(said)


def _numbers(group: str) -> str:
    from experiments.cli.schema import written_numbers

    found = [number for number in written_numbers().values() if number.path.startswith(f"{group}.")]
    about = f"{group}: {GROUPS[group]}\n"
    if any(number.level for number in found):
        rows = [(number.path, *cells(number)[:-1], number.level, number.meaning) for number in found]
        return about + columns(("name", "default", "range", "unit", "can differ by", "meaning"), rows)
    return about + columns(HEADS, [(number.path, *cells(number)) for number in found])


def _parameters(topic: str) -> str:
    from experiments.cli.schema import written_numbers
    from sim.declare import nearest

    known = sorted({path.split(".")[1] for path in written_numbers() if path.startswith("parameters.")})
    theme = topic.partition(".")[2]
    if theme and theme not in known:
        raise Refused(f"there is no theme {theme!r}; it must be one of {', '.join(known)}{nearest(theme, known)}")
    chosen = [number for path, number in written_numbers().items() if f"{path}.".startswith(f"{topic}.")]
    rows = [(number.path, *cells(number), number.grade, number.source) for number in chosen]
    return columns((*HEADS, "grade", "source"), rows)


def _options() -> str:
    from experiments.cli.schema import written_numbers
    from sim.backends import BACKENDS

    rows = [(number.path, *cells(number)) for path, number in written_numbers().items() if "." not in path]
    meaning = "Compiled, or interpreted with Mesa agents; the results are the same"
    rows.append(("backend", BACKENDS[0], ", ".join(BACKENDS), "", meaning))
    rows.append(("out", "results/VERB/DATE_TIME", "new folder", "", "Where results are written"))
    return columns(HEADS, rows)


def _outcomes() -> str:
    from sim.outcomes import OUTCOMES

    return columns(
        ("outcome", "unit", "in Norwegian", "definition"),
        [(one.name, one.unit, one.norwegian, one.definition) for one in OUTCOMES],
    )


def _behaviours() -> str:
    import inspect

    from sim.replacements import BEHAVIOURS

    rows = []
    for name, function in sorted(BEHAVIOURS.items(), key=lambda item: (item[1].__module__, item[0])):
        said = (function.__doc__ or "").partition("\n")[0]
        rows.append((function.__module__, f"{name}({', '.join(inspect.signature(function).parameters)})", said))
    return (
        "replace.NAME=package.module.function puts a function of the same arguments in the place of one of these.\n"
        + columns(("module", "behaviour", "what it says or does"), rows)
    )


def _fields() -> str:
    """Every field that may be asked for or set, with what it may be set to."""
    from sim.conditions import enumeration
    from sim.declare import states
    from sim.settable import CLASS_BY_LEVEL, SETTABLE, THIS_WEEK

    said, kinds = [], {}
    for level, kind in CLASS_BY_LEVEL.items():
        rows = []
        for name, state in states(kind).items():
            members = enumeration(state)
            if level == "office" and name not in SETTABLE[level]:
                continue
            if members:
                kinds[state.unit] = ", ".join(members.__members__)
            rows.append((name, _may_be_set(level, name, state.unit), state.unit, state.meaning))
        said.append(f"{level}: {ASKED[level]}\n{columns(('field', 'may be set to', 'unit', 'meaning'), rows)}")
    listed = columns(("unit", "its names"), list(kinds.items()))
    return "\n\n".join([*said, f"Units that are names\n{listed}", f"{THIS_WEEK} may be written for a week."])


def _may_be_set(level: str, name: str, unit: str) -> str:
    from math import isfinite

    from sim.settable import SETTABLE, span_of

    span = span_of(level, name)
    if span is None:
        return "a name" if name in SETTABLE[level] else "–"
    low, high = (f"{end:g}" for end in span)
    if not isfinite(span[0]):
        return "any number"
    return low if low == high else f"{low} or {high}" if unit == "0/1" else f"{low} to {high}"


def cells(number: object) -> tuple[str, str, str, str]:
    """Default, range, unit and meaning of a number as it is written."""
    from enum import IntEnum

    from sim.declare import Number

    assert isinstance(number, Number)
    if issubclass(number.kind, IntEnum):
        return number.default.name, ", ".join(number.kind.__members__), "", number.meaning
    return f"{number.default:g}", f"{number.low:.16g} to {number.high:.16g}", number.unit, number.meaning


def columns(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Rows in columns; in a terminal what does not fit is wrapped under its own column."""
    listed = [heads, *rows]
    last = len(heads) - 1 if "source" not in heads else heads.index("meaning")
    widths = [max(len(row[i]) for row in listed) for i in range(last)]
    widths = [min(width, 44) for width in widths]
    room = max(
        30, (shutil.get_terminal_size().columns if sys.stdout.isatty() else 10_000) - sum(widths) - 2 * len(widths) - 2
    )
    lines = []
    for row in listed:
        start = "  ".join(f"{cell:<{width}}" for cell, width in zip(row[:last], widths, strict=True))
        tail = row[last] if last == len(heads) - 1 or row is heads else f"{row[last]} [{'; '.join(row[last + 1 :])}]"
        lines += [
            f"  {start if i == 0 else ' ' * len(start)}  {part}" for i, part in enumerate(wrap(tail, room) or [""])
        ]
    return "\n".join(lines)


def wrapped(text: str, indent: int) -> str:
    return fill(text, 110, initial_indent=" " * indent, subsequent_indent=" " * indent)


ASKED = {
    "person": "conditions of `whom`, and of a trial, may ask for any of these",
    "caseworker": "a trial asks for that of the own caseworker as caseworker.NAME",
    "office": "may be set, and not asked for",
    "employer": "a trial of employers may ask for any of these",
}
HEADS = ("name", "default", "range", "unit", "meaning")
CHANGES = """changes: levers that are set for some from a week on, a list in a file or on the command line

  # @package _global_
  # policy/pilot.yaml: the door of office 0 closes after a year; half of the people get more talks by video.
  changes:
    - {level: office, who: [0], from_week: 52, levers: {channel.drop_in_hours: 0}}
    - {level: person, share: 0.5, levers: {channel.video: 0.5}}

  level      run, market, office, caseworker or person; each lever says the finest it can differ between
  who        numbers of the offices or markets, rows of the caseworkers; without it, a share of all people by lot
  share      that share [0 to 1]
  from_week  the week it starts, 0 for the first
  levers     names as on the command line, with their values
  for_weeks  how long it lasts; without it, to the end
  fields     fields of the agents themselves, set at the beginning of every week, as {belief: 0.9}; `skranke run
             --help fields` lists them, and `added` adds to them
  whom       conditions that people must meet to be in the arm, as {reduced_capacity: 1, age: {below: 30}}

  skranke run 'changes=[{from_week: 52, levers: {channel.drop_in_hours: 6}}]'"""
