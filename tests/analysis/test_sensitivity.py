"""Sensitivity indices: the analytic ones are found, chance is told, and nothing is said of runs that are not there."""

import itertools
import json
import time
import warnings

import numpy as np
import pandas as pd
import pytest
from studies import (
    VARIED,
    G,
    design_of,
    exact,
    influential,
    ishigami,
    ishigami_indices,
    noisy,
    runs_of,
    sobol_g,
    sobol_g_indices,
    studied,
    study_of,
    values_of,
)

from analysis.sensitivity import METHODS, as_indices, indices
from analysis.sensitivity.designed_methods import Fractional, Morris, Sobol
from analysis.sensitivity.given_data_methods import Efast, Pawn, Rbd, Rsa
from analysis.sensitivity.run_arrays import Problem, problem_of

# Base rows at which Ishigami is within 0.02 of its analytic indices.
DOCUMENTED = 8192
SIZES = {
    "morris": 40, "sobol": 512, "efast": 1025, "rbd_fast": 1000, "pawn": 1000, "delta": 300, "dgsm": 200,
    "fractional": 1, "hdmr": 600, "rsa": 1000,
}  # fmt: skip


def test_ishigami_is_within_two_hundredths_of_its_analytic_indices():
    sensitivity = studied("sobol", DOCUMENTED, ishigami, second_order=True)
    known = ishigami_indices()
    assert np.abs(values_of(sensitivity, "S1") - known["S1"]).max() < 0.02
    assert np.abs(values_of(sensitivity, "ST") - known["ST"]).max() < 0.02
    pairs = sensitivity.table[sensitivity.table["index"] == "S2"].set_index(["factor", "other"])["value"]
    assert abs(pairs.pop(("x1", "x3")) - known["S13"]) < 0.02 and pairs.abs().max() < 0.02
    assert influential(sensitivity) == {"x1", "x2", "x3"}


def test_the_intervals_of_sobol_hold_the_analytic_indices_nineteen_times_of_twenty():
    """Over 40 scrambled designs and 8 indices; fewer than 0.88 would happen once in thousands of times at 0.95."""
    known, inside = ishigami_indices(), []
    for seed in range(40):
        study = study_of("sobol")
        design = design_of(study, 128, seed)
        table = indices(study, design, runs_of(study, design, exact(ishigami))).table
        for index in ("S1", "ST"):
            rows = table[(table["index"] == index) & (table["factor"] != "dummy")]
            inside += ((rows["low"] <= known[index]) & (known[index] <= rows["high"])).tolist()
    assert np.mean(inside) > 0.88


def test_sobol_g_has_its_analytic_indices():
    sensitivity = studied("sobol", 4096, sobol_g)
    assert np.abs(values_of(sensitivity, "S1") - sobol_g_indices()["S1"]).max() < 0.02
    assert np.abs(values_of(sensitivity, "ST") - sobol_g_indices()["ST"]).max() < 0.02


def test_morris_gives_the_coefficients_of_a_linear_function():
    slopes = np.array([3.0, -2.0, 0.5, 0.0])
    sensitivity = studied("morris", 10, lambda points: points[:, :4] @ slopes)
    assert np.allclose(values_of(sensitivity, "mu_star"), np.abs(slopes), atol=1e-12)
    assert np.allclose(values_of(sensitivity, "mu"), slopes, atol=1e-12)
    assert np.allclose(values_of(sensitivity, "sigma"), 0.0, atol=1e-12)
    assert influential(sensitivity) == {"x1", "x2", "x3"}


def test_groups_move_together_and_share_one_index():
    """What x1 and x3 do together in Ishigami is within their group, so its first order is its total order."""
    known = ishigami_indices()
    groups = {"x1": "waves", "x3": "waves"}
    sensitivity = studied("sobol", 4096, ishigami, groups=groups)
    assert sensitivity.outcomes["y"].leading("ST")["factor"].tolist() == ["waves", "x2", "x4"]
    table = sensitivity.table[sensitivity.table["factor"] == "waves"].set_index("index")["value"]
    assert abs(table["S1"] - (1.0 - known["S1"][1])) < 0.02 and abs(table["ST"] - table["S1"]) < 0.03
    sensitivity = studied("morris", 20, lambda points: points[:, 0] - points[:, 2] + 0.5 * points[:, 1], groups=groups)
    size = sensitivity.table[sensitivity.table["index"] == "mu_star"].set_index("factor")["value"]
    assert size["x2"] == pytest.approx(0.5) and 0.0 < size["waves"] <= 2.0
    assert "waves" not in set(
        sensitivity.table[sensitivity.table["index"] == "mu"]["factor"]
    )  # with signs it would say nothing


