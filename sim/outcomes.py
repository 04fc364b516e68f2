"""Outcomes: the named measures of a run, each with unit, label and definition.

What is measured of people is given overall and by needs group, digital skill, age and cohort; of the office, overall;
and all of it by office where there are several.
It is computed in `sim/measuring.py`; nothing here is compiled, so that help comes at once.
"""

import re
from functools import cache
from math import inf
from typing import NamedTuple

from sim.milestones import EMPLOYED_AT
from sim.ratios import (
    GROUPINGS,
    NOTHING,
    ONE,
    Ratio,
    Sum,
    a_post,
    a_registered_year,
    contacts_by,
    each_week,
    of_hours,
    of_people,
    people,
    per_person,
    weeks,
)
from sim.ratios import OFFICE as OFFICE
from sim.terms import DigitalSkill
from sim.units import DAYS_A_WEEK, THOUSAND, WEEKS_A_MONTH, WEEKS_A_YEAR


class Outcome(NamedTuple):
    """A named measure of a run: a ratio of sums over people, or over weeks and what else there is of the office."""

    theme: str
    name: str
    unit: str
    label: str  # what people read in its place; its Norwegian is in the catalogue of texts
    definition: str
    better: str  # which values are: high, low, or neither, where that depends on the point of view
    of: Ratio
    signed: bool = False  # whether it may be below 0

    @property
    def range(self) -> tuple[float, float]:
        """The least and most that it can be: a share 1 at most, and nothing below 0 but what is signed."""
        most = 1.0 if self.unit == "share" else inf
        return (-most if self.signed else 0.0), most


# Chance of work of those called to talks, less that of all who were due.
CREAMING = Ratio(
    weeks("chance_held"), weeks("talks_held"),
    subtracted_part=weeks("chance_due"), subtracted_whole=weeks("talks_due"),
)  # fmt: skip
DIGITAL_DIVIDE = Ratio(
    people("experience", DigitalSkill.ABLE), people("persons", DigitalSkill.ABLE),
    subtracted_part=people("experience", DigitalSkill.WEAK), subtracted_whole=people("persons", DigitalSkill.WEAK),
)  # fmt: skip
HIRES = Sum("employers", "hires")
EMPLOYER_EXPERIENCE = Ratio(HIRES, HIRES, subtracted_part=Sum("employers", "failures"), subtracted_whole=HIRES)
EMPLOYER_WEEKS = Sum("run", "employer_weeks")

