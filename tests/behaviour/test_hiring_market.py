"""The market: worked cases of sim/behaviour/hiring.py, from an application to a job or to finding it gone.

How an employer screens is told in test_hiring_screening.py; here somebody's skills alone decide.
"""

import pytest
from builder import Before, caseworker, employer, happened, market, office, parameters, person, policy, week, world
from luck import Luck
from pytest import approx

from sim.behaviour.hiring import MOST_VISITS, apply_for_work, fill_vacancies, match, start_job, vacancy_met
from sim.events import EventKind
from sim.terms import Benefit, Decision, Measure, Sector, Status

NOTHING_ELSE = dict(
    hiring__skills_weight=0.5, hiring__language_weight=0.0, hiring__health_weight=0.0, hiring__gain_effect=0.3,
    hiring__disclosed_from=0.4, hiring__gap_weight=0.0, hiring__size_offset=0.0, hiring__large_firm=60.0,
    search__sick_leave_weeks=0.0, hiring__matching_gain=1.5, hiring__coach_factor=1.3, hiring__screening=0.6,
    hiring__rank_noise=0.25,
)  # fmt: skip


def vacancies_listed(applicant, **numbers):
    """Two markets; the second has two employers, the one with two vacancies, the other, demanding, with one."""
    firms = [
        employer(id=50, market=0, vacancies=9),
        employer(id=51, market=1, vacancies=2),
        employer(id=52, market=1, vacancies=1, demands=0.7, relation=0.4),
    ]
    markets = [
        market(vacancies=9, most_vacancies=9),
        market(vacancies=3, most_vacancies=2, contact_rate=0.75),
    ]
    return world(
        [applicant],
        employers=firms,
        markets=markets,
        policy=policy(organisation__employer_matching=0.5),
        parameters=parameters(**{**NOTHING_ELSE, **numbers}),
    )


def apply_once(kari, there, lots):
    """Let Kari search with effort .4 in the second market and come by its last employer at a number below .5 of 2."""
    before = Before(there)
    met = {(Decision.VACANCY_MET, 7, 0, 0): 0.7, (Decision.VACANCY_MET, 7, 0, 1): 0.49}
    luck = Luck({(decision, 7): lot for decision, lot in lots.items()} | met, otherwise=0.99)
    apply_for_work(kari, there.markets[1], 0.4, there.policies[0], there, week(40, luck))
    assert before.changed() == [kari]
    return before.changes(kari)


def seeking(**fields):
    """Kari, with gaps in her skills and traces of an earlier application."""
    return person(**{
        "id": 7, "skills_gap": 0.6, "applied_to": 0, "applications": 4, "call_backs": 2, "job_fit": 0.9, "rank": 9.0,
        **fields,
    })  # fmt: skip


@pytest.mark.parametrize("contact, screening, after", [
    (0.2593, 0.0, {"applied_to": -1}),
    (0.2591, 0.4994, {"applied_to": -1, "applications": 5}),
    (0.2591, 0.4990, {"applied_to": 2, "applications": 5, "call_backs": 3, "job_fit": 0.64, "rank": 0.84}),
])  # fmt: skip
def test_kari_meets_a_vacancy_or_not_is_called_back_or_not_and_then_stands_in_line(contact, screening, after):
    """Effort .4 at .75 contacts is a rate of .3: one in 1 - .740818 = .259182 a week meets one (K10).

    The lot .7 of two employers is the third of all, and .49 of two its one vacancy. Demands .7 weigh her gap 1.2 times:
    fit .64. Taken on by .6 * .64 * 1.3 for matching (1.5 * .4 * .5) = .4992. Rank: fit, and .25 of the lot .8, .84
    (ASSUMED).
    """
    kari = seeking()
    lots = {
        Decision.JOB_CONTACT: contact, Decision.SCREENING: screening, Decision.APPLICANT_QUALITY: 0.8,
    }  # fmt: skip
    assert apply_once(kari, vacancies_listed(kari), lots) == approx(after)


def test_the_lot_that_ranks_kari_is_hers_with_this_employer():
    """With the third employer (52) .4, with any other .8: .64 + .25 * .4 = .74."""
    kari = seeking()
    luck = Luck({
        (Decision.APPLICANT_QUALITY, 7, 52): 0.4, (Decision.APPLICANT_QUALITY, 7): 0.8,
        (Decision.VACANCY_MET, 7, 0, 0): 0.7,
    }, otherwise=0.1)  # fmt: skip
    there = vacancies_listed(kari)
    apply_for_work(kari, there.markets[1], 0.4, there.policies[0], there, week(40, luck))
    assert kari.rank == approx(0.74)


