"""The event log told in words: one person's life, and a caseworker's week."""

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.language import text
from analysis.tables import thousands
from sim.behaviour.beginnings import EMPLOYERS_A_MARKET
from sim.behaviour.staff import INCUMBENTS, POSTS
from sim.terms import Benefit, Channel, Measure, NeedsGroup, Sector

if TYPE_CHECKING:
    import pandas as pd

MOST_LINES = 40
SPREAD = 7  # of those who come one after another not all names are neighbours
NAMES = (
    "Kari", "Ola", "Amina", "Tomasz", "Ingrid", "Yusuf", "Anne", "Mohammed", "Liv", "Per", "Fatima", "Marek", "Astrid",
    "Jonas", "Hodan", "Bjørn", "Nina", "Ali", "Solveig", "Erik", "Zahra", "Tor", "Maja", "Samuel", "Randi", "Omar",
    "Silje", "Hans", "Leyla",
)  # fmt: skip
OF_EMPLOYERS = ("HIRED", "DISPLACED", "LOST_JOB")
NAMED_DETAIL: dict[str, type[IntEnum]] = {
    "ARRIVED": NeedsGroup,
    "ASSESSED": NeedsGroup,
    "REFERRED": Measure,
    "MEASURE_BEGAN": Measure,
    "MEASURE_ENDED": Measure,
    "LEFT_MEASURE_EARLY": Measure,
    "HIRED": Sector,
}
COUNTED_DETAIL: dict[str, Callable[[int], str]] = {
    "TALK": lambda weeks: f"{weeks} weeks since the latest",
    "MISSED_TALK": lambda sanctioned: "sanctioned" if sanctioned else "renegotiated",
    "ENQUIRY_UNSETTLED": lambda again: "comes again" if again else "gives up",
    "ENQUIRY_TURNED_AWAY": lambda again: "comes again" if again else "gives up",
    "TREATED": lambda weeks: f"waited {weeks} weeks",
    "LOST_JOB": lambda weeks: f"after {weeks} weeks",
    "DISABILITY_PENSION": lambda weeks: f"after {weeks} weeks registered",
    "LEFT_LABOUR_FORCE": lambda after_talk: "after a talk" if after_talk else "unprompted",
}


def needs_words() -> dict[NeedsGroup, str]:
    """Needs groups, said of a person."""
    return {
        NeedsGroup.IKKE_VURDERT: text("not assessed yet"),
        NeedsGroup.GODE_MULIGHETER: text("has good prospects"),
        NeedsGroup.TRENGER_VEILEDNING: text("needs guidance"),
        NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE: text("needs guidance, with reduced work capacity"),
        NeedsGroup.JOBBE_DELVIS: text("can work in part"),
        NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE: text("has little chance of working"),
    }


def benefit_words() -> dict[Benefit, str]:
    """Benefits, as what somebody lives on."""
    return {
        Benefit.NONE: text("own means, without a benefit"),
        Benefit.DAGPENGER: text("unemployment benefit (dagpenger)"),
        Benefit.AAP: text("work assessment allowance (AAP)"),
        Benefit.SOSIALHJELP: text("social assistance (sosialhjelp)"),
        Benefit.KVALIFISERINGSSTONAD: text("the Qualification Programme's benefit (kvalifiseringsstønad)"),
        Benefit.UFORETRYGD: text("disability pension (uføretrygd)"),
    }


def measure_words() -> dict[Measure, str]:
    """Measures, as what somebody takes part in."""
    return {
        Measure.NONE: text("no measure"),
        Measure.WORK_PRACTICE: text("work practice"),
        Measure.TRAINING: text("training"),
        Measure.WAGE_SUBSIDY: text("a wage subsidy"),
        Measure.FOLLOW_UP: text("follow-up (oppfølging)"),
        Measure.AFT: text("pre-vocational training (AFT)"),
        Measure.VTA: text("permanent adapted work (VTA)"),
        Measure.IPS: text("individual placement and support (IPS)"),
        Measure.KVP: text("the Qualification Programme"),
    }


def sector_words() -> dict[Sector, str]:
    """Sectors, as where somebody works."""
    return {
        Sector.HEALTH_AND_CARE: text("health and care"),
        Sector.RETAIL_AND_SERVICE: text("retail and service"),
        Sector.INDUSTRY_AND_BUILDING: text("industry and building"),
        Sector.OFFICE_AND_KNOWLEDGE: text("office and knowledge work"),
    }


