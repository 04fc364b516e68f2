"""The twelve published patterns: wording, source, and the claims made of each, with sizes written down beforehand.

A least size is never lowered to make a pattern hold (tests/experiments/patterns/test_pattern_results.py).
What carries a pattern in the model stands in sim/ODD.md.
"""

from collections.abc import Callable

import numpy as np

from experiments.patterns.call_backs import call_backs
from experiments.patterns.judging import MANY_SEEDS, Kept, Part, Pattern
from experiments.patterns.runs import (
    EVERYBODY,
    Keep,
    Variant,
    days_gained,
    minutes_a_call,
    outcomes,
    weeks_out_by_spell,
)
from sim.scenario import Change

READY, FAR = "GODE_MULIGHETER", "JOBBE_DELVIS"  # needs groups
Of = Callable[..., np.ndarray]


def variant(keep: Keep = outcomes, change: Change | None = None, weeks: int = 110, /, **settings: float) -> Variant:
    """A variant with settings by their names, __ for the dot."""
    return Variant({name.replace("__", "."): value for name, value in settings.items()}, keep, change, weeks)


def more(measured: str, group: str = EVERYBODY) -> Of:
    """What the first variant has more of than the second."""
    return lambda first, second: first(measured, group) - second(measured, group)


def per(kept: Kept, outcome: str, base: str, group: str = EVERYBODY) -> np.ndarray:
    """One outcome over another."""
    return kept(outcome, group) / kept(base, group)


FEW, MANY = ({"individualization__caseload": caseload} for caseload in (45.0, 135.0))
BY_CASELOAD = (variant(**FEW), variant(**MANY))
BY_SPELL = tuple(
    variant(weeks_out_by_spell, **caseload, office__jobseekers=2500, office__reduced_capacity_share=0.1)
    for caseload in (FEW, MANY)
)
ABLE, UNABLE = (
    {"parameters__staff__market_competence": level, "parameters__staff__user_competence": level,
     "parameters__staff__competence_spread": 0.1}
    for level in (0.85, 0.15)
)  # fmt: skip
ABLE_BY_CASELOAD, UNABLE_BY_CASELOAD = ((variant(**FEW, **who), variant(**MANY, **who)) for who in (ABLE, UNABLE))
BY_ABSENCE = tuple(variant(parameters__staff__absence=share) for share in (0.2, 0.065))
HANDS = {"parameters__organisation__cases_moved": 1.0, "parameters__organisation__relearning": 0.0,
         "parameters__organisation__adoption_kept": 1.0}  # fmt: skip
BY_BELIEF = tuple(
    variant(parameters__staff__belief=belief, parameters__staff__belief_spread=0.1) for belief in (0.8, 0.2)
)
BY_TARGETS = tuple(variant(organisation__outcome_targets=targets) for targets in (1.0, 0.0))
BY_DIALOGUE = tuple(variant(channel__dialogue=share, channel__digital_default=0.6 * share) for share in (1.0, 0.0))
OWN_PHONE = tuple(  # the office answers its own phone, so that whoever writes or calls takes the same people's time
    variant(channel__digital_default=share, channel__contact_centre=0.0) for share in (0.9, 0.1)
)
CALLS = tuple(
    variant(minutes_a_call, None, 26, channel__digital_default=share, office__jobseekers=500) for share in (0.9, 0.1)
)
BY_DIGITAL_DEFAULT = tuple(variant(channel__digital_default=share) for share in (1.0, 0.0))
HELP = Change("person", {"organisation.job_focus": 1.0, "individualization.tailoring": 1.0}, share=0.5)
OUTREACH = Change("run", {"organisation.market_team": 0.15})
SLACK, TIGHT = (
    variant(days_gained, HELP, labour_market__vacancies_per_unemployed=vacancies) for vacancies in (0.1, 1.7)
)
SLACK_OUTREACH = variant(days_gained, OUTREACH, labour_market__vacancies_per_unemployed=0.1)
APPLICANTS = (variant(call_backs, None, 0, parameters__hiring__disclosure=1.0),)
BY_CONTROL = tuple(variant(standardization__control_share=share) for share in (0.0, 1.0))
BY_DISCRETION = tuple(
    variant(**who, standardization__discretion_room=room) for who in (ABLE, UNABLE) for room in (1.0, 0.0)
)


def long_more_than_short(few: Kept, many: Kept) -> np.ndarray:
    """Weeks out that fewer cases add for the long-term unemployed, less what they add for the others."""
    rise = {spell: few("weeks_out", spell) - many("weeks_out", spell) for spell in ("long", "short")}
    return rise["long"] - rise["short"]


def less_than_half(able_few: Kept, able_many: Kept, unable_few: Kept, unable_many: Kept) -> np.ndarray:
    """Half of what more contact brings with able caseworkers, less what it brings with the least able."""
    able, unable = more("days_employed")(able_few, able_many), more("days_employed")(unable_few, unable_many)
    return 0.5 * able - unable


