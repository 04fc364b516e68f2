"""The design of runs: which points a method asks for. SALib makes them; all in the unit cube, so that every factor's
range counts alike.

A design grows by batches: a batch adds whole base rows of the same sequence (sobol, dgsm), whole trajectories (morris)
or another hypercube, and leaves every earlier point as it is.
"""

import itertools
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from math import prod
from typing import Any, NamedTuple

import numpy as np

from experiments.cli.parse import typed_path
from experiments.cli.refusal import Refused
from experiments.cli.text_files import read_text
from experiments.study.factors import Factor, allowed_value
from sim.declare import nearest


class Method(NamedTuple):
    """A way to choose points: how it is made, what `samples` counts, and whether more can be added later."""

    sample: Callable[..., np.ndarray] | None
    counts: str
    meaning: str
    grows: bool = True


LARGEST = 500_000_000  # values in a design: 4 GB
OPTIONS_STREAM = 0x0B71  # of the design's seed, for the order in which a trajectory meets options
GIVEN_STREAM = 0xD077  # and for the dummy beside points that were given, and where in its level an option lies


@dataclass(frozen=True)
class Design:
    """Points in the unit cube, a column a factor; `blocks`: which rows stand or fall together in the analysis."""

    positions: np.ndarray
    blocks: np.ndarray


def _problem(factors: Sequence[Factor]) -> dict[str, Any]:
    names = [factor.name for factor in factors]
    problem: dict[str, Any] = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    if any(factor.group for factor in factors):
        problem["groups"] = [factor.group for factor in factors]
    return problem


def _sobol(factors: Sequence[Factor], batches: Sequence[int], options: dict[str, Any]) -> np.ndarray:
    from SALib.sample import sobol

    problem = _problem(factors)
    return np.asarray(
        sobol.sample(problem, sum(batches), calc_second_order=options["second_order"], seed=options["seed"])
    )


def _dgsm(factors: Sequence[Factor], batches: Sequence[int], options: dict[str, Any]) -> np.ndarray:
    from SALib.sample import finite_diff

    return np.asarray(finite_diff.sample(_problem(factors), sum(batches), seed=options["seed"]))


def _morris(factors: Sequence[Factor], batches: Sequence[int], options: dict[str, Any]) -> np.ndarray:
    from SALib.sample.morris import sample

    problem, levels = _problem(factors), options["levels"]
    walks = [sample(problem, n, num_levels=levels, seed=options["seed"] + i) for i, n in enumerate(batches)]
    if any(factor.levels is not None for factor in factors):
        walks = [_through_options(factors, walk, options["seed"] + i) for i, walk in enumerate(walks)]
    return np.concatenate(walks)


def _through_options(factors: Sequence[Factor], walk: np.ndarray, seed: int) -> np.ndarray:
    """Trajectories in which the step of a factor with options is a walk through all of them, nothing else moved.

    A walk of numbers moves by a jump and so sees two points of its grid; of options all are compared, in an order drawn
    anew for every trajectory, from and to any of them, so that every point stays a fair draw of the space.
    """
    generator = np.random.default_rng([seed, OPTIONS_STREAM])
    options = {column: len(factor.levels) for column, factor in enumerate(factors) if factor.levels is not None}
    rows = []
    for points in walk.reshape(-1, len(_moving(factors)) + 1, len(factors)):
        order = {column: (generator.permutation(n) + 0.5) / n for column, n in options.items()}
        point = points[0].copy()
        point[list(options)] = [drawn[0] for drawn in order.values()]
        rows.append(point)
        for step in np.diff(points, axis=0):
            moved = np.flatnonzero(step)
            for position in order[moved[0]][1:] if moved[0] in options else [points[-1, moved]]:
                point = point.copy()
                point[moved] = position
                rows.append(point)
    return np.array(rows)


def _moving(factors: Sequence[Factor]) -> set[str]:
    """What moves by itself: groups, or factors where there are none."""
    return {factor.group or factor.name for factor in factors}


def _latin(factors: Sequence[Factor], batches: Sequence[int], options: dict[str, Any]) -> np.ndarray:
    from SALib.sample import latin

    return np.concatenate([latin.sample(_problem(factors), n, seed=options["seed"] + i) for i, n in enumerate(batches)])


def _efast(factors: Sequence[Factor], batches: Sequence[int], options: dict[str, Any]) -> np.ndarray:
    from SALib.sample import fast_sampler

    return np.asarray(fast_sampler.sample(_problem(factors), sum(batches), seed=options["seed"]))


def _fractional(factors: Sequence[Factor], batches: Sequence[int], options: dict[str, Any]) -> np.ndarray:
    from SALib.sample import ff

    return np.asarray(ff.sample(_problem(factors), seed=options["seed"]))[:, : len(factors)]


