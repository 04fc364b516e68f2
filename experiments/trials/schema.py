"""The parts of a trial file (docs/trials.md is made from these declarations)."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, PrivateAttr

from experiments.trials.file_entries import ListOf, Named, OneOf, Part, Text, entry
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
PEAKS = ("highest", "lowest", "week_of_highest", "week_of_lowest")
ONE_ARM = ("level", "median", "spread", "relative_spread", "correlation")
TWO_ARMS = (
    "difference", "relative_difference", "ratio", "odds_ratio", "hazard_ratio", "median_difference", "spread_of_effect",
)  # fmt: skip
OF_DURATIONS = ("median", "hazard_ratio", "median_difference")
OF_UNITS = ("spread", "relative_spread", "correlation", "spread_of_effect")
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
    "median": "weeks within which a `duration` or `until` has ended for half of one arm (Kaplan and Meier); none where "
    "it has not within `after`",
    "median_difference": "that median in the first arm less that in the second",
    "spread": "standard deviation of the units' own means, without the noise of few cases",
    "relative_spread": "that spread as a share of the mean over all units",
    "spread_of_effect": "standard deviation over units of the first arm's difference to the second in each, without "
    "the noise of few cases",
    "correlation": "correlation over units of the unit's mean with what `spread` gave the unit",
    "ordering": "the least step from each target named in `of` to the next; above 0 where the order holds",
    "slope": "change of the targets named in `of` with what stands in `at`, by least squares",
    "ratio_of_targets": "the first target named in `of` over the second",
}


class ChangeEntry(Part):
    """What an arm does, from a week on."""

    levers: Named[Any] = entry("{channel.video: 0.5}", "levers by name, as on the command line, and their values", {})
    fields: Named[Any] = entry(
        "{belief: 0.9}",
        "fields that the agents of the arm have set at the beginning of every week it lasts; "
        "`this_week` may be written for a week",
        {},
    )
    added: Named[Any] = entry(
        "{job_help: 0.02}",
        "what is added to fields at the beginning of every week it lasts; a share stays within 0 and 1",
        {},
    )
    now: Named[Any] = entry(
        "{status: SEEKING}",
        "conditions on fields of the agents themselves; in each week that the change lasts, only those of the arm are "
        "reached for whom they hold when it begins (for `fields` and `added`)",
        {},
    )
    from_week: Annotated[int, Field(ge=0, le=LONGEST - 1)] = entry("26", "week it begins", 0)
    for_weeks: Annotated[int, Field(ge=1, le=LONGEST)] | None = entry(
        "4", "weeks it lasts; without it, to the end", None
    )
    from_arrival: bool = entry(
        "true", "weeks count from each person's arrival instead of from the start (fields of people only)", False
    )
    spread: Named[Any] = entry(
        "{individualization.ips_fidelity: [0.3, 1.0]}",
        "a lever that every unit of the arm has at a value of its own, "
        "evenly from the one to the other, which unit has which by lot",
        {},
    )


class Arm(Part):
    """Who is treated how."""

    level: Annotated[str, OneOf(LEVELS)] = entry(
        "person",
        "at which level it is drawn by lot who is in the arm: " + ", ".join(LEVELS) + "; run is everybody",
        "run",
    )
    share: Annotated[float, Field(ge=0.0, le=1.0)] = entry(
        "0.5",
        "share of the agents of the level who are in the arm, by lot; of people, among those whom the "
        "population's `who` lets in; of caseworkers, within each office",
        1.0,
    )
    changes: ListOf[ChangeEntry] = entry("a list, see below", "what the arm does; nothing, for a control arm", [])
    world: Text = entry(
        "office",
        "arms of one world are lived in one run, side by side, and each can touch the others; without it an "
        "arm has a run of its own and is compared with the same agents' lives in the other",
        "",
    )
    setting: Named[Any] = entry(
        "{parameters.hiring.disclosure: 1.0}", "sizes, levers and numbers of this arm's runs", {}
    )
    meaning: Text = entry("a text", "what the arm is", "")


class Rebuild(Part):
    """One printed level of the control arm that re-weighting must reproduce."""

    outcome: Text = entry("NAME", "the outcome")
    level: float = entry("0.311", "what the study prints for the control arm")
    tolerance: Annotated[float, Field(ge=0.0)] = entry("0.03", "how near it must come", 0.03)


class Population(Part):
    """Who counts, and how they are weighted."""

    agents: Annotated[str, OneOf(AGENTS)] = entry("jobseekers", "who is studied: " + " or ".join(AGENTS), "jobseekers")
    came: Annotated[str, OneOf(COHORTS)] = entry(
        "later",
        "at_start: on the register when the run starts; later: newcomers, each followed from the own arrival; both",
        "at_start",
    )
    weeks: Annotated[int, Field(ge=0, le=LONGEST)] = entry("26", "weeks of the run in which newcomers are taken in", 0)
    who: Named[Any] = entry(
        "{reduced_capacity: 0, age: {from: 25, below: 60}, benefit: [DAGPENGER, NONE]}",
        "conditions on fields as they are at the start, or when a newcomer's first week is over",
        {},
    )
    control: Text = entry("NAME", "the arm whose levels are to be reproduced; the first when not given", "")
    rebuild: ListOf[Rebuild] = entry(
        "a list, see below", "levels of the control arm that people are re-weighted to reproduce", []
    )
    by: ListOf[Text] = entry(
        "[mental_health, skills_gap, time_on_register]",
        "fields as they are at the start, by which people may be weighted up or down",
        [],
    )

    @property
    def cohort(self) -> ObservedCohort:
        """Who is looked at in a run."""
        return ObservedCohort(self.came, self.weeks)


class OutcomeEntry(Part):
    """One thing measured; exactly one of `share`, `mean`, `duration` and `until`, of people or firms, or `books`."""

    after: Annotated[int, Field(ge=1, le=LONGEST - 1)] = entry("52", "weeks under observation at which it is measured")
    to: Annotated[int, Field(ge=2, le=LONGEST - 1)] | None = entry(
        "78", "it is measured at every week from `after` to this one, for targets with a `peak`", None
    )
    share: Named[Any] = entry("{status: EMPLOYED}", "share for whom these conditions hold then", {})
    mean: Text = entry("weeks_employed", "mean of this field", "")
    duration: Text = entry(
        "first_exit_week",
        "mean of a field that holds after how many weeks something happened, -1 before it; whom it "
        "has not happened to count as `after`",
        "",
    )
    until: Named[Any] = entry(
        "{status: DISABILITY_PENSION}",
        "a duration that no field holds: weeks until these conditions hold for the first time, looked at once a week",
        {},
    )
    unless: Named[Any] = entry(
        "{status: EMPLOYED}",
        "for whom these conditions hold before those of `until` is followed no longer from then (censored)",
        {},
    )
    books: ListOf[Text] = entry(
        "[seeking, in_measure]",
        "fields of the weekly books of whole offices, added up: their mean a week and office over the weeks of the run "
        "from `since` to before `after`; what is counted so far counts by what was added in the week",
        [],
    )
    out_of: Named[Any] = entry(
        "{after_aap: {from: 1}}", "it is of those only for whom these conditions hold then, not of all", {}
    )
    per: ListOf[Text] = entry(
        "talks", "the share or mean is over the mean of this field, or of these together; for books, of the books", []
    )
    since: Annotated[int, Field(ge=0, le=LONGEST - 1)] = entry(
        "26", "only what was added to the field after so many weeks counts", 0
    )
    factor: float = entry("7", "what it is multiplied by, as 7 for days; needs a unit", 1.0)
    unit: Text = entry("days", "unit it is told in; without it that of the field, weeks for a duration", "")
    meaning: Text = entry("a text", "what is measured", "")

    @property
    def is_duration(self) -> bool:
        """Whether it is a time to an event, whom it has not happened to included."""
        return bool(self.duration or self.until)

    @property
    def looks(self) -> range:
        """The weeks at which it is measured."""
        return range(self.after, (self.to or self.after) + 1)


class Target(Part):
    """One printed result: what is estimated, what was observed, what counts as within."""

    name: Text = entry("employed_at_2_years", "name of the target, no other in the file has it")
    estimator: Annotated[str, OneOf(ESTIMATORS)] = entry("difference", "how it is estimated, see below")
    outcome: Text = entry("NAME", "the outcome, of those of the file", "")
    arms: ListOf[Text] = entry("[treated, control]", "the arms, first less second; one arm for what needs one", [])
    among: Named[Any] = entry(
        "{time_on_register: {from: 26}}",
        "subgroup, by conditions on fields as they are at the start; a field of the "
        "own caseworker is written caseworker.NAME, and {quantiles: [0.5, 1]} is the upper half",
        {},
    )
    whose: Annotated[str, OneOf(WHOSE)] = entry(
        "others",
        "assigned: those in the arm; others: those who are not, in the same run (spill-over); everybody",
        "assigned",
    )
    for_each: Text = entry(
        "talks_lost", "the estimate is over the difference of this outcome between the arms (as with an instrument)", ""
    )
    units: Annotated[str, OneOf(UNITS)] = entry(
        "caseworker", "units of a spread or correlation: " + " or ".join(UNITS), "caseworker"
    )
    peak: Annotated[str, OneOf(PEAKS)] = entry(
        "highest",
        "of an outcome with `to`: the estimate of the week at which it is highest or lowest, or that week: "
        + ", ".join(PEAKS),
        "",
    )
    of: ListOf[Text] = entry("[low, high]", "names of other targets, for what is made of targets", [])
    at: ListOf[float] = entry("[0.2, 0.8]", "where each target of `of` lies, for a slope", [])
    factor: float = entry("-1", "what the estimate is multiplied by", 1.0)
    unit: Text = entry("pp", "unit it is told in; without it the outcome's", "")
    observed: float | None = entry("0.048", "what the study found, in the estimate's unit", None)
    standard_error: Annotated[float | None, Field(ge=0.0)] = entry("0.009", "its standard error", None)
    interval: ListOf[float] = entry(
        "[0.01, 0.09]",
        "its 95 % interval in place of a standard error; where it is not symmetrical, the side counts on which the "
        "simulated value lies",
        [],
    )
    standard_error_is: Annotated[str, OneOf(GROUNDS)] = entry(
        "assumed", "where standard error or interval come from: " + ", ".join(GROUNDS), "printed"
    )
    discrepancy: Annotated[float | None, Field(ge=0.0)] = entry(
        "0.012",
        "how far model and study may differ by nature; without it 10 % of what was observed for a Norwegian "
        "study and 25 % for a foreign one; where 0 was observed it must be given, if neither error nor interval is",
        None,
    )
    accept: Any = entry(
        "implausibility, {within: 0.03}, or {from: 0.1, to: 0.3}",
        "what counts as within: implausibility of 2 at "
        "most; so near what was observed; a band, either end may be left out. Without it the target is only told",
        None,
    )
    counts: bool = entry("false", "whether the trial as a whole needs it", True)
    meaning: Text = entry("a text", "what is compared", "")


class Trial(Part):
    """A published experiment."""

    id: Text = entry("K1", "short name, as the file's own name")
    title: Text = entry("a text", "what was tried, in one line")
    citation: Text = entry("a text", "the full citation")
    design: Text = entry("a text", "country, design, size of the study")
    country: Annotated[str, OneOf(tuple(COUNTRIES))] = entry("foreign", " or ".join(COUNTRIES))
    role: Annotated[str, OneOf(ROLES)] = entry(
        "fitted", "fitted: parameters may be fitted to it; held_out: they may not"
    )
    role_because: Text = entry("a text", "why, written down before anything is fitted")
    setting: Named[Any] = entry(
        "{office.jobseekers: 1500, labour_market.vacancies_per_unemployed: 0.5}",
        "sizes, levers and numbers of all runs, by the names of the command line",
        {},
    )
    population: Population = entry("see below", "who counts", Population())
    arms: Named[Arm] = entry("NAME: ..., see below", "who is treated how")
    outcomes: Named[OutcomeEntry] = entry("NAME: ..., see below", "what is measured")
    targets: ListOf[Target] = entry("a list, see below", "what was found")
    why_not: Text = entry("a text", "why we think it is not reproduced; printed only where it is not", "")
    notes: Text = entry("a text", "how the experiment was translated, and what is assumed", "")
    _path: Path = PrivateAttr(Path())

    @property
    def path(self) -> Path:
        """Where it was read."""
        return self._path

    @path.setter
    def path(self, path: Path) -> None:
        self._path = path

    def world_of(self, arm: str) -> str:
        """Name of the run that an arm is part of."""
        return self.arms[arm].world or arm

    @property
    def worlds(self) -> list[str]:
        """The runs of each seed, the control's first."""
        worlds = [self.world_of(self.control), *(self.world_of(arm) for arm in self.arms)]
        return list(dict.fromkeys(worlds))

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
        measured = {self.population.cohort.first_time}
        for outcome in self.outcomes.values():
            measured |= {outcome.looks[-1]} if outcome.books else {*outcome.looks, outcome.since} - {0}
        return sorted(measured)
