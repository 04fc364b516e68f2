"""What `skranke trial --help` and `--list` say, and the tables of docs/trials.md."""

from collections.abc import Mapping

from pydantic.fields import FieldInfo

from experiments.cli.text_columns import columns
from experiments.office_targets.reading import read_offices
from experiments.office_targets.schema import TAKES, OfficeTarget, OfficeTargets
from experiments.trials.file_entries import Part
from experiments.trials.reading import SHIPPED_TRIALS, read_trials
from experiments.trials.schema import (
    MEANINGS,
    Arm,
    ChangeEntry,
    OutcomeEntry,
    Population,
    Rebuild,
    Target,
    Trial,
)
from sim.settable import SETTABLE

PARTS: dict[str, tuple[type[Part], str]] = {
    "trial": (Trial, "The file"),
    "population": (Population, "population: who counts"),
    "rebuild": (Rebuild, "population, rebuild: one level of the control arm"),
    "arms": (Arm, "arms: who is treated how"),
    "changes": (ChangeEntry, "arms, changes: what an arm does"),
    "outcomes": (OutcomeEntry, "outcomes: what is measured"),
    "targets": (Target, "targets: what was found"),
}
OF_OFFICES: dict[str, tuple[type[Part], str]] = {
    "office": (OfficeTargets, "A file of office targets"),
    "office targets": (OfficeTarget, "office targets: the published figures"),
}


def listing() -> str:
    """The trials that ship, a line each, and then the offices at rest."""
    files: list[Trial | OfficeTargets] = [*read_trials(SHIPPED_TRIALS)]
    files += [office.file for office in read_offices(SHIPPED_TRIALS)]
    return "\n".join(f"{file.id:<6} {file.role.replace('_', ' '):<9} {file.title}" for file in files)


def usage() -> str:
    """How to run trials."""
    return usage_of_trials("trial", "NAME [NAME ...] ")


def usage_of_trials(verb: str, names: str, further: str = "") -> str:
    """How a verb is used that runs trials; `further` tells of options that it alone has."""
    return f"""Usage: skranke {verb} {names}[trials=FOLDER] [NAME=VALUE ...]

  skranke trial K1                        one published experiment, run again
  skranke trial office                    an office at rest under the usual policy, beside published figures
  skranke trial trials=my_trials          all files of a folder of your own; a NAME before it takes one of them
  skranke validate                        all of them, and twelve published patterns: validation.json, tables, figures
  skranke validate K1 K5                  some of them, without the patterns
  skranke trial K5 parameters.hiring.coach_factor=1.1     with another number about the world

  replicates=30 seed=1          runs of every world; threads=0 takes every core; backend=mesa is slower and the same
  ensemble=true                 each replicate with an accepted parameter set of its own (skranke calibrate); validate
                                does so by itself, with a replicate for each set, and not with ensemble=false
{further}  out=FOLDER                    a new folder; otherwise results/{verb}/DATE_TIME
  replace.NAME=module.function  a function of your own in the place of a behaviour of the model

Trials
{_indented(listing())}

A trial file of your own
  --help format                 an example to copy, every entry of such a file, and the estimators
  --help fields                 fields of people, caseworkers, offices and employers, and what they may be set to"""


# What a file needs at least; it is read by a test.
EXAMPLE = """# my_trials/job_focus.yaml: half of the people, by lot, in follow-up with a focus on jobs. Run it with
# skranke trial trials=my_trials
id: job_focus
title: Follow-up with a focus on jobs
citation: Somebody, A. (2020), A paper, A Journal 1(2):3-45.
design: Somewhere, randomised, n = 300, one year
country: foreign                        # norwegian or foreign
role: held_out                          # fitted or held_out, decided before anything is run
role_because: One small trial; a check on theory.
setting: {office.jobseekers: 300, labour_market.employers: 40}
arms:
  usual: {level: person, share: 0.5}
  focused: {level: person, share: 0.5, changes: [{levers: {organisation.job_focus: 1.0}}]}
outcomes:
  weeks_in_work: {after: 52, mean: weeks_employed}
targets:
  - name: weeks_in_work
    estimator: difference
    outcome: weeks_in_work
    arms: [focused, usual]
    observed: 2.5                       # as printed, with its standard error
    standard_error: 1.1
    accept: implausibility"""


def format_text() -> str:
    """Every entry of a trial file, for the terminal."""
    sections = []
    for kind, title in (*PARTS.values(), *OF_OFFICES.values()):
        rows = [(name, _default(entry), str(entry.description)) for name, entry in kind.model_fields.items()]
        sections.append(f"{title}\n{columns(('entry', 'default', 'meaning'), rows)}")
    sections.append(f"Estimators\n{columns(('estimator', 'meaning'), list(MEANINGS.items()))}")
    sections.append(f"What an office target may take\n{columns(('take', 'meaning'), list(TAKES.items()))}")
    fields = "`--help fields` lists the fields that may be asked for and set."
    return "\n\n".join([f"A trial file\n{_indented(EXAMPLE)}", *sections, fields])


def format_page() -> str:
    """Every entry of a trial file as tables in Markdown."""
    rows = [f"| {level} | {', '.join(f'`{name}`' for name in names)} |" for level, names in SETTABLE.items()]
    return "\n\n".join([
        *(_entries_table(kind, title) for kind, title in PARTS.values()),
        _meanings_table("Estimators", "estimator", MEANINGS),
        "\n".join(["### Fields that an arm may set", "", "| level | fields |", "|---|---|", *rows]),
        *(_entries_table(kind, title) for kind, title in OF_OFFICES.values()),
        _meanings_table("What an office target may take", "take", TAKES),
    ])  # fmt: skip


def _entries_table(kind: type[Part], title: str) -> str:
    rows = [
        f"| `{name}` | `{(entry.examples or [''])[0]}` | {_default(entry)} | {entry.description} |"
        for name, entry in kind.model_fields.items()
    ]
    return "\n".join([f"### {title}", "", "| entry | written | default | meaning |", "|---|---|---|---|", *rows])


def _meanings_table(title: str, head: str, meanings: Mapping[str, str]) -> str:
    rows = [f"| `{name}` | {meaning} |" for name, meaning in meanings.items()]
    return "\n".join([f"### {title}", "", f"| {head} | meaning |", "|---|---|", *rows])


def _default(entry: FieldInfo) -> str:
    if entry.is_required():
        return "needed"
    if entry.default in (None, "", [], {}) or isinstance(entry.default, Part):
        return "none"
    return str(entry.default).lower() if isinstance(entry.default, bool) else str(entry.default)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
