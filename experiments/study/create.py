"""A question made into a study: its folder with design, values and scenarios, frozen at submission; and made larger."""

import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from experiments.cli.composition import Job
from experiments.cli.extension import extended_by
from experiments.cli.refusal import Refused
from experiments.evidence_grade import levers_between, theory_driven
from experiments.results.provenance import git, machine
from experiments.results.results_folder import ResultsFolder
from experiments.results.tables import write_json
from experiments.study.design import GIVEN_DATA, METHODS, Design, given, given_outcomes, own_sample, sampled
from experiments.study.execution import keep
from experiments.study.executors import dispatch
from experiments.study.factors import DUMMY, Factor, options_varied
from experiments.study.ledger import COMMON, INDEPENDENT, LAYOUT, Ledger, Span, add_part, commit, spans_as_json
from experiments.study.options import MODEL, POINTS
from experiments.study.probe import MOST_ASKED, Probe, ask_function, ask_imports, probe
from experiments.study.request import Question
from experiments.study.result_files import KEYS, RunRange
from experiments.study.sources import SHIPPED, functions_of
from experiments.study.target import as_json, outcomes_of_function, refuse_unknown, wanted_outcome
from sim.declare import known_numbers
from sim.policy import Policy

MOST_RUNS = 2_000_000_000


def create(question: Question, out: Path | None) -> Path:
    """Make the folder of a study, ready to be run; raise Refused and leave nothing where that cannot be."""
    folder = ResultsFolder("study", out)
    design, values = _points_of(question)
    outcomes = given_outcomes(question.points, question.outcomes) if question.target == POINTS else None
    n_points = len(design.positions)
    own = question.method in GIVEN_DATA and bool(question.points)
    samples = n_points if own else _samples(question)
    factors, theory = _theory(question)
    study: dict[str, Any] = {
        "layout": LAYOUT, "title": question.title, "comment": question.comment,
        "target": question.target, "method": question.method, **question.numbers,
        "theory_driven": theory, "samples": samples, "batches": [samples], "points_given": own,
        "outcomes_chosen": bool(question.outcomes),
        "factors": [_factor(factor) for factor in factors],
        **({"extend": extended_by()} if extended_by() else {}),
        "outcomes": _outcomes_of_model(question) if question.target == MODEL else [], "replace": question.replace,
        "weeks": question.jobs[0].scenario.weeks if question.jobs else None,
        "base": question.jobs[0].title if question.jobs else question.target,
        "parts": {"design": [], "values": []}, "spans": [],
        "submitted": {
            "at": datetime.now(UTC).isoformat(timespec="seconds"), "git_commit": git("rev-parse", "HEAD"),
            "machine": machine(), "python": platform.python_version(),
        },
    }  # fmt: skip
    study["spans"] = spans_as_json(_spans([], n_points, study["replicates"], study["fresh"]))
    _refuse_too_many(study)
    with folder as path:
        probe = _probe(question, values, path)
        if question.target != MODEL:
            study["outcomes"] = _outcomes_of_function(question, probe)
        for name in ("submitted", "results"):
            (path / name).mkdir()
        write_json(path / "submitted" / "bases.json", [as_json(job.scenario) for job in question.jobs])
        write_json(path / "execution.json", {"executor": question.executor})
        if question.target not in (MODEL, POINTS):
            keep(path, probe)
        (path / "config.yaml").write_text(question.resolved, encoding="utf-8")
        add_part(path, study, _tables(question.factors, design, values, 0))
        commit(path, study, probe.own)
        if outcomes is not None:
            Ledger(path).write(RunRange(0, n_points), outcomes, np.full(n_points, "", object))
    return folder.final


def extend(ledger: Ledger, samples: int | None, replicates: int | None, fresh: int | None) -> int:
    """Add points or replicates to a study that is there; the number of runs added. Raise Refused where nothing can be.

    Earlier points and runs keep their numbers and their results.
    """
    study = json.loads(json.dumps(ledger.study))
    n_points = len(ledger.submitted("design")["point"])
    before = ledger.n_runs
    for name, wanted in (("samples", samples), ("replicates", replicates), ("fresh", fresh)):
        if wanted is not None and wanted < study[name]:
            raise Refused(f"{name} is {wanted}; the study has {study[name]} and extend only adds: write that or more")
    if study["target"] == POINTS:
        raise Refused("the outcomes of this study came with its points; make a new study of the larger table")
    tables = None
    if samples is not None and samples > study["samples"]:
        tables = _more_points(ledger.folder, study, samples, n_points)
        n_points += len(tables["design"]["point"])
    study["replicates"] = replicates or study["replicates"]
    study["fresh"] = study["fresh"] if fresh is None else fresh
    study["spans"] = spans_as_json(_spans(ledger.spans, n_points, study["replicates"], study["fresh"]))
    _refuse_too_many(study)
    if tables is not None:
        add_part(ledger.folder, study, tables)
    commit(ledger.folder, study, ledger.own, before=ledger.study["digest"])
    return Ledger(ledger.folder).n_runs - before


