"""Inflow: what it takes for an office to stay at rest where other numbers about the world are not as declared."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Inflow:
    """Inflow: what it takes for an office to stay at rest where other numbers about the world are not as declared."""

    ordinary: float = parameter(
        1.0, unit="ratio", low=0.5, high=2.0, grade="calibrated",
        source="1 with the declared numbers; solved by skranke calibrate for each accepted set",
        meaning="Arrivals with ordinary work capacity over those of the setting, unless the office is found")
    reduced: float = parameter(
        1.0, unit="ratio", low=0.5, high=2.0, grade="calibrated",
        source="1 with the declared numbers; solved by skranke calibrate for each accepted set",
        meaning="Arrivals with reduced work capacity over those of the setting, unless the office is found")
