"""One rule says which outcome of employment leads, and one level of confidence holds everywhere."""

import pandas as pd
import pytest
from scipy import stats

from analysis.figures.sweep import main_outcomes
from analysis.naming import key_outcomes
from analysis.paired_differences import employment_seen
from analysis.tables import CONFIDENCE, REACH, TAILS
from sim.milestones import EMPLOYED_AT
from sim.outcomes import OUTCOMES, weeks_needed

LED = {20: "days_employed", 26: "employed_at_26_weeks", 110: "employed_at_104_weeks", 156: "employed_at_156_weeks"}
LED |= {259: "employed_at_156_weeks", 260: "employed_at_260_weeks", 2000: "employed_at_260_weeks"}


@pytest.mark.parametrize(("weeks", "leading"), LED.items())
def test_a_sweep_a_study_and_a_comparison_lead_with_the_same_employment(weeks, leading):
    seen = [outcome.name for outcome in OUTCOMES if weeks_needed(outcome.name) <= weeks]
    assert main_outcomes(set(seen))[0] == leading
    assert key_outcomes({}, seen)[0][0] == leading
    values = pd.DataFrame({"grouping": "all", "outcome": [outcome.name for outcome in OUTCOMES]})
    values["value"] = values["outcome"].isin(seen).map({True: 0.5, False: float("nan")})
    assert employment_seen(values) == leading


def test_the_milestones_are_in_order():
    assert list(EMPLOYED_AT) == sorted(EMPLOYED_AT)


def test_the_level_of_confidence_is_one_however_it_is_written():
    assert TAILS[1] - TAILS[0] == pytest.approx(CONFIDENCE) and TAILS[0] == pytest.approx(1.0 - TAILS[1])
    assert pytest.approx(stats.norm.ppf(TAILS[1]), abs=0.005) == REACH
