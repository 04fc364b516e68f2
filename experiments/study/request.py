"""What was written after `skranke study`: an action, a study by name, its settings and those of its runs."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from hydra import compose
from hydra.core.config_store import ConfigStore
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments.cli.composition import Job, composer, in_one_sentence, read_request, refuse_idle
from experiments.cli.extension import extend_by
from experiments.cli.options import options, why
from experiments.cli.parse import number_of, plain_value, true_or_false, typed_path
from experiments.cli.refusal import Refused
from experiments.cli.schema import known_names
from experiments.study.design import GIVEN_DATA, METHODS, TAKING_POINTS, check_method, read_points
from experiments.study.executors.options import setting_names
from experiments.study.factors import Factor, dummy, options_varied, read_factors, span_of
from experiments.study.options import MODEL, POINTS, StudySchema, study_numbers
from sim.declare import nearest, nearest_name

ACTIONS = {
    "run": "submit, run and collect (the default)",
    "submit": "freeze the study and hand it to the executor; of one that is there, what is missing; returns at once",
    "status": "how far it is, from the ledger",
    "collect": "tables, indices and figures of a study whose runs are done",
    "resume": "run what is missing or failed, then collect",
    "extend": "add samples or replicates, or go on until=WIDTH, then collect",
    "cancel": "take its jobs from the scheduler",
}
STARTING = ("run", "submit")
OF_FOLDER = {"collect": ("exclude",), "resume": ("exclude", "executor"), "status": (), "cancel": (),
             "submit": ("executor",),
             "extend": ("samples", "replicates", "fresh", "until", "at_most", "exclude", "executor")}  # fmt: skip
STUDY_SETTINGS = ("study", *(entry.name for entry in fields(StudySchema)))


@dataclass
class Question:
    """A study as it was asked for: what is varied, how, and the scenarios of its runs."""

    title: str
    comment: str
    method: str
    factors: list[Factor]
    numbers: dict[str, Any]  # the numbers of StudyOptions
    outcomes: list[str]  # none: all of them
    target: str
    points: Any
    replace: dict[str, str]
    jobs: list[Job]  # one for each combination of options that are varied
    executor: dict[str, Any]
    resolved: str


@dataclass
class StudyRequest:
    """An action, the folder, and what was asked."""

    action: str
    out: Path | None
    question: Question | None = None
    written: dict[str, str] = field(default_factory=dict)  # settings of an action on a folder
    executor: dict[str, Any] | None = None

    def configuration(self) -> str:
        """The composed configuration as YAML."""
        return self.question.resolved if self.question else ""


def read_study(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> StudyRequest:
    """Check and compose everything that was written after `study`; raise Refused in one sentence."""
    words = list(arguments)
    action = words.pop(0) if words and "=" not in words[0] else "run"
    if action not in ACTIONS:
        raise Refused(f"study has no {action!r}; it must be one of {', '.join(ACTIONS)}{nearest(action, ACTIONS)}")
    out = [word.removeprefix("out=").strip("'\"") for word in words if word.startswith("out=")]
    words = [word for word in words if not word.startswith("out=")]
    folder = typed_path("out", out[-1]) if out and out[-1] else None
    if out and folder is None:
        raise Refused("out= names no folder; write out=FOLDER")
    if folder is not None and not folder.name and action in STARTING:
        raise Refused(f"out={folder} is the folder you stand in; name a new one in it, as in out=mine")
    if action in STARTING and not (action == "submit" and _is_there(folder, words)):
        return StudyRequest(action, folder, _question(words, config_dir))
    if folder is None:
        meant = next((word for word in words if "=" not in word), "FOLDER")
        raise Refused(f"study {action} needs the folder of the study; write out={meant}")
    settings, executor = _of_folder(action, words)
    return StudyRequest(
        action, folder, None, settings, read_executor(executor, config_dir, folder) if executor else None
    )


def _is_there(folder: Path | None, words: list[str]) -> bool:
    """Whether a study that is there is meant, and not a new one: nothing is said but who does the runs."""
    return folder is not None and all(word.startswith("executor") for word in words)


def _of_folder(action: str, words: list[str]) -> tuple[dict[str, str], list[str]]:
    """The settings of an action on a study that is there, and the words for its executor."""
    allowed = OF_FOLDER[action]
    settings, executor = {}, []
    for word in words:
        name, equals, value = word.partition("=")
        if name.partition(".")[0] == "executor" and "executor" in allowed:
            executor.append(word)
        elif name not in allowed or not value:
            listed = ", ".join(f"{name}=..." for name in allowed) or "nothing more"
            frozen = "; the study itself is frozen" if name in STUDY_SETTINGS or name in known_names() else ""
            raise Refused(f"study {action} takes out=FOLDER and {listed}, not {word!r}{frozen}")
        else:
            settings[name] = value
    return settings, executor


def read_executor(words: list[str], config_dir: str | None, folder: Path) -> dict[str, Any]:
    """The executor that was written; where only its settings were, the study's own with those settings."""
    from experiments.study.execution import remembered

    before = remembered(folder).get("executor")
    if before is None or any(word.startswith("executor=") for word in words):
        return dict(_composed(words, config_dir, "executors")["executor"])
    composed = _composed([f"executor={before['kind']}", *words], config_dir, "executors")["executor"]
    written = {word.partition("=")[0].split(".")[1] for word in words}
    return {**before, **{name: composed[name] for name in written}}


