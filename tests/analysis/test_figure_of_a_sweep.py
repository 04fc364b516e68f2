"""The figure of a sweep: intervals are paired where people are the same, and shares stay shares."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import style
from analysis.figures.sweep import about, bars_in_words, panels_of
from analysis.load import Sweep
from analysis.tables import summarise

CONFIG = {"choices": {"office": "small", "labour_market": "tight", "shock": "none", "policy": "baseline"},
          "weeks": 30, "replicates": 3}  # fmt: skip
UNITS = {"durable_jobs": "share", "admin_cost_per_person": "NOK"}


def sweep_of(values: dict[str, dict[str, list[float]]], name: str = "policy") -> Sweep:
    """A sweep whose jobs have these values over the replicates, outcome by outcome."""
    rows = [
        {"job": job, "seed": seed, "grouping": "all", "category": "all", "outcome": outcome, "value": value}
        for job, outcomes in values.items() for outcome, own in outcomes.items() for seed, value in enumerate(own)
    ]  # fmt: skip
    replicates = pd.DataFrame(rows)
    tables = [summarise(table).assign(job=job, **{name: job}) for job, table in replicates.groupby("job", sort=False)]
    summary = {outcome: {"unit": unit} for outcome, unit in UNITS.items()}
    return Sweep(Path(), [name], pd.concat(tables, ignore_index=True), replicates, CONFIG, summary)


def drawn(sweep: Sweep, outcome: str):
    """The panel of an outcome."""
    with style.figure_style():
        axes = style.blank(9, 6).subplots()
        panels_of(sweep)[outcome](axes)
    return axes


def ends_of(axes) -> list[list[float]]:
    """The ends of every interval of a panel of rows."""
    return [sorted(segment[:, 0]) for segment in axes.containers[0].lines[2][0].get_segments()]


SAME = {"usual": {"durable_jobs": [0.2, 0.5, 0.8], "admin_cost_per_person": [8000.0, 9000.0, 10_000.0]},
        "doors": {"durable_jobs": [0.21, 0.52, 0.83], "admin_cost_per_person": [8001.0, 9001.0, 10_001.0]}}  # fmt: skip


def test_the_same_people_are_paired_so_that_what_they_share_is_in_no_interval():
    """Differences 1, 2 and 3 points: 2 ± 4.30 * 1 / sqrt(3), around 52; the shares themselves spread over 60 points."""
    axes = drawn(sweep_of(SAME), "durable_jobs")
    assert ends_of(axes) == [pytest.approx([52.0 - 2.484, 52.0 + 2.484], abs=0.01)]
    assert "paired over replicates" in bars_in_words(sweep_of(SAME))


@pytest.mark.parametrize("name", ["office", "office.jobseekers", "parameters.people.from_50_share", "seed"])
def test_other_people_are_not_paired_and_that_is_said(name):
    sweep = sweep_of(SAME, name)
    assert len(ends_of(drawn(sweep, "durable_jobs"))) == 2
    assert "do not have the same people" in bars_in_words(sweep)


def test_other_seeds_are_other_people():
    more = {job: dict(values) for job, values in SAME.items()}
    more["doors"]["durable_jobs"] = [0.21, 0.52, 0.83, 0.9]
    assert not sweep_of(more).same_people


def test_shares_of_a_sweep_are_never_drawn_below_nothing_or_above_all():
    (low, high), *_ = ends_of(drawn(sweep_of(SAME, "office"), "durable_jobs"))
    assert (low, high) == (0, 100)


def test_a_krone_of_nine_thousand_is_no_practical_difference():
    axes = drawn(sweep_of(SAME), "admin_cost_per_person")
    low, high = axes.get_xlim()
    assert high - low == pytest.approx(900.0) and "no practical difference" in axes.texts[0].get_text()
    assert "no practical" not in drawn(sweep_of(SAME), "durable_jobs").texts[0].get_text()


def test_the_title_says_office_market_shock_weeks_and_replicates_but_not_twice_what_was_varied():
    assert about(sweep_of(SAME)) == (
        "By policy (office: small, labour market: tight, no shock, 30 weeks, 3 replicates)"
    )  # fmt: skip
    assert about(sweep_of(SAME, "office")).startswith("By office (labour market: tight")


def test_one_replicate_is_drawn_without_intervals():
    single = {job: {name: own[:1] for name, own in values.items()} for job, values in SAME.items()}
    assert "no interval" in bars_in_words(sweep_of(single))
    drawn(sweep_of(single), "durable_jobs").figure.canvas.draw()
