"""What was written after `skranke trial`: which trials, how often, with which parameters."""

from dataclasses import dataclass, field
from pathlib import Path

from omegaconf import OmegaConf

from experiments.cli.composition import Job, read_request
from experiments.cli.parse import typed_path
from experiments.cli.refusal import Refused
from experiments.cli.schema import known_names
from experiments.cli.text_files import read_yaml
from experiments.office_targets.reading import RestingOffice, read_offices
from experiments.trials.reading import SHIPPED_TRIALS, read_trials, trial_files
from experiments.trials.schema import Trial
from sim.declare import nearest

USUAL_REPLICATES = 30
RUN_WORDS = ("replicates", "seed", "threads", "backend", "out", "ensemble")


@dataclass
class TrialRequest:
    """Trials and office targets to run, and how."""

    trials: list[Trial]
    job: Job  # parameters, seeds, threads, backend and replacements
    out: Path | None
    patterns: bool = False  # whether the published patterns are judged too, as validate does
    offices: list[RestingOffice] = field(default_factory=list)

    def configuration(self) -> str:
        """The trial files and the parameters they are run with, as YAML."""
        paths = {trial.id: trial.path for trial in self.trials} | {
            office.file.id: office.path for office in self.offices
        }
        files = {name: OmegaConf.to_container(read_yaml(path), resolve=True) for name, path in paths.items()}
        how = OmegaConf.to_container(OmegaConf.create(self.job.resolved))
        assert isinstance(how, dict)
        kept = {name: how[name] for name in ("written", "parameters", "replace", "seed", "replicates", "ensemble")}
        return OmegaConf.to_yaml(OmegaConf.create({**kept, "patterns": self.patterns, "trials": files}))


def read_trial_request(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> TrialRequest:
    """Which trials `skranke trial NAME ... [trials=FOLDER]` means; raise Refused in one sentence."""
    names, folder, rest = read_words(arguments, "trial")
    if not names and folder is None:
        raise Refused(
            f"which trial? write skranke trial NAME, one of {', '.join(trial_files(SHIPPED_TRIALS))}, or trials=FOLDER"
        )
    return trial_request(folder, names, rest, config_dir)


def read_words(arguments: list[str], verb: str) -> tuple[list[str], Path | None, list[str]]:
    """Names of trials, the folder of trial files, and what holds for their runs."""
    names, folder, rest = [], None, []
    allowed = [*RUN_WORDS, "trials", *(name for name in known_names() if name.startswith("parameters."))]
    for word in arguments:
        name, equals, value = word.partition("=")
        if not equals:
            names.append(word)
        elif name == "trials":
            if not value:
                raise Refused("trials= names no folder; write trials=FOLDER, a folder of trial files")
            folder = typed_path("trials", value.strip("'\""))
        elif name in allowed or name.startswith("replace."):
            rest.append(word)
        elif name in known_names():
            way_out = f"write it into a trial file of your own, and {verb} trials=FOLDER"
            raise Refused(f"{name} stands in the trial file, and {verb} takes numbers about the world alone; {way_out}")
        else:
            raise Refused(f"there is no {name!r}{nearest(name, allowed)}; `skranke {verb} --help` shows what there is")
    return names, folder, rest


def trial_request(
    folder: Path | None, names: list[str], rest: list[str], config_dir: str | None, patterns: bool = False
) -> TrialRequest:
    """Trials and office targets with what holds for their runs, composed and checked; Refused in one sentence."""
    folder = folder or SHIPPED_TRIALS
    trials, offices = read_trials(folder, names), read_offices(folder, names, config_dir)
    if not any(word.startswith("replicates=") for word in rest):
        rest = [f"replicates={USUAL_REPLICATES}", *rest]
    request = read_request(rest, config_dir=config_dir)
    return TrialRequest(trials, request.jobs[0], request.out, patterns, offices)
