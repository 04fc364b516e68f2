"""What a trial file can ask: times to events, peaks, books of offices, spreads of an effect, intervals as printed."""

import re
import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from omegaconf import OmegaConf
from settings import found as found_office
from trial_writing import SMALL, at, group, scored, written

from analysis.trial_wording import accepted_text, verdicts_text
from experiments.cli.refusal import Refused
from experiments.command import main
from experiments.documentation.trial_page import PAGE
from experiments.trials import estimators
from experiments.trials.distance import accepted_span, implausibility_of
from experiments.trials.estimation import predictive_interval, range_of
from experiments.trials.printing import target_row
from experiments.trials.reading import read_trial
from experiments.trials.schema import OutcomeEntry
from experiments.trials.simulation import FirstWeeks, office_records
from experiments.trials.units import unit_of
from sim.accounts import SO_FAR, OfficeWeek
from sim.declare import states
from sim.engine import simulate
from sim.measuring import REGISTERED
from sim.scenario import Scenario
from sim.terms import Status
from sim.units import WEEKS_A_YEAR

# Times to events


def test_a_median_is_that_of_kaplan_and_meier():
    """Of 5, one ends in week 2 (.8 left), of 4 one in week 4 (.6), of 2 one in week 6 (.3): half are past in week 6."""
    durations = group([2, 4, 4, 6, 8], ended=[True, True, False, True, False])
    assert estimators.median(durations) == 6.0
    assert estimators.median(group([1, 2, 3, 4], ended=[True] * 4)) == 2.0
    assert np.isnan(estimators.median(group([5, 9, 9], ended=[True, False, False]))), "two thirds never"
    assert estimators.median(group([5, 9, 9], [2, 1, 1], ended=[True, False, False])) == 5.0, "half of the weight"


def test_medians_differ_as_the_weeks_do():
    first, second = (group(weeks, ended=[True] * 3) for weeks in ([1, 2, 9], [4, 6, 7]))
    assert estimators.median_difference(first, second) == -4.0


def test_who_is_out_of_the_question_has_no_part_in_a_median():
    """Of the two who are left one ends in week 3, so half are past then."""
    durations = group([1, 3, 8], ended=[False, True, False])._replace(bottom=np.array([0.0, 1.0, 1.0]))
    assert estimators.median(durations) == 3.0


PEOPLE = [("id", int), ("arrived_week", int), ("status", int)]


def test_a_time_is_that_until_conditions_hold_first_unless_others_did_before():
    """Kari is on a pension after week 4; Per worked in week 2 first; Eva, come in week 2, needs 2 weeks; Ola never."""
    until = OutcomeEntry(after=10, until={"status": "DISABILITY_PENSION"}, unless={"status": "EMPLOYED"})
    first_weeks = FirstWeeks(SimpleNamespace(population=SimpleNamespace(agents="jobseekers")), until)
    pension, work, seeking = Status.DISABILITY_PENSION, Status.EMPLOYED, Status.SEEKING
    for week in range(1, 11):
        people = [
            (1, 0, pension if week >= 5 else seeking),
            (2, 0, pension if week >= 6 else work if week == 3 else seeking),
            (3, 2, pension if week >= 5 else seeking),
            (4, 0, seeking),
        ]
        agents = np.array(people, PEOPLE)
        first_weeks.look(week, agents)
    values = first_weeks.values(until, 10, first_weeks.kind, agents)
    assert values.top.tolist() == [4, 2, 2, 10] and values.ended.tolist() == [True, False, True, False]


