"""Who gets what, week by week: creaming, the digital divide, and how alike caseworkers treat like cases.

Nothing here decides anything. The outcomes of the same names are those of a whole run (`sim/outcomes.py`).
"""

from math import sqrt
from typing import TYPE_CHECKING

from sim.agents import Jobseeker, LikeCases, Office
from sim.behaviour import behaviour
from sim.behaviour.world import World
from sim.parameters import Parameters
from sim.terms import NeedsGroup
from sim.units import WEEKS_A_YEAR

if TYPE_CHECKING:  # the books are kept by behaviours, so they stand after this file
    from sim.accounts import OfficeWeek

N_NEEDS = len(NeedsGroup)
FEW_CASES = 5  # cases of a needs group that a caseworker must have to be compared with others
SHORT_SPELL = 8  # weeks registered before somebody's talks a year mean anything


@behaviour
def forget_like_cases(office: Office, world: World) -> None:
    """Empty what is counted of an office's like cases."""
    first = office.first_caseworker * N_NEEDS
    for row in range(first, first + office.n_caseworkers * N_NEEDS):
        cases = world.like_cases[row]
        cases.n = 0
        cases.talks = 0.0
        cases.squares = 0.0


@behaviour
def note_case(jobseeker: Jobseeker, summary: "OfficeWeek", world: World, parameters: Parameters) -> None:
    """Count somebody registered among the like cases of the own caseworker, and the experience by digital skill."""
    if jobseeker.digital_skill >= parameters.people.weak_digital_below:
        summary.able += 1
        summary.experience_able += jobseeker.experience
    else:
        summary.experience_weak += jobseeker.experience
    if jobseeker.weeks_unemployed >= SHORT_SPELL:
        talks = jobseeker.talks / jobseeker.weeks_unemployed
        cases = world.like_cases[jobseeker.caseworker * N_NEEDS + jobseeker.true_need]
        cases.n += 1
        cases.talks += talks
        cases.squares += talks * talks


@behaviour
def noise_of_mean(cases: LikeCases) -> float:
    """How much chance alone moves the mean talks of one caseworker's like cases, as a variance [1/week²]."""
    mean = cases.talks / cases.n
    return (cases.squares / cases.n - mean * mean) / (cases.n - 1)


@behaviour
def unequal_treatment_now(office: Office, world: World) -> float:
    """Spread between caseworkers of talks a year among like cases, sampling noise taken out [talks/year].

    Of those registered this week, by all their talks so far; 0 where nobody has cases enough to be compared.
    """
    first = office.first_caseworker
    between, compared = 0.0, 0
    for need in range(N_NEEDS):
        n, talks = 0, 0.0
        for row in range(first, first + office.n_caseworkers):
            cases = world.like_cases[row * N_NEEDS + need]
            if cases.n >= FEW_CASES:
                n += cases.n
                talks += cases.talks
        for row in range(first, first + office.n_caseworkers):
            cases = world.like_cases[row * N_NEEDS + need]
            if cases.n >= FEW_CASES:
                apart = cases.talks / cases.n - talks / n
                between += cases.n * (apart * apart - noise_of_mean(cases))
        compared += n
    if compared == 0 or between <= 0.0:
        return 0.0
    return WEEKS_A_YEAR * sqrt(between / compared)


@behaviour
def tell_who_gets_what(office: Office, summary: "OfficeWeek", registered: int, world: World) -> None:
    """Write creaming, unequal treatment and the digital divide of a week into its books; 0 where none can be told."""
    if office.talks_held > 0:  # who is called was due
        summary.creaming = office.chance_held / office.talks_held - office.chance_due / office.talks_due
    summary.unequal_treatment = unequal_treatment_now(office, world)
    weak = registered - summary.able
    summary.experience_able = summary.experience_able / max(1, summary.able)
    summary.experience_weak = summary.experience_weak / max(1, weak)
    if summary.able > 0 and weak > 0:
        summary.digital_divide = summary.experience_able - summary.experience_weak
