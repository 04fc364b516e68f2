"""Outcomes: what is measured of people's lives, and how runs are summed up.

People whose follow-up is over are folded into tallies by true need, digital skill and age; so memory does not grow
with inflow.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sim.behaviour import behaviour
from sim.behaviour.quantities import is_registered
from sim.declare import state
from sim.terms import FIFTY, THIRTY, AgeGroup, DigitalSkill, NeedsGroup, Status
from sim.units import DAYS_A_WEEK, WEEKS_A_MONTH, WEEKS_A_YEAR

CELLS = len(NeedsGroup) * len(DigitalSkill) * len(AgeGroup)


class Tally:
    """Sums over the people of one true need, digital skill and age group whose observation has ended."""

    persons: int = state("persons", "people")
    seen_26: int = state("persons", "observed 26 weeks after arrival")
    employed_26: int = state("persons", "employed then")
    seen_52: int = state("persons", "observed 52 weeks after arrival")
    employed_52: int = state("persons", "employed then")
    seen_104: int = state("persons", "observed 104 weeks after arrival")
    employed_104: int = state("persons", "employed then")
    seen_156: int = state("persons", "observed 156 weeks after arrival")
    employed_156: int = state("persons", "employed then")
    seen_260: int = state("persons", "observed 260 weeks after arrival")
    employed_260: int = state("persons", "employed then")
    pension_104: int = state("persons", "on disability pension 104 weeks after arrival")
    newcomers_seen_4: int = state("persons", "ordinary newcomers observed 4 weeks after arrival")
    newcomers_gone_4: int = state("persons", "of them off the register then")
    newcomers_seen_26: int = state("persons", "ordinary newcomers observed 26 weeks after arrival")
    newcomers_gone_26: int = state("persons", "of them off the register then")
    aap_leavers: int = state("persons", "left AAP and observed 26 weeks later")
    aap_to_job: int = state("persons", "of them employed then")
    aap_to_pension: int = state("persons", "of them on disability pension then")
    reduced_weeks: int = state("weeks", "weeks registered of people with reduced work capacity")
    reduced_to_pension: int = state("persons", "people with reduced work capacity on disability pension at the end")
    first_jobs: int = state("persons", "had a job at all")
    weeks_to_job: int = state("weeks", "weeks from arrival to first job, summed over those who had one")
    reduced_jobs: int = state("jobs", "jobs that people with reduced work capacity started")
    durable_jobs: int = state("persons", "held work for 26 unbroken weeks")
    weeks_employed: int = state("weeks", "weeks employed")
    weeks_unemployed: int = state("weeks", "weeks registered and not employed")
    weeks_out: int = state("weeks", "weeks out of the labour force or on disability pension")
    weeks_waited: int = state("weeks", "weeks waited for measures and treatment")
    wrongly_assessed: int = state("persons", "needs group as assessed differs from true need")
    assessed: int = state("persons", "have been assessed")
    contacts: int = state("contacts", "contacts of any kind")
    digital_contacts: int = state("contacts", "by self-service, dialogue or chat")
    talks: int = state("talks", "follow-up talks held")
    access_failures: int = state("failures", "enquiries turned away")
    caseworker_changes: int = state("changes", "changes of caseworker")
    sanctions: int = state("sanctions", "sanctions")
    measures: int = state("measures", "measures ended")
    displaced: int = state("times", "lost a job to another jobseeker of NAV")
    hours_received: float = state("hours", "caseworker hours in follow-up talks")
    coping: float = state("share", "coping at the end, summed")
    trust: float = state("share", "trust at the end, summed")
    experience: float = state("share", "experience of the service at the end, summed")
    benefits_paid: float = state("NOK", "benefits")


@behaviour
def age_group(jobseeker):
    """The person's age group on arrival."""
    if jobseeker.age < THIRTY:
        return AgeGroup.UNDER_30 + 0
    if jobseeker.age < FIFTY:
        return AgeGroup.FROM_30_TO_49 + 0
    return AgeGroup.FROM_50 + 0


