"""A scenario from names, as on the command line: policies, settings and shocks of `configs/`, and single levers."""

from typing import Any

from experiments.cli.composition import read_request
from experiments.cli.refusal import Refused
from sim.scenario import Scenario


def named_scenario(chosen: dict[str, Any], levers: dict[str, Any], config_dir: str | None) -> Scenario:
    """The scenario that these words would give after `skranke run`; raise ValueError in one sentence."""
    words = [f"{name}={_as_written(value)}" for name, value in {**chosen, **levers}.items()]
    try:
        return read_request(words, config_dir=config_dir).jobs[0].scenario
    except Refused as refused:
        raise ValueError(str(refused)) from None


def _as_written(value: Any) -> str:
    """A value as it is written on the command line; several policies are joined."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{','.join(map(str, value))}]" if isinstance(value, list | tuple) else str(value)
