"""Who goes first: worked cases of sim/behaviour/ranking.py.

Below the place p of a heap lie the places 2p + 1 and 2p + 2, and nobody goes before whoever is above.
"""

import pytest
from builder import Before, person, week, world
from luck import Luck

from sim.behaviour.ranking import drop_first, goes_before, order_by_rank, sift_down
from sim.terms import Decision

KARI, OLA = 17, 18
RANKS = (0.1, 0.9, 0.5, 0.7, 0.3, 0.8, 0.2)  # of the people in rows 0 to 6


def heaped(*rows, ranks=RANKS):
    """People of these ranks, row by row, and a heap that holds these rows."""
    there = world([person(id=100 - row, rank=rank) for row, rank in enumerate(ranks)])
    there.heap[: len(rows)] = rows
    return there


def standing(there, n=7):
    """The rows in the first n places of the heap."""
    return list(there.heap[:n])


@pytest.mark.parametrize(
    ("kari", "ola", "kari_lot", "ola_lot", "first"),
    [
        (0.6, 0.4, 0.9, 0.1, True),
        (0.4, 0.6, 0.1, 0.9, False),
        (0.4, 0.4, 0.3, 0.4, True),
        (0.4, 0.4, 0.3, 0.2, False),
    ],
)
def test_kari_goes_before_ola_by_rank_and_by_luck_only_where_they_are_alike(kari, ola, kari_lot, ola_lot, first):
    """The higher rank goes first whatever the lots; at the same rank the lower lot does. Nobody is changed."""
    luck = week(3, Luck({(Decision.PRIORITY_TIE, KARI): kari_lot, (Decision.PRIORITY_TIE, OLA): ola_lot}))
    kari_there, ola_there = person(id=KARI, rank=kari), person(id=OLA, rank=ola)
    before = Before(kari_there, ola_there)
    assert goes_before(kari_there, ola_there, luck) is first
    assert goes_before(ola_there, kari_there, luck) is not first
    assert before.changed() == []


def test_where_even_luck_is_alike_the_older_identity_goes_first():
    """Kari is 17 and Ola 18, the same rank and the same lot; and nobody goes before herself."""
    kari, ola = person(id=KARI, rank=0.4), person(id=OLA, rank=0.4)
    assert goes_before(kari, ola, week(3)) is True
    assert goes_before(ola, kari, week(3)) is False
    assert goes_before(kari, kari, week(3)) is False


@pytest.mark.parametrize(
    ("position", "n", "rows", "after"),
    [
        (0, 7, (0, 1, 5, 3, 4, 2, 6), (1, 3, 5, 0, 4, 2, 6)),  # .1 sinks by .9 and then .7, on the left both times
        (0, 7, (0, 5, 1, 3, 4, 6, 2), (1, 5, 2, 3, 4, 6, 0)),  # by .9 and then .5, on the right both times
        (0, 7, (4, 1, 5, 6, 0, 3, 2), (1, 4, 5, 6, 0, 3, 2)),  # .3 sinks by .9 and stays above .2 and .1
        (0, 7, (1, 5, 3, 2, 4, 6, 0), (1, 5, 3, 2, 4, 6, 0)),  # .9 is best already
        (1, 7, (0, 4, 1, 5, 3, 2, 6), (0, 5, 1, 4, 3, 2, 6)),  # from place 1; what lies beside and above it stays
        (2, 7, (0, 1, 4, 5, 3, 2, 6), (0, 1, 2, 5, 3, 4, 6)),  # from place 2, to the left
        (
            0,
            2,
            (0, 4, 1, 3, 2, 5, 6),
            (4, 0, 1, 3, 2, 5, 6),
        ),  # of two, .3 goes up; the third place, .9, is not of them
        (0, 3, (0, 4, 1, 3, 2, 5, 6), (1, 4, 0, 3, 2, 5, 6)),  # of three it is
        (1, 4, (1, 0, 5, 3, 2, 4, 6), (1, 3, 5, 0, 2, 4, 6)),  # the fourth is the only one below place 1
        (0, 1, (0, 1, 5, 3, 4, 2, 6), (0, 1, 5, 3, 4, 2, 6)),  # one alone has nobody below
        (3, 7, (0, 1, 5, 4, 3, 2, 6), (0, 1, 5, 4, 3, 2, 6)),  # nor has the fourth of seven
    ],
)
def test_who_should_not_stand_so_high_sinks_below_the_better_of_the_two_below(position, n, rows, after):
    """Rows of ranks .1, .9, .5, .7, .3, .8, .2; only places below n count, and people themselves stay as they are."""
    there = heaped(*rows)
    before = Before(there)
    sift_down(position, n, there, week(3))
    assert standing(there) == list(after)
    assert before.changed() == []


