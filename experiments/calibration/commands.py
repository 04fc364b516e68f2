"""`skranke calibrate`: search wave by wave, accept by simulation only, keep the ensemble, tell what does not fit."""

import json
from datetime import UTC, datetime
from typing import Any

import numpy as np

from analysis.language import text
from analysis.tables import TAILS
from experiments.calibration.candidates import first_points, judge, next_points
from experiments.calibration.emulator import Emulator, emulated
from experiments.calibration.goals import REJECTED, Goal, goals_of, goals_of_office, moved, pooled
from experiments.calibration.inflow import with_inflow
from experiments.calibration.leave_one_out import leave_one_out
from experiments.calibration.printing import print_calibration, print_parameters
from experiments.calibration.request import OPTION_NAMES, CalibrationRequest
from experiments.calibration.target import REPLICATES, SEED, TRIALS, fitted_offices, fitted_trials, names_of
from experiments.calibration.waves import simulate_wave
from experiments.cli.refusal import Refused
from experiments.parameter_sets import INFLOW, PREFIX, Member, read_ensemble, write_ensemble
from experiments.results.atomic_files import atomic_file
from experiments.results.provenance import provenance
from experiments.results.tables import write_json
from experiments.trials.reading import SHIPPED_TRIALS

MORE = 1.3  # times the sets missing that are simulated at a time, for some are rejected
BATCHES = 4  # further waves at most, until there are sets enough
SEEDS_A_WAVE = 1_000_000
INFLOW_FOLDER = "inflow"


def calibrate(request: CalibrationRequest) -> None:
    """Calibrate, or go on with a calibration that was interrupted; write the ensemble and what came of it."""
    started = datetime.now(UTC)
    _begin(request)
    if request.inflow:
        _solve_inflow(request, started)
        return
    search = Search(request)
    for number in range(request.options.waves):
        search.wave(f"wave-{number + 1}", request.options.points)
        print(search.progress_line(), flush=True)
    for number in range(BATCHES):
        missing = request.options.members - int(search.passes().sum())
        if missing <= 0:
            break
        search.wave(f"more-{number + 1}", int(np.ceil(MORE * missing)))
        print(search.progress_line(), flush=True)
    members = search.accepted()[: request.options.members]
    if not members:
        raise Refused(f"no parameter set is accepted; {request.out} keeps what was simulated, waves= more may find one")
    members = with_inflow(request.out / INFLOW_FOLDER, members, request.executor)
    write_ensemble(request.ensemble, members, _about(request, search, members))
    summary = search.summary(members)
    write_json(request.out / "calibration.json", summary)
    _write_origin(request, started)
    print_calibration(summary)
    print(
        text(
            "\n{n} parameter sets in {ensemble}, the search in {folder}",
            n=len(members), ensemble=request.ensemble, folder=request.out,
        )
    )  # fmt: skip


def _solve_inflow(request: CalibrationRequest, started: datetime) -> None:
    """Solve the inflow of an ensemble that is there, and write it into the table."""
    ensemble = read_ensemble(request.ensemble)
    members = with_inflow(request.out / INFLOW_FOLDER, ensemble.members, request.executor)
    with atomic_file(request.ensemble) as partial:
        write_ensemble(partial, members, ensemble.about)
    _write_origin(request, started)
    print_parameters({name: _spread([member.values[name] for member in members]) for name in INFLOW})
    print(text("{n} parameter sets in {ensemble}", n=len(members), ensemble=request.ensemble))


def _write_origin(request: CalibrationRequest, started: datetime) -> None:
    about = provenance([], started, backend="compiled", threads=0, replace={})
    write_json(request.out / "provenance.json", about)


def _begin(request: CalibrationRequest) -> None:
    """Make the folder, or see that it holds this very calibration; raise Refused where it holds another."""
    path, asked = request.out / "request.json", request.as_asked()
    if path.exists():
        try:
            before = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise Refused(f"{path} is damaged; name a new folder with out=FOLDER") from None
        if before != asked:
            raise Refused(f"{request.out} holds a calibration asked for otherwise; name a new folder with out=FOLDER")
        return
    if request.out.exists() and any(request.out.iterdir()):
        raise Refused(f"{request.out} is not empty and holds no calibration; name a new folder with out=")
    request.out.mkdir(parents=True, exist_ok=True)
    with atomic_file(path) as partial:
        write_json(partial, asked)