@pytest.mark.parametrize("method", [name for name in METHODS if name not in ("dgsm", "fractional", "morris", "sobol")])
def test_every_method_that_takes_a_sample_ranks_sobol_g_as_theory_does(method):
    sensitivity = studied(method, SIZES[method], sobol_g)
    lead = sensitivity.outcomes["y"].leading(sensitivity.leading)
    assert lead["factor"].tolist()[:2] == ["x1", "x2"]
    assert "x1" in influential(sensitivity) or not sensitivity.outcomes["y"].judged
    if "S1" in set(sensitivity.table["index"]):
        assert np.abs(values_of(sensitivity, "S1") - sobol_g_indices()["S1"]).max() < 0.1


@pytest.mark.parametrize(("method", "n"), [("efast", 257), ("fractional", 1), ("sobol", 1), ("morris", 1)])
@pytest.mark.parametrize("replicates", [1, 3])
def test_without_an_interval_that_covers_the_sample_nothing_is_called_influential(method, n, replicates):
    """The inert x4 would be: a search curve and a saturated design give it aliases of the others, and seeds none."""
    study = study_of(method, replicates=replicates)
    design = design_of(study, n)
    sensitivity = indices(study, design, runs_of(study, design, noisy(ishigami, 0.5)))
    outcome, as_json = sensitivity.outcomes["y"], json.loads(json.dumps(as_indices(sensitivity), allow_nan=False))
    assert not outcome.judged and outcome.table["influential"].isna().all()
    assert as_json["y"]["influential"] is None
    assert "cannot be determined: " in as_json["y"]["influential_note"] == outcome.why_not_judged
    assert as_json["y"]["factors"]["x1"][sensitivity.leading]["influential"] is None


def test_derivatives_bound_the_total_order_from_above():
    sensitivity = studied("dgsm", 500, ishigami)
    assert (values_of(sensitivity, "dgsm") >= ishigami_indices()["ST"] - 0.05).all()
    assert influential(sensitivity) == {"x1", "x2", "x3"}


def test_a_fractional_factorial_gives_the_main_effects_of_a_linear_function():
    sensitivity = studied("fractional", 1, lambda points: points[:, :4] @ np.array([3.0, -2.0, 0.5, 0.0]))
    assert np.allclose(values_of(sensitivity, "ME"), [1.5, -1.0, 0.25, 0.0])


@pytest.mark.parametrize("method", ["morris", "sobol", "dgsm"])
def test_the_dummy_is_exactly_zero_with_common_luck(method):
    """Noise that a seed and the point make together, as a model does: the dummy takes no part in it."""

    def live(points, seed, fresh):
        return ishigami(points) + np.sin(1e4 * (points[:, :4].sum(axis=1) + seed)) + 3.0 * seed

    study = study_of(method, replicates=3)
    design = design_of(study, 32)
    sensitivity = indices(study, design, runs_of(study, design, live))
    rows = sensitivity.table[(sensitivity.table["factor"] == "dummy") & (sensitivity.table["other"] == "")]
    assert (rows[["value", "low", "high"]] == 0.0).all(axis=None) and sensitivity.defects == []


@pytest.mark.parametrize("method", ["morris", "sobol", "dgsm"])
def test_a_dummy_that_is_not_zero_is_called_a_defect(method):
    study = study_of(method)
    design = design_of(study, 32)
    sensitivity = indices(study, design, runs_of(study, design, noisy(ishigami, 0.1)))
    assert sensitivity.defects and "must be exactly 0" in sensitivity.defects[0]
    assert as_indices(sensitivity)["study"]["defects"] == sensitivity.defects


