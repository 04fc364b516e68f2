"""The parts of a trial file (docs/trials.md is made from these declarations)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.trials.file_entries import (
    a_list,
    a_mapping,
    a_number,
    a_text,
    a_whole_number,
    as_it_stands,
    by_name,
    entry,
    one_of,
    parts,
    true_or_false,
)
from sim.declare import known_numbers
from sim.observation import COHORTS, ObservedCohort
from sim.policy import Policy
from sim.scenario import ANY_LEVEL, LONGEST

LEVELS = (*ANY_LEVEL,)
AGENTS = ("jobseekers", "employers")
ROLES = ("fitted", "held_out")
COUNTRIES = {"norwegian": 0.10, "foreign": 0.25}  # discrepancy as a share of what was observed
GROUNDS = ("printed", "derived", "assumed")
WHOSE = ("assigned", "others", "everybody")
UNITS = ("caseworker", "office")
ONE_ARM = ("level", "spread", "relative_spread", "correlation")
TWO_ARMS = ("difference", "relative_difference", "ratio", "odds_ratio", "hazard_ratio")
OF_TARGETS = ("ordering", "slope", "ratio_of_targets")
ESTIMATORS = (*ONE_ARM, *TWO_ARMS, *OF_TARGETS)
MEANINGS = {
    "level": "the outcome in one arm",
    "difference": "the outcome in the first arm less that in the second",
    "relative_difference": "that difference as a share of the outcome in the second arm",
    "ratio": "the outcome in the first arm over that in the second",
    "odds_ratio": "odds of a share in the first arm over those in the second",
    "hazard_ratio": "weekly rate at which a `duration` ends in the first arm over that in the second, week by week "
    "among those still at risk (Mantel and Haenszel)",
    "spread": "standard deviation of the units' own means, without the noise of few cases",
    "relative_spread": "that spread as a share of the mean over all units",
    "correlation": "correlation over units of the unit's mean with what `spread` gave the unit",
    "ordering": "the least step from each target named in `of` to the next; above 0 where the order holds",
    "slope": "change of the targets named in `of` with what stands in `at`, by least squares",
    "ratio_of_targets": "the first target named in `of` over the second",
}


@dataclass(kw_only=True)
class ChangeEntry:
    """What an arm does, from a week on."""

    levers: dict[str, Any] = entry(
        "{channel.video: 0.5}", "levers by name, as on the command line, and their values", a_mapping, {}
    )
    fields: dict[str, Any] = entry(
        "{belief: 0.9}",
        "fields that the agents of the arm have set at the beginning of every week it lasts; "
        "`this_week` may be written for a week",
        a_mapping,
        {},
    )
    added: dict[str, Any] = entry(
        "{job_help: 0.02}",
        "what is added to fields at the beginning of every week it lasts; a share stays within 0 and 1",
        a_mapping,
        {},
    )
    from_week: int = entry("26", "week it begins", a_whole_number(0, LONGEST - 1), 0)
    for_weeks: int = entry("4", "weeks it lasts; 0 is to the end", a_whole_number(0, LONGEST), 0)
    from_arrival: bool = entry(
        "true",
        "weeks count from each person's arrival instead of from the start (fields of people only)",
        true_or_false,
        False,
    )
    spread: dict[str, Any] = entry(
        "{individualization.ips_fidelity: [0.3, 1.0]}",
        "a lever that every unit of the arm has at a value of its own, "
        "evenly from the one to the other, which unit has which by lot",
        a_mapping,
        {},
    )


@dataclass(kw_only=True)
class Arm:
    """Who is treated how."""

    level: str = entry(
        "person",
        "at which level it is drawn by lot who is in the arm: " + ", ".join(LEVELS) + "; run is everybody",
        one_of(LEVELS),
        "run",
    )
    share: float = entry(
        "0.5",
        "share of the agents of the level who are in the arm, by lot; of people, among those whom the "
        "population's `who` lets in; of caseworkers, within each office",
        a_number(0.0, 1.0),
        1.0,
    )
    changes: list[ChangeEntry] = entry(
        "a list, see below", "what the arm does; nothing, for a control arm", a_list(parts(ChangeEntry)), []
    )
    world: str = entry(
        "office",
        "arms of one world are lived in one run, side by side, and each can touch the others; without it an "
        "arm has a run of its own and is compared with the same agents' lives in the other",
        a_text,
        "",
    )
    setting: dict[str, Any] = entry(
        "{parameters.hiring.disclosure: 1.0}", "sizes, levers and numbers of this arm's runs", a_mapping, {}
    )
    meaning: str = entry("a text", "what the arm is", a_text, "")


@dataclass(kw_only=True)
class Rebuild:
    """One printed level of the control arm that re-weighting must reproduce."""

    outcome: str = entry("NAME", "the outcome", a_text)
    level: float = entry("0.311", "what the study prints for the control arm", a_number())
    tolerance: float = entry("0.03", "how near it must come", a_number(0.0), 0.03)


@dataclass(kw_only=True)
class Population:
    """Who counts, and how they are weighted."""

    agents: str = entry("jobseekers", "who is studied: " + " or ".join(AGENTS), one_of(AGENTS), "jobseekers")
    came: str = entry(
        "later",
        "at_start: on the register when the run starts; later: newcomers, each followed from the own arrival; both",
        one_of(COHORTS),
        "at_start",
    )
    weeks: int = entry("26", "weeks of the run in which newcomers are taken in", a_whole_number(0, LONGEST), 0)
    who: dict[str, Any] = entry(
        "{reduced_capacity: 0, age: {from: 25, below: 60}, benefit: [DAGPENGER, NONE]}",
        "conditions on fields as they are at the start, or when a newcomer's first week is over",
        a_mapping,
        {},
    )
    control: str = entry("NAME", "the arm whose levels are to be reproduced; the first when not given", a_text, "")
    rebuild: list[Rebuild] = entry(
        "a list, see below",
        "levels of the control arm that people are re-weighted to reproduce",
        a_list(parts(Rebuild)),
        [],
    )
    by: list[str] = entry(
        "[mental_health, skills_gap, time_on_register]",
        "fields as they are at the start, by which people may be weighted up or down",
        a_list(a_text),
        [],
    )

    @property
    def cohort(self) -> ObservedCohort:
        """Who is looked at in a run."""
        return ObservedCohort(self.came, self.weeks)


@dataclass(kw_only=True)
class OutcomeEntry:
    """One thing measured of each person or employer; exactly one of `share`, `mean` and `duration`."""

    after: int = entry("52", "weeks under observation at which it is measured", a_whole_number(1, LONGEST - 1))
    share: dict[str, Any] = entry("{status: EMPLOYED}", "share for whom these conditions hold then", a_mapping, {})
    out_of: dict[str, Any] = entry(
        "{after_aap: {from: 1}}", "the share is of those for whom these conditions hold then", a_mapping, {}
    )
    mean: str = entry("weeks_employed", "mean of this field", a_text, "")
    duration: str = entry(
        "first_exit_week",
        "mean of a field that holds after how many weeks something happened, -1 before it; whom it "
        "has not happened to count as `after`",
        a_text,
        "",
    )
    per: str = entry("talks", "the share or mean is over the mean of this field", a_text, "")
    since: int = entry(
        "26", "only what was added to the field after so many weeks counts", a_whole_number(0, LONGEST - 1), 0
    )
    factor: float = entry("7", "what it is multiplied by, as 7 for days", a_number(), 1.0)
    unit: str = entry("days", "unit it is told in", a_text, "share")
    meaning: str = entry("a text", "what is measured", a_text, "")


@dataclass(kw_only=True)
class Target:
    """One printed result: what is estimated, what was observed, what counts as within."""

    name: str = entry("employed_at_2_years", "name of the target, no other in the file has it", a_text)
    estimator: str = entry("difference", "how it is estimated, see below", one_of(ESTIMATORS))
    outcome: str = entry("NAME", "the outcome, of those of the file", a_text, "")
    arms: list[str] = entry(
        "[treated, control]", "the arms, first less second; one arm for what needs one", a_list(a_text), []
    )
    among: dict[str, Any] = entry(
        "{time_on_register: {from: 26}}",
        "subgroup, by conditions on fields as they are at the start; a field of the "
        "own caseworker is written caseworker.NAME, and {quantiles: [0.5, 1]} is the upper half",
        a_mapping,
        {},
    )
    whose: str = entry(
        "others",
        "assigned: those in the arm; others: those who are not, in the same run (spill-over); everybody",
        one_of(WHOSE),
        "assigned",
    )
    for_each: str = entry(
        "talks_lost",
        "the estimate is over the difference of this outcome between the arms (as with an instrument)",
        a_text,
        "",
    )
    units: str = entry(
        "caseworker", "units of a spread or correlation: " + " or ".join(UNITS), one_of(UNITS), "caseworker"
    )
    of: list[str] = entry("[low, high]", "names of other targets, for what is made of targets", a_list(a_text), [])
    at: list[float] = entry("[0.2, 0.8]", "where each target of `of` lies, for a slope", a_list(a_number()), [])
    factor: float = entry("-1", "what the estimate is multiplied by", a_number(), 1.0)
    unit: str = entry("pp", "unit it is told in; without it the outcome's", a_text, "")
    observed: float | None = entry("0.048", "what the study found, in the estimate's unit", a_number(), None)
    standard_error: float | None = entry("0.009", "its standard error", a_number(0.0), None)
    standard_error_is: str = entry(
        "assumed", "where that comes from: " + ", ".join(GROUNDS), one_of(GROUNDS), "printed"
    )
    discrepancy: float | None = entry(
        "0.012",
        "how far model and study may differ by nature; without it 10 % of what was observed for a Norwegian "
        "study and 25 % for a foreign one",
        a_number(0.0),
        None,
    )
    accept: Any = entry(
        "implausibility, {within: 0.03}, or {from: 0.1, to: 0.3}",
        "what counts as within: implausibility of 2 at "
        "most; so near what was observed; a band, either end may be left out. Without it the target is only told",
        as_it_stands,
        None,
    )
    counts: bool = entry("false", "whether the trial as a whole needs it", true_or_false, True)
    meaning: str = entry("a text", "what is compared", a_text, "")


@dataclass(kw_only=True)
class Trial:
    """A published experiment."""

    id: str = entry("K1", "short name, as the file's own name", a_text)
    title: str = entry("a text", "what was tried, in one line", a_text)
    citation: str = entry("a text", "the full citation", a_text)
    design: str = entry("a text", "country, design, size of the study", a_text)
    country: str = entry("foreign", " or ".join(COUNTRIES), one_of(tuple(COUNTRIES)))
    role: str = entry("fitted", "fitted: parameters may be fitted to it; held_out: they may not", one_of(ROLES))
    role_because: str = entry("a text", "why, written down before anything is fitted", a_text)
    setting: dict[str, Any] = entry(
        "{office.jobseekers: 1500, labour_market.vacancies_per_unemployed: 0.5}",
        "sizes, levers and numbers of all runs, by the names of the command line",
        a_mapping,
        {},
    )
    population: Population = entry("see below", "who counts", parts(Population), Population)
    arms: dict[str, Arm] = entry("NAME: ..., see below", "who is treated how", by_name(parts(Arm)))
    outcomes: dict[str, OutcomeEntry] = entry("NAME: ..., see below", "what is measured", by_name(parts(OutcomeEntry)))
    targets: list[Target] = entry("a list, see below", "what was found", a_list(parts(Target)))
    why_not: str = entry("a text", "why we think it is not reproduced; printed only where it is not", a_text, "")
    notes: str = entry("a text", "how the experiment was translated, and what is assumed", a_text, "")
    path: Path = Path()  # where it was read

    def world_of(self, arm: str) -> str:
        """Name of the run that an arm is lived in."""
        return self.arms[arm].world or arm

    @property
    def worlds(self) -> list[str]:
        """The runs that are lived of each seed, the control's first."""
        found = [self.world_of(self.control), *(self.world_of(arm) for arm in self.arms)]
        return list(dict.fromkeys(found))

    @property
    def control(self) -> str:
        """The arm that others are compared with, as a rule, and whose levels are reproduced."""
        return self.population.control or next(iter(self.arms))

    def people_of(self, world: str) -> str:
        """Which worlds have the same people: those whose arms set the same sizes of the office."""
        sizes: dict[str, Any] = {}
        for name, arm in self.arms.items():
            if self.world_of(name) == world:
                sizes |= {key: value for key, value in arm.setting.items() if key.startswith("office.")}
        return str(sorted(sizes.items()))

    @property
    def levers(self) -> list[str]:
        """The levers that its arms turn."""
        changed = [[*change.levers, *change.spread] for arm in self.arms.values() for change in arm.changes]
        named = [name for names in (*changed, *(arm.setting for arm in self.arms.values())) for name in names]
        return [name for name in dict.fromkeys(named) if name in known_numbers(Policy)]

    @property
    def looks(self) -> list[int]:
        """Weeks under observation at which people are looked at."""
        measured = {week for one in self.outcomes.values() for week in (one.after, one.since) if week}
        return sorted({self.population.cohort.first_time} | measured)
