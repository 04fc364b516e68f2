"""Enquiries and channels: how often people ask, where, and what comes of it."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Contact:
    """Enquiries and channels: how often people ask, where, and what comes of it."""

    enquiries: float = parameter(
        0.15, unit="1/week", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts section 4, gap",
        meaning="Enquiries a week of a person without money worries")
    money_worries: float = parameter(
        1.0, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts 4.11",
        meaning="Extra enquiries at a full barrier of life situation")
    newcomer_factor: float = parameter(
        1.8, unit="ratio", low=1.0, high=5.0, grade="assumed", source="ASSUMED",
        meaning="Enquiries in the first weeks, relative to later")
    newcomer_weeks: float = parameter(
        8.0, unit="weeks", low=0.0, high=52.0, grade="assumed", source="ASSUMED",
        meaning="Weeks on the register in which somebody asks as newcomers do")
    induced_demand: float = parameter(
        0.35, unit="ratio", low=0.0, high=1.0, grade="expert", source="NAV facts 8.1, section 9 (+20-50 %)",
        meaning="Extra enquiries of a digitally able person where the dialogue is open")
    failure_return: float = parameter(
        2.0, unit="1/week", low=0.0, high=10.0, grade="assumed", source="ASSUMED; NAV facts 4.3, 4.4",
        meaning="Rate at which an unanswered enquiry is tried again")
    persistence: float = parameter(
        0.8, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Probability of trying again after a failure, at full coping")
    coping_persists: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Share of that probability lost without coping")
    digital_pull: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.18",
        meaning="Share of the enquiries not sent to digital channels that able people make digitally all the same")
    push_needs_skill: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.15",
        meaning="Share of those sent to digital channels whom want of digital skill keeps from going")
    assistance_effect: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.15-4.17",
        meaning="Share of missing digital skill that full assistance makes up for")
    needs_answer: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of the simplest digital enquiries that self-service cannot take")
    dialogue_preference: float = parameter(
        0.85, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.9",
        meaning="Share of the other digital enquiries written in the dialogue where it is open")
    lightest_matter: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Complexity of the lightest enquiry, relative to the heaviest of the same person")
    everyday_matter: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Complexity of the heaviest enquiry of somebody without barriers")
    phone_preference: float = parameter(
        0.55, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.18",
        meaning="Share of simple personal enquiries made by phone")
    phone_avoidance: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.18",
        meaning="How far full complexity takes that share away")
    drop_in_preference: float = parameter(
        0.82, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED (about one talk asked for a year)",
        meaning="Share of the other personal enquiries made at the open door; the rest ask for a talk")
    chat_seats: float = parameter(
        0.8, unit="seats/1000 jobseekers", low=0.0, high=10.0, grade="assumed", source="ASSUMED; NAV facts 4.7",
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
    unread_from: float = parameter(
        1.2, unit="ratio", low=1.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts R15",
        meaning="Pressure on a caseworker from which messages are left unread")
    digital_resolves: float = parameter(
        0.85, unit="share", low=0.0, high=1.0, grade="measured", source="NAV facts 4.7 (four in five)",
        meaning="Probability that a digital channel settles the simplest enquiry")
    digital_misfit: float = parameter(
        0.8, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.7",
        meaning="How far complexity takes that probability away")
    staffed_misfit: float = parameter(
        0.5, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.8",
        meaning="The same where somebody answers (dialogue, chat, phone), relative to self-service")
    skill_weight: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.15",
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
        0.04, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Share of trust that one failure costs")
    trust_won: float = parameter(
        0.02, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of missing trust that one settled enquiry wins")
    experience_won: float = parameter(
        0.05, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="The same for experience of the service")
    complex_stays: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="expert", source="NAV facts 4.8, R12",
        meaning="How far the most complex matters stay away from digital channels")
    late_papers: float = parameter(
        0.4, unit="hours", low=0.0, high=4.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Mandatory hours that turning away the most complex enquiry comes to cost")
    coping_lost: float = parameter(
        0.01, unit="share", low=0.0, high=0.5, grade="assumed", source="ASSUMED; NAV facts 4.4, R15",
        meaning="Share of coping that one unanswered enquiry costs")