PEOPLE_OUTCOMES: tuple[Outcome, ...] = (
    *(
        Outcome("Work", f"employed_at_{weeks}_weeks", "share", f"in work after {weeks} weeks",
                f"employed {weeks} weeks after coming under observation, of those followed so long",
                "high", of_people(f"employed_{weeks}", f"seen_{weeks}"))
        for weeks in EMPLOYED_AT
    ),
    Outcome("Work", "durable_jobs", "share", "durable job",
            "held work for 26 unbroken weeks, of those observed so long",
            "high", of_people("durable_jobs", "seen_durable")),
    Outcome("Work", "weeks_to_job", "weeks", "weeks to the first job", "weeks to the first job, of those who had one",
            "low", of_people("weeks_to_job", "first_jobs")),
    Outcome("Work", "days_employed", "days", "days in work", "days employed per person under observation",
            "high", per_person("weeks_employed", DAYS_A_WEEK)),
    Outcome("Work", "displaced", "times", "jobs lost to another jobseeker",
            "times a person lost a job to another jobseeker of NAV",
            "low", per_person("displaced")),
    Outcome("Work", "gone_after_4_weeks", "share", "off the register after 4 weeks",
            "ordinary newcomers off the register 4 weeks after arrival (K12: 0.30)",
            "neither", of_people("newcomers_gone_4", "newcomers_seen_4")),
    Outcome("Work", "gone_after_26_weeks", "share", "off the register after 26 weeks",
            "ordinary newcomers off the register 26 weeks after arrival (K12: about 0.70)",
            "neither", of_people("newcomers_gone_26", "newcomers_seen_26")),
    Outcome("Work", "job_hazard_reduced", "1/month", "to work each month, reduced work capacity",
            "jobs started per registered month by people with reduced work capacity (K12: 0.007-0.016)",
            "high", of_people("reduced_jobs", "reduced_weeks", WEEKS_A_MONTH)),
    Outcome("Work", "aap_leavers_in_job", "share", "from AAP to work",
            "employed 26 weeks after leaving AAP (K12: 0.38)", "high", of_people("aap_to_job", "aap_leavers")),
    Outcome("Out of work", "days_unemployed", "days", "days registered without work",
            "days registered and not employed per person",
            "low", per_person("weeks_unemployed", DAYS_A_WEEK)),
    Outcome("Out of work", "days_out", "days", "days out of the labour force",
            "days out of the labour force or on disability pension per person",
            "low", per_person("weeks_out", DAYS_A_WEEK)),
    Outcome("Out of work", "disability_pension_at_104_weeks", "share", "on disability pension after 104 weeks",
            "on disability pension 104 weeks after coming under observation",
            "low", of_people("pension_104", "seen_104")),
    Outcome("Out of work", "pension_hazard_reduced", "1/month",
            "to disability pension each month, reduced work capacity",
            "disability pensions per registered month of people with reduced work capacity (K12: 0.011-0.016)",
            "low", of_people("reduced_to_pension", "reduced_weeks", WEEKS_A_MONTH)),
    Outcome("Out of work", "aap_leavers_on_pension", "share", "from AAP to disability pension",
            "on disability pension 26 weeks after leaving AAP (K12: 0.368)",
            "low", of_people("aap_to_pension", "aap_leavers")),
    Outcome("Service", "weeks_waited", "weeks", "weeks waited for measures and treatment",
            "weeks waited for measures and treatment per person",
            "low", per_person("weeks_waited")),
    Outcome("Service", "contacts", "contacts", "contacts", "contacts of any kind per person",
            "neither", per_person("contacts")),
    Outcome("Service", "digital_share", "share", "digital contacts",
            "share of contacts by self-service, dialogue or chat",
            "neither", of_people("digital_contacts", "contacts")),
    Outcome("Service", "talks", "talks", "follow-up talks", "follow-up talks per person",
            "neither", per_person("talks")),
    Outcome("Service", "talks_in_person", "share", "talks face to face",
            "share of follow-up talks face to face (meeting mix)", "neither", of_people("talks_in_person", "talks")),
    Outcome("Service", "talks_written", "share", "talks in writing",
            "share of follow-up talks in writing (meeting mix)", "neither", of_people("talks_written", "talks")),
    Outcome("Service", "hours_received", "hours", "caseworker hours received",
            "caseworker hours in follow-up talks per person; who gets them shows by group",
            "neither", per_person("hours_received")),
    Outcome("Service", "access_failures", "failures", "enquiries turned away", "enquiries turned away per person",
            "low", per_person("access_failures")),
    Outcome("Service", "repeated_enquiries", "enquiries", "repeated enquiries",
            "enquiries that came again unanswered per person (failure demand)", "low", per_person("repeats")),
    Outcome("Service", "given_up", "times", "enquiries given up", "times a person gave an unanswered enquiry up",
            "low", per_person("gave_up")),
    Outcome("Service", "caseworker_changes", "changes", "changes of caseworker", "changes of caseworker per person",
            "low", per_person("caseworker_changes")),
    Outcome("Service", "sanctions", "sanctions", "sanctions", "sanctions per person",
            "neither", per_person("sanctions")),
    Outcome("Service", "measures", "measures", "measures ended", "measures ended per person",
            "neither", per_person("measures_ended")),
    Outcome("Service", "wrongly_assessed", "share", "wrong needs group",
            "latest assessment gave another needs group than a faultless one would",
            "low", of_people("wrongly_assessed", "assessed")),
    Outcome("Users", "coping", "share", "coping", "mean coping at the end of observation",
            "high", per_person("coping")),
    Outcome("Users", "trust", "share", "trust in NAV", "mean trust in NAV at the end of observation",
            "high", per_person("trust")),
    Outcome("Users", "user_experience", "share", "experience of the service",
            "mean experience of the service at the end of observation", "high", per_person("experience")),
    Outcome("Users", "plan_fit", "share", "fit of the plan",
            "mean fit of the plan at the end of observation (participation shows here)", "high", per_person("plan")),
    Outcome("Kroner", "benefits_per_person", "NOK", "benefits per person", "benefits paid per person under observation",
            "neither", per_person("benefits_paid")),
)  # fmt: skip

