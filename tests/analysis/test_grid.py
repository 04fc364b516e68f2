"""A grid study answers: best and worst, shares of the variance that add up, differences within the same luck."""

import itertools

import numpy as np
import pandas as pd
import pytest
from studies import runs_of, study_of

from analysis.figures.sensitivity_grid import draw_grid
from analysis.sensitivity.best_and_worst import best_and_worst
from analysis.sensitivity.grid import shares_of
from analysis.sensitivity.points import as_points, grid_of, results_of_points, table_of

POLICIES, MARKETS = ("neither", "baseline", "ips"), ("slack", "tight")
A, B = np.repeat(np.arange(4), 5), np.tile(np.arange(5), 4)
GRID = {"a": A, "b": B}
LEVELS = A + 2.0 * (B == 2) + 3.0 * (A * B == 12)


def studied_grid(replicates: int = 4) -> tuple[dict, pd.DataFrame, pd.DataFrame]:
    """Work by policy and market: ips adds .2 where the market is tight; luck that all points share, and their own."""
    study = study_of("grid", ("market", "policy"), ("work",), replicates=replicates)
    study["factors"] = study["factors"][:-1]
    for entry, levels in zip(study["factors"], (MARKETS, POLICIES), strict=True):
        entry |= {"kind": "levels", "levels": list(levels)}
    rows = [((m + 0.5) / 2.0, (p + 0.5) / 3.0) for m, p in itertools.product(range(2), range(3))]
    design = pd.DataFrame(rows, columns=["market", "policy"])
    design.insert(0, "block", np.arange(6))
    design.insert(0, "point", np.arange(6))

    def live(points: np.ndarray, seed: int, fresh: int) -> np.ndarray:
        generator = np.random.default_rng(seed)
        helped = 0.2 * ((points[:, 0] > 0.5) & (points[:, 1] > 2.0 / 3.0))
        return 0.3 + 0.1 * (points[:, 0] > 0.5) + helped + generator.normal(0.0, 0.3) + generator.normal(0.0, 0.01, 6)

    return study, design, runs_of(study, design, live)


def test_without_luck_shares_are_those_of_the_analysis_of_variance():
    table = LEVELS.reshape(4, 5)
    of_a, of_b = table.mean(axis=1).var(), table.mean(axis=0).var()
    shares = shares_of(GRID, LEVELS[:, None].repeat(3, axis=1))
    assert shares.of("a") == pytest.approx(of_a / table.var()) and shares.of("b") == pytest.approx(of_b / table.var())
    assert shares.of("b", "a") == pytest.approx(1.0 - (of_a + of_b) / table.var())
    assert sum(part.share for part in shares.parts) == pytest.approx(1.0)


def test_luck_adds_nothing_to_the_shares_of_factors_in_the_mean():
    """Where nothing but luck moves the outcome, factors are estimated at their true 0, and not at what luck leaves."""
    generator = np.random.default_rng(3)
    parts = []
    for _ in range(300):
        values = LEVELS[:, None] + generator.normal(0.0, 1.0, 4) + generator.normal(0.0, 2.0, (20, 4))
        shares = shares_of(GRID, values)
        kinds = {part.kind: part.share for part in shares.parts if not part.factors}
        parts.append([shares.of("a"), shares.of("b"), kinds["common_luck"], kinds["own_luck"]])
    table = LEVELS.reshape(4, 5)
    total = table.var() + 1.0 + 4.0
    true = [table.mean(axis=1).var() / total, table.mean(axis=0).var() / total, 1.0 / total, 4.0 / total]
    assert np.mean(parts, axis=0) == pytest.approx(true, abs=0.035)


def test_intervals_of_shares_hold_the_true_share_as_often_as_they_say():
    generator = np.random.default_rng(5)
    true = LEVELS.reshape(4, 5).mean(axis=1).var() / (LEVELS.var() + 4.0)
    inside = 0
    for _ in range(200):
        part = shares_of(GRID, LEVELS[:, None] + generator.normal(0.0, 2.0, (20, 5))).parts
        of_a = next(each for each in part if each.factors == ("a",))
        inside += of_a.low <= true <= of_a.high
    assert inside >= 178  # 95 % of 200 are 190; fewer in 1 of 10 000 such tests