def lasting(on: Kept, off: Kept) -> np.ndarray:
    """Lasting jobs for each day in work with targets, over the same without, less 1."""
    return per(on, "durable_jobs", "days_employed") / per(off, "durable_jobs", "days_employed") - 1.0


def time_saved(on: Kept, off: Kept) -> np.ndarray:
    """Share by which staff time for each contact other than talks falls."""
    hours = [kept("reception_share") + kept("dialogue_share") for kept in (on, off)]
    contacts = [kept("contacts") - kept("talks") for kept in (on, off)]
    return 1.0 - (hours[0] / contacts[0]) / (hours[1] / contacts[1])


def complex_give_up(on: Kept, off: Kept) -> np.ndarray:
    """Rise of enquiries given up a registered day among those far from work, less that of the ready."""
    rise = [per(on, "given_up", "days_unemployed", group) - per(off, "given_up", "days_unemployed", group)
            for group in (FAR, READY)]  # fmt: skip
    return rise[0] - rise[1]


def displaced_more(slack: Kept, tight: Kept) -> np.ndarray:
    """What the others lose for each day that the treated gain (mean), in slack less in tight markets."""
    lost = [kept("days_gained", "others") / kept("days_gained", "treated").mean() for kept in (slack, tight)]
    return lost[1] - lost[0]


def discretion_beyond_twice(*variants: Kept) -> np.ndarray:
    """Coping gained by discretion with able caseworkers, less twice that with the least able."""
    able, unable = (more("coping")(*pair) for pair in (variants[:2], variants[2:]))
    return able - 2.0 * unable


def called_back(case: str, against: str) -> Of:
    """Chance of being taken on in one case, over that in another."""
    return lambda kept: kept("call_back", case) / kept("call_back", against)