def channel_words() -> dict[Channel, str]:
    """Channels, as how somebody is met."""
    return {
        Channel.SELF_SERVICE: text("in self-service"),
        Channel.DIGITAL_DIALOGUE: text("in the digital dialogue"),
        Channel.CHAT: text("in the chat"),
        Channel.PHONE: text("by phone"),
        Channel.VIDEO: text("by video"),
        Channel.DROP_IN: text("at the counter"),
        Channel.BOOKED_MEETING: text("in a booked meeting"),
    }


def counted_words(weeks: str) -> dict[str, str]:
    """What is said of the weeks that an event counts."""
    return {
        "TALK": text("{weeks} weeks after the latest", weeks=weeks),
        "TREATED": text("{weeks} weeks after asking for it", weeks=weeks),
        "LOST_JOB": text("after {weeks} weeks", weeks=weeks),
        "DISABILITY_PENSION": text("after {weeks} weeks on the register", weeks=weeks),
    }


def fate_words() -> dict[str, str]:
    """How an enquiry, a missed talk or a leaving is told, by the detail in the log."""
    return {
        "comes again": text("will ask again"),
        "gives up": text("gives up"),
        "sanctioned": text("is sanctioned"),
        "renegotiated": text("the plan is changed, and there is no sanction"),
        "after a talk": text("after a talk"),
        "unprompted": text("without having been asked to"),
    }


def sentences(**values: str) -> dict[str, str]:
    """What each kind of event is told as, with channel, whom and detail put in."""
    return {
        "ARRIVED": text("registers with NAV, and is given {whom}", **values),
        "ASSESSED": text("needs assessment by {whom}: {detail}", **values),
        "ENQUIRY_SETTLED": text("asks something {channel}, and gets an answer", **values),
        "ENQUIRY_UNSETTLED": text("asks something {channel}, and gets no answer: {detail}", **values),
        "ENQUIRY_TURNED_AWAY": text("asks something {channel}, and does not get through: {detail}", **values),
        "TALK_ASKED_FOR": text("asks for a talk with the caseworker", **values),
        "TALK": text("follow-up talk {channel} with {whom}, {detail}", **values),
        "MISSED_TALK": text("does not come to a talk {channel} with {whom}: {detail}", **values),
        "REFERRED": text("is referred to {detail} by {whom}", **values),
        "MEASURE_BEGAN": text("begins in {detail}", **values),
        "MEASURE_ENDED": text("completes {detail}", **values),
        "LEFT_MEASURE_EARLY": text("drops out of {detail}", **values),
        "TREATED": text("gets treatment, {detail}", **values),
        "HIRED": text("gets a job with {whom}, in {detail}", **values),
        "DISPLACED": text("applies to {whom}, where another jobseeker gets the job", **values),
        "LOST_JOB": text("loses the job with {whom} {detail}", **values),
        "DISABILITY_PENSION": text("is granted disability pension, {detail}", **values),
        "LEFT_LABOUR_FORCE": text("leaves the labour force {detail}", **values),
        "CAME_BACK": text("registers again", **values),
        "NEW_CASEWORKER": text("gets another caseworker: {whom}", **values),
    }