OFFICE_OUTCOMES: tuple[Outcome, ...] = (
    Outcome("Service", "contacts_self_service", "contacts/year", "contacts by self-service",
            "contacts by self service, talks included, per person and year registered",
            "neither", contacts_by("self_service")),
    Outcome("Service", "contacts_digital_dialogue", "contacts/year", "contacts by digital dialogue",
            "contacts by digital dialogue, talks included, per person and year registered",
            "neither", contacts_by("digital_dialogue")),
    Outcome("Service", "contacts_chat", "contacts/year", "contacts by chat",
            "contacts by chat, talks included, per person and year registered",
            "neither", contacts_by("chat")),
    Outcome("Service", "contacts_phone", "contacts/year", "contacts by phone",
            "contacts by phone, talks included, per person and year registered",
            "neither", contacts_by("phone")),
    Outcome("Service", "contacts_video", "contacts/year", "contacts by video",
            "contacts by video, talks included, per person and year registered",
            "neither", contacts_by("video")),
    Outcome("Service", "contacts_drop_in", "contacts/year", "contacts by drop-in",
            "contacts by drop in, talks included, per person and year registered",
            "neither", contacts_by("drop_in")),
    Outcome("Service", "contacts_booked_meeting", "contacts/year", "contacts in booked meetings",
            "contacts by booked meeting, talks included, per person and year registered",
            "neither", contacts_by("booked_meeting")),
    Outcome("Service", "enquiries_a_year", "enquiries/year", "enquiries a year",
            "enquiries per year registered, repeated ones among them", "neither", a_registered_year("enquiries")),
    Outcome("Service", "first_askings_a_year", "enquiries/year", "first askings a year",
            "enquiries about what was not asked before, per year registered", "neither",
            a_registered_year("first_askings")),
    Outcome("Service", "repeats_a_year", "enquiries/year", "repeated enquiries a year",
            "enquiries that came again because the latest was not answered, per year registered (failure demand)",
            "low", a_registered_year("repeats")),
    Outcome("Service", "refusals_a_year", "failures/year", "enquiries turned away a year",
            "enquiries turned away per year registered", "low", a_registered_year("refusals")),
    Outcome("Service", "silences_a_year", "needs/year", "needs kept silent a year",
            "needs that nothing was said of, per year registered", "low", a_registered_year("silences")),
    Outcome("Service", "messages_a_year", "enquiries/year", "messages a year",
            "messages written per year registered", "neither", a_registered_year("messages")),
    Outcome("Service", "calls_a_year", "enquiries/year", "calls a year", "calls tried per year registered",
            "neither", a_registered_year("calls")),
    Outcome("Service", "visits_a_year", "enquiries/year", "visits a year",
            "visits to the open door tried per year registered", "neither", a_registered_year("visits")),
    Outcome("Service", "chats_a_year", "enquiries/year", "chats a year", "chats tried per year registered",
            "neither", a_registered_year("chats")),
    Outcome("Service", "forms_a_year", "forms/year", "fortnightly forms a year",
            "fortnightly forms per year registered", "neither", a_registered_year("forms")),
    Outcome("Service", "talks_a_year", "talks/year", "talks called a year",
            "follow-up talks called, missed ones among them, per year registered", "neither",
            a_registered_year("talks_held")),
    Outcome("Service", "talks_asked_a_year", "enquiries/year", "talks asked for a year",
            "talks asked for per year registered", "neither", a_registered_year("talks_asked")),
    Outcome("Service", "creaming", "share", "creaming",
            "chance of work of those called to talks less that of all who were due", "low", CREAMING, signed=True),
    Outcome("Service", "unequal_treatment", "talks/year", "unequal treatment",
            "spread between caseworkers of talks a year among like cases (same true need), sampling noise taken out",
            "low", Ratio(Sum("run", "unequal_treatment"), ONE)),
    Outcome("Service", "measures_filled", "share", "measure places taken",
            "people in measures at the end of a week, of the places that there is money for",
            "high", Ratio(weeks("in_measure"), weeks("measure_places"))),
    Outcome("Service", "waiting_for_measure", "share", "waiting for a measure",
            "people referred and waiting for a place, of those registered",
            "low", Ratio(weeks("waiting_for_measure"), Sum("run", "registered"))),
    Outcome("Service", "reduced_in_measures", "share", "reduced work capacity, in a measure",
            "in a measure, of those registered and found to have reduced work capacity",
            "neither", Ratio(weeks("reduced_in_measure"), weeks("reduced"))),
    Outcome("Service", "young_in_measures", "share", "young people with need, in a measure",
            "in a measure, of those registered, under 30 and found to need guidance or to work in part",
            "high", Ratio(weeks("young_in_measure"), weeks("young_in_need"))),
    Outcome("Service", "referred_outside_talks", "persons/week", "referred to measures outside talks",
            "people given a free place in a measure outside talks, per 1000 registered",
            "neither", Ratio(weeks("referred_outside_talks"), Sum("run", "registered"), THOUSAND)),
    Outcome("Service", "digital_divide", "share", "digital divide",
            "experience of the service, digitally able less weak", "low", DIGITAL_DIVIDE, signed=True),
    Outcome("Staff and office", "follow_up_share", "share", "time for follow-up",
            "hours of follow-up talks, of hours contracted", "high", of_hours("follow_up")),
    Outcome("Staff and office", "mandatory_share", "share", "time for mandatory work",
            "hours of mandatory, of hours contracted", "neither", of_hours("mandatory")),
    Outcome("Staff and office", "assessment_share", "share", "time for needs assessment",
            "hours of assessment, of hours contracted", "neither", of_hours("assessment")),
    Outcome("Staff and office", "reception_share", "share", "time for reception and phone",
            "hours of reception, of hours contracted", "neither", of_hours("reception")),
    Outcome("Staff and office", "dialogue_share", "share", "time for digital messages",
            "hours of dialogue, of hours contracted", "neither", of_hours("dialogue")),
    Outcome("Staff and office", "documentation_share", "share", "time for documentation",
            "hours of documentation, of hours contracted", "low", of_hours("documentation")),
    Outcome("Staff and office", "employers_share", "share", "time for employers",
            "hours of employers, of hours contracted", "neither", of_hours("employers")),
    Outcome("Staff and office", "learning_share", "share", "time for learning",
            "hours of learning, of hours contracted", "neither", of_hours("learning")),
    Outcome("Staff and office", "overhead_share", "share", "time for internal meetings",
            "hours of overhead, of hours contracted", "low", of_hours("overhead")),
    Outcome("Staff and office", "relearning_share", "share", "time for relearning",
            "hours of relearning, of hours contracted", "low", of_hours("relearning")),
    Outcome("Staff and office", "absorbed_share", "share", "freed time that was absorbed",
            "hours of freed time that went to no case, of hours contracted",
            "low", of_hours("absorbed")),
    Outcome("Staff and office", "slack_share", "share", "unused time", "hours of nothing, of hours contracted",
            "neither", of_hours("slack")),
    Outcome("Staff and office", "absence", "share", "sick absence", "hours of sick absence, of hours contracted",
            "low", of_hours("absence")),
    Outcome("Staff and office", "leave_share", "share", "holidays and other leave",
            "hours of holidays and other leave, of hours contracted", "neither", of_hours("leave")),
    Outcome("Staff and office", "vacant_share", "share", "empty posts",
            "hours of empty posts, which nobody is paid for, over hours contracted", "low", of_hours("vacant")),
    Outcome("Staff and office", "pressure", "ratio", "pressure of work",
            "undone work over hours given, 1 at the usual policy, mean of weeks", "low", each_week("pressure")),
    Outcome("Staff and office", "stress", "share", "stress of caseworkers", "mean stress of caseworkers",
            "low", each_week("stress")),
    Outcome("Staff and office", "staff_experience", "share", "experience of caseworkers",
            "calm times asked-for talks that time allows, mean of weeks", "high", each_week("staff_experience")),
    Outcome("Staff and office", "turnover", "changes/year", "turnover of caseworkers",
            "posts that changed hands, per post and year",
            "low", Ratio(Sum("last_week", "turnover"), weeks("n_caseworkers"), WEEKS_A_YEAR)),
    Outcome("Staff and office", "users_per_caseworker", "jobseekers", "jobseekers per caseworker",
            "people registered per post of the budget",
            "low", Ratio(Sum("run", "registered"), weeks("posts_budgeted"))),
    Outcome("Staff and office", "posts_budgeted", "posts", "posts in the budget",
            "posts that an office's budget pays for, mean of weeks", "neither", each_week("posts_budgeted")),
    Outcome("Staff and office", "posts_filled", "posts", "posts filled",
            "posts that somebody holds, mean of weeks", "neither", each_week("posts_filled")),
    Outcome("Staff and office", "posts_cut", "share", "posts cut",
            "posts that the budget has lost since the start, of those it has; mean of weeks",
            "neither", Ratio(weeks("posts_cut"), weeks("posts_budgeted")), signed=True),
    Outcome("Staff and office", "hours_freed", "hours/week", "hours freed",
            "hours a week freed against what people and talks usually take, per post filled",
            "high", a_post("freed")),
    Outcome("Staff and office", "hours_cashed", "hours/week", "hours cashed",
            "freed hours that went with posts that were cut, a week and post filled", "neither", a_post("cashed")),
    Outcome("Staff and office", "hours_reinvested", "hours/week", "hours reinvested",
            "freed hours that went to cases, a week and post filled", "high", a_post("reinvested")),
    Outcome("Staff and office", "hours_absorbed", "hours/week", "hours absorbed",
            "freed hours that went to no case, a week and post filled", "low", a_post("hours_absorbed")),
    Outcome("Staff and office", "staff_competence", "share", "caseworkers' skill with users",
            "mean skill with users of caseworkers at the end",
            "high", Ratio(Sum("caseworkers", "user_competence"), Sum("caseworkers"))),
    Outcome("Staff and office", "practice_adopted", "share", "new practice", "new practice taken up, mean of weeks",
            "neither", each_week("adoption")),
    Outcome("Staff and office", "employer_openness", "share", "openness of employers",
            "mean openness of employers at the end", "high", Ratio(Sum("employers", "openness"), Sum("employers"))),
    Outcome("Staff and office", "employer_experience", "share", "experience of employers",
            "hires of NAV's jobseekers that did not end in the trial period, of all",
            "high", EMPLOYER_EXPERIENCE),
    Outcome("Staff and office", "vacancies", "vacancies", "open vacancies",
            "open vacancies in the office's market, mean of weeks", "neither", each_week("vacancies")),
    Outcome("Staff and office", "vacancies_posted", "vacancies/year", "vacancies posted per employer",
            "vacancies posted per employer and year",
            "neither", Ratio(Sum("employers", "posted"), EMPLOYER_WEEKS, WEEKS_A_YEAR)),
    Outcome("Staff and office", "employer_hires", "hires/year", "hires per employer",
            "posts filled per employer and year, by whomever and whether posted or not",
            "neither", Ratio(Sum("employers", "filled"), EMPLOYER_WEEKS, WEEKS_A_YEAR)),
    Outcome("Kroner", "admin_cost_per_person", "NOK/year", "administrative cost per person",
            "posts, premises, channels, overtime and temporaries, and courses, per person and year registered",
            "low", a_registered_year("nok_admin")),
    Outcome("Kroner", "posts_cost_a_year", "NOK/year", "posts per person and year",
            "pay and running costs of posts that are filled, per year that a person is registered",
            "low", a_registered_year("nok_posts")),
    Outcome("Kroner", "premises_a_year", "NOK/year", "premises per person and year",
            "premises, per year that a person is registered", "low", a_registered_year("nok_premises")),
    Outcome("Kroner", "ict_a_year", "NOK/year", "ICT per person and year",
            "ICT, per year that a person is registered", "low", a_registered_year("nok_ict")),
    Outcome("Kroner", "centre_a_year", "NOK/year", "contact centre per person and year",
            "contact centre, per year that a person is registered", "low", a_registered_year("nok_centre")),
    Outcome("Kroner", "doors_a_year", "NOK/year", "open door per person and year",
            "keeping the door open, visits' minutes apart, per year that a person is registered",
            "low", a_registered_year("nok_doors")),
    Outcome("Kroner", "surge_staff_a_year", "NOK/year", "help in a surge per person and year",
            "overtime beyond the usual and temporary staff, per year that a person is registered",
            "low", a_registered_year("nok_surge")),
    Outcome("Kroner", "saved_a_year", "NOK/year", "saved per person and year",
            "posts cut since the start at what they saved, less what channels and help in a surge cost more, "
            "per year that a person is registered", "high", a_registered_year("nok_saved"), signed=True),
    Outcome("Kroner", "activity_cost_per_person", "NOK/year", "cost of activity per person",
            "hours spent on cases and employers, at what an hour at work costs, per person and year registered",
            "low", a_registered_year("nok_cases")),
    Outcome("Kroner", "channel_cost_per_person", "NOK/year", "cost of channels per person",
            "ICT, contact centre and open door, per person and year registered",
            "low", a_registered_year("nok_channels")),
    Outcome("Kroner", "measure_cost_per_person", "NOK/year", "cost of measures per person",
            "measures, per person and year registered", "low", a_registered_year("nok_measures")),
    Outcome("Kroner", "benefits_a_year", "NOK/year", "benefits per person and year",
            "benefits paid, per person and year registered", "neither", a_registered_year("nok_benefits")),
    Outcome("Kroner", "taxes_per_person", "NOK/year", "taxes and duties per person",
            "taxes and duties from those employed, per person and year registered",
            "high", a_registered_year("nok_taxes")),
    Outcome("Kroner", "net_public_cost_per_person", "NOK/year", "net public cost per person",
            "administration, measures and benefits less taxes, per person and year registered",
            "low", a_registered_year("nok_net"), signed=True),
    Outcome("Kroner", "admin_cost_per_durable_job", "NOK", "administrative cost per durable job",
            "posts, premises, channels, overtime and temporaries, and courses, per job that came to 26 unbroken weeks",
            "low", Ratio(weeks("nok_admin"), weeks("durable_jobs"))),
)  # fmt: skip
OUTCOMES = [*PEOPLE_OUTCOMES, *OFFICE_OUTCOMES]  # and then those of an extension
BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}
OF_OFFICE = {outcome.name for outcome in OFFICE_OUTCOMES}

