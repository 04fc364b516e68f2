"""Every number about the world moves an outcome somewhere in its range; what moves nothing has no place in the model.

The same people with the same luck live with the number as it is, and at an end of its range. An outcome counts as
moved, overall or in a group, where the paired difference is at least `LEAST` of the outcome's own value and beyond
chance: a two-sided t-test over replicates. `ERROR_RATE` is the probability that luck alone passes for an effect
anywhere in the whole screening; it is shared out evenly over all numbers, ends, looks and outcomes (Bonferroni).
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from scipy import stats
from settings import found

from sim.declare import known_numbers, set_value
from sim.engine import run_compiled
from sim.kernel import kernel
from sim.measuring import outcomes_of
from sim.parameters import Parameters
from sim.policy import Policy
from sim.scenario import Change, Scenario
from sim.setting import Setting
from sim.terms import OfficeStart

pytestmark = pytest.mark.long  # a quarter of an hour by itself: before a release, and after numbers change
LEAST = 0.01  # of the outcome's own value
ERROR_RATE = 0.01
LOOKS = tuple(range(201, 201 + n) for n in (12, 40, 120))  # seeds; later looks are for what is small beside chance


class Where(NamedTuple):
    """Numbers that the usual policy hardly lets anybody see at work, why not, and where they are seen instead."""

    numbers: str
    reason: str
    settings: dict[str, Any]


HALF = "half: "  # before a lever that is set for half of the people
TIME = {"individualization.caseload": 30.0}
HARDLY_SKILLED = TIME | {"parameters.staff.market_competence": 0.5, "parameters.staff.competence_spread": 0.0}
SHORT = {"individualization.caseload": 120.0}
OVERLOADED = {"individualization.caseload": 200.0}
OWN_STYLE = SHORT | {"standardization.rhythm_weight": 0.0}
ASKING = TIME | {
    "channel.digital_default": 0.0, "standardization.interval_ordinary": 52.0, "standardization.interval_reduced": 52.0,
}  # fmt: skip
WRITTEN = TIME | {"channel.digital_talks": 1.0}
STRAINED = TIME | {"organisation.outcome_targets": 1.0, "organisation.consistency": 0.0}
PLACES = TIME | {"organisation.measure_places": 4.0}
REORGANISED = {"shock.reorganisation_week": 20}
HANDED_OVER = TIME | REORGANISED | {"individualization.continuity": 1.0}
DIGITAL = {
    "channel.digital_default": 0.85, "channel.digital_talks": 0.45, "channel.drop_in_hours": 6.0,
    "organisation.cashed_share": 0.5, "channel.reinvested_share": 0.0,
}  # fmt: skip
PRESSED = SHORT | {"organisation.surge_staff": 1.0, "parameters.posts.surge_most": 0.2}
MORE_PEOPLE = {"office.inflow_ordinary": 0.1, "parameters.posts.stock_elasticity": 1.0}
SHUT_OUT = {
    "parameters.hiring.mental_multiplier": 0.0, "parameters.hiring.visible_multiplier": 0.0,
    "parameters.hiring.disclosure": 1.0,
}  # fmt: skip


def offered(measure: str, **terms: float) -> dict[str, Any]:
    """A measure that there are places for, that most referrals lead to, and that has these terms."""
    terms = {"places": 500.0, "usual_ordinary": 1.0, "usual_reduced": 1.0} | terms
    return PLACES | {f"parameters.measures.{measure}.{name}": value for name, value in terms.items()}


def terms(measure: str, names: str) -> str:
    """The terms of a measure, by path."""
    return " ".join(f"measures.{measure}.{name}" for name in names.split())


WHERE = (
    Where("inflow.ordinary inflow.reduced", "the office is found", {"office.start": OfficeStart.USUAL_REST}),
    Where("hours.lean_saving encounter.lean_narrows", "offices do not use LEAN", {"organisation.lean": 1.0}),
    Where("hours.signal_effect", "leaders steer by throughput",
          {"organisation.signal": 2, "organisation.consistency": 1.0}),
    Where("hours.placements_guard", "leaders steer by throughput",
          {"organisation.signal": 1, "organisation.consistency": 1.0}),
    Where("rationing.signal_creaming", "leaders steer by throughput", OWN_STYLE | {"organisation.signal": 1}),
    Where("hours.backlog_kept hours.overdue_asks hours.guard", "mandatory work is done within the week", OVERLOADED),
    Where("hours.protected_most", "no rhythm is protected", SHORT | {"standardization.protected_share": 1.0}),
    Where("rationing.coping_seen staff.success_first_share rationing.priority_weight rationing.early_weeks "
          "rationing.motivation_in_success rationing.motivation_in_needs rationing.motivation_in_demand "
          "rationing.success_seen_scale", "the rhythm decides as much as style", OWN_STYLE),
    Where("rationing.target_creaming rationing.scarce_from rationing.scarcity_pulls", "targets are weak",
          OWN_STYLE | {"organisation.outcome_targets": 1.0}),
    Where("rationing.asked_adds", "few ask for a talk", OWN_STYLE | {"channel.digital_default": 0.0}),
    Where("contact.filter_from contact.filter_growth contact.filter_most contact.teaching_minutes contact.skill_taught",
          "staff are calm", {"individualization.caseload": 200.0}),
    Where("rationing.asked_weight", "few ask for a talk, and the rhythm decides as much as style",
          OWN_STYLE | {"channel.digital_default": 0.0}),
    Where("rationing.asked_hastens", "few ask for a talk before one is due anyhow", ASKING),
    Where("rationing.asked_as_need", "few ask for a talk, and need seldom triggers one",
          ASKING | {"channel.need_triggered": 1.0}),
    Where("encounter.value_helps encounter.relation_helps encounter.belief_effect "
          "staff.against_share staff.newcomer_skill staff.weeks_to_learn staff.pressure_stress staff.strain_drives "
          "staff.absence_weeks staff.weeks_to_refill staff.belief_spread", "talks are few", TIME),
    Where("encounter.burden_hinders", "talks are few, even at thirty cases", {"individualization.caseload": 20.0}),
    Where("encounter.belief_helps", "belief is in the middle, and one skilled talk helps all it can",
          HARDLY_SKILLED | {"parameters.staff.belief": 1.0, "parameters.staff.belief_spread": 0.0}),
    Where("encounter.focus_helps", "job focus is in the middle, and one skilled talk helps all it can",
          HARDLY_SKILLED | {"organisation.job_focus": 1.0}),
    Where("organisation.calm_pressure", "pressure is above it, so that it guards nothing",
          TIME | {"organisation.learning_platform": 1.0, "organisation.leader_room": 1.0}),
    Where("search.focus_effect", "job focus is in the middle", TIME | {"organisation.job_focus": 1.0}),
    Where("encounter.consistency_eases", "consistency is in the middle",
          TIME | {"organisation.consistency": 1.0, "standardization.control_share": 1.0}),
    Where("encounter.relational_fit encounter.relational_caseload", "the relational manual is hardly used",
          TIME | {"standardization.relational_manual": 1.0}),
    Where("encounter.video_cold", "talks by video are few",
          TIME | {"channel.video": 1.0, "channel.phone_talks": 0.0, "channel.digital_talks": 0.0}),
    Where("encounter.burden_cold encounter.relation_warms encounter.skill_in_contact", "most talks are face to face",
          WRITTEN),
    Where("encounter.sanction_weeks encounter.sanction_push", "sanctions are few",
          TIME | {"standardization.sanction_strictness": 1.0}),
    Where("encounter.strain_controls", "strain is ordinary", STRAINED),
    Where("encounter.strain_sanctions", "strain is ordinary, and policy sanctions already",
          STRAINED | {"standardization.sanction_strictness": 0.0}),
    Where("staff.competence_spread", "more competence gives in proportion more",
          {"individualization.caseload": 20.0, "individualization.tailoring": 1.0,
           "individualization.participation": 1.0, "standardization.discretion_room": 1.0,
           "standardization.generic_manual": 0.0}),
    Where("staff.handover_trust staff.handover_keeps staff.continuity_keeps", "handovers are few", HANDED_OVER),
    Where("staff.relation_passes_on", "handovers are few, and little is kept",
          HANDED_OVER | {"parameters.staff.turnover": 1.0, "parameters.organisation.cases_moved": 1.0,
                         "parameters.staff.handover_keeps": 1.0}),
    Where("organisation.relearning organisation.relearning_fades organisation.adoption_kept organisation.cases_moved",
          "offices are not reorganised", REORGANISED),
    Where("posts.most_cut costs.premises_weeks", "budgets are not cut", {"organisation.efficiency_cut": 0.05}),
    Where("posts.stock_elasticity posts.answered_a_year", "as many people come as leave", MORE_PEOPLE),
    Where("posts.least_post", "an office has many posts, and no need of more",
          MORE_PEOPLE | {"individualization.caseload": 300.0}),
    Where("posts.hours_at_work posts.memory_weeks", "nothing is freed under the usual policy", DIGITAL),
    Where("posts.surge_from posts.overtime posts.overtime_price posts.temporaries posts.temporaries_weeks "
          "posts.surge_most", "no office may work overtime or use temporaries", PRESSED),
    Where("posts.investment_weeks", "no more is invested than is built", {"channel.digital_investment": 1.0}),
    Where("organisation.digital_stays organisation.legacy_in_talks", "offices are not closed",
          {"shock.closure_week": 10, "shock.closure_weeks": 20, "shock.express_digitalization": 1.0}),
    Where("assessment.participation_insight", "the profile weighs half",
          {"standardization.profiling_weight": 0.0}),
    Where("health.coordination_hastens", "all in the queue are alike in it",
          {"individualization.health_coordination": 0.0, f"{HALF}individualization.health_coordination": 1.0}),
    Where("health.coordination_gain", "health and work services are hardly coordinated",
          {"individualization.health_coordination": 1.0}),
    Where("employers.outreach_committed", "visits are few",
          {"organisation.market_team": 0.4, "organisation.employer_matching": 0.0}),
    Where("hiring.rank_noise", "two applicants seldom meet at one vacancy",
          {"shock.recession_week": 1, "shock.recession_weeks": 120, "shock.recession_depth": 0.95}),
    Where("hiring.disclosure hiring.size_offset hiring.large_firm", "disclosing costs a quarter of call-backs",
          SHUT_OUT),
    Where("hiring.coach_offset", "job coaches are few", SHUT_OUT | offered("ips")),
    Where("retention.support_effect retention.support_weeks referral.ips_from referral.ips_motivation",
          "places with a job coach are few", offered("ips")),
    Where("measure_quality.ips_floor", "places in IPS are few",
          offered("ips") | {"individualization.ips_fidelity": 0.0}),
    Where("measure_quality.in_house_gain", "follow-up has few places",
          offered("follow_up") | {"organisation.in_house": 1.0}),
    Where("measure_quality.plan_effect", "plans are neither good nor bad",
          offered("training") | {"parameters.encounter.plan_step": 0.0, "parameters.people.plan_at_start": 0.0}),
    Where("measure_quality.least_fit", "measures mostly fit", PLACES | {"standardization.standard_menu": 1.0}),
    Where("search.gain_effect hiring.gain_effect measure_quality.misfit_weight", "places are few", PLACES),
    Where("hiring.subsidy_factor", "places with a wage subsidy are few", offered("wage_subsidy")),
    Where("retention.skills_at_work", "few come back from work",
          {"parameters.retention.early_loss": 0.05, "parameters.retention.later_loss": 0.05}),
    Where("exits.resources_hold", "few leave the labour force unprompted", TIME | {"parameters.exits.leaves": 0.03}),
    Where(terms("work_practice", "usual_ordinary usual_reduced suits_burden lock_in placing gain answers_skills"),
          "one measure of many", offered("work_practice")),
    Where(terms("training", "usual_ordinary lock_in gain answers_skills suits_burden"), "one measure of many",
          offered("training")),
    Where(terms("wage_subsidy", "weeks places usual_ordinary usual_reduced suits_burden lock_in placing gain "
                "answers_skills"), "one measure of many", offered("wage_subsidy")),
    Where(terms("follow_up", "places usual_ordinary usual_reduced suits_burden lock_in placing gain answers_skills"),
          "one measure of many", offered("follow_up")),
    Where(terms("aft", "usual_ordinary suits_burden lock_in placing gain answers_skills"), "one measure of many",
          offered("aft")),
    Where(terms("vta", "weeks price places usual_ordinary usual_reduced lock_in placing coping"), "few places",
          offered("vta")),
    Where(terms("vta", "gain answers_skills suits_burden"), "it lasts beyond the run",
          offered("vta", weeks=26) | {"parameters.referral.in_talk": 0.6}),
    Where(terms("ips", "weeks price places usual_ordinary usual_reduced suits_burden placing answers_skills coping"),
          "few places", offered("ips")),
    Where(terms("ips", "lock_in gain"), "it places people before search or gain matter", offered("ips", placing=0.0)),
    Where("costs.programme " + terms("kvp", "weeks price places usual_ordinary usual_reduced suits_burden lock_in "
                                     "placing gain coping"), "few places", offered("kvp")),
    Where(terms("kvp", "answers_skills"), "few are in its target group",
          offered("kvp") | {"parameters.people.aap_share": 0.0}),
)  # fmt: skip
WHERE_OF = {f"parameters.{path}": where for where in WHERE for path in where.numbers.split()}
USUAL = Where("", "", {})

SIZES = {  # what a middle-sized office can be, where a declared range reaches to the whole country
    "office.reduced_capacity_share": (0.0, 1.0),
    "office.inflow_ordinary": (0.0, 0.1),
    "office.inflow_reduced": (0.0, 0.05),
    "labour_market.employers": (6, 600),
    "labour_market.vacancies_per_unemployed": (0.0, 5.0),
}
# How much there is of all, how a run begins, and who is followed how long.
EXTENT = {
    "office.offices", "office.jobseekers", "office.clinics", "labour_market.markets", "office.start",
    "office.rest_weeks", "office.own_rest_weeks", "office.arrivals_until", "office.follow_up_weeks",
}  # fmt: skip
NUMBERS = {f"parameters.{path}": number for path, number in known_numbers(Parameters).items()}
NUMBERS |= {path: known_numbers(Setting)[path] for path in SIZES}


def office(settings: dict[str, Any]) -> Scenario:
    """A small office; levers, sizes and numbers about the world set as they are typed."""
    half = {path.removeprefix(HALF): value for path, value in settings.items() if path.startswith(HALF)}
    scenario = found(Scenario(weeks=105, changes=[Change("person", levers=half, share=0.5)] if half else []))
    scenario.setting.office.jobseekers = 600
    scenario.setting.labour_market.employers = 60
    for path, value in settings.items():
        if path.startswith("parameters."):
            set_value(scenario.parameters, path.removeprefix("parameters."), value)
        elif not path.startswith(HALF):
            set_value(scenario.policy if path in known_numbers(Policy) else scenario.setting, path, value)
    return scenario


@cache
def outcomes_with(settings: tuple, seed: int) -> np.ndarray:
    """Every outcome of one run, overall and by group."""
    return np.array([value for *_, value in outcomes_of(run_compiled(office(dict(settings)), kernel(), seed))])


def runs(settings: dict[str, Any], seeds: Any) -> np.ndarray:
    """Outcomes of runs: a row a seed."""
    return np.array([outcomes_with(tuple(settings.items()), seed) for seed in seeds])


def moved(usual: np.ndarray, changed: np.ndarray) -> np.ndarray:
    """Which outcomes moved between paired runs, by their columns."""
    differences = changed - usual
    comparisons = len(NUMBERS) * 2 * len(LOOKS) * differences.shape[1]
    enough = np.abs(differences.mean(axis=0)) >= LEAST * np.abs(usual.mean(axis=0))  # no where one is not observed
    columns = np.flatnonzero(enough & (np.ptp(differences, axis=0) > 0.0))
    by_luck = stats.ttest_1samp(differences[:, columns], 0.0).pvalue
    return columns[by_luck < ERROR_RATE / comparisons]


def ends(path: str) -> list[Any]:
    """The ends of a number's range, the farther from its usual value first."""
    number = NUMBERS[path]
    return sorted(SIZES.get(path, (number.low, number.high)), key=lambda end: -abs(end - number.default))


