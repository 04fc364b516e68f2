"""Outcomes: the named measures of a run, each with unit, definition and Norwegian name.

What is measured of people is given overall and by needs group, digital skill and age; of the office, overall.
"""

import re
from collections.abc import Callable
from enum import IntEnum
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim.sums import field_sums, unequal_treatment
from sim.terms import AgeGroup, Cohort, DigitalSkill, NeedsGroup
from sim.units import DAYS_A_WEEK, WEEKS_A_MONTH, WEEKS_A_YEAR

NAN = float("nan")


class Outcome(NamedTuple):
    """A named measure of a run; `of` computes it from the sums over people, or over weeks and offices."""

    theme: str
    name: str
    unit: str
    norwegian: str
    definition: str
    better: str  # which values are: high, low, or neither, where that hangs on the point of view
    of: Callable[[dict[str, float]], float]


def ratio(part: str, whole: str, factor: float = 1.0) -> Callable[[dict[str, float]], float]:
    """One sum over another; NaN when there is nothing to divide by."""
    return lambda sums: factor * sums[part] / sums[whole] if sums[whole] else NAN


def each(total: str, factor: float = 1.0) -> Callable[[dict[str, float]], float]:
    """A sum per person."""
    return ratio(total, "persons", factor)


def creaming(sums: dict[str, float]) -> float:
    """Chance of work of those called to talks less that of all who were due [share]; NaN without talks."""
    if not sums["talks_held"]:
        return NAN
    return sums["chance_held"] / sums["talks_held"] - sums["chance_due"] / sums["talks_due"]


def digital_divide(sums: dict[str, float]) -> float:
    """Experience of the service of the digitally able less that of the weak [share]; NaN where there are none."""
    if not sums["able.persons"] or not sums["weak.persons"]:
        return NAN
    return sums["able.experience"] / sums["able.persons"] - sums["weak.experience"] / sums["weak.persons"]


def employer_experience(sums: dict[str, float]) -> float:
    """Share of hires that lasted [share]; NaN without hires."""
    return 1.0 - sums["employers.failures"] / sums["employers.hires"] if sums["employers.hires"] else NAN


