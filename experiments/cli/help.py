"""Help, in the words of the field: what there is to choose and to set, from the files and declarations themselves."""

from experiments.cli.options import CONFIGS, GROUP_MEANINGS, options
from experiments.cli.refusal import Refused
from experiments.cli.text_columns import HEADS, cells, columns, wrapped

TOPICS = {
    "levers": "every lever of policy, with unit, default and range",
    "sizes": "the sizes of office and labour market",
    "parameters": "the numbers about the world, with source and evidence grade",
    "options": "seed, replicates, weeks, threads, backend, out",
    "outcomes": "what is measured, with unit and definition",
    "behaviours": "what replace.NAME can take the place of",
    "files": "a policy or a setting in a file of your own, with an example",
    "changes": "levers that change at a week, or differ between people, caseworkers or offices",
    "fields": "fields of people, caseworkers, offices and employers that changes and trials may ask for or set",
}
FIVE_SEEDS = "seed=1 replicates=5 weeks=208 seeds 1 to 5"


def overview(verbs: dict[str, str]) -> str:
    """What `skranke --help` says."""
    listed = "\n".join(f"  {verb:<10}{summary}" for verb, summary in verbs.items())
    return f"""Skranke: a laboratory of NAV's front line. Jobseekers with complex needs, caseworkers with discretion,
digital channels and employers meet week by week under a policy; out come employment and administrative
cost, and who gained and who lost.

Usage: skranke VERB [NAME=VALUE ...]

Verbs
{listed}

Examples
  skranke run                                         a large office, NAV's usual policy, four years, five times
  skranke run policy=digital_first office=small       another policy, in a small place
  skranke run channel.drop_in_hours=6 weeks=52        one lever at a time
  skranke run -m policy=baseline,digital_first,ips    several policies side by side
  skranke compare policies=[baseline,digital_first]   who gained and who lost, on the same people with the same luck

More
  skranke run --help           policies and settings to choose from
  skranke run --help levers    every lever, with unit and range
  skranke --version"""


def usage_of_scenarios(
    verb: str, *, words: str = "", about: str = "", policy: str = "policy=", seeds: str = FIVE_SEEDS, sweeps: str = ""
) -> str:
    """How a verb is used that runs scenarios: what there is to choose, to set, and to read on.

    `words` must stand before the others, `about` explains them, and `policy` is how policies are chosen.
    """
    groups = []
    for group, meaning in GROUP_MEANINGS.items():
        chosen_by = policy if group == "policy" else f"{group}="
        groups.append(f"  {chosen_by:<18} {meaning}\n{wrapped(', '.join(options(group)), 21)}")
    listed = "\n".join(groups)
    topics = "\n".join(f"  --help {name:<12}{meaning}" for name, meaning in TOPICS.items())
    return f"""Usage: skranke {verb} {words}[NAME=VALUE ...]
{about}
Choose: GROUP=OPTION
{listed}
  --help GROUP tells what each option means, and which numbers are in it.

Set one number: GROUP.NAME=VALUE
  channel.drop_in_hours=6       hours a week that the door is open without an appointment
  individualization.caseload=50 jobseekers for each caseworker
  office.jobseekers=800         people registered at the start
  parameters.encounter.coping_step=0.1   a number about the world

How often and how long
  {seeds}, four years; the same seed gives the same results
  threads=0 backend=compiled    every core; backend=mesa is slower and gives the same results
  out=FOLDER                    a new folder; otherwise results/{verb}/DATE_TIME
{sweeps}
Your own
  --config-dir FOLDER           policies and settings in files of your own, as policy/mine.yaml in it;
                                --help files has an example to copy
  replace.NAME=module.function  a function of your own in the place of a behaviour of the model
  extend=module                 numbers, levers, fields and outcomes of your own, with the behaviours that use them
  --cfg job                     show every number of the run, and run nothing

More
{topics}"""


def text_of(topic: str, elsewhere: tuple[str, ...] = ()) -> str:
    """What --help says on a topic; raise Refused where there is none, `elsewhere` being those that others tell of."""
    if topic in GROUP_MEANINGS:
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
    if topic == "files":
        return OWN_FILES
    if topic == "changes":
        return CHANGES
    if topic == "fields":
        return _fields()
    from sim.declare import nearest

    known = [*TOPICS, *elsewhere, *GROUP_MEANINGS]
    raise Refused(f"there is no help on {topic!r}; it must be one of {', '.join(known)}{nearest(topic, known)}")


