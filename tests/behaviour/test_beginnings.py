"""What is there in week 0: offices, staff, employers. Worked cases of sim/behaviour/beginnings.py.

`test_beginnings_people.py` goes on with the people who are found on the register.
"""

import pytest
from builder import Before, caseworker, employer, market, office, parameters, policy, usual_parameters, week, world
from luck import Luck
from pytest import approx

from sim.behaviour.beginnings import hire_staff, open_business, open_office, openness_of
from sim.terms import Decision, EmployerType, Role, Sector

INCOME, FOLLOW_UP, GENERALIST = Role.INCOME, Role.FOLLOW_UP, Role.GENERALIST
NOBODYS = 7  # a role that none has
FIRM = 31  # identity of the employer: luck is its own


@pytest.mark.parametrize(("norm", "leader", "leans", "able"), [(0.9, 0.25, 0.032, 0.55), (0.25, 0.0, -0.02, 0.4)])
def test_an_office_leans_a_little_and_has_a_leader_who_uses_some_of_the_room(norm, leader, leans, able):
    """Norm within .04 either way (NAV facts 3.6): .8 of it up at a lot of .9, half of it down at one of .25.

    The least able leader falls .6 short of the ablest (8.20): 1 - .6 + .6 * .25 = .55. New practice begins at .35.
    """
    there = world(
        offices=[office(), office()],
        parameters=parameters(organisation__norm_spread=0.04, organisation__leader_spread=0.6,
                              organisation__adoption_at_start=0.35),
    )  # fmt: skip
    second = there.offices[1]
    before = Before(there)
    luck = Luck({(Decision.OFFICE_NORM, 1): norm, (Decision.LEADER_ROOM, 1): leader})
    open_office(second, there, week(0, luck))
    assert before.changes(second) == approx({"norm": leans, "leader_room": able, "adoption": 0.35})
    assert before.changed() == [second]


BOOKS_OF_POSTS = {
    "costs__premises_weeks": 156, "posts__usual_enquiry_hours": 0.03, "posts__usual_hours_a_talk": 0.8,
    "posts__usual_running": 1200.0, "posts__usual_investment": 0.4,
}  # fmt: skip


def staffed(n_posts, specialisation, income_posts, turnover=0.13):
    """The third of three offices with this many posts, and one post of the first office before them."""
    staff = [
        caseworker(id=9, post=7, role=NOBODYS),
        *(caseworker(office=2, role=NOBODYS) for _ in range(n_posts)),
    ]
    there = world(
        caseworkers=staff, offices=[office(), office(), office(policy_row=1, budgeted_posts=float(n_posts))],
        policy=[policy(), policy(organisation__specialisation=specialisation)],
        parameters=usual_parameters(staff__income_posts=income_posts, staff__turnover=turnover,
                                    staff__stress_at_rest=0.22, **BOOKS_OF_POSTS),
    )  # fmt: skip
    for hired in staff[1:]:
        hired.office = 0  # nobody has told them yet
    return there


@pytest.mark.parametrize(
    ("specialisation", "income_posts", "roles"),
    [
        (0.0, 0.4, [GENERALIST] * 3),  # nobody specialises
        (0.5, 0.4, [FOLLOW_UP]),  # .2 of its hours are income work
        (0.5, 0.4, [INCOME, *[FOLLOW_UP] * 6]),  # .2 of 7 are 1.4
        (0.5, 0.4, [INCOME, INCOME, *[FOLLOW_UP] * 6]),  # .2 of 8 are 1.6: of the second most hours
        (1.0, 0.7, [INCOME, INCOME, FOLLOW_UP]),  # .7 of 3 are 2.1
        (1.0, 0.9, [INCOME, INCOME, FOLLOW_UP]),  # .9 of 3 are 2.7: but half a post at least must follow people up
        (1.0, 1.0, [FOLLOW_UP]),  # and so it is where there is one
    ],
)
def test_the_first_posts_of_a_specialised_office_do_income_work_only(specialisation, income_posts, roles):
    """As many as the share of income work, as far as the office specialises; the part of a post too (8.21, R20)."""
    there = staffed(len(roles), specialisation, income_posts)
    hire_staff(there.offices[2], there, week(0))
    assert [hired.role for hired in there.caseworkers[1:]] == roles
    assert there.caseworkers[0].role == NOBODYS


