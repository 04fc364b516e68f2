"""A text file that a user wrote, read: in UTF-8, with or without the mark of Windows; Refused in one sentence."""

from pathlib import Path
from typing import Any

from experiments.cli.refusal import Refused

SAVE_AS_UTF8 = "save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"


def read_text(path: Path) -> str:
    """The text of a file; raise Refused for one that cannot be read or is no text in UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise Refused(f"cannot read {path}: {problem.strerror}; name a file that is there and may be read") from None
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise Refused(f"{path} is not a text in UTF-8, from line {line} on; {SAVE_AS_UTF8}") from None


def read_yaml(path: Path) -> Any:
    """What a YAML file says, as an OmegaConf configuration; raise Refused for what is no YAML."""
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException
    from yaml import YAMLError  # type: ignore[import-untyped]

    text = read_text(path)
    try:
        return OmegaConf.create(text)
    except (YAMLError, OmegaConfBaseException) as problem:
        raise Refused(f"{path} is not YAML: {_told(problem, text)}") from None


def _told(problem: Exception, text: str) -> str:
    """What is wrong with a YAML text, where, and what is usual."""
    mark = getattr(problem, "problem_mark", None)
    if mark is None:
        return " ".join(str(problem).split())
    wrong = " ".join(filter(None, [getattr(problem, "context", None), getattr(problem, "problem", None)]))
    if "\t" in text:
        wrong += "; indent with spaces, not with tabs"
    return f"{wrong}, in line {mark.line + 1}; write NAME: VALUE on each line, with a space after the colon"
