"""Figures of runs and comparisons: what their axes span, what they say of chance, and that small runs can be drawn."""

import struct
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis import style
from analysis.figures.frontier import draw_frontier, neighbours, numbered
from analysis.figures.run import draw_channels, draw_employment, draw_hours, draw_statuses
from analysis.language import written_in
from analysis.paired_differences import PairedDifferences
from analysis.tables import practically_nothing
from sim.accounts import OfficeWeek
from sim.declare import states
from sim.terms import NeedsGroup


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    """What matplotlib warns of is a fault of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.fixture
def axes():
    """An empty panel."""
    with style.figure_style():
        yield style.blank(9, 6).subplots()


def drawn(figure: Figure) -> None:
    """Lay a figure out, as writing it would."""
    figure.canvas.draw()


def weeks_of(n_weeks: int, seeds: int, value: float = 0.0) -> pd.DataFrame:
    """Weeks in which every count is the seed times this value."""
    rows = [{"seed": seed, "week": week} for seed in range(1, seeds + 1) for week in range(n_weeks)]
    counts = {name: [value * row["seed"] for row in rows] for name in states(OfficeWeek)}
    return pd.DataFrame({**counts, **{name: [row[name] for row in rows] for name in ("seed", "week")}})


def employed(weeks: tuple[int, ...], values: tuple[float, ...]) -> pd.DataFrame:
    """Employment of every needs group at these weeks, a value for each seed."""
    return pd.DataFrame([
        {"seed": seed, "grouping": "needs_group", "category": needs.name, "outcome": f"employed_at_{at}_weeks",
         "value": value}
        for needs in list(NeedsGroup)[1:] for at in weeks for seed, value in enumerate(values)
    ])  # fmt: skip


@pytest.mark.parametrize(("n_weeks", "seeds", "value"), [(1, 1, 0.0), (1, 2, 3.0), (2, 1, 0.0), (30, 2, 1.0)])
def test_an_office_of_nobody_and_a_run_of_a_week_are_drawn_without_a_warning(axes, n_weeks, seeds, value):
    weeks = weeks_of(n_weeks, seeds, value)
    for draw, more in (
        (draw_statuses, {"weeks": weeks, "follow_up_weeks": 156}),
        (draw_channels, {"weeks": weeks}),
        (draw_hours, {"weeks": weeks, "summary": {}}),
        (draw_employment, {"outcomes": employed((26,), (0.5,)).head(0)}),
    ):  # fmt: skip
        axes.clear()
        draw(axes, **more)
        drawn(axes.figure)


def test_with_a_single_milestone_there_is_a_row_for_each_group_and_the_axis_is_that_of_shares(axes):
    """Five groups at one time spread over 52 weeks of an axis that meant nothing."""
    draw_employment(axes, employed((26,), (0.1, 0.9)))
    assert len(axes.get_yticklabels()) == 5 and axes.get_xlim() == (-2, 102)
    assert "26 weeks" in axes.get_xlabel()


def test_with_several_milestones_groups_lie_beside_each_other_by_less_than_a_twentieth_of_the_axis(axes):
    draw_employment(axes, employed((26, 52), (0.2, 0.4)))
    low, high = axes.get_xlim()
    at = [bar.lines[0].get_xdata() for bar in axes.containers]
    assert (low, len(at)) == (0, 5)
    assert np.ptp([x[0] for x in at]) < 0.05 * (high - low)


@pytest.mark.parametrize("weeks", [(26,), (26, 52)])
def test_shares_are_never_drawn_below_nothing_or_above_all(axes, weeks):
    """Two replicates of .1 and .9 have an interval of 50 ± 508 %."""
    draw_employment(axes, employed(weeks, (0.1, 0.9)))
    ends = np.concatenate([line.get_segments()[0].ravel() for bar in axes.containers for line in bar.lines[2]])
    assert max(ends) <= 100 and min(ends) >= 0


def test_a_band_goes_from_the_lowest_to_the_highest_replicate(axes):
    """Of 2, 4 and 6 phone calls by 100 people the mean is 4 and the band 2 to 6."""
    weeks = weeks_of(5, 3)
    weeks["seeking"], weeks["phone"] = 100.0, 2.0 * weeks["seed"]
    draw_channels(axes, weeks)
    phone = 3
    assert axes.lines[phone].get_ydata() == pytest.approx([4.0] * 5)
    band = axes.collections[phone].get_paths()[0].vertices[:, 1]
    assert (min(band), max(band)) == pytest.approx((2.0, 6.0))
    assert "lowest to highest of 3" in axes.texts[0].get_text()


def test_where_nobody_is_registered_no_axis_is_made_of_nothing(axes):
    draw_channels(axes, weeks_of(5, 2))
    assert "nobody was registered" in axes.texts[-1].get_text() and not axes.lines


def test_labels_at_the_right_end_of_a_panel_do_not_touch(axes):
    axes.set_ylim(0, 100)
    style.label_ends(axes, [(20.0, "two\nlines", "black"), (20.5, "one", "black"), (99.0, "two\nlines", "black")])
    drawn(axes.figure)
    boxes = sorted((label.get_window_extent() for label in axes.texts), key=lambda box: box.y0)
    assert all(above.y0 >= below.y1 - 1.0 for below, above in zip(boxes, boxes[1:], strict=False))


def compared(work: dict[str, float], cost: dict[str, float], half: float | None = 0.0) -> PairedDifferences:
    """A comparison in which policies differ by these means, intervals of this half width, from the first."""
    first, *others = work

    def outcome(values: dict[str, float], unit: str) -> dict:
        apart = {policy: values[policy] - values[first] for policy in others}
        return {
            "unit": unit,
            "levels": {policy: {"mean": value} for policy, value in values.items()},
            "differences": {
                policy: {"mean": mean, **({} if half is None else {"low": mean - half, "high": mean + half})}
                for policy, mean in apart.items()
            },
        }

    about = {
        "first": first, "replicates": 1 if half is None else 5, "policies": {policy: {} for policy in others},
        "frontier": {"employment": "employed_at_52_weeks", "unbeaten": [first], "policies": dict.fromkeys(work)},
    }  # fmt: skip
    summary = {
        "employed_at_52_weeks": outcome(work, "share"), "admin_cost_per_person": outcome(cost, "NOK"),
        "comparison": about,
    }  # fmt: skip
    return PairedDifferences(Path(), {}, *[pd.DataFrame()] * 3, summary)


def frontier_of(axes, comparison: PairedDifferences) -> None:
    """Draw a frontier, all policies in black."""
    marks = {policy: ("black", "o") for policy in comparison.about["frontier"]["policies"]}
    draw_frontier(axes, comparison, marks)
    drawn(axes.figure)


def test_ten_kroner_of_twelve_thousand_are_not_the_whole_axis_and_are_said_to_be_nothing(axes):
    frontier_of(axes, compared({"usual": 0.221, "doors": 0.22}, {"usual": 12_350.0, "doors": 12_360.0}, 0.001))
    assert np.ptp(axes.get_xlim()) == pytest.approx(1235.0) and np.ptp(axes.get_ylim()) == pytest.approx(5.0)
    assert "no practical difference (less than 1 %)" in axes.get_xlabel()
    assert "no practical difference (less than 0.5 percentage points)" in axes.get_ylabel()


def test_a_difference_whose_interval_reaches_beyond_the_least_is_not_called_nothing(axes):
    frontier_of(axes, compared({"usual": 0.221, "doors": 0.22}, {"usual": 12_350.0, "doors": 12_360.0}, 0.02))
    assert "no practical difference" in axes.get_xlabel() and "no practical" not in axes.get_ylabel()
    assert not practically_nothing(np.full((2, 3), np.nan), 1.0)


def test_policies_are_numbered_from_the_cheapest_and_those_on_one_another_share_a_label(axes):
    work = {"usual": 0.22, "ips": 0.32, "doors": 0.2201, "lean": 0.2202, "cheap": 0.18}
    cost = {"usual": 12_350.0, "ips": 40_000.0, "doors": 12_360.0, "lean": 12_340.0, "cheap": 8_000.0}
    frontier_of(axes, compared(work, cost))
    assert [label.get_text().split("\n")[0] for label in axes.get_legend().get_texts()] == [
        "1  cheap", "2  lean", "3  usual", "4  doors", "5  ips",
    ]  # fmt: skip
    assert {label.get_text() for label in axes.texts} >= {"1", "2–4", "5"}
    assert not [label for label in axes.texts if label.arrow_patch]


def test_points_are_neighbours_through_others():
    assert neighbours(np.array([[0, 0], [5, 5], [0.2, 0], [0.1, 0.1]]), 0.15) == [[0, 2, 3], [1]]
    assert (numbered([1, 2, 3]), numbered([0, 2, 3]), numbered([0, 1])) == ("2–4", "1, 3, 4", "1, 2")


def test_a_comparison_of_one_replicate_has_no_interval_and_can_be_drawn(axes):
    frontier_of(axes, compared({"usual": 0.22, "doors": 0.22}, {"usual": 12_350.0, "doors": 12_350.0}, None))
    assert "95 %" not in axes.texts[0].get_text()


def test_a_panel_alone_fills_a_slide_with_letters_for_the_back_row(tmp_path):
    with written_in("nb"):
        style.save_panels({"alone": lambda axes: style.title(axes, "Alone", "x" * 90)}, "office: small", tmp_path)
    assert {path.name for path in (tmp_path / "panels").iterdir()} == {"alone.png", "alone.svg"}
    width, height = struct.unpack(">II", (tmp_path / "panels" / "alone.png").read_bytes()[16:24])
    assert abs(width / height - 16 / 9) < 0.01 and height >= 1080
