"""Staff minutes by channel."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class ChannelMinutes:
    """Staff minutes by channel."""

    self_service: float = parameter(
        0.3, unit="minutes", low=0.0, high=10.0, grade="expert",
        source="NAV facts 4.20-4.22 (in person : phone : online about 82 : 29 : 1)",
        meaning="Staff minutes behind one self-service visit")
    dialogue: float = parameter(
        11.0, unit="minutes", low=6.0, high=15.0, grade="assumed", source="ASSUMED",
        meaning="Minutes for one digital message of ordinary complexity")
    chat: float = parameter(
        7.0, unit="minutes", low=1.0, high=60.0, grade="assumed",
        source="ASSUMED; NAV facts 4.7 (several at a time)",
        meaning="Minutes for one chat of ordinary complexity")
    phone: float = parameter(
        13.0, unit="minutes", low=1.0, high=60.0, grade="expert",
        source="NAV facts 4.6 (18 calls a day and person), 4.20",
        meaning="Minutes for one phone call of ordinary complexity")
    drop_in: float = parameter(
        28.0, unit="minutes", low=1.0, high=120.0, grade="expert", source="NAV facts 4.20-4.22",
        meaning="Minutes for one drop-in visit of ordinary complexity")
    booking: float = parameter(
        4.0, unit="minutes", low=0.0, high=30.0, grade="assumed", source="ASSUMED",
        meaning="Minutes to book a talk")
    ordinary_matter: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Complexity of an ordinary enquiry, by which capacity is reckoned")
    simplest_matter: float = parameter(
        0.6, unit="ratio", low=0.1, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Minutes for the simplest enquiry, relative to an ordinary one")
    complexity_takes: float = parameter(
        1.3, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts 4.8",
        meaning="Minutes that full complexity adds, relative to an ordinary enquiry")
