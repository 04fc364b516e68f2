"""Whose life differs under a policy is measured against a change too small to matter."""

import pandas as pd
import pytest
from settings import small
from typed import TINY, typed

from experiments.compare.nudge_twin import LEVER, NUDGE_TWIN, about_nudge, beyond_nudge, nudged
from sim.declare import value_at


@pytest.mark.parametrize(("before", "after"), [(0.4, 0.41), (0.0, 0.01), (0.99, 1.0), (1.0, 0.99)])
def test_the_nudge_is_a_hundredth_of_one_lever_and_back_where_the_lever_ends(before, after):
    scenario = small()
    scenario.policy.channel.digital_default = before
    assert value_at(nudged(scenario).policy, LEVER) == pytest.approx(after)
    assert scenario.policy.channel.digital_default == before
    assert about_nudge(scenario) == {"lever": LEVER, "from": before, "to": pytest.approx(after)}


def test_beyond_the_nudge_is_the_share_under_the_policy_less_that_under_the_twin_of_the_same_seed():
    """Seed 1: .05 less .01; seed 2: .04 less .03. What is no share of lives has no yardstick."""
    rows = [
        ("doors", 1, 0.05), ("doors", 2, 0.04), ("other", 1, 0.9), (NUDGE_TWIN, 2, 0.03), (NUDGE_TWIN, 1, 0.01),
    ]  # fmt: skip
    names = ["policy", "seed", "value", "grouping", "category", "outcome"]
    gained = pd.DataFrame([(*row, "all", "all", "more_weeks_employed") for row in rows], columns=names)
    weeks = gained.assign(outcome="weeks_employed")
    beyond = beyond_nudge(pd.concat([gained, weeks]), "doors")
    assert beyond.set_index("seed")["value"].to_dict() == pytest.approx({1: 0.04, 2: 0.01})
    assert beyond["outcome"].unique().tolist() == ["more_weeks_employed"]


def test_a_comparison_tells_of_the_same_people_under_the_nudge(tmp_path, capsys):
    """The twin's lives are counted like a policy's; it is no policy, and stands in the table of lives alone."""
    folder = tmp_path / "both"
    status, _, complaint = typed(capsys, "compare", *TINY, "policies=[baseline,baseline]", "weeks=30", f"out={folder}")
    assert status == 0, complaint
    about = pd.read_json(folder / "comparison.json", typ="series")["comparison"]
    assert list(about["policies"]) == ["baseline (2)"] and about["nudge"]["lever"] == LEVER
    same = about["policies"]["baseline (2)"]["gained_and_lost"]["all"]["all"]["unchanged"]
    twin = about["nudge"]["gained_and_lost"]["all"]["all"]["unchanged"]
    assert same["mean"] == 1.0 and 0.0 < twin["mean"] < 1.0
    assert same["beyond_nudge"]["mean"] == pytest.approx(1.0 - twin["mean"])
    assert set(pd.read_parquet(folder / "outcomes.parquet")["policy"]) == {"baseline", "baseline (2)"}
    assert set(pd.read_parquet(folder / "gained.parquet")["policy"]) == {"baseline (2)", NUDGE_TWIN}
