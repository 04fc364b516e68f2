"""Trials are estimated as studies are: hand-computed cases, exactly nothing between arms alike, a rebuilt control."""

import numpy as np
import pytest
from trial_writing import at, group, scored, written

from experiments.trials import estimators
from experiments.trials.distance import accepted
from experiments.trials.reading import SHIPPED_TRIALS, read_trials
from sim.parameters import Parameters

# What is estimated


def test_differences_and_ratios_are_those_of_weighted_means():
    first, second = group([1, 1, 0, 0], [3, 1, 2, 2]), group([1, 0, 0, 0])  # 0.5 and 0.25
    assert estimators.difference(first, second) == 0.25
    assert estimators.relative_difference(first, second) == 1.0
    assert estimators.ratio(first, second) == 2.0
    assert estimators.odds_ratio(first, second) == pytest.approx(3.0)


def test_a_hazard_ratio_is_that_of_mantel_and_haenszel():
    """Two weeks: 2 of 4 and 1 of 4 end in week 0; then 1 of 2 and 1 of 3; the rest stay to week 2."""
    first = group([0, 0, 1, 2], ended=[True, True, True, False])
    second = group([0, 1, 2, 2], ended=[True, True, False, False])
    above, below = 2 * 4 / 8 + 1 * 3 / 5, 1 * 4 / 8 + 1 * 2 / 5
    assert estimators.hazard_ratio(first, second) == pytest.approx(above / below)


def test_the_spread_of_units_is_that_of_analysis_of_variance():
    """Two units of 6: means 2 and 4, variance within 0.8; between (12 - 0.8) / 6."""
    values = [1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5]
    units = [0] * 6 + [1] * 6
    assert estimators.spread(group(values, unit=units)) == pytest.approx(np.sqrt((12 - 0.8) / 6))
    assert estimators.relative_spread(group(values, unit=units)) == pytest.approx(np.sqrt((12 - 0.8) / 6) / 3)


def test_the_spread_of_units_alike_is_nothing_but_noise():
    """Two hundred units of 30 draws of the same coin: what is left is far below the noise of each, 0.09."""
    lots = np.random.default_rng(7).random(6000) < 0.5
    assert estimators.spread(group(lots, unit=np.repeat(np.arange(200), 30))) < 0.035


def test_a_correlation_is_over_units_not_over_people():
    values = [1] * 5 + [2] * 5 + [3] * 5
    doses = [0.1] * 5 + [0.3] * 5 + [0.2] * 5
    found = estimators.correlation(group(values, unit=np.repeat([0, 1, 2], 5), dose=doses))
    assert found == pytest.approx(np.corrcoef([1, 2, 3], [0.1, 0.3, 0.2])[0, 1])


def test_what_is_the_same_everywhere_has_no_correlation():
    """Also where means of the same number differ in their last digits."""
    unit = np.repeat([0, 1, 2], [5, 6, 7])
    sites = group(np.full(18, 0.1), unit=unit, dose=np.array([0.1, 0.3, 0.2])[unit])
    assert np.isnan(estimators.correlation(sites))
    assert np.isnan(estimators.correlation(sites._replace(top=np.arange(18.0), dose=np.full(18, 0.1))))


def test_a_correlation_is_within_strata():
    """Two runs of three sites: in each the same rising line, but all of the second are better off."""
    values = np.repeat([1, 2, 3, 11, 12, 13], 5)
    sites = group(values, unit=np.repeat(range(6), 5), dose=np.repeat([0.1, 0.2, 0.3] * 2, 5))
    sites = sites._replace(stratum=np.repeat([0, 1], 15))
    assert estimators.correlation(sites) == pytest.approx(1.0)


def test_ordering_is_the_least_step_and_slope_that_of_least_squares():
    assert estimators.ordering(np.array([1.0, 4.0, 5.0])) == 1.0
    assert estimators.ordering(np.array([1.0, 4.0, 3.0])) == -1.0
    assert estimators.slope(np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.0, -1.0])) == pytest.approx(-1.0)


def test_the_standard_error_is_that_of_a_mean_over_replicates(tmp_path):
    """Of a difference of means between paired runs with people alike in number, the jackknife is the usual one."""
    change = at(arms={"control": {}, "treated": {"changes": [{"levers": {"organisation.job_focus": 1.0}}]}})
    found, _ = scored(written(tmp_path, change), seeds=range(1, 7))
    each = [scored(written(tmp_path, change), seeds=[seed])[0]["work"].simulated for seed in range(1, 7)]
    assert found["work"].simulated == pytest.approx(np.mean(each))
    assert found["work"].standard_error == pytest.approx(np.std(each, ddof=1) / np.sqrt(6))
    errors = np.sqrt(0.5**2 + found["work"].standard_error ** 2 + 0.25**2)
    assert found["work"].implausibility == pytest.approx(abs(found["work"].simulated - 1.0) / errors)


def test_what_is_accepted_is_what_the_target_says():
    def within(accept, simulated, implausibility=0.0):
        target = read_trials(SHIPPED_TRIALS, ["K10"])[0].targets[0]
        target.accept, target.observed = accept, 0.05
        return accepted(target, simulated, implausibility)

    assert within("implausibility", 9.0, 2.0) and not within("implausibility", 9.0, 2.01)
    assert within({"within": 0.025}, 0.074) and not within({"within": 0.025}, 0.076)
    assert within({"from": 0.1, "to": 0.3}, 0.3) and not within({"from": 0.1, "to": 0.3}, 0.31)
    assert within({"from": 0}, 0.0) and not within({"to": 0}, 0.01)
    assert not within({"from": 0}, float("nan")), "what could not be estimated is never within"
    assert within(None, 1.0) is None