Wanted = tuple[str, str, str]  # grouping, category, outcome


@cache
def everything() -> tuple[Wanted, ...]:
    """All outcomes: overall, and those of people in each category of each grouping."""
    of_people = [outcome.name for outcome in OUTCOMES if outcome.name not in OF_OFFICE]
    return (
        *(("all", "all", outcome.name) for outcome in OUTCOMES),
        *(
            (grouping, category.name, name)
            for grouping, categories in GROUPINGS.items()
            for category in categories
            for name in of_people
        ),
    )


def add_outcome(outcome: Outcome) -> None:
    """Let an outcome of an extension be measured too; by group where it is nothing but a sum over people by another."""
    OUTCOMES.append(outcome)
    BY_NAME[outcome.name] = outcome
    if any(total.table != "tallies" or total.category != "all" for total in outcome.of[:2]) or outcome.of[3:] != (
        NOTHING,
        ONE,
    ):
        OF_OFFICE.add(outcome.name)
    everything.cache_clear()


def within(ratio: Ratio, grouping: str, category: str) -> Ratio:
    """A ratio of sums over people, of those of one category only; the ratio itself where that is `all`."""
    if category == "all":
        return ratio
    part, whole = (total._replace(grouping=grouping, category=category) for total in (ratio.part, ratio.whole))
    return ratio._replace(part=part, whole=whole)


def weeks_needed(name: str) -> int:
    """Weeks that a run must last for an outcome to be seen of anybody there at the start; 0 where any will do."""
    milestone = re.fullmatch(r".*_at_(\d+)_weeks", name)
    return int(milestone[1]) if milestone else 0