@pytest.mark.parametrize(
    ("posts", "specialisation", "share", "parts"),
    [(1, 0.5, 0.4, [0.2]), (4, 0.5, 0.4, [0.8, 0.0, 0.0, 0.0]), (7, 0.5, 0.4, [1.0, 0.4, *[0.0] * 5]),
     (3, 1.0, 1.0, [1.0, 1.0, 0.5])],
)  # fmt: skip
def test_income_work_is_as_large_a_share_of_a_small_office_as_of_a_large_one(posts, specialisation, share, parts):
    """A fifth of 1, 4 and 7 posts is .2, .8 and 1.4, no whole number of them; half a post is left for follow-up."""
    there = staffed(posts, specialisation, share)
    hire_staff(there.offices[2], there, week(0))
    assert [hired.income_share for hired in there.caseworkers[1:]] == pytest.approx(parts)
    assert [hired.fraction for hired in there.caseworkers[1:]] == [1.0] * posts


def test_every_post_is_filled_with_somebody_of_some_experience():
    """Identity: (2 * 4096 + post) * 1024 + how many held it before; the two are 8 388 608 and 8 389 632 + 3.

    Mean tenure is 52 / .13 = 400 weeks. Lots of .75 and .3: ln 4 = 1.386294 and .356675 tenures. They start with the
    stress of calm weeks and as many hours as are asked for. The other office's caseworker is left alone.
    """
    there = staffed(2, 0.0, 0.4)
    other, first, second = there.caseworkers
    second.incumbent = 3
    before = Before(there)
    hire_staff(
        there.offices[2],
        there,
        week(0, Luck({(Decision.EXPERIENCE, 8388608): 0.75, (Decision.EXPERIENCE, 8389635): 0.3})),
    )
    assert (first.id, first.office, first.post, first.role) == (8388608, 2, 0, GENERALIST)
    assert (second.id, second.office, second.post, second.role) == (8389635, 2, 1, GENERALIST)
    assert (first.experience, second.experience) == approx((554.517744, 142.669978))
    assert (first.pressure, first.stress, second.pressure, second.stress) == (1.0, 0.22, 1.0, 0.22)
    assert before.changed() == [first, second, there.offices[2]]
    assert (first.fraction, second.fraction, there.offices[2].posts_filled) == (1.0, 1.0, 2.0)


def test_where_nobody_ever_leaves_experience_is_beyond_measure():
    """Turnover 0 counts as 1e-9 a year: 1.386294 * 52 / 1e-9 weeks."""
    there = staffed(1, 0.0, 0.4, turnover=0.0)
    hire_staff(there.offices[2], there, week(0, Luck({Decision.EXPERIENCE: 0.75})))
    assert there.caseworkers[1].experience == approx(72087306778.2343)


EMPLOYERS = {
    "employers__committed_share": 0.25, "employers__sceptical_share": 0.125, "employers__passive_share": 0.375,
    "employers__openness": 0.4, "employers__openness_committed": 2.0, "employers__openness_sceptical": 1.25,
    "employers__openness_passive": 0.75, "employers__openness_dismissive": 0.3, "employers__mean_size": 20.0,
    "employers__demands_lowest": 0.2, "employers__demands_spread": 0.5, "employers__demands_of_knowledge": 0.3,
    "employers__filled_by_others": 0.25, "employers__filled_by_nav": 0.15,
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "openness"),
    [(EmployerType.COMMITTED, 0.8), (EmployerType.SCEPTICAL, 0.5), (EmployerType.PASSIVE, 0.3),
     (EmployerType.DISMISSIVE, 0.12)],
)  # fmt: skip
def test_the_committed_are_the_most_open_and_the_dismissive_the_least(kind, openness):
    """Twice, 1.25, .75 and .3 times the mean openness of .4 (Bredgaard; NAV facts 7.5, 7.8)."""
    assert openness_of(kind, parameters(**EMPLOYERS)) == approx(openness)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(EmployerType.COMMITTED, "committed"), (EmployerType.SCEPTICAL, "sceptical"), (EmployerType.PASSIVE, "passive"),
     (EmployerType.DISMISSIVE, "dismissive")],
)  # fmt: skip
def test_no_employer_is_more_than_fully_open(kind, name):
    """Three times .4 is 1.2, cut to 1, whatever the type."""
    assert openness_of(kind, parameters(**{**EMPLOYERS, f"employers__openness_{name}": 3.0})) == 1.0


