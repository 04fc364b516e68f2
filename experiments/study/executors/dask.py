"""A Dask scheduler that runs somewhere, as in a cloud or on Kubernetes; its workers see the study's folder."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from math import nan
from pathlib import Path
from typing import Any

from experiments.cli.refusal import Refused
from experiments.study.executors.options import Dask
from experiments.study.executors.processes import Line
from experiments.study.ledger import Ledger
from experiments.study.result_files import RunRange
from experiments.study.work import Known, attempt, work

ANSWER_WITHIN = 15  # seconds
LOOK_EVERY = 0.5  # seconds
ENDED = "the process ended at this run"


def workers_of(options: Dask) -> int:
    """Threads of the scheduler's workers; raise Refused when there are none."""
    with _client(options) as client:
        return _threads(client, options)


def run(folder: Path, options: Dask, longest: int, show: Callable[[], None]) -> None:
    """Do everything that is missing, a call for each range; the scheduler calls again when a worker is lost.

    Where workers are lost at a range again and again, its runs are done alone, which tells the run that ends them.
    """
    run_ranges = Ledger(folder).look().to_do(longest)
    with _client(options) as client:
        _threads(client, options)
        executor = client.get_executor(pure=False)
        try:
            calls = {executor.submit(_do, folder.resolve(), run_range): run_range for run_range in run_ranges}
            for run_range in _lost(calls, show):
                known = _alone(executor, folder.resolve(), run_range, show)
                _lost({executor.submit(_do, folder.resolve(), run_range, known): run_range}, show)
        except Refused:
            raise
        except CancelledError:
            raise Refused(f"the Dask scheduler at {options.address} is gone or was told to drop the study") from None
        except Exception as problem:
            message = " ".join(str(problem).split())[:200]
            raise Refused(f"a Dask worker failed with {type(problem).__name__}: {message}") from None
        finally:
            executor.shutdown(wait=False)


def _do(folder: Path, run_range: RunRange, known: Known | None = None) -> None:
    work(folder, run_range, known, Line())


def _lost(calls: dict[Future[Any], RunRange], show: Callable[[], None]) -> list[RunRange]:
    """Wait until everything was tried; the ranges that were given up with their workers. Raise what else was raised."""
    from distributed import KilledWorker

    pending, lost = set(calls), []
    while pending:
        done, pending = wait(pending, LOOK_EVERY, FIRST_COMPLETED)
        show()
        for future in done:
            try:
                future.result()
            except KilledWorker:
                lost.append(calls[future])
    return lost


def _alone(executor: Any, folder: Path, run_range: RunRange, show: Callable[[], None]) -> Known:
    """What comes of each run of a range, one at a time; a run at which workers are lost has failed."""
    known: Known = {}
    ledger = Ledger(folder)
    for run in range(*run_range):
        call = executor.submit(attempt, folder, run)
        if _lost({call: run_range}, show):
            known[run] = [nan] * len(ledger.outcomes), ENDED
        else:
            known[run] = call.result()
    return known


def _client(options: Dask) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise Refused("executor=dask needs the package distributed; `pip install 'skranke[dask]'` brings it") from None
    try:
        return Client(options.address, timeout=ANSWER_WITHIN)
    except (OSError, ValueError) as problem:
        message = " ".join(str(problem).split())[:160]
        raise Refused(f"no Dask scheduler answers at executor.address={options.address} ({message})") from None


def _threads(client: Any, options: Dask) -> int:
    threads = sum(client.nthreads().values())
    if not threads:
        raise Refused(f"the Dask scheduler at {options.address} has no workers")
    return int(threads)
