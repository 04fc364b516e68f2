"""The command line: `skranke VERB [overrides]`.

Everything is imported when it is needed, so that help comes at once.
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from experiments.cli.refusal import Refused
from experiments.cli.renamed import refuse_renamed
from experiments.results import interruption

REFUSED = 2
INTERRUPTED = 130

# verb: what it does in one line, where its function lives. The function takes a request.
VERBS = {
    "run": ("run a policy in a setting: summary with intervals, tables, figures", "experiments.run.commands:run"),
    "compare": ("compare policies on the same people with the same luck", "experiments.compare.commands:compare"),
    "study": ("sensitivity study: which numbers and policies decide what", "experiments.study.commands:study"),
    "trial": ("run a published experiment again: simulated beside observed", "experiments.trials.commands:trial"),
    "validate": ("all published experiments and patterns: what holds", "experiments.trials.commands:validate"),
    "calibrate": ("fit parameters to published experiments; an ensemble", "experiments.calibration.commands:calibrate"),
    "report": ("one page that stands alone, from a results folder", "experiments.report.commands:report"),
    "bench": ("measure the compiled backend against the Mesa backend", "experiments.bench.commands:measure"),
}
SWEEPING = ("run",)
READERS = {
    "compare": "experiments.compare.request:read_comparison",
    "study": "experiments.study.request:read_study",
    "trial": "experiments.trials.request:read_trial_request",
    "validate": "experiments.trials.request:read_validation",
    "calibrate": "experiments.calibration.request:read_calibration",
    "report": "experiments.report.commands:read_report",
}  # the others read with read_request


LISTS = {
    "study": "experiments.study.help:listing",
    "trial": "experiments.trials.help:listing",
    "validate": "experiments.trials.help:listing",
}


def main(arguments: list[str] | None = None) -> int:
    """Do what was typed; return the exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        with interruption.listening():
            return _obey(arguments)
    except Refused as refused:
        if refused.__cause__ and os.environ.get("HYDRA_FULL_ERROR") == "1":
            raise
        return _say(str(refused), REFUSED)
    except KeyboardInterrupt as interrupted:
        return _say(str(interrupted) or "interrupted; nothing was written", INTERRUPTED)
    except BrokenPipeError:  # whoever read our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:
        if os.environ.get("HYDRA_FULL_ERROR") == "1":
            raise
        said = " ".join(str(problem).split()) or "no message"
        return _say(f"{type(problem).__name__}: {said[:400]} (HYDRA_FULL_ERROR=1 shows where)", 1)


def _obey(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        from experiments.cli.help import overview

        print(overview({verb: line for verb, (line, _) in VERBS.items()}))
        return 0
    if arguments[0] in ("-V", "--version", "version"):
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"skranke {version('skranke')}")
        except PackageNotFoundError:
            print("skranke, not installed")
        return 0
    verb, *rest = arguments
    if verb not in VERBS:
        raise Refused(f"there is no verb {verb!r}; it must be one of {', '.join(VERBS)}{_nearest_verb(verb)}")
    if "-h" in rest or "--help" in rest:
        from experiments.cli.help import verb_help

        topics = [word for word in rest if not word.startswith("-")]
        print(verb_help(verb, VERBS[verb][0], topics))
        return 0
    if verb in LISTS and "--list" in rest:
        print(_function(LISTS[verb])())
        return 0
    return _do(verb, rest)


def _do(verb: str, rest: list[str]) -> int:
    sweep, show, config_dir, overrides = _options(rest)
    if sweep and verb not in SWEEPING:
        raise Refused(f"-m is for {', '.join(SWEEPING)}; {verb} takes one value of each")
    for word in overrides:
        refuse_renamed(word)
    read = _function(READERS.get(verb, "experiments.cli.composition:read_request"))
    request = read(overrides, sweep=sweep, config_dir=config_dir)
    if show:
        print(request.configuration().rstrip())
        return 0
    _function(VERBS[verb][1])(request)
    return 0


def _function(place: str) -> Callable[..., Any]:
    """The function that lives at module:name."""
    module, _, name = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def _options(rest: list[str]) -> tuple[bool, bool, str | None, list[str]]:
    """The options with a dash: several values, show the configuration, a folder of own files; and the overrides."""
    sweep = show = False
    config_dir = None
    overrides = []
    words = iter(rest)
    for word in words:
        name, equals, value = word.partition("=")
        if word in ("-m", "--multirun"):
            sweep = True
        elif word == "--cfg" or word == "-c" or name == "--cfg":
            show = True
            if not equals:
                value = next(words, "job")
            if value not in ("job", "all"):
                raise Refused(f"--cfg {value} is not known; write --cfg job to see the composed configuration")
        elif name in ("--config-dir", "-cd"):
            config_dir = value if equals else next(words, None)
            if not config_dir:
                raise Refused("--config-dir needs a folder")
        else:
            overrides.append(word)
    return sweep, show, config_dir, overrides


def _nearest_verb(verb: str) -> str:
    import difflib

    near = difflib.get_close_matches(verb, VERBS, n=1)
    return f"; the nearest is {near[0]!r}" if near else ""


def _say(message: str, status: int) -> int:
    print(f"skranke: {message}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
