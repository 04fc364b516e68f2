"""Benefits and taxes of those off the register, in the books: worked cases of `count_people` of sim/accounts.py."""

import pytest
from builder import office, office_week, parameters, person, week, world
from pytest import approx

from sim.accounts import count_people
from sim.terms import Status

NUMBERS = parameters(
    costs__pension=156000.0, costs__taxes_a_job=26000.0, retention__settled_weeks=156, retention__durable_weeks=26,
)  # fmt: skip


@pytest.mark.parametrize("follow_up_weeks", [104, 208, 400])
@pytest.mark.parametrize("weeks_off, benefits, taxes, booked", [(155, 3000.0, 500.0, 3000.0), (156, 0.0, 0.0, 3000.0)])
def test_kari_and_ola_count_in_the_books_until_they_have_settled_however_long_they_are_followed(
    follow_up_weeks, weeks_off, benefits, taxes, booked
):
    """A week of Kari's pension is 156 000 / 52, of Ola's taxes 26 000 / 52; after 156 weeks off the register neither.

    What she is paid is hers all the same, and the law that it is booked holds.
    """
    kari = person(status=Status.DISABILITY_PENSION, status_weeks=weeks_off, newcomer=1, arrived_week=0)
    ola = person(status=Status.EMPLOYED, status_weeks=weeks_off, newcomer=1, arrived_week=0)
    at, books = office(), office_week()
    there = world([kari, ola], offices=[at], parameters=NUMBERS, follow_up_weeks=follow_up_weeks, arrivals_until=0)
    assert count_people(at, books, there, week(160)) == 0
    assert (books.nok_benefits, books.nok_taxes) == approx((benefits, taxes))
    assert (at.benefits_booked, at.benefits_received + at.benefits_folded) == approx((booked, booked))
    assert kari.benefits_paid == approx(3000.0)