def opened(posting=0.8, type=0.9, sector=0.1, size=0.01, demands=0.4, vacancies=0.0, **numbers):  # noqa: A002
    """One employer in a market with such postings, opened with these lots; and its world as it was before."""
    firm = employer(id=FIRM, relation=0.3, posted=4)
    there = world(
        employers=[firm], markets=[market(posting=posting)], parameters=parameters(**{**EMPLOYERS, **numbers})
    )
    before = Before(there)
    lots = {"EMPLOYER_TYPE": type, "EMPLOYER_SECTOR": sector, "EMPLOYER_SIZE": size, "EMPLOYER_DEMANDS": demands,
            "VACANCIES_AT_START": vacancies}  # fmt: skip
    luck = Luck({(Decision[name], FIRM): lot for name, lot in lots.items()})
    open_business(firm, there.markets[0], there, week(0, luck))
    return firm, before


def test_a_small_shop_starts_with_all_that_an_employer_has():
    """Dismissive: open .3 * .4, now and usually; in the second of four sectors (lot .3). -ln .99 * 20 = .2 employees,
    so one at the least; asks .2 + .5 * .4; .8 vacancies a week, .4 of them filled, so 2 at rest, and 2 at a lot of .5.
    """
    shop, before = opened(sector=0.3, vacancies=0.5)
    assert before.changes(shop) == approx({
        "kind": EmployerType.DISMISSIVE, "openness": 0.12, "usual_openness": 0.12,
        "sector": Sector.RETAIL_AND_SERVICE, "size": 1.0, "demands": 0.4, "vacancies": 2,
    })  # fmt: skip
    assert before.changed() == [shop]


@pytest.mark.parametrize(
    ("drawn", "kind", "openness"),
    [(0.24, EmployerType.COMMITTED, 0.8), (0.25, EmployerType.SCEPTICAL, 0.5), (0.37, EmployerType.SCEPTICAL, 0.5),
     (0.375, EmployerType.PASSIVE, 0.3), (0.74, EmployerType.PASSIVE, 0.3), (0.75, EmployerType.DISMISSIVE, 0.12)],
)  # fmt: skip
def test_employers_are_of_a_type_by_the_published_shares(drawn, kind, openness):
    """A quarter committed, the next eighth sceptical, the next three eighths passive, the rest dismissive."""
    firm, _ = opened(type=drawn)
    assert (firm.kind, firm.openness, firm.usual_openness) == approx((kind, openness, openness))


@pytest.mark.parametrize(
    ("sector", "drawn", "demands"),
    [(0.0, Sector.HEALTH_AND_CARE, 0.4), (0.24, Sector.HEALTH_AND_CARE, 0.4), (0.25, Sector.RETAIL_AND_SERVICE, 0.4),
     (0.74, Sector.INDUSTRY_AND_BUILDING, 0.4), (0.75, Sector.OFFICE_AND_KNOWLEDGE, 0.7),
     (0.99, Sector.OFFICE_AND_KNOWLEDGE, 0.7)],
)  # fmt: skip
def test_office_and_knowledge_work_asks_more_of_people(sector, drawn, demands):
    """Four sectors alike often; .2 + .5 * .4 = .4, and .3 more in office and knowledge work. ASSUMED."""
    firm, _ = opened(sector=sector)
    assert (firm.sector, firm.demands) == approx((drawn, demands))


def test_no_employer_asks_for_more_than_everything():
    """.7 + .8 * .75 is 1.3, cut to 1; and .2 + .5 * .9 + .7 = 1.35 in an office too."""
    firm, _ = opened(demands=0.75, employers__demands_lowest=0.7, employers__demands_spread=0.8)
    assert firm.demands == 1.0
    firm, _ = opened(demands=0.9, sector=0.9, employers__demands_of_knowledge=0.7)
    assert firm.demands == 1.0


@pytest.mark.parametrize(("drawn", "vacancies"), [(0.00097, 0), (0.00098, 1)])
def test_a_large_employer_starts_with_more_vacancies(drawn, vacancies):
    """Lot .75: ln 4 * 20 = 27.725887 employees. They post .1 each and .4 are filled: 6.931472 at rest.

    None of so many has a chance of 1 in 1024, .000977 (Poisson).
    """
    firm, _ = opened(posting=0.1, size=0.75, vacancies=drawn)
    assert firm.size == approx(27.725887)
    assert firm.vacancies == vacancies


@pytest.mark.parametrize(("drawn", "vacancies"), [(0.135, 0), (0.136, 1)])
def test_where_no_vacancy_is_ever_filled_they_are_reckoned_as_if_hardly_any_were(drawn, vacancies):
    """Of 2e-9 posted a week 1e-9 are taken to be filled: 2 at rest, and none of so many has a chance of .135335."""
    firm, _ = opened(posting=2e-9, vacancies=drawn, employers__filled_by_others=0.0, employers__filled_by_nav=0.0)
    assert firm.vacancies == vacancies
