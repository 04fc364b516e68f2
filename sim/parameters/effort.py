"""Effort: what it costs people to ask by each channel, and how far that decides."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Effort:
    """Effort: what it costs people to ask by each channel, and how far that decides."""

    decides: float = parameter(
        4.0, unit="ratio", low=2.0, high=8.0, grade="assumed", source="ASSUMED",
        meaning="How strongly urgency less effort decides between the channels and silence")
    self_service: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Effort of finding the answer in self-service")
    dialogue: float = parameter(
        0.28, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.9",
        meaning="Effort of writing a message")
    chat: float = parameter(
        0.64, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.7",
        meaning="Effort of a chat")
    phone: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.18",
        meaning="Effort of a call")
    travel: float = parameter(
        0.62, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.18",
        meaning="Effort of travelling to the open door")
    booking: float = parameter(
        0.59, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Effort of asking for a talk and coming to it")
    skill: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.15",
        meaning="Effort that want of digital skill adds to a digital channel")
    wait: float = parameter(
        0.2, unit="1/hour", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Effort that an hour of expected waiting adds")
    shut: float = parameter(
        0.17, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.3",
        meaning="Effort that a channel which is hardly ever open adds, for who knows it")
    sent: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.24",
        meaning="Effort that sending everybody to digital channels takes off them")
    sent_away: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.24",
        meaning="Effort that it adds to the others")
    machine_misfit: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.8, R12",
        meaning="Effort that full complexity adds to self-service")
    no_case_file: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.8",
        meaning="Effort that a matter of the own case adds to self-service and chat, which know nothing of it")
    slow_answer: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Effort that full urgency adds to a message and to asking for a talk, which wait for an answer")
    person_eases: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.18",
        meaning="Effort that full complexity takes off meeting somebody in person")