PEOPLE_OUTCOMES: tuple[Outcome, ...] = (
    Outcome("Work", "employed_at_26_weeks", "share", "i arbeid etter 26 uker",
            "employed 26 weeks after coming under observation, of those followed so long",
            "high", ratio("employed_26", "seen_26")),
    Outcome("Work", "employed_at_52_weeks", "share", "i arbeid etter 52 uker",
            "employed 52 weeks after coming under observation, of those followed so long",
            "high", ratio("employed_52", "seen_52")),
    Outcome("Work", "employed_at_104_weeks", "share", "i arbeid etter 104 uker",
            "employed 104 weeks after coming under observation, of those followed so long",
            "high", ratio("employed_104", "seen_104")),
    Outcome("Work", "employed_at_156_weeks", "share", "i arbeid etter 156 uker",
            "employed 156 weeks after coming under observation, of those followed so long",
            "high", ratio("employed_156", "seen_156")),
    Outcome("Work", "employed_at_260_weeks", "share", "i arbeid etter 260 uker",
            "employed 260 weeks after coming under observation, of those followed so long",
            "high", ratio("employed_260", "seen_260")),
    Outcome("Work", "durable_jobs", "share", "varig jobb", "held work for 26 unbroken weeks, of those observed so long",
            "high", ratio("durable_jobs", "seen_durable")),
    Outcome("Work", "weeks_to_job", "weeks", "uker til jobb", "weeks to the first job, of those who had one",
            "low", ratio("weeks_to_job", "first_jobs")),
    Outcome("Work", "days_employed", "days", "dager i arbeid", "days employed per person under observation",
            "high", each("weeks_employed", DAYS_A_WEEK)),
    Outcome("Work", "displaced", "times", "fortrengt", "times a person lost a job to another jobseeker of NAV",
            "low", each("displaced")),
    Outcome("Work", "gone_after_4_weeks", "share", "ute av registeret etter 4 uker",
            "ordinary newcomers off the register 4 weeks after arrival (K12: 0.30)",
            "neither", ratio("newcomers_gone_4", "newcomers_seen_4")),
    Outcome("Work", "gone_after_26_weeks", "share", "ute av registeret etter 26 uker",
            "ordinary newcomers off the register 26 weeks after arrival (K12: about 0.70)",
            "neither", ratio("newcomers_gone_26", "newcomers_seen_26")),
    Outcome("Work", "job_hazard_reduced", "1/month", "til jobb per måned, nedsatt arbeidsevne",
            "jobs started per registered month by people with reduced work capacity (K12: 0.007-0.016)",
            "high", ratio("reduced_jobs", "reduced_weeks", WEEKS_A_MONTH)),
    Outcome("Work", "aap_leavers_in_job", "share", "fra AAP til jobb",
            "employed 26 weeks after leaving AAP (K12: 0.38)", "high", ratio("aap_to_job", "aap_leavers")),
    Outcome("Out of work", "days_unemployed", "days", "dager registrert", "days registered and not employed per person",
            "low", each("weeks_unemployed", DAYS_A_WEEK)),
    Outcome("Out of work", "days_out", "days", "dager utenfor",
            "days out of the labour force or on disability pension per person", "low", each("weeks_out", DAYS_A_WEEK)),
    Outcome("Out of work", "disability_pension_at_104_weeks", "share", "uføretrygd etter 104 uker",
            "on disability pension 104 weeks after coming under observation", "low", ratio("pension_104", "seen_104")),
    Outcome("Out of work", "pension_hazard_reduced", "1/month", "til uføretrygd per måned, nedsatt arbeidsevne",
            "disability pensions per registered month of people with reduced work capacity (K12: 0.011-0.016)",
            "low", ratio("reduced_to_pension", "reduced_weeks", WEEKS_A_MONTH)),
    Outcome("Out of work", "aap_leavers_on_pension", "share", "fra AAP til uføretrygd",
            "on disability pension 26 weeks after leaving AAP (K12: 0.368)",
            "low", ratio("aap_to_pension", "aap_leavers")),
    Outcome("Service", "weeks_waited", "weeks", "ventetid", "weeks waited for measures and treatment per person",
            "low", each("weeks_waited")),
    Outcome("Service", "contacts", "contacts", "kontakter", "contacts of any kind per person",
            "neither", each("contacts")),
    Outcome("Service", "digital_share", "share", "digital andel",
            "share of contacts by self-service, dialogue or chat", "neither", ratio("digital_contacts", "contacts")),
    Outcome("Service", "talks", "talks", "samtaler", "follow-up talks per person", "neither", each("talks")),
    Outcome("Service", "talks_in_person", "share", "ansikt til ansikt",
            "share of follow-up talks face to face (meeting mix)", "neither", ratio("talks_in_person", "talks")),
    Outcome("Service", "talks_written", "share", "skriftlige samtaler",
            "share of follow-up talks in writing (meeting mix)", "neither", ratio("talks_written", "talks")),
    Outcome("Service", "hours_received", "hours", "veiledertimer",
            "caseworker hours in follow-up talks per person; who gets them shows by group",
            "neither", each("hours_received")),
    Outcome("Service", "access_failures", "failures", "avviste henvendelser", "enquiries turned away per person",
            "low", each("access_failures")),
    Outcome("Service", "repeated_enquiries", "enquiries", "gjentatte henvendelser",
            "enquiries that came again unanswered per person (failure demand)", "low", each("repeats")),
    Outcome("Service", "given_up", "times", "oppgitte henvendelser", "times a person gave an unanswered enquiry up",
            "low", each("gave_up")),
    Outcome("Service", "caseworker_changes", "changes", "bytter av veileder", "changes of caseworker per person",
            "low", each("caseworker_changes")),
    Outcome("Service", "sanctions", "sanctions", "sanksjoner", "sanctions per person", "neither", each("sanctions")),
    Outcome("Service", "measures", "measures", "tiltak", "measures ended per person", "neither", each("measures")),
    Outcome("Service", "wrongly_assessed", "share", "feil innsatsgruppe",
            "latest assessment gave another needs group than a faultless one would",
            "low", ratio("wrongly_assessed", "assessed")),
    Outcome("Users", "coping", "share", "mestring", "mean coping at the end of observation", "high", each("coping")),
    Outcome("Users", "trust", "share", "tillit", "mean trust in NAV at the end of observation", "high", each("trust")),
    Outcome("Users", "user_experience", "share", "brukeropplevelse",
            "mean experience of the service at the end of observation", "high", each("experience")),
    Outcome("Users", "plan_fit", "share", "planens treffsikkerhet",
            "mean fit of the plan at the end of observation (participation shows here)", "high", each("plan")),
    Outcome("Kroner", "benefits_per_person", "NOK", "ytelser per person", "benefits paid per person under observation",
            "neither", each("benefits_paid")),
)  # fmt: skip

