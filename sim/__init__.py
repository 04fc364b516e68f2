"""Skranke: an agent-based laboratory of NAV's front line.

`FrontLine` is the model for Mesa users; `simulate(scenario, seeds)` runs it compiled and returns tidy tables.
"""

import importlib
from typing import Any

__version__ = "0.1.0"
__all__ = [
    "Caseworker",
    "Change",
    "DigitalChannel",
    "Employer",
    "FrontLine",
    "Jobseeker",
    "Office",
    "Scenario",
    "simulate",
]
HOMES = {
    "sim.model": ("FrontLine", "Jobseeker", "Caseworker", "DigitalChannel", "Employer", "Office"),
    "sim.engine": ("simulate",),
    "sim.scenario": ("Scenario", "Change"),
}


def __getattr__(name: str) -> Any:
    """Import on first use, for the command line must start fast."""
    for module, names in HOMES.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module 'sim' has no attribute {name!r}")
