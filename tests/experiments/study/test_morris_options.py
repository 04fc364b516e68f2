"""Screening with options: each is compared with each at the same point, so options and numbers rank by what they do."""

import itertools

import numpy as np
import pandas as pd
import pytest
from studies import exact, factor, noisy, runs_of

from analysis.sensitivity import Sensitivity, as_indices, indices
from analysis.sensitivity.designed_methods import normal_range
from experiments.cli.refusal import Refused
from experiments.study.design import sampled
from experiments.study.factors import Factor, dummy

SAID = {"seed": 3, "levels": 4, "second_order": False}


def option(name: str, n: int) -> Factor:
    return Factor(name, "levels", levels=tuple(f"{name}{number}" for number in range(n)))


def screened(factors: list[Factor], live, trajectories: int, levels: int = 4, replicates: int = 1) -> Sensitivity:
    """The indices of a function of options by number and numbers in [0, 1], a row a point, with a dummy."""
    every = [*factors, dummy(False)]
    design = sampled("morris", every, [trajectories], SAID | {"levels": levels})
    table = pd.DataFrame(design.positions, columns=[one.name for one in every])
    table.insert(0, "block", design.blocks)
    table.insert(0, "point", np.arange(len(table)))
    entries = [
        factor(one.name, kind=one.kind, levels=list(one.levels) if one.levels else None, low=one.low, high=one.high)
        for one in every
    ]
    study = {
        "method": "morris", "samples": trajectories, "replicates": replicates, "levels": levels, "seed": 1, "fresh": 0,
        "factors": entries, "outcomes": [{"name": "y", "unit": "value"}], "target": "a.function", "comment": "",
    }  # fmt: skip

    def of_places(points: np.ndarray) -> np.ndarray:
        columns = [
            np.floor(points[:, column] * len(one.levels)).astype(int) if one.levels else one.values(points[:, column])
            for column, one in enumerate(every)
        ]
        return live(*columns[:-1])

    runs = runs_of(study, table, exact(of_places) if replicates == 1 else noisy(of_places, 1.0))
    return indices(study, table, runs)


def told(sensitivity: Sensitivity, index: str) -> dict[str, float]:
    table = sensitivity.outcomes["y"].table
    return table[table["index"] == index].set_index("factor")["value"].to_dict()


@pytest.mark.parametrize("levels", [4, 6, 8])
@pytest.mark.parametrize("n", range(2, 8))
def test_options_that_only_add_have_the_reach_of_what_they_add(n, levels):
    """Only the last of n options gives 3, and x gives 1 over its range: 3 and 1, always alike."""
    sensitivity = screened([option("k", n), Factor("x", "continuous")], lambda k, x: 3.0 * (k == n - 1) + x, 6, levels)
    assert told(sensitivity, "mu_star") == pytest.approx({"k": 3.0, "x": 1.0, "dummy": 0.0})
    assert told(sensitivity, "sigma") == pytest.approx({"k": 0.0, "x": 0.0, "dummy": 0.0}, abs=1e-12)
    assert ("k" in told(sensitivity, "mu")) == (n == 2)
    assert not sensitivity.defects


@pytest.mark.parametrize("levels", [4, 6, 8])
@pytest.mark.parametrize("n", range(2, 8))
def test_options_that_depend_on_others_have_the_mean_reach_over_every_point(n, levels):
    """Against brute force: all combinations of n options, three others and the places of a number."""
    worth = np.random.default_rng([n, levels]).normal(size=(n, 3))

    def live(k, m, x):
        return worth[k, m] * (1.0 + x) + x * x

    sensitivity = screened([option("k", n), option("m", 3), Factor("x", "continuous")], live, 1500, levels)
    places = np.linspace(0.0, 1.0, levels)
    of_k = np.array([np.ptp([live(k, m, x) for k in range(n)]) for m, x in itertools.product(range(3), places)])
    of_m = np.array([np.ptp([live(k, m, x) for m in range(3)]) for k, x in itertools.product(range(n), places)])
    size = told(sensitivity, "mu_star")
    assert size["k"] == pytest.approx(of_k.mean(), rel=0.04) and size["m"] == pytest.approx(of_m.mean(), rel=0.04)
    spread = max(
        np.std([live(j, m, x) - live(k, m, x) for m, x in itertools.product(range(3), places)])
        for j, k in itertools.combinations(range(n), 2)
    )
    assert told(sensitivity, "sigma")["k"] == pytest.approx(spread, rel=0.06)
    low, high = sensitivity.outcomes["y"].leading("mu_star").set_index("factor").loc["k", ["low", "high"]]
    assert low < of_k.mean() < high


def test_options_flags_listed_numbers_and_numbers_rank_by_what_they_do():
    """Switch 0.8, flag 0.9, n in 0, 1, 2 by halves, x 1.1: whatever the number of options, in this order."""
    factors = [option("switch", 5), option("flag", 2), Factor("n", "levels", levels=(0, 1, 2)),
               Factor("x", "continuous")]  # fmt: skip
    sensitivity = screened(factors, lambda s, flag, n, x: 0.8 * (s == 2) + 0.9 * flag + 0.5 * n + 1.1 * x, 4)
    lead = sensitivity.outcomes["y"].leading("mu_star")
    assert lead["factor"].tolist() == ["x", "n", "flag", "switch"]
    assert lead["value"].tolist() == pytest.approx([1.1, 1.0, 0.9, 0.8])
    assert told(sensitivity, "mu")["flag"] == pytest.approx(0.9)


