"""The levers: what a policy sets. Standardization and individualization are two axes, not one (R9).

Each lever declares its level: the finest agents it can differ between (person, caseworker, office or market). It is
read from the row of policies of those agents, and coarser arms may set it too; precedence is person, caseworker,
office, market, run.
"""

from dataclasses import dataclass

from sim.declare import group, lever
from sim.terms import SteeringSignal, Strategy

LAST_WEEK = 1999  # of the longest run
NEVER = -1  # the week of a shock that does not come


@dataclass(slots=True)
class Standardization:
    """How far the service is the same for everybody."""

    profiling_weight: float = lever(
        0.4, level="office", unit="share", low=0.0, high=1.0, source="NAV facts 8.25, 8.28",
        meaning="Weight of the statistical profile, against the caseworker's judgement, in needs assessment")
    rhythm_weight: float = lever(
        0.5, level="caseworker", unit="share", low=0.0, high=1.0, source="NAV facts R4, R5",
        meaning="Weight of the prescribed contact rhythm, against the caseworker's own priorities, when time is "
        "rationed")
    protected_share: float = lever(
        0.0, level="person", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts R4",
        meaning="Share of the talks of the prescribed rhythm that hours are set aside for before mandatory work")
    youth_priority: float = lever(
        1.0, level="person", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts 8.9, 1.14",
        meaning="Priority of people under 30, against nobody's, in every caseworker's own ranking")
    early_priority: float = lever(
        0.6, level="person", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts 8.9",
        meaning="The same of people in their first half year on the register")
    interval_ordinary: float = lever(
        6.0, level="person", unit="weeks", low=1.0, high=52.0, source="ASSUMED; NAV facts section 3, gap",
        meaning="Prescribed weeks between contacts for people with ordinary work capacity")
    interval_reduced: float = lever(
        8.0, level="person", unit="weeks", low=1.0, high=52.0, source="ASSUMED; NAV facts section 3, gap",
        meaning="Prescribed weeks between contacts for people with reduced work capacity")
    standard_menu: float = lever(
        0.4, level="office", unit="share", low=0.0, high=1.0, source="NAV facts R8",
        meaning="Share of measure choices made from the standard menu of the needs group instead of from the "
        "person's needs")
    documentation: float = lever(
        0.4, level="caseworker", unit="hours", low=0.0, high=2.0, source="ASSUMED; NAV facts 8.14",
        meaning="Hours of writing that each follow-up talk must be documented with")
    generic_manual: float = lever(
        0.4, level="caseworker", unit="share", low=0.0, high=1.0, source="NAV facts 6.12, R8",
        meaning="Share of the content that no relational manual sets which follows generic standard tools (plan, "
        "assessment form)")
    relational_manual: float = lever(
        0.1, level="caseworker", unit="share", low=0.0, high=1.0, source="NAV facts 8.8, R9",
        meaning="How far encounters follow a relational, evidence-based manual")
    discretion_room: float = lever(
        0.6, level="caseworker", unit="share", low=0.0, high=1.0, source="NAV facts 8.15, R5, R6",
        meaning="Room the caseworker has to fit the service to the person")
    control_share: float = lever(
        0.25, level="person", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts 8.23",
        meaning="Share of an encounter that serves eligibility and control instead of the person")
    sanction_strictness: float = lever(
        0.3, level="caseworker", unit="share", low=0.0, high=1.0, source="NAV facts 8.18, R5",
        meaning="How readily non-compliance is sanctioned instead of renegotiated")


@dataclass(slots=True)
class Individualization:
    """How far the service is fitted to the person."""

    caseload: float = lever(
        95.0, level="caseworker", unit="jobseekers", low=10.0, high=300.0, source="NAV facts 3.1, 3.2",
        meaning="Jobseekers a post is staffed for; an office's posts follow from it, a caseworker's share of new "
        "cases too")
    tailoring: float = lever(
        0.4, level="person", unit="share", low=0.0, high=1.0, source="NAV facts R10",
        meaning="How far content is fitted to the person, as far as knowledge and room allow")
    participation: float = lever(
        0.4, level="person", unit="share", low=0.0, high=1.0, source="theory-driven; NAV facts 8.23, 8.25",
        meaning="How far the person takes part in mapping and planning")
    continuity: float = lever(
        0.4, level="office", unit="share", low=0.0, high=1.0, source="NAV facts R10, R20; K4",
        meaning="How much of relation and plan a handover between caseworkers preserves")
    health_coordination: float = lever(
        0.2, level="person", unit="share", low=0.0, high=1.0, source="NAV facts 6.16, 6.3, R10",
        meaning="How far work and health steps run in parallel instead of one after the other")
    ips_fidelity: float = lever(
        0.6, level="office", unit="share", low=0.0, high=1.0, source="Bond et al. 2012; NAV facts 8.8, R9",
        meaning="Fidelity of individual placement and support; at low fidelity it is ordinary Supported Employment")


