"""Shocks at a button: what the files of `configs/shock` let happen, moved to the coming week."""

from functools import cache
from typing import Any

from experiments.cli.options import options
from experiments.cli.refusal import Refused
from experiments.lab.address import composed
from sim.declare import known_numbers, nearest, value_at
from sim.policy import Shock

WEEKS_OF_SHOCK = "_week"


def shocks() -> list[str]:
    """Those that there are; none is none."""
    return [name for name in options("shock") if name != "none"]


def levers_of_shock(name: str, week: int) -> tuple[tuple[str, Any], ...]:
    """The levers that let a shock begin in a week; Refused for one that there is not."""
    if name not in shocks():
        raise Refused(f"shock is {name!r}; it must be one of {', '.join(shocks())}{nearest(name, shocks())}")
    return tuple((path, week if path.endswith(WEEKS_OF_SHOCK) else value) for path, value in _written(name))


@cache
def _written(name: str) -> tuple[tuple[str, Any], ...]:
    """What a shock sets, by lever."""
    shock = composed("small", "normal", "baseline", name).policy.shock
    values = {path: (value_at(shock, path), number.default) for path, number in known_numbers(Shock).items()}
    weeks = {path for path, (value, _) in values.items() if path.endswith(WEEKS_OF_SHOCK) and value >= 0}
    themes = {path.partition("_")[0] for path in weeks}
    of_theme = {"express": "closure"}
    return tuple(
        (f"shock.{path}", value)
        for path, (value, _) in values.items()
        if of_theme.get(path.partition("_")[0], path.partition("_")[0]) in themes
    )
