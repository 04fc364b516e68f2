"""Files of office targets read and checked: what is wrong is said in one sentence, with file, place and way out."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments.cli.composition import read_request
from experiments.cli.refusal import Refused
from experiments.cli.text_files import read_yaml
from experiments.office_targets.quantities import OUTCOMES, WEEKS, YEAR, Quantity, books
from experiments.office_targets.schema import OfficeTarget, OfficeTargets
from experiments.trials.file_entries import read_part
from experiments.trials.reading import SHIPPED_TRIALS, is_of_office, trial_files
from sim.scenario import Scenario

ON_THE_LINE = ("replicates", "seed", "threads", "backend", "out", "ensemble", "events", "parameters", "replace")
LEAST_YEARS = {"farthest_year": 2, "yearly_change": 2, "spread_of_yearly_change": 3}


@dataclass(frozen=True)
class RestingOffice:
    """A file of office targets: what it says, what is run, and what each target is computed from."""

    file: OfficeTargets
    path: Path
    scenario: Scenario
    quantities: dict[str, Quantity]  # of the targets that are measured, by name


def read_offices(
    folder: Path = SHIPPED_TRIALS, names: Iterable[str] = (), config_dir: str | None = None
) -> list[RestingOffice]:
    """The files of office targets in a folder of trials: all, or those named."""
    files = trial_files(folder)
    wanted = [files[name] for name in list(names) or files if name in files]
    return [read_office(path, config_dir) for path in wanted if is_of_office(path)]


def read_office(path: Path, config_dir: str | None = None) -> RestingOffice:
    """One file of office targets, checked; raise Refused for the first thing that is wrong."""
    try:
        written = OmegaConf.to_container(read_yaml(path), resolve=True)
    except OmegaConfBaseException as problem:
        raise Refused(f"{path.name} cannot be read: {' '.join(str(problem).split())}") from None
    file: OfficeTargets = read_part(OfficeTargets, written, path.name)
    if file.id != path.stem:
        raise Refused(f"{path.name}: id is {file.id!r}; it must be the file's own name, {path.stem!r}")
    scenario = _scenario(file.run, f"{path.name}: run", config_dir)
    known: dict[str, Quantity] = {}
    for name, of in file.quantities.items():
        if name in (*books(), WEEKS, OUTCOMES):
            raise Refused(f"{path.name}: quantities, {name} is the name of a book already; take another")
        known[name] = _quantity(of, known, f"{path.name}: quantities, {name}")
    quantities: dict[str, Quantity] = {}
    names: set[str] = set()
    for target in file.targets:
        where = f"{path.name}: targets, {target.name}"
        if target.name in names:
            raise Refused(f"{where} stands there twice")
        names.add(target.name)
        _check(target, where)
        if target.of:
            quantities[target.name] = _quantity(target.of, known, f"{where}, of")
            _check_years(target, scenario.weeks, quantities[target.name], where)
    return RestingOffice(file, path, scenario, quantities)


def _scenario(run: dict[str, Any], where: str, config_dir: str | None) -> Scenario:
    """What is run; raise Refused where it cannot be."""
    for name in run:
        if name.partition(".")[0] in ON_THE_LINE:
            raise Refused(
                f"{where} has {name!r}, which is written on the command line; it may have policy, office, groups, "
                "weeks, sizes and levers"
            )
    try:
        request = read_request([f"{name}={value}" for name, value in run.items()], config_dir=config_dir)
    except Refused as problem:
        raise Refused(f"{where}: {problem}") from None
    return request.jobs[0].scenario


def _quantity(written: str, known: dict[str, Quantity], where: str) -> Quantity:
    try:
        return Quantity(written, dict(known))
    except Refused as problem:
        raise Refused(f"{where}: {problem}") from None


def _check(target: OfficeTarget, where: str) -> None:
    """Raise Refused for what does not fit the rest of a target."""
    if bool(target.of) == bool(target.not_measured):
        both = "both" if target.of else "neither"
        raise Refused(f"{where} has {both} of `of` and `not_measured`; write what a run has of it, or why it has none")
    if target.accept is None:
        return
    ends = target.accept if isinstance(target.accept, dict) else {}
    names, numbers = set(ends), all(type(end) in (int, float) for end in ends.values())
    if not numbers or (names != {"within"} and not (names and names <= {"from", "to"})):
        raise Refused(f"{where}, accept is {target.accept!r}; it must be {{within: 0.03}}, or {{from: 0.1, to: 0.3}}")
    if "within" in names and target.observed is None:
        raise Refused(f"{where} has no `observed`, which its accept is measured from")
    low, high = target.span
    if low >= high:
        raise Refused(f"{where}, accept is {target.accept!r}, within which nothing lies; the lower end is `from`")


def _check_years(target: OfficeTarget, weeks: int, quantity: Quantity, where: str) -> None:
    """Raise Refused where a target compares years and there are none to compare."""
    if target.take == "level":
        return
    if weeks % YEAR or weeks // YEAR < LEAST_YEARS[target.take]:
        raise Refused(
            f"{where} takes {target.take} of {weeks} weeks; write weeks in `run` as whole years of {YEAR}, "
            f"{LEAST_YEARS[target.take] * YEAR} or more"
        )
    if quantity.outcome:
        raise Refused(
            f"{where} takes {target.take} of {quantity.outcome}, which is of the whole run; write take: level"
        )