def moves(path: str, where: Where) -> bool:
    """Whether a number moves an outcome at an end of its range."""
    return any(
        len(moved(runs(where.settings, seeds), runs(where.settings | {path: end}, seeds)))
        for seeds in LOOKS
        for end in ends(path)
    )


@pytest.mark.parametrize("path", dict.fromkeys([*WHERE_OF, *NUMBERS]))
def test_the_number_moves_an_outcome(path):
    """At one end of its range or the other, under the usual policy or where `WHERE` says."""
    assert moves(path, WHERE_OF.get(path, USUAL))


def test_no_place_is_kept_for_a_number_that_is_gone():
    assert set(WHERE_OF) <= set(NUMBERS) and len(WHERE_OF) == sum(len(where.numbers.split()) for where in WHERE)
    assert set(SIZES) | EXTENT == set(known_numbers(Setting))


def test_a_number_that_nothing_reads_would_be_seen():
    """As what LEAN saves where no office uses LEAN: every run has the same bits."""
    assert not moves("parameters.hours.lean_saving", USUAL)


def test_luck_alone_moves_nothing():
    """Other people with other luck under the same numbers are no effect, however they are paired."""
    usual = runs({}, LOOKS[-1])
    others = runs({}, range(1001, 1001 + len(usual)))
    for shift in range(len(others)):
        for n in map(len, LOOKS):
            assert not len(moved(usual[:n], np.roll(others, shift, axis=0)[:n]))


def test_what_is_certain_but_too_small_is_no_move():
    usual = 1.0 + 0.1 * np.random.default_rng(1).random((40, 5))
    change = np.random.default_rng(2).uniform(0.9, 1.1, (40, 5))
    assert len(moved(usual, usual + 0.5 * LEAST * change)) == 0
    assert len(moved(usual, usual + 2.0 * LEAST * change)) == 5