def test_tor_fits_no_better_than_fully_in_the_job_though_gain_gets_him_called_back():
    """Fit 1.3 with all gain, so taken on by .6 * 1.3 * 1.3 = 1.014, surely; the job fits fully, and 1 ranks him."""
    tor = seeking(skills_gap=0.0, measure_gain=1.0)
    lots = {Decision.JOB_CONTACT: 0.2, Decision.APPLICANT_QUALITY: 0.8}
    after = apply_once(tor, vacancies_listed(tor), lots)
    assert (after["job_fit"], after["rank"]) == (1.0, approx(1.2))


def three_firms(**fields):
    """A market of its own, then one of a bakery with 3 vacancies, a smithy with none and a shop with 1."""
    firms = [employer(id=40), *(employer(id=50 + i, market=1, vacancies=open) for i, open in enumerate((3, 0, 1)))]
    return world([seeking()], employers=firms, markets=[market(), market(vacancies=4, most_vacancies=3, **fields)])


@pytest.mark.parametrize("firm, number, met", [
    (0.0, 0.749, 1), (0.333, 0.749, 1), (0.667, 0.249, 3), (0.999, 0.0, 3),
])  # fmt: skip
def test_kari_meets_one_of_the_shops_vacancies_a_third_as_often_as_one_of_the_bakerys(firm, number, met):
    """Of three employers each is a third of the lots; numbered to 4, the next two times two from 3: 3 of 4, 1 of 4."""
    there = three_firms()
    lots = {(Decision.VACANCY_MET, 7, 0, 0): firm, (Decision.VACANCY_MET, 7, 0, 1): number}
    assert vacancy_met(there.jobseekers[0], there.markets[1], there, week(40, Luck(lots, otherwise=0.99))) == met


@pytest.mark.parametrize("firm, number", [(0.334, 0.0), (0.666, 0.0), (0.0, 0.75), (0.667, 0.25)])
def test_kari_who_finds_nothing_at_a_number_comes_by_another_employer(firm, number):
    """The smithy has nothing; the bakery's fourth number and the shop's second are none. Then the bakery, at .1."""
    there = three_firms()
    lots = {
        (Decision.VACANCY_MET, 7, 0, 0): firm, (Decision.VACANCY_MET, 7, 0, 1): number,
        (Decision.VACANCY_MET, 7, 0, 2): 0.2, (Decision.VACANCY_MET, 7, 0, 3): 0.1,
    }  # fmt: skip
    assert vacancy_met(there.jobseekers[0], there.markets[1], there, week(40, Luck(lots, otherwise=0.99))) == 1


@pytest.mark.parametrize("most, number, met", [(1, 0.999, 1), (2, 0.999, 1), (4, 0.74, 1), (4, 0.76, 3), (5, 0.38, 3)])
def test_numbers_go_up_to_the_next_doubling_of_the_most_that_anybody_has(most, number, met):
    """Of 1, 2 or 4 the bakery's three reach 1, 1 and .75; of 5, so to 8, .375. Then the shop, with .1 of 1, 4 or 8."""
    there = three_firms()
    there.markets[1].most_vacancies = most
    lots = {
        (Decision.VACANCY_MET, 7, 0, 0): 0.0, (Decision.VACANCY_MET, 7, 0, 1): number,
        (Decision.VACANCY_MET, 7, 0, 2): 0.9, (Decision.VACANCY_MET, 7, 0, 3): 0.1,
    }  # fmt: skip
    assert vacancy_met(there.jobseekers[0], there.markets[1], there, week(40, Luck(lots, otherwise=0.99))) == met


def test_where_nobody_has_more_than_one_vacancy_whoever_has_one_is_met_at_any_number():
    """The bakery's one is number 0 of one: at .999 it is met, and nothing is looked for further."""
    there = three_firms()
    there.employers[1].vacancies, there.markets[1].most_vacancies = 1, 1
    luck = Luck({(Decision.VACANCY_MET, 7, 0, 0): 0.0, (Decision.VACANCY_MET, 7, 0, 1): 0.999}, otherwise=0.9)
    assert vacancy_met(there.jobseekers[0], there.markets[1], there, week(40, luck)) == 1