def _composed(words: list[str], config_dir: str | None, root: str) -> dict[str, Any]:
    """The composed configuration of a study, or of an executor alone."""
    ConfigStore.instance().store(name="study_schema", node=StudySchema)
    with composer(config_dir):
        try:
            config: DictConfig = compose(root, overrides=words)
            plain: Any = OmegaConf.to_container(config, resolve=True)
        except (HydraException, OmegaConfBaseException) as problem:
            raise Refused(in_one_sentence(problem, [*STUDY_SETTINGS, "executor", *setting_names()])) from None
        except Refused:
            raise
        except Exception as problem:  # Hydra's grammar lets some of its own errors through
            raise Refused(f"cannot read {' '.join(words)} ({' '.join(str(problem).split())[:120]})") from None
    return dict(plain)


def _question(words: list[str], config_dir: str | None) -> Question:
    of_study, rest = _split(words)
    name = next((word.removeprefix("study=") for word in reversed(of_study) if word.startswith("study=")), "")
    if not name:
        raise Refused(f"which study? write study=NAME, one of {', '.join(options('study'))}, or one of your own")
    composed = _composed(of_study, config_dir, "studies")
    check_method(composed["method"])
    rows = _own_rows(composed)
    numbers = {path: number_of(number, composed[path]) for path, number in study_numbers().items()}
    of_model = composed["target"] == MODEL
    base = composed["base"] = [*extend_by(str(word) for word in composed["base"]), *rest]
    _refuse_outcome_of_nothing(composed, rows)
    if not of_model and base:
        raise Refused(f"{base[0]} sets the model, and the target is {composed['target']}; leave one of the two out")
    if composed["target"] == POINTS:
        if numbers["fresh"]:
            raise Refused("fresh needs runs, and the outcomes stand in points; leave one of the two out")
        numbers["replicates"] = 1
    factors = read_factors(_vary(composed, rows), composed["groups"], of_model=of_model)
    _refuse_twice(base, factors)
    if METHODS[composed["method"]].sample is not None:
        factors.append(dummy(bool(composed["groups"])))
    elif composed["groups"]:
        raise Refused(f"groups go with sobol and morris, not with {composed['method']}")
    jobs = _jobs(base, factors, config_dir) if of_model else []
    refuse_idle(jobs, _highest(composed, factors))
    given = rows if composed["method"] in GIVEN_DATA else composed["points"]
    return Question(
        title=name, comment=why("study", name, config_dir), method=composed["method"], factors=factors,
        numbers=numbers, outcomes=[str(outcome) for outcome in composed["outcomes"]],
        target=composed["target"], points=given, replace=jobs[0].replace if jobs else {},
        jobs=jobs, executor=dict(composed["executor"]),
        resolved=OmegaConf.to_yaml(OmegaConf.create({"study": name, **composed})),
    )  # fmt: skip


def _refuse_twice(base: list[str], factors: list[Factor]) -> None:
    """Raise Refused where the runs set what is varied."""
    varied = {factor.name for factor in factors}
    for word in base:
        name = word.partition("=")[0]
        if name in varied:
            raise Refused(f"{word} sets what the study varies; leave one of the two out")