METHODS = {
    "morris": Method(
        _morris, "trajectories", "mean size of the effect over a range, or over all options: screening with few runs"
    ),
    "sobol": Method(_sobol, "base rows (a power of 2)", "shares of variance, first and total order, groups"),
    "efast": Method(_efast, "points of each factor's curve (65 or more)", "shares of variance by Fourier", False),
    "rbd_fast": Method(_latin, "points", "first-order shares from any sample, cheap"),
    "pawn": Method(_latin, "points", "how far a factor shifts the whole distribution"),
    "delta": Method(_latin, "points", "moment-independent importance, and first-order shares"),
    "dgsm": Method(_dgsm, "base rows", "mean squared derivatives: an upper bound of total order"),
    "fractional": Method(_fractional, "(none: the design is fixed)", "main effects between both ends", False),
    "hdmr": Method(_latin, "points (301 or more)", "a fitted decomposition, also of correlated effects"),
    "rsa": Method(_latin, "points", "which values lead to good and to bad outcomes"),
    "grid": Method(None, "(none)", "every combination of values", False),
    "list": Method(None, "(none)", "points written out under points:", False),
    "pairs": Method(None, "(none)", "the first values of all factors, then the second ones, ...", False),
    "table": Method(None, "(none)", "a table of points, points: FILE.csv or .parquet", False),
}

GIVEN_DATA = ("rbd_fast", "pawn", "delta", "hdmr", "rsa")  # methods that take any sample of points
TAKING_POINTS = ("list", "table", *GIVEN_DATA)


def check_method(method: str) -> None:
    """Raise Refused for a method that does not exist."""
    if method not in METHODS:
        raise Refused(f"method is {method!r}; it must be one of {', '.join(METHODS)}{nearest(method, METHODS)}")