def test_a_time_looked_at_each_week_is_that_which_a_field_holds(tmp_path):
    """The first job, by conditions and by the field that counts it; newcomers too, with either backend."""
    outcomes = {
        "by_field": {"after": 10, "duration": "first_job_week"},
        "by_looks": {"after": 10, "until": {"first_job_week": {"from": 0}}},
        "of_those": {"after": 10, "duration": "first_job_week", "out_of": {"first_job_week": {"from": 0}}},
    }

    def change(said):
        said["population"] = {"came": "both", "weeks": 4}
        said["outcomes"] = outcomes
        said["targets"] = [
            {"name": f"{estimator} {name}", "estimator": estimator, "outcome": name, "arms": ["control"]}
            for name in outcomes
            for estimator in ("level", "median")
        ]

    for backend in ("compiled", "mesa"):
        found, trial = scored(written(tmp_path, change), seeds=[1], backend=backend)
        assert found["level by_field"].simulated == found["level by_looks"].simulated
        assert found["median of_those"].simulated <= 9 and np.isnan(found["median by_field"].simulated)
        assert found["level of_those"].simulated < found["level by_field"].simulated
        assert unit_of(found["level by_looks"].target, trial.trial) == "weeks"


# Peaks, books, spreads of an effect


def test_a_peak_is_the_largest_estimate_of_the_weeks_of_a_span(tmp_path):
    arms = {"control": {}, "treated": {"changes": [{"levers": {"organisation.job_focus": 1.0}}]}}
    plain = {"estimator": "difference", "arms": ["treated", "control"]}

    def change(said):
        said["setting"] |= {"office.jobseekers": 600}  # so many that the effect moves from week to week
        said["arms"] = arms
        said["outcomes"] = {f"at_{week}": {"after": week, "share": {"status": "EMPLOYED"}} for week in (6, 7, 8)}
        said["outcomes"]["span"] = {"after": 6, "to": 8, "share": {"status": "EMPLOYED"}}
        said["targets"] = [{"name": name, "outcome": name, **plain} for name in ("at_6", "at_7", "at_8")]
        said["targets"] += [
            {"name": peak, "outcome": "span", "peak": peak, **plain}
            for peak in ("highest", "lowest", "week_of_highest")
        ]

    found, trial = scored(written(tmp_path, change), seeds=[1, 2, 3])
    weeks = {week: found[f"at_{week}"].simulated for week in (6, 7, 8)}
    assert len(set(weeks.values())) > 1
    assert found["highest"].simulated == max(weeks.values()) and found["lowest"].simulated == min(weeks.values())
    assert weeks[int(found["week_of_highest"].simulated)] == max(weeks.values())
    assert unit_of(found["week_of_highest"].target, trial.trial) == "weeks"


def test_books_are_means_of_weeks_of_each_office_and_what_is_counted_so_far_counts_by_the_week():
    """Office 0 spends 100, 200, 300 and has 10, 12, 15 come so far; office 1 spends 10 each week on 20, 21, 21."""
    weekly = np.zeros(6, [("nok_admin", float), ("arrived", int), ("seeking", int), ("employed", int)])
    weekly["nok_admin"] = [100, 10, 200, 10, 300, 10]
    weekly["arrived"] = [10, 20, 12, 21, 15, 21]
    weekly["seeking"], weekly["employed"] = [4, 9, 3, 8, 2, 7], [1, 1, 2, 2, 3, 3]
    outcomes = {
        "a_week": OutcomeEntry(after=3, since=1, books=["nok_admin"]),
        "a_person": OutcomeEntry(after=3, books=["nok_admin"], per=["arrived"]),
        "rate": OutcomeEntry(after=2, to=3, books=["seeking"], per=["seeking", "employed"]),
    }
    records = office_records(SimpleNamespace(outcomes=outcomes), {}, weekly, n_offices=2, markets=1)
    told = {key: (values.top.tolist(), values.bottom.tolist()) for key, values in records.measured.items()}
    assert told["a_week", 3] == ([500, 20], [2, 2])
    assert told["a_person", 3] == ([600, 30], [15, 21])
    assert told["rate", 2] == ([3, 8], [5, 10]) and told["rate", 3] == ([2, 7], [5, 10])


def test_what_the_books_count_so_far_is_named():
    counted = [name for name, state in states(OfficeWeek).items() if state.meaning.partition(",")[0].endswith("so far")]
    counted += [name for name, state in states(OfficeWeek).items() if state.meaning.endswith(", all weeks so far")]
    assert set(SO_FAR) == set(counted)


