"""From what was written to the jobs to run: Hydra composes the files of `configs/`, the declarations check numbers."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from hydra import compose, initialize_config_module
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import HydraException
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments.cli.extension import WORD, extend_by, extended_by
from experiments.cli.options import options
from experiments.cli.overrides import Written, as_override, check_number, read, see
from experiments.cli.own_files import OwnFolder, make_own_files_known
from experiments.cli.parse import typed_path
from experiments.cli.refusal import Refused
from experiments.cli.renamed import RENAMED, renamed
from experiments.cli.schema import GROUPS, LEFT_OUT_OF_RESULTS, LEVERS, SIZES, RunOptions, Schema, known_names
from experiments.parameter_sets import read_ensemble
from sim.backends import check_backend
from sim.declare import known_numbers, nearest, value_at
from sim.parameters import Parameters
from sim.policy import Policy
from sim.reach import SHOCKS, idle_lever
from sim.scenario import Change, Scenario
from sim.setting import Setting
from sim.terms import OfficeStart

NAMED_ELSEWHERE = (*GROUPS, *LEFT_OUT_OF_RESULTS, *(entry.name for entry in fields(RunOptions)))

LEVERS_DECLARED = known_numbers(Policy)
WEEKS_OF_SHOCKS = [f"shock.{shock}_week" for shock in SHOCKS]


# What Hydra or OmegaConf says of a value of another kind than it must be.
MUST_BE = {
    "to Integer": "a whole number",
    "to Float": "a number",
    "to Boolean|not a valid bool": "true or false",
    "to String|to string": "a text",
    "not a ListConfig": "a list, as in [a, b]",
    "to Dict|subclass of dict|dict-like|Invalid type": "names with values, as in {a: b}",
}


@dataclass
class Job:
    """One scenario to run, with how to run it."""

    scenario: Scenario
    seed: int
    replicates: int
    threads: int
    backend: str
    events: bool
    ensemble: bool
    replace: dict[str, str]
    choices: dict[str, str]  # option by group
    swept: dict[str, str]  # what sets this job apart from the others of its sweep
    written: list[str]  # what was set beside the choices
    plain: dict[str, Any]  # the whole configuration as plain values

    @cached_property
    def resolved(self) -> str:
        """The whole configuration as YAML, without what changes no result; names stand for enumerated values."""
        kept = {name: value for name, value in self.plain.items() if name not in LEFT_OUT_OF_RESULTS}
        if not kept["extend"]:
            del kept["extend"]
        if usual := self.usual_levers:
            kept["usual"] = usual
        return OmegaConf.to_yaml(OmegaConf.create({"choices": self.choices, "written": self.written, **kept}))

    @property
    def usual_levers(self) -> dict[str, Any]:
        """The levers of what the office usually does that are not as declared."""
        levers = {path: (value_at(self.scenario.usual, path), lever) for path, lever in known_numbers(Policy).items()}
        return {
            path: getattr(value, "name", value) for path, (value, lever) in levers.items() if value != lever.default
        }

    @property
    def seeds(self) -> list[int]:
        """Seed of each replicate."""
        return list(range(self.seed, self.seed + self.replicates))

    @property
    def title(self) -> str:
        """What is run, in one line."""
        parts = [f"policy {self.choices['policy']}", *self.written, f"office {self.choices['office']}"]
        parts += [f"{group} {self.choices[group]}" for group in ("labour_market", "shock")]
        sets = ", each with its own parameter set" if self.ensemble else ""
        return f"{', '.join(parts)}: {self.replicates} x {self.scenario.weeks} weeks, seed {self.seed}{sets}"

    @property
    def parameters_of(self) -> Callable[[int], Parameters] | None:
        """The numbers about the world that each seed is run with; None where all are run with the same."""
        if not self.ensemble:
            return None
        return read_ensemble().by_seed(self.seed, self.scenario.parameters)

    @property
    def lacks_inflow(self) -> bool:
        """Whether its parameter sets bring no inflow of their own to an office that begins at rest."""
        at_rest = self.scenario.setting.office.start != OfficeStart.FOUND
        return self.ensemble and at_rest and not read_ensemble().carries_inflow


@dataclass
class Request:
    """All that was asked for in one command."""

    jobs: list[Job]
    swept: list[str]  # names with several values; none for a single run
    out: Path | None
    sweep: bool

    def configuration(self) -> str:
        """The composed configuration of every job, as YAML."""
        return "\n---\n".join(job.resolved.rstrip() for job in self.jobs)


def read_request(
    arguments: list[str], *, sweep: bool = False, config_dir: str | None = None, alone: bool = True
) -> Request:
    """Check and compose everything that was written; raise Refused in one sentence for what cannot be run.

    `alone`: these are all the jobs, so a lever that has no effect in any of them is refused too.
    """
    extend_by_files(arguments, config_dir)
    with composer(config_dir) as loader:
        written = read(arguments, loader, sweep=sweep)
        jobs = [_job(written, swept) for swept in written.jobs()]
    if alone:
        refuse_idle(jobs)
    out = typed_path("out", written.out) if written.out else None
    return Request(jobs, list(written.swept), out, sweep)


def extend_by_files(arguments: list[str], config_dir: str | None) -> None:
    """Extend the model by the module that a chosen file names as `extend`, before any number is looked up."""
    if config_dir is None:
        return
    with composer(config_dir) as loader:
        for argument in arguments:
            group, _, options = argument.partition("=")
            for option in options.strip("[]").split(",") if group in GROUPS else ():
                try:
                    chosen = loader.compute_defaults_list("config", [f"{group}={option.strip()}"], RunMode.RUN).defaults
                    files = [loader.repository.load_config(entry.config_path) for entry in chosen]
                except (HydraException, OmegaConfBaseException, Refused):
                    continue  # it is told when it is composed
                extend_by(f"{WORD}{file.config['extend']}" for file in files if file and file.config.get("extend"))


@contextmanager
def composer(config_dir: str | None) -> Iterator[Any]:
    """Hydra made ready, and its loader."""
    if config_dir is not None and not Path(config_dir).is_dir():
        raise Refused(
            f"--config-dir {config_dir} is not a folder; write --config-dir FOLDER, one that holds policy/NAME.yaml"
        )
    _make_files_known()
    _make_schema_known(extended_by())
    OwnFolder.folder = Path(config_dir).resolve() if config_dir else None
    GlobalHydra.instance().clear()
    with initialize_config_module(config_module="configs", version_base="1.3"):
        yield GlobalHydra.instance().config_loader()


@cache
def _make_files_known() -> None:
    """Tell Hydra of files of one's own, once."""
    make_own_files_known()


