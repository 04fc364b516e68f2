"""Skranke: an agent-based laboratory of NAV's front line.

`FrontLine` is the model for Mesa users; `simulate(scenario, seeds)` runs it compiled and returns tidy tables;
`side_by_side` runs several scenarios on the same people with the same luck.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.checks import ConservationError
    from sim.engine import simulate
    from sim.extension import extend
    from sim.model import Caseworker, DigitalChannel, Employer, FrontLine, Jobseeker, Office
    from sim.paired_runs import side_by_side
    from sim.parameters import Parameters
    from sim.paused import PausedRun
    from sim.policy import Policy
    from sim.replacements import BEHAVIOURS
    from sim.results import Results
    from sim.scenario import Change, Scenario
    from sim.setting import Setting

__version__ = "0.1.0"
__all__ = [
    "BEHAVIOURS",
    "Caseworker",
    "Change",
    "ConservationError",
    "DigitalChannel",
    "Employer",
    "FrontLine",
    "Jobseeker",
    "Office",
    "Parameters",
    "PausedRun",
    "Policy",
    "Results",
    "Scenario",
    "Setting",
    "extend",
    "side_by_side",
    "simulate",
]
HOMES = {
    "sim.checks": ("ConservationError",),
    "sim.engine": ("simulate",),
    "sim.extension": ("extend",),
    "sim.model": ("Caseworker", "DigitalChannel", "Employer", "FrontLine", "Jobseeker", "Office"),
    "sim.paired_runs": ("side_by_side",),
    "sim.parameters": ("Parameters",),
    "sim.paused": ("PausedRun",),
    "sim.policy": ("Policy",),
    "sim.replacements": ("BEHAVIOURS",),
    "sim.results": ("Results",),
    "sim.scenario": ("Change", "Scenario"),
    "sim.setting": ("Setting",),
}

if not TYPE_CHECKING:  # a type checker would take every name for one that comes this way

    def __getattr__(name):
        """Import on first use, for the command line must start fast."""
        for module, names in HOMES.items():
            if name in names:
                return getattr(importlib.import_module(module), name)
        raise AttributeError(f"module 'sim' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What there is, also what is not imported yet."""
    return sorted({*globals(), *__all__})
