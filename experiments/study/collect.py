"""The results of a study gathered from its ledger: tables, indices, figures; the same bytes whoever gathers them."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.language import written_in
from experiments.cli.presentation import shows_all
from experiments.cli.refusal import Refused
from experiments.results.atomic_files import atomic_file, atomic_files
from experiments.results.tables import write_json, write_table
from experiments.study.design import METHODS
from experiments.study.ledger import RESUME, Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from analysis.sensitivity import Sensitivity

MADE = (
    "runs.parquet", "points.parquet", "design.parquet", "indices.json", "indices.parquet", "discovery.json",
    "points.csv", "points.json", "results.tar.gz", "report.html",
)  # fmt: skip
KEYS = {
    "run": ("number", "number of the run"),
    "point": ("number", "point of the design"),
    "seed": ("number", "seed of the run"),
    "seed_scheme": ("kind", "common: the same seeds at every point; independent: seeds of the point's own"),
    "problem": ("text", "why the run failed; empty when it went well"),
    "block": ("number", "points that stand or fall together in the analysis"),
}
INDEX_COLUMNS = {
    "outcome": ("name", "name of the outcome"),
    "factor": ("name", "what was varied"),
    "other": ("name", "the other factor of an interaction; empty for one factor"),
    "index": ("name", "which index; indices.json says what it means"),
    "value": ("see indices.json", "value of the index"),
    "low": ("see indices.json", "lower end of its 95 % interval"),
    "high": ("see indices.json", "upper end"),
    "influential": ("true/false", "clear of 0, of chance and of the dummy; empty where it cannot be determined"),
}


def collect(folder: Path, exclude: bool = False) -> "Sensitivity | None":
    """Gather everything that was run into tables, and compute the indices of a method that has them.

    Raise Refused, naming them, when runs are missing, failed or undefined, unless `exclude` leaves them out.
    """
    ledger = Ledger(folder)
    runs = read_runs(ledger)
    if len(runs) < ledger.n_runs and not exclude:
        missing = ledger.n_runs - len(runs)
        raise Refused(f"{missing} of {ledger.n_runs} runs are not done; {RESUME.format(folder)}")
    design = _tables(ledger, runs)
    (folder / "report.html").unlink(missing_ok=True)  # the page of what was there before
    if METHODS[ledger.study["method"]].sample is None:
        _refuse_failed(ledger, runs, exclude)
        _points(ledger, design, runs)
        return None
    return _indices(ledger, design, runs, exclude)


def forget(folder: Path) -> None:
    """Take away what was made of a study before it was made larger; all of it is made anew when its runs are done."""
    for name in MADE:
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "figures", ignore_errors=True)


def _refuse_failed(ledger: Ledger, runs: "pd.DataFrame", exclude: bool) -> None:
    """Raise Refused when runs failed, unless they are left out on purpose."""
    failed = runs[runs["problem"] != ""]
    if len(failed) and not exclude:
        first = failed.iloc[0]
        where = f"the first at point {first['point']} with seed {first['seed']}: {first['problem']}"
        again = f"`skranke study resume out={ledger.folder}` runs them again"
        way_out = f"{again}, exclude=true leaves their points without a value"
        raise Refused(f"{len(failed)} of {len(runs)} runs failed, {where}; {way_out}")


def _tables(ledger: Ledger, runs: "pd.DataFrame") -> "pd.DataFrame":
    """Write runs, design and the means over replicates at every point; the design."""
    import pandas as pd

    from analysis.tables import point_means

    outcomes = {outcome["name"]: (outcome["unit"], outcome["definition"]) for outcome in ledger.study["outcomes"]}
    factors = {factor["name"]: (factor["unit"], factor["meaning"]) for factor in ledger.study["factors"]}
    design, values = ledger.submitted("design"), ledger.submitted("values")
    means = point_means(runs, list(outcomes), ledger.study["replicates"]).reindex(design["point"])
    _table(ledger.folder / "runs.parquet", {name: runs[name].to_numpy() for name in runs}, KEYS | outcomes)
    places = {name: ("share", "place in the range") for name in factors}
    _table(ledger.folder / "design.parquet", design, KEYS | places)
    points = {**values, **{name: means[name].to_numpy() for name in means}}
    _table(ledger.folder / "points.parquet", points, KEYS | factors | outcomes)
    return pd.DataFrame(design)


def _points(ledger: Ledger, design: "pd.DataFrame", runs: "pd.DataFrame") -> None:
    """Write the best and the worst point, the shares of the variance on a grid, and its figures."""
    from analysis.exchange import export
    from analysis.figures.sensitivity_grid import draw_grid
    from analysis.naming import key_outcomes
    from analysis.sensitivity.points import as_points, results_of_points

    results = results_of_points(ledger.study, design, runs)
    chosen, _ = key_outcomes(ledger.study, ledger.outcomes)
    figures = ledger.folder / "figures"
    figures.mkdir(exist_ok=True)
    with atomic_files(ledger.folder) as beside, atomic_files(figures) as drawn:
        with written_in("en"):  # a file is the same in whatever language its figures are
            points = as_points(results, ledger.study, ledger.submitted("values"))
        write_json(beside / "points.json", points)
        for name in chosen:
            _undisturbed(name, draw_grid, ledger.study, design, runs, drawn, [name], shows_all())
        export(ledger.study, design, runs, beside)


def _undisturbed(name: str, draw: "Callable[..., object]", *given: object) -> None:
    """Draw the figures of an outcome; one that cannot be drawn takes nothing else with it, and is told."""
    try:
        draw(*given)
    except Exception as problem:
        print(f"no figures of {name}, which is a fault of the program: {problem}", file=sys.stderr)


def _indices(ledger: Ledger, design: "pd.DataFrame", runs: "pd.DataFrame", exclude: bool) -> "Sensitivity":
    """Compute and write the indices, as a table and as JSON."""
    from analysis.sensitivity import Blocked, as_indices, indices

    try:
        with written_in("en"):  # a file is the same in whatever language its figures are
            sensitivity = indices(ledger.study, design, runs, exclude)
            summary = as_indices(sensitivity)
    except Blocked as blocked:
        raise Refused(str(blocked).replace("out=FOLDER", f"out={ledger.folder}")) from None
    table = sensitivity.table
    _table(ledger.folder / "indices.parquet", {name: table[name].to_numpy() for name in table}, INDEX_COLUMNS)
    with atomic_file(ledger.folder / "indices.json") as partial:
        write_json(partial, summary)
    _pictures(ledger, sensitivity, design, runs)
    return sensitivity


def _pictures(ledger: Ledger, sensitivity: "Sensitivity", design: "pd.DataFrame", runs: "pd.DataFrame") -> None:
    """Figures of the main outcomes, the regions where they are bad, and the form that other tools read."""
    from analysis.discovery import as_discovery, discover
    from analysis.exchange import export
    from analysis.figures.discovery import draw_discovery
    from analysis.figures.sensitivity import draw_study
    from analysis.naming import key_outcomes, plain

    figures = ledger.folder / "figures"
    figures.mkdir(exist_ok=True)
    chosen, _ = key_outcomes(ledger.study, list(sensitivity.outcomes))
    regions = {}
    with atomic_files(ledger.folder) as beside, atomic_files(figures) as drawn:
        export(ledger.study, design, runs, beside)
        for name in chosen:
            regions[name] = discover(ledger.study, design, runs, name)
            _undisturbed(name, draw_study, sensitivity, design, runs, drawn, [name], shows_all())
            _undisturbed(name, draw_discovery, regions[name], ledger.study, drawn, f"discovery_{plain(name)}")
        with written_in("en"):
            discovery = {name: as_discovery(region) for name, region in regions.items()}
        write_json(beside / "discovery.json", discovery)


def read_runs(ledger: Ledger) -> Any:
    """All runs that are done, each once, in their order; one that went well stands before one that failed."""
    import pandas as pd
    import pyarrow as pa

    tables = []
    for path in ledger.result_files().values():
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
    with atomic_file(path) as partial:
        write_table(partial, columns, described)
