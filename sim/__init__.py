"""Skranke: an agent-based laboratory of NAV's front line.

`FrontLine` is the model for Mesa users; `simulate(scenario, seeds)` runs it compiled and returns tidy tables.
"""

from typing import Any

__version__ = "0.1.0"
__all__ = ["Change", "FrontLine", "Scenario", "simulate"]


def __getattr__(name: str) -> Any:
    """Import on first use, for the command line must start fast."""
    if name == "FrontLine":
        from sim.model import FrontLine

        return FrontLine
    if name == "simulate":
        from sim.engine import simulate

        return simulate
    if name in ("Scenario", "Change"):
        import sim.scenario

        return getattr(sim.scenario, name)
    raise AttributeError(f"module 'sim' has no attribute {name!r}")
