"""A frame: what the page draws of the worlds before a week, as bytes.

First four bytes with the length of a head, the head as JSON, then for each world columns of a byte a person, each less
the same of the frame before (modulo 256), for hardly anything changes in a week and what does not is packed away.
"""

import json
from typing import Any

import numpy as np

from experiments.lab.lab_world import NOWHERE, REGISTERED, LabWorld
from sim.agents import HOURS_OF_STAFF
from sim.events import EventKind
from sim.terms import Channel, Status

COLUMNS = ("place", "desk_low", "desk_high", "since", "channel", "outcome", "flags", "chance", "hours", "need")
FLAGS = {"in_talk": 1, "again": 2, "left": 4, "asked": 8, "reduced": 16, "came": 32}
FIELDS = (
    "status", "caseworker", "in_talk", "enquiry", "enquiry_outcome", "score_when_due", "wants_talk",
    "reduced_capacity", "newcomer", "arrived_week", "last_contact",
)  # fmt: skip
NO_DESK = 2**16 - 1
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
HOURS_OF_POST = ("contracted", "vacant")  # what its bar is long: paid, or empty


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
            now = world.everybody
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
    people = {name: world.put(column) for name, column in zip(FIELDS, world.run.columns(*FIELDS), strict=True)}
    n = len(world.everybody)
    registered = np.isin(people["status"], REGISTERED)
    lived = world.week > 0
    in_talk = registered & (people["in_talk"] == 1) & lived
    asked = registered & (people["enquiry"] >= 0) & lived
    repeats_before = np.zeros(n, np.int64)
    repeats_before[: len(world.repeats_before)] = world.repeats_before
    hours = world.hours[-1].copy()
    hours[: len(world.hours[0])] -= world.hours[0]
    desks = desk_of_post(world)[people["caseworker"]]
    flags = np.zeros(n, np.uint8)
    for name, here in (
        ("in_talk", in_talk),
        ("again", asked & (world.repeats > repeats_before)),
        ("left", registered & lived & (people["score_when_due"] >= 0.0) & ~in_talk),
        ("asked", registered & (people["wants_talk"] == 1)),
        ("reduced", people["reduced_capacity"] == 1),
        ("came", (people["newcomer"] == 1) & (people["arrived_week"] == world.week - 1)),
    ):
        flags[here] |= FLAGS[name]
    since = np.clip(world.week - 1 - people["last_contact"], 0, LONGEST_SINCE)
    return np.array(
        [
            world.places,
            desks % 256,
            desks // 256,
            np.where(registered, since, 0),
            np.where(asked, people["enquiry"] + 1, 0),
            np.where(asked, people["enquiry_outcome"], 0),
            flags,
            np.rint(255.0 * world.put(world.run.chances_seen())),
            np.clip(np.rint(TENTHS * hours), 0, 255),
            world.needs,
        ]
    ).astype(np.uint8)


def head_of(world: LabWorld, columns: np.ndarray) -> dict[str, Any]:
    """What is told of a world beside its people: how many, desks, channels."""
    return {"n": columns.shape[1], "desks": desks_of(world), "channels": channels_of(world, columns)}


def posts_of(world: LabWorld) -> np.ndarray:
    """The rows of caseworkers that are posts; the others are kept for posts to come."""
    caseworkers = world.run.caseworkers
    return np.flatnonzero((caseworkers["frozen"] == 0) & (caseworkers["fraction"] > 0.0))


def desk_of_post(world: LabWorld) -> np.ndarray:
    """The number of the desk of each row of caseworkers; `NO_DESK` where there is no post."""
    desks = np.full(len(world.run.caseworkers), NO_DESK)
    posts = posts_of(world)
    desks[posts] = np.arange(len(posts))
    return desks


def desks_of(world: LabWorld) -> list[dict[str, Any]]:
    """Every post: its row, who holds it, and what the hours of the week went to; before week 1 to nothing yet."""
    posts = posts_of(world)
    caseworkers = world.run.caseworkers[posts]
    bars: dict[str, np.ndarray] = {kind: np.zeros(len(posts)) for kind in (*KINDS_OF_HOURS, "desk")}
    bars["hours"] = np.zeros(len(posts))
    for name in HOURS_OF_STAFF if world.week else ():
        use = name.removeprefix("hours_")
        if use in HOURS_OF_POST:
            bars["hours"] += caseworkers[name]
        if use != "contracted":
            bars[kind_of_hours(name)] += caseworkers[name]
    shown = {kind: np.round(hours, 1).tolist() for kind, hours in bars.items()}
    holders = zip(posts.tolist(), caseworkers["present"].tolist(), caseworkers["vacant_post"].tolist(), strict=True)
    return [
        {"row": row, "present": int(present), "vacant": int(vacant)}
        | {kind: hours[number] for kind, hours in shown.items()}
        for number, (row, present, vacant) in enumerate(holders)
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
    series = series_of(world.run.books, len(world.run.offices)) | series_of_places(world.counts)
    return {name: [round(float(value), 4) for value in values[week:]] for name, values in series.items()}


def series_of_places(counts: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Where those who are shown were, as lines over the weeks."""
    by_week = np.array(counts).reshape(len(counts), len(Status))
    return {status.name.lower(): by_week[:, status] for status in Status if status != NOWHERE}


def series_of(books: np.ndarray, n_offices: int) -> dict[str, np.ndarray]:
    """The books of all offices as lines over the weeks; what happens, a year and person registered."""
    by_week = {name: books[name].reshape(-1, n_offices).sum(axis=1).astype(float) for name in books.dtype.names or ()}
    registered = np.maximum(1.0, by_week["seeking"] + by_week["in_measure"] + by_week["waiting_for_health"])
    a_year = YEAR / registered
    posts = np.maximum(1.0, by_week["n_caseworkers"])
    return {
        "talks": a_year * by_week["talks_held"],
        "present": 100.0 * by_week["n_present"] / posts,
        "enquiries": a_year * by_week["enquiries"],
        "again": a_year * by_week["repeats"],
        "refused": a_year * by_week["refusals"],
        "silent": a_year * by_week["silences"],
        "trust": 100.0 * by_week["trust"] / n_offices,
        "coping": 100.0 * by_week["coping"] / n_offices,
        "stress": 100.0 * by_week["stress"] / n_offices,
        "pressure": 100.0 * by_week["pressure"] / n_offices,
        "registered": registered,
        "admin_cost": a_year * by_week["nok_admin"],
    }