OFFICE_OUTCOMES: tuple[Outcome, ...] = (
    Outcome("Service", "contacts_self_service", "contacts", "kontakter, selvbetjening",
            "contacts by self service, talks included, per person", "neither", each("last.self_service")),
    Outcome("Service", "contacts_digital_dialogue", "contacts", "kontakter, digital dialog",
            "contacts by digital dialogue, talks included, per person", "neither", each("last.digital_dialogue")),
    Outcome("Service", "contacts_chat", "contacts", "kontakter, chat", "contacts by chat, talks included, per person",
            "neither", each("last.chat")),
    Outcome("Service", "contacts_phone", "contacts", "kontakter, telefon",
            "contacts by phone, talks included, per person", "neither", each("last.phone")),
    Outcome("Service", "contacts_video", "contacts", "kontakter, video",
            "contacts by video, talks included, per person", "neither", each("last.video")),
    Outcome("Service", "contacts_drop_in", "contacts", "kontakter, drop-in",
            "contacts by drop in, talks included, per person", "neither", each("last.drop_in")),
    Outcome("Service", "contacts_booked_meeting", "contacts", "kontakter, avtalte møter",
            "contacts by booked meeting, talks included, per person", "neither", each("last.booked_meeting")),
    Outcome("Service", "creaming", "share", "fløteskumming",
            "chance of work of those called to talks less that of all who were due", "low", creaming),
    Outcome("Service", "unequal_treatment", "talks/year", "ulik behandling",
            "spread between caseworkers of talks a year among like cases (same true need), sampling noise taken out",
            "low", lambda sums: sums["unequal_treatment"]),
    Outcome("Service", "digital_divide", "share", "digitalt skille",
            "experience of the service, digitally able less weak", "low", digital_divide),
    Outcome("Staff and office", "follow_up_share", "share", "andel tid til oppfølging",
            "hours of follow-up talks, of hours contracted", "high", ratio("hours_follow_up", "hours_contracted")),
    Outcome("Staff and office", "mandatory_share", "share", "andel tid: lovpålagt arbeid",
            "hours of mandatory, of hours contracted", "neither", ratio("hours_mandatory", "hours_contracted")),
    Outcome("Staff and office", "assessment_share", "share", "andel tid: behovsvurdering",
            "hours of assessment, of hours contracted", "neither", ratio("hours_assessment", "hours_contracted")),
    Outcome("Staff and office", "reception_share", "share", "andel tid: mottak og telefon",
            "hours of reception, of hours contracted", "neither", ratio("hours_reception", "hours_contracted")),
    Outcome("Staff and office", "dialogue_share", "share", "andel tid: digitale meldinger",
            "hours of dialogue, of hours contracted", "neither", ratio("hours_dialogue", "hours_contracted")),
    Outcome("Staff and office", "documentation_share", "share", "andel tid: dokumentasjon",
            "hours of documentation, of hours contracted", "low", ratio("hours_documentation", "hours_contracted")),
    Outcome("Staff and office", "employers_share", "share", "andel tid: arbeidsgivere",
            "hours of employers, of hours contracted", "neither", ratio("hours_employers", "hours_contracted")),
    Outcome("Staff and office", "learning_share", "share", "andel tid: læring",
            "hours of learning, of hours contracted", "neither", ratio("hours_learning", "hours_contracted")),
    Outcome("Staff and office", "overhead_share", "share", "andel tid: interne møter",
            "hours of overhead, of hours contracted", "low", ratio("hours_overhead", "hours_contracted")),
    Outcome("Staff and office", "relearning_share", "share", "andel tid: omstilling",
            "hours of relearning, of hours contracted", "low", ratio("hours_relearning", "hours_contracted")),
    Outcome("Staff and office", "absorbed_share", "share", "andel tid: ikke reinvestert",
            "hours of time saved and not reinvested, of hours contracted",
            "low", ratio("hours_absorbed", "hours_contracted")),
    Outcome("Staff and office", "slack_share", "share", "andel tid: ubrukt", "hours of nothing, of hours contracted",
            "neither", ratio("hours_slack", "hours_contracted")),
    Outcome("Staff and office", "absence", "share", "fravær", "hours of absence and empty posts, of hours contracted",
            "low", ratio("hours_absence", "hours_contracted")),
    Outcome("Staff and office", "pressure", "ratio", "arbeidspress",
            "hours asked for over hours given, mean of weeks", "low", ratio("pressure", "rows")),
    Outcome("Staff and office", "stress", "share", "belastning", "mean stress of caseworkers",
            "low", ratio("stress", "rows")),
    Outcome("Staff and office", "staff_experience", "share", "medarbeideropplevelse",
            "calm times wished-for talks that time allows, mean of weeks", "high", ratio("staff_experience", "rows")),
    Outcome("Staff and office", "turnover", "changes/year", "utskifting", "posts that changed hands, per post and year",
            "low", ratio("last.turnover", "post_years")),
    Outcome("Staff and office", "users_per_caseworker", "jobseekers", "brukere per veileder",
            "people registered per post", "low", ratio("registered", "n_caseworkers")),
    Outcome("Staff and office", "staff_competence", "share", "veiledernes brukerkompetanse",
            "mean skill with users of caseworkers at the end", "high", ratio("caseworkers.user_competence", "posts")),
    Outcome("Staff and office", "practice_adopted", "share", "ny praksis", "new practice taken up, mean of weeks",
            "neither", ratio("adoption", "rows")),
    Outcome("Staff and office", "employer_openness", "share", "arbeidsgivernes åpenhet",
            "mean openness of employers at the end", "high", ratio("employers.openness", "n_employers")),
    Outcome("Staff and office", "employer_experience", "share", "arbeidsgivernes erfaring",
            "hires of NAV's jobseekers that did not end in the trial period, of all",
            "high", employer_experience),
    Outcome("Staff and office", "vacancies", "vacancies", "ledige stillinger",
            "open vacancies in the office's market, mean of weeks", "neither", ratio("vacancies", "rows")),
    Outcome("Staff and office", "vacancies_posted", "vacancies/year", "utlyste stillinger per arbeidsgiver",
            "vacancies posted per employer and year", "neither", ratio("employers.posted", "employer_years")),
    Outcome("Staff and office", "employer_hires", "hires/year", "ansettelser per arbeidsgiver",
            "posts filled per employer and year, by whomever and whether posted or not",
            "neither", ratio("employers.filled", "employer_years")),
    Outcome("Kroner", "admin_cost_per_person", "NOK", "forvaltningskostnad per person",
            "all staff hours paid, and channels, per person under observation; posts follow the caseload at the start, "
            "so channel levers hardly move it", "low", each("nok_admin")),
    Outcome("Kroner", "activity_cost_per_person", "NOK", "aktivitetskostnad per person",
            "hours spent on cases and employers, at what an effective hour costs, per person",
            "low", each("nok_cases")),
    Outcome("Kroner", "channel_cost_per_person", "NOK", "kanalkostnad per person",
            "running the channels, per person under observation", "low", each("nok_channels")),
    Outcome("Kroner", "measure_cost_per_person", "NOK", "tiltakskostnad per person",
            "measures, per person under observation", "low", each("nok_measures")),
    Outcome("Kroner", "taxes_per_person", "NOK", "skatter og avgifter per person",
            "taxes and duties from those employed, per person under observation", "high", each("nok_taxes")),
    Outcome("Kroner", "net_public_cost_per_person", "NOK", "netto offentlig kostnad per person",
            "staff paid, channels, measures and benefits less taxes, per person under observation",
            "low", each("nok_net")),
    Outcome("Kroner", "admin_cost_per_durable_job", "NOK", "forvaltningskostnad per varig jobb",
            "all staff hours paid, and channels, per durable job",
            "low", ratio("nok_admin", "durable_jobs")),
)  # fmt: skip
OUTCOMES = (*PEOPLE_OUTCOMES, *OFFICE_OUTCOMES)
BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}
OF_OFFICE = frozenset(outcome.name for outcome in OFFICE_OUTCOMES)