@pytest.mark.parametrize("seed", range(5))
def test_with_independent_noise_its_share_is_told_and_the_inert_factor_is_not_called_influential(seed):
    """Noise of the variance of Ishigami: half of the variance of a run is chance."""
    study = study_of("sobol", replicates=4, seed=10 * seed)
    design = design_of(study, 1024, seed)
    spread = float(np.sqrt(ishigami_indices()["V"]))
    sensitivity = indices(study, design, runs_of(study, design, noisy(ishigami, spread)))
    chance = sensitivity.outcomes["y"].chance
    assert abs(chance.share - 0.5) < 0.02 and chance.low < chance.share < chance.high
    assert abs(chance.interaction - 0.5) < 0.02 and abs(chance.left - 0.2) < 0.02
    total = sensitivity.table[sensitivity.table["index"] == "ST"].set_index("factor")
    assert total.loc["x4", "value"] > 0.1  # what an analyst would see without the floor
    assert influential(sensitivity) == {"x1", "x2", "x3"}
    assert abs(total.loc["x4", "chance"] - 0.2) < 0.03  # half the variance, over four replicates, over 1 + 1/4


def crossed(points: int, seeds: int, generator: np.random.Generator, spread: tuple[float, float, float]) -> np.ndarray:
    """Values of a two-way crossed layout with these standard deviations of points, seeds and interaction."""
    own, shared, mixed = spread
    return (
        10.0
        + own * generator.normal(size=(points, 1))
        + shared * generator.normal(size=(1, seeds))
        + mixed * generator.normal(size=(points, seeds))
    )


def test_the_components_of_chance_are_unbiased():
    """Means over 4000 layouts are within four standard errors of 4, 1 and 0.25."""
    from analysis.sensitivity.chance import components

    generator = np.random.default_rng(1)
    estimates = np.array([components(crossed(8, 3, generator, (2.0, 1.0, 0.5))[:, None]) for _ in range(4000)])
    error = estimates.std(axis=0) / np.sqrt(len(estimates))
    assert (np.abs(estimates.mean(axis=0) - [4.0, 1.0, 0.25]) < 4.0 * error).all()


def test_the_components_are_those_of_the_analysis_of_variance():
    from analysis.sensitivity.chance import components

    values = crossed(30, 5, np.random.default_rng(2), (2.0, 1.0, 0.5))
    points, seeds = values.shape
    by_point, by_seed = values.mean(axis=1, keepdims=True), values.mean(axis=0, keepdims=True)
    square = ((values - by_point - by_seed + values.mean()) ** 2).sum() / ((points - 1) * (seeds - 1))
    own = seeds * by_point.var(ddof=1) - square
    shared = points * by_seed.var(ddof=1) - square
    assert components(values[:, None]) == pytest.approx((own / seeds, shared / points, square))


@pytest.mark.parametrize("method", ["sobol", "morris", "pawn"])
def test_chance_is_found_also_where_points_of_a_block_are_alike(method):
    """y = x1 + b(seed) + noise: variances 1/12 (5/36 on the four levels of Morris), 0.04 and 0.01."""
    shared = np.random.default_rng(3).normal(0.0, 1.0, 12)
    shared = 0.2 * (shared - shared.mean()) / shared.std(ddof=1)

    def live(points, seed, fresh):
        return points[:, 0] + shared[seed] + np.random.default_rng(seed).normal(0.0, 0.1, len(points))

    study = study_of(method, replicates=12, seed=0)
    design = design_of(study, 400)
    chance = indices(study, design, runs_of(study, design, live)).outcomes["y"].chance
    own = 5.0 / 36.0 if method == "morris" else 1.0 / 12.0
    assert chance.variance == pytest.approx(own + 0.05, rel=0.1)
    assert chance.first_order == pytest.approx(0.04 / (own + 0.05), rel=0.15)
    assert chance.interaction == pytest.approx(0.01 / (own + 0.05), rel=0.15)


def test_one_replicate_cannot_tell_chance_and_says_so():
    sensitivity = studied("sobol", 64, ishigami)
    chance = sensitivity.outcomes["y"].chance
    assert np.isnan(chance.share) and "one replicate" in chance.why_not
    assert as_indices(sensitivity)["y"]["chance"]["total"] is None


