"""The results of a study gathered from its ledger: tables, indices, figures; the same bytes whoever gathers them."""

from pathlib import Path
from typing import Any

from experiments.files import write_table
from experiments.refusal import Refused
from experiments.study.ledger import RESUME, Ledger
from experiments.study.whole import whole

KEYS = {
    "run": ("number", "number of the run"),
    "point": ("number", "point of the design"),
    "seed": ("number", "seed of the run"),
    "luck": ("kind", "common: the same seeds at every point; own: seeds of the point's own"),
    "problem": ("text", "why the run failed; empty when it went well"),
    "block": ("number", "points that stand or fall together in the analysis"),
}


def collect(folder: Path, exclude: bool = False) -> None:
    """Gather everything that was run into tables; raise Refused, naming them, when runs are missing."""
    ledger = Ledger(folder)
    runs = read_runs(ledger)
    if len(runs) < ledger.n_runs and not exclude:
        missing = ledger.n_runs - len(runs)
        raise Refused(f"{missing} of {ledger.n_runs} runs are not done; {RESUME.format(folder)}")
    outcomes = {one["name"]: (one["unit"], one["definition"]) for one in ledger.study["outcomes"]}
    factors = {one["name"]: (one["unit"], one["meaning"]) for one in ledger.study["factors"]}
    design, values = ledger.submitted("design"), ledger.submitted("values")
    well = runs[(runs["problem"] == "") & (runs["luck"] == "common")]
    means = well.groupby("point")[list(outcomes)].mean().reindex(design["point"])
    _table(folder / "runs.parquet", {name: runs[name].to_numpy() for name in runs}, KEYS | outcomes)
    _table(folder / "design.parquet", design, KEYS | {name: ("share", "place in the range") for name in factors})
    points = {**values, **{name: means[name].to_numpy() for name in means}}
    _table(folder / "points.parquet", points, KEYS | factors | outcomes)


def read_runs(ledger: Ledger) -> Any:
    """All runs that are done, each once, in their order; one that went well stands before one that failed."""
    import pandas as pd
    import pyarrow as pa

    tables = []
    for path in ledger.units().values():
        try:
            tables.append(ledger.read(path))
        except (FileNotFoundError, ValueError):
            continue  # counts as missing
    if not tables:
        raise Refused(f"nothing is done yet; {RESUME.format(ledger.folder)}")
    runs: pd.DataFrame = pa.concat_tables(tables).to_pandas()
    runs["bad"] = runs["problem"] != ""
    runs = runs.sort_values(["run", "bad"], kind="stable").drop_duplicates("run").drop(columns="bad")
    return runs.reset_index(drop=True)


def _table(path: Path, columns: dict[str, Any], described: dict[str, tuple[str, str]]) -> None:
    with whole(path) as partial:
        write_table(partial, columns, described)