@cache
def _make_schema_known(extension: str) -> None:
    """Tell Hydra of the schema of the model as shipped, or as extended; each once."""
    ConfigStore.instance().store(name="schema", node=Schema)


def refuse_idle(jobs: list[Job], varied: dict[str, float] | None = None) -> None:
    """Raise Refused for a lever that was written, or is varied up to a value, and can have no effect in any job."""
    varied = varied or {}
    weeks = min((job.scenario.weeks for job in jobs), default=0)
    for name, highest in varied.items():
        if jobs and name in WEEKS_OF_SHOCKS and highest >= weeks:
            last = f"the last week of the run is {weeks - 1}, so it never comes"
            way_out = f"give it values from 0 to {weeks - 1}, or the runs more weeks"
            raise Refused(f"vary: {name} goes to {highest:g} and {last}; {way_out}")
    written = [word.partition("=")[0] for job in jobs for word in job.written]
    idle = idle_lever([*written, *varied], [job.scenario for job in jobs], varied)
    if jobs and idle:
        raise Refused(idle)


def _job(written: Written, swept: dict[str, str]) -> Job:
    overrides = [*written.fixed, *(as_override(name, value) for name, value in swept.items())]
    try:
        config = compose("config", overrides=overrides, return_hydra_config=True)
        choices = _choices(config, overrides)
        plain: Any = OmegaConf.to_container(
            OmegaConf.masked_copy(config, [entry.name for entry in fields(Schema)]), resolve=True
        )
        options = RunOptions(**{entry.name: config[entry.name] for entry in fields(RunOptions)})
        scenario = _scenario(config)
        scenario.usual = usual_of(choices)
    except (HydraException, OmegaConfBaseException) as problem:
        raise Refused(in_one_sentence(problem)) from None
    _check(scenario, options, config.backend)
    if options.ensemble:
        read_ensemble()  # it is there and can be read
    plain["extend"] = extended_by()
    beside = sorted(
        override.lstrip("+") for override in overrides if override.lstrip("+").partition("=")[0] not in NAMED_ELSEWHERE
    )
    return Job(
        scenario=scenario,
        seed=options.seed,
        replicates=options.replicates,
        threads=options.threads,
        backend=config.backend,
        events=options.events,
        ensemble=options.ensemble,
        replace=dict(config.replace),
        choices=choices,
        swept=swept,
        written=[*beside, f"{WORD}{plain['extend']}"] if plain["extend"] else beside,
        plain=plain,
    )


