"""Every lever moves what it should, the way the literature says, by more than a size written down beforehand.

The same people with the same luck live under the lever's two values; the differences over replicates are judged by a
one-sided t-test at p < 0.01. Sizes are in the outcome's own unit.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from scipy import stats
from settings import found

from sim.declare import numbers, set_value, value_at
from sim.engine import run_compiled
from sim.kernel import kernel
from sim.measuring import outcomes_of
from sim.policy import Policy
from sim.scenario import Scenario

pytestmark = pytest.mark.slow
P_VALUE = 0.01


class Claim(NamedTuple):
    """Raising a lever from one value to another moves an outcome up (+1) or down (-1) by at least this much."""

    lever: str
    low: float
    high: float
    outcome: str
    sign: int
    least: float
    source: str
    setting: dict = {}
    group: str = "all"
    replicates: int = 10


STD, IND, CHA, ORG, SHO = "standardization", "individualization", "channel", "organisation", "shock"
PLACES_FOR_ALL = {"organisation.measure_places": 4.0}  # with few, places and not the order of work and training decide
MANY_PLACES = PLACES_FOR_ALL | {"organisation.strategy": 1}
FEW_PLACES = {"organisation.measure_places": 0.5}
FEW_CASES = {"individualization.caseload": 25.0}
SOME_TIME = {"individualization.caseload": 80.0}
TIME_TO_TALK = {"individualization.caseload": 60.0}  # what talks hold is seen where there are some
ALL_DIGITAL = {"channel.digital_default": 1.0}
DIGITAL = {"channel.digital_default": 0.85, "channel.digital_talks": 0.45, "channel.drop_in_hours": 6.0}
CLAIMS = [
    Claim(f"{STD}.profiling_weight", 0.0, 1.0, "wrongly_assessed", -1, 0.005, "R6, R8: judgement adds variance"),
    Claim(f"{STD}.rhythm_weight", 0.0, 1.0, "unequal_treatment", -1, 0.01, "R8: less variance between workers"),
    Claim(f"{STD}.interval_ordinary", 2.0, 26.0, "talks", -1, 0.5, "R4: interval lengthens", group="GODE_MULIGHETER"),
    Claim(f"{STD}.interval_reduced", 2.0, 26.0, "talks", -1, 0.2, "R4: interval lengthens", group="JOBBE_DELVIS"),
    Claim(f"{STD}.protected_share", 0.0, 1.0, "talks", +1, 0.3, "R4: hours are set aside before mandatory work"),
    Claim(f"{STD}.youth_priority", 0.0, 1.0, "talks", +1, 0.1, "8.9: priority is seen more", group="UNDER_30"),
    Claim(f"{STD}.early_priority", 0.0, 1.0, "talks", +1, 0.05, "8.9: priority is seen more", group="NEWCOMER"),
    Claim(f"{STD}.standard_menu", 0.0, 1.0, "employed_at_104_weeks", -1, 0.0005, "R8: misfit", replicates=160),
    Claim(f"{STD}.documentation", 0.0, 1.5, "talks", -1, 0.5, "8.14: administration first"),
    Claim(f"{STD}.generic_manual", 0.0, 1.0, "coping", -1, 0.002, "6.12, R8: standard tool alone", TIME_TO_TALK),
    Claim(f"{STD}.relational_manual", 0.0, 1.0, "coping", +1, 0.005, "8.8, R9: where caseload is low", FEW_CASES),
    Claim(f"{STD}.discretion_room", 0.0, 1.0, "coping", +1, 0.002, "R6: discretion times competence"),
    Claim(f"{STD}.control_share", 0.0, 1.0, "trust", -1, 0.02, "8.23: control destroys value"),
    Claim(f"{STD}.sanction_strictness", 0.0, 1.0, "sanctions", +1, 0.1, "8.18"),
    Claim(f"{IND}.caseload", 45.0, 180.0, "talks", -1, 1.0, "K1: more meetings"),
    Claim(f"{IND}.tailoring", 0.0, 1.0, "coping", +1, 0.002, "R10"),
    Claim(f"{IND}.participation", 0.0, 1.0, "plan_fit", +1, 0.005, "theory: 8.23, 8.25"),
    Claim(f"{IND}.continuity", 0.0, 1.0, "trust", +1, 0.001, "K4, 8.21", {"shock.reorganisation_week": 40}),
    Claim(f"{IND}.health_coordination", 0.0, 1.0, "employed_at_104_weeks", +1, 0.003, "K6", replicates=80),
    Claim(f"{IND}.ips_fidelity", 0.0, 1.0, "employed_at_104_weeks", +1, 0.001, "K5", MANY_PLACES, replicates=200),
    Claim(f"{CHA}.digital_default", 0.0, 1.0, "digital_share", +1, 0.08, "4.24; forms are digital anyhow"),
    Claim(f"{CHA}.self_service", 0.0, 1.0, "access_failures", -1, 0.1, "4.7"),
    Claim(f"{CHA}.dialogue", 0.0, 1.0, "contacts", +1, 0.5, "8.1: availability spurs demand"),
    Claim(f"{CHA}.chat_hours", 0.0, 37.5, "access_failures", -1, 0.01, "4.7"),
    Claim(f"{CHA}.phone_hours", 0.0, 37.5, "access_failures", -1, 0.1, "4.5, 4.6"),
    Claim(f"{CHA}.phone_lines", 0.1, 3.0, "access_failures", -1, 0.05, "4.5, 4.6"),
    Claim(f"{CHA}.drop_in_hours", 0.0, 30.0, "given_up", -1, 0.05, "4.4: some gave up"),
    Claim(f"{CHA}.contact_centre", 0.0, 0.85, "talks", +1, 0.2, "4.6: calls that the office is spared"),
    Claim(
        f"{CHA}.digital_investment",
        0.0,
        1.0,
        "repeats_a_year",
        -1,
        0.05,
        "what is not settled comes again",
        ALL_DIGITAL,
    ),
    Claim(f"{CHA}.video", 0.0, 1.0, "talks_in_person", -1, 0.3, "8.5"),
    Claim(f"{CHA}.phone_talks", 0.0, 1.0, "talks", +1, 0.1, "a talk at a distance is shorter"),
    Claim(f"{CHA}.digital_talks", 0.0, 1.0, "user_experience", -1, 0.002, "8.3, 4.11: cold"),
    Claim(f"{CHA}.assisted_digital", 0.0, 1.0, "digital_divide", -1, 0.002, "4.15-4.17", ALL_DIGITAL),
    Claim(f"{CHA}.reinvested_share", 0.0, 1.0, "talks", +1, 0.1, "4.25, R14", DIGITAL),
    Claim(f"{CHA}.digital_investment", 0.4, 1.0, "ict_a_year", +1, 100.0, "prices of ICT"),
    Claim(
        f"{CHA}.need_triggered",
        0.0,
        1.0,
        "talks",
        +1,
        0.1,
        "4.24: who needs a meeting, where there is time for more than the urgent",
        SOME_TIME,
        group="JOBBE_DELVIS",
        replicates=20,
    ),
    Claim(f"{ORG}.specialisation", 0.0, 1.0, "mandatory_share", -1, 0.002, "8.21: done faster"),
    Claim(f"{ORG}.integration", 0.0, 1.0, "coping", +1, 0.001, "6.16, R17, R20"),
    Claim(f"{ORG}.market_team", 0.0, 0.2, "employer_openness", +1, 0.005, "K9, R24"),
    Claim(f"{ORG}.employer_matching", 0.0, 1.0, "employed_at_104_weeks", +1, 0.0, "K9"),
    Claim(f"{ORG}.outcome_targets", 0.0, 1.0, "creaming", +1, 0.01, "Koning & Heinrich 2013; 8.9"),
    Claim(f"{ORG}.learning_platform", 0.0, 1.0, "practice_adopted", +1, 0.05, "INNOWEL"),
    Claim(f"{ORG}.lean", 0.0, 1.0, "mandatory_share", -1, 0.01, "theory: INNOWEL"),
    Claim(f"{ORG}.in_house", 0.0, 1.0, "measure_cost_per_person", -1, 100.0, "1.19: own hours instead of a price"),
    Claim(f"{ORG}.strategy", 0, 1, "employed_at_104_weeks", +1, 0.002, "6.10", PLACES_FOR_ALL, replicates=40),
    Claim(f"{ORG}.job_focus", 0.0, 1.0, "employed_at_104_weeks", +1, 0.005, "6.12, 4.11"),
    Claim(f"{ORG}.measure_wait", 0.0, 52.0, "measures", -1, 0.01, "2.26", group="NEWCOMER"),
    Claim(f"{ORG}.measure_places", 0.2, 2.0, "measures", +1, 0.05, "1.11"),
    Claim(f"{ORG}.staff_training", 0.0, 0.1, "staff_competence", +1, 0.02, "8.16"),
    Claim(f"{ORG}.efficiency_cut", 0.0, 0.05, "posts_budgeted", -1, 0.2, "ABE reform"),
    Claim(f"{ORG}.cashed_share", 0.0, 1.0, "posts_cut", +1, 0.002, "4.25, R14", DIGITAL),
    Claim(f"{ORG}.surge_staff", 0.0, 1.0, "talks", +1, 0.05, "5.8", {"individualization.caseload": 120.0}),
    Claim(f"{ORG}.signal", 0, 2, "talks", +1, 0.02, "8.14, 8.20: follow-up guarded", replicates=30),
    Claim(f"{ORG}.consistency", 0.0, 1.0, "stress", -1, 0.02, "8.19"),
    Claim(f"{ORG}.leader_room", 0.0, 1.0, "practice_adopted", +1, 0.05, "8.15, 8.20"),
    Claim(f"{SHO}.closure_week", -1, 20, "contacts_drop_in", -1, 0.02, "4.6 (2020)"),
    Claim(f"{SHO}.closure_weeks", 4, 52, "contacts_drop_in", -1, 0.05, "4.6", {"shock.closure_week": 20}),
    Claim(f"{SHO}.express_digitalization", 0.0, 1.0, "digital_share", +1, 0.05, "STAR 2024", {"shock.closure_week": 5}),
    Claim(f"{SHO}.reorganisation_week", -1, 20, "caseworker_changes", +1, 0.1, "R21"),
    Claim(f"{SHO}.recession_week", -1, 10, "days_employed", -1, 2.0, "7.12"),
    Claim(f"{SHO}.recession_weeks", 4, 90, "days_employed", -1, 2.0, "7.12", {"shock.recession_week": 10}),
    Claim(f"{SHO}.recession_depth", 0.0, 0.9, "days_employed", -1, 5.0, "7.12", {"shock.recession_week": 10}),
    Claim(f"{SHO}.outage_week", -1, 20, "access_failures", +1, 0.01, "a channel that is down turns people away"),
    Claim(f"{SHO}.outage_weeks", 1, 20, "access_failures", +1, 0.1, "the same", {"shock.outage_week": 20}),
    Claim(f"{SHO}.surge_week", -1, 20, "pressure", +1, 0.005, "5.8 (2020)"),
    Claim(f"{SHO}.surge_weeks", 2, 26, "pressure", +1, 0.01, "5.8", {"shock.surge_week": 20}),
    Claim(f"{SHO}.surge_size", 1.0, 8.0, "pressure", +1, 0.02, "5.8", {"shock.surge_week": 20}),
    Claim(
        f"{SHO}.measure_budget",
        0.0,
        0.3,
        "measures_filled",
        +1,
        0.002,
        "starts stop where more is committed than a year gives (2025); where people queue, money alone decides",
        FEW_PLACES,
        replicates=120,
    ),
]


def office(settings: dict) -> Scenario:
    """A middle-sized office, with levers set."""
    scenario = found(Scenario(weeks=110))
    scenario.setting.office.jobseekers = 1200
    scenario.setting.labour_market.employers = 120
    for path, value in settings.items():
        set_value(scenario.policy, path, value)
    return scenario


@cache
def measured(settings: tuple, seed: int) -> dict[tuple[str, str], float]:
    """Outcomes of one run by name and group."""
    world = run_compiled(office(dict(settings)), kernel(), seed)
    return {(name, category): value for _, category, name, value in outcomes_of(world)}


def settings_of(claim: Claim, value: float) -> tuple:
    """The levers that are not as usual where the claim's has a value, so that no office is run twice."""
    settings, usual = claim.setting | {claim.lever: value}, Policy()
    return tuple(sorted((path, at) for path, at in settings.items() if value_at(usual, path) != at))


def differences(claim: Claim) -> np.ndarray:
    """Paired differences of the claim's outcome over replicates, high less low."""
    ends = []
    seeds = range(1, claim.replicates + 1)
    for value in (claim.low, claim.high):
        settings = settings_of(claim, value)
        ends.append(np.array([measured(settings, seed)[claim.outcome, claim.group] for seed in seeds]))
    return ends[1] - ends[0]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.lever}->{claim.outcome}")
def test_the_lever_moves_the_outcome_as_the_source_says(claim):
    """Sign by a t-test over replicates, size against what was written down."""
    moved = claim.sign * differences(claim)
    assert moved.mean() > claim.least, f"{claim.sign * moved.mean():+.5f}, wanted beyond {claim.sign * claim.least:+g}"
    assert stats.ttest_1samp(moved, 0.0, alternative="greater").pvalue < P_VALUE


def test_every_lever_has_a_claim():
    """None is decoration."""
    assert {lever.path for lever in numbers(Policy)} == {claim.lever for claim in CLAIMS}
