"""Where the project lies, and a small setting that the model is tried in."""

from pathlib import Path

from sim.scenario import Scenario

HOME = Path(__file__).resolve().parents[2]
HELPERS = HOME / "tests" / "helpers"


def small(people: int = 60, weeks: int = 10, offices: int = 1) -> Scenario:
    """A small office or several, each pair in a labour market and with a health service of its own."""
    scenario = Scenario(weeks=weeks)
    scenario.setting.office.offices = offices
    scenario.setting.office.jobseekers = people
    scenario.setting.office.clinics = max(1, offices - 1)
    scenario.setting.labour_market.markets = max(1, offices - 1)
    scenario.setting.labour_market.employers = 12
    scenario.policy.individualization.caseload = 25.0
    return scenario