def usual_of(choices: dict[str, str]) -> Policy:
    """What an office usually does: the levers that the files of its setting set; all else as declared."""
    if OwnFolder.folder is None:
        return Policy()
    config = compose("config", overrides=[f"{group}=[{choices[group].replace('+', ',')}]" for group in SIZES])
    return _policy(config)


def _policy(config: DictConfig) -> Policy:
    """The levers of a composed configuration."""
    made: dict[str, Any] = {name: OmegaConf.to_object(config[name]) for name in LEVERS}
    return Policy(**made)


def _scenario(config: DictConfig) -> Scenario:
    """The scenario of a composed configuration."""
    made: dict[str, Any] = {name: OmegaConf.to_object(config[name]) for name in (*SIZES, "parameters", "changes")}
    return Scenario(
        setting=Setting(**{name: made[name] for name in SIZES}),
        policy=_policy(config),
        parameters=made["parameters"],
        weeks=config.weeks,
        changes=[_change(change, number) for number, change in enumerate(made["changes"], start=1)],
    )


def _change(written: Any, number: int) -> Change:
    known = [entry.name for entry in fields(Change)]
    if not isinstance(written, dict) or not {"levers", "fields", "added"} & set(written):
        raise Refused(
            f"change {number} is {written!r}; write {{level: run, from_week: 52, levers: {{channel.drop_in_hours: 6}}}}"
        )
    for name in written:
        if name not in known:
            raise Refused(f"change {number} has {name!r}; it may have {', '.join(known)}{nearest(str(name), known)}")
    level = "person" if "share" in written else "run"
    return Change(**{"level": level, **written, "levers": dict(_flat(written.get("levers", {})))})


def _flat(levers: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Levers by dotted path, however they were nested."""
    if not isinstance(levers, dict):
        raise Refused(f"the levers of a change are {levers!r}; write {{channel.drop_in_hours: 6}}")
    for name, value in levers.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _check(scenario: Scenario, options: RunOptions, backend: str) -> None:
    for entry in fields(RunOptions):
        check_number(entry.name, getattr(options, entry.name))
    try:
        check_backend(backend)
        scenario.check()
    except (ValueError, TypeError) as problem:
        raise Refused(str(problem)) from None


def _choices(config: DictConfig, overrides: list[str]) -> dict[str, str]:
    """The option of each group; several options of one group are joined by +."""
    composed = config.hydra.runtime.choices
    chosen = {group: str(composed[group]) for group in GROUPS if group in composed}
    for override in overrides:
        name, _, value = override.partition("=")
        if name in GROUPS and value.startswith("["):
            chosen[name] = "+".join(part.strip() for part in value.strip("[]").split(","))
    return {group: chosen[group] for group in GROUPS}


def in_one_sentence(problem: Exception, known: list[str] | None = None) -> str:
    """What Hydra or OmegaConf has to say of a file, in one sentence with the name and the nearest of the known ones."""
    text = f"{problem}\n{problem.__cause__ or ''}"
    missing = re.search(r"Could not find '([^']+)'", text)
    if missing:
        group, _, name = missing[1].rpartition("/")
        near = nearest(name, options(group)) if group else ""
        return f"there is no file {missing[1]}.yaml in configs/ or in --config-dir{near}"
    lists = "`skranke study --help` lists what there is" if known else see("")
    where = re.search(r"In '([^']+)'", text)
    named = re.search(r"full_key: (\S+)", text)
    refused = re.search(r"Could not override '([^']+)'", text)
    for key in (named, refused):
        if key and key[1] in RENAMED:
            return renamed(key[1])
    if refused and not named:
        return f"there is no {refused[1]!r}{nearest(refused[1], known or known_names())}; {lists}"
    in_file = f" in {where[1]}.yaml" if where else ""
    if named and "not in" in text:
        name = named[1]
        return f"there is no {name!r}{in_file}{nearest(name, known or known_names())}; {lists}"
    several = re.search(r"Ambiguous value for argument '([^=]+)=", text)
    if several:
        return f"{several[1]} has several values; write one, or name it in vary with its values"
    wrong = next((must_be for pattern, must_be in MUST_BE.items() if named and re.search(pattern, text)), "")
    if named and wrong:
        value = re.search(r"Value '(.*?)'|Error merging override [^=]+=(.*)", text)
        written = f"{named[1]}{in_file} is {(value[1] or value[2])!r}; it" if value else f"{named[1]}{in_file}"
        return f"{written} must be {wrong}"
    lines = [line.strip() for line in text.splitlines() if line.strip() and "raised while composing" not in line]
    return f"{named[1] + in_file + ': ' if named else ''}{lines[0] if lines else 'it cannot be read'}"