def test_luck_that_hangs_on_a_parameter_is_not_called_its_effect():
    """A parameter that shuffles the luck and does nothing else has effects in every single run, none in the mean."""

    draws = np.random.default_rng(1).normal(size=(7, 4))

    def live(points, seed, fresh):
        return points[:, 0] + draws[seed, np.rint(3.0 * points[:, 1]).astype(int)]

    study = study_of("morris", replicates=6)
    design = design_of(study, 60)
    sensitivity = indices(study, design, runs_of(study, design, live))
    assert influential(sensitivity) == {"x1"}
    assert values_of(sensitivity, "mu_star")[1] > 0.2


def test_fresh_luck_keeps_the_ranking_or_says_that_it_does_not():
    study = study_of("sobol", replicates=2, fresh=1)
    design = design_of(study, 1024)
    sensitivity = indices(study, design, runs_of(study, design, noisy(ishigami, 0.3)))
    fresh = sensitivity.outcomes["y"].fresh
    assert fresh is not None and fresh.kept == fresh.leaders == 3 and fresh.spearman > 0.9
    assert 0.0 < fresh.dummy < 0.05
    assert as_indices(sensitivity)["y"]["independent_seeds"]["kendall"] > 0.6
    sensitivity = indices(study, design, runs_of(study, design, noisy(lambda points: 0.0 * points[:, 0], 1.0)))
    assert sensitivity.outcomes["y"].fresh.spearman < 0.95


def test_convergence_ends_with_the_whole_and_narrows():
    sensitivity = studied("sobol", 1024, ishigami)
    table = sensitivity.convergence[sensitivity.convergence["factor"] == "x1"]
    assert table["samples"].tolist() == [128, 256, 512, 1024]
    width = (table["high"] - table["low"]).to_numpy()
    assert width[0] > 1.5 * width[-1]
    assert table["value"].iloc[-1] == values_of(sensitivity, "ST")[0]


def test_a_prefix_has_the_indices_of_a_smaller_study():
    """Whole blocks of the same sequence are a smaller study."""
    study = study_of("morris")
    design = design_of(study, 40)
    runs = runs_of(study, design, exact(ishigami))
    sensitivity = indices(study, design, runs)
    few = design[design["block"] < 10]
    small = indices(study, few, runs[runs["point"].isin(few["point"])])
    part = sensitivity.convergence[sensitivity.convergence["samples"] == 10].set_index("factor")["value"]
    of_small = small.table[small.table["index"] == "mu_star"].set_index("factor")["value"]
    assert part.to_dict() == of_small[part.index].to_dict()


def test_ranks_that_are_clear_are_kept_and_those_of_equals_are_not():
    study = study_of("sobol")
    design = design_of(study, 256)
    live = exact(lambda points: 4.0 * points[:, 0] + points[:, 1] + 1.02 * points[:, 2])
    stability = indices(study, design, runs_of(study, design, live)).outcomes["y"].stability.set_index("factor")
    assert stability.loc["x1", "keeps_rank"] == 1.0 and stability.loc["x2", "keeps_rank"] < 0.95
    assert stability["rank"].tolist() == [1, 2, 3, 4] and stability.loc["x3", "among_leaders"] == 1.0