class Search:
    """All points simulated so far, and what they say."""

    def __init__(self, request: CalibrationRequest):
        self.request = request
        self.numbers = request.numbers
        self.trials = fitted_trials(str(request.trials))
        self.offices = fitted_offices(str(request.trials))
        self.goals: list[Goal] = goals_of(self.trials)
        self.goals += [goal for office in self.offices for goal in goals_of_office(office.file)]
        self.columns: dict[str, np.ndarray] = {}
        self.waves = 0
        self._emulator: Emulator | None = None

    @property
    def positions(self) -> np.ndarray:
        """The points in the unit cube."""
        rows = [
            (self.columns[PREFIX + number.path] - number.fit[0]) / (number.fit[1] - number.fit[0])
            for number in self.numbers
        ]
        return np.column_stack(rows)

    @property
    def fitted(self) -> list[str]:
        """The trials and offices that parameters are fitted to, by name."""
        return [*(trial.id for trial in self.trials), *(office.file.id for office in self.offices)]

    @property
    def moved(self) -> list[Goal]:
        """The goals that the parameters move, as far as is known."""
        return moved(self.goals, self.columns)

    @property
    def emulator(self) -> Emulator:
        """The emulator of all points so far."""
        if self._emulator is None:
            self._emulator = emulated(self.positions, self.columns, [goal.name for goal in self.moved])
        return self._emulator

    def wave(self, name: str, n: int) -> None:
        """Simulate one more wave; what is there of it already is read."""
        self.waves += 1
        options, folder = self.request.options, self.request.out / name
        how = {
            TRIALS: self.request.trials, REPLICATES: options.replicates, "executor": self.request.executor,
            SEED: options.seed * 100 * SEEDS_A_WAVE + self.waves * SEEDS_A_WAVE, "seed": options.seed,
        }  # fmt: skip
        positions = np.zeros((0, len(self.numbers)))
        if not (folder / "study.json").exists():
            chance = options.seed * 1000 + self.waves
            if self.columns:
                positions = next_points(self.emulator, self.moved, n, len(self.numbers), chance)
            else:
                positions = first_points(n, len(self.numbers), chance)
        simulated = simulate_wave(folder, self.numbers, positions, how, names_of(self.trials, self.offices))
        before = self.columns
        self.columns = {
            key: np.concatenate([before[key], simulated[key]]) if before else simulated[key] for key in simulated
        }
        self._emulator = None

    def implausibilities(self) -> dict[str, np.ndarray]:
        """Implausibility of every point by goal, as simulated; infinite where it could not be estimated."""
        implausibilities = {}
        for goal in self.moved:
            if np.isfinite(goal.observed):
                error = pooled(self.columns[f"{goal.name}.error"], self.request.options.replicates)
                value = goal.implausibility(self.columns[goal.name], error)
                implausibilities[goal.name] = np.where(np.isfinite(value), value, np.inf)
        return implausibilities

    def passes(self) -> np.ndarray:
        """Which points no fitted target rejects, the control arms of trials rebuilt."""
        fits = [implausibility <= REJECTED for implausibility in self.implausibilities().values()]
        rebuilt = [self.columns[f"{trial.id}.rebuilt"] == 1.0 for trial in self.trials]
        return np.asarray(np.all([np.ones(len(self.columns[SEED]), bool), *fits, *rebuilt], axis=0))

    def ranked(self) -> np.ndarray:
        """The points that pass; those first that the emulator, which tells luck from effect, expects to miss least."""
        passed = np.flatnonzero(self.passes())
        if not len(passed):
            return passed
        return passed[np.argsort(judge(self.emulator, self.moved, self.positions[passed]).miss, kind="stable")]

    def accepted(self) -> list[Member]:
        """The sets that are accepted, those first that are expected the least to miss."""
        each = self.implausibilities()
        members = []
        for point in self.ranked():
            values = {PREFIX + number.path: float(self.columns[PREFIX + number.path][point]) for number in self.numbers}
            scores = {SEED: float(self.columns[SEED][point]), REPLICATES: float(self.columns[REPLICATES][point])}
            scores["implausibility"] = max(
                (float(implausibility[point]) for implausibility in each.values()), default=0.0
            )
            for fitted in self.fitted:
                own = [
                    float(implausibility[point])
                    for name, implausibility in each.items()
                    if name.startswith(f"{fitted}.")
                ]
                scores[f"I_{fitted}"] = max(own, default=0.0)
            members.append(Member(values, scores))
        return members

    def progress_line(self) -> str:
        """How far it is, in a line."""
        passed = self.passes()
        return f"{len(passed)} points simulated, {int(passed.sum())} not rejected"

    def summary(self, members: list[Member]) -> dict[str, Any]:
        """What came of it, for calibration.json."""
        keep = self.ranked()[: len(members)]
        goals = [_goal_summary(goal, self.columns[goal.name][keep]) for goal in self.goals]
        seed = self.request.options.seed
        return {
            "ensemble": str(self.request.ensemble), "members": len(members), "points": len(self.passes()),
            "not_rejected": int(self.passes().sum()), "fitted": self.fitted,
            "parameters": {name: _spread([member.values[name] for member in members]) for name in members[0].values},
            "targets": goals, "not_fitted": [goal["target"] for goal in goals if not goal["within"]],
            "leave_one_out": leave_one_out(self.emulator, self.moved, len(self.numbers), seed),
        }  # fmt: skip


def _goal_summary(goal: Goal, simulated: np.ndarray) -> dict[str, Any]:
    middle = float(np.nanmean(simulated))
    low, high = (float(end) for end in np.nanquantile(simulated, TAILS))
    observed = goal.observed if np.isfinite(goal.observed) else None
    return {"trial": goal.trial, "target": goal.name.partition(".")[2], "observed": observed, "simulated": middle,
            "low": low, "high": high, "within": bool(goal.low <= middle <= goal.high)}  # fmt: skip


def _spread(values: list[float]) -> dict[str, float]:
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95])
    return {"low": float(low), "median": float(middle), "high": float(high)}


def _about(request: CalibrationRequest, search: Search, members: list[Member]) -> list[str]:
    options = request.options
    words = " ".join(f"{name}={getattr(options, name)}" for name in OPTION_NAMES)
    if request.trials != SHIPPED_TRIALS:
        words = f"trials={request.trials} {words}"
    if request.fit:
        words = f"fit=[{','.join(request.fit)}] {words}"
    return [
        f"{len(members)} parameter sets that no fitted trial rejects (implausibility {REJECTED:g} at most), "
        f"of {len(search.passes())} simulated.",
        f"Made by: skranke calibrate {words}. Do not edit.",
    ]