def _more_points(folder: Path, study: dict[str, Any], samples: int, n_points: int) -> dict[str, dict[str, Any]]:
    """The design and values of the points that a larger sample adds."""
    method = study["method"]
    if not METHODS[method].grows:
        raise Refused(f"the design of {method} cannot get more samples; replicates can be added")
    if study.get("points_given"):
        raise Refused("the points of this study were given, so no more can be drawn; replicates can be added")
    study["batches"] = [*study["batches"], samples - study["samples"]]
    study["samples"] = samples
    factors = [
        Factor(**{**factor, "levels": factor["levels"] and tuple(factor["levels"])}) for factor in study["factors"]
    ]
    grown = sampled(method, factors, study["batches"], study)
    old = Ledger(folder).submitted("design")
    for column, factor in enumerate(factors):
        if not np.array_equal(old[factor.name], grown.positions[:n_points, column]):
            raise Refused(f"the design of {method} does not begin with the points there are; begin a new study")
    more = Design(grown.positions[n_points:], grown.blocks[n_points:])
    values = {factor.name: factor.values(more.positions[:, column]) for column, factor in enumerate(factors)}
    return _tables(factors, more, values, n_points)


def _spans(spans: Sequence[Span], n_points: int, replicates: int, fresh: int) -> list[Span]:
    """Spans that cover all points with all replicates: those there are, and what is wanted beyond them."""
    grown = list(spans)
    for seed_scheme, wanted in ((COMMON, replicates), (INDEPENDENT, fresh)):
        same_scheme = [span for span in grown if span.seed_scheme == seed_scheme]
        points = max((span.first_point + span.points for span in same_scheme), default=0)
        had = max((span.first_replicate + span.replicates for span in same_scheme), default=0)
        if had and n_points > points:
            grown.append(Span(_next(grown), points, n_points - points, 0, had, seed_scheme))
        if wanted > had:
            grown.append(Span(_next(grown), 0, n_points, had, wanted - had, seed_scheme))
    return grown


def _next(spans: Sequence[Span]) -> int:
    return sum(span.runs for span in spans)


def _points_of(question: Question) -> tuple[Design, dict[str, Any]]:
    """The design in the unit cube, and the value of every factor at every point."""
    factors = question.factors
    if question.method in GIVEN_DATA and question.points:
        beside = question.outcomes if question.target == POINTS else ()
        return own_sample(question.method, factors, question.points, question.numbers, beside)
    if METHODS[question.method].sample is not None:
        design = sampled(question.method, factors, [question.numbers["samples"]], question.numbers)
        return design, {
            factor.name: factor.values(design.positions[:, column]) for column, factor in enumerate(factors)
        }
    written = given(question.method, factors, question.points, question.numbers["steps"])
    positions = np.column_stack([factor.positions(written[factor.name]) for factor in factors])
    kinds = {factor.name: object if factor.levels and isinstance(factor.levels[0], str) else None for factor in factors}
    values = {name: np.array(column, kinds[name]) for name, column in written.items()}
    return Design(positions, np.arange(len(positions), dtype=np.int64)), values


def _tables(factors: Sequence[Factor], design: Design, values: dict[str, Any], first: int) -> dict[str, dict[str, Any]]:
    points = np.arange(first, first + len(design.positions))
    columns = {factor.name: design.positions[:, column] for column, factor in enumerate(factors)}
    return {
        "design": {"point": points, "block": design.blocks, **columns},
        "values": {"point": points, **{factor.name: values[factor.name] for factor in factors}},
    }