@dataclass(slots=True)
class ChannelStrategy:
    """Kanalstrategi: which doors are open, and where people are sent."""

    digital_default: float = lever(
        0.4, level="person", unit="share", low=0.0, high=1.0, source="NAV facts 4.24",
        meaning="How strongly enquiries are sent to digital channels first")
    self_service: float = lever(
        1.0, level="office", unit="share", low=0.0, high=1.0, source="NAV facts 4.7",
        meaning="Share of the week that self-service is available")
    dialogue: float = lever(
        1.0, level="person", unit="share", low=0.0, high=1.0, source="NAV facts 4.9",
        meaning="How far the dialogue of the digital activity plan is open to the person")
    chat_hours: float = lever(
        30.0, level="office", unit="hours/week", low=0.0, high=60.0, source="ASSUMED; NAV facts 4.7",
        meaning="Hours a week that chat is staffed")
    phone_hours: float = lever(
        30.0, level="office", unit="hours/week", low=0.0, high=60.0, source="ASSUMED; NAV facts 4.6",
        meaning="Hours a week that the phone is answered")
    phone_lines: float = lever(
        0.5, level="office", unit="lines/1000 jobseekers", low=0.0, high=6.0, source="ASSUMED; NAV facts 4.6",
        meaning="Phone lines staffed at a time")
    drop_in_hours: float = lever(
        9.0, level="office", unit="hours/week", low=0.0, high=37.5, source="NAV facts 4.1-4.3",
        meaning="Hours a week that the door is open without an appointment")
    contact_centre: float = lever(
        0.85, level="office", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts 4.6; office targets",
        meaning="Share of calls and chats that the contact centre answers instead of the office")
    video: float = lever(
        0.1, level="person", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts 8.5",
        meaning="Share of the follow-up talks not held in writing that are held by video, as far as phone leaves them")
    phone_talks: float = lever(
        0.25, level="person", unit="share", low=0.0, high=1.0,
        source="ASSUMED; calibration targets, inputs (STAR 2024)",
        meaning="Share of the follow-up talks not held in writing that are held by phone")
    digital_talks: float = lever(
        0.2, level="person", unit="share", low=0.0, high=1.0, source="NAV facts 4.10, 4.11",
        meaning="Share of follow-up talks held as written digital dialogue, where `channel.dialogue` is fully open")
    assisted_digital: float = lever(
        0.2, level="person", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts 4.15-4.17",
        meaning="Help that people with weak digital skills get to use digital channels")
    reinvested_share: float = lever(
        0.3, level="office", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts 4.25, R14",
        meaning="Share of the time freed, and not cashed as fewer posts, that goes to follow-up; the rest is absorbed")
    digital_investment: float = lever(
        0.4, level="office", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts 4.7, 4.20-4.22",
        meaning="How far digital services are to be built: what self-service can settle, and what ICT costs; it takes "
        "three years, and what is built stays")
    need_triggered: float = lever(
        0.2, level="person", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts 4.24",
        meaning="How far meetings are triggered by need instead of compulsory at the prescribed rhythm")


@dataclass(slots=True)
class Organisation:
    """How the office divides, steers and develops its work."""

    specialisation: float = lever(
        0.3, level="office", unit="share", low=0.0, high=1.0, source="NAV facts 8.21, R20",
        meaning="How far income work and follow-up lie with different caseworkers")
    integration: float = lever(
        0.4, level="office", unit="share", low=0.0, high=1.0, source="NAV facts 6.13, 6.16, R17",
        meaning="Integration of state, municipal social, health and education services (parallel, against by referral)")
    market_team: float = lever(
        0.04, level="office", unit="share", low=0.0, high=0.4, source="ASSUMED; NAV facts 6.14",
        meaning="Share of the staff hours left by training, internal meetings and relearning that goes to employers")
    employer_matching: float = lever(
        0.3, level="office", unit="share", low=0.0, high=1.0, source="K9; NAV facts 7.5, 7.6",
        meaning="Share of employer work that matches jobseekers to vacancies instead of general visits")
    outcome_targets: float = lever(
        0.2, level="office", unit="share", low=0.0, high=1.0, source="Koning & Heinrich 2013; NAV facts 8.9",
        meaning="How strongly staff are measured by placements")
    learning_platform: float = lever(
        0.2, level="office", unit="share", low=0.0, high=1.0, source="INNOWEL; NAV facts 8.16",
        meaning="Strength of the office's learning platform: time and method for learning from own practice")
    lean: float = lever(
        0.0, level="office", unit="share", low=0.0, high=1.0, source="theory-driven; INNOWEL",
        meaning="How far LEAN streamlines mandatory work, at some cost in room for discretion")
    in_house: float = lever(
        0.3, level="office", unit="share", low=0.0, high=1.0, source="NAV facts 1.19 (3 000 of 11 500)",
        meaning="Share of follow-up measures held by NAV's own staff instead of bought")
    strategy: Strategy = lever(
        Strategy.TRAIN_THEN_PLACE, level="person", unit="kind", low=0, high=2, source="NAV facts 6.10",
        meaning="Order of work and training: train then place, place then train, or sheltered work first")
    job_focus: float = lever(
        0.5, level="person", unit="share", low=0.0, high=1.0, source="NAV facts 4.11, 6.12",
        meaning="How far encounters are about work now, against stability first")
    measure_wait: float = lever(
        4.0, level="person", unit="weeks", low=0.0, high=52.0, source="ASSUMED; NAV facts 2.26",
        meaning="Weeks a person must wait before the first measure")
    measure_places: float = lever(
        1.0, level="office", unit="ratio", low=0.0, high=4.0, source="NAV facts 1.11, 1.14",
        meaning="Measure places, relative to the usual number")
    staff_training: float = lever(
        0.01, level="office", unit="share", low=0.0, high=0.2, source="ASSUMED; NAV facts 8.16",
        meaning="Share of staff hours at work for training in market and user competence")
    efficiency_cut: float = lever(
        0.0, level="office", unit="share/year", low=0.0, high=0.05, source="ABE reform: .5-.7 % a year",
        meaning="Share by which each year's budget of posts is cut, whatever there is to do; met as people leave")
    cashed_share: float = lever(
        0.2, level="office", unit="share", low=0.0, high=1.0, source="ASSUMED (0.1-0.5); NAV facts 4.25, R14",
        meaning="Share of the time freed that the next budget takes away as posts")
    surge_staff: float = lever(
        0.0, level="office", unit="share", low=0.0, high=1.0, source="ASSUMED; NAV facts 5.8",
        meaning="How far an office that is pressed may work overtime and use temporary staff")
    signal: SteeringSignal = lever(
        SteeringSignal.THROUGHPUT, level="office", unit="kind", low=0, high=2,
        source="NAV facts 8.20; study of office leaders",
        meaning="What the leader is asked to show: throughput, placements or follow-up")
    consistency: float = lever(
        0.5, level="office", unit="share", low=0.0, high=1.0, source="NAV facts 8.19",
        meaning="How consistent the demands on the meeting with the user are")
    leader_room: float = lever(
        0.5, level="office", unit="share", low=0.0, high=1.0, source="NAV facts 8.15, 8.20",
        meaning="The leader's room for manoeuvre to try and keep new practice")


