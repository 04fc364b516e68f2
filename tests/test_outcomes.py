"""What is summed when a run ends, against pandas; and the spread between caseworkers against a known one."""

import numpy as np
import pandas as pd
import pytest

from sim.engine import kernel, run_compiled
from sim.outcomes import OUTCOMES, measured
from sim.scenario import Scenario
from sim.sums import (
    FEW_CASES,
    FIELDS,
    GROUPINGS,
    RECORDS,
    SHAPE,
    SHORT_SPELL,
    Ratio,
    Ratios,
    unequal_treatment,
)
from sim.terms import NeedsGroup
from sim.units import DAYS_A_WEEK, WEEKS_A_YEAR
from sim.world import RECORDS as KINDS
from sim.world import World


@pytest.fixture(scope="module")
def world() -> World:
    """An office of average size after a year."""
    scenario = Scenario(weeks=52)
    scenario.setting.office.jobseekers, scenario.setting.labour_market.employers = 800, 80
    return run_compiled(scenario, kernel(), 7)


def people(**fields) -> np.ndarray:
    """Records of people with these fields, zero elsewhere."""
    records = np.zeros(len(next(iter(fields.values()))), KINDS["jobseekers"])
    for name, values in fields.items():
        records[name] = values
    return records


def spread_by_pandas(records: np.ndarray) -> float:
    """Moments of the means of caseworkers within needs groups, less what chance gives them."""
    cases = pd.DataFrame(records)
    cases = cases[(cases.status > 0) & (cases.weeks_unemployed >= SHORT_SPELL)]
    talks = WEEKS_A_YEAR * cases.talks / cases.weeks_unemployed
    found = talks.groupby([cases.caseworker, cases.true_need]).agg(["size", "mean", lambda x: x.var(ddof=0)])
    found.columns = ["n", "mean", "variance"]
    found = found[found.n >= FEW_CASES]
    of_need = (found.n * found["mean"]).groupby("true_need").sum() / found.n.groupby("true_need").sum()
    squared = (found["mean"] - of_need.reindex(found.index, level="true_need")) ** 2
    between = (found.n * (squared - found.variance / (found.n - 1))).sum() / found.n.sum()
    return float(np.sqrt(max(0.0, between)))


def test_every_field_is_summed(world):
    """Of everybody, of each category, of all weeks and the last, of employers and caseworkers."""
    cube = world.tallies.reshape(SHAPE)
    parts = {"": cube, "weeks.": world.weekly, "last.": world.weekly[-len(world.offices) :]}
    parts |= {"employers.": world.employers, "caseworkers.": world.caseworkers}
    for axis, kind in enumerate(GROUPINGS.values()):
        parts |= {f"{one.name}.": cube.take([one], axis) for one in kind}
    assert set(parts) == set(RECORDS)
    values = Ratios([("", Ratio(name, "runs")) for name in FIELDS]).of(world)
    for name, value in zip(FIELDS, values, strict=True):
        records, field = parts[name[: name.find(".") + 1]], name[name.find(".") + 1 :]
        exact = records.dtype[field].kind == "i"
        assert value == (records[field].sum() if exact else pytest.approx(records[field].sum(), rel=1e-12)), name


def test_a_ratio_is_of_the_people_it_is_said_of(world):
    asked = [
        ("WEAK.", Ratio("talks", "persons", 2.0)),
        ("", Ratio("talks", "persons", less=("WEAK.talks", "WEAK.persons"))),
    ]
    weak, gap = Ratios(asked).of(world)
    cube = world.tallies.reshape(SHAPE)
    of_weak = cube["talks"][:, 0].sum() / cube["persons"][:, 0].sum()
    assert weak == pytest.approx(2.0 * of_weak, rel=1e-12)
    assert gap == pytest.approx(cube["talks"].sum() / cube["persons"].sum() - of_weak, rel=1e-12)
    nobody = world._replace(tallies=np.zeros_like(world.tallies))
    assert np.isnan(Ratios(asked).of(nobody)).all()


def test_unequal_treatment_is_what_pandas_finds(world):
    found = unequal_treatment(world.jobseekers, len(world.caseworkers))
    assert found > 0 and found == pytest.approx(spread_by_pandas(world.jobseekers), rel=1e-9)


def test_unequal_treatment_tells_a_spread_from_chance():
    """A hundred caseworkers with fifty cases each: what differs between them is found, what is luck is not."""
    rng = np.random.default_rng(3)
    caseworker = np.repeat(np.arange(100), 50)
    need = rng.integers(1, len(NeedsGroup), len(caseworker))
    for spread in (0.0, 2.0):
        talks_a_year = 10 + rng.normal(0.0, spread, 100)[caseworker]
        cases = people(caseworker=caseworker, true_need=need, talks=rng.poisson(talks_a_year))
        cases["status"], cases["weeks_unemployed"] = 1, 52
        assert unequal_treatment(cases, 100) == pytest.approx(spread, abs=0.35)


def test_with_few_cases_there_is_no_unequal_treatment_to_see():
    cases = people(caseworker=np.arange(8) % 2)
    cases["status"], cases["weeks_unemployed"] = 1, 52
    assert np.isnan(unequal_treatment(cases, 2))
    assert np.isnan(unequal_treatment(cases[:0], 2))


def test_outcomes_of_the_end_are_read_off_it(world):
    values = dict(zip((outcome.name for outcome in OUTCOMES), measured(world), strict=False))
    employers, staff, last = world.employers, world.caseworkers, world.weekly[-len(world.offices) :]
    tallies = pd.DataFrame(world.tallies)
    persons = tallies.persons.sum()
    assert values["days_employed"] == DAYS_A_WEEK * tallies.weeks_employed.sum() / persons
    assert values["staff_competence"] == pytest.approx(staff["user_competence"].mean(), rel=1e-12)
    assert values["employer_openness"] == pytest.approx(employers["openness"].mean(), rel=1e-12)
    assert values["employer_experience"] == 1.0 - employers["failures"].sum() / employers["hires"].sum()
    assert values["vacancies_posted"] == pytest.approx(employers["posted"].mean() * WEEKS_A_YEAR / 52, rel=1e-12)
    assert values["turnover"] == pytest.approx(last["turnover"].sum() / len(staff) * WEEKS_A_YEAR / 52, rel=1e-12)
    by_skill = tallies.groupby(np.arange(len(tallies)) // 6 % 2)[["experience", "persons"]].sum()
    weak, able = by_skill.experience / by_skill.persons
    assert values["digital_divide"] == pytest.approx(able - weak, rel=1e-9)
