"""The story of one person, and a caseworker's week with its dilemmas, in words.

A story is not stored: the world is lived once more with the event log on, and what happened to one person is kept.
"""

from typing import Any

import numpy as np

from analysis.language import text
from analysis.naming import sentence, spoken
from experiments.cli.refusal import Refused
from experiments.lab.address import Address, WorldAddress
from experiments.lab.frames import posts_of
from experiments.lab.lab_world import LabWorld
from experiments.run.case_histories import (
    OF_EMPLOYERS,
    benefit_words,
    caseworker_of,
    channel_words,
    detail_told,
    name_of,
    named_events,
    needs_words,
    sentences,
)
from sim.agents import HOURS_OF_STAFF
from sim.behaviour.beginnings import EMPLOYERS_A_MARKET
from sim.terms import LABELS, OUTSIDE, Benefit, Channel, NeedsGroup, Status, Style

MOST_LINES = 400
HALF_YEAR = 26
LEAST_SHOWN = 0.05  # hours
OF_LAST_WEEK = "hours_of_last_week"
ALL_OF_IT = 0.995  # of a post, as it is told


def called(identity: int) -> str:
    """A person's name without the number in the log."""
    return name_of(identity).partition(" (")[0]


def story_of(address: Address, world: WorldAddress, week: int, identity: int) -> dict[str, Any]:
    """What happened to one person before a week: who it is, and a line an event."""
    again = LabWorld(address, world, events=True)
    kept = []
    while again.week < week:
        again.live_until(again.week + 1)
        events = again.run.events
        kept.append(events[events["jobseeker"] == identity])
    people = again.run.people
    here = np.flatnonzero(people["id"] == identity)
    if not len(here):
        raise Refused(text("That person is not in this office."))
    events = np.concatenate([again.run.events[:0], *kept])[-MOST_LINES:]
    columns = named_events({name: events[name] for name in events.dtype.names or ()})
    names = list(columns)
    lines = [
        {"week": int(row["week"]) + 1, "text": sentence(told(row)), "minutes": round(float(row["minutes"]))}
        for row in (dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True))
    ]
    return {
        "say": "story",
        "person": identity,
        "title": called(identity),
        "who": who_is(people[here[0]]),
        "lines": lines,
    }


def who_is(person: np.void) -> list[str]:
    """A person in a few lines: age, need, how things are."""
    came = text("came in week {week}", week=int(person["arrived_week"]) + 1)
    if person["newcomer"] == OUTSIDE:
        came = text("registered before, and back since week 1")
    there = text(
        "there at the start, {weeks} weeks on the register", weeks=f"{max(0.0, person['time_on_register']):.0f}"
    )
    status = Status(int(person["status"]))
    return [
        text("{age} years old", age=int(person["age"])),
        came if person["newcomer"] else there,
        text("in truth {need}", need=needs_words()[NeedsGroup(int(person["true_need"]))]),
        text("as assessed: {need}", need=needs_words()[NeedsGroup(int(person["needs_group"]))]),
        text("lives on {benefit}", benefit=benefit_words()[Benefit(int(person["benefit"]))]),
        text("now {status}", status=text(LABELS[Status][status.name])),
        text("{talks} talks, {enquiries} contacts", talks=int(person["talks"]), enquiries=int(person["contacts"])),
    ]


def told(row: dict[str, Any]) -> str:
    """An event in words."""
    whom = ""
    if row["other"] >= 0 and row["kind"] in OF_EMPLOYERS:
        whom = text("employer {number}", number=int(row["other"]) % EMPLOYERS_A_MARKET + 1)
    elif row["other"] >= 0:
        whom = caseworker_of(int(row["other"]))
    channel = channel_words()[Channel[row["channel"]]] if row["channel"] else ""
    return sentences(channel=channel, whom=whom, detail=detail_told(row["kind"], row["detail"]))[row["kind"]]


def style_words() -> dict[Style, str]:
    """Whom a caseworker puts first."""
    return {
        Style.NEEDS_FIRST: text("puts those who need it most first"),
        Style.SUCCESS_FIRST: text("puts those who are likely to get work first"),
        Style.DEMAND_FIRST: text("puts those who ask first"),
    }


def hours_words() -> dict[str, str]:
    """What a caseworker's hours went to."""
    return {
        "hours_absence": text("absence"),
        "hours_overhead": text("internal meetings and breaks"),
        "hours_relearning": text("relearning after a reorganisation"),
        "hours_learning": text("training and learning platform"),
        "hours_employers": text("work with employers"),
        "hours_reception": text("phone, chat and drop-in"),
        "hours_dialogue": text("digital messages"),
        "hours_mandatory": text("mandatory and income-securing work"),
        "hours_assessment": text("needs assessments"),
        "hours_follow_up": text("follow-up talks"),
        "hours_documentation": text("documentation of talks"),
        "hours_absorbed": text("saved by digital channels, and not reinvested"),
        "hours_slack": text("not spent"),
        OF_LAST_WEEK: text("of these, kept from the week before"),
        "hours_leave": text("holidays and public days"),
        "hours_vacant": text("empty post"),
    }