A_YEAR = {"factor": WEEKS_A_YEAR, "unit": "NOK/year"}


@pytest.mark.parametrize("backend", ["compiled", "mesa"])
def test_the_cost_of_a_trials_office_is_that_of_the_same_run(backend, tmp_path):
    def change(said):
        said["arms"] = {"control": {}}
        said["outcomes"] = {"cost": {"after": 12, "books": "nok_admin", "per": list(REGISTERED), **A_YEAR}}
        said["targets"] = [{"name": "cost", "estimator": "level", "outcome": "cost", "arms": ["control"]}]

    found, _ = scored(written(tmp_path, change), seeds=[3], backend=backend)
    scenario = found_office(Scenario(weeks=12))
    scenario.setting.office.jobseekers = SMALL["office.jobseekers"]
    scenario.setting.labour_market.employers = SMALL["labour_market.employers"]
    outcomes = pd.DataFrame(simulate(scenario, [3]).outcomes)
    (cost,) = outcomes.value[(outcomes.outcome == "admin_cost_per_person") & (outcomes.grouping == "all")]
    assert found["cost"].simulated == pytest.approx(cost, rel=1e-12)


def test_the_spread_of_an_effect_is_over_units_without_the_noise_of_few_cases():
    """Two units of 6 persons: effects of mean 2 and 4, variance within 0.8; between (12 - 0.8) / 6."""
    effects = np.array([1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5])
    without = group([7, 1, 4, 4, 9, 2] * 2, unit=[0] * 6 + [1] * 6)
    assert estimators.spread_of_effect(without._replace(top=without.top + effects), without) == pytest.approx(
        np.sqrt((12 - 0.8) / 6)
    )


def test_who_is_out_of_the_question_is_no_case_of_a_unit():
    """Two units of 6, as before, and one more person in each whom the outcome is not of."""
    values, out = [1, 1, 2, 2, 3, 3, 9, 3, 3, 4, 4, 5, 5, 9], [1] * 6 + [0] + [1] * 6 + [0]
    everybody = group(values, unit=[0] * 7 + [1] * 7)._replace(bottom=np.array(out, float))
    assert estimators.spread(everybody) == pytest.approx(np.sqrt((12 - 0.8) / 6))
    nothing = everybody._replace(top=np.zeros(14))
    assert estimators.spread_of_effect(everybody, nothing) == pytest.approx(np.sqrt((12 - 0.8) / 6))


def test_the_spread_of_an_effect_between_different_people_has_the_noise_of_both_arms():
    """Two units of 6 and 6: steps 2 and 4 with the noise of 3 cases each, variance 0.8; (3 * 2 - 0.8) / 3."""
    treated = group([3, 3, 4, 4, 5, 5, 5, 5, 6, 6, 7, 7], unit=[0] * 6 + [1] * 6)
    others = group([1, 1, 2, 2, 3, 3] * 2, unit=[0] * 6 + [1] * 6)
    apart = others._replace(row=others.row + 100)
    assert estimators.spread_of_effect(treated, apart) == pytest.approx(np.sqrt((6 - 0.8) / 3))


# What was observed, and how far from it


def a_trial(tmp_path, **target):
    """A trial with one target changed."""
    return read_trial(written(tmp_path, lambda said: said["targets"][0].update(target)))


def test_the_side_of_an_interval_on_which_a_value_lies_says_how_far_it_is(tmp_path):
    """Observed 10, from 8 to 13: an error of 2 / 1.96 below it and of 3 / 1.96 above it; no discrepancy."""
    trial = a_trial(tmp_path, observed=10, standard_error=None, interval=[8, 13], discrepancy=0)
    (target,) = trial.targets
    assert implausibility_of(trial, target, 8.0, 0.0) == pytest.approx(1.96)
    assert implausibility_of(trial, target, 13.0, 0.0) == pytest.approx(1.96)
    assert implausibility_of(trial, target, 9.0, 0.0) == pytest.approx(0.98)
    assert implausibility_of(trial, target, 9.0, 2 / 1.96) == pytest.approx(0.98 / np.sqrt(2))
    assert accepted_span(trial, target, 0.0) == pytest.approx((10 - 4 / 1.96, 10 + 6 / 1.96))


