"""What a study may not pass over: factors named twice, outcomes that come and go, a dummy that moves, a plain 0."""

import sys
from pathlib import Path

import pytest
from settings import HELPERS
from typed import typed

from experiments.cli.refusal import Refused
from experiments.study.factors import read_factors

sys.path.insert(0, str(HELPERS))  # so that the workers find the functions of the tests


@pytest.mark.parametrize(
    "vary",
    [
        ["channel.video", {"channel.video": [0.1, 0.2]}],
        [{"channel.video": [0.1, 0.2]}, "channel.*"],
        ["channel.*", "channel.*"],
        ["policy", {"policy": ["ips", "baseline"]}],
    ],
)
def test_a_factor_named_twice_is_refused(vary):
    with pytest.raises(Refused, match="vary names .* twice"):
        read_factors(vary, {}, of_model=True)


def test_one_number_after_its_theme_has_a_range_of_its_own():
    factors = {
        factor.name: factor for factor in read_factors(["channel.*", {"channel.video": [0.1, 0.2]}], {}, of_model=True)
    }
    assert (factors["channel.video"].low, factors["channel.video"].high) == (0.1, 0.2) and len(factors) > 5


def test_an_outcome_that_the_first_point_lacks_is_refused_as_the_reverse_is(mine, capsys):
    status, _, complaint = typed(capsys, "study", *mine("growing", "grid", vary="[{x: [0, 1]}]"), "out=made")
    assert status == 2 and "gave 'late' too, which its first point lacks" in complaint
    words = (*mine("growing", "grid", vary="[{x: [0, 1]}]"), "outcomes=[y]", "out=chosen")
    assert typed(capsys, "study", *words)[0] == 0


def test_a_dummy_that_moves_ends_with_a_status_that_says_so(mine, capsys):
    words = mine("restless", "morris", 6, 1, "[{x: [0, 1]}]")
    status, said, complaint = typed(capsys, "study", *words, "executor.workers=1", "out=made")
    assert status == 2 and "DEFECT: mu" in complaint and "these are no results" in complaint and "mu_star" in said
    assert Path("made/indices.json").exists()


def test_an_index_that_is_exactly_0_is_not_called_uncertain(mine, capsys):
    words = mine("idle", "morris", 6, 1, "[{x: [0, 1]}, {b: [0, 1]}]")
    status, said, _ = typed(capsys, "study", *words, "out=made")
    assert status == 0 and "exactly 0: moves nothing in this sample" in said and "more samples tell" not in said
