"""One applicant before one employer: how far a limitation that is seen, the firm's size and a job coach matter.

No run is needed: the behaviour itself is asked, about the same person with other traits.
"""

from collections.abc import Callable
from types import SimpleNamespace

from experiments.patterns.runs import Model, Values
from sim.behaviour.hiring import screening_probability
from sim.call_trees import as_python
from sim.chance import Week
from sim.engine import Progress
from sim.scenario import Scenario
from sim.terms import EmployerType, Measure, Sector

SMALL, MIDDLE, LARGE = 5.0, 20.0, 500.0  # employees


def call_backs(model: Model, seed: int, scenarios: list[Scenario], progress: Progress | None) -> Values:
    """Probability that an employer of middling openness takes Kari on, by what sets her or the firm apart."""
    (scenario,) = scenarios
    screening = as_python(screening_probability, model.replace)
    seen, coach = {"visible_limitation": 1}, {"measure": int(Measure.IPS)}
    cases: dict[str, tuple[dict[str, int], float]] = {
        "unseen": ({}, MIDDLE), "seen": (seen, MIDDLE),
        "seen, small firm": (seen, SMALL), "seen, large firm": (seen, LARGE),
        "seen, coached": (seen | coach, MIDDLE), "unseen, coached": (coach, MIDDLE),
    }  # fmt: skip
    return {("call_back", case): _asked(screening, scenario, *kari) for case, kari in cases.items()}


def _asked(screening: Callable, scenario: Scenario, traits: dict[str, int], size: float) -> float:
    kari = {
        "id": 7, "mental_health": 0.0, "physical_health": 0.0, "skills_gap": 0.1, "language_gap": 0.0,
        "visible_limitation": 0, "disclosed": 0, "measure": Measure.NONE, "measure_gain": 0.0, "time_on_register": 10.0,
        "reduced_capacity": 0, "durable_job": 0,
    }  # fmt: skip
    employer = SimpleNamespace(id=1, kind=EmployerType.PASSIVE, sector=Sector.RETAIL_AND_SERVICE, size=size,
                               openness=0.33, demands=0.5, relation=0.0)  # fmt: skip
    applicant = SimpleNamespace(**(kari | traits))
    return float(screening(applicant, employer, scenario.policy, Week(1, 0), scenario.parameters))
