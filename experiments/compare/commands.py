"""Compare policies on the same people with the same luck, and write what is between them."""

import logging
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.language import written_in
from analysis.tables import CONFIDENCE
from experiments.cli.presentation import print_where_the_rest_is, shows_all
from experiments.cli.replacement import load_replacements
from experiments.compare.nudge_twin import NUDGE_TWIN, about_nudge, nudged
from experiments.compare.pairing import (
    PERSON_OUTCOMES,
    SHARES,
    gained_and_lost,
    pair,
    people_columns,
    unchanged,
)
from experiments.compare.pilot import ESTIMATES, estimates, pilot_between
from experiments.compare.printing import print_comparison
from experiments.compare.request import ComparisonRequest
from experiments.compare.stopping import Stopping
from experiments.compare.summary import as_comparison
from experiments.evidence_grade import levers_between, theory_driven
from experiments.results.progress import Tick, progress
from experiments.results.provenance import provenance
from experiments.results.results_folder import ResultsFolder
from experiments.results.tables import write_json, write_table
from experiments.run.commands import KEY_COLUMNS, explained
from experiments.run.rest_check import tell_of_inflow

if TYPE_CHECKING:
    from sim.paired_runs import RunResult

PAIR_COLUMNS = {
    **KEY_COLUMNS,
    "policy": ("name", "the policy"),
    "first": ("see comparison.json", "value under the first policy"),
    "value": ("see comparison.json", "value under this policy; NaN when nobody was observed"),
    "difference": ("see comparison.json", "value under this policy less that under the first"),
}
FOLLOWED = "everybody to the end of the run, whatever office.follow_up_weeks says"
GAINED_COLUMNS = {
    **KEY_COLUMNS,
    "policy": ("name", "the policy"),
    "people": ("persons", "people of the group who were seen under both policies"),
    "value": ("see comparison.json", "mean over these people of their own difference from the first policy"),
}
PILOT_COLUMNS = {
    **KEY_COLUMNS,
    "policy": ("name", "the policy"),
    "estimate": ("name", "; ".join(f"{name}: {meaning}" for name, meaning in ESTIMATES.items())),
    "value": ("see comparison.json", "the estimate in this replicate; NaN where nobody was observed"),
}
PEOPLE_COLUMNS = {
    **KEY_COLUMNS,
    "policy": ("name", "the policy"),
    "id": ("identity", "the same person under every policy"),
    "unchanged": ("true/false", SHARES["unchanged"]),
    **{name: (outcome.unit, outcome.meaning) for name, outcome in PERSON_OUTCOMES.items()},
}


def compare(request: ComparisonRequest) -> None:
    """Run every policy with every seed, pair the people, write and tell the differences."""
    folder = ResultsFolder("compare", request.out)
    replace = [load_replacements(job.replace) or None for job in request.jobs]
    logging.getLogger("MESA").setLevel(logging.WARNING)  # it tells of each step
    started = datetime.now(UTC)
    times = request.at_most if request.until else request.jobs[0].replicates
    weeks = times * (len(request.jobs) + 1) * request.jobs[0].scenario.weeks  # and the nudge twin's
    what = f"comparing {len(request.jobs)} policies, {'at most ' if request.until else ''}{times} times"
    with folder as path, progress(weeks, what) as tick:
        results = _live(request, replace, tick)
        comparison = write_comparison(results, request, path)
        first = request.jobs[0]
        origin = provenance(
            results.seeds,
            started,
            backend=first.backend,
            threads=first.threads,
            replace=first.replace,
            ensemble=first.ensemble,
        )
        write_json(path / "provenance.json", origin)
    print_comparison(comparison)
    tell_of_inflow(request.jobs[0])
    print_where_the_rest_is(folder.final)


class PairedResults:
    """What is kept of the runs: rows of outcomes and of paired lives, in the order of seeds and policies."""

    def __init__(self, request: ComparisonRequest):
        self.request = request
        self.seeds: list[int] = []
        self.outcomes: list[tuple] = []
        self.gained: list[tuple] = []
        self.pilots = [pilot_between(request.jobs[0].scenario, job.scenario) for job in request.jobs[1:]]
        self.estimates: list[tuple] = []
        self.people: list[dict[str, Any]] = []
        self.stopping: Stopping | None = None

    def take(self, seed: int, runs: "list[RunResult]", twin: "RunResult") -> None:
        """Pair the lives of one seed, the nudge twin's as well; what is not kept of them is let go."""
        labels, jobs = self.request.labels, self.request.jobs
        parameters = jobs[0].scenario.parameters
        keep = self.request.people == "true" or (self.request.people == "first" and not self.seeds)
        self.seeds.append(seed)
        for label, run in zip(labels, runs, strict=True):
            self.outcomes += [
                (label, seed, *row, int(people)) for row, people in zip(run.outcomes, run.people_behind, strict=True)
            ]
        if keep:
            same = np.ones(len(runs[0].people), bool)
            self.people.append(people_columns(labels[0], seed, runs[0].people, same, parameters))
        for label, pilot, run in zip(labels[1:], self.pilots, runs[1:], strict=True):
            if pilot:
                self.estimates += [(label, seed, *row) for row in estimates(pilot, runs[0], run)]
        for label, run in zip([*labels[1:], NUDGE_TWIN], [*runs[1:], twin], strict=True):
            pairs = pair(runs[0].people, run.people)
            self.gained += [(label, seed, *row) for row in gained_and_lost(pairs, parameters)]
            if keep and label != NUDGE_TWIN:
                same = np.isin(run.people["id"], pairs.other["id"][unchanged(pairs)])
                self.people.append(people_columns(label, seed, run.people, same, parameters))