@behaviour
def cell_of(jobseeker, parameters):
    """Number of the tally a person belongs to: true need, digital skill, age group."""
    able = 0
    if jobseeker.digital_skill >= parameters.people.weak_digital_below:
        able = 1
    return (jobseeker.true_need * 2 + able) * 3 + age_group(jobseeker)


@behaviour
def mark_milestones(jobseeker, follow_up_weeks, week):
    """Mark where a person stands a fixed time after arrival, and half a year after leaving AAP.

    Only while everybody is followed: later, those who have left the register are no longer there to be seen.
    """
    weeks = week.number - jobseeker.arrived_week + 1
    if weeks > follow_up_weeks:
        return
    employed = 0
    if jobseeker.status == Status.EMPLOYED:
        employed = 1
    gone = 1
    if is_registered(jobseeker):
        gone = 0
    if weeks == 4:
        jobseeker.gone_at_4 = gone
    elif weeks == 26:
        jobseeker.gone_at_26 = gone
        jobseeker.employed_at_26 = employed
    elif weeks == 52:
        jobseeker.employed_at_52 = employed
    elif weeks == 104:
        jobseeker.employed_at_104 = employed
        jobseeker.pension_at_104 = 0
        if jobseeker.status == Status.DISABILITY_PENSION:
            jobseeker.pension_at_104 = 1
    elif weeks == 156:
        jobseeker.employed_at_156 = employed
    elif weeks == 260:
        jobseeker.employed_at_260 = employed
    if jobseeker.aap_left_week >= 0 and jobseeker.after_aap == 0 and week.number == jobseeker.aap_left_week + 26:
        jobseeker.after_aap = jobseeker.status


@behaviour
def fold_milestones(jobseeker, tally):
    """Add a person's milestones to a tally."""
    if jobseeker.employed_at_26 >= 0:
        tally.seen_26 += 1
        tally.employed_26 += jobseeker.employed_at_26
    if jobseeker.employed_at_52 >= 0:
        tally.seen_52 += 1
        tally.employed_52 += jobseeker.employed_at_52
    if jobseeker.employed_at_104 >= 0:
        tally.seen_104 += 1
        tally.employed_104 += jobseeker.employed_at_104
        tally.pension_104 += jobseeker.pension_at_104
    if jobseeker.employed_at_156 >= 0:
        tally.seen_156 += 1
        tally.employed_156 += jobseeker.employed_at_156
    if jobseeker.employed_at_260 >= 0:
        tally.seen_260 += 1
        tally.employed_260 += jobseeker.employed_at_260
    if jobseeker.reduced_capacity == 0 and jobseeker.newcomer == 1:
        if jobseeker.gone_at_4 >= 0:
            tally.newcomers_seen_4 += 1
            tally.newcomers_gone_4 += jobseeker.gone_at_4
        if jobseeker.gone_at_26 >= 0:
            tally.newcomers_seen_26 += 1
            tally.newcomers_gone_26 += jobseeker.gone_at_26
    if jobseeker.after_aap != Status.VACANT:
        tally.aap_leavers += 1
        if jobseeker.after_aap == Status.EMPLOYED:
            tally.aap_to_job += 1
        elif jobseeker.after_aap == Status.DISABILITY_PENSION:
            tally.aap_to_pension += 1


