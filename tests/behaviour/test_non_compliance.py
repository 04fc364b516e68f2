"""Non-compliance: worked cases of sim/behaviour/non_compliance.py: who is sanctioned for not coming, and how."""

import pytest
from builder import Before, caseworker, parameters, person, policy, week
from luck import Luck
from pytest import approx

from sim.behaviour.non_compliance import respond_to_absence, sanction_probability
from sim.terms import Benefit, CopingFamily, Decision

NUMBERS = {
    "people__barrier_weight": 0.5, "encounter__excused": 0.5, "encounter__strain_sanctions": 0.6,
    "encounter__sanction_weeks": 2, "encounter__sanction_trust": 0.2, "encounter__sanction_coping": 0.1,
    "encounter__sanction_push": 0.3, "encounter__renegotiated": 0.125,
}  # fmt: skip
STRICT = policy(standardization__sanction_strictness=0.4, standardization__discretion_room=0.75)


def kari_of(**fields):
    """Kari, who did not come: a barrier of mental health of .8, which with weight .5 is a burden of .4."""
    return person(**{
        "id": 41, "mental_health": 0.8, "trust": 0.6, "coping": 0.45, "job_help": 0.2, "plan": 0.36, "sanctions": 1,
        "benefit": Benefit.DAGPENGER, "benefit_weeks": 30, **fields,
    })  # fmt: skip


def asta_of(family=CopingFamily.AWAY):
    """Asta, under a strain of a quarter, and how she copes with it."""
    return caseworker(stress=0.25, coping_family=family)


@pytest.mark.parametrize(
    ("family", "sanctioned"),
    [(CopingFamily.TOWARDS, 0.34), (CopingFamily.AWAY, 0.34), (CopingFamily.AGAINST, 0.4675)],
)
def test_kari_whose_case_is_complex_is_excused_less_by_who_copes_against_clients(family, sanctioned):
    """Strictness .4; half of burden .4, by room .75, excuses .15 of it: .34 (8.18, R5: rather incapable than
    unwilling).

    Who copes against clients is stricter by .6 of strain .25, .55 less the same part: .4675 (Tummers et al. 2015).
    """
    assert sanction_probability(kari_of(), asta_of(family), STRICT, parameters(**NUMBERS)) == approx(sanctioned)


def test_ola_whose_case_is_simple_is_excused_nothing_and_kari_nothing_without_room_for_it():
    """No burden, or no room for discretion: strictness .4 as it stands."""
    no_room = policy(standardization__sanction_strictness=0.4, standardization__discretion_room=0.0)
    assert sanction_probability(person(), asta_of(), STRICT, parameters(**NUMBERS)) == approx(0.4)
    assert sanction_probability(kari_of(), asta_of(), no_room, parameters(**NUMBERS)) == approx(0.4)


def test_nobody_is_sanctioned_more_than_surely():
    """The strictest office, and strain that adds .15 to it: 1.15 for somebody without a burden, and so 1."""
    strictest = policy(standardization__sanction_strictness=1.0, standardization__discretion_room=0.75)
    assert sanction_probability(person(), asta_of(CopingFamily.AGAINST), strictest, parameters(**NUMBERS)) == 1.0


@pytest.mark.parametrize("benefit", [Benefit.DAGPENGER, Benefit.AAP])
def test_a_sanction_takes_weeks_trust_and_coping_from_kari_and_pushes_her_search(benefit):
    """Below .34: two of 30 weeks go, a fifth of trust .6, a tenth of coping .45; .3 is added to help .2 (8.18)."""
    kari, asta = kari_of(benefit=benefit), asta_of()
    before = Before(kari, asta)
    luck = Luck({(Decision.NON_COMPLIANCE_RESPONSE, 41): 0.339})
    assert respond_to_absence(kari, asta, STRICT, week(12, luck), parameters(**NUMBERS)) == 1
    assert before.changed() == [kari]
    assert before.changes(kari) == approx(
        {"sanctions": 2, "benefit_weeks": 28, "trust": 0.48, "coping": 0.405, "job_help": 0.5}
    )


@pytest.mark.parametrize(
    "benefit", [Benefit.NONE, Benefit.SOSIALHJELP, Benefit.KVALIFISERINGSSTONAD, Benefit.UFORETRYGD]
)
def test_a_sanction_takes_no_weeks_where_there_is_no_entitlement_to_work_for(benefit):
    """Only dagpenger and AAP are run down; trust, coping and push are the same as with them."""
    kari = kari_of(benefit=benefit)
    before = Before(kari)
    luck = Luck({(Decision.NON_COMPLIANCE_RESPONSE, 41): 0.339})
    assert respond_to_absence(kari, asta_of(), STRICT, week(12, luck), parameters(**NUMBERS)) == 1
    assert before.changes(kari) == approx({"sanctions": 2, "trust": 0.48, "coping": 0.405, "job_help": 0.5})


@pytest.mark.parametrize(("weeks", "left"), [(4, 2), (3, 1), (2, 1), (1, 1)])
def test_the_last_week_of_an_entitlement_is_never_taken(weeks, left):
    """Two weeks are taken, but one stays, so that the benefit runs out by itself as all do."""
    kari = kari_of(benefit_weeks=weeks, job_help=0.8)
    luck = Luck({(Decision.NON_COMPLIANCE_RESPONSE, 41): 0.0})
    respond_to_absence(kari, asta_of(), STRICT, week(12, luck), parameters(**NUMBERS))
    assert (kari.benefit_weeks, kari.job_help) == (left, 1.0)  # .8 and .3 are pushed to 1 and no further


def test_renegotiating_fits_the_plan_to_kari_and_costs_her_nothing():
    """From .34 on: an eighth of what the plan lacks, .08 of .64, is won: .44 (8.18, R5)."""
    kari, asta = kari_of(), asta_of()
    before = Before(kari, asta)
    luck = Luck({(Decision.NON_COMPLIANCE_RESPONSE, 41): 0.341}, otherwise=0.0)
    assert respond_to_absence(kari, asta, STRICT, week(12, luck), parameters(**NUMBERS)) == 0
    assert before.changed() == [kari]
    assert before.changes(kari) == approx({"plan": 0.44})