def named_events(events: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The columns of the log with names for numbers: kind, channel ("" for none) and detail."""
    from sim.events import EventKind

    kind = _names(EventKind)[events["kind"]]
    channel = np.append(_names(Channel), "")[events["channel"]]  # -1, none, is the last
    detail = np.array([_detail(name, int(value)) for name, value in zip(kind, events["detail"], strict=True)], object)
    return events | {"kind": kind, "channel": channel, "detail": detail}


def _names(kind: type[IntEnum]) -> np.ndarray:
    names = np.full(max(kind) + 1, "", object)
    for member in kind:
        names[member] = member.name
    return names


def _detail(kind: str, detail: int) -> str:
    if kind in NAMED_DETAIL:
        return NAMED_DETAIL[kind](detail).name
    return COUNTED_DETAIL[kind](detail) if kind in COUNTED_DETAIL else ""


def named_people(people: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The people of the log with names for numbers: true need and benefit."""
    return people | {
        "true_need": _names(NeedsGroup)[people["true_need"]],
        "benefit": _names(Benefit)[people["benefit"]],
    }


def print_story(folder: Path) -> None:
    """Print the fullest life of the first replicate, by kinds of events, and one week at a desk."""
    import pandas as pd

    events, people = (pd.read_parquet(folder / name) for name in ("events.parquet", "people.parquet"))
    first = people["seed"].min()
    events, people = events[events["seed"] == first], people[people["seed"] == first]
    if events.empty:
        print("\n" + text("Nothing happened to anybody."))
        return
    lives = events.groupby("jobseeker")["kind"].agg(["nunique", "size"]).sort_values(["nunique", "size"])
    person = lives.index[-1]
    life = events[events["jobseeker"] == person]
    print_life(life, people[people["id"] == person].iloc[0])
    talks = events[events["kind"].isin(["TALK", "MISSED_TALK", "ASSESSED", "REFERRED"])]
    if not talks.empty:
        desk, week = talks.groupby(["other", "week"]).size().sort_values().index[-1]
        print_desk(talks[(talks["other"] == desk) & (talks["week"] == week)], desk, week)


def print_life(life: "pd.DataFrame", person: Any) -> None:
    """Print what happened to one person, and who that is."""
    called = text("The life of {name}", name=name_of(person.id))
    minutes = text("{events} events, {minutes} staff minutes", events=len(life), minutes=_minutes(life))
    print(f"\n{called}: {minutes}")
    there = text("there at the start, {weeks} weeks on the register", weeks=f"{person.time_on_register:.0f}")
    came = text("came in week {week}", week=person.arrived_week)
    lives_on = text("lives on {benefit}", benefit=benefit_words()[Benefit[person.benefit]])
    need = text("in truth {need}", need=needs_words()[NeedsGroup[person.true_need]])
    age = text("{age} years old", age=person.age)
    print(f"  {'; '.join([age, came if person.newcomer == 1 else there, need, lives_on])}")
    _print_lines(life, [_line(row, _whom(row)) for row in life.head(MOST_LINES).itertuples()])


def print_desk(talks: "pd.DataFrame", desk: int, week: int) -> None:
    """Print one week of a caseworker, by the people seen."""
    title = text("Week {week} of {caseworker}", week=week, caseworker=caseworker_of(desk))
    minutes = text("{events} events, {minutes} staff minutes", events=len(talks), minutes=_minutes(talks))
    print(f"\n{title}: {minutes}")
    rows = talks.head(MOST_LINES).itertuples()
    _print_lines(talks, [_line(row, text("the caseworker"), f"{name_of(row.jobseeker)}: ") for row in rows])


def _print_lines(events: "pd.DataFrame", lines: list[str]) -> None:
    for line in lines:
        print(f"  {line}")
    if len(events) > MOST_LINES:
        print("  " + text("… and {more} more in events.parquet", more=len(events) - MOST_LINES))


def _minutes(events: "pd.DataFrame") -> str:
    return thousands(round(float(events["minutes"].sum())))


def _line(row: Any, whom: str, who: str = "") -> str:
    channel = channel_words()[Channel[row.channel]] if row.channel else ""
    told = sentences(channel=channel, whom=whom, detail=detail_told(row.kind, row.detail))[row.kind]
    minutes = text(", {minutes} min", minutes=f"{row.minutes:.0f}") if row.minutes else ""
    return text("week {week}", week=f"{row.week:3d}") + f"  {who}{told}{minutes}"


def detail_told(kind: str, detail: str) -> str:
    """The detail of an event in words."""
    if kind not in NAMED_DETAIL:
        weeks = "".join(letter for letter in detail if letter.isdecimal())
        return counted_words(weeks)[kind] if weeks else fate_words().get(detail, detail)
    named = NAMED_DETAIL[kind][detail]
    if isinstance(named, NeedsGroup):
        return needs_words()[named]
    return measure_words()[named] if isinstance(named, Measure) else sector_words()[Sector(named)]


def _whom(row: Any) -> str:
    """With whom something happened: an employer or a caseworker, counted from 1; empty for nobody."""
    if row.other < 0:
        return ""
    if row.kind in OF_EMPLOYERS:
        return text("employer {number}", number=row.other % EMPLOYERS_A_MARKET + 1)
    return caseworker_of(row.other)


def caseworker_of(identity: int) -> str:
    """A caseworker by office and post, counted from 1, and the how manieth who holds the post."""
    office, within = divmod(int(identity), POSTS * INCUMBENTS)
    post, incumbent = divmod(within, INCUMBENTS)
    named = text("caseworker {number}", number=post + 1)
    if office:
        named += text(" of office {number}", number=office + 1)
    return named + (text(", number {number} in this post", number=incumbent + 1) if incumbent else "")


def name_of(person: int) -> str:
    """A name for a person, the same in every policy, with the number in the log: the model has numbers alone."""
    return f"{NAMES[int(person) * SPREAD % len(NAMES)]} ({person})"