def test_kari_who_has_come_by_a_thousand_times_takes_the_next_employer_with_a_vacancy():
    """At the bakery's fourth number each time: the bakery itself has one. At the smithy's: the shop, the next."""
    there = three_firms()
    for firm, met in ((0.1, 1), (0.5, 3)):
        lots = {(Decision.VACANCY_MET, 7, 0, 2 * visit): firm for visit in range(MOST_VISITS)}
        luck = Luck(lots, otherwise=0.99)
        assert vacancy_met(there.jobseekers[0], there.markets[1], there, week(40, luck)) == met


def test_after_the_last_employer_of_the_market_comes_its_first():
    """The shop, last, has none left: the bakery, and not the firm of the market before."""
    there = three_firms()
    there.employers[0].vacancies, there.employers[3].vacancies = 5, 0
    luck = Luck({}, otherwise=0.99)
    assert vacancy_met(there.jobseekers[0], there.markets[1], there, week(40, luck)) == 1


def hired(**fields):
    """Amina, taken on by the second employer, with something left of everything."""
    return person(**{
        "id": 7, "caseworker": 1, "arrived_week": 15, "applied_to": 1, "job_support": 3, "status_weeks": 9,
        "measure_weeks": 6, "wants_talk": 1, "jobs": 2, "benefit": Benefit.DAGPENGER, "benefit_weeks": 30, **fields,
    })  # fmt: skip


@pytest.mark.parametrize("measure, support", [
    (Measure.IPS, 19), (Measure.FOLLOW_UP, 15), (Measure.WAGE_SUBSIDY, 0), (Measure.NONE, 0),
])  # fmt: skip
def test_a_coach_stays_with_amina_in_the_job_longer_from_ips_with_fidelity(measure, support):
    """15.9 weeks of support, 15 full ones; from IPS 1.2 times at fidelity .7, 19.08 (R25, 6.1; ASSUMED). Else none.

    She leaves the register and its measure in week 40, 25 weeks after she came. One more hire for the employer, who has
    filled one more vacancy, and a placement for her own caseworker.
    """
    amina = hired(measure=measure)
    there = world(
        [amina],
        caseworkers=[caseworker(), caseworker(placements=5)],
        employers=[employer(), employer(hires=3, filled=8, vacancies=2)],
        parameters=parameters(retention__support_weeks=15.9),
    )
    firm, asta = there.employers[1], there.caseworkers[1]
    before = Before(there)
    start_job(amina, firm, policy(individualization__ips_fidelity=0.7), there, week(40))
    left = {"status": Status.EMPLOYED, "status_weeks": 0, "measure_weeks": 0, "wants_talk": 0, "first_exit_week": 25}
    if measure != Measure.NONE:
        left["measure"] = 0
    works = {"employer": 1, "job_support": support, "jobs": 3, "first_job_week": 25}
    assert before.changes(amina) == {**left, **works}
    assert before.changes(firm) == {"hires": 4, "filled": 9}
    assert before.changes(asta) == {"placements": 6}
    assert before.changed() == [amina, asta, firm]


@pytest.mark.parametrize("weeks", [0, 11])
def test_only_the_week_of_olas_first_job_is_kept(weeks):
    """He had his first job 11 weeks after he came, or in the very week: a later one does not change that."""
    ola = hired(first_job_week=weeks)
    there = world([ola], caseworkers=[caseworker(), caseworker()], employers=[employer(), employer()])
    start_job(ola, there.employers[1], policy(), there, week(40))
    assert (ola.first_job_week, ola.jobs) == (weeks, 3)


def two_markets():
    """Five applicants of the second market's employers, in two offices, and one of the first market's.

    Ida's caseworker is in an arm of his own and she too, with high fidelity of IPS (row 1 + 1 * 2 + 1).
    """
    people = [
        person(id=10, applied_to=2, rank=0.5),
        person(id=11, office=1, applied_to=0, rank=0.7, caseworker=2),
        person(id=12, office=1, applied_to=0, rank=0.4, caseworker=2, displaced=2),
        person(id=13, office=1, applied_to=0, rank=0.9, caseworker=1, arm=1, measure=Measure.IPS),
        person(id=14, office=1, applied_to=1, rank=0.6, caseworker=2, status=Status.IN_MEASURE, measure=Measure.AFT),
        person(id=15, office=1, applied_to=1, rank=0.8, caseworker=2, status=Status.EMPLOYED),
        person(id=16, office=1, rank=0.95, caseworker=2),
        person(id=17, office=1, applied_to=1, rank=0.3, caseworker=2),
    ]
    there = world(
        people,
        caseworkers=[caseworker(), caseworker(office=1, arm=1), caseworker(office=1)],
        offices=[office(market=0), office(market=1, policy_row=1)],
        employers=[
            employer(id=50, vacancies=2, sector=Sector.INDUSTRY_AND_BUILDING),
            employer(id=51, vacancies=1, sector=Sector.OFFICE_AND_KNOWLEDGE),
            employer(id=52, vacancies=1, sector=Sector.RETAIL_AND_SERVICE),
        ],
        markets=[market(displaced=9), market(displaced=9)],
        policy=[policy(), policy(), policy(), policy(), policy(individualization__ips_fidelity=0.7)],
        parameters=parameters(retention__support_weeks=15.9),
    )
    there.layout[0].person_arms = 2
    return there