def sampled(method: str, factors: Sequence[Factor], batches: Sequence[int], options: dict[str, Any]) -> Design:
    """The design of a method of SALib; `said`: seed, levels, second_order. Raise Refused where it cannot be made."""
    _refuse_unfit(method, factors, sum(batches), options)
    make = METHODS[method].sample
    assert make is not None
    groups = len(_moving(factors))
    rows = {
        "sobol": (2 if options["second_order"] else 1) * groups + 2,
        "morris": groups + 1 + sum(len(factor.levels) - 2 for factor in factors if factor.levels is not None),
        "dgsm": len(factors) + 1,
        "efast": sum(batches),
    }.get(method, 1)
    refuse_too_large(sum(batches) * (len(factors) if method == "efast" else rows), len(factors))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        positions = make(factors, batches, options)
    return Design(positions, np.arange(len(positions), dtype=np.int64) // rows)


def refuse_too_large(points: int, factors: int) -> None:
    """Raise Refused for a design that would not fit into memory."""
    if points * factors > LARGEST:
        raise Refused(f"that would be {points} points of {factors} factors; a design has at most {LARGEST} values")


def _refuse_unfit(method: str, factors: Sequence[Factor], samples: int, options: dict[str, Any]) -> None:
    if method == "sobol" and samples & (samples - 1):
        power = 1 << (samples - 1).bit_length()
        raise Refused(f"samples is {samples}; for sobol it must be a power of 2, as {power // 2} or {power}")
    least = {"efast": 65, "hdmr": 301}.get(method, 1)
    if samples < least:
        raise Refused(f"samples is {samples}; for {method} it must be {least} or more")
    if method == "morris" and options["levels"] % 2:
        raise Refused(
            f"levels is {options['levels']}; Morris trajectories need an even number; write levels=4 or levels=6"
        )
    if factors[0].group and method not in ("sobol", "morris"):
        raise Refused(f"groups go with sobol and morris; {method} cannot move factors together")
    shared = [factor.group for factor in factors]
    moved = [factor for factor in factors if factor.levels is not None and shared.count(factor.group) > 1]
    if method == "morris" and factors[0].group and moved:
        why = f"groups: {moved[0].name} has options, and Morris compares each with each, alone"
        raise Refused(f"{why}; leave it out of {moved[0].group}, or write method=sobol")
    alone = [factor.name for factor in factors if factor.levels is not None and len(factor.levels) < 2]
    if alone:
        raise Refused(f"{alone[0]} has one value, so it does not vary; give it several, or write it under base:")
    inner = [factor for factor in factors if factor.levels is not None and len(factor.levels) > 2]
    if method == "fractional" and inner:
        n = len(inner[0].levels or ())
        way_out = "give it two, or write method=morris"
        raise Refused(f"{inner[0].name} has {n} values, and fractional compares two ends; {way_out}")
    uneven = [factor.name for factor in factors if factor.kind != "continuous"]
    if method == "dgsm" and uneven:
        raise Refused(f"dgsm takes derivatives, and {uneven[0]} has none; vary it in another method")


def own_sample(
    method: str, factors: Sequence[Factor], points: Any, options: dict[str, Any], beside: Sequence[str]
) -> tuple[Design, dict[str, Any]]:
    """A user's own sample as a design, and its values by factor; the last factor is the dummy, drawn here."""
    written = given(method, factors[:-1], points, 0, beside)
    n = len(next(iter(written.values())))
    _refuse_unfit(method, factors, n, options)
    generator = np.random.default_rng([options["seed"], GIVEN_STREAM])
    columns = [factor.positions(written[factor.name]) for factor in factors[:-1]]
    for factor, column in zip(factors, columns, strict=False):
        beyond = np.flatnonzero((column < 0.0) | (column > 1.0))
        if len(beyond):
            value, number = written[factor.name][beyond[0]], beyond[0] + 1
            raise Refused(
                f"point {number}: {factor.name} is {value:g}, and vary says {factor.low:g} to {factor.high:g}"
            )
    columns.append(generator.random(n))
    for factor, column in zip(factors, columns, strict=False):
        if factor.levels is not None:  # anywhere within its level, as in a sample drawn here: slices cannot cut ties
            column += (generator.random(n) - 0.5) / len(factor.levels)
    values = {
        factor.name: np.array(written[factor.name], object if isinstance((factor.levels or [0])[0], str) else None)
        for factor in factors[:-1]
    }
    values[factors[-1].name] = factors[-1].values(columns[-1])
    return Design(np.column_stack(columns), np.arange(n, dtype=np.int64)), values


def given_outcomes(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> np.ndarray:
    """The outcomes that came with points [point, outcome]; NaN where there is none."""
    values = []
    for number, row in enumerate(rows, start=1):
        for name in names:
            try:
                values.append(np.nan if row.get(name) is None else float(row[name]))
            except (TypeError, ValueError):
                raise Refused(f"point {number}: {name} is {row[name]!r}; it must be a number") from None
    return np.array(values).reshape(len(rows), len(names))


def given(
    method: str, factors: Sequence[Factor], points: Any, steps: int, beside: Sequence[str] = ()
) -> dict[str, list[Any]]:
    """The values of a grid, of pairs, or of points that were written out, by factor; `beside` are no factors."""
    names = [factor.name for factor in factors]
    if method in TAKING_POINTS:
        return _points(points, factors, method, beside)
    values = [factor.grid(steps) for factor in factors]
    if method == "grid":
        refuse_too_large(prod(len(levels) for levels in values), len(values))
        rows = list(itertools.product(*values))
        return {name: [row[i] for row in rows] for i, name in enumerate(names)}
    if len({len(levels) for levels in values}) > 1:
        counted = ", ".join(f"{name} {len(levels)}" for name, levels in zip(names, values, strict=True))
        raise Refused(f"pairs need as many values of each factor; there are: {counted}")
    return dict(zip(names, values, strict=True))


def _points(points: Any, factors: Sequence[Factor], method: str, beside: Sequence[str]) -> dict[str, list[Any]]:
    rows = read_points(points, method)
    names = [factor.name for factor in factors]
    rows = [{name: row[name] for name in row if name in names or name not in beside} for row in rows]
    for number, row in enumerate(rows, start=1):
        if set(row) != set(names):
            odd = sorted(set(row) ^ set(names))[0]
            if number == 1 and odd in row:
                raise Refused(f"points have {odd!r}, which vary does not name; vary it, or leave it out of the points")
            raise Refused(f"point {number} and the first differ in {odd!r}; every point has a value of each factor")
    return {factor.name: [_value(factor, row[factor.name], n) for n, row in enumerate(rows, 1)] for factor in factors}


def _value(factor: Factor, value: Any, number: int) -> Any:
    try:
        return allowed_value(factor, value)
    except Refused as problem:
        raise Refused(f"point {number}: {str(problem).removeprefix('vary: ')}") from None


def read_points(points: Any, method: str) -> list[dict[str, Any]]:
    """The points that were written out, or those of a table."""
    rows = read_table(points) if method != "list" and isinstance(points, str) else points
    listed = isinstance(rows, list) and rows and all(isinstance(row, dict) and row for row in rows)
    if not listed or (method == "table" and not isinstance(points, str)):
        example = "[{channel.drop_in_hours: 6}, ...]" if method == "list" else "FILE.csv or FILE.parquet"
        raise Refused(f"method {method} needs points; write points: {example}")
    return list(rows)


def read_table(points: Any) -> list[dict[str, Any]]:
    import pandas as pd

    path = typed_path("points", str(points))
    if not path.is_file():
        raise Refused(f"points: there is no file {path}; write points: FILE.csv or FILE.parquet")
    text = "" if path.suffix == ".parquet" else read_text(path)
    try:
        table = pd.read_csv(StringIO(text)) if text else pd.read_parquet(path)
    except Exception:
        way_out = "write the names of what is varied on its first line, commas between them, and a line for each point"
        raise Refused(f"points: {path} is no table; {way_out}") from None
    if any(";" in str(name) for name in table):
        raise Refused(f"points: {path} has semicolons; write commas between columns, and decimals with a point")
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
