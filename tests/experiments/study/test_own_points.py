"""A sample of one's own: methods that take any points take those of a table, also with the outcomes in it."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from functions import ishigami
from studying import TINY
from typed import typed

from experiments.study.design import GIVEN_DATA

NAMES = ["x1", "x2", "x3"]


@pytest.fixture
def sample(mine, tmp_path):
    """400 points of one's own in the table x.csv, and with their outcomes in xy.csv."""
    rng = np.random.default_rng(4)
    points = pd.DataFrame(rng.uniform(-np.pi, np.pi, (400, 3)), columns=NAMES)
    points.to_csv("x.csv", index=False)
    y = [ishigami(row, 1)["y"] for row in points.to_dict("records")]
    points.assign(y=y).to_csv("xy.csv", index=False)
    points.assign(y=y).to_parquet("xy.parquet")
    return points


def found(folder: str, index: str) -> list[float]:
    factors = json.loads((Path(folder) / "indices.json").read_text())["y"]["factors"]
    return [factors[name][index]["value"] for name in NAMES]


@pytest.mark.parametrize("method", GIVEN_DATA)
def test_a_sample_with_its_outcomes_is_analysed_and_nothing_is_run(sample, capsys, method):
    write_study(method, "xy.parquet")
    status, _, complaint = typed(capsys, "study", "study=own", "--config-dir", ".", "out=made")
    assert status == 0, complaint
    points = pd.read_parquet("made/points.parquet")
    assert np.allclose(points[NAMES], sample) and len(points) == 400
    index = {"rbd_fast": "S1", "pawn": "median", "delta": "delta", "hdmr": "ST", "rsa": "cvm_mean"}[method]
    write_study(method, "x.csv", target="functions.ishigami", outcomes="[]")
    status, _, complaint = typed(capsys, "study", "study=own", "--config-dir", ".", "out=run", "replicates=1")
    assert status == 0, complaint
    assert found("made", index) == pytest.approx(found("run", index))


def test_a_sample_of_ones_own_is_made_larger_by_replicates_alone_and_only_where_it_is_run(sample, capsys):
    write_study("rsa", "xy.csv")
    assert typed(capsys, "study", "study=own", "--config-dir", ".", "out=made")[0] == 0
    write_study("rsa", "x.csv", target="functions.ishigami", outcomes="[]")
    assert typed(capsys, "study", "study=own", "--config-dir", ".", "out=run", "replicates=1")[0] == 0
    assert typed(capsys, "study", "resume", "out=made")[0] == 0
    for words in (("samples=800",), ("replicates=2",)):
        status, _, complaint = typed(capsys, "study", "extend", "out=made", *words)
        assert status == 2 and "came with its points" in complaint
    status, _, complaint = typed(capsys, "study", "extend", "out=run", "samples=800")
    assert status == 2 and "were given" in complaint
    assert typed(capsys, "study", "extend", "out=run", "replicates=2")[0] == 0


def write_study(method: str, points: str, **more: str) -> None:
    Path("study").mkdir(exist_ok=True)
    said = {"method": method, "points": points, "outcomes": "[y]", **more}
    lines = "\n".join(f"{name}: {value}" for name, value in said.items())
    Path("study/own.yaml").write_text(f"# @package _global_\n# Mine?\n{lines}\n", encoding="utf-8")


def test_first_orders_of_a_sample_of_ones_own_are_those_of_salib_and_are_drawn(sample, capsys, drawn):
    from SALib.analyze import rbd_fast

    write_study("rbd_fast", "xy.csv")
    status, _, complaint = typed(capsys, "study", "study=own", "--config-dir", ".", "out=made")
    assert status == 0 and "no figures" not in complaint
    assert {path.suffix for path in Path("made/figures").iterdir()} == {".png", ".svg"}
    problem = {"num_vars": 3, "names": NAMES, "bounds": [[-np.pi, np.pi]] * 3}
    y = pd.read_csv("xy.csv")["y"].to_numpy()
    theirs = rbd_fast.analyze(problem, sample.to_numpy(), y, num_resamples=2)["S1"]
    assert found("made", "S1") == pytest.approx(list(theirs))


def test_the_model_is_run_at_points_of_ones_own(mine, capsys):
    videos = np.linspace(0.1, 0.4, 12).tolist()
    points = pd.DataFrame({"channel.video": videos, "policy": ["ips", "baseline"] * 6})
    points.to_csv("mine.csv", index=False)
    words = ("study=policies", "method=pawn", "vary=[]", "points=mine.csv", "outcomes=[talks]", *TINY)
    status, _, complaint = typed(capsys, "study", *words, "out=made")
    assert status == 0, complaint
    made = pd.read_parquet("made/points.parquet")
    assert made["channel.video"].tolist() == pytest.approx(videos)
    assert made["policy"].tolist() == ["ips", "baseline"] * 6


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"method": "sobol"}, "points go with list, table, rbd_fast, pawn, delta, hdmr, rsa; sobol makes its own"),
        ({"outcomes": "[y, z]"}, "y stands in points and z does not"),
        (
            {"outcomes": "[z]"},
            "'z' is neither an outcome of the model nor a column of the points, which have x1, x2, x3, y",
        ),
        ({"target": "functions.ishigami"}, "y stands in points, so nothing is run"),
        ({"fresh": "2"}, "fresh needs runs"),
        ({"base": "[office=small]"}, "sets the model"),
        ({"vary": "[{x1: [0, 1]}, x2, x3]"}, "vary says 0 to 1"),
        ({"vary": "[x1, x2, x3, {y: [-99, 99]}]"}, "is the name of something else"),
        ({"vary": "[x1, x2]"}, "points have 'x3', which vary does not name"),
        ({"points": "few.csv", "method": "hdmr"}, "301 or more"),
        ({"points": "none.csv"}, "there is no file"),
        ({"points": "words.csv"}, "point 2: y is 'high'; it must be a number"),
    ],
)
def test_what_does_not_go_with_given_points_is_refused(sample, capsys, said, expected):
    table = pd.read_csv("xy.csv")
    table.head(50).to_csv("few.csv", index=False)
    table.head(3).astype({"y": object}).assign(y=["1", "high", "2"]).to_csv("words.csv", index=False)
    write_study(said.pop("method", "delta"), said.pop("points", "xy.csv"), **said)
    status, _, complaint = typed(capsys, "study", "study=own", "--config-dir", ".", "out=made")
    assert status == 2 and expected in complaint and not Path("made").exists()
