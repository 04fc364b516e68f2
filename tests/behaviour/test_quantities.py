"""Small quantities: worked cases of sim/behaviour/quantities.py."""

from builder import Before, parameters, person
from pytest import approx

from sim.behaviour.quantities import burden, clamp_share


def test_a_share_never_leaves_its_limits():
    """Below nothing is nothing, above all is all, and what lies between stays."""
    assert (clamp_share(-0.2), clamp_share(0.0), clamp_share(0.3), clamp_share(1.7)) == (0.0, 0.0, 0.3, 1.0)


def test_two_barriers_of_kari_close_a_part_of_what_the_other_left_open():
    """Weight .5: mental health .8 closes .4, skills .4 closes .2 of the .6 left, .12; so .52 and not .6."""
    kari = person(mental_health=0.8, skills_gap=0.4)
    before = Before(kari)
    assert burden(kari, parameters(people__barrier_weight=0.5)) == approx(0.52)
    assert before.changed() == []
