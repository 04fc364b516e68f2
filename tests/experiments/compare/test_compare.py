"""Policies compared on the same people with the same luck: whose life differs, by how much, and how surely."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from settings import small
from typed import TINY, files, refused, typed

from analysis.load import load
from analysis.paired_differences import fewer_replicates, frontier, interval, load_comparison, price_of_a_job
from experiments.compare.nudge_twin import NUDGE_TWIN
from experiments.compare.pairing import BOOKKEEPING, differences_of_people, gained_and_lost, pair, unchanged
from experiments.compare.request import read_comparison
from experiments.compare.stopping import Stopping, read_until
from experiments.evidence_grade import levers_between, theory_driven
from sim.outcomes import OUTCOMES
from sim.paired_runs import PAIRED_GROUPINGS, people, side_by_side

TABLES = ("outcomes.parquet", "differences.parquet", "gained.parquet", "people.parquet")
SAME = ("config.yaml", "comparison.json", *TABLES)
BOTH = "policies=[baseline,digital_first]"


def compared(capsys, folder: Path, *words: str) -> tuple[dict, str]:
    """A tiny comparison: comparison.json, and what was told."""
    status, said, complaint = typed(capsys, "compare", *TINY, *words, f"out={folder}")
    assert status == 0, complaint
    return json.loads((folder / "comparison.json").read_text(encoding="utf-8")), said


@pytest.fixture(scope="module")
def pairs(live):
    """Three hundred people and those who join them, through a year under two policies."""
    first, other = small(people=300, weeks=60), small(people=300, weeks=60)
    other.policy.channel.digital_default, other.policy.channel.drop_in_hours = 1.0, 0.0
    ((_, (one, two)),) = side_by_side([first, other], [5])
    return pair(one.people, two.people)


def test_a_policy_compared_with_itself_differs_in_nothing(tmp_path, capsys):
    said, told = compared(capsys, tmp_path / "self", "policies=baseline,baseline", "weeks=8", "show=all")
    for outcome in OUTCOMES:
        one = said[outcome.name]["differences"]["baseline (2)"]
        assert one["mean"] in (0.0, None) and one["low"] in (0.0, None), outcome.name
    policy = said["comparison"]["policies"]["baseline (2)"]
    assert policy["unchanged_share"] == policy["same_working_life_share"] == 1.0
    assert policy["cost_per_extra_durable_job"]["value"] is None and "no more durable jobs" in told
    assert policy["theory_driven"] is None and "Theory-driven" not in told
    gained = pd.read_parquet(tmp_path / "self" / "gained.parquet")
    gained = gained[gained["policy"] != NUDGE_TWIN]
    shares = gained["outcome"].isin(["unchanged", "same_working_life"])
    assert (gained[shares]["value"] == 1.0).all() and (gained[~shares]["value"].dropna() == 0.0).all()


def test_the_folder_is_complete_and_says_units_groups_and_what_rests_on_theory(tmp_path, capsys, drawn):
    said, told = compared(capsys, tmp_path / "both", BOTH, "weeks=16", "show=all")
    figures = {f"{name}.{kind}" for name in ("differences", "who_gained", "frontier") for kind in ("png", "svg")}
    assert files(tmp_path / "both") == {*SAME, "provenance.json", "panels", *figures}
    digital = said["digital_share"]["differences"]["digital_first"]
    assert said["contacts"]["unit"] == "contacts" and digital["replicates"] == 2
    assert digital["low"] < digital["mean"] < digital["high"]
    groups = said["comparison"]["policies"]["digital_first"]["gained_and_lost"]
    assert set(groups) == {"all", *PAIRED_GROUPINGS}
    assert "channel strategy" in said["comparison"]["policies"]["digital_first"]["theory_driven"]["line"]
    assert "Theory-driven" in told and "channel strategy" in (tmp_path / "both" / "differences.svg").read_text("utf-8")
    held = pd.read_parquet(tmp_path / "both" / "people.parquet")
    by_policy = [held[held["policy"] == name] for name in ("baseline", "digital_first")]
    assert by_policy[0]["id"].tolist() == by_policy[1]["id"].tolist() and held["seed"].unique().tolist() == [1]
    assert load_comparison(tmp_path / "both").others == ["digital_first"]


def test_the_same_seed_gives_the_same_bytes_in_both_lives_and_on_any_number_of_threads(tmp_path, capsys):
    words = (BOTH, "people=true")
    for name, how in (("mesa", "backend=mesa"), ("one", "threads=1"), ("two", "threads=2")):
        compared(capsys, tmp_path / name, *words, *(("backend=compiled", how) if name != "mesa" else (how,)))
    for name in SAME:
        assert len({(tmp_path / folder / name).read_bytes() for folder in ("mesa", "one", "two")}) == 1, name


def test_the_differences_are_those_of_the_runs_themselves(tmp_path, capsys):
    compared(capsys, tmp_path / "both", BOTH)
    between = pd.read_parquet(tmp_path / "both" / "differences.parquet")
    alone = {}
    for policy in ("baseline", "digital_first"):
        typed(capsys, "run", *TINY, f"policy={policy}", f"out={tmp_path / policy}")
        table = load(tmp_path / policy).outcomes
        alone[policy] = table[(table["grouping"] == "all") & (table["outcome"] == "talks")]["value"].to_numpy()
    mine = between[(between["grouping"] == "all") & (between["outcome"] == "talks")]["difference"]
    assert mine.tolist() == pytest.approx(list(alone["digital_first"] - alone["baseline"]), abs=1e-12)


def test_paired_people_are_the_same_people(pairs):
    """Whatever a person brings along on arrival is the same under both policies, bit for bit."""
    assert len(pairs.first) > 300 and pairs.only_first == pairs.only_other == 0
    brought = ("id", "office", "arrived_week", "age", "reduced_capacity", "true_need", "digital_skill", "n_barriers")
    assert unchanged(pairs, brought).all()
    assert 0.0 < unchanged(pairs).mean() < 1.0  # some lives are touched, some are not


def test_a_life_is_unchanged_only_when_no_recorded_field_differs(pairs):
    same = pair(pairs.first, pairs.first.copy())
    assert unchanged(same).all()
    for name in pairs.first.dtype.names:
        other = pairs.first.copy()
        if name != "id":
            other[name][0] += 1
            assert unchanged(pair(pairs.first, other))[0] == (name in BOOKKEEPING), name


def test_a_group_gains_what_its_people_gain(pairs):
    """The groups of a grouping hold everybody once, and their means weigh up to the mean of all."""
    rows = pd.DataFrame(gained_and_lost(pairs, small().parameters), columns=[*"gco", "people", "value"])
    rows = rows[rows["o"] == "weeks_employed"]
    for grouping in PAIRED_GROUPINGS:
        group = rows[rows["g"] == grouping]
        assert group["people"].sum() == len(pairs.first)
        together = np.average(group["value"], weights=group["people"])
        assert together == pytest.approx(differences_of_people(pairs)["weeks_employed"].mean())


def test_when_all_talks_serve_control_nobody_copes_better_and_many_worse():
    """A toy lever whose sign is certain: contact that only controls takes coping away."""
    first, other = small(people=80, weeks=12), small(people=80, weeks=12)
    other.policy.standardization.control_share = 1.0
    first.policy.standardization.control_share = 0.0
    apart = []
    for _, (one, two) in side_by_side([first, other], range(1, 6)):
        apart.append(differences_of_people(pair(one.people, two.people))["coping"].mean())
    assert interval(np.array(apart)).high < 0.0


def test_people_whom_only_a_surge_brings_are_counted_apart(live):
    calm, surge = small(people=80, weeks=14), small(people=80, weeks=14)
    surge.policy.shock.surge_week, surge.policy.shock.surge_size = 5, 6.0
    ((_, (one, two)),) = side_by_side([calm, surge], [11])
    found = pair(one.people, two.people)
    assert found.only_first == 0 and found.only_other == len(two.people) - len(one.people) > 0


def test_everybody_is_followed_to_the_end_and_counts_barriers_on_arrival(live):
    scenario = small(people=100, weeks=20)
    scenario.setting.office.follow_up_weeks = 4
    held = people(scenario, 3)
    arrived = int(sum(held["newcomer"])) + 100
    assert len(held["id"]) == arrived == len(set(held["id"].tolist()))
    at_least = np.where(held["n_barriers"] == "THREE_OR_MORE", 3, 0)
    assert (held["barriers_on_arrival"] >= at_least).all() and held["barriers_on_arrival"].max() >= 3
    reduced = held["reduced_capacity"] == 1
    assert (held["barriers_on_arrival"][reduced] >= 1).all()  # reduced capacity has a health ground


def test_the_ratio_is_that_of_a_hand_made_example():
    """Variances 4 and 4, and of the difference 0.5: 16 times fewer. Independent luck saves nothing."""
    first = np.array([-2.0, 2.0, -2.0, 2.0]) * np.sqrt(0.75)
    step = np.array([0.5, 0.5, -0.5, -0.5]) * np.sqrt(1.5)
    both = np.var(first, ddof=1) + np.var(first + step, ddof=1)
    found = fewer_replicates(first, first + step)
    assert found.ratio == pytest.approx(both / np.var(step, ddof=1)) and found.low < found.ratio < found.high
    luck = np.random.default_rng(1)
    assert fewer_replicates(luck.normal(size=4000), luck.normal(size=4000)).ratio == pytest.approx(1.0, abs=0.1)
    assert np.isnan(fewer_replicates(first, first).ratio)


def test_a_ratio_below_four_is_explained_with_what_was_counted(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("experiments.compare.summary.ENOUGH", 1e12)
    said, told = compared(capsys, tmp_path / "both", BOTH, "replicates=4", "show=all")
    (saved,) = [
        one
        for one in said["comparison"]["policies"]["digital_first"]["fewer_replicates"]
        if one["outcome"] == "contacts"
    ]
    assert saved["ratio"] > 0.0 and f"correlate by {saved['correlation']:.2f}" in saved["explanation"]
    assert "unchanged life" in " ".join(told.split())


def test_the_price_of_a_job_is_a_ratio_with_fiellers_interval():
    luck = np.random.default_rng(2)
    jobs = luck.normal(10.0, 1.0, size=40)
    price = price_of_a_job(5000.0 * jobs + luck.normal(0.0, 2000.0, size=40), jobs)
    assert price.low < price.value < price.high and price.value == pytest.approx(5000.0, rel=0.02)
    assert "no more durable jobs" in price_of_a_job(jobs, jobs - jobs.mean()).why_not
    assert "fewer durable jobs" in price_of_a_job(jobs, -jobs).why_not
    exact = price_of_a_job(300.0 * jobs, jobs)
    assert (exact.low, exact.high) == pytest.approx((300.0, 300.0), rel=1e-4)


def test_the_frontier_holds_who_is_not_beaten_on_both():
    employed = {"cheap": 0.3, "dear": 0.5, "beaten": 0.3, "between": 0.4}
    cost = {"cheap": 10.0, "dear": 30.0, "beaten": 12.0, "between": 20.0}
    assert frontier(employed, cost) == ["cheap", "between", "dear"]


def test_until_stops_when_the_interval_is_narrow_enough_and_says_when_it_is_not(tmp_path, capsys):
    said, told = compared(capsys, tmp_path / "wide", BOTH, "until=contacts:5", "weeks=1")
    assert said["comparison"]["stopping"]["reached"] and said["comparison"]["replicates"] == 10
    assert "Stopped after 10 replicates" in told
    said, told = compared(capsys, tmp_path / "narrow", BOTH, "until=coping:0.00001pp", "at_most=11", "weeks=2")
    stopping = said["comparison"]["stopping"]
    assert not stopping["reached"] and stopping["replicates"] == 11 < stopping["replicates_it_would_take"]
    assert "NOT REACHED" in told


def test_fixed_width_intervals_hold_the_truth_nearly_as_often_as_they_say():
    """Of 400 sequences 91 % or more, where 93.3 % is expected in the worst case: 1 failure in 30 sequences of luck."""
    luck, held = np.random.default_rng(3), 0
    until = read_until("contacts:1", weeks=10)
    for _ in range(400):
        stopping = Stopping(until, 1, 1, 200)
        for value in luck.normal(0.0, 1.0, size=200):
            if stopping.enough([[("all", "all", "contacts", 0.0)], [("all", "all", "contacts", value)]]):
                break
        found = interval(np.array(stopping.seen[0]))
        held += found.low <= 0.0 <= found.high
    assert held / 400 >= 0.91


def test_levers_whose_effect_no_study_measured_are_named():
    jobs = read_comparison(["policies=baseline,lean,ips,digital_first"]).jobs
    themes = [theory_driven(levers_between(jobs[0].scenario, job.scenario)) for job in jobs]
    assert themes[0] is None and "LEAN" in themes[1]["line"] and "channel strategy" in themes[3]["line"]
    assert "organisation.lean" in themes[1]["levers"]


def test_policies_are_named_once_each_and_a_plus_joins_them():
    request = read_comparison(["policies=[baseline, digital_first+lean, baseline]", "seed=4"])
    assert request.labels == ["baseline", "digital_first+lean", "baseline (2)"]
    joined = request.jobs[1].scenario.policy
    assert joined.organisation.lean == 0.8 and joined.channel.drop_in_hours == 6.0
    assert request.jobs[0].seeds == list(range(4, 24))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), ["two policies or more", BOTH]),
        (("policies=baseline",), ["two policies or more"]),
        (("policies=",), ["policies= has no value"]),
        (("policies=[baseline,digital]",), ["policy is 'digital'", "digital_first"]),
        (("policys=baseline,ips",), ["nearest is 'policies'"]),
        (("policy=baseline,ips",), ["write policies="]),
        ((BOTH, "chanel.video=1"), ["nearest is 'channel.video'"]),
        ((BOTH, "channel.video=3"), ["between 0 and 1"]),
        ((BOTH, "until=half"), ["'half' is no width", "until=0.5pp"]),
        ((BOTH, "until=-1pp"), ["no width"]),
        ((BOTH, "until=1"), ["percentage points"]),
        ((BOTH, "until=contacs:1"), ["nearest is 'contacts'"]),
        ((BOTH, "until=contacts:1pp"), ["contacts is in contacts", "until=contacts:1"]),
        ((BOTH, "until=0.5pp", "weeks=50"), ["weeks=104"]),
        ((BOTH, "until=0.5pp", "at_most=few"), ["at_most is 'few'", "whole number"]),
        ((BOTH, "until=0.5pp", "at_most=4"), ["at_most is 4", "10 or more"]),
        ((BOTH, "at_most=40"), ["goes with until"]),
        ((BOTH, "people=some"), ["first, true, false"]),
        ((BOTH, "-m"), ["-m is for run"]),
        ((BOTH, "office.jobseekers=0"), ["nobody to compare"]),
        ((BOTH, "weeks=2000", "office.jobseekers=40"), ["at most 1999 weeks"]),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence_and_nothing_is_written(
    words, expected, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    status, said, complaint = typed(capsys, "compare", *words)
    last = complaint.splitlines()[-1]
    assert status == 2 and said == "" and last.startswith("skranke: ") and "Traceback" not in complaint
    for part in expected:
        assert part in last
    assert not files(tmp_path) - {"results"} and not list(tmp_path.rglob("*.*"))


def test_a_used_folder_is_refused_before_computing(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.paired_runs.side_by_side", lambda *_, **__: pytest.fail("it computed"))
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert "holds something" in refused(capsys, "compare", *TINY, BOTH, f"out={tmp_path}")