def _theory(question: Question) -> tuple[list[Factor], str | None]:
    """The factors, those marked whose options differ in what rests on theory alone; and the line for all of them."""
    varied, factors, levers = options_varied(question.factors), [], []
    for factor in question.factors if question.jobs else []:
        of_factor = [factor.name] if factor.name in known_numbers(Policy) else []
        if factor.name in varied:
            of_factor = _levers_of(factor.name, varied, question.jobs)
        theory = theory_driven(of_factor)
        factors.append(replace(factor, theory_driven=theory["line"] if theory else None))
        levers += of_factor
    of_all = theory_driven(levers)
    return factors or question.factors, of_all["line"] if of_all else None


def _levers_of(name: str, varied: Iterable[str], jobs: Sequence[Job]) -> list[str]:
    """The levers in which the options of a group differ, all else as in the first job."""
    first, others = jobs[0], [other for other in varied if other != name]
    alike = [job for job in jobs if all(job.choices[other] == first.choices[other] for other in others)]
    return [lever for job in alike for lever in levers_between(first.scenario, job.scenario)]


def _samples(question: Question) -> int:
    if METHODS[question.method].sample is not None and METHODS[question.method].counts[0] != "(":
        return int(question.numbers["samples"])
    return 1


def _factor(factor: Factor) -> dict[str, Any]:
    return {**vars(factor), "levels": list(factor.levels) if factor.levels is not None else None}


def _probe(question: Question, values: dict[str, Any], folder: Path) -> Probe:
    """What the functions of a user's own give and are made of, asked in a process of its own."""
    functions, extension = functions_of(vars(question)), extended_by()
    if not functions and not extension:
        return Probe()
    if question.target == MODEL:
        imported = ", ".join([*functions, *([extension] if extension else [])])
        return probe([partial(ask_imports, functions, extension)], f"importing {imported} takes long")
    n_points = len(next(iter(values.values())))
    chosen = np.unique(np.linspace(0, n_points - 1, MOST_ASKED).astype(int))  # the first of them first
    columns = {name: np.asarray(column)[chosen].tolist() for name, column in values.items() if name != DUMMY}
    points = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    asks = [partial(ask_function, question.target, point, question.numbers["seed"]) for point in points]
    patience = f"asking {question.target} what it gives takes long; Ctrl-C ends it"
    of_user = question.target.partition(".")[0] not in SHIPPED
    return dispatch.probed(folder, question.executor, asks, of_user, patience)


def _outcomes_of_function(question: Question, probe: Probe) -> list[dict[str, str]]:
    """The outcomes of a function: those that are asked for, or all that it gave at the first point."""
    names = question.outcomes or outcomes_of_function(question.target, probe)
    refuse_unknown(question.target, names, probe)
    _refuse_names(names, question.factors)
    return [{"name": name, "unit": "value", "label": "", "definition": "", "better": "high"} for name in names]


def _outcomes_of_model(question: Question) -> list[dict[str, str]]:
    """Every outcome of the model that is asked for, with what is known of it."""
    from sim.outcomes import BY_NAME, OUTCOMES, weeks_needed

    weeks = min(job.scenario.weeks for job in question.jobs)
    outcomes = []
    for name in dict.fromkeys(
        question.outcomes or [outcome.name for outcome in OUTCOMES if weeks_needed(outcome.name) <= weeks]
    ):
        _, category, outcome = wanted_outcome(name)
        needed = weeks_needed(outcome)
        if weeks < needed:
            raise Refused(
                f"outcomes: nobody is seen {needed} weeks after coming in weeks={weeks}; write weeks={needed}"
            )
        declared = BY_NAME[outcome]
        of = "" if category == "all" else f" ({category})"
        outcomes.append({
            "name": name, "unit": declared.unit, "label": f"{declared.label}{of}",
            "definition": f"{declared.definition}{of}", "better": declared.better,
        })  # fmt: skip
    return outcomes


def _refuse_names(names: Sequence[str], factors: Sequence[Factor]) -> None:
    """Raise Refused for outcomes that could not be told from something else."""
    taken = {*KEYS, "problem", "block", "study", "", *(factor.name for factor in factors)}
    for number, name in enumerate(names):
        if name in taken or name in names[:number]:
            why = "is named twice" if name in names[:number] else "is the name of something else"
            raise Refused(f"outcomes: {name!r} {why}; give the outcome another name")


def _refuse_too_many(study: dict[str, Any]) -> None:
    runs = sum(span["points"] * span["replicates"] for span in study["spans"])
    if runs > MOST_RUNS:
        raise Refused(f"that would be {runs} runs; the ledger holds at most {MOST_RUNS}")
