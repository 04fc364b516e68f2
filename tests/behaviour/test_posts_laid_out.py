"""How a budget becomes posts, and who is found in them: more worked cases of sim/behaviour/posts.py."""

import pytest
from builder import Before, caseworker, office, parameters, policy, week, world
from luck import Luck
from pytest import approx

from sim.behaviour.posts import lay_out_posts, take_post_as_of_old
from sim.terms import CopingFamily, Decision, Role, Style

INCOME, FOLLOW_UP, GENERALIST = Role.INCOME, Role.FOLLOW_UP, Role.GENERALIST
NOBODYS = 7  # a role that none has


def rows_for(budget, n_rows, specialisation=0.0, income_posts=0.5):
    """Rows of a second office, as an earlier year left them, after a row of the first; what its budget gives."""
    of_old = {"fraction": 0.3, "income_share": 0.9, "frozen": 1, "role": NOBODYS}
    staff = [caseworker(**of_old), *(caseworker(office=1, **{**of_old, "frozen": row % 2}) for row in range(n_rows))]
    there = world(
        caseworkers=staff, offices=[office(budgeted_posts=9.0), office(budgeted_posts=budget)],
        policy=policy(organisation__specialisation=specialisation),
        parameters=parameters(staff__income_posts=income_posts),
    )  # fmt: skip
    return there, there.offices[1]


def test_three_posts_and_a_tenth_are_two_whole_ones_and_two_parts_and_spare_rows_are_frozen():
    """3.1 posts are 1, 1, .55 and .55; the other two rows are kept for later. Nobody does income work alone."""
    there, at = rows_for(3.1, 6)
    before = Before(there)
    lay_out_posts(at, there)
    rows = there.caseworkers[1:]
    assert [row.fraction for row in rows] == approx([1.0, 1.0, 0.55, 0.55, 0.0, 0.0])
    assert [row.frozen for row in rows] == [0, 0, 0, 0, 1, 1]
    assert [(row.income_share, row.role) for row in rows] == [(0.0, GENERALIST)] * 6
    assert there.caseworkers[0] not in before.changed() and at not in before.changed()


def test_a_budget_for_more_than_there_are_rows_is_laid_out_as_far_as_they_go():
    """Of 3.1 posts the two rows are two whole ones."""
    there, at = rows_for(3.1, 2)
    lay_out_posts(at, there)
    assert [(row.fraction, row.frozen) for row in there.caseworkers[1:]] == [(1.0, 0), (1.0, 0)]


@pytest.mark.parametrize(
    ("budget", "specialisation", "income_posts", "shares", "roles"),
    [
        (3.1, 0.5, 0.8, [1.0, 0.24, 0.0, 0.0], [INCOME, FOLLOW_UP, FOLLOW_UP, FOLLOW_UP]),
        (1.1, 1.0, 0.4, [0.8, 0.0], [INCOME, FOLLOW_UP]),
        (1.1, 1.0, 0.25, [0.5, 0.0], [FOLLOW_UP, FOLLOW_UP]),
        (1.1, 1.0, 0.9, [1.0, 1.0 / 11.0], [INCOME, FOLLOW_UP]),
        (0.4, 1.0, 0.9, [0.0], [GENERALIST]),
    ],
)
def test_income_work_is_a_share_of_the_hours_and_fills_the_first_posts(
    budget, specialisation, income_posts, shares, roles
):
    """.4 of 3.1 posts is 1.24: one post and .24 of the next. .4 of 1.1 is .44, .8 of .55; a quarter is .275, half of
    .55, and who does more of the other work is of it. .99 leaves less than half a post to follow people up: .6, so .05
    of .55 besides the first. Where there is less than half a post, nobody is divided (R20).
    """
    there, at = rows_for(budget, len(shares), specialisation, income_posts)
    lay_out_posts(at, there)
    assert [row.income_share for row in there.caseworkers[1:]] == approx(shares)
    assert [row.frozen for row in there.caseworkers[1:]] == [0] * len(shares)
    assert [row.role for row in there.caseworkers[1:]] == roles


HIRED = {
    "market_competence": 0.48, "user_competence": 0.58, "competence_spread": 0.3, "belief": 0.45, "belief_spread": 0.2,
    "success_first_share": 0.375, "needs_first_share": 0.25, "towards_share": 0.375, "against_share": 0.125,
    "stress_at_rest": 0.22, "turnover": 0.13,
}  # fmt: skip
ASTA = (2 * 4096 + 3) * 1024 + 5


def post_of(**fields):
    """The fourth post of the third office, held by five before, with what the last one left in it."""
    left = {"id": 7, "incumbent": 5, "absent_weeks": 3, "vacant_post": 1, "carried_hours": 1.5, "pressure": 1.7}
    manner = {"style": Style.DEMAND_FIRST, "coping_family": CopingFamily.AWAY}
    return caseworker(**{**left, **manner, "stress": 0.8, "fraction": 0.55, **fields})


def taken(post):
    """The same, taken by somebody; lots of .75 where nothing else is said."""
    there = world(
        offices=[office(), office(), office()], parameters=parameters(**{f"staff__{n}": v for n, v in HIRED.items()})
    )
    lots = {(Decision.EXPERIENCE, ASTA): 0.3, (Decision.STYLE, ASTA): 0.5, (Decision.COPING_FAMILY, ASTA): 0.9}
    take_post_as_of_old(post, 3, there.offices[2], there, week(4, Luck(lots, otherwise=0.75)))


def test_asta_is_found_in_her_post_with_years_in_it_and_as_much_to_do_as_is_usual():
    """(2 * 4096 + 3) * 1024 + 5 = 8 391 685. Tenures of 52 / .13 = 400 weeks in the mean; at a lot of .3 .356675 of one
    (3.10). Half above the middle: market .48 + .15, users .58 + .15, belief .45 + .1. Her part of a post stays.
    """
    post = post_of()
    before = Before(post)
    taken(post)
    assert before.changes(post) == approx({
        "id": ASTA, "office": 2, "post": 3, "market_competence": 0.63, "user_competence": 0.73, "belief": 0.55,
        "style": Style.NEEDS_FIRST, "coping_family": CopingFamily.AGAINST, "experience": 142.669978, "stress": 0.22,
        "absent_weeks": 0, "vacant_post": 0, "carried_hours": 0.0, "pressure": 1.0,
    })  # fmt: skip


def test_a_row_outside_the_budget_is_taken_by_nobody():
    """It is no part of a post, and empty."""
    post = post_of(frozen=1, fraction=0.2, vacant_post=0)
    taken(post)
    assert (post.fraction, post.vacant_post, post.frozen) == (0.0, 1, 1)
