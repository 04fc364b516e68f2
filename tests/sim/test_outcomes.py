"""What is summed when a run ends, against pandas; and the spread between caseworkers against a known one."""

import numpy as np
import pandas as pd
import pytest

from sim.behaviour.equality import FEW_CASES, SHORT_SPELL
from sim.engine import run_compiled
from sim.kernel import kernel
from sim.measuring import (
    SHAPE,
    TABLES,
    RatioCalculator,
    SumCalculator,
    measured,
    outcomes_of,
    people_behind,
    unequal_treatment,
)
from sim.outcomes import GROUPINGS, OFFICE, ONE, OUTCOMES, Ratio, Sum, everything, within
from sim.outcomes import people as people_sum
from sim.scenario import Scenario
from sim.terms import DigitalSkill, NeedsGroup
from sim.units import DAYS_A_WEEK, WEEKS_A_YEAR
from sim.world import RECORDS, World

SIZES = {"office": (1, 800, 80), "three": (3, 300, 30), "no employers": (2, 100, 0), "nobody": (1, 0, 20)}


@pytest.fixture(scope="module", params=list(SIZES))
def world(request) -> World:
    """One or several offices after a year: how many, of how many people and employers each."""
    scenario = Scenario(weeks=52)
    office, market = scenario.setting.office, scenario.setting.labour_market
    office.offices, office.jobseekers, market.employers = SIZES[request.param]
    return run_compiled(scenario, kernel(), 7)


def people(**fields) -> np.ndarray:
    """Records of people with these fields, zero elsewhere."""
    records = np.zeros(len(next(iter(fields.values()))), RECORDS["jobseekers"])
    for name, values in fields.items():
        records[name] = values
    return records


def over(part: float, whole: float) -> float:
    """A ratio, NaN over nothing."""
    return part / whole if whole else np.nan


def spread_by_pandas(records: np.ndarray) -> float:
    """Moments of the means of caseworkers within needs groups, less what chance gives them."""
    cases = pd.DataFrame(records)
    cases = cases[(cases.status > 0) & (cases.weeks_unemployed >= SHORT_SPELL)]
    talks = WEEKS_A_YEAR * cases.talks / cases.weeks_unemployed
    groups = talks.groupby([cases.caseworker, cases.true_need]).agg(["size", "mean", lambda x: x.var(ddof=0)])
    groups.columns = ["n", "mean", "variance"]
    groups = groups[groups.n >= FEW_CASES]
    of_need = (groups.n * groups["mean"]).groupby("true_need").sum() / groups.n.groupby("true_need").sum()
    squared = (groups["mean"] - of_need.reindex(groups.index, level="true_need")) ** 2
    between = over((groups.n * (squared - groups.variance / (groups.n - 1))).sum(), groups.n.sum())
    return float(np.sqrt(np.maximum(0.0, between)))


def test_every_field_is_summed(world):
    """Of everybody, of each category, of all weeks and the last, of employers and caseworkers."""
    cube = world.tallies.reshape(-1, *SHAPE)
    parts = {("tallies", "all", "all"): cube}
    parts |= {(table, "all", "all"): records(world) for table, records in TABLES.items()}
    for axis, (grouping, kind) in enumerate(GROUPINGS.items()):
        parts |= {("tallies", grouping, category.name): cube.take([category], axis + 1) for category in kind}
    wanted = {
        Sum(table, name, grouping, category): records[name]
        for (table, grouping, category), records in parts.items()
        for name in records.dtype.names
    }
    sums = SumCalculator(wanted)
    values = sums.of(world)
    for total, column in wanted.items():
        exact = column.dtype.kind == "i"
        expected = column.sum() if exact else pytest.approx(column.sum(), rel=1e-12)
        assert values[sums.index[total]] == expected, total


def test_a_sum_is_the_same_bits_as_adding_one_record_after_another(world):
    """So it does not hang on how NumPy goes about it."""
    for name in ("nok_admin", "pressure"):
        total = 0.0
        for week in world.weekly:
            total += week[name]
        assert RatioCalculator([Ratio(Sum("weekly", name), ONE)]).of(world) == [total]


def test_a_ratio_is_of_the_people_it_is_said_of(world):
    talks_of_weak = people_sum("talks", DigitalSkill.WEAK), people_sum("persons", DigitalSkill.WEAK)
    talks = Ratio(people_sum("talks"), people_sum("persons"), 2.0)
    asked = [
        within(talks, "digital_skill", "WEAK"),
        Ratio(people_sum("talks"), people_sum("persons"), 1.0, *talks_of_weak),
    ]
    weak, gap = RatioCalculator(asked).of(world)
    cube = world.tallies.reshape(-1, *SHAPE)
    of_weak = over(cube["talks"][:, :, 0].sum(), cube["persons"][:, :, 0].sum())
    assert weak == pytest.approx(2.0 * of_weak, rel=1e-12, nan_ok=True)
    everybody = over(cube["talks"].sum(), cube["persons"].sum())
    assert gap == pytest.approx(everybody - of_weak, rel=1e-12, nan_ok=True)
    nobody = world._replace(tallies=np.zeros_like(world.tallies))
    assert np.isnan(RatioCalculator(asked).of(nobody)).all()


