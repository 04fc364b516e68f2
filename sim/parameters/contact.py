"""Enquiries and channels: how often people ask, where, and what comes of it."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Contact:
    """Enquiries and channels: how often people ask, where, and what comes of it."""

    needs: float = parameter(
        0.29, unit="1/week", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts section 4, gap",
        meaning="Needs a week of a person without money worries, asked about or not")
    money_worries: float = parameter(
        1.0, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts 4.11",
        meaning="Extra needs at a full barrier of life situation")
    newcomer_factor: float = parameter(
        1.5, unit="ratio", low=1.0, high=5.0, grade="assumed", source="ASSUMED",
        meaning="Needs in the first weeks, relative to later")
    newcomer_weeks: float = parameter(
        8.0, unit="weeks", low=0.0, high=52.0, grade="assumed", source="ASSUMED",
        meaning="Weeks on the register in which somebody has the needs of newcomers")
    failure_return: float = parameter(
        2.0, unit="1/week", low=0.0, high=10.0, grade="assumed", source="ASSUMED; NAV facts 4.3, 4.4",
        meaning="Rate at which an unanswered enquiry is tried again")
    persistence: float = parameter(
        0.8, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Probability of trying again after a failure, at full coping")
    coping_persists: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Share of that probability lost without coping")
    assistance_effect: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.15-4.17",
        meaning="Share of missing digital skill that full assistance makes up for")
    lightest_matter: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Complexity of the lightest enquiry, relative to the heaviest of the same person")
    everyday_matter: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Complexity of the heaviest enquiry of somebody without barriers")
    chat_seats: float = parameter(
        0.1, unit="seats/1000 jobseekers", low=0.0, high=10.0, grade="assumed", source="ASSUMED; NAV facts 4.7",
        meaning="Chat seats staffed at a time")
    desks: float = parameter(
        2.0, unit="desks/1000 jobseekers", low=0.0, high=10.0, grade="assumed", source="ASSUMED",
        meaning="Desks staffed while the door is open")
    open_enough: float = parameter(
        0.25, unit="share", low=0.01, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.3",
        meaning="Share of the week that a channel must be open for nobody to be kept away by other duties")
    hours_online: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.3",
        meaning="Share of people without digital skill who do not know the opening hours")
    patience: float = parameter(
        400.0, unit="minutes", low=20.0, high=600.0, grade="assumed",
        source="ASSUMED; office targets (45 % unanswered at 30 minutes, Sweden under pressure)",
        meaning="Mean minutes that somebody waits before giving up")
    wait_scale: float = parameter(
        3.0, unit="minutes", low=0.5, high=15.0, grade="assumed", source="ASSUMED",
        meaning="Minutes of waiting where half of the capacity is used")
    longest_wait: float = parameter(
        60.0, unit="minutes", low=10.0, high=180.0, grade="assumed", source="ASSUMED; office targets (30 minutes)",
        meaning="Longest mean wait for phone, chat and the door")
    demand_known: float = parameter(
        0.25, unit="share", low=0.02, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Weight of the latest week in the demand that capacity, pooled between offices, meets")
    login_fails: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.15-4.17",
        meaning="Share of digital attempts without any digital skill that fail before anything is asked")
    sent_back: float = parameter(
        0.15, unit="share", low=0.0, high=0.6, grade="assumed", source="ASSUMED; NAV facts 4.24, 4.25",
        meaning="Share of callers and visitors who are told to do it online where everybody is sent there")
    unread_from: float = parameter(
        1.2, unit="ratio", low=1.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts R15",
        meaning="Pressure on a caseworker from which messages are left unread")
    digital_resolves: float = parameter(
        0.85, unit="share", low=0.0, high=1.0, grade="measured", source="NAV facts 4.7 (four in five)",
        meaning="Probability that a message settles the simplest enquiry")
    service_resolves: float = parameter(
        0.7, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.7 (four in five)",
        meaning="Probability that self-service settles the simplest enquiry without digital investment")
    investment_resolves: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="What full digital investment adds to that probability")
    digital_misfit: float = parameter(
        0.8, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.7",
        meaning="How far complexity takes that probability away")
    staffed_misfit: float = parameter(
        0.5, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.8",
        meaning="The same where somebody answers (dialogue, chat, phone), relative to self-service")
    skill_weight: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.15",
        meaning="Share of digital answers lost on somebody without digital skill")
    split_services: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.6",
        meaning="What the split of state and municipal matters takes away at full complexity")
    phone_resolves: float = parameter(
        0.85, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Probability that the phone settles the simplest enquiry")
    person_resolves: float = parameter(
        0.9, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Probability that the open door settles the simplest enquiry")
    person_misfit: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="How far complexity takes that probability away")
    trust_lost: float = parameter(
        0.06, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Share of trust that being turned away costs")
    unsettled_costs: float = parameter(
        0.4, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="What an answer that settles nothing costs, relative to being turned away")
    trust_won: float = parameter(
        0.02, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of missing trust that one settled enquiry wins")
    experience_won: float = parameter(
        0.05, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="The same for experience of the service")
    late_papers: float = parameter(
        0.4, unit="hours", low=0.0, high=4.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Mandatory hours that turning away the most complex enquiry comes to cost")
    coping_lost: float = parameter(
        0.01, unit="share", low=0.0, high=0.5, grade="assumed", source="ASSUMED; NAV facts 4.4, R15",
        meaning="Share of coping that one unanswered enquiry costs")
    filter_from: float = parameter(
        1.1, unit="ratio", low=0.8, high=3.0, grade="assumed", source="ASSUMED; Tummers et al. 2015",
        meaning="Pressure from which staff who cope away from clients filter messages, and staff turn messages into "
        "calls and teach the channel")
    filter_growth: float = parameter(
        1.0, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED; Tummers et al. 2015",
        meaning="Growth of those shares with pressure beyond that")
    filter_most: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="The largest that those shares become")
    teaching_minutes: float = parameter(
        2.0, unit="minutes", low=0.0, high=15.0, grade="assumed", source="ASSUMED",
        meaning="Minutes that it takes staff to teach somebody the digital channel")
    skill_taught: float = parameter(
        0.02, unit="share", low=0.0, high=0.2, grade="assumed", source="ASSUMED",
        meaning="Share of missing digital skill that being taught makes up for")
