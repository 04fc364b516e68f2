"""Every message that people read, as the code and the declarations hold it, and the catalogue brought up to date.

    python -m tests.catalogue      writes analysis/texts/nb.po anew: what is new stands in it without Norwegian

A message stands literally in a call of `text` or `remark`, or it is declared elsewhere and given to `text` under a
name; `DECLARED` says, for every such name, where its messages stand.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from analysis.figures.growth import LABELS as ALONG
from analysis.language import CATALOGUES
from analysis.naming import GROUPING_LABELS, MARK, THEORY, spoken
from analysis.trial_wording import claim_unit, unit_text
from experiments.cli.options import CONFIGS, GROUP_MEANINGS, options
from experiments.cli.schema import GROUPS
from experiments.compare.commands import FOLLOWED
from experiments.compare.pairing import PERSON_OUTCOMES
from experiments.evidence_grade import BY_RULE
from experiments.office_targets.reading import read_offices
from experiments.patterns.published import PATTERNS
from experiments.rest.solving import CALLED
from experiments.study.factors import DUMMY, dummy, read_factors
from experiments.trials.reading import read_trials
from experiments.trials.schema import ESTIMATORS, GROUNDS
from experiments.trials.units import unit_of, unit_of_outcome
from sim.declare import GRADES, Number, known_numbers
from sim.outcomes import GROUPINGS, OUTCOMES
from sim.parameters import Parameters
from sim.policy import Policy
from sim.setting import Setting
from sim.terms import LABELS

HOME = Path(__file__).resolve().parent.parent
PATH = CATALOGUES / "nb.po"
NAMES_OF_A_CALL = ("text", "remark")


def numbers() -> list[Number]:
    """Every lever, parameter and number of the setting."""
    return [number for kind in (Policy, Parameters, Setting) for number in known_numbers(kind).values()]


def meanings() -> Iterator[str]:
    """What every factor of a study means: a number, the options of a group, or the dummy."""
    yield from (number.meaning for number in numbers())
    yield from (factor.meaning for factor in read_factors(list(GROUPS), {}, of_model=True))
    yield dummy(grouped=False).meaning


def studies() -> list[tuple[str, str]]:
    """Title and question of each study that ships."""
    paths = sorted((CONFIGS / "study").glob("*.yaml"))
    return [(path.stem, path.read_text(encoding="utf-8").splitlines()[1].removeprefix("# ")) for path in paths]


def units() -> Iterator[str]:
    """Units of outcomes, numbers, patterns and trials."""
    yield from (outcome.unit for outcome in (*OUTCOMES, *PERSON_OUTCOMES.values()))
    yield from (number.unit for number in numbers())
    yield from (claim_unit(part.unit) for pattern in PATTERNS for part in pattern.parts)
    for trial in read_trials():
        yield from (unit_text(unit_of(target, trial), target.estimator) for target in trial.targets)
        yield from (unit_text(unit_of_outcome(trial, level.outcome), "level") for level in trial.population.rebuild)
    yield from (unit_text(target.unit, "level") for office in read_offices() for target in office.file.targets)


def names() -> Iterator[str]:
    """Names that are read in words: of groups and their options, of numbers by theme, and of the values of levers."""
    for group in GROUP_MEANINGS:
        yield from (group, *options(group))
    for number in numbers():
        yield from number.path.split(".")[-2:]
        if hasattr(number.kind, "__members__"):
            yield from number.kind.__members__
    yield from (DUMMY, "weeks", "parameters")
    yield from (title for title, _ in studies())


def trials() -> Iterator[str]:
    """What files of trials say that is shown: of the trial as a whole, and what targets and control arms are."""
    for trial in read_trials():
        yield from (trial.title, trial.design, trial.role_because, trial.why_not, trial.notes)
        yield from (target.meaning or spoken(target.name) for target in trial.targets)
        yield from (spoken(level.outcome) for level in trial.population.rebuild)


def offices() -> Iterator[str]:
    """What files of office targets say that is shown."""
    for office in read_offices():
        yield from (office.file.title, office.file.role_because, office.file.why_not, office.file.notes)
        for target in office.file.targets:
            yield from (target.meaning or target.name, target.not_measured)


def patterns() -> Iterator[str]:
    """Published patterns, by name and in words, and what is measured of them."""
    for pattern in PATTERNS:
        yield from (spoken(pattern.id), pattern.pattern, pattern.note)
        yield from (part.measured for part in pattern.parts)


def declared() -> dict[str, list[str]]:
    """The messages that are declared, by where they stand."""
    labels = [outcome.label for outcome in OUTCOMES] + [label for each in LABELS.values() for label in each.values()]
    return {
        "labels": [*labels, *GROUPING_LABELS.values(), *map(spoken, GROUPINGS)],
        "definitions": [outcome.definition for outcome in OUTCOMES],
        "themes": [outcome.theme for outcome in OUTCOMES],
        "units": list(units()),
        "meanings": list(meanings()),
        "names": [spoken(name) for name in names()],
        "studies": [question for _, question in studies()],
        "trials": list(trials()),
        "offices": list(offices()),
        "estimators": [spoken(estimator) for estimator in ESTIMATORS],
        "grounds": list(GROUNDS),
        "grades": [*GRADES, "policy"],
        "patterns": list(patterns()),
        "theory": [MARK, THEORY, *BY_RULE.values()],
        "followed": [FOLLOWED],
        "growth": list(ALONG.values()),
        "work capacity": list(CALLED.values()),
        "numbers of patterns": ["declared numbers, seeds of their own"],
    }


REMARKS = "remarks"  # literally in a call of `remark`
# What is given to `text` under a name: where its messages stand, by how it is written in the call.
DECLARED = {
    "factor['meaning']": "meanings",
    "lever.meaning": "meanings",
    "BY_NAME[outcome].label": "labels",
    "LABELS[Channel][channel.name]": "labels",
    "LABELS[Status][status.name]": "labels",
    "labels[category]": "labels",
    "GROUPING_LABELS.get(grouping, spoken(grouping))": "labels",
    "outcome['definition']": "definitions",
    "outcome.get('definition') or ''": "definitions",
    "entry.get('definition', '')": "definitions",
    "theme": "themes",
    "unit": "units",
    "self.unit": "units",
    "factor['unit']": "units",
    "outcome['unit']": "units",
    "spoken(name)": "names",
    "spoken(part)": "names",
    "spoken(part.strip())": "names",
    "spoken(group)": "names",
    "spoken(level)": "names",
    "spoken(outcome)": "names",  # of a function of the user's own, so in words only
    "spoken(str(value))": "names",
    "spoken(lever.path.rpartition('.')[2])": "names",
    "spoken(factor.get('group') or '')": "names",
    "spoken(str(study.get('title') or folder.name))": "names",
    "str(study.get('comment') or '')": "studies",
    "trial['title']": "trials",
    "trials[0]['title']": "trials",
    "trial.title": "trials",
    "trial.why_not": "trials",
    "trial['design']": "trials",
    "trial['role_because']": "trials",
    "trial['why_not']": "trials",
    "trial['notes'] or ''": "trials",
    "target.meaning": "trials",
    "row['meaning'] or spoken(row['name'])": "trials",
    "str(target['meaning'] or spoken(target['name']))": "trials",
    "spoken(level['outcome'])": "trials",
    "spoken(target['estimator'])": "estimators",
    "target['standard_error_is']": "grounds",
    "factor['grade']": "grades",
    "by_name[factor]['grade']": "grades",
    "office['title']": "offices",
    "office['role_because']": "offices",
    "office['why_not']": "offices",
    "office['notes'] or ''": "offices",
    "score.office.why_not": "offices",
    "target['meaning'] or target['name']": "offices",
    "target['not_measured']": "offices",
    "target.meaning or target.name": "offices",
    "scored.target.meaning or scored.target.name": "offices",
    "scored.target.not_measured": "offices",
    "row['meaning'] or row['name']": "offices",
    "pattern['pattern']": "patterns",
    "pattern['note'] or ''": "patterns",
    "part['measured']": "patterns",
    "part.measured": "patterns",
    "result.pattern.pattern": "patterns",
    "result.pattern.note": "patterns",
    "spoken(result.pattern.id)": "patterns",
    "THEORY": "theory",
    "MARK": "theory",
    "about['followed']": "followed",
    "LABELS[name]": "growth",
    "CALLED[group]": "work capacity",
    "run_with": "numbers of patterns",
    "value": REMARKS,
    "line": REMARKS,
    "reason": REMARKS,
    "price['note']": REMARKS,
    "saved['explanation']": REMARKS,
    "chance.why_not": REMARKS,
    "discovery.why_not": REMARKS,
    "shares.why_not": REMARKS,
    "shares.left_out": REMARKS,
    "shares.why_not or shares.left_out": REMARKS,
    "of_outcome['shares_note']": REMARKS,
    "fresh.left_out": REMARKS,
    "indices.why_not_judged": REMARKS,
    "outcome_indices.why_not_judged": REMARKS,
    "outcome_indices.no_fresh": REMARKS,
    "outcome_indices.excluded.line": REMARKS,
    "seeds_only(method)": REMARKS,
    "block_word(study['method'])": REMARKS,
    "block_word(sensitivity.study['method'])": REMARKS,
}


@cache
def calls() -> list[tuple[str, ast.expr]]:
    """Each call of `text` and `remark`: the file it stands in, and what it is given."""
    found = []
    for path in sorted((*HOME.glob("analysis/**/*.py"), *HOME.glob("experiments/**/*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES_OF_A_CALL:
                found.append((path.relative_to(HOME).as_posix(), node.args[0]))
    return found


def literal() -> list[tuple[str, str]]:
    """File and message, of what stands literally in a call."""
    return [(where, given.value) for where, given in calls() if isinstance(given, ast.Constant)]


def under_a_name() -> set[str]:
    """What is given to `text` and is no message itself, as it is written in the call."""
    return {ast.unparse(given) for _, given in calls() if not isinstance(given, ast.Constant)}


@cache
def messages() -> dict[str, list[str]]:
    """Every message with where it stands, what is declared first; what has no letter is the same in any language."""
    places: dict[str, list[str]] = {}
    everything = [(where, message) for where, group in declared().items() for message in group]
    for where, message in (*everything, *literal()):
        if any(letter.isalpha() for letter in message) and where not in places.setdefault(message, []):
            places[message].append(where)
    return places


def renewed(known: Catalog) -> Catalog:
    """A catalogue of every message, with the Norwegian that is known."""
    new = Catalog(locale="nb")
    for message, places in messages().items():
        old = known.get(message)
        new.add(message, old.string if old else "", [(where, 0) for where in places])
    return new


def main() -> None:
    """Write the catalogue anew, and tell how many messages have no Norwegian."""
    header, _, _ = PATH.read_text(encoding="utf-8").partition("\n\n")
    with PATH.open("rb") as file:
        new = renewed(read_po(file))
    with PATH.open("wb") as file:
        file.write(f"{header}\n\n".encode())
        write_po(file, new, omit_header=True, width=110, include_lineno=False)
    print(f"{sum(not message.string for message in new if message.id)} messages have no Norwegian")


if __name__ == "__main__":
    main()