# The same people with the same luck

ALIKE = {
    "everybody": {"control": {}, "treated": {}},
    "people": {name: {"level": "person", "share": 0.5} for name in ("control", "treated")},
    "caseworkers": {name: {"level": "caseworker", "share": 0.5} for name in ("control", "treated")},
    "a lever as it was": {
        "control": {},
        "treated": {"level": "person", "changes": [{"levers": {"organisation.job_focus": 0.5}}]},
    },
}


@pytest.mark.parametrize("alike", ALIKE)
@pytest.mark.parametrize("came", ["at_start", "later", "both"])
def test_arms_alike_differ_by_exactly_nothing(alike, came, tmp_path):
    population = {"came": came} if came == "at_start" else {"came": came, "weeks": 6}
    found, _ = scored(written(tmp_path, at(arms=ALIKE[alike], population=population)))
    assert found["work"].simulated == 0.0 and found["work"].people[0] > 5


def test_the_scores_are_the_same_in_both_lives_and_on_any_number_of_threads(tmp_path):
    """A belief that is held, a disclosed limitation, a lever for some weeks, newcomers: to the last bit."""

    def change(said):
        said["setting"] |= {"office.jobseekers": 60, "individualization.caseload": 20}
        said["population"] = {"came": "both", "weeks": 4, "who": {"mental_health": {"below": 0.8}}}
        said["arms"]["treated"]["changes"] = [
            {"fields": {"disclosed": 1, "last_contact": "this_week"}, "from_arrival": True, "from_week": 2,
             "for_weeks": 3},
            {"levers": {"organisation.job_focus": 0.9}, "added": {"job_help": 0.1}, "from_week": 3, "for_weeks": 5},
        ]  # fmt: skip
        said["arms"]["control"] = {"level": "caseworker", "share": 0.5, "changes": [{"fields": {"belief": 0.9}}]}

    path = written(tmp_path, change)
    ways = (("compiled", 1), ("compiled", 3), ("mesa", 0))
    first, *others = (scored(path, backend=backend, threads=threads)[0]["work"] for backend, threads in ways)
    assert first.simulated != 0.0
    assert all((one.simulated, one.standard_error) == (first.simulated, first.standard_error) for one in others)


def nobody_searches(jobseeker, office, policy, world):
    """No effort at all."""
    return 0.0


@pytest.mark.parametrize("backend", ["compiled", "mesa"])
def test_a_replaced_behaviour_is_met_with_either_backend(backend, tmp_path):
    found, _ = scored(written(tmp_path), backend=backend, replace={"job_search": nobody_searches})
    assert found["work"].simulated == 0.0, "nobody searches, so nobody works"


def test_parameters_given_to_a_trial_are_those_it_is_run_with(tmp_path):
    parameters = Parameters()
    parameters.search.matching = 0.0
    found, _ = scored(written(tmp_path), parameters=parameters)
    assert found["work"].simulated == 0.0, "nobody meets a vacancy, so nobody works"


# The control arm


BY = ["benefit", "motivation", "mental_health", "time_on_register"]


def rebuilding(level):
    """People weighted until so many weeks are worked in the control arm."""
    return at(population={"rebuild": [{"outcome": "work", "level": level}], "by": BY})


def rebuilding_both(work, employed):
    """People weighted until so many weeks are worked in the control arm, and so many work at the end."""
    levels = [{"outcome": "work", "level": work, "tolerance": 0.36}, {"outcome": "employed", "level": employed}]

    def change(said):
        said["outcomes"]["employed"] = {"after": 12, "share": {"status": "EMPLOYED"}}
        said["population"] = {"rebuild": levels, "by": BY}

    return change


def test_people_are_weighted_until_the_control_arm_shows_the_printed_level(tmp_path):
    _, plain = scored(written(tmp_path, rebuilding(1.0)))
    before = plain.rebuilt[0].unweighted
    _, found = scored(written(tmp_path, rebuilding(before * 1.3)))
    assert found.rebuilt[0].reached and found.rebuilt[0].weighted == pytest.approx(before * 1.3, rel=1e-3)
    assert 0.1 < found.effective_share < 0.99


def test_levels_that_hang_together_are_met_without_a_few_people_being_the_study(tmp_path):
    """Weeks in work and work at the end say nearly the same; moved apart within tolerance, nobody is weighted far."""
    _, plain = scored(written(tmp_path, rebuilding_both(1.0, 0.1)))
    work, employed = (one.unweighted for one in plain.rebuilt)
    _, found = scored(written(tmp_path, rebuilding_both(work + 0.25, employed - 0.02)))
    assert all(one.reached for one in found.rebuilt)
    assert found.effective_share > 0.9


def test_a_level_out_of_reach_is_said_and_the_trial_is_missed(tmp_path):
    def change(said):
        rebuilding(11.9)(said)
        said["targets"][0]["accept"] = {"from": -99}

    found, trial = scored(written(tmp_path, change))
    assert found["work"].within and not trial.rebuilt[0].reached and not trial.within