@behaviour
def fold(jobseeker, world):
    """Add a person's life under observation to the tally of the person's group."""
    tally = world.tallies[cell_of(jobseeker, world.parameters[0])]
    tally.persons += 1
    fold_milestones(jobseeker, tally)
    if jobseeker.first_job_week >= 0:
        tally.first_jobs += 1
        tally.weeks_to_job += jobseeker.first_job_week
    if jobseeker.needs_group != NeedsGroup.IKKE_VURDERT:
        tally.assessed += 1
        if jobseeker.needs_group != jobseeker.true_need:
            tally.wrongly_assessed += 1
    if jobseeker.reduced_capacity == 1:
        tally.reduced_weeks += jobseeker.weeks_unemployed
        tally.reduced_jobs += jobseeker.jobs
        if jobseeker.status == Status.DISABILITY_PENSION:
            tally.reduced_to_pension += 1
    tally.durable_jobs += jobseeker.durable_job
    tally.weeks_employed += jobseeker.weeks_employed
    tally.weeks_unemployed += jobseeker.weeks_unemployed
    tally.weeks_out += jobseeker.weeks_out
    tally.weeks_waited += jobseeker.weeks_waited
    tally.contacts += jobseeker.contacts
    tally.digital_contacts += jobseeker.digital_contacts
    tally.talks += jobseeker.talks
    tally.access_failures += jobseeker.access_failures
    tally.caseworker_changes += jobseeker.caseworker_changes
    tally.sanctions += jobseeker.sanctions
    tally.measures += jobseeker.measures_ended
    tally.displaced += jobseeker.displaced
    tally.hours_received += jobseeker.hours_received
    tally.coping += jobseeker.coping
    tally.trust += jobseeker.trust
    tally.experience += jobseeker.experience
    tally.benefits_paid += jobseeker.benefits_paid


@behaviour
def fold_everybody(world):
    """Add everybody who is still followed when the run ends; nobody leaves a row."""
    for office in world.offices:
        for row in range(office.first_row, office.first_row + office.n_rows):
            if world.jobseekers[row].status != Status.VACANT:
                fold(world.jobseekers[row], world)


class Outcome(NamedTuple):
    """A named measure of a run; `of` computes it from the sums over people, or from the sums over weeks and offices."""

    name: str
    unit: str
    norwegian: str
    definition: str
    of: Callable


def _share(part: str, whole: str) -> Callable:
    """Share of people; NaN when nobody was observed."""
    return lambda people: people[part] / people[whole] if people[whole] else float("nan")


def _mean(total: str, factor: float = 1.0, per: str = "persons") -> Callable:
    """Mean a person; NaN when there is nobody."""
    return lambda people: factor * people[total] / people[per] if people[per] else float("nan")


def _registered(weeks: dict[str, float]) -> float:
    """People registered, summed over weeks."""
    return weeks["seeking"] + weeks["in_measure"] + weeks["waiting_for_health"]


