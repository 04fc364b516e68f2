"""What the tests of sensitivity share: functions with known indices, and studies of them as their folders hold them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analysis.sensitivity import Sensitivity, indices

Function = Callable[[np.ndarray], np.ndarray]  # points [n, factor] in the unit cube to values [n]
VARIED = ("x1", "x2", "x3", "x4")


def ishigami(points: np.ndarray) -> np.ndarray:
    """Ishigami with a = 7, b = 0.1; the fourth factor is inert."""
    x = np.pi * (2.0 * points - 1.0)
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices() -> dict[str, np.ndarray]:
    """Its analytic indices, with those of the inert factor."""
    a, b, pi = 7.0, 0.1, np.pi
    first = np.array([0.5 * (1.0 + b * pi**4 / 5.0) ** 2, a**2 / 8.0, 0.0, 0.0])
    both = b**2 * pi**8 * 8.0 / 225.0
    total = first.sum() + both
    return {"S1": first / total, "ST": (first + [both, 0.0, both, 0.0]) / total, "S13": both / total, "V": total}


G = np.array([0.0, 1.0, 4.5, 9.0])


def sobol_g(points: np.ndarray) -> np.ndarray:
    """Sobol's G of four factors."""
    return np.asarray(np.prod((np.abs(4.0 * points[:, :4] - 2.0) + G) / (1.0 + G), axis=1))


def sobol_g_indices() -> dict[str, np.ndarray]:
    """Its analytic indices."""
    own = 1.0 / (3.0 * (1.0 + G) ** 2)
    total = np.prod(1.0 + own) - 1.0
    others = np.array([np.prod(1.0 + np.delete(own, i)) for i in range(4)])
    return {"S1": own / total, "ST": own * others / total}


def factor(name: str, group: str | None = None, **more: Any) -> dict[str, Any]:
    """A factor as it stands in study.json."""
    entry = {
        "name": name, "unit": "share", "kind": "continuous", "low": 0.0, "high": 1.0, "levels": None, "group": group,
        "grade": "assumed", "source": "a test", "meaning": f"the factor {name}", "theory_driven": None,
    }  # fmt: skip
    return entry | more


def study_of(method: str, names: tuple[str, ...] = VARIED, outcomes: tuple[str, ...] = ("y",), **more: Any) -> dict:
    """A study as it stands in study.json, with a dummy as its last factor."""
    groups = more.pop("groups", {})
    return {
        "title": "a study", "comment": "What counts?", "target": "a.function", "method": method, "samples": 0,
        "batches": [0], "second_order": False, "levels": 4, "replicates": 1, "fresh": 0, "seed": 1, "weeks": 10,
        "factors": [factor(name, groups.get(name)) for name in (*names, "dummy")],
        "outcomes": [
            {"name": name, "unit": "share", "label": name, "definition": "one", "better": "high"}
            for name in outcomes
        ],
    } | more  # fmt: skip


def design_of(study: dict, n: int, seed: int = 1) -> pd.DataFrame:
    """A design of SALib's samplers in the form of design.parquet; n base rows, trajectories or points."""
    from SALib.sample import fast_sampler, ff, finite_diff, latin, morris, sobol

    names = [entry["name"] for entry in study["factors"]]
    problem: dict[str, Any] = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    if any(entry["group"] for entry in study["factors"]):
        problem["groups"] = [entry["group"] or entry["name"] for entry in study["factors"]]
    sized = len(set(problem.get("groups", names)))
    method, step = study["method"], 1
    if method == "sobol":
        points = sobol.sample(problem, n, calc_second_order=study["second_order"], seed=seed)
        step = 2 * sized + 2 if study["second_order"] else sized + 2
    elif method == "morris":
        points, step = morris.sample(problem, n, num_levels=study["levels"], seed=seed), sized + 1
    elif method == "efast":
        points, step = fast_sampler.sample(problem, n, seed=seed), n
    elif method == "dgsm":
        points = finite_diff.sample(problem, n)
    elif method == "fractional":
        points = ff.sample(problem)[:, : len(names)]
    else:
        points = latin.sample(problem, n, seed=seed)
    table = pd.DataFrame(points, columns=names)
    table.insert(0, "block", np.arange(len(points)) // step)
    table.insert(0, "point", np.arange(len(points)))
    study["samples"], study["batches"] = n, [n]
    return table


def runs_of(study: dict, design: pd.DataFrame, live: Callable[[np.ndarray, int, int], np.ndarray]) -> pd.DataFrame:
    """Runs of every point with every seed; `live(points, seed, fresh)` gives the outcomes [point, outcome].

    `fresh` is 0 with common luck and the number of the replicate with luck of one's own.
    """
    names = [entry["name"] for entry in study["outcomes"]]
    points = design[[entry["name"] for entry in study["factors"]]].to_numpy()
    parts = []
    for fresh in range(study["fresh"] + 1):
        for seed in range(study["seed"], study["seed"] + study["replicates"]) if not fresh else [0]:
            values = np.asarray(live(points, seed, fresh), float).reshape(len(points), len(names))
            part = pd.DataFrame(values, columns=names)
            part["seed_scheme"], part["seed"] = (
                ("independent", 1000 * fresh + design["point"]) if fresh else ("common", seed)
            )
            parts.append(part.assign(point=design["point"]))
    runs = pd.concat(parts, ignore_index=True).sort_values(["point", "seed_scheme", "seed"], ignore_index=True)
    runs["run"], runs["problem"] = np.arange(len(runs)), ""
    return runs[["run", "point", "seed", "seed_scheme", *names, "problem"]]


def exact(function: Function) -> Callable[[np.ndarray, int, int], np.ndarray]:
    """A function without chance."""
    return lambda points, seed, fresh: function(points)


def noisy(function: Function, spread: float) -> Callable[[np.ndarray, int, int], np.ndarray]:
    """A function with independent noise in every single run: no two runs share their luck."""
    return lambda points, seed, fresh: (
        function(points) + np.random.default_rng([seed, fresh]).normal(0.0, spread, len(points))
    )


def studied(method: str, n: int, function: Function, **more: Any) -> Sensitivity:
    """The indices of a function without chance."""
    study = study_of(method, **more)
    design = design_of(study, n)
    return indices(study, design, runs_of(study, design, exact(function)))


def values_of(sensitivity: Sensitivity, index: str, outcome: str = "y") -> np.ndarray:
    """An index of every factor but the dummy, in their order."""
    table = sensitivity.outcomes[outcome].table
    rows = table[(table["index"] == index) & (table["factor"] != "dummy")]
    return rows["value"].to_numpy(float)


def influential(sensitivity: Sensitivity, outcome: str = "y") -> set[str]:
    """Factors whose leading index is called influential."""
    table = sensitivity.outcomes[outcome].leading(sensitivity.leading)
    return set(table.loc[table["influential"] == True, "factor"])  # noqa: E712 (None is neither)
