"""The ensemble: parameter sets that no fitted trial rules out, with seeds and scores, as a small table of text."""

import copy
import csv
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.cli.refusal import Refused
from sim.declare import known_numbers, nearest, numbers, set_value, value_at
from sim.parameters import Parameters

SHIPPED_ENSEMBLE = Path(__file__).resolve().parents[1] / "configs" / "calibrated" / "ensemble.csv"
PREFIX = "parameters."
INFLOW = tuple(f"{PREFIX}{number.path}" for number in numbers(Parameters) if number.path.startswith("inflow."))
REMAKE = "skranke calibrate makes it anew"
SOLVE = "skranke calibrate inflow=true"


def with_values(values: Mapping[str, float], base: Parameters | None = None) -> Parameters:
    """Parameters with these values, named with or without `parameters.`; raise ValueError for one not allowed."""
    parameters = copy.deepcopy(base) if base else Parameters()
    for name, value in values.items():
        set_value(parameters, name.removeprefix(PREFIX), value)
    return parameters


@dataclass(frozen=True)
class Member:
    """One accepted parameter set: its values by name, and seeds and scores as they stand in the table."""

    values: dict[str, float]
    scores: dict[str, float]

    @property
    def fitted(self) -> dict[str, float]:
        """The values without the inflow, which is solved for them."""
        return {name: value for name, value in self.values.items() if name not in INFLOW}


@dataclass(frozen=True)
class Ensemble:
    """Accepted parameter sets in order; `about` stands before them as comments."""

    path: Path
    members: tuple[Member, ...]
    about: tuple[str, ...] = ()

    @property
    def carries_inflow(self) -> bool:
        """Whether each set has the inflow of its own that keeps an office at rest."""
        return set(INFLOW) <= set(self.members[0].values)

    def parameters_of(self, replicate: int, base: Parameters) -> Parameters:
        """The parameters of a replicate, by the sets in turn; what is not as declared goes before the set."""
        declared = Parameters()
        from_set = {}
        for name, value in self.members[replicate % len(self.members)].values.items():
            path = name.removeprefix(PREFIX)
            if value_at(base, path) == value_at(declared, path):
                from_set[name] = value
        return with_values(from_set, base)

    def by_seed(self, first_seed: int, base: Parameters) -> Callable[[int], Parameters]:
        """The parameters that each seed is run with, the first set for the first seed."""
        return lambda seed: self.parameters_of(seed - first_seed, base)

    def described(self) -> dict[str, Any]:
        """What provenance tells of it."""
        digest = hashlib.sha256(self.path.read_bytes()).hexdigest()
        about = {"file": self.path.name, "sha256": digest, "parameter_sets": len(self.members)}
        return about | {"carries_inflow": self.carries_inflow}


def read_ensemble(path: Path = SHIPPED_ENSEMBLE) -> Ensemble:
    """The ensemble of a table; raise Refused in one sentence for one that is not there or cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    except OSError:
        raise Refused(f"there is no ensemble {path}; {REMAKE}") from None
    except (UnicodeDecodeError, csv.Error):
        raise Refused(f"{path} is damaged, no text of a table; {REMAKE}") from None
    if not rows:
        raise Refused(f"{path} holds no parameter set; {REMAKE}")
    missing = [name for name in INFLOW if name not in rows[0]]
    if len(missing) == 1:
        raise Refused(f"{path} has no {missing[0]}; inflow is of both groups or of none, and {SOLVE} solves it")
    members = tuple(_member(path, number, row) for number, row in enumerate(rows, start=1))
    return Ensemble(path, members, tuple(line.removeprefix("#").strip() for line in lines if line.startswith("#")))


def _member(path: Path, number: int, row: dict[str, Any]) -> Member:
    known = known_numbers(Parameters)
    values, scores = {}, {}
    for name, written in row.items():
        where = f"{path}, parameter set {number}, {name}"
        try:
            value = float(written)
        except (TypeError, ValueError):
            raise Refused(f"{where} is {written!r}; it must be a number") from None
        if not str(name).startswith(PREFIX):
            scores[str(name)] = value
            continue
        if name.removeprefix(PREFIX) not in known:
            raise Refused(f"{where}: there is no such parameter{nearest(name.removeprefix(PREFIX), known)}; {REMAKE}")
        values[str(name)] = value
    try:
        with_values(values)
    except ValueError as problem:
        raise Refused(f"{path}, parameter set {number}: {problem}") from None
    return Member(values, scores)


def write_ensemble(path: Path, members: Sequence[Member], about: Sequence[str]) -> None:
    """Write an ensemble; `about` stands before it as comments."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {line}\n" for line in about)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*members[0].scores, *members[0].values])
        for member in members:
            scores = [f"{value:.3g}" if value != int(value) else int(value) for value in member.scores.values()]
            writer.writerow([*scores, *(repr(value) for value in member.values.values())])
