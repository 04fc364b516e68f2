"""What stands above the model and is called for by who uses it from Python: named policies, tables, figures.

The model imports nothing from there. These functions are imported by name when somebody asks for them, so that
`Scenario` and `Results` offer what a notebook needs and a run alone waits for none of it.
"""

import importlib
import importlib.util
from pathlib import Path
from typing import Any

ABOVE = {
    "named_scenario": "experiments.named_scenario:named_scenario",
    "frame_of": "experiments.notebook:frame_of",
    "differences_table": "experiments.notebook:differences_table",
    "summary_table": "experiments.notebook:summary_table",
    "first_lines": "experiments.notebook:first_lines",
    "as_html": "experiments.notebook:as_html",
    "overview": "experiments.notebook:overview",
}
PACKAGES = ("analysis", "experiments", "configs")
HOME = Path(__file__).resolve().parents[1]


def above(name: str) -> Any:
    """One of these functions; raise ImportError that names what hides our packages, where something does."""
    refuse_hidden()
    module, _, function = ABOVE[name].partition(":")
    return getattr(importlib.import_module(module), function)


def refuse_hidden() -> None:
    """Raise ImportError where a file or folder of the user's own has the name of one of our packages."""
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None:
            raise ImportError(f"there is no package {package} beside {HOME / 'sim'}; install Skranke again")
        locations = [spec.origin] if spec.origin else list(spec.submodule_search_locations or [])
        if not any(Path(location).resolve().is_relative_to(HOME / package) for location in locations):
            raise ImportError(
                f"{locations[0]} hides Skranke's own {package}, which has the same name; rename it and start "
                "Python anew (in a notebook, restart the kernel), or start it in another folder"
            )
