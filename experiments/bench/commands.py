"""Measure how fast the model is, or how its cost grows, in a results folder."""

import sys
from datetime import UTC, datetime

from experiments.bench.request import BenchRequest
from experiments.results.provenance import provenance
from experiments.results.results_folder import ResultsFolder
from experiments.results.tables import write_json


def bench(request: BenchRequest) -> None:
    """Measure the model in the setting asked for, or in settings that grow."""
    folder = ResultsFolder("bench", request.out)
    job = request.jobs[0]
    started = datetime.now(UTC)
    with folder as path:
        if request.growth:
            from analysis.figures.growth import draw_growth
            from experiments.bench.growth import grown, growth_printed

            figures = grown(_note)
            print(growth_printed(figures))
            write_json(path / "growth.json", figures)
            draw_growth(figures, path)
        else:
            from experiments.bench.printing import figures_printed
            from experiments.bench.speed import measure

            figures = measure(job.scenario, _note)
            print(figures_printed(figures))
            write_json(path / "bench.json", figures)
        (path / "config.yaml").write_text(job.resolved, encoding="utf-8")
        origin = provenance(job.seeds, started, backend="both", threads=job.threads, replace={})
        write_json(path / "provenance.json", origin)
    print(f"\nResults in {folder.final}")


def _note(what: str) -> None:
    print(f"measuring: {what}", file=sys.stderr, flush=True)