def test_unequal_treatment_is_what_pandas_finds(world):
    spread = unequal_treatment(world.jobseekers)
    assert spread == pytest.approx(spread_by_pandas(world.jobseekers), rel=1e-9, nan_ok=True)
    assert spread > 0 or len(world.jobseekers) < 300


def test_unequal_treatment_tells_a_spread_from_chance():
    """A hundred caseworkers with fifty cases each: what differs between them is found, what is luck is not."""
    rng = np.random.default_rng(3)
    caseworker = np.repeat(np.arange(100), 50)
    need = rng.integers(1, len(NeedsGroup), len(caseworker))
    for spread in (0.0, 2.0):
        talks_a_year = 10 + rng.normal(0.0, spread, 100)[caseworker]
        cases = people(caseworker=caseworker, true_need=need, talks=rng.poisson(talks_a_year))
        cases["status"], cases["weeks_unemployed"] = 1, 52
        assert unequal_treatment(cases) == pytest.approx(spread, abs=0.35)


def test_with_few_cases_there_is_no_unequal_treatment_to_see():
    cases = people(caseworker=np.arange(8) % 2)
    cases["status"], cases["weeks_unemployed"] = 1, 52
    assert np.isnan(unequal_treatment(cases))
    assert np.isnan(unequal_treatment(cases[:0]))


def test_outcomes_are_what_pandas_finds(world):
    """A few of each kind: of people, of weeks, of the last week, of employers and of caseworkers."""
    values = dict(zip((outcome.name for outcome in OUTCOMES), measured(world), strict=False))
    tallies, weekly, staff = (pd.DataFrame(table) for table in (world.tallies, world.weekly, world.caseworkers))
    employers, last = pd.DataFrame(world.employers), weekly.iloc[-len(world.offices) :]
    weeks, persons = 52, tallies.persons.sum()
    registered = (weekly.seeking + weekly.in_measure + weekly.waiting_for_health).sum()
    by_skill = tallies.groupby(np.arange(len(tallies)) // 6 % 2)[["experience", "persons"]].sum()
    weak, able = (over(*by_skill.loc[skill]) for skill in (0, 1))
    creamed = over(weekly.chance_held.sum(), weekly.talks_held.sum())
    wanted = {
        "days_employed": over(DAYS_A_WEEK * tallies.weeks_employed.sum(), persons),
        "digital_divide": able - weak,
        "pressure": weekly.pressure.mean(),
        "creaming": creamed - over(weekly.chance_due.sum(), weekly.talks_due.sum()),
        "admin_cost_per_person": over(WEEKS_A_YEAR * weekly.nok_admin.sum(), registered),
        "admin_cost_per_durable_job": over(weekly.nok_admin.sum(), weekly.durable_jobs.sum()),
        "users_per_caseworker": over(registered, weekly.posts_budgeted.sum()),
        "turnover": over(last.turnover.sum() * WEEKS_A_YEAR, weekly.n_caseworkers.sum()),
        "staff_competence": staff.user_competence[staff.frozen == 0].mean(),
        "employer_openness": employers.openness.mean(),
        "employer_experience": 1.0 - over(employers.failures.sum(), employers.hires.sum()),
        "vacancies_posted": employers.posted.mean() * WEEKS_A_YEAR / weeks,
        "unequal_treatment": spread_by_pandas(world.jobseekers),
    }
    assert {name: values[name] for name in wanted} == pytest.approx(wanted, rel=1e-9, nan_ok=True)


def alone(world: World, number: int) -> World:
    """A world of one of the offices of a world, with the employers of its labour market."""
    office = world.offices[number : number + 1]
    own = slice(int(office["first_row"][0]), int(office["first_row"][0] + office["n_rows"][0]))
    return world._replace(
        offices=office,
        jobseekers=world.jobseekers[own],
        tallies=world.tallies.reshape(len(world.offices), -1)[number],
        weekly=world.weekly[world.weekly["office"] == number],
        caseworkers=world.caseworkers[world.caseworkers["office"] == number],
        employers=world.employers[world.employers["market"] == office["market"][0]],
    )


def test_every_outcome_of_an_office_is_that_of_its_own_records(world):
    """So is the number of people behind it; where there is one office it is not told twice."""
    rows, behind = outcomes_of(world), people_behind(world)
    assert len(rows) == len(behind)
    assert [row[:3] for row in rows[: len(everything())]] == list(everything())
    told = list(zip(rows, behind, strict=True))[len(everything()) :]
    names = [outcome.name for outcome in OUTCOMES]
    offices = range(len(world.offices) if len(world.offices) > 1 else 0)
    assert [row[:3] for row, _ in told] == [(OFFICE, str(number), name) for number in offices for name in names]
    for number in offices:
        own = told[number * len(names) : (number + 1) * len(names)]
        expected = measured(alone(world, number))[: len(names)]
        assert [row[3] for row, _ in own] == pytest.approx(expected, rel=1e-12, nan_ok=True)
        assert [people for _, people in own] == people_behind(alone(world, number))[: len(names)].tolist()


def test_records_may_be_read_only(world):
    kept = {}
    for name in ("tallies", "weekly", "employers", "caseworkers", "jobseekers"):
        kept[name] = getattr(world, name).copy()
        kept[name].flags.writeable = False
    np.testing.assert_array_equal(measured(world._replace(**kept)), measured(world))