def desk_week(world: LabWorld, row: int) -> dict[str, Any]:
    """The latest week of one caseworker: hours, who got a talk, who was due and left."""
    caseworkers = world.run.caseworkers
    if not 0 <= row < len(caseworkers) or row not in posts_of(world):
        raise Refused(text("There is no such desk."))
    caseworker, people = caseworkers[row], world.run.people
    own = people[people["caseworker"] == row]
    own = own[np.isin(own["status"], (Status.SEEKING, Status.IN_MEASURE, Status.WAITING_FOR_HEALTH))]
    lived = world.week > 0
    in_talk = own[(own["in_talk"] == 1) & lived]
    left = own[(own["score_when_due"] >= 0.0) & (own["in_talk"] == 0) & lived]
    unseen = own[
        (world.week - own["last_contact"] >= HALF_YEAR) & (own["score_when_due"] < 0.0) & (own["in_talk"] == 0)
    ]
    hours = [(name, float(caseworker[name])) for name in HOURS_OF_STAFF]
    return {
        "say": "desk",
        "title": sentence(caseworker_of(int(caseworker["id"]))),
        "who": [
            style_words()[Style(int(caseworker["style"]))],
            text("{weeks} weeks in the job", weeks=round(float(caseworker["experience"]))),
            *parts_of_post(caseworker),
            text("{n} people at the desk", n=len(own)),
            text("stress {percent} %", percent=round(100.0 * float(caseworker["stress"]))),
        ],
        "present": bool(caseworker["present"]),
        "hours": [
            {"name": sentence(hours_words().get(name, spoken(name.removeprefix("hours_")))), "hours": round(value, 1)}
            for name, value in told_hours(hours)
            if value >= LEAST_SHOWN and name != "hours_contracted"
        ],
        "talks": [line_of(person, world) for person in by_score(in_talk)],
        "left": [line_of(person, world) for person in by_score(left)],
        "unseen": [line_of(person, world) for person in by_score(unseen)],
        "why": why_left(caseworker, len(left), len(in_talk)),
    }


def parts_of_post(caseworker: np.void) -> list[str]:
    """How large the post is where it is a part of one, and what of it is for income work of the whole office."""
    parts = []
    if caseworker["fraction"] < ALL_OF_IT:
        parts.append(text("{percent} % of a post", percent=round(100.0 * float(caseworker["fraction"]))))
    if caseworker["income_share"] > 0.0:
        percent = round(100.0 * float(caseworker["income_share"]))
        parts.append(text("{percent} % of the hours for income work of the whole office", percent=percent))
    return parts


def told_hours(hours: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Hours by use; a few hours of the week before that were used now come last, and are told as such."""
    slack = dict(hours).get("hours_slack", 0.0)
    return [*hours, (OF_LAST_WEEK, max(0.0, -slack))]


def by_score(people: np.ndarray) -> np.ndarray:
    """Those whom the caseworker would call first, first."""
    return people[np.argsort(-people["score_when_due"], kind="stable")]


def line_of(person: np.void, world: LabWorld) -> dict[str, Any]:
    """One person at a desk: who, how long it is since, what the caseworker sees."""
    chance = float(world.run.chances_seen(np.array([person]))[0])
    since = max(0, world.week - 1 - int(person["last_contact"]))
    told_of = [
        needs_words()[NeedsGroup(int(person["needs_group"]))],
        text("chance of work as seen {percent} %", percent=round(100.0 * chance)),
    ]
    if not person["in_talk"]:
        told_of.append(text("{weeks} weeks since the latest talk", weeks=since))
    if person["wants_talk"]:
        told_of.append(text("has asked for a talk"))
    if person["status"] == Status.WAITING_FOR_HEALTH:
        told_of.append(text("waiting for treatment"))
    return {"id": int(person["id"]), "name": called(int(person["id"])), "text": ", ".join(told_of)}


def why_left(caseworker: np.void, n_left: int, n_talks: int) -> str:
    """Why people who were due did not get a talk."""
    if not caseworker["present"]:
        return text("The caseworker is absent this week: nobody at this desk gets a talk.")
    if not n_left:
        return text("Everybody who was due got a talk.")
    if not n_talks:
        return text("Mandatory work and enquiries took the week: no hour was left for a talk.")
    slack = round(float(caseworker["carried_hours"]), 1)
    return text("The hours were spent: {hours} h are left, less than another talk takes.", hours=slack)
