"""Exits by age: worked cases of sim/behaviour/exits.py: at 67 benefits of working age end, and nobody comes back."""

import pytest
from builder import Before, caseworker, happened, parameters, person, policy, week, world
from luck import Luck

from sim.behaviour.exits import comes_back, is_of_pension_age, leave, leave_or_stay
from sim.events import EventKind
from sim.terms import Benefit, Decision, Measure, Status
from sim.units import NO_WEEK

BORN = 40 - 67 * 52  # who was born in this week is 67 in week 40


def amina_of(**fields):
    """Amina, on AAP and in a measure since week 15, with full trust and coping: nothing but age makes her leave."""
    return person(**{
        "id": 7, "arrived_week": 15, "born_week": BORN, "benefit": Benefit.AAP, "benefit_weeks": 30, "after_aap": 4,
        "status": Status.IN_MEASURE, "status_weeks": 9, "measure": Measure.TRAINING, "measure_weeks": 6,
        "treatment_since": 31, "unresolved": 1, "turned_acute": 1, "wants_talk": 1, "job_help": 0.4, "trust": 1.0,
        "coping": 1.0, "time_on_register": 25.7, **fields,
    })  # fmt: skip


STAYS = parameters(exits__leaves=0.02, exits__resources_hold=1.0)
RETIRED = {
    "status": Status.OUT_OF_LABOUR_FORCE, "status_weeks": 0, "first_exit_week": 25, "benefit": Benefit.NONE,
    "benefit_weeks": 0, "aap_left_week": 40, "after_aap": 0, "measure": 0, "measure_weeks": 0,
    "treatment_since": NO_WEEK, "unresolved": 0, "turned_acute": 0, "wants_talk": 0, "job_help": 0.0,
}  # fmt: skip


@pytest.mark.parametrize("born, number, old", [
    (BORN, 39, False), (BORN, 40, True), (BORN, 41, True), (BORN - 52, 40, True), (-3484, 0, True), (-3483, 0, False),
    (-3490, -6, True), (-3490, -7, False),
])  # fmt: skip
def test_amina_is_of_pension_age_from_her_67th_birthday_on(born, number, old):
    """67 years are 3484 weeks: born in week -3444 she has lived them in week 40, and not a week before. So too in week
    0, and in the weeks of rest, whenever she came under observation.
    """
    amina = amina_of(born_week=born, arrived_week=number)
    before = Before(amina)
    assert is_of_pension_age(amina, week(number)) == old
    assert before.changed() == []


def test_at_67_amina_leaves_the_register_and_her_benefit_ends():
    """She came in week 15, so 25 weeks later; the week she leaves AAP is kept. Neither chance nor staff have a say."""
    amina, asta = amina_of(), caseworker(pressure=1.6)
    before = Before(amina, asta)
    leave_or_stay(amina, asta, policy(), week(40, Luck(otherwise=0.0)), parameters())
    assert before.changes(amina) == RETIRED
    assert before.changed() == [amina]


def test_a_week_before_it_amina_stays_and_a_week_of_her_benefit_goes():
    """In week 40 she lacks a week of 67: 30 weeks of AAP become 29, and that is all."""
    amina, asta = amina_of(born_week=BORN + 1), caseworker()
    before = Before(amina, asta)
    leave_or_stay(amina, asta, policy(), week(40, Luck(otherwise=0.0)), STAYS)
    assert before.changes(amina) == {"benefit_weeks": 29}
    assert before.changed() == [amina]


@pytest.mark.parametrize("born, back", [(BORN + 1, True), (BORN, False), (BORN - 520, False)])
def test_who_is_67_does_not_come_back(born, back):
    """Ida gave up six weeks ago; at the lowest lot she registers again a week before her birthday, not from it on."""
    ida = person(id=9, status=Status.OUT_OF_LABOUR_FORCE, motivation=0.8, status_weeks=6, born_week=born)
    before = Before(ida)
    numbers = parameters(exits__returns=0.02, retention__settled_weeks=156)
    assert comes_back(ida, week(40, Luck(otherwise=0.0)), numbers) == back
    assert before.changed() == []


def test_in_one_week_amina_retires_and_ida_who_has_retired_does_not_come_back():
    """Both at the lowest lots; Ola, a week younger than Ida, comes back. In work at 67, Per keeps the job."""
    amina = amina_of()
    ida = person(id=9, status=Status.OUT_OF_LABOUR_FORCE, motivation=0.8, born_week=BORN)
    ola = person(id=10, status=Status.OUT_OF_LABOUR_FORCE, motivation=0.8, born_week=BORN + 1)
    per = person(id=11, status=Status.EMPLOYED, born_week=BORN)
    numbers = parameters(exits__returns=0.02, retention__settled_weeks=156)
    there = world([amina, ida, ola, per], [caseworker(id=70)], policy=policy(), parameters=numbers)
    before = Before(there)
    leave(there, week(40, Luck({Decision.RETURNS: 0.0}, otherwise=0.0)))
    assert before.changed() == [amina, ola]
    assert before.changes(amina) == RETIRED
    assert happened(there) == [
        (EventKind.LEFT_LABOUR_FORCE, 7, -1, -1, 0, 0.0),
        (EventKind.CAME_BACK, 10, -1, -1, 0, 0.0),
    ]
