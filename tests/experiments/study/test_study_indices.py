"""Indices of a study from end to end: known functions through the ledger, bad runs named, and growing until narrow."""

import json
from math import pi as PI
from pathlib import Path

import pandas as pd
import pytest
from studies import ishigami_indices, sobol_g_indices
from typed import typed

ISHIGAMI = f"[{{x1: [-{PI}, {PI}]}}, {{x2: [-{PI}, {PI}]}}, {{x3: [-{PI}, {PI}]}}]"


def indices(folder="made"):
    """What stands in indices.json."""
    return json.loads((Path(folder) / "indices.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("function", "known", "vary"),
    [
        ("ishigami", ishigami_indices(), ISHIGAMI),
        ("sobol_g", sobol_g_indices(), "[{x0: [0, 1]}, {x1: [0, 1]}, {x2: [0, 1]}, {x3: [0, 1]}]"),
    ],
)
def test_known_indices_come_out_within_two_hundredths(mine, capsys, function, known, vary):
    """The sample size is that of the documentation: 4096 base rows."""
    status, said, complaint = typed(capsys, "study", *mine(function, "sobol", 4096, 1, vary), "out=made")
    assert status == 0, complaint
    found = indices()["y"]["factors"]
    for place, name in enumerate(name for name in found if name != "dummy"):
        for index in ("S1", "ST"):
            assert abs(found[name][index]["value"] - known[index][place]) < 0.02, (name, index)
    assert found["dummy"]["S1"]["value"] == found["dummy"]["ST"]["value"] == 0.0
    assert "ST" in said and "out" not in found
    lines = said.splitlines()
    assert " depends most on " in lines[0] and len(lines) <= 14 and "show=all" in lines[-1]


def test_failed_runs_are_named_block_the_indices_and_are_left_out_on_purpose_only(mine, capsys):
    status, _, complaint = typed(capsys, "study", *mine("picky", "sobol", 16, 2), "out=made")
    assert status == 2 and "failed" in complaint and "exclude=true" in complaint
    assert not Path("made/indices.json").exists() and Path("made/runs.parquet").exists()
    runs = pd.read_parquet("made/runs.parquet")
    assert runs.loc[runs["problem"] != "", "problem"].str.contains("that is too much").all()
    status, said, _ = typed(capsys, "study", "collect", "out=made", "exclude=true")
    assert status == 0 and "left out" in said
    assert indices()["study"]["excluded"]
    status, _, complaint = typed(capsys, "study", "resume", "out=made")
    assert status == 2 and "failed" in complaint  # tried again, and they fail again


def test_a_study_goes_on_until_its_intervals_are_as_narrow_as_asked_or_says_that_they_are_not(mine, capsys):
    typed(capsys, "study", *mine("picky", "sobol", 8, 1, "[{x: [0, 0.5]}]"), "out=made")
    status, _, complaint = typed(capsys, "study", "extend", "out=made", "until=0.0001", "at_most=32")
    assert status == 0 and "at_most=32" in complaint and indices()["study"]["samples"] == 32
    status, _, complaint = typed(capsys, "study", "extend", "out=made", "until=2")
    assert status == 0 and "at_most" not in complaint and indices()["study"]["samples"] == 32
    for until in ("0", "x", "-1"):
        assert typed(capsys, "study", "extend", "out=made", f"until={until}")[0] == 2