GROUPINGS: dict[str, type[IntEnum]] = {
    "needs_group": NeedsGroup,
    "digital_skill": DigitalSkill,
    "age": AgeGroup,
    "cohort": Cohort,
}
SHAPE = tuple(len(kind) for kind in GROUPINGS.values())


class Sums(dict[str, float]):
    """Sums by name; what is not there is computed when it is first asked for."""

    def __init__(self, known: dict[str, float], of: Callable[[str], float]):
        super().__init__(known)
        self.of = of

    def __missing__(self, name: str) -> float:
        """Compute and keep."""
        self[name] = value = self.of(name)
        return value


def people_sums(tallies: np.ndarray, grouping: str, category: int = 0) -> dict[str, float]:
    """Sums of the tallies over everybody ("all") or over one category of a grouping."""
    if grouping == "all":
        return field_sums(tallies)
    return field_sums(np.take(tallies.reshape(SHAPE), [category], axis=list(GROUPINGS).index(grouping)))


def office_sums(world: Any, everybody: dict[str, float]) -> Sums:
    """Sums over weeks and offices, of all people (`everybody`), and by `part.field` of what is there at the end."""
    employers, n_offices, n_weeks = world.employers, len(world.offices), len(world.weekly)
    parts = {
        "last": lambda: field_sums(world.weekly[-n_offices:]),
        "employers": lambda: field_sums(employers),
        "caseworkers": lambda: field_sums(world.caseworkers),
        "weak": lambda: people_sums(world.tallies, "digital_skill", DigitalSkill.WEAK),
        "able": lambda: people_sums(world.tallies, "digital_skill", DigitalSkill.ABLE),
    }
    numbers: dict[str, Callable[[Sums], float]] = {
        "registered": lambda sums: sums["seeking"] + sums["in_measure"] + sums["waiting_for_health"],
        "rows": lambda _: float(n_weeks),
        "post_years": lambda sums: sums["n_caseworkers"] / WEEKS_A_YEAR,
        "employer_years": lambda _: len(employers) * n_weeks / n_offices / WEEKS_A_YEAR,
        "n_employers": lambda _: float(len(employers)),
        "posts": lambda _: float(len(world.caseworkers)),
        "unequal_treatment": lambda _: unequal_treatment(world.jobseekers, len(world.caseworkers)),
    }
    asked: dict[str, dict[str, float]] = {}

    def of(name: str) -> float:
        if name in numbers:
            return numbers[name](sums)
        part, dot, field = name.partition(".")
        if not dot:
            return everybody[name]
        if part not in asked:
            asked[part] = parts[part]()
        return asked[part][field]

    sums = Sums(field_sums(world.weekly), of)
    return sums


