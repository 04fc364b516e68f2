"""A frame: what the page draws of the worlds before a week, as bytes.

First four bytes with the length of a head, the head as JSON, then for each world columns of a byte a person, each less
the same of the frame before (modulo 256), for hardly anything changes in a week and what does not is packed away.
"""

import json
from typing import Any

import numpy as np

from experiments.lab.lab_world import LabWorld
from sim.agents import HOURS_OF_STAFF
from sim.events import EventKind
from sim.terms import Channel, Status

COLUMNS = ("place", "desk_low", "desk_high", "since", "channel", "outcome", "flags", "chance", "hours", "need")
FLAGS = {"in_talk": 1, "again": 2, "left": 4, "asked": 8, "reduced": 16, "came": 32}
FIELDS = (
    "status", "caseworker", "in_talk", "enquiry", "enquiry_outcome", "repeats", "score_when_due", "wants_talk",
    "reduced_capacity", "newcomer", "arrived_week", "last_contact", "hours_received", "true_need",
)  # fmt: skip
REGISTERED = (Status.SEEKING, Status.IN_MEASURE, Status.WAITING_FOR_HEALTH)
LONGEST_SINCE = 255  # weeks
TENTHS = 10.0  # of an hour, in a byte
YEAR = 52.0
# What a caseworker's hours go to, as the bar shows it; what no kind names is of the desk.
KINDS_OF_HOURS = {
    "meetings": ("overhead", "learning", "relearning"),
    "talks": ("follow_up", "documentation"),
    "unspent": ("slack", "absorbed"),
    "absent": ("absence", "leave", "vacant"),
}
MEASURED_BY = ("contracted", "saved", "freed")  # not uses of hours


class FrameMaker:
    """Makes the frames of one conversation: each world's less the one before."""

    def __init__(self) -> None:
        self.before: list[tuple[np.ndarray, np.ndarray]] = []  # of each world: identities, and columns
        self.weeks_shown: list[int] = []

    def forget(self) -> None:
        """Begin anew: the next frame is whole."""
        self.before, self.weeks_shown = [], []

    def frame(self, worlds: list[LabWorld]) -> bytes:
        """The worlds as they are now."""
        if len(self.before) != len(worlds):
            self.before = [(np.zeros(0, np.int64), np.zeros((len(COLUMNS), 0), np.uint8)) for _ in worlds]
            self.weeks_shown = [0] * len(worlds)
        heads, bodies = [], []
        for number, world in enumerate(worlds):
            (now,) = world.run.columns("id")
            columns = columns_of(world)
            identities, before = self.before[number]
            n_before = len(identities)
            goes_on = n_before <= len(now) and bool((now[:n_before] == identities).all())
            if not goes_on or self.weeks_shown[number] > world.week:
                n_before, before, self.weeks_shown[number] = 0, before[:, :0], 0
            padded = np.zeros_like(columns)
            padded[:, :n_before] = before
            bodies += [(columns - padded).tobytes(), now[n_before:].astype("<f8").tobytes()]
            first_row = self.weeks_shown[number]
            heads.append(head_of(world, columns) | {"before": n_before, "first_row": first_row})
            heads[-1]["rows"] = rows_since(world, first_row)
            self.before[number] = (now, columns)
            self.weeks_shown[number] = world.week
        head = json.dumps({"week": worlds[0].week, "worlds": heads}, separators=(",", ":"), allow_nan=False).encode()
        return b"".join([len(head).to_bytes(4, "little"), head, *bodies])


def columns_of(world: LabWorld) -> np.ndarray:
    """A byte a person in each of `COLUMNS`; what was left behind by those off the register is masked."""
    people = dict(zip(FIELDS, world.run.columns(*FIELDS), strict=True))
    n = len(people["status"])
    registered = np.isin(people["status"], REGISTERED)
    lived = world.week > 0
    in_talk = registered & (people["in_talk"] == 1) & lived
    asked = registered & (people["enquiry"] >= 0) & lived
    repeats_before = np.zeros(n, np.int64)
    repeats_before[: len(world.repeats_before)] = world.repeats_before
    hours_before = np.zeros(n)
    hours_before[: len(world.hours[0])] = world.hours[0]
    flags = np.zeros(n, np.uint8)
    for name, here in (
        ("in_talk", in_talk),
        ("again", asked & (people["repeats"] > repeats_before)),
        ("left", registered & lived & (people["score_when_due"] >= 0.0) & ~in_talk),
        ("asked", registered & (people["wants_talk"] == 1)),
        ("reduced", people["reduced_capacity"] == 1),
        ("came", (people["newcomer"] == 1) & (people["arrived_week"] == world.week - 1)),
    ):
        flags[here] |= FLAGS[name]
    since = np.clip(world.week - 1 - people["last_contact"], 0, LONGEST_SINCE)
    hours = people["hours_received"] - hours_before
    return np.array(
        [
            people["status"],
            people["caseworker"] % 256,
            people["caseworker"] // 256,
            np.where(registered, since, 0),
            np.where(asked, people["enquiry"] + 1, 0),
            np.where(asked, people["enquiry_outcome"], 0),
            flags,
            np.rint(255.0 * world.run.chances_seen()),
            np.clip(np.rint(TENTHS * hours), 0, 255),
            people["true_need"],
        ]
    ).astype(np.uint8)