def _group(group: str) -> str:
    """The options of a group with what stands in their files, and the numbers of the group."""
    parts = [f"{group}: {GROUP_MEANINGS[group]}"]
    for name in options(group):
        lines = (CONFIGS / group / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
        body = [line for line in lines if not line.startswith("# @package")]
        parts.append("\n".join([f"{group}={name}", *(f"    {line}".rstrip() for line in body)]))
    if group != "policy":
        parts.append(_numbers(group))
    return "\n\n".join(parts)


def _numbers(group: str) -> str:
    from experiments.cli.schema import written_numbers

    numbers = [number for number in written_numbers().values() if number.path.startswith(f"{group}.")]
    head = f"{group}: {GROUP_MEANINGS[group]}\n"
    if any(number.level for number in numbers):
        rows = [(number.path, *cells(number)[:-1], number.level, number.meaning) for number in numbers]
        return head + columns(("name", "default", "range", "unit", "can differ by", "meaning"), rows)
    return head + columns(HEADS, [(number.path, *cells(number)) for number in numbers])


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
        ("outcome", "unit", "label", "definition"),
        [(outcome.name, outcome.unit, outcome.label, outcome.definition) for outcome in OUTCOMES],
    )


def _behaviours() -> str:
    import inspect

    from sim.replacements import BEHAVIOURS

    rows = []
    for name, function in sorted(BEHAVIOURS.items(), key=lambda item: (item[1].__module__, item[0])):
        first_line = (function.__doc__ or "").partition("\n")[0]
        rows.append((function.__module__, f"{name}({', '.join(inspect.signature(function).parameters)})", first_line))
    return (
        "replace.NAME=package.module.function puts a function of the same arguments in the place of one of these.\n"
        "Chance or a clock of its own is refused where it can be seen; draw with lot or happens of sim.chance.\n"
        + columns(("module", "behaviour", "what it says or does"), rows)
    )


def _fields() -> str:
    """Every field that may be asked for or set, with what it may be set to."""
    from sim.accounts import OfficeWeek
    from sim.conditions import enumeration
    from sim.declare import states
    from sim.settable import CLASS_BY_LEVEL, SETTABLE, THIS_WEEK

    parts, names_of_unit = [], {}
    for level, kind in CLASS_BY_LEVEL.items():
        rows = []
        for name, state in states(kind).items():
            members = enumeration(state)
            if level == "office" and name not in SETTABLE[level]:
                continue
            if members:
                names_of_unit[state.unit] = ", ".join(members.__members__)
            rows.append((name, _may_be_set(level, name, state.unit), state.unit, state.meaning))
        parts.append(f"{level}: {ASKED[level]}\n{columns(('field', 'may be set to', 'unit', 'meaning'), rows)}")
    booked = columns(
        ("field", "unit", "meaning"), [(name, state.unit, state.meaning) for name, state in states(OfficeWeek).items()]
    )
    parts.append(f"books of an office, week by week: a trial asks for these under `books`\n{booked}")
    listed = columns(("unit", "its names"), list(names_of_unit.items()))
    return "\n\n".join([*parts, f"Units that are names\n{listed}", f"{THIS_WEEK} may be written for a week."])


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


ASKED = {
    "person": "conditions of `whom`, and of a trial, may ask for any of these",
    "caseworker": "a trial asks for that of the own caseworker as caseworker.NAME",
    "office": "may be set, and not asked for",
    "employer": "a trial of employers may ask for any of these",
}
OWN_FILES = """A policy or a setting of your own is a file in a folder of your own, named GROUP/NAME.yaml

  # policy/mine.yaml: digital first, with the doors open eight hours a week, and fewer people for each caseworker.
  defaults: [channel: digital_first]
  channel: {drop_in_hours: 8}
  individualization: {caseload: 50}

  # office/ours.yaml: our own office.
  jobseekers: 800

  skranke run --config-dir . policy=mine office=ours

What a file does not name keeps its usual value. `defaults` begins with options that are there already. A policy may set
whatever stands on the command line: levers, office.jobseekers, weeks, changes, parameters. --help GROUP lists the
numbers of a group, with unit and range. Decimals take a point, and the file is saved as UTF-8."""
CHANGES = """changes: levers that are set for some from a week on, a list in a file or on the command line

  # policy/pilot.yaml: the door of office 0 closes after a year; half of the people get more talks by video.
  changes:
    - {level: office, who: [0], from_week: 52, levers: {channel.drop_in_hours: 0}}
    - {level: person, share: 0.5, levers: {channel.video: 0.5}}

  level      run, market, office, caseworker or person; each lever says the finest it can differ between
  who        numbers of the offices or markets, rows of the caseworkers; without it, a share of all people by lot
  share      that share [0 to 1]
  from_week  the week it starts, 0 for the first; of changes that set the same, the one that starts later counts
  levers     names as on the command line, with their values
  for_weeks  how long it lasts; without it, to the end
  fields     fields of the agents themselves, set at the beginning of every week, as {belief: 0.9}; `skranke run
             --help fields` lists them, and `added` adds to them
  now        conditions that agents must meet when a week begins for their fields to be set, as {status: SEEKING}
  whom       conditions that people must meet to be in the arm, as {reduced_capacity: 1, age: {below: 30}}

  skranke run 'changes=[{from_week: 52, levers: {channel.drop_in_hours: 6}}]'"""
