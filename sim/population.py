"""The setting made into a world: how many of what, and who works and looks for work where."""

from math import ceil

import numpy as np

from sim.behaviour.equality import N_NEEDS
from sim.declare import as_tuple, record_type
from sim.parameters import Parameters
from sim.parameters.measures import MeasureTerms, in_order
from sim.policy import Policy
from sim.scenario import LEVELS, MOST_POSTS, PolicyTable, Scenario, person_shares
from sim.setting import Setting
from sim.tally import CELLS
from sim.terms import N_CHANNELS, N_MEASURES, OfficeStart
from sim.world import RECORDS, World

SPARE_POSTS = 0.3  # rows for posts that may be opened, relative to posts at the start
LEAST_BUDGET = 0.1  # posts of an office with hardly anybody
SPARE_ROWS = 1.25  # rows for people at the start, relative to people; more are made as they are needed


def build(scenario: Scenario, table: PolicyTable, rest_weeks: int = 0) -> World:
    """The world of a scenario with its rows of policies as records, empty of people: `populate` makes them.

    `rest_weeks`: how many weeks before week 0 it does so.
    """
    size, market_size = scenario.setting.office, scenario.setting.labour_market
    offices = _offices(scenario, table)
    markets = np.zeros(min(market_size.markets, size.offices), RECORDS["markets"])
    clinics = np.zeros(min(size.clinics, size.offices), RECORDS["clinics"])
    n_reduced = int(offices["start_reduced"].sum())
    n_people = int(offices["n_rows"].sum())
    _lay_out_markets(markets, offices, scenario, table)
    names = [as_tuple(terms) for terms in in_order(scenario.parameters.measures)]
    ordinary = int(offices["start_ordinary"][0])
    reduced = n_reduced // size.offices
    return World(
        jobseekers=np.zeros(n_people, RECORDS["jobseekers"]),
        caseworkers=_caseworkers(offices, table),
        like_cases=np.zeros(int(offices["n_caseworkers"].sum()) * N_NEEDS, RECORDS["like_cases"]),
        channels=_channels(offices),
        employers=np.zeros(int(markets["n_employers"].sum()), RECORDS["employers"]),
        offices=offices,
        markets=markets,
        clinics=clinics,
        places=np.zeros(len(offices) * N_MEASURES, RECORDS["places"]),
        measures=np.array(names, record_type(MeasureTerms)),
        policies=np.array([as_tuple(policy) for policy in table.policies], record_type(Policy)),
        parameters=np.array([as_tuple(scenario.parameters)], record_type(Parameters)),
        layout=np.array([(
            *(len(table.arms[level]) + 1 for level in LEVELS[1:]), size.follow_up_weeks,
            *expected_inflow(scenario, ordinary, reduced),
            -rest_weeks, 0, size.arrivals_until,
        )], RECORDS["layout"]),
        person_arms=_person_arms(table),
        phases=np.array(table.phases, np.int64),
        weekly=np.zeros(scenario.weeks * len(offices), RECORDS["weekly"]),
        tallies=np.zeros(len(offices) * CELLS, RECORDS["tallies"]),
        heap=np.zeros(n_people, np.int64),
        events=np.zeros(1, RECORDS["events"]),
        events_held=np.zeros(1, np.int64),
        faults=np.zeros(3, np.int64),
    )  # fmt: skip


def expected_inflow(scenario: Scenario, ordinary: int, reduced: int) -> tuple[float, float]:
    """Arrivals a week with ordinary and with reduced work capacity at one office of so many people [persons].

    What is not as declared about the world has an inflow of its own at rest; that of an office found is as written.
    """
    size, own = scenario.setting.office, scenario.parameters
    if size.start == OfficeStart.FOUND:
        return size.inflow_ordinary * ordinary, size.inflow_reduced * reduced
    return (
        size.inflow_ordinary * ordinary * own.inflow.ordinary,
        size.inflow_reduced * reduced * own.inflow.reduced,
    )


