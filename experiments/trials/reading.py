"""Trial files read and checked: what a file says is wrong is said in one sentence, with file, place and way out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments.cli.refusal import Refused
from experiments.cli.text_files import read_yaml
from experiments.trials.assignment import scenario_of
from experiments.trials.distance import scale_of
from experiments.trials.file_entries import read_part
from experiments.trials.schema import OF_DURATIONS, OF_TARGETS, OF_UNITS, ONE_ARM, OutcomeEntry, Target, Trial
from experiments.trials.simulation import AGENT_KINDS, OWN_CASEWORKER, weeks_of
from sim.accounts import OfficeWeek
from sim.agents import Caseworker
from sim.conditions import declared, read_condition
from sim.declare import nearest
from sim.reach import idle_lever

SHIPPED_TRIALS = Path(__file__).resolve().parent.parent.parent / "configs" / "trial"
KINDS = ("share", "mean", "duration", "until", "books")
GO_WITH = {
    "out_of": ("share", "mean", "duration", "until"),
    "unless": ("until",),
    "per": ("share", "mean", "books"),
    "since": ("mean", "books"),
}
ACCEPTS = "implausibility, {within: 0.03}, or {from: 0.1, to: 0.3}"


def trial_files(folder: Path) -> dict[str, Path]:
    """The trial files of a folder by name; K2 comes before K10."""
    if not folder.is_dir():
        raise Refused(f"{folder} is not a folder; trials=FOLDER names a folder of trial files")
    files = {path.stem: path for path in folder.glob("*.yaml")}
    if not files:
        raise Refused(f"{folder} holds no trial file NAME.yaml; `skranke trial --help format` says how one is written")
    return dict(sorted(files.items(), key=lambda item: _natural(item[0])))


def read_trials(folder: Path = SHIPPED_TRIALS, names: Iterable[str] = ()) -> list[Trial]:
    """The trials of a folder: all, or those named; raise Refused for one that is not there or cannot be read.

    Files of office targets are passed over.
    """
    files = trial_files(folder)
    wanted = list(names) or list(files)
    for name in wanted:
        if name not in files:
            bare = Path(name).stem
            hint = f"; write {bare}, the name alone" if bare in files else nearest(bare, files)
            raise Refused(f"there is no trial {name!r} in {folder}; it must be one of {', '.join(files)}{hint}")
    return [read_trial(files[name]) for name in wanted if not is_of_office(files[name])]


def is_of_office(path: Path) -> bool:
    """Whether a file beside trials holds targets of an office (experiments/office_targets): it has an entry `run`."""
    try:
        return any(line.startswith("run:") for line in path.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        return False  # it is told when it is read


def read_trial(path: Path) -> Trial:
    """One trial file, checked."""
    config = read_yaml(path)
    try:
        written = OmegaConf.to_container(config, resolve=True)
    except OmegaConfBaseException as problem:
        raise Refused(f"{path.name} cannot be read: {' '.join(str(problem).split())}") from None
    trial: Trial = read_part(Trial, written, path.name)
    trial.path = path
    try:
        _check(trial)
    except (Refused, ValueError, TypeError) as problem:
        wrong = str(problem)
        raise Refused(wrong if wrong.startswith(path.name) else f"{path.name}: {wrong}") from None
    return trial


def _natural(name: str) -> tuple[str, int, str]:
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    return letters, int(digits) if digits else -1, name


def _check(trial: Trial) -> None:
    """Raise Refused or ValueError for the first thing that does not fit the rest of the file."""
    if trial.id != trial.path.stem:
        raise Refused(f"id is {trial.id!r}; it must be the file's own name, {trial.path.stem!r}")
    for part, declared_parts in (("arms", trial.arms), ("outcomes", trial.outcomes), ("targets", trial.targets)):
        if not declared_parts:
            raise Refused(f"{part} is empty")
    for name, arm in trial.arms.items():
        if arm.level == "run" and arm.share < 1.0:
            raise Refused(f"arms, {name} has share {arm.share:g} of level run, which is everybody; name a level")
    _check_population(trial)
    for name, outcome in trial.outcomes.items():
        _check_outcome(trial, outcome, f"outcomes, {name}")
    before: list[str] = []
    for target in trial.targets:
        _check_target(trial, target, before, f"targets, {target.name}")
        before.append(target.name)
    scenarios = []
    for world in trial.worlds:
        scenario, _ = scenario_of(trial, world, 1)
        scenarios.append(scenario)
        scenario.weeks = weeks_of(trial)
        try:
            scenario.check()
        except ValueError as problem:
            raise Refused(_of_arm(str(problem), world, trial)) from None
        for name, arm in trial.arms.items():
            idle = idle_lever(arm.setting, [scenario]) if trial.world_of(name) == world else None
            if idle:
                raise Refused(f"arms, {name}, setting: {idle}")
    idle = idle_lever(trial.setting, scenarios)
    if idle:
        raise Refused(f"setting: {idle}")


def _of_arm(wrong: str, world: str, trial: Trial) -> str:
    """What is wrong with a change, told of the arm that it came from."""
    named = [name for name in trial.arms if trial.world_of(name) == world]
    if wrong.startswith("change ") and len(named) == 1:
        return f"arms, {named[0]}, {wrong}"
    return f"arms of {world}, {wrong}" if wrong.startswith("change ") else wrong


def _check_population(trial: Trial) -> None:
    population = trial.population
    if population.came != "at_start" and population.weeks < 1:
        raise Refused(f"population, came is {population.came}; write `weeks`, in which newcomers are taken in")
    if population.came == "at_start" and population.weeks:
        raise Refused("population, weeks is for newcomers; write came: later or both, or leave it out")
    _known("population, control", [population.control] if population.control else [], trial.arms)
    kind = AGENT_KINDS[population.agents]
    for name, written in population.who.items():
        _check_condition(kind, name, written, "population, who")
    if population.agents == "employers" and any(arm.level == "person" for arm in trial.arms.values()):
        raise Refused("population, agents is employers, and an arm is of level person; it must be of level employer")
    if population.rebuild and not population.by:
        raise Refused("population has rebuild and no `by`: the fields by which people may be weighted")
    for number, level in enumerate(population.rebuild, start=1):
        _known(f"population, rebuild {number}, outcome", [level.outcome], trial.outcomes)
        rebuilt = trial.outcomes[level.outcome]
        if rebuilt.books or rebuilt.to:
            entry = "books" if rebuilt.books else "to"
            raise Refused(
                f"population, rebuild {number}: {level.outcome} has {entry}; people are weighted by one of their own"
            )
    for name in population.by:
        _field(kind, name, "population, by")


def _check_outcome(trial: Trial, outcome: OutcomeEntry, where: str) -> None:
    kind = OfficeWeek if outcome.books else AGENT_KINDS[trial.population.agents]
    kinds = [name for name in KINDS if getattr(outcome, name)]
    if len(kinds) != 1:
        raise Refused(f"{where} has {' and '.join(kinds) or 'none'} of {', '.join(KINDS)}; it must have one")
    for part in ("share", "out_of", "until", "unless"):
        for name, written in getattr(outcome, part).items():
            _check_condition(kind, name, written, f"{where}, {part}")
    for part, goes_with in GO_WITH.items():
        if getattr(outcome, part) and kinds[0] not in goes_with:
            raise Refused(f"{where} has {part}, which goes with {' or '.join(goes_with)}")
    for name in (outcome.mean, outcome.duration, *outcome.books, *outcome.per):
        if name:
            _field(kind, name, where)
    if outcome.until and trial.population.agents == "employers":
        raise Refused(f"{where} has until, which is of people; of employers, take share or mean")
    if outcome.since >= outcome.after:
        raise Refused(f"{where} has since {outcome.since}; it must be less than after, {outcome.after}")
    if outcome.to is not None and (outcome.to <= outcome.after or (outcome.books and outcome.since)):
        wrong = f"to {outcome.to}; it must be more than after, {outcome.after}"
        raise Refused(f"{where} has {wrong if outcome.to <= outcome.after else 'to and since; leave one of them out'}")
    if outcome.factor != 1.0 and not outcome.unit:
        raise Refused(f"{where} has factor {outcome.factor:g} and no unit; write the unit that it is told in then")
    first = trial.population.cohort.first_time
    if outcome.after <= first - 1:
        raise Refused(f"{where} has after {outcome.after}; newcomers are seen from week {first} on")


def _check_target(trial: Trial, target: Target, before: list[str], where: str) -> None:
    if target.name in before:
        raise Refused(f"{where} stands twice")
    if target.estimator in OF_TARGETS:
        _known(f"{where}, of", target.of, before)
        if len(target.of) < 2 or (target.estimator == "ratio_of_targets" and len(target.of) != 2):
            raise Refused(f"{where} needs `of`: the names of two targets that stand before it")
        if target.estimator == "slope" and len(target.at) != len(target.of):
            raise Refused(f"{where} needs `at`: a number for each of {', '.join(target.of)}")
    else:
        _check_comparison(trial, target, where)
    _check_observed(trial, target, where)
    _check_accept(target, where)


def _check_observed(trial: Trial, target: Target, where: str) -> None:
    """Raise Refused where the distance from what was observed could be measured in nothing but chance."""
    if target.interval:
        if target.observed is None or target.standard_error is not None:
            wrong = "no `observed`" if target.observed is None else "a standard_error too; leave one of the two out"
            raise Refused(f"{where} has an interval and {wrong}")
        if len(target.interval) != 2 or not target.interval[0] <= target.observed <= target.interval[1]:
            written = f"write [LOW, HIGH], with observed, {target.observed:g}, between them"
            raise Refused(f"{where}, interval is {target.interval!r}; {written}")
    if target.observed is not None and min(scale_of(trial, target)) == 0.0:
        raise Refused(
            f"{where} has observed {target.observed:g} and neither standard_error, interval nor discrepancy above 0, "
            "so its distance could be measured in nothing but chance; write one of the three"
        )


def _check_comparison(trial: Trial, target: Target, where: str) -> None:
    wanted = 1 if target.estimator in ONE_ARM else 2
    if len(target.arms) != wanted:
        raise Refused(f"{where} has {len(target.arms)} arms; {target.estimator} is of {wanted}")
    _known(f"{where}, arms", target.arms, trial.arms)
    if len({trial.people_of(trial.world_of(arm)) for arm in target.arms}) > 1:
        raise Refused(f"{where} compares arms whose `setting` has offices of other sizes; they have other people")
    if target.of:
        raise Refused(f"{where} has `of`, which is for {', '.join(OF_TARGETS)}")
    asked = [target.outcome, *([target.for_each] if target.for_each else [])]
    _known(f"{where}, outcome", asked, trial.outcomes)
    outcome = trial.outcomes[target.outcome]
    if target.estimator in OF_DURATIONS and not outcome.is_duration:
        raise Refused(f"{where} is a {target.estimator}, so the outcome {target.outcome!r} must be a duration or until")
    if bool(target.peak) != bool(outcome.to):
        has = "peak" if target.peak else "no peak"
        of_outcome = f"the outcome {target.outcome!r} has no `to`" if target.peak else f"{target.outcome!r} has `to`"
        raise Refused(f"{where} has {has}, and {of_outcome}; the two go together")
    if outcome.books:
        _check_books(trial, target, where)
    if target.for_each and (trial.outcomes[target.for_each].to or trial.outcomes[target.for_each].books):
        raise Refused(
            f"{where}, for_each is {target.for_each!r}, which has `to` or `books`; it must be of people at one week"
        )
    if target.for_each and wanted == 1:
        raise Refused(f"{where} has for_each, which is for what compares two arms")
    if target.estimator in OF_UNITS and trial.population.agents == "employers":
        raise Refused(f"{where} is a {target.estimator}, which is over caseworkers or offices; employers have neither")
    if target.estimator == "correlation":
        world = trial.world_of(target.arms[0])
        beside = [arm for name, arm in trial.arms.items() if trial.world_of(name) == world]
        if not any(change.spread for arm in beside for change in arm.changes):
            raise Refused(f"{where} is a correlation, so an arm of the world of {target.arms[0]!r} must have `spread`")
    kind = AGENT_KINDS[trial.population.agents]
    for name, written in target.among.items():
        if isinstance(written, dict) and "quantiles" in written:
            _check_quantiles(written, f"{where}, among, {name}")
            written = 0
            if not name.startswith(OWN_CASEWORKER):
                _field(kind, name, f"{where}, among")
                continue
        if name.startswith(OWN_CASEWORKER):
            _check_condition(Caseworker, name.removeprefix(OWN_CASEWORKER), written, f"{where}, among")
        else:
            _check_condition(kind, name, written, f"{where}, among")


def _check_books(trial: Trial, target: Target, where: str) -> None:
    """Raise Refused for what cannot be asked of whole offices."""
    if target.estimator in OF_UNITS or target.among or target.for_each:
        wrong = target.estimator if target.estimator in OF_UNITS else "among" if target.among else "for_each"
        raise Refused(
            f"{where} has {wrong}, and {target.outcome!r} is of the books of whole offices; take another outcome"
        )
    for arm in target.arms:
        beside = [other for other in trial.arms if trial.world_of(other) == trial.world_of(arm) and other != arm]
        if beside and trial.arms[arm].level not in ("run", "market", "office"):
            raise Refused(
                f"{where}: the books of an office cannot be divided between its {trial.arms[arm].level}s in {arm!r} "
                f"and those in {beside[0]!r}; take the `world` away, so that each arm has a run of its own"
            )


def _check_quantiles(written: dict[str, Any], where: str) -> None:
    ends = written["quantiles"]
    numbers = isinstance(ends, list) and len(ends) == 2 and all(isinstance(end, int | float) for end in ends)
    if len(written) != 1 or not numbers or not 0 <= ends[0] < ends[1] <= 1:
        raise Refused(f"{where} is {written!r}; quantiles are written {{quantiles: [0.5, 1]}}, within 0 and 1")


def _check_accept(target: Target, where: str) -> None:
    accept = target.accept
    if accept is None:
        return
    if isinstance(accept, dict):
        names, numbers = set(accept), all(isinstance(end, int | float) for end in accept.values())
        if not numbers or (names != {"within"} and not (names and names <= {"from", "to"})):
            raise Refused(f"{where}, accept is {accept!r}; it must be {ACCEPTS}")
    elif accept != "implausibility":
        raise Refused(f"{where}, accept is {accept!r}; it must be {ACCEPTS}{nearest(str(accept), ['implausibility'])}")
    if target.observed is None and (accept == "implausibility" or "within" in accept):
        raise Refused(f"{where} has no `observed`, which its accept is measured from")


def _check_condition(kind: type, name: str, written: Any, where: str) -> None:
    if isinstance(written, dict) and "quantiles" in written:
        raise Refused(f"{where}, {name}: quantiles may stand in the `among` of a target only")
    try:
        read_condition(kind, name, written)
    except ValueError as problem:
        raise Refused(f"{where}: {problem}") from None


def _field(kind: type, name: str, where: str) -> None:
    try:
        declared(kind, name)
    except ValueError as problem:
        raise Refused(f"{where}: {problem}") from None


def _known(where: str, names: list[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            raise Refused(f"{where} is {name!r}; it must be one of {', '.join(known)}{nearest(str(name), known)}")