PATTERNS = (
    Pattern(
        "lower_caseload",
        "Lower caseload raises talks, jobs and exits from the labour force; exits most for the long-term unemployed",
        "K1",
        (
            Part("talks", "talks a person, caseload 45 less 135", "talks", BY_CASELOAD, more("talks"), 1.0),
            Part("work", "days in work a person, caseload 45 less 135", "days", BY_CASELOAD,
                 more("days_employed"), 3.0),
            Part("out", "days out of the labour force, caseload 45 less 135", "days", BY_CASELOAD,
                 more("days_out"), 3.0),
            Part("long_term", "the same of ordinary jobseekers: long-term less short-term", "weeks", BY_SPELL,
                 long_more_than_short, 0.1),
        ),
    ),
    Pattern(
        "extra_staff",
        "Extra staff raises contacts, referrals, programme starts and sanctions together",
        "K1; Hainmueller et al. 2016",
        (
            Part("talks", "talks a person, caseload 45 less 135", "talks", BY_CASELOAD, more("talks"), 1.0),
            Part("referrals", "people in measures whom no talk brought there, caseload 135 less 45", "persons/week",
                 BY_CASELOAD[::-1], more("referred_outside_talks"), 0.1),
            Part("sanctions", "sanctions a person, caseload 45 less 135", "sanctions", BY_CASELOAD,
                 more("sanctions"), 0.02),
        ),
        "Measures are filled to budget, so that starts do not rise: more of them come of talks.",
    ),
    Pattern(
        "able_contact",
        "Contact is worth what the caseworker is worth; a lost meeting with a weak caseworker costs nothing",
        "K2",
        (
            Part("able", "days in work, caseload 45 less 135, able caseworkers", "days", ABLE_BY_CASELOAD,
                 more("days_employed"), 5.0),
            Part("unable", "half of that, less the same with the least able", "days",
                 (*ABLE_BY_CASELOAD, *UNABLE_BY_CASELOAD), less_than_half, 0.0),
        ),
        "With the least able, contact is worth less than half as much, not nothing.",
    ),
    Pattern(
        "absence_and_change",
        "Absence and turnover spill over to colleagues' clients; a change of caseworker costs the client",
        "K2, K4",
        (
            Part("pressure", "pressure of work, absence 20 % less 6.5 %", "ratio", BY_ABSENCE,
                 more("pressure"), 0.02),
            Part("talks", "talks a person, absence 6.5 % less 20 %", "talks", BY_ABSENCE[::-1], more("talks"), 0.2),
            Part("change", "days in work of clients who keep theirs, less of those moved", "days",
                 (variant(**HANDS), variant(**HANDS, shock__reorganisation_week=10)),
                 more("days_employed", "THERE_AT_START"), 0.2, seeds=MANY_SEEDS),
        ),
    ),
    Pattern(
        "belief",
        "A caseworker's belief in the client predicts success at equal client traits",
        "K4",
        (
            Part("work", "days in work a person, belief 0.8 less 0.2", "days", BY_BELIEF, more("days_employed"), 4.0),
        ),
    ),
    Pattern(
        "targets",
        "Targets by outcome raise placements of the readily employable only (creaming, parking), with no gain in job"
        " duration",
        "Koning & Heinrich 2013; NAO 2014",
        (
            Part("creaming", "chance of work of those called in less of all due, targets less none", "share",
                 BY_TARGETS, more("creaming"), 0.01),
            Part("parking", "hours received by those far from work, no targets less targets", "hours",
                 BY_TARGETS[::-1], more("hours_received", FAR), 0.1),
            Part("lasting", "lasting jobs a day in work, targets over none, less 1", "ratio", BY_TARGETS, lasting,
                 -0.02, 0.02, by_chance=False),
        ),
    ),
    Pattern(
        "electronic_contact",
        "Electronic contact saves time per contact and induces demand; the contacts left for people are longer and more"
        " complex",
        "Løberg 2021; NAV facts 4.8",
        (
            Part("demand", "contacts a person, digital dialogue less none", "contacts", BY_DIALOGUE,
                 more("contacts"), 0.5),
            Part("time", "staff time saved for each contact, 90 % against 10 % sent to digital first", "share of time",
                 OWN_PHONE, time_saved, 0.1),
            Part("calls", "minutes a phone call, 90 % less 10 % sent to digital first", "minutes", CALLS,
                 more("minutes"), 0.3),
        ),
    ),
    Pattern(
        "digital_vulnerability",
        "About one in five is vulnerable to digital public services, more among NAV's users; complex cases are hard to"
        " serve digitally",
        "NAV facts 4.15-4.17, 8.7",
        (
            Part("vulnerable", "people with weak digital skills", "share of people", (variant(),), lambda usual:
                 usual("weak digital skills"), 0.14, 0.32, seeds=(1,), by_chance=False),
            Part("given_up", "enquiries given up a day, digital first less not: far from work less ready",
                 "1/day", BY_DIGITAL_DEFAULT, complex_give_up, 0.0, seeds=MANY_SEEDS),
        ),
    ),
    Pattern(
        "displacement",
        "A placed jobseeker partly displaces others, more in slack markets; help on the employer's side displaces less",
        "K8, K9",
        (
            Part("treated", "days in work gained by half of a slack market, helped to search", "days", (SLACK,),
                 lambda slack: slack("days_gained", "treated"), 1.0, seeds=MANY_SEEDS),
            Part("others", "days in work lost by the other half", "days", (SLACK,),
                 lambda slack: -slack("days_gained", "others"), 0.1, seeds=MANY_SEEDS),
            Part("slack", "days lost for each day gained, slack less tight market", "ratio", (SLACK, TIGHT),
                 displaced_more, 0.0, seeds=MANY_SEEDS),
            Part("employers", "days in work of those not helped, employer outreach less help to search", "days",
                 (SLACK_OUTREACH, SLACK), more("days_gained", "others"), 0.1, seeds=MANY_SEEDS),
        ),
    ),
    Pattern(
        "disclosure",
        "Employers screen out disclosed limitations, less in large firms; a job coach at the workplace offsets part",
        "K10; NAV facts section 7",
        (
            Part("seen", "chance of being taken on, limitation unseen over seen", "ratio", APPLICANTS,
                 called_back("unseen", "seen"), 1.7, 2.6, seeds=(1,), by_chance=False),
            Part("large", "the same with it seen, 500 over 5 employees", "ratio", APPLICANTS,
                 called_back("seen, large firm", "seen, small firm"), 1.05, seeds=(1,), by_chance=False),
            Part("coach", "the same with it seen, job coach over none", "ratio", APPLICANTS,
                 called_back("seen, coached", "seen"), 1.1, seeds=(1,), by_chance=False),
            Part("part_only", "the same with a job coach, seen over unseen", "ratio", APPLICANTS,
                 called_back("seen, coached", "unseen, coached"), most=1.0, seeds=(1,), by_chance=False),
        ),
    ),
    Pattern(
        "control",
        "A poor fit or control-only contact lowers coping and trust; only the user turns a service into value",
        "NAV facts 8.23",
        tuple(
            Part(outcome, f"{outcome} at the end, no control in talks less all control", "share", BY_CONTROL,
                 more(outcome), 0.01)
            for outcome in ("coping", "trust")
        ),
    ),
    Pattern(
        "discretion",
        "Office results differ far more with discretion times competence than with discretion alone",
        "NAV facts 8.16, 3.13",
        (
            Part("coping", "coping gained by discretion: able, less twice that of the least able", "share",
                 BY_DISCRETION, discretion_beyond_twice, 0.005),
        ),
    ),
)  # fmt: skip