def _offices(scenario: Scenario, table: PolicyTable) -> np.ndarray:
    size, market_size = scenario.setting.office, scenario.setting.labour_market
    offices = np.zeros(size.offices, RECORDS["offices"])
    numbers = np.arange(size.offices)
    offices["id"] = numbers
    offices["market"] = numbers % min(market_size.markets, size.offices)
    offices["clinic"] = numbers % min(size.clinics, size.offices)
    offices["start_reduced"] = round(size.jobseekers * size.reduced_capacity_share)
    offices["start_ordinary"] = size.jobseekers - offices["start_reduced"]
    offices["n_rows"] = int(size.jobseekers * SPARE_ROWS) + 16
    offices["first_row"] = numbers * offices["n_rows"]
    offices["arm"] = _arms_of(table, "office", size.offices)
    for number in numbers:
        policy = _first_policy(table, office_arm=int(offices["arm"][number]))
        offices["budgeted_posts"][number] = max(LEAST_BUDGET, size.jobseekers / policy.individualization.caseload)
        offices["n_caseworkers"][number] = rows_of_posts(posts_at_start(scenario.setting, policy))
    offices["first_caseworker"] = np.concatenate([[0], np.cumsum(offices["n_caseworkers"])[:-1]])
    return offices


def posts_at_start(setting: Setting, policy: Policy) -> int:
    """Posts of an office at the start, parts of one among them."""
    return max(1, ceil(setting.office.jobseekers / policy.individualization.caseload))


def rows_of_posts(n_posts: int) -> int:
    """Rows that are kept for so many posts: some more, for posts that are opened later."""
    return min(MOST_POSTS, n_posts + ceil(SPARE_POSTS * n_posts))


def _first_policy(table: PolicyTable, office_arm: int) -> Policy:
    """The policy of an office's arm when the run starts."""
    below_office = (len(table.arms["caseworker"]) + 1) * (len(table.arms["person"]) + 1)
    return table.policies[office_arm * below_office]


def _arms_of(table: PolicyTable, level: str, n: int) -> np.ndarray:
    """The arm of each of n agents; ValueError for one who does not exist."""
    arms = np.zeros(n, np.int64)
    for number, changes in enumerate(table.arms[level], start=1):
        for agent in changes[0].who or []:
            if not 0 <= agent < n:
                raise ValueError(f"a change is for {level} {agent}; there are {n}, numbered from 0")
            arms[agent] = number
    return arms


def _lay_out_markets(markets: np.ndarray, offices: np.ndarray, scenario: Scenario, table: PolicyTable) -> None:
    """Give the markets their employers and vacancies at rest."""
    market_size, employers = scenario.setting.labour_market, scenario.parameters.employers
    markets["arm"] = _arms_of(table, "market", len(markets))
    first_employer = 0
    for row, market in enumerate(markets):
        here = offices["market"] == row
        market["first_employer"] = first_employer
        market["n_employers"] = int(here.sum()) * market_size.employers
        at_rest = market_size.vacancies_per_unemployed * offices["start_ordinary"][here].sum()
        employees = max(1.0, market["n_employers"] * employers.mean_size)
        market["posting"] = at_rest * (employers.filled_by_others + employers.filled_by_nav) / employees
        first_employer += int(market["n_employers"])


def _caseworkers(offices: np.ndarray, table: PolicyTable) -> np.ndarray:
    caseworkers = np.zeros(int(offices["n_caseworkers"].sum()), RECORDS["caseworkers"])
    caseworkers["arm"] = _arms_of(table, "caseworker", len(caseworkers))
    return caseworkers


def _channels(offices: np.ndarray) -> np.ndarray:
    channels = np.zeros(len(offices) * N_CHANNELS, RECORDS["channels"])
    channels["id"] = np.arange(len(channels))
    channels["office"] = channels["id"] // N_CHANNELS
    channels["kind"] = channels["id"] % N_CHANNELS
    return channels


def _person_arms(table: PolicyTable) -> np.ndarray:
    """Rules that put people in arms: named people by identity, shares of all by lot; conditions are for the hand."""
    rules = [(0, 0.0, 0.0, -1)]  # the first rule is for nobody, so that there always is one
    rules += [(arm.number, arm.low, arm.high, -1) for arm in person_shares(table) if not arm.change.whom]
    for number, changes in enumerate(table.arms["person"], start=1):
        rules += [(number, 0.0, 0.0, person) for person in changes[0].who or []]
    return np.array(rules, RECORDS["person_arms"])