def test_the_best_applicants_get_the_two_vacancies_and_kari_finds_hers_taken_by_another_jobseeker():
    """For the two vacancies of the first employer stand Ola .7, Kari .4 and Ida .9: so Ida and Ola (K8, K10).

    Between them Per (.6) gets the only one of the second, out of his measure, and Tor (.3) comes too late; for Kari it
    is the third time. Who is employed already, who has not applied (16) and who belongs to the other market stand in no
    line. Nobody's application outlives the week.
    """
    there = two_markets()
    other, ola, kari, ida, per, employed, idle, tor = there.jobseekers
    before = Before(there)
    fill_vacancies(1, there, week(40))
    assert [jobseeker.status for jobseeker in (ola, ida, per)] == [Status.EMPLOYED] * 3
    assert [jobseeker.employer for jobseeker in (ola, ida, per)] == [0, 0, 1]
    assert [(jobseeker.jobs, jobseeker.applied_to) for jobseeker in (ola, ida, per)] == [(1, -1)] * 3
    assert (ola.job_support, ida.job_support, per.job_support) == (0, 19, 0)
    assert before.changes(kari) == {"applied_to": -1, "displaced": 3}
    assert before.changes(tor) == {"applied_to": -1, "displaced": 1}
    assert before.changes(there.employers[0]) == {"vacancies": 0, "hires": 2, "filled": 2}
    assert before.changes(there.employers[1]) == {"vacancies": 0, "hires": 1, "filled": 1}
    assert before.changes(there.markets[1]) == {"displaced": 2}
    assert [each.placements for each in there.caseworkers] == [0, 1, 2]
    assert before.changed() == [
        ola,
        kari,
        ida,
        per,
        tor,
        *there.caseworkers[1:],
        *there.employers[:2],
        there.markets[1],
    ]
    assert happened(there) == [
        (EventKind.HIRED, 13, 50, -1, Sector.INDUSTRY_AND_BUILDING, 0.0),
        (EventKind.HIRED, 11, 50, -1, Sector.INDUSTRY_AND_BUILDING, 0.0),
        (EventKind.HIRED, 14, 51, -1, Sector.OFFICE_AND_KNOWLEDGE, 0.0),
        (EventKind.DISPLACED, 12, 50, -1, 0, 0.0),
        (EventKind.DISPLACED, 17, 51, -1, 0, 0.0),
    ]


def test_without_applicants_every_vacancy_stays_open():
    """Nobody stands in line: nobody is displaced, and the count of last week is gone."""
    there = world(employers=[employer(vacancies=2)], markets=[market(displaced=9)])
    before = Before(there)
    fill_vacancies(0, there, week(40))
    assert before.changed() == there.markets
    assert before.changes(there.markets[0]) == {"displaced": 0}


SEARCHES = dict(
    search__coping_weight=0.0, search__trust_weight=0.0, search__health_drag=0.0, search__duration_floor=1.0,
    search__duration_weeks=20.0, search__help_effect=0.0, search__plan_effect=0.0, search__relation_weight=0.0,
    search__gain_effect=0.0, search__focus_effect=0.5, search__matching=0.3, search__vacancy_elasticity=0.4,
)  # fmt: skip


def one_vacancy_met_twice():
    """Ola and Amina in one office, Kari in another of the same market; Per alone in a market without vacancies.

    Kari lives under her own arm (row 1 + 1) with more focus on work, and is matched to employers.
    """
    people = [
        person(id=10, motivation=0.75, skills_gap=0.4),
        person(id=11, motivation=0.625, skills_gap=0.0),
        person(id=12, motivation=0.9, search=0.5, status=Status.EMPLOYED, applied_to=0),
        person(id=13, office=1, caseworker=1, motivation=0.8, skills_gap=0.0),
        person(id=14, office=2, caseworker=2, arm=1, motivation=0.75, skills_gap=0.2, applied_to=0),
    ]
    usual = dict(organisation__job_focus=0.1, organisation__employer_matching=0.0)
    there = world(
        people,
        caseworkers=[caseworker(), caseworker(office=1), caseworker(office=2)],
        offices=[office(market=0), office(market=1), office(market=0, policy_row=1)],
        employers=[
            employer(id=50, vacancies=1, demands=0.7, relation=0.2, sector=Sector.RETAIL_AND_SERVICE),
            employer(id=51, market=1),
        ],
        markets=[
            market(search=9.0, vacancies=2, most_vacancies=1, displaced=9),
            market(search=9.0),
        ],
        policy=[policy(**usual), policy(), policy(organisation__job_focus=0.9, organisation__employer_matching=0.5)],
        parameters=parameters(**{**NOTHING_ELSE, **SEARCHES, "hiring__screening": 0.9}),
    )
    return there


