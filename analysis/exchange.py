"""A study in the form that other tools read.

`ema_workbench.load_results("results.tar.gz")` gives experiments and outcomes, as of its own `save_results`; pandas
reads them side by side with `pandas.read_csv("points.csv")`. EMA Workbench wants outcomes to have names that Python
can have, so in the archive any other letter of a name is an underscore, with a number where two would be alike.
"""

import gzip
import json
import tarfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.naming import identifiers, own_units
from analysis.tables import point_means

VERSION = 0.1  # of the archive, as EMA Workbench 2.5 writes it


def export(study: dict[str, Any], design: pd.DataFrame, runs: pd.DataFrame, folder: Path) -> list[Path]:
    """Write results.tar.gz and points.csv: a row a point, the mean over its common replicates; the paths."""
    experiments, outcomes = points_of(study, design, runs)
    archive, table = folder / "results.tar.gz", folder / "points.csv"
    _write_archive(archive, experiments, outcomes)
    pd.concat([experiments, pd.DataFrame(outcomes)], axis=1).to_csv(table, index=False)
    return [archive, table]


def points_of(study: dict[str, Any], design: pd.DataFrame, runs: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Points with every factor in its own unit or its level's name, and outcomes; NaN where a run is bad or missing."""
    ordered = design.sort_values("point", kind="stable", ignore_index=True)
    values = own_units(study, ordered)
    columns = {"point": ordered["point"].to_numpy(np.int64)}
    for factor in study["factors"]:
        column = values[factor["name"]]
        if factor["kind"] == "levels":
            columns[factor["name"]] = np.array(factor["levels"], object)[column.astype(int)]
        else:
            columns[factor["name"]] = column.astype(np.int64) if factor["kind"] == "whole" else column
    experiments = pd.DataFrame(columns)
    means = point_means(runs, [outcome["name"] for outcome in study["outcomes"]], study["replicates"])
    return experiments, {name: means[name].reindex(experiments["point"]).to_numpy(float) for name in means}


def _write_archive(path: Path, experiments: pd.DataFrame, outcomes: dict[str, np.ndarray]) -> None:
    """Write the archive of EMA Workbench; the same study gives the same bytes."""
    kinds = {name: kind.name if kind.kind in "if" else "object" for name, kind in experiments.dtypes.items()}
    known = identifiers(outcomes)
    named = {known[name]: values for name, values in outcomes.items()}
    metadata = {
        "version": VERSION,
        "outcomes": [("ScalarOutcome", name, f"{name}.cls") for name in named],
        "experiments": kinds,
    }
    files = {"experiments.csv": experiments.to_csv(index=False).encode()}
    files |= {f"{name}.cls": _column(values) for name, values in named.items()}
    files["metadata.json"] = json.dumps(metadata).encode()
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, BytesIO(content))


def _column(values: np.ndarray) -> bytes:
    return pd.DataFrame(values).to_csv(header=False, index=False, encoding="UTF-8").encode()
