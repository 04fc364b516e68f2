"""Money for measures: worked cases of sim/behaviour/measure_budget.py: what a new year does, and when starts stop."""

import pytest
from builder import Before, measure_terms, office, places, policy, week, world
from luck import Luck
from pytest import approx

from sim.behaviour.measure_budget import budget_change, budget_measures, budgeted, is_overdrawn, open_to_starts
from sim.terms import Decision, Measure


def drawn(share):
    """The luck of a year whose twelve lots are all this."""
    return Luck({(Decision.MEASURE_BUDGET, 0, 0): share}, otherwise=0.01)


@pytest.mark.parametrize("deviation, share, change", [
    (0.08, 0.5, 0.0), (0.08, 0.6, 0.096), (0.08, 0.45, -0.048), (0.3, 0.1, -0.95), (0.0, 0.9, 0.0),
])  # fmt: skip
def test_twelve_lots_make_the_change_of_a_year(deviation, share, change):
    """Twelve lots of .6 are 7.2, 1.2 over their mean of 6: 1.2 * .08; of .45 they are 5.4, .6 under it.

    Lots of .1 would take 4.8 * .3 and so more than all there is: a twentieth is left. Without deviation nothing moves.
    """
    assert budget_change(deviation, week(52, drawn(share))) == approx(change)


def test_the_lots_are_twelve_different_ones():
    """One lot of .9 among eleven of .5 is .4 over: .08 * .4."""
    luck = Luck({(Decision.MEASURE_BUDGET, 0, 0, 11): 0.9, (Decision.MEASURE_BUDGET, 0): 0.5}, otherwise=0.01)
    assert budget_change(0.08, week(52, luck)) == approx(0.032)


@pytest.mark.parametrize("number, budgets", [
    (52, (0.315, 0.0)), (104, (0.315, 0.0)), (51, (0.2, 0.0)), (53, (0.2, 0.0)), (0, (0.2, 0.0)), (-52, (0.2, 0.0)),
])  # fmt: skip
def test_each_new_year_after_the_first_changes_the_budget_from_what_it_was(number, budgets):
    """1.2 of the usual, times 1.096, is 1.3152: .3152 over; the office whose budget does not move keeps the usual one.

    Not in week 0, whose budget is the usual one, nor before it, nor within a year.
    """
    there = world(
        offices=[office(measure_budget=0.2, policy_row=0), office(policy_row=1)],
        policy=[policy(shock__measure_budget=0.08), policy(shock__measure_budget=0.0)],
    )
    before = Before(there)
    budget_measures(there, week(number, drawn(0.6)))
    first, second = there.offices
    assert (first.measure_budget, second.measure_budget) == approx(budgets, abs=0.0003)
    assert before.changed() == ([first] if budgets[0] != 0.2 else [])


def test_two_offices_have_the_same_year():
    """One draw for all: a year that gives .096 to the one gives it to the other, too."""
    there = world(offices=[office(), office()], policy=policy(shock__measure_budget=0.08))
    budget_measures(there, week(52, drawn(0.6)))
    assert [each.measure_budget for each in there.offices] == approx([0.096, 0.096])


def test_policy_and_the_years_so_far_give_the_money_together():
    """Half as many places again as usual, by policy, with .9 of the money: 1.35."""
    assert budgeted(office(measure_budget=-0.1), policy(organisation__measure_places=1.5)) == approx(1.35)


def with_places(aft, training, practice=2, **fields):
    """A second office of 200 people with so many in AFT (20 000 a month) and training (6 000), and practice (1 000).

    Its budget is 3 of AFT, 2 of training and 2 of practice, 74 000 a month.
    """
    terms = {kind: measure_terms(places=0.0, price=0.0) for kind in Measure}
    terms[Measure.WORK_PRACTICE] = measure_terms(places=10.0, price=1000.0)
    terms[Measure.AFT] = measure_terms(places=15.0, price=20000.0)
    terms[Measure.TRAINING] = measure_terms(places=10.0, price=6000.0)
    there = world(offices=[office(registered=10), office(registered=200, **fields)], measures=terms)
    there.places[9 + Measure.WORK_PRACTICE] = places(taken=practice, capacity=2)
    there.places[9 + Measure.AFT] = places(taken=aft, capacity=3)
    there.places[9 + Measure.TRAINING] = places(taken=training, capacity=2)
    return there


@pytest.mark.parametrize("aft, training, change, over", [
    (3, 2, 0.0, False), (3, 2, -0.000002, True), (4, 1, 0.0, True), (4, 1, 0.2, False), (3, 1, -0.08, False),
    (3, 1, -0.09, True),
])  # fmt: skip
def test_the_office_is_overdrawn_when_those_inside_cost_more_than_the_budget(aft, training, change, over):
    """All places taken cost what there is, 74 000: with 15 øre less it is overdrawn. Four in AFT and one in training
    cost 88 000, and there are 88 800 with .2 more.

    Three in AFT and one in training cost 68 000: of .92 of it, 68 080, they are not too many; of .91, 67 340, they are.
    """
    there = with_places(aft, training, measure_budget=change)
    assert is_overdrawn(there.offices[1], policy(organisation__measure_places=1.0), there) == over


def test_each_kind_counts_the_first_of_them_too():
    """All taken, and one too many in practice: 75 000 of 74 000."""
    there = with_places(3, 2, practice=3)
    assert is_overdrawn(there.offices[1], policy(organisation__measure_places=1.0), there)


@pytest.mark.parametrize("change, left, count", [
    (0.001, (3, 1), 6), (-0.001, (3, 1), 6), (0.0, (3, 2), 7), (0.2, (3, 2), 7),
])  # fmt: skip
def test_an_overdrawn_office_keeps_only_what_is_taken(change, left, count):
    """Four are in AFT where there are 3 places, one of two in training: no start anywhere, where a year moved money.

    With .2 more there is enough for all of them, and training stays open. The two places of practice are counted, too.
    """
    there = with_places(4, 1, measure_budget=change)
    before = Before(there)
    open_to_starts(there.offices[1], policy(organisation__measure_places=1.0), there)
    assert (there.places[9 + Measure.AFT].capacity, there.places[9 + Measure.TRAINING].capacity) == left
    assert before.changes(there.offices[1]) == {"measure_places": count}
