"""Commands draw nothing unless a test asks for it: drawing takes longer than a tiny run does."""

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest

DRAWING = ("comparison.draw_comparison", "discovery.draw_discovery", "office_targets.draw_offices",
           "patterns.draw_patterns", "run.draw_run", "sensitivity.draw_study", "sensitivity_grid.draw_grid",
           "sweep.draw_sweep", "trials.draw_trials")  # fmt: skip
PAGES = ("run", "study", "study_points", "trials")  # of reports, which are nothing without their figures


@pytest.fixture(scope="module", autouse=True)
def undrawn() -> Iterator[dict[str, Callable]]:
    """No figures while the tests of a file run; what would have drawn them."""
    for name in PAGES:
        import_module(f"analysis.report.{name}")  # before anything is put in the place of what it takes
    draw = {}
    with pytest.MonkeyPatch.context() as patch:
        for name in DRAWING:
            module, function = name.split(".")
            draw[f"analysis.figures.{name}"] = getattr(import_module(f"analysis.figures.{module}"), function)
            patch.setattr(f"analysis.figures.{name}", lambda *_: None)
        yield draw


@pytest.fixture
def drawn(undrawn: dict[str, Callable], monkeypatch: pytest.MonkeyPatch) -> None:
    """In this test commands draw."""
    for name, draw in undrawn.items():
        monkeypatch.setattr(name, draw)