Wanted = tuple[str, str, str]  # grouping, category, outcome
Place = tuple[str, int]  # grouping and number of a category; or the office
EVERYTHING: tuple[Wanted, ...] = (
    *(("all", "all", outcome.name) for outcome in OUTCOMES),
    *(
        (grouping, category.name, outcome.name)
        for grouping, categories in GROUPINGS.items()
        for category in categories
        for outcome in PEOPLE_OUTCOMES
    ),
)


@cache
def _how(wanted: tuple[Wanted, ...]) -> tuple[list[tuple[Place, Callable[[dict[str, float]], float]]], set[Place]]:
    """For each outcome over which people or of the office, and how it is computed; and all places there are."""
    steps = []
    for grouping, category, name in wanted:
        number = 0 if grouping == "all" else GROUPINGS[grouping][category].value
        steps.append((("office", 0) if name in OF_OFFICE else (grouping, number), BY_NAME[name].of))
    return steps, {place for place, _ in steps}


def measured(world: Any, wanted: tuple[Wanted, ...] = EVERYTHING) -> list[float]:
    """The outcomes of one run that are wanted, in their order; all of them where nothing is said."""
    steps, places = _how(wanted)
    everybody = people_sums(world.tallies, "all")
    sums = {place: people_sums(world.tallies, *place) for place in places if place[0] not in ("all", "office")}
    sums["all", 0] = everybody
    if ("office", 0) in places:
        sums["office", 0] = office_sums(world, everybody)
    return [of(sums[place]) for place, of in steps]


def weeks_needed(name: str) -> int:
    """Weeks that a run must last for an outcome to be seen of anybody there at the start; 0 where any will do."""
    found = re.fullmatch(r".*_at_(\d+)_weeks", name)
    return int(found[1]) if found else 0


def outcomes_of(world: Any) -> list[tuple[str, str, str, float]]:
    """Every outcome of one run: grouping, category, name and value."""
    return [(*wanted, value) for wanted, value in zip(EVERYTHING, measured(world))]


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