def test_what_is_computed_for_all_at_once_is_what_salib_gives():
    from SALib.analyze import fast, ff, morris, pawn, rbd_fast, rsa, sobol

    names = [*VARIED, "dummy"]

    def problem() -> dict:
        return {"num_vars": 5, "names": list(names), "bounds": [[0.0, 1.0]] * 5}

    def once(maker, method, n, **more):
        study = study_of(method, **more)
        design = design_of(study, n)
        points = design[names].to_numpy()
        values = ishigami(points)
        estimator = maker(problem_of(study, design))
        effects = estimator.effects(values[:, None])
        made = estimator.indices(effects, np.arange(len(effects))[:, None])
        return {name: column[:, 0] for name, column in made.items()}, points, values

    ours, points, values = once(Sobol, "sobol", 64, second_order=True)
    theirs = sobol.analyze(problem(), values, calc_second_order=True, num_resamples=2)
    assert np.allclose(ours["S1"], theirs["S1"]) and np.allclose(ours["ST"], theirs["ST"])
    assert np.allclose(ours["S2"], theirs["S2"][np.triu_indices(5, 1)])
    ours, points, values = once(Morris, "morris", 20)
    theirs = morris.analyze(problem(), points, values, num_resamples=2)
    for name in ("mu", "mu_star", "sigma"):
        assert np.allclose(ours[name], theirs[name].astype(float))
    ours, points, values = once(Fractional, "fractional", 1)
    assert np.allclose(ours["ME"], ff.analyze(problem(), points, values)["ME"][:5])
    ours, points, values = once(Rbd, "rbd_fast", 200)
    assert np.allclose(ours["S1"], rbd_fast.analyze(problem(), points, values, num_resamples=2)["S1"])
    ours, points, values = once(Pawn, "pawn", 200)
    theirs = pawn.analyze(problem(), points, values)
    assert np.allclose(ours["median"], theirs["median"]) and np.allclose(ours["maximum"], theirs["maximum"])
    ours, points, values = once(Rsa, "rsa", 300)
    theirs = np.array([rsa.analyze(problem(), points, values)[name] for name in names])
    assert np.allclose(ours["cvm_mean"], theirs.mean(axis=1)) and np.allclose(ours["cvm_max"], theirs.max(axis=1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours, points, values = once(Efast, "efast", 129)
        theirs = fast.analyze(problem(), values, num_resamples=2)
        assert np.allclose(ours["S1"], theirs["S1"]) and np.allclose(ours["ST"], theirs["ST"])


def test_indices_are_the_same_each_time_and_in_whatever_order_the_runs_come():
    study = study_of("morris", replicates=3)
    design = design_of(study, 12)
    runs = runs_of(study, design, noisy(ishigami, 0.5))
    first = indices(study, design, runs)
    other = indices(study, design.sample(frac=1.0, random_state=1), runs.sample(frac=1.0, random_state=2))
    pd.testing.assert_frame_equal(first.table, other.table)


def test_a_screening_of_five_hundred_factors_takes_seconds():
    names = tuple(f"p{number}" for number in range(489))
    outcomes = tuple(f"o{number}" for number in range(8))
    study = study_of("morris", names, outcomes, replicates=4)
    design = design_of(study, 16)
    slopes = np.random.default_rng(1).normal(size=(490, 8)) * (np.arange(490) < 40)[:, None]
    runs = runs_of(study, design, exact(lambda points: points @ slopes))
    started = time.process_time()
    sensitivity = indices(study, design, runs)
    assert time.process_time() - started < 15.0
    assert influential(sensitivity, "o3") == set(names[:40])


def test_a_method_without_indices_is_refused():
    with pytest.raises(ValueError, match="method grid has no indices; those of morris"):
        indices(study_of("grid"), pd.DataFrame(), pd.DataFrame())


def test_the_g_function_is_the_one_with_known_indices():
    """A million random points give the variances that its formula does."""
    points = np.random.default_rng(1).random((200_000, 4))
    assert sobol_g(points).var() == pytest.approx(np.prod(1.0 + 1.0 / (3.0 * (1.0 + G) ** 2)) - 1.0, rel=0.02)
    assert ishigami(points).var() == pytest.approx(ishigami_indices()["V"], rel=0.02)


@pytest.mark.parametrize("values", [2, 5, 40])
def test_pawn_of_an_outcome_with_ties_is_the_distance_of_its_distributions(values):
    """Against brute force: a distance is measured at each value that there is, and not between equal ones."""
    points = np.random.default_rng(values).random((400, 2))
    outcome = np.floor(values * (0.7 * points[:, 0] + 0.3 * points[:, 1]))
    problem = Problem("pawn", ("x1", "x2"), ((0,), (1,)), points, np.arange(400), False, 4, (0, 0), (0, 0))
    told = Pawn(problem).of_sample(points, outcome)
    for column in range(2):
        edges = np.quantile(points[:, column], np.linspace(0.0, 1.0, 11))
        slices = [(points[:, column] >= low) & (points[:, column] < high) for low, high in itertools.pairwise(edges)]
        distances = [
            max(abs((outcome[part] <= at).mean() - (outcome <= at).mean()) for at in np.unique(outcome))
            for part in slices
        ]
        assert told["median"][column] == pytest.approx(np.median(distances))
        assert told["maximum"][column] == pytest.approx(max(distances))
