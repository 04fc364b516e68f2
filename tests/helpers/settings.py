"""Where the project lies, and a small setting that the model is tried in."""

from pathlib import Path

from sim.scenario import Scenario
from sim.terms import OfficeStart

HOME = Path(__file__).resolve().parents[2]
HELPERS = HOME / "tests" / "helpers"


def found(scenario: Scenario) -> Scenario:
    """The scenario of an office that is found one day, with more who come and go than at rest."""
    office = scenario.setting.office
    office.start, office.inflow_ordinary, office.inflow_reduced = OfficeStart.FOUND, 0.035, 0.0059
    return scenario


def small(people: int = 60, weeks: int = 10, offices: int = 1) -> Scenario:
    """A small office or several, each pair in a labour market and with a health service of its own."""
    scenario = found(Scenario(weeks=weeks))
    scenario.setting.office.offices = offices
    scenario.setting.office.jobseekers = people
    scenario.setting.office.clinics = max(1, offices - 1)
    scenario.setting.labour_market.markets = max(1, offices - 1)
    scenario.setting.labour_market.employers = 12
    scenario.policy.individualization.caseload = 25.0
    return scenario
