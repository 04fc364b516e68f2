"""What `skranke bench` counts and tells."""

import json
import re
from pathlib import Path

import pytest
from settings import HOME, small

from experiments.bench import growth
from experiments.bench.floor import floor_of, packed
from experiments.bench.needs import needs_of
from experiments.bench.printing import figures_printed, readme_line
from experiments.bench.request import read_bench
from experiments.bench.timing import Times, in_turn

MEASURED = json.loads((HOME / "experiments" / "bench" / "measured.json").read_text(encoding="utf-8"))


def test_tasks_are_timed_in_turn_and_the_least_the_median_and_the_most_are_told():
    ticks = iter([0, 1, 1, 4, 4, 9, 9, 11, 11, 14, 14, 15])
    order: list[str] = []
    times = in_turn({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, 3, lambda: next(ticks))
    assert order == ["a", "b"] * 3
    assert times == {"a": Times(1, 3, 5), "b": Times(1, 2, 3)}


def test_needs_are_counted_from_the_first_week_to_the_last():
    """Of 27 weeks those of number 0, 13 and 26."""
    needs = needs_of(small(people=40, weeks=27))
    counts = needs.counts()
    assert needs.weeks == 3
    assert 10 < counts["fields_read"] < 80 and 3 < counts["fields_written"] < counts["fields_read"]
    assert 1 < counts["draws"] < 15 and 0 < counts["exponentials"] < 5 and 0 < needs.registered <= 1
    assert max(needs.read.values()) <= 1.0 + 1e-9  # a field is read or not, of each person and week


def test_the_floor_has_a_part_for_each_need_and_packs_what_is_touched():
    assert packed(["status", "trust"]).itemsize == 12
    floor = floor_of(needs_of(small(people=20, weeks=2), every=1), 200)
    assert list(floor) == ["reading", "writing", "draws", "exponentials"]
    assert all(0 < part["least"] <= part["median"] <= part["most"] for part in floor.values())


def test_growth_is_asked_for_by_name_and_measures_every_point(monkeypatch):
    assert read_bench(["growth"]).growth and not read_bench(["weeks=4"]).growth
    monkeypatch.setattr(growth, "run", lambda point: [0] * point["weeks"])
    figures = growth.grown(lambda what: None, {"weeks": (1, 2), "threads": (1,)})
    assert [row["weeks"] for row in figures["growth"]["weeks"]] == [1, 2]
    assert "weeks" in growth.growth_printed(figures)


def test_labels_cannot_be_misread():
    """The slow line is the model's own backend, and not what Mesa is like."""
    printed = figures_printed(MEASURED)
    assert "own Mesa backend" in printed and "says nothing of other models in Mesa" in printed
    assert re.search(r"One small model, 10 000 people", printed) and printed.count("offices of 820") == 2
    assert max(len(line) for line in printed.splitlines()) <= 120


def test_the_readme_says_what_the_bench_measured():
    """One line of it, whole, from experiments/bench/measured.json."""
    assert readme_line(MEASURED) in " ".join((HOME / "README.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("name", ["growth.png", "growth.svg"])
def test_the_figure_of_growth_is_written(name, tmp_path):
    from analysis.figures.growth import draw_growth

    points = [{"weeks": 1, "processor": 0.1, "clock": 0.1, "bytes": 2e6}]
    points.append({"weeks": 2, "processor": 0.2, "clock": 0.2, "bytes": 2e6})
    figures = {"usual": growth.USUAL, "runs_on_threads": 8, "growth": {"weeks": points}}
    draw_growth(figures, Path(tmp_path))
    assert (tmp_path / name).stat().st_size > 1000
