"""What the tests share: small settings, and the model compiled once."""

import gc
import signal
from collections.abc import Callable

import pytest
from hypothesis import settings

from sim.kernel import kernel

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")
gc.disable()  # until all tests are collected: what they import stays
signal.signal(signal.SIGINT, signal.default_int_handler)  # commands that tests begin inherit it where it is ignored


def pytest_collection_finish() -> None:
    """What was imported is never looked through for garbage, and the rest less often: a sixth of the time is saved."""
    gc.freeze()
    gc.set_threshold(50_000)
    gc.enable()


@pytest.fixture(scope="session")
def live() -> Callable:
    """The compiled weeks of the model."""
    return kernel()


MINE = """# @package _global_
# {comment}
target: functions.{function}
method: {method}
samples: {samples}
replicates: {replicates}
vary: {vary}
executor: {{kind: local, workers: 1}}
"""
X = "[{x: [0, 1]}]"


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """Write a study of a function of the tests; the words that name it."""
    monkeypatch.chdir(tmp_path)

    def write(function="ishigami", method="sobol", samples=8, replicates=1, vary=X, comment="A test."):
        (tmp_path / "study").mkdir(exist_ok=True)
        text = MINE.format(**locals())
        (tmp_path / "study" / "mine.yaml").write_text(text, encoding="utf-8")
        return "--config-dir", str(tmp_path), "study=mine"

    return write