def test_shares_keep_to_whole_seeds_and_say_what_they_left_out():
    values = LEVELS[:, None] + np.random.default_rng(1).normal(0.0, 0.1, (20, 4))
    values[3, 2] = np.nan
    shares = shares_of(GRID, values)
    assert shares.seeds == 3 and "leave out 1 of 4 seeds" in shares.left_out
    assert shares.of("a") == shares_of(GRID, np.delete(values, 2, axis=1)).of("a")
    values[3] = np.nan
    assert (
        shares_of(GRID, values).parts == []
        and "no seed has a value at every point (1 of 20" in shares_of(GRID, values).why_not
    )


def test_three_factors_have_a_rest_and_points_that_are_no_grid_have_no_shares():
    cube = np.array(list(itertools.product(range(2), repeat=3)))
    grid = {name: cube[:, column] for column, name in enumerate("abc")}
    product = np.prod(2.0 * cube - 1.0, axis=1)[:, None].repeat(2, axis=1)
    shares = shares_of(grid, product)
    assert {part.kind: part.share for part in shares.parts if part.share > 1e-9} == {"rest": pytest.approx(1.0)}
    assert shares_of({name: numbers[1:] for name, numbers in grid.items()}, product[1:]).parts == []


def test_points_are_compared_seed_by_seed_so_shared_luck_tells_none_apart():
    """Luck of 1 that all share, and steps of .1: the best is told from all, for the pairs differ by .1 each time."""
    luck = np.array([0.0, 1.0, -1.0, 2.0])
    values = np.arange(5)[:, None] * 0.1 + luck + np.random.default_rng(1).normal(0.0, 1e-3, (5, 4))
    extremes = best_and_worst(values, "high")
    assert (extremes.best, extremes.worst, extremes.alike) == (4, 0, 0)
    kept = best_and_worst(values[:, :2], "high", 0.0, 1.0)
    assert (kept.of_best.low, kept.of_best.high) == (0.0, 1.0)
    assert extremes.difference.low > 0.39 and extremes.of_best.high - extremes.of_best.low > 1.0
    assert best_and_worst(values, "low").best == 0 and best_and_worst(values[:, :1], "high").alike is None
    values[4, 0] = np.nan
    assert best_and_worst(values, "high").best == 3 and best_and_worst(values, "high").without == 1
    assert best_and_worst(values * np.nan, "high") is None


def test_of_equal_points_none_is_told_from_the_best():
    assert best_and_worst(np.ones((4, 3)), "high").alike == 3


def test_a_grid_is_told_by_policy_down_against_baseline_and_drawn(tmp_path):
    study, design, runs = studied_grid()
    results = results_of_points(study, design, runs)["work"]
    table = table_of(study, grid_of(study, design), results)
    assert (table.row, table.column, table.reference) == ("policy", "market", 1)
    mean, low, high = table.difference
    assert mean[2, 1] == pytest.approx(0.2, abs=0.02) and low[2, 1] > 0.15  # paired: luck of .3 is gone
    assert low[0, 0] < 0.0 < high[0, 0] and (mean[1] == 0.0).all()
    written = as_points({"work": results}, study, {"market": ["slack"] * 3 + ["tight"] * 3,
                                                   "policy": list(POLICIES) * 2})["work"]  # fmt: skip
    assert written["best"]["values"] == {"market": "tight", "policy": "ips"} and written["alike"] == 0
    assert draw_grid(study, design, runs, tmp_path, ["work"], panels=True) == {"work": "grid_work"}
    words = (tmp_path / "grid_work.svg").read_text(encoding="utf-8")
    for said in (
        "Work by policy and market",
        "Against baseline [percentage points]",
        "market and policy only together",
    ):
        assert said in words
    assert len(list((tmp_path / "panels").glob("grid_work_*.png"))) == 3