@dataclass(slots=True)
class Shock:
    """What hits the office or the market from a week on; 0 is the first week, and -1 is never."""

    closure_week: int = lever(
        NEVER, level="office", unit="week", low=NEVER, high=LAST_WEEK, source="NAV facts 4.6, 4.7 (2020)",
        meaning="Week a pandemic closes doors and meetings; -1 is never")
    closure_weeks: int = lever(
        13, level="office", unit="weeks", low=1, high=260, source="ASSUMED", meaning="Weeks the closure lasts")
    express_digitalization: float = lever(
        0.5, level="office", unit="share", low=0.0, high=1.0, source="NAV facts 4.7; calibration targets (STAR 2024)",
        meaning="Share of the gap to fully digital contact that a closure closes at once, half of it for good")
    reorganisation_week: int = lever(
        NEVER, level="office", unit="week", low=NEVER, high=LAST_WEEK, source="NAV facts 3.8, R21",
        meaning="Week the office is reorganised: cases change hands and staff relearn; -1 is never")
    recession_week: int = lever(
        NEVER, level="market", unit="week", low=NEVER, high=LAST_WEEK, source="NAV facts 7.12",
        meaning="Week a recession starts; -1 is never")
    recession_weeks: int = lever(
        52, level="market", unit="weeks", low=1, high=520, source="ASSUMED", meaning="Weeks the recession lasts")
    recession_depth: float = lever(
        0.3, level="market", unit="share", low=0.0, high=0.95, source="NAV facts 7.12 (-20 % through 2024)",
        meaning="Share of vacancy postings that a recession takes away")
    outage_week: int = lever(
        NEVER, level="office", unit="week", low=NEVER, high=LAST_WEEK, source="ASSUMED",
        meaning="Week the digital channels go down; -1 is never")
    outage_weeks: int = lever(
        1, level="office", unit="weeks", low=1, high=52, source="ASSUMED", meaning="Weeks the outage lasts")
    surge_week: int = lever(
        NEVER, level="office", unit="week", low=NEVER, high=LAST_WEEK, source="NAV facts 5.8 (2020)",
        meaning="Week an inflow surge starts; -1 is never")
    surge_weeks: int = lever(
        8, level="office", unit="weeks", low=1, high=260, source="ASSUMED", meaning="Weeks the surge lasts")
    surge_size: float = lever(
        2.0, level="office", unit="ratio", low=1.0, high=20.0, source="ASSUMED; NAV facts 5.8",
        meaning="Inflow of ordinary jobseekers during a surge, relative to the usual")
    measure_budget: float = lever(
        0.0, level="office", unit="share", low=0.0, high=0.3, source="State accounts 2014-25, post 76 (8 %)",
        meaning="Standard deviation of what each new year does to the budget for measures, the same for all offices")


@dataclass(slots=True)
class Policy:
    """All levers of one policy."""

    standardization: Standardization = group(Standardization)
    individualization: Individualization = group(Individualization)
    channel: ChannelStrategy = group(ChannelStrategy)
    organisation: Organisation = group(Organisation)
    shock: Shock = group(Shock)