def _highest(composed: dict[str, Any], factors: list[Factor]) -> dict[str, float]:
    """The highest value that each factor is given."""
    if composed["method"] in ("list", "table"):
        rows = read_points(composed["points"], composed["method"])
        return {name: max(_as_number(row.get(name)) for row in rows) for name in rows[0]}
    return {each.name: max(map(_as_number, each.levels)) if each.levels else each.high for each in factors}


def _as_number(value: Any) -> float:
    return value if isinstance(value, int | float) else 0.0


def _vary(composed: dict[str, Any], rows: list[dict[str, Any]]) -> list[Any]:
    """What is varied; points say so themselves, and the range of what is named without one."""
    of_points = [name for name in rows[0] if name not in composed["outcomes"]] if rows else []
    entries = list(composed["vary"]) or of_points
    if composed["target"] == MODEL:
        return entries
    return [
        {entry: span_of(entry, [row.get(entry) for row in rows])}
        if isinstance(entry, str) and entry in of_points
        else entry
        for entry in entries
    ]


def _own_rows(composed: dict[str, Any]) -> list[dict[str, Any]]:
    """The points that were given; none where the method makes its own. Outcomes that stand in them are not run."""
    method, points = composed["method"], composed["points"]
    if method not in TAKING_POINTS:
        if points is not None:
            raise Refused(f"points go with {', '.join(TAKING_POINTS)}; {method} makes its own")
        return []
    if method in GIVEN_DATA and points is None:
        return []
    rows = read_points(points, method)
    names = composed["outcomes"]
    there = [name for name in names if name in rows[0]] if method in GIVEN_DATA else []
    if not there:
        return rows
    lacking = [name for name in names if name not in there]
    if lacking:
        raise Refused(f"outcomes: {there[0]} stands in points and {lacking[0]} does not; name those of points alone")
    if composed["target"] not in (MODEL, POINTS):
        raise Refused(
            f"outcomes: {there[0]} stands in points, so nothing is run; leave target={composed['target']} out"
        )
    composed["target"] = POINTS
    return rows


def _refuse_outcome_of_nothing(composed: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """Raise Refused for an outcome that neither stands in the points of a sample nor is one of the model."""
    from sim.outcomes import BY_NAME

    if not rows or composed["method"] not in GIVEN_DATA or composed["target"] != MODEL:
        return
    for name in composed["outcomes"]:
        if name.partition(":")[0] not in BY_NAME:
            raise Refused(
                f"outcomes: {name!r} is neither an outcome of the model nor a column of the points, which have "
                f"{', '.join(rows[0])}{nearest(name, [*rows[0], *BY_NAME])}"
            )


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """The words of the study and its executor, and those of its runs; a misspelt one is answered with the nearest."""
    of_study, rest = [], []
    known = [*STUDY_SETTINGS, *(name for name in known_names() if name not in STUDY_SETTINGS)]
    for word in words:
        name = word.partition("=")[0]
        outer = name.partition(".")[0]
        if name == "base":
            raise Refused("base stands in the study's file; here write its words as they are, as office=small weeks=52")
        if outer == "ensemble":
            raise Refused("a study varies the numbers about the world itself; leave ensemble=true to run and compare")
        if outer in ("threads", "backend", "events"):
            way_out = "write executor.workers=2 for two runs at a time" if outer == "threads" else f"leave {outer} out"
            raise Refused(f"{outer} does nothing in a study, whose runs are compiled and keep outcomes only; {way_out}")
        if outer in STUDY_SETTINGS:
            _check_number(word)
            of_study.append(word)
        elif name in known or name.startswith("replace.") or nearest_name(name, STUDY_SETTINGS) is None:
            rest.append(word)
        else:
            raise Refused(f"there is no {name!r}{nearest(name, known)}")
    return of_study, rest


def _check_number(word: str) -> None:
    """Raise Refused for a number of the study that is none; the others are read with the file."""
    name, _, value = word.partition("=")
    number = study_numbers().get(name)
    if number is not None and number.kind is bool:
        true_or_false(name, value)
    elif number is not None:
        number_of(number, plain_value(value))


def _jobs(base: list[str], factors: list[Factor], config_dir: str | None) -> list[Job]:
    """The scenario for each combination of options that are varied, the last factor's changing fastest."""
    swept = [f"{name}={','.join(options)}" for name, options in options_varied(factors).items()]
    return read_request([*base, *swept], sweep=bool(swept), config_dir=config_dir, alone=False).jobs