def test_of_two_alike_below_the_luckier_goes_up():
    """Rows 1 and 2, of identities 99 and 98, have the same rank; and 98 drew the lower lot."""
    there = heaped(0, 1, 2, ranks=(0.1, 0.5, 0.5))
    luck = Luck({(Decision.PRIORITY_TIE, 99): 0.7, (Decision.PRIORITY_TIE, 98): 0.3})
    sift_down(0, 3, there, week(3, luck))
    assert standing(there, 3) == [2, 1, 0]


@pytest.mark.parametrize(
    ("n", "after"),
    [
        (0, (0, 1, 2, 3, 4, 5, 6)),
        (1, (0, 1, 2, 3, 4, 5, 6)),
        (2, (1, 0, 2, 3, 4, 5, 6)),
        (3, (2, 1, 0, 3, 4, 5, 6)),
        (6, (5, 4, 2, 3, 1, 0, 6)),
        (7, (6, 4, 5, 3, 1, 0, 2)),
    ],
)
def test_the_best_of_the_first_n_stands_first_and_nobody_above_a_better_one(n, after):
    """Ranks .1 to .7 in the rows 0 to 6, the worst first.

    Of seven 2 sinks below 6, 1 below 4, then 0 below 6 and 5; of six 2 below 5, 1 below 4, then 0 below 5 and 2.
    """
    there = heaped(0, 1, 2, 3, 4, 5, 6, ranks=(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7))
    before = Before(there)
    order_by_rank(n, there, week(3))
    assert standing(there) == list(after)
    assert before.changed() == []


@pytest.mark.parametrize(
    ("n", "rows", "after"),
    [
        (7, (1, 3, 5, 0, 4, 2, 6), (5, 3, 2, 0, 4, 6)),  # .2 comes up from the last place and sinks by .8 and .5
        (3, (1, 3, 5), (5, 3)),
        (2, (1, 3), (3,)),
        (1, (1,), ()),
    ],
)
def test_when_the_best_is_taken_out_the_next_best_stands_first(n, rows, after):
    """One fewer are left, and they stand as they should."""
    there = heaped(*rows)
    before = Before(there)
    drop_first(n, there, week(3))
    assert standing(there, n - 1) == list(after)
    assert before.changed() == []


def test_the_last_is_not_compared_with_whoever_has_been_taken_out():
    """Of three, .7 is left in place 0 and .5 below it; the .8 that lies beyond them is nobody any more."""
    there = heaped(1, 2, 3, 5)
    drop_first(3, there, week(3))
    assert standing(there, 4) == [3, 2, 3, 5]


@pytest.mark.parametrize("rows", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (1, 4, 0, 3, 2), (3, 2, 4, 0, 1)])
def test_people_are_called_from_the_best_to_the_worst_wherever_they_stood(rows):
    """Ranks .1, .9, .5, .7, .5: row 1, row 3, then of two alike, in rows 2 and 4, the older identity."""
    there = heaped(*rows, ranks=(0.1, 0.9, 0.5, 0.7, 0.5))
    order_by_rank(5, there, week(3))
    called = []
    for left in (5, 4, 3, 2, 1):
        called.append(there.heap[0])
        drop_first(left, there, week(3))
    assert called == [1, 3, 4, 2, 0]
