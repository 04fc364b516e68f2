"""The results folder: what is in it, what it says, and that the same seed gives the same bytes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from omegaconf import OmegaConf
from pyarrow import parquet
from scipy import stats
from settings import HOME
from typed import TINY, files, typed

from analysis.figures.run import draw_run
from analysis.load import COUNTERS, by_week, load, load_sweep
from analysis.style import spread
from analysis.tables import OF_DIFFERENCES, summarise, written
from experiments.cli.refusal import Refused
from experiments.results.results_folder import ResultsFolder
from sim.accounts import OfficeWeek
from sim.declare import states
from sim.outcomes import OUTCOMES

SAME = ("config.yaml", "outcomes.parquet", "weekly.parquet", "summary.json")


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Path:
    """The folder of one tiny run."""
    folder = tmp_path_factory.mktemp("results") / "first"
    done = subprocess.run(
        [sys.executable, "-m", "experiments.command", "run", *TINY, f"out={folder}"],
        cwd=HOME,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "days in work" in done.stdout and str(folder) in done.stdout
    return folder


def run_again(capsys, folder: Path, *words: str) -> Path:
    """The same tiny run into another folder."""
    status, _, complaint = typed(capsys, "run", *TINY, *words, f"out={folder}")
    assert status == 0, complaint
    return folder


def test_a_results_folder_is_complete_and_nothing_is_left_beside_it(results):
    assert files(results) == {*SAME, "provenance.json", "overview.png", "overview.svg"}
    assert files(results.parent) == {"first"}


def test_the_summary_has_outcome_names_as_keys_and_says_units(results):
    summary = json.loads((results / "summary.json").read_text(encoding="utf-8"))
    assert list(summary) == [outcome.name for outcome in OUTCOMES]
    coping = summary["coping"]
    assert coping["low"] < coping["mean"] < coping["high"]
    assert (coping["unit"], coping["label"], coping["replicates"]) == ("share", "coping", 2)
    assert summary["employed_at_26_weeks"]["mean"] is None  # nobody was followed for 26 weeks
    assert "JOBBE_DELVIS" in coping["groups"]["needs_group"]


def test_the_tables_are_tidy_and_carry_units(results):
    outcomes, weekly = parquet.read_table(results / "outcomes.parquet"), parquet.read_table(results / "weekly.parquet")
    assert outcomes.column_names == ["seed", "grouping", "category", "outcome", "value", "people"]
    assert weekly.column_names == ["seed", *states(OfficeWeek)]
    assert weekly.num_rows == 2 * 4
    assert weekly.schema.field("nok_admin").metadata[b"unit"] == b"NOK"


def test_the_configuration_is_resolved_and_provenance_says_where_results_come_from(results):
    config = OmegaConf.load(results / "config.yaml")
    assert config.office.jobseekers == 40 and config.channel.drop_in_hours > 0 and config.choices.policy == "baseline"
    assert not {"out", "threads", "backend"} & set(config)
    said = json.loads((results / "provenance.json").read_text(encoding="utf-8"))
    assert (
        said["seeds"] == [1, 2] and said["command"][0] == "skranke" and said["machine"]["cpu_count"] == os.cpu_count()
    )
    assert len(said["source"]["sim_hash"]) == len(said["source"]["program_hash"]) == 64 and said["versions"]["numba"]


@pytest.mark.parametrize(
    "how", [("backend=mesa",), ("backend=compiled", "threads=1"), ("backend=compiled", "threads=2")]
)
def test_the_same_seed_gives_the_same_bytes_with_either_backend_and_on_any_number_of_threads(
    how, results, tmp_path, capsys
):
    again = run_again(capsys, tmp_path / "again", *how)
    for name in SAME:
        assert (again / name).read_bytes() == (results / name).read_bytes(), name


def test_another_seed_gives_other_results(results, tmp_path, capsys):
    again = run_again(capsys, tmp_path / "again", "seed=9")
    assert (again / "outcomes.parquet").read_bytes() != (results / "outcomes.parquet").read_bytes()


def test_the_same_results_give_the_same_figure(results, tmp_path):
    draw_run(load(results), tmp_path)
    for name in ("overview.png", "overview.svg"):
        assert (tmp_path / name).read_bytes() == (results / name).read_bytes()


def test_one_replicate_is_told_to_have_no_interval(tmp_path, capsys):
    _, said, _ = typed(capsys, "run", *TINY, "replicates=1", f"out={tmp_path / 'one'}")
    assert "no interval" in said
    assert json.loads((tmp_path / "one" / "summary.json").read_text(encoding="utf-8"))["coping"]["low"] is None


def test_a_sweep_can_be_read_back_with_what_was_varied(tmp_path, capsys):
    words = ("channel.drop_in_hours=0,8", "labour_market=tight,slack", f"out={tmp_path / 'swept'}")
    assert typed(capsys, "run", "-m", *TINY, "replicates=1", *words)[0] == 0
    sweep = load_sweep(tmp_path / "swept")
    assert sweep.names == ["channel.drop_in_hours", "labour_market"]
    assert sorted(sweep.outcomes["channel.drop_in_hours"].unique()) == [0, 8]
    assert len(sweep.summary["coping"]["jobs"]) == 4


def test_a_folder_that_holds_no_results_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="config.yaml is not in it"):
        load(tmp_path)


def test_the_interval_is_the_t_interval_of_the_defined_values():
    values = [0.3, 0.36, 0.34, float("nan")]
    table = pd.DataFrame(
        {"seed": [1, 2, 3, 4], "grouping": "all", "category": "all", "outcome": "coping", "value": values}
    )
    (row,) = summarise(table).itertuples()
    low, high = stats.t.interval(0.95, 2, loc=np.mean(values[:3]), scale=stats.sem(values[:3]))
    assert row.replicates == 3
    assert (row.low, row.high) == pytest.approx((low, high))


def test_intervals_of_shares_and_counts_end_where_their_range_does_and_signed_ones_go_on():
    """Two replicates far apart, whose t-interval is wider than anything that the outcomes can be."""
    names = {
        "coping": (0.1, 0.9),
        "contacts": (1.0, 9.0),
        "creaming": (-0.4, 0.4),
        "net_public_cost_per_person": (-1, 1),
    }
    rows = [(seed, "all", "all", name, value) for name, pair in names.items() for seed, value in enumerate(pair)]
    table = pd.DataFrame(rows, columns=["seed", "grouping", "category", "outcome", "value"])
    levels = summarise(table).set_index("outcome")
    assert levels.loc["coping", ["low", "high"]].tolist() == [0.0, 1.0]
    assert levels.loc["contacts", "low"] == 0.0 and levels.loc["contacts", "high"] > 50.0
    assert levels.loc["creaming", ["low", "high"]].tolist() == [-1.0, 1.0]
    assert levels.loc["net_public_cost_per_person", "low"] < -12.0
    apart = summarise(table, ranges=OF_DIFFERENCES).set_index("outcome")
    assert apart.loc["coping", "low"] == -1.0 and apart.loc["contacts", "low"] < -45.0


def test_counters_become_what_happened_in_the_week():
    assert {name for name, state in states(OfficeWeek).items() if "so far" in state.meaning} == set(COUNTERS)
    weekly = pd.DataFrame(
        {"seed": 1, "week": [0, 0, 1, 1], "office": [0, 1, 0, 1], "phone": [3, 4, 5, 4], "coping": [0.2, 0.4, 0.3, 0.3]}
    )
    weeks = by_week(weekly)
    assert list(weeks["phone"]) == [7, 2]
    assert list(weeks["coping"]) == pytest.approx([0.3, 0.3])


def test_values_are_written_as_they_are_read():
    assert written(0.4567, "share") == "45.7 %"
    assert written(12345.6, "NOK") == "12\N{NO-BREAK SPACE}346"
    assert written(2.5, "weeks", like=20.0) == "2.5"
    assert written(float("nan"), "weeks") == "–"


def test_labels_are_spread_so_that_none_overlap_and_keep_their_order():
    placed = spread([0.5, 0.51, 0.49, 1.0, 0.99], 0.06)
    assert sorted(range(5), key=lambda i: placed[i]) == [2, 0, 1, 4, 3]
    assert np.diff(sorted(placed)).min() > 0.059 and max(placed) <= 1.0


def test_a_folder_appears_complete_or_not_at_all(tmp_path):
    with pytest.raises(RuntimeError), ResultsFolder("run", tmp_path / "a" / "b") as path:
        (path / "half.txt").write_text("half", encoding="utf-8")
        assert not (tmp_path / "a" / "b").exists()
        raise RuntimeError
    assert not files(tmp_path)
    with ResultsFolder("run", tmp_path / "a" / "b") as path:
        (path / "whole.txt").write_text("whole", encoding="utf-8")
    assert files(tmp_path / "a" / "b") == {"whole.txt"} and files(tmp_path / "a") == {"b"}


def test_a_full_disk_is_told_in_one_sentence(tmp_path):
    with pytest.raises(Refused, match="No space left"), ResultsFolder("run", tmp_path / "b"):
        raise OSError(28, "No space left on device")
    assert not files(tmp_path)


def test_two_runs_that_start_together_do_not_write_over_each_other(tmp_path):
    first, second = ResultsFolder("run", tmp_path / "same"), ResultsFolder("run", tmp_path / "same")
    with first as path:
        (path / "first.txt").write_text("1", encoding="utf-8")
    with second as path:
        (path / "second.txt").write_text("2", encoding="utf-8")
    assert files(tmp_path / "same") == {"first.txt"}
    assert second.final == tmp_path / "same-2" and files(second.final) == {"second.txt"}


def test_an_empty_folder_may_be_filled(tmp_path):
    (tmp_path / "empty").mkdir()
    with ResultsFolder("run", tmp_path / "empty") as path:
        (path / "whole.txt").write_text("whole", encoding="utf-8")
    assert files(tmp_path) == {"empty"} and files(tmp_path / "empty") == {"whole.txt"}
