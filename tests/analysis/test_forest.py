"""A forest plot shows what counts and what does not, and keeps to its axes whatever was estimated."""

import warnings
from typing import Any

import pytest
from matplotlib.colors import to_hex

from analysis import style
from analysis.figures import trials as forests
from analysis.figures.trials import TOLD, draw_trials

NONE = {"low": None, "high": None}


def target(name: str, **changed: Any) -> dict[str, Any]:
    """A target as it stands in trial.json: 13 % observed, 8 to 18 % accepted, 6 % simulated."""
    return {
        "name": name, "meaning": "", "estimator": "level", "unit": "share", "observed": 0.13, "simulated": 0.06,
        "interval": {"low": 0.05, "high": 0.07}, "observed_interval": NONE, "accepted": {"low": 0.08, "high": 0.18},
        "within": False, "counts": True,
    } | changed  # fmt: skip


def trial(*targets: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {"id": "K0", "title": "A trial", "role": "held_out", "within": False, "targets": list(targets)} | changed


@pytest.fixture
def figures(tmp_path, monkeypatch) -> list:
    """The figures that are drawn, none of which may warn."""
    kept: list = []
    monkeypatch.setattr(forests.style, "save", lambda figure, path: (kept.append(figure), figure.canvas.draw()))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield kept


def markers(figure, kind: str) -> list:
    return [line for line in figure.axes[0].lines if line.get_marker() == kind]


def test_what_does_not_count_is_hollow_and_grey_and_what_was_fitted_is_square(figures, tmp_path):
    draw_trials([trial(target("a"), target("b", counts=False))], tmp_path)
    counting, told = markers(figures[0], "o")
    assert counting.get_markerfacecolor() == style.RED and told.get_markerfacecolor() == "white"
    assert told.get_color() == TOLD
    names = figures[0].axes[0].get_yticklabels()
    assert [to_hex(name.get_color()) for name in names] == [style.BLACK, TOLD]
    draw_trials([trial(target("a"), role="fitted")], tmp_path)
    assert len(markers(figures[1], "s")) == 1 and not markers(figures[1], "o")


def test_of_several_trials_what_does_not_count_has_no_row_and_is_counted(figures, tmp_path):
    draw_trials(
        [trial(target("a"), target("b", counts=False)), trial(target("c", within=None, accepted=NONE))], tmp_path
    )
    assert len(figures[0].axes[0].get_yticklabels()) == 1
    assert "2 targets that are told" in figures[0].get_supxlabel()


@pytest.mark.parametrize(
    "changed",
    [
        {"simulated": 9.0, "interval": {"low": 8.9, "high": 9.1}},
        {"simulated": -9.0, "interval": NONE},
        {"simulated": 0.1, "interval": {"low": -90.0, "high": 90.0}},
        {"simulated": None, "interval": NONE},
        {"observed": None, "within": None, "accepted": NONE},
        {"accepted": {"low": None, "high": 0.02}},
        {"unit": "NOK/person", "observed": 1234567.0, "simulated": -1234567.0, "meaning": "a cost of " * 20},
    ],
)
def test_whatever_was_estimated_marks_keep_to_the_axes(figures, tmp_path, changed):
    draw_trials([trial(target("a", **changed))], tmp_path)
    axes = figures[0].axes[0]
    for line in axes.lines:
        assert all(abs(x) <= forests.FARTHEST for x in line.get_xdata())


def test_numbers_beside_do_not_touch(figures, tmp_path):
    draw_trials([trial(target("a", unit="NOK", observed=-1234567.0, simulated=-1234567.0))], tmp_path)
    boxes = [cell.get_window_extent() for cell in figures[0].axes[1].texts if cell.get_text().endswith("NOK")]
    assert len(boxes) == 2 and boxes[0].x1 < boxes[1].x0