def head_of(world: LabWorld, columns: np.ndarray) -> dict[str, Any]:
    """What is told of a world beside its people: how many, desks, channels."""
    return {"n": columns.shape[1], "desks": desks_of(world), "channels": channels_of(world, columns)}


def desks_of(world: LabWorld) -> list[dict[str, Any]]:
    """Every post: who holds it, and what the hours of the week went to."""
    caseworkers = world.run.caseworkers
    names = [name for name in HOURS_OF_STAFF if name.removeprefix("hours_") not in MEASURED_BY]
    kinds = {name: kind_of_hours(name) for name in names}
    bars: dict[str, np.ndarray] = {}
    for name, kind in kinds.items():
        bars[kind] = bars.get(kind, 0.0) + caseworkers[name]
    shown = {kind: np.round(hours, 1).tolist() for kind, hours in bars.items()}
    contracted = np.round(caseworkers["hours_contracted"], 1).tolist()
    holders = zip(caseworkers["present"].tolist(), caseworkers["vacant_post"].tolist(), strict=True)
    return [
        {"present": int(present), "vacant": int(vacant), "contracted": contracted[row]}
        | {kind: hours[row] for kind, hours in shown.items()}
        for row, (present, vacant) in enumerate(holders)
    ]


def kind_of_hours(name: str) -> str:
    """What part of the bar a field of hours belongs to."""
    use = name.removeprefix("hours_")
    return next((kind for kind, uses in KINDS_OF_HOURS.items() if use in uses), "desk")


def channels_of(world: LabWorld, columns: np.ndarray) -> list[dict[str, Any]]:
    """Every way to reach the office: how far it is open, who asked this week, who again, and who got no answer."""
    channels = world.run.channels
    asked, again = columns[COLUMNS.index("channel")], columns[COLUMNS.index("flags")] & FLAGS["again"] > 0
    outcome = columns[COLUMNS.index("outcome")]
    told = []
    for kind in Channel:
        here = asked == kind + 1
        open_share = float(channels["open_share"][channels["kind"] == kind].mean()) if world.week else 0.0
        told.append(
            {
                "open": round(open_share, 3),
                "asked": int(here.sum()),
                "again": int((here & again).sum()),
                "refused": int((here & (outcome == EventKind.ENQUIRY_TURNED_AWAY)).sum()),
            }
        )
    return told


def rows_since(world: LabWorld, week: int) -> dict[str, list[float]]:
    """The weeks since one, as the charts show them."""
    series = series_of(world.run.books, len(world.run.offices))
    return {name: [round(float(value), 4) for value in values[week:]] for name, values in series.items()}


def series_of(books: np.ndarray, n_offices: int) -> dict[str, np.ndarray]:
    """The books of all offices as lines over the weeks."""
    by_week = {name: books[name].reshape(-1, n_offices).sum(axis=1).astype(float) for name in books.dtype.names or ()}
    registered = np.maximum(1.0, by_week["seeking"] + by_week["in_measure"] + by_week["waiting_for_health"])
    refused = np.diff(by_week["access_failures"], prepend=0.0)
    posts = np.maximum(1.0, by_week["n_caseworkers"])
    return {
        "talks": YEAR * by_week["talks_held"] / registered,
        "present": 100.0 * by_week["n_present"] / posts,
        "employed": by_week["employed"],
        "enquiries": 100.0 * by_week["enquiries"] / registered,
        "again": 100.0 * by_week["repeats"] / registered,
        "refused": 100.0 * refused / registered,
        "trust": 100.0 * by_week["trust"] / n_offices,
        "coping": 100.0 * by_week["coping"] / n_offices,
        "stress": 100.0 * by_week["stress"] / n_offices,
        "pressure": 100.0 * by_week["pressure"] / n_offices,
        "registered": registered,
        "in_measure": by_week["in_measure"],
        "waiting_for_health": by_week["waiting_for_health"],
        "disability_pension": by_week["disability_pension"],
        "out_of_labour_force": by_week["out_of_labour_force"],
        "admin_cost": YEAR * by_week["nok_admin"] / registered,
    }