def _live(request: ComparisonRequest, replace: list, tick: Tick) -> PairedResults:
    """Run until there are replicates enough."""
    from sim.paired_runs import side_by_side

    first = request.jobs[0]
    results = PairedResults(request)
    times = first.replicates
    if request.until:
        times = request.at_most
        results.stopping = Stopping(request.until, len(request.jobs) - 1, first.replicates, request.at_most)
    scenarios = [*(job.scenario for job in request.jobs), nudged(first.scenario)]
    seeds = range(first.seed, first.seed + times)
    runs = side_by_side(
        scenarios,
        seeds,
        backend=first.backend,
        threads=first.threads,
        replace=[*replace, replace[0]],
        progress=tick,
        parameters_of=first.parameters_of,
    )
    try:
        with closing(runs):
            for seed, (*lived, twin) in runs:
                results.take(seed, lived, twin)
                if results.stopping and results.stopping.enough([run.outcomes for run in lived]):
                    break
    except (Exception, SystemExit) as problem:
        raise explained(problem, first) from problem
    return results


def write_comparison(results: PairedResults, request: ComparisonRequest, path: Path) -> dict[str, Any]:
    """Write configuration, tables, their summary and the figures of a comparison; the summary."""
    import pandas as pd

    from analysis.figures.comparison import draw_comparison
    from analysis.paired_differences import differences, load_comparison

    names = ["policy", "seed", "grouping", "category", "outcome", "value", "people"]
    outcomes = pd.DataFrame(results.outcomes, columns=names)
    names = ["policy", "seed", "grouping", "category", "outcome", "people", "value"]
    gained = pd.DataFrame(results.gained, columns=names)
    between = differences(outcomes)
    _write(path / "outcomes.parquet", outcomes, PAIR_COLUMNS)
    _write(path / "differences.parquet", between, PAIR_COLUMNS)
    _write(path / "gained.parquet", gained, GAINED_COLUMNS)
    pilots = pd.DataFrame(results.estimates, columns=["policy", "seed", "outcome", "estimate", "value"])
    if len(pilots):
        _write(path / "pilots.parquet", pilots, PILOT_COLUMNS)
    if results.people:
        people = pd.concat([pd.DataFrame(columns) for columns in results.people], ignore_index=True)
        _write(path / "people.parquet", people, PEOPLE_COLUMNS)
    (path / "config.yaml").write_text(resolved(request), encoding="utf-8")
    with written_in("en"):  # a file is the same in whatever language its figures are
        comparison = as_comparison(outcomes, between, gained, pilots, about(results, request))
    write_json(path / "comparison.json", comparison)
    draw_comparison(load_comparison(path), path, shows_all())
    return comparison


def _write(path: Path, table: Any, described: dict[str, tuple[str, str]]) -> None:
    write_table(path, {name: table[name].to_numpy() for name in table}, described)


def about(results: PairedResults, request: ComparisonRequest) -> dict[str, Any]:
    """What is said of a comparison before anything is computed of it."""
    first, *others = request.jobs
    theory = {}
    for label, job, pilot in zip(request.labels[1:], others, results.pilots, strict=True):
        levers = levers_between(first.scenario, job.scenario)
        theory[label] = {"levers_that_differ": levers, "theory_driven": theory_driven(levers)}
        theory[label]["pilot"] = pilot._asdict() if pilot else None
    chosen = first.choices
    return {
        "title": f"office {chosen['office']}, labour market {chosen['labour_market']}, shock {chosen['shock']}",
        "choices": {group: chosen[group] for group in ("office", "labour_market", "shock")},
        "written": first.written,
        "first": request.labels[0],
        "weeks": first.scenario.weeks,
        "followed": FOLLOWED,
        "replicates": len(results.seeds),
        "confidence": CONFIDENCE,
        "ensemble": first.ensemble,
        "stopping": results.stopping.summary() if results.stopping else None,
        "nudge": about_nudge(first.scenario),
        "policies": theory,
    }


def resolved(request: ComparisonRequest) -> str:
    """The resolved configuration as YAML: what all policies share, and under `policies` what each has of its own."""
    from omegaconf import OmegaConf

    plain: list[Any] = [OmegaConf.to_container(OmegaConf.create(job.resolved)) for job in request.jobs]
    shared = {key: value for key, value in plain[0].items() if all(config.get(key) == value for config in plain)}
    own = {
        label: {key: value for key, value in config.items() if key not in shared}
        for label, config in zip(request.labels, plain, strict=True)
    }
    asked = {"until": request.until.written, "at_most": request.at_most} if request.until else {}
    until = {"until": {"outcome": request.until.outcome, **asked}} if request.until else {}
    return OmegaConf.to_yaml(OmegaConf.create({"policies": own, **until, **shared}))
