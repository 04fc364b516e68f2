"""A Dask scheduler that runs somewhere, as in a cloud or on Kubernetes; its workers see the study's folder."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

from experiments.cli.refusal import Refused
from experiments.study.executors.local import watch
from experiments.study.executors.options import Dask
from experiments.study.ledger import Ledger
from experiments.study.work import work

ANSWER_WITHIN = 15  # seconds


def workers_of(options: Dask) -> int:
    """Threads of the scheduler's workers; raise Refused when there are none."""
    with _client(options) as client:
        return _threads(client, options)


def run(folder: Path, options: Dask, longest: int, show: Callable[[], None]) -> None:
    """Do everything that is missing, a call for each range; the scheduler calls again when a worker is lost."""
    run_ranges = Ledger(folder).look().to_do(longest)
    with _client(options) as client:
        _threads(client, options)
        executor = client.get_executor(pure=False)
        try:
            watch({executor.submit(work, folder.resolve(), [run_range]) for run_range in run_ranges}, show)
        except Refused:
            raise
        except CancelledError:
            raise Refused(f"the Dask scheduler at {options.address} is gone or was told to drop the study") from None
        except Exception as problem:
            message = " ".join(str(problem).split())[:200]
            raise Refused(f"a Dask worker failed with {type(problem).__name__}: {message}") from None
        finally:
            executor.shutdown(wait=False)


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