def test_one_more_run_lies_where_runs_lie():
    """Of 1, 2 and 3: 2 and 4.303 times the root of 4 thirds to either side; what allows no estimate is left out."""
    assert predictive_interval(np.array([1.0, np.nan, 2.0, 3.0])) == pytest.approx((2 - 4.968, 2 + 4.968), abs=1e-3)
    assert np.isnan(predictive_interval(np.array([1.0]))).all()


def test_the_value_of_each_replicate_is_that_of_a_trial_of_it_alone(tmp_path):
    path = written(tmp_path)
    found, _ = scored(path, seeds=[4, 5])
    alone = [scored(path, seeds=[seed])[0]["work"].simulated for seed in (4, 5)]
    assert found["work"].values == alone


def test_what_is_ordered_has_the_unit_of_what_is_ordered(tmp_path):
    def change(said):
        said["targets"] += [
            {**said["targets"][0], "name": "again"},
            {"name": "order", "estimator": "ordering", "of": ["work", "again"], "accept": {"from": 0}},
        ]

    found, trial = scored(written(tmp_path, change))
    assert unit_of(found["order"].target, trial.trial) == "weeks"
    row = target_row(found["order"], trial.trial)
    assert row[2].endswith(" weeks") and row[5] == "0 weeks or more", "weeks and no percentage points"


def test_what_is_accepted_is_told_in_its_unit():
    assert accepted_text("implausibility", 2.0, "share", "level") == "I up to 2"
    assert accepted_text({"within": 0.03}, 2.0, "share", "level") == "observed ± 3.0 pp"
    assert accepted_text({"from": 0.1, "to": 0.3}, 2.0, "share", "difference") == "10.0 to 30.0 pp"
    assert accepted_text({"to": 4}, 2.0, "weeks", "level") == "4 weeks or less"


# Verdicts


def test_a_trial_without_anything_to_accept_is_told_and_not_judged(tmp_path, capsys):
    """No verdict, no figure of verdicts and no warning; of two trials one is judged."""
    path = written(tmp_path, lambda said: said["targets"][0].pop("accept"))
    out = tmp_path / "out"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert main(["trial", f"trials={tmp_path}", "replicates=2", "show=all", f"out={out}"]) == 0
    told = capsys.readouterr().out
    assert "told, not judged" in told and "MISSED" not in told and "no: nothing to accept" in told
    assert not (out / "forest.png").exists()
    _, trial = scored(path)
    assert trial.within is None
    assert verdicts_text([trial.within, True]).endswith(
        "1 of 1 trials within what was accepted beforehand; 1 told, not judged"
    )
    replicates = pd.read_parquet(out / "replicates.parquet")
    assert replicates.seed.tolist() == [1, 2] and replicates.unit.tolist() == ["weeks"] * 2


def test_the_target_that_decides_is_the_one_farthest_from_what_was_accepted(tmp_path):
    """The first is met, the second is missed by far, the third is missed by farther and does not count."""

    def change(said):
        first = said["targets"][0] | {"accept": {"from": -9, "to": 9}}
        missed = first | {"name": "missed", "accept": {"from": 50}}
        said["targets"] = [first, missed, first | {"name": "beside", "accept": {"from": 90}, "counts": False}]

    found, trial = scored(written(tmp_path, change))
    assert trial.decisive is found["missed"] and trial.within is False
    assert [target_row(each, trial.trial)[8] for each in trial.targets] == ["yes", "yes", "no, by its file"]


# Refusals