PEOPLE_OUTCOMES = (
    *(
        Outcome(
            f"employed_at_{weeks}_weeks", "share", f"i arbeid etter {weeks} uker",
            f"employed {weeks} weeks after coming under observation, of those observed so long",
            _share(f"employed_{weeks}", f"seen_{weeks}"),
        )
        for weeks in (26, 52, 104, 156, 260)
    ),
    Outcome("durable_jobs", "share", "varig jobb", "held work for 26 unbroken weeks", _mean("durable_jobs")),
    Outcome("weeks_to_job", "weeks", "uker til jobb",
        "weeks to the first job, of those who had one", _mean("weeks_to_job", per="first_jobs")),
    Outcome("days_employed", "days", "dager i arbeid",
        "days employed a person under observation", _mean("weeks_employed", DAYS_A_WEEK)),
    Outcome("days_unemployed", "days", "dager registrert",
        "days registered and not employed a person", _mean("weeks_unemployed", DAYS_A_WEEK)),
    Outcome("days_out", "days", "dager utenfor",
        "days out of the labour force or on disability pension a person", _mean("weeks_out", DAYS_A_WEEK)),
    Outcome(
        "disability_pension_at_104_weeks", "share", "uføretrygd etter 104 uker",
        "on disability pension 104 weeks after coming under observation", _share("pension_104", "seen_104"),
    ),
    Outcome("weeks_waited", "weeks", "ventetid",
        "weeks waited for measures and treatment a person", _mean("weeks_waited")),
    Outcome("contacts", "contacts", "kontakter", "contacts of any kind a person", _mean("contacts")),
    Outcome("digital_share", "share", "digital andel",
        "share of contacts by self-service, dialogue or chat", _share("digital_contacts", "contacts")),
    Outcome("talks", "talks", "samtaler", "follow-up talks a person", _mean("talks")),
    Outcome("access_failures", "failures", "avviste henvendelser",
        "enquiries turned away a person", _mean("access_failures")),
    Outcome("caseworker_changes", "changes", "bytter av veileder",
        "changes of caseworker a person", _mean("caseworker_changes")),
    Outcome("sanctions", "sanctions", "sanksjoner", "sanctions a person", _mean("sanctions")),
    Outcome("measures", "measures", "tiltak", "measures ended a person", _mean("measures")),
    Outcome("hours_received", "hours", "veiledertimer",
        "caseworker hours in follow-up talks a person (creaming shows by group)", _mean("hours_received")),
    Outcome("wrongly_assessed", "share", "feil innsatsgruppe",
        "needs group as assessed differs from true need", _share("wrongly_assessed", "assessed")),
    Outcome("coping", "share", "mestring", "mean coping at the end of observation", _mean("coping")),
    Outcome("trust", "share", "tillit", "mean trust in NAV at the end of observation", _mean("trust")),
    Outcome("user_experience", "share", "brukeropplevelse",
        "mean experience of the service at the end of observation", _mean("experience")),
    Outcome("displaced", "times", "fortrengt",
        "times a person lost a job to another jobseeker of NAV", _mean("displaced")),
    Outcome("benefits_per_person", "NOK", "ytelser per person",
        "benefits paid a person under observation", _mean("benefits_paid")),
    Outcome(
        "gone_after_4_weeks", "share", "ute av registeret etter 4 uker",
        "ordinary newcomers off the register 4 weeks after arrival (K12: 0.30)",
        _share("newcomers_gone_4", "newcomers_seen_4"),
    ),
    Outcome(
        "gone_after_26_weeks", "share", "ute av registeret etter 26 uker",
        "ordinary newcomers off the register 26 weeks after arrival (K12: about 0.70)",
        _share("newcomers_gone_26", "newcomers_seen_26"),
    ),
    Outcome(
        "job_hazard_reduced", "1/month", "overgang til jobb per måned, nedsatt arbeidsevne",
        "jobs started a registered month by people with reduced work capacity (K12: 0.007-0.016)",
        _mean("reduced_jobs", WEEKS_A_MONTH, "reduced_weeks"),
    ),
    Outcome(
        "pension_hazard_reduced", "1/month", "overgang til uføretrygd per måned, nedsatt arbeidsevne",
        "disability pensions a registered month of people with reduced work capacity (K12: 0.011-0.016)",
        _mean("reduced_to_pension", WEEKS_A_MONTH, "reduced_weeks"),
    ),
    Outcome(
        "aap_leavers_in_job", "share", "fra AAP til jobb", "employed 26 weeks after leaving AAP (K12: 0.38)",
        _share("aap_to_job", "aap_leavers")
    ),
    Outcome(
        "aap_leavers_on_pension", "share", "fra AAP til uføretrygd",
        "on disability pension 26 weeks after leaving AAP (K12: 0.368)",
        _share("aap_to_pension", "aap_leavers"),
    ),
)  # fmt: skip