def test_kari_of_another_office_gets_the_job_that_ola_met_too_and_amina_met_none():
    """Focus .1 makes .8 of search: Ola .6, Amina .5; Kari's .9 makes 1.2, .9. In all 2 for two vacancies: .3 an effort.

    Ola meets one by 1 - exp(-.18) = .16473, Amina by 1 - exp(-.15) = .13929, Kari by 1 - exp(-.27) = .23662: lots
    .164, .140 and .236. Fit .76 and .88, so taken on by .684 and, matched to an employer known by .2, .792 * 1.15 =
    .9108: lots .68 and .91. Kari ranks before him, .88 + .25 * .5 for .76 + .125, and the vacancy is one (K8). Who
    works does not search, and Per has nothing to find.
    """
    there = one_vacancy_met_twice()
    ola, amina, employed, per, kari = there.jobseekers
    luck = Luck({
        (Decision.JOB_CONTACT, 10): 0.164, (Decision.JOB_CONTACT, 11): 0.140, (Decision.JOB_CONTACT, 14): 0.236,
        (Decision.SCREENING, 10): 0.68, (Decision.SCREENING, 14): 0.91, Decision.APPLICANT_QUALITY: 0.5,
    }, otherwise=0.0)  # fmt: skip
    before = Before(there)
    match(there, week(40, luck))
    assert before.changes(ola) == approx({
        "search": 0.6, "applications": 1, "call_backs": 1, "job_fit": 0.76, "rank": 0.885, "displaced": 1,
    })  # fmt: skip
    assert before.changes(amina) == {"search": approx(0.5)}
    assert before.changes(per) == {"search": approx(0.64)}
    assert before.changes(employed) == {}
    assert (kari.status, kari.employer, kari.search, kari.rank) == (Status.EMPLOYED, 0, approx(0.9), approx(1.005))
    first, second = there.markets
    assert before.changes(first) == approx({"search": 2.0, "contact_rate": 0.3, "displaced": 1})
    assert before.changes(second) == {"search": approx(0.64)}
    assert happened(there) == [
        (EventKind.HIRED, 14, 50, -1, Sector.RETAIL_AND_SERVICE, 0.0), (EventKind.DISPLACED, 10, 50, -1, 0, 0.0),
    ]  # fmt: skip


def test_at_lots_just_above_neither_ola_nor_kari_is_called_back_for_each_is_screened_under_their_own_policy():
    """.69 lies over .684, though with Kari's matching it would not, and .92 over .9108: the vacancy stays open."""
    there = one_vacancy_met_twice()
    ola, amina, _, _, kari = there.jobseekers
    luck = Luck({
        (Decision.JOB_CONTACT, 10): 0.164, (Decision.JOB_CONTACT, 11): 0.140, (Decision.JOB_CONTACT, 14): 0.236,
        (Decision.SCREENING, 10): 0.69, (Decision.SCREENING, 14): 0.92,
    }, otherwise=0.0)  # fmt: skip
    match(there, week(40, luck))
    assert [jobseeker.applications for jobseeker in (ola, amina, kari)] == [1, 0, 1]
    assert (ola.call_backs, kari.call_backs, kari.applied_to) == (0, 0, -1)
    assert there.employers[0].vacancies == 1
    assert happened(there) == []


def test_in_a_market_where_nobody_searches_nothing_happens():
    """No people: last week's search is gone, and nobody meets a vacancy."""
    there = world(employers=[employer(vacancies=2)], markets=[market(search=9.0, contact_rate=0.4, vacancies=2)],
                  parameters=parameters(search__matching=0.3, search__vacancy_elasticity=0.4))  # fmt: skip
    before = Before(there)
    match(there, week(0))
    assert before.changes(there.markets[0]) == {"search": 0.0, "contact_rate": 0.0}
    assert before.changed() == there.markets
