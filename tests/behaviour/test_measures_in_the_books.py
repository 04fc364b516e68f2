"""Who is in a measure, in the books: worked cases of `note_in_measure` of sim/accounts.py."""

import pytest
from builder import Before, office_week, person

from sim.accounts import note_in_measure
from sim.terms import NeedsGroup, Status

REDUCED, BOTH, YOUNG = {"reduced": 1}, {"reduced": 1, "young_in_need": 1}, {"young_in_need": 1}


@pytest.mark.parametrize("group, age, counted", [
    (NeedsGroup.GODE_MULIGHETER, 29, {}), (NeedsGroup.TRENGER_VEILEDNING, 29, YOUNG),
    (NeedsGroup.TRENGER_VEILEDNING, 30, {}), (NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, 29, BOTH),
    (NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, 30, REDUCED),
    (NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE, 29, REDUCED), (NeedsGroup.IKKE_VURDERT, 29, {}),
])  # fmt: skip
def test_amina_is_counted_with_reduced_capacity_and_as_young_with_need_by_what_nav_has_found(group, age, counted):
    """Her own capacity, never assessed, counts for nothing; under 30 is 29. In a measure she is counted there, too."""
    for status in (Status.SEEKING, Status.WAITING_FOR_HEALTH, Status.IN_MEASURE):
        summary = office_week()
        before = Before(summary)
        note_in_measure(person(age=age, needs_group=group, reduced_capacity=1, status=status), summary)
        inside = {"reduced": "reduced_in_measure", "young_in_need": "young_in_measure"}
        in_measure = {inside[name]: 1 for name in counted} if status == Status.IN_MEASURE else {}
        assert before.changes(summary) == {**counted, **in_measure}