@pytest.mark.parametrize("levels", [4, 6, 8])
@pytest.mark.parametrize("n", range(2, 8))
def test_a_whole_number_of_few_values_has_the_effect_that_it_has_over_its_range(n, levels):
    """n values that add 2 in even steps, a number that adds 1: 2 and 1, wherever the jump of the grid takes them."""
    factors = [Factor("n", "whole", 3.0, 2.0 + n), Factor("x", "continuous")]
    sensitivity = screened(factors, lambda k, x: 2.0 * (k - 3) / (n - 1) + x, 6, levels)
    assert told(sensitivity, "mu_star") == pytest.approx({"n": 2.0, "x": 1.0, "dummy": 0.0})
    assert told(sensitivity, "sigma") == pytest.approx({"n": 0.0, "x": 0.0, "dummy": 0.0}, abs=1e-12)


@pytest.mark.parametrize("levels", [4, 8])
@pytest.mark.parametrize("n", [2, 3, 5])
def test_a_whole_number_that_depends_on_others_has_the_mean_effect_of_every_jump(n, levels):
    """Against brute force: every jump of the grid, at every option beside it."""
    worth = np.random.default_rng([n, levels]).normal(size=(n, 3))
    sensitivity = screened([Factor("n", "whole", 0.0, n - 1.0), option("m", 3)], lambda k, m: worth[k, m], 1500, levels)
    places = np.minimum(np.arange(levels) * n // (levels - 1), n - 1)
    effects = [
        abs(worth[high, m] - worth[low, m]) * (n - 1) / (high - low)
        for low, high in zip(places[: levels // 2], places[levels // 2 :], strict=True)
        for m in range(3)
    ]
    assert told(sensitivity, "mu_star")["n"] == pytest.approx(np.mean(effects), rel=0.05)


def test_a_trajectory_changes_one_factor_at_a_time_and_meets_every_option_once():
    factors = [Factor("x", "continuous"), option("k", 5), option("m", 2), dummy(False)]
    design = sampled("morris", factors, [200], SAID)
    assert np.bincount(design.blocks).tolist() == [1 + 1 + 4 + 1 + 1] * 200
    walks = design.positions.reshape(200, -1, 4)
    moved = np.diff(walks, axis=1) != 0.0
    assert (moved.sum(axis=2) == 1).all() and (moved.sum(axis=1) == [1, 4, 1, 1]).all()
    for column, places in ((0, 4), (1, 5), (2, 2)):  # every point is a fair draw
        shares = np.unique(walks[:, :, column], return_counts=True)[1] / walks[:, :, column].size
        assert len(shares) == places and shares == pytest.approx(1.0 / places, rel=0.2)


def test_a_larger_design_with_options_begins_with_the_smaller_one():
    factors = [option("k", 3), Factor("x", "continuous"), dummy(False)]
    small, large = sampled("morris", factors, [4], SAID), sampled("morris", factors, [4, 8], SAID)
    rows = len(small.positions)
    assert np.array_equal(large.positions[:rows], small.positions) and len(large.positions) == 3 * rows


@pytest.mark.parametrize("n", [2, 4, 7])
def test_what_chance_alone_makes_of_options_is_not_called_influential(n):
    """Of a function that is noise only, options reach as far as n normal numbers lie apart in the mean."""
    sensitivity = screened([option("k", n), Factor("x", "continuous")], lambda k, x: 0.0 * x, 400, replicates=4)
    row = sensitivity.outcomes["y"].leading("mu_star").set_index("factor").loc["k"]
    assert row["value"] == pytest.approx(row["chance"], rel=0.05) == pytest.approx(normal_range(n) / 2.0, rel=0.05)
    assert row["influential"] is False


def test_the_mean_range_of_normal_numbers_is_the_tabled_one():
    assert [normal_range(n) for n in (2, 3, 5, 10)] == pytest.approx([1.12838, 1.69257, 2.32593, 3.07751], abs=1e-5)


def test_groups_go_with_options_only_where_these_move_alone():
    alone = [option("k", 3), Factor("x", "continuous"), Factor("z", "continuous"), dummy(False)]
    names = {"k": "k", "x": "g", "z": "g", "dummy": "dummy"}
    grouped = [Factor(**{**vars(one), "group": names[one.name]}) for one in alone]
    design = sampled("morris", grouped, [3], SAID)
    assert np.bincount(design.blocks).tolist() == [1 + 2 + 1 + 1] * 3
    with pytest.raises(Refused, match="k has options.*leave it out of g, or write method=sobol"):
        sampled("morris", [Factor(**{**vars(grouped[0]), "group": "g"}), *grouped[1:]], [3], SAID)


def test_two_ends_are_no_comparison_of_three_options():
    with pytest.raises(Refused, match="k has 3 values, and fractional compares two ends; give it two, or"):
        sampled("fractional", [option("k", 3), Factor("x", "continuous"), dummy(False)], [1], SAID)


def test_the_definition_is_told_with_the_indices():
    sensitivity = screened([option("k", 3), Factor("x", "continuous")], lambda k, x: k + x, 4)
    assert "of options between the two that differ most" in as_indices(sensitivity)["study"]["meaning"]["mu_star"]