SPAN = {"after": 6, "to": 9, "mean": "weeks_employed"}
BOOKS = {"after": 12, "books": ["nok_admin"]}
CASES = {
    "nothing but chance to measure in": (
        lambda said: said["targets"][0].update(observed=0, standard_error=None),
        "targets, work has observed 0 and neither standard_error, interval nor discrepancy above 0",
    ),
    "an interval beside an error": (
        lambda said: said["targets"][0].update(interval=[0, 2]),
        "targets, work has an interval and a standard_error too; leave one of the two out",
    ),
    "an interval that misses": (
        lambda said: said["targets"][0].update(standard_error=None, interval=[2, 3]),
        "interval is [2.0, 3.0]; write [LOW, HIGH], with observed, 1, between them",
    ),
    "a median of what is no duration": (
        lambda said: said["targets"][0].update(estimator="median", arms=["control"]),
        "is a median, so the outcome 'work' must be a duration or until",
    ),
    "a peak of one week": (
        lambda said: said["targets"][0].update(peak="highest"), "has peak, and the outcome 'work' has no `to`",
    ),
    "a span without a peak": (at("outcomes", work=SPAN), "targets, work has no peak, and 'work' has `to`"),
    "a span that ends before": (at("outcomes", work=SPAN | {"to": 5}), "work has to 5; it must be more than after, 6"),
    "half of an office's books": (
        lambda said: (
            said["outcomes"].update(work=BOOKS), [arm.update(world="office") for arm in said["arms"].values()],
        ),
        "the books of an office cannot be divided between its persons in 'treated' and those in 'control'",
    ),
    "a field the books lack": (
        at("outcomes", work=BOOKS | {"books": "nok_admn"}), "has no field 'nok_admn'; the nearest is 'nok_admin'",
    ),
    "a factor without a unit": (at("outcomes", "work", factor=7), "work has factor 7 and no unit"),
    "unless without until": (
        at("outcomes", "work", unless={"status": "EMPLOYED"}), "work has unless, which goes with until",
    ),
    "a status for whomever": (
        at("arms", "treated", changes=[{"fields": {"status": "IN_MEASURE"}, "from_week": 4, "for_weeks": 1}]),
        "change 1 sets the status of all in the arm",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_asked_is_refused_in_one_sentence(case, tmp_path):
    change, says = CASES[case]
    with pytest.raises(Refused) as refused:
        read_trial(written(tmp_path, change))
    assert str(refused.value).startswith("mine.yaml") and says in str(refused.value)


def test_the_outcomes_that_the_page_shows_can_be_read(tmp_path):
    """Each as the outcome of a file; one of a span with a peak, one of books without arms side by side."""
    table = PAGE.read_text(encoding="utf-8").partition("| what a study prints |")[2].partition("\n\n")[0]
    shown = [OmegaConf.to_container(OmegaConf.create(text)) for text in re.findall(r"`(\{after: .*?\})`", table)]
    assert len(shown) == 5
    for outcome in shown:

        def change(said, outcome=outcome):
            said["arms"] = {"control": {}, "treated": {}}
            said["outcomes"] = {"work": outcome}
            said["targets"][0] |= {"peak": "highest"} if "to" in outcome else {}

        assert read_trial(written(tmp_path, change)).outcomes["work"].after == outcome["after"]


def test_intervals_keep_to_what_an_estimate_can_be(tmp_path):
    """A share to 0 and 1, a spread to 0 and more, a difference to nothing; a factor of -1 turns them round."""
    trial = read_trial(written(tmp_path, at("outcomes", work={"after": 12, "share": {"status": "EMPLOYED"}})))
    (target,) = trial.targets
    ranges = {
        ("level", 1.0): (0.0, 1.0),
        ("level", -1.0): (-1.0, 0.0),
        ("spread", 1.0): (0.0, np.inf),
        ("difference", 1.0): (-np.inf, np.inf),
        ("correlation", 1.0): (-1.0, 1.0),
    }
    for (estimator, factor), ends in ranges.items():
        target.estimator, target.factor = estimator, factor
        assert range_of(trial, target) == ends
