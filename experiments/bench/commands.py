"""Measure how fast the model is, in a results folder."""

import sys
from datetime import UTC, datetime

from experiments.bench.printing import figures_printed
from experiments.bench.speed import measure
from experiments.cli.composition import Request
from experiments.results.provenance import provenance
from experiments.results.results_folder import ResultsFolder
from experiments.results.tables import write_json


def bench(request: Request) -> None:
    """Measure both backends of the model in the setting asked for."""
    folder = ResultsFolder("bench", request.out)
    job = request.jobs[0]
    started = datetime.now(UTC)
    with folder as path:
        figures = measure(job.scenario, lambda what: print(f"measuring: {what}", file=sys.stderr, flush=True))
        print(figures_printed(figures))
        write_json(path / "bench.json", figures)
        (path / "config.yaml").write_text(job.resolved, encoding="utf-8")
        origin = provenance(job.seeds, started, backend="both", threads=job.threads, replace={})
        write_json(path / "provenance.json", origin)
    print(f"\nResults in {folder.final}")