OFFICE_OUTCOMES = (
    Outcome("admin_cost_per_person", "NOK", "forvaltningskostnad per person",
        "hours spent on cases and employers at full cost, and channels, a person under observation",
        lambda weeks: weeks["nok_admin"] / weeks["persons"]),
    Outcome("admin_cost_per_durable_job", "NOK", "forvaltningskostnad per varig jobb",
        "the same, a durable job",
        lambda weeks: weeks["nok_admin"] / weeks["durable_jobs"]),
    Outcome("measure_cost_per_person", "NOK", "tiltakskostnad per person", "measures, a person under observation",
        lambda weeks: weeks["nok_measures"] / weeks["persons"]),
    Outcome("net_public_cost_per_person", "NOK", "netto offentlig kostnad per person",
        "staff paid, channels, measures and benefits less taxes, a person under observation",
        lambda weeks: weeks["nok_net"] / weeks["persons"]),
    Outcome("follow_up_share", "share", "andel tid til oppfølging", "hours of follow-up talks, of hours contracted",
        lambda weeks: weeks["hours_follow_up"] / weeks["hours_contracted"]),
    Outcome("stress", "share", "belastning",
        "mean stress of caseworkers", lambda weeks: weeks["stress"] / weeks["rows"]),
    Outcome("absence", "share", "fravær", "hours of absence and empty posts, of hours contracted",
        lambda weeks: weeks["hours_absence"] / weeks["hours_contracted"]),
    Outcome("turnover", "changes", "turnover", "posts that changed hands, a post and year",
        lambda weeks: weeks["turnover_end"] / weeks["posts"] / weeks["years"]),
    Outcome("users_per_caseworker", "jobseekers", "brukere per veileder", "people registered, a post",
        lambda weeks: _registered(weeks) / weeks["n_caseworkers"]),
)  # fmt: skip
OUTCOMES = (*PEOPLE_OUTCOMES, *OFFICE_OUTCOMES)

GROUPINGS: dict[str, type[Any]] = {"needs_group": NeedsGroup, "digital_skill": DigitalSkill, "age": AgeGroup}


def people_sums(tallies: np.ndarray, grouping: str, category: int = 0) -> dict[str, float]:
    """Sums of the tallies over everybody ("all") or over one category of a grouping."""
    cube = tallies.reshape(len(NeedsGroup), len(DigitalSkill), len(AgeGroup))
    if grouping != "all":
        cube = np.take(cube, [category], axis=list(GROUPINGS).index(grouping))
    return {name: float(cube[name].sum()) for name in tallies.dtype.names or ()}


def office_sums(world: Any) -> dict[str, float]:
    """Sums over weeks and offices, with what they are divided by."""
    weekly = world.weekly
    n_offices = len(world.offices)
    sums = {name: float(weekly[name].sum()) for name in weekly.dtype.names}
    sums["rows"] = float(len(weekly))
    sums["years"] = len(weekly) / n_offices / WEEKS_A_YEAR
    sums["posts"] = float(world.offices["n_caseworkers"].sum())
    sums["turnover_end"] = float(weekly["turnover"][-n_offices:].sum())
    people = people_sums(world.tallies, "all")
    sums["persons"], sums["durable_jobs"] = max(1.0, people["persons"]), people["durable_jobs"] or float("nan")
    return sums


def outcomes_of(world: Any) -> list[tuple[str, str, str, float]]:
    """Every outcome of one run: grouping, category, name and value.

    Outcomes of people by group too, those of the office overall.
    """
    rows = [("all", "all", outcome.name, outcome.of(people_sums(world.tallies, "all"))) for outcome in PEOPLE_OUTCOMES]
    sums = office_sums(world)
    rows += [("all", "all", outcome.name, outcome.of(sums)) for outcome in OFFICE_OUTCOMES]
    for grouping, categories in GROUPINGS.items():
        for category in categories:
            people = people_sums(world.tallies, grouping, category.value)
            rows += [(grouping, category.name, outcome.name, outcome.of(people)) for outcome in PEOPLE_OUTCOMES]
    return rows


def outcome_table(seeds: list[int], worlds: list[Any]) -> dict[str, np.ndarray]:
    """The outcomes of all runs as columns: seed, grouping, category, outcome, value."""
    rows = [(seed, *row) for seed, world in zip(seeds, worlds, strict=True) for row in outcomes_of(world)]
    seed, grouping, category, outcome, value = zip(*rows, strict=True)
    return {
        "seed": np.array(seed, np.int64),
        "grouping": np.array(grouping),
        "category": np.array(category),
        "outcome": np.array(outcome),
        "value": np.array(value, np.float64),
    }
