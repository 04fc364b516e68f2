"""The command line: `skranke VERB [overrides]`.

Everything is imported when it is needed, so that help comes at once.
"""

import os
import sys

from experiments.cli.extension import extend_by
from experiments.cli.refusal import Refused
from experiments.cli.renamed import refuse_renamed
from experiments.results import interruption
from experiments.verbs import TOPICS, VERBS, load

REFUSED = 2
INTERRUPTED = 130
HELP = ("-h", "--help")
VERSION = ("-V", "--version", "version")


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
        message = " ".join(str(problem).split()) or "no message"
        return _say(f"{type(problem).__name__}: {message[:400]} (HYDRA_FULL_ERROR=1 shows where)", 1)


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
        raise Refused(f"there is no verb {name!r}; it must be one of {', '.join(VERBS)}{_nearest_verb(name)}")
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
    from experiments.cli.presentation import presented, split

    sweep, show, config_dir, overrides = _options(words)
    verb = VERBS[name]
    if sweep and not verb.may_sweep:
        sweeping = ", ".join(other for other in VERBS if VERBS[other].may_sweep)
        raise Refused(f"-m is for {sweeping}; {name} takes one value of each")
    for word in overrides:
        refuse_renamed(word)
    refuse_twice(overrides)
    presentation, overrides = split(extend_by(overrides))
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
