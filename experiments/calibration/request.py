"""What was written after `skranke calibrate`."""

import hashlib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from experiments.calibration.fitted_parameters import fitted_parameters
from experiments.calibration.target import fitted_offices, fitted_trials
from experiments.cli.parse import true_or_false, typed_path, whole_number
from experiments.cli.refusal import Refused
from experiments.parameter_sets import SHIPPED_ENSEMBLE, read_ensemble
from experiments.study.executors.options import check_executor
from experiments.study.request import read_executor
from experiments.trials.reading import SHIPPED_TRIALS, trial_files
from sim.declare import Number, known_numbers, nearest, parameter


@dataclass(slots=True)
class CalibrationOptions:
    """How thoroughly is searched."""

    points: int = parameter(
        64,
        unit="points",
        low=8,
        high=100_000,
        grade="expert",
        source="some two or three for each parameter",
        meaning="Parameter sets simulated in each wave",
    )
    waves: int = parameter(
        3,
        unit="waves",
        low=1,
        high=20,
        grade="expert",
        source="sets of the first, evenly spread one are hardly kept",
        meaning="Waves of search; further ones follow until there are sets enough",
    )
    replicates: int = parameter(
        2,
        unit="runs",
        low=2,
        high=1000,
        grade="expert",
        source="the emulator tells luck from effect",
        meaning="Runs of every trial at each point, with seeds of the point's own",
    )
    members: int = parameter(
        104,
        unit="sets",
        low=2,
        high=10_000,
        grade="expert",
        source="at least 100",
        meaning="Accepted parameter sets wanted",
    )
    seed: int = parameter(
        1,
        unit="number",
        low=0,
        high=1_000_000,
        grade="expert",
        source="any will do",
        meaning="Seed of the search and of its runs",
    )


SEE = "`skranke calibrate --help` tells what each does"
OPTION_NAMES = tuple(entry.name for entry in fields(CalibrationOptions))


@dataclass
class CalibrationRequest:
    """A calibration as it was asked for."""

    out: Path
    trials: Path
    ensemble: Path
    fit: list[str]
    options: CalibrationOptions
    executor: dict[str, Any] = field(default_factory=dict)
    inflow: bool = False  # whether the inflow of an ensemble that is there is solved, and no more

    @property
    def numbers(self) -> list[Number]:
        """The parameters that are fitted."""
        return fitted_parameters(self.fit)

    def as_asked(self) -> dict[str, Any]:
        """Everything that decides what comes out."""
        if self.inflow:
            fitted = [member.fitted for member in read_ensemble(self.ensemble).members]
            return {"inflow_of": hashlib.sha256(repr(fitted).encode()).hexdigest()}
        return {
            "trials": str(self.trials), "fit": [f"parameters.{number.path}" for number in self.numbers],
            "ranges": {f"parameters.{number.path}": list(number.fit) for number in self.numbers},
            **{name: getattr(self.options, name) for name in OPTION_NAMES},
        }  # fmt: skip

    def configuration(self) -> str:
        """The same as YAML."""
        return OmegaConf.to_yaml(OmegaConf.create(self.as_asked()))


def read_calibration(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> CalibrationRequest:
    """Check what was written after `calibrate`; raise Refused in one sentence."""
    written: dict[str, str] = {}
    executor: list[str] = []
    allowed = ["out", "trials", "ensemble", "fit", "executor", "inflow", *OPTION_NAMES]
    for word in arguments:
        name, _, value = word.partition("=")
        if name.partition(".")[0] == "executor":
            executor.append(word)
        elif name not in allowed:
            raise Refused(f"there is no {name!r}; calibrate takes {', '.join(allowed)}{nearest(name, allowed)}; {SEE}")
        elif not value:
            raise Refused(f"{name} is empty; write {name}=...")
        else:
            written[name] = value.strip("'\"")
    if "inflow" in written and true_or_false("inflow", written["inflow"]):
        return _read_inflow(written, read_executor(["executor=local", *executor], config_dir, Path()))
    numbers = known_numbers(CalibrationOptions)
    request = CalibrationRequest(
        out=typed_path("out", written.get("out", "calibration")),
        trials=typed_path("trials", written.get("trials", str(SHIPPED_TRIALS))).resolve(),
        ensemble=typed_path("ensemble", written.get("ensemble", str(SHIPPED_ENSEMBLE))),
        fit=[pattern.strip() for pattern in written.get("fit", "").strip("[]").split(",") if pattern.strip()],
        options=CalibrationOptions(
            **{name: whole_number(numbers[name], written[name]) for name in OPTION_NAMES if name in written}
        ),
        executor=read_executor(["executor=local", *executor], config_dir, Path()),
    )
    check_executor(request.executor)
    trial_files(request.trials)
    if not (fitted_trials(str(request.trials)) or fitted_offices(str(request.trials))):
        way_out = "write role: fitted in one, or trials=FOLDER for others"
        raise Refused(f"no trial of {request.trials} has role: fitted, so there is nothing to fit to; {way_out}")
    if not request.numbers:
        raise Refused("no parameter is marked as fittable; declare one with fit=(low, high) in sim/parameters/")
    return request


def _read_inflow(written: dict[str, str], executor: dict[str, Any]) -> CalibrationRequest:
    """The request for the inflow of an ensemble that is there; nothing is searched."""
    for name in written:
        if name not in ("out", "ensemble", "inflow"):
            raise Refused(f"inflow=true solves the inflow of an ensemble that is there; leave {name} out")
    request = CalibrationRequest(
        out=typed_path("out", written.get("out", "calibration")),
        trials=SHIPPED_TRIALS,
        ensemble=typed_path("ensemble", written.get("ensemble", str(SHIPPED_ENSEMBLE))),
        fit=[],
        options=CalibrationOptions(),
        executor=executor,
        inflow=True,
    )
    check_executor(request.executor)
    read_ensemble(request.ensemble)
    return request
