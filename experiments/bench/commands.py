"""Measure how fast the model is, in a results folder."""

import sys
from datetime import UTC, datetime

from experiments.bench.speed import bench
from experiments.cli.composition import Request
from experiments.cli.refusal import Refused
from experiments.results.provenance import provenance
from experiments.results.results_folder import ResultsFolder
from experiments.results.tables import write_json


def measure(request: Request) -> None:
    """Measure both backends of the model in the setting asked for."""
    folder = ResultsFolder("bench", request.out)
    job = request.jobs[0]
    if job.ensemble:
        raise Refused("bench measures speed, which hardly hangs on parameters; leave ensemble=true out")
    started = datetime.now(UTC)
    with folder as path:
        bench(job.scenario, path, lambda what: print(f"measuring: {what}", file=sys.stderr, flush=True))
        (path / "config.yaml").write_text(job.resolved, encoding="utf-8")
        said = provenance(job.seeds, started, backend="both", threads=job.threads, replace={})
        write_json(path / "provenance.json", said)
    print(f"\nResults in {folder.final}")
