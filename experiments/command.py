"""The command line: `skranke VERB [overrides]`.

Everything is imported when it is needed, so that help comes at once.
"""

import gc
import os
import sys
from pathlib import Path

from experiments.cli.extension import extend_by
from experiments.cli.output import patient_output
from experiments.cli.refusal import Refused
from experiments.cli.renamed import refuse_renamed
from experiments.results import interruption
from experiments.verbs import TOPICS, VERBS, load

GARBAGE_AT = 100_000  # objects; Python looks through all that is imported every 700, a tenth of a start's time
REFUSED = 2
INTERRUPTED = 130
SHOW_WHERE = "HYDRA_FULL_ERROR"
HELP = ("-h", "--help")
VERSION = ("-V", "--version", "version")


def main(arguments: list[str] | None = None) -> int:
    """Do what was typed; return the exit status."""
    if arguments is None:
        arguments = sys.argv[1:]
        gc.set_threshold(GARBAGE_AT)
    with patient_output() as output:
        status = _status(arguments)
        output.flush()
        if output.complaint and status == 0:
            return _say_unprinted(output.complaint, arguments)
    return status


def _status(arguments: list[str]) -> int:
    """Do what was typed and say what was wrong with it; the exit status."""
    wants_all = os.environ.get(SHOW_WHERE) == "1"
    try:
        with interruption.listening():
            return _obey(arguments)
    except Refused as refused:
        if refused.__cause__ and wants_all:
            raise
        return _say(str(refused), REFUSED)
    except KeyboardInterrupt as interrupted:
        return _say(str(interrupted) or "interrupted; nothing was written", INTERRUPTED)
    except MemoryError:
        return _say("the memory is full; write fewer replicates, weeks or office.jobseekers, or threads=1", 1)
    except Exception as problem:
        if wants_all:
            raise
        message = " ".join(str(problem).split())[:400] or "without a word"
        return _say(f"a fault of the program, not of what you typed: {message}; {SHOW_WHERE}=1 shows where", 1)


def _say_unprinted(complaint: str, arguments: list[str]) -> int:
    """Say that what was done could not be printed; status 0 where it stands in files all the same."""
    for_reading = set(arguments) & {*HELP, *VERSION, "--list", "--cfg", "-c", "status"}
    what = "nothing else was asked for" if for_reading or not arguments else "all that it writes to files is complete"
    return _say(f"the output cannot be printed ({complaint}); {what}", 1 if for_reading or not arguments else 0)


def _obey(arguments: list[str]) -> int:
    if not arguments or arguments[0] in (*HELP, "help"):
        from experiments.cli.help import overview

        print(overview({name: verb.summary for name, verb in VERBS.items()}))
        return 0
    if arguments[0] in VERSION:
        print(_version())
        return 0
    name, *words = arguments
    if name not in VERBS:
        from experiments.cli.slips import verb_meant

        raise Refused(f"there is no verb {name!r}; {verb_meant(name, words, tuple(VERBS))}")
    verb = VERBS[name]
    if not set(words).isdisjoint(HELP):
        words = extend_by(words)
        print(_help(name, [word for word in words if not word.startswith("-") and "=" not in word]))
    elif verb.listing and "--list" in words:
        print(load(verb.listing)())
    else:
        _do(name, words)
    return 0


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"skranke {version('skranke')}"
    except PackageNotFoundError:
        return "skranke, not installed"


def _help(name: str, topics: list[str]) -> str:
    """What `skranke VERB [ACTION] --help [TOPIC ...]` says."""
    verb = VERBS[name]
    actions = load(verb.actions) if verb.actions else ()
    topics = [topic for topic in topics if topic not in actions]
    if not topics:
        return f"skranke {name}: {verb.summary}\n\n{load(verb.help)()}"
    from experiments.cli.help import text_of

    return "\n\n".join(load(TOPICS[topic])() if topic in TOPICS else text_of(topic, tuple(TOPICS)) for topic in topics)


def _do(name: str, words: list[str]) -> None:
    from experiments.cli.parse import refuse_twice
    from experiments.cli.presentation import PRESENTATION, presented, split
    from experiments.cli.schema import known_names
    from experiments.cli.slips import refuse_slips

    sweep, show, config_dir, overrides = _options(words)
    verb = VERBS[name]
    if sweep and not verb.may_sweep:
        sweeping = ", ".join(other for other in VERBS if VERBS[other].may_sweep)
        raise Refused(f"-m is for {sweeping}; {name} takes one value of each: leave -m out")
    overrides = extend_by(overrides)
    for word in overrides:
        refuse_renamed(word)
        if word in VERBS and not Path(word).exists() and word not in (load(verb.actions) if verb.actions else ()):
            raise Refused(f"{word!r} is a verb of its own; write skranke {word} ... or skranke {name} NAME=VALUE ...")
    refuse_slips(overrides, [*PRESENTATION, *known_names()])
    refuse_twice(overrides)
    presentation, overrides = split(overrides)
    with presented(**presentation):
        request = load(verb.read)(overrides, sweep=sweep, config_dir=config_dir)
        if show:
            print(request.configuration().rstrip())
        else:
            load(verb.do)(request)


def _options(words: list[str]) -> tuple[bool, bool, str | None, list[str]]:
    """The options with a dash: several values, show the configuration, a folder of own files; and the overrides."""
    sweep = show = False
    config_dir = None
    overrides = []
    following = iter(words)
    for word in following:
        name, equals, value = word.partition("=")
        if word in ("-m", "--multirun"):
            sweep = True
        elif word == "--cfg" or word == "-c" or name == "--cfg":
            show = True
            if not equals:
                value = next(following, "job")
            if value not in ("job", "all"):
                raise Refused(f"--cfg {value} is not known; write --cfg job to see the composed configuration")
        elif name in ("--config-dir", "-cd"):
            config_dir = value if equals else next(following, None)
            if not config_dir:
                raise Refused("--config-dir names no folder; write --config-dir FOLDER, as in --config-dir .")
        else:
            overrides.append(word)
    return sweep, show, config_dir, overrides


def _say(message: str, status: int) -> int:
    print(f"skranke: {message}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
