"""One person, caseworker, office, employer or policy, with only the named fields set, and the world they meet in.

A field that is not named has its start value (0 where none is declared). A number about the world, or a lever, that is
not named cannot be read at all: a case that depends on it says what it is. `usual_parameters` and `usual_policy` are
those of the default office, for cases that turn on none of them.
"""

import dataclasses
from collections.abc import Iterable
from typing import Any

from luck import NO_LUCK, Luck

from sim import agents
from sim.accounts import OfficeWeek
from sim.agents import (
    Caseworker,
    Clinic,
    DigitalChannel,
    Employer,
    Jobseeker,
    Layout,
    LikeCases,
    Market,
    Office,
    Places,
)
from sim.behaviour.equality import N_NEEDS
from sim.chance import Week
from sim.declare import nearest, set_value, states
from sim.events import Event
from sim.parameters import Parameters
from sim.parameters.measures import MeasureTerms, in_order
from sim.policy import Policy
from sim.tally import CELLS, Tally
from sim.terms import N_CHANNELS, N_MEASURES, Status
from sim.world import World

N_EVENTS = 64  # events that a case can note
LIST_ROOM = 64  # places in the heap


def made(kind: type, /, **fields: Any) -> Any:
    """A plain object of a declared kind: named fields as given, all others at their start; refuses unknown names."""
    declared = states(kind)
    for name in fields:
        if name not in declared:
            raise ValueError(f"{kind.__name__} has no field {name!r}{nearest(name, declared)}")
    thing = kind()
    for name, state in declared.items():
        value = fields.get(name, state.start)
        setattr(thing, name, float(value) if kind.__annotations__[name] is float else value + 0)
    return thing


def person(**fields: Any) -> Jobseeker:
    """A jobseeker who seeks work."""
    return made(Jobseeker, **{"status": Status.SEEKING, **fields})


def caseworker(**fields: Any) -> Caseworker:
    """A caseworker at work."""
    return made(Caseworker, **{"first_candidate": -1, "fraction": 1.0, **fields})


def like_cases(**fields: Any) -> LikeCases:
    """The cases of one need that one caseworker has."""
    return made(LikeCases, **fields)


def office(**fields: Any) -> Office:
    """An office."""
    return made(Office, **fields)


def employer(**fields: Any) -> Employer:
    """An employer."""
    return made(Employer, **fields)


def channel(kind: int, **fields: Any) -> DigitalChannel:
    """One way into an office."""
    return made(DigitalChannel, kind=kind, **fields)


def market(**fields: Any) -> Market:
    """A labour market."""
    return made(Market, **fields)


def clinic(**fields: Any) -> Clinic:
    """A health service."""
    return made(Clinic, **fields)


def places(**fields: Any) -> Places:
    """The places of one measure at one office."""
    return made(Places, **{"first_waiting": -1, **fields})


def person_arm(**fields: Any) -> agents.PersonArm:
    """A rule that puts people in an arm."""
    return made(agents.PersonArm, **fields)


def office_week(**fields: Any) -> OfficeWeek:
    """The books of one office in one week."""
    return made(OfficeWeek, **fields)


def tally(**fields: Any) -> Tally:
    """The sums over one group."""
    return made(Tally, **fields)


def measure_terms(**numbers: Any) -> Any:
    """The terms of a measure; those that are not named cannot be read."""
    return _only_named(MeasureTerms, numbers, "measure")


class OnlyNamed:
    """A group of numbers of which only the named ones can be read."""

    def __init__(self, name: str, kind: Any, numbers: dict[str, Any]):
        self.__dict__.update(numbers)
        self.__dict__["_name"], self.__dict__["_kind"] = name, kind

    def __getattr__(self, number: str) -> Any:
        raise AttributeError(f"the case does not say what {self._name}.{number} is")


def policy(**levers: Any) -> Any:
    """A policy: `policy(channel__drop_in_hours=6.0)`; levers that are not named cannot be read."""
    return _grouped(Policy, levers)


def parameters(**numbers: Any) -> Any:
    """Numbers about the world: `parameters(encounter__coping_step=0.1)`; those that are not named cannot be read."""
    return _grouped(Parameters, numbers)


def usual_policy(**levers: Any) -> Policy:
    """The usual policy, with these levers."""
    return _with(Policy(), levers)


def usual_parameters(**numbers: Any) -> Parameters:
    """The default numbers about the world, with these."""
    return _with(Parameters(), numbers)


def _with(declared: Any, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        set_value(declared, name.replace("__", "."), value)
    return declared


def _grouped(kind: Any, values: dict[str, Any]) -> Any:
    """Values by `group__name` as nested groups, each checked against the declaration's range."""
    usual, groups = kind(), {}
    for name, value in values.items():
        set_value(usual, name.replace("__", "."), value)
        group, _, number = name.partition("__")
        inner, _, deeper = number.partition("__")
        if deeper:
            raise ValueError(f"{name}: give the terms of a measure to `world(measures=...)`")
        groups.setdefault(group, {})[inner] = getattr(getattr(usual, group), inner)
    made_groups = {
        entry.name: _only_named(type(getattr(usual, entry.name)), groups.get(entry.name, {}), entry.name)
        for entry in dataclasses.fields(kind)
    }
    return OnlyNamed(kind.__name__.lower(), kind, made_groups)


def _only_named(kind: Any, numbers: dict[str, Any], name: str) -> OnlyNamed:
    known = {entry.name for entry in dataclasses.fields(kind)}
    for number in numbers:
        if number not in known:
            raise ValueError(f"{name} has no number {number!r}{nearest(number, known)}")
    return OnlyNamed(name, kind, numbers)


def week(number: int = 0, luck: Luck = NO_LUCK) -> Week:
    """A week, with the luck that a case gives everybody."""
    return Week(luck.seed, number)


def world(
    people: Iterable[Jobseeker] = (),
    caseworkers: Iterable[Caseworker] = (),
    offices: Iterable[Office] = (),
    employers: Iterable[Employer] = (),
    markets: Iterable[Market] = (),
    clinics: Iterable[Clinic] = (),
    channels: Iterable[DigitalChannel] = (),
    measures: dict[int, Any] | None = None,
    places: dict[int, Places] | None = None,
    policy: Any = None,
    parameters: Any = None,
    person_arms: Iterable[agents.PersonArm] = (),
    weeks: int = 2,
    **layout: Any,
) -> World:
    """A world of these, in one place: one office, market and clinic where none are given.

    People and caseworkers lie office by office, employers market by market; rows and numbers of rows are set to fit
    them, everything else stays as it was given. `places` and `measures`: by number of `Measure`, for the first office.
    """
    everybody, staff, firms = list(people), list(caseworkers), list(employers)
    all_offices, all_markets, all_clinics = list(offices) or [office()], list(markets) or [market()], list(clinics)
    for number, each_office in enumerate(all_offices):
        each_office.id = number
        each_office.n_rows = sum(client.office == number for client in everybody)
        each_office.first_row = sum(client.office < number for client in everybody)
        each_office.n_caseworkers = sum(worker.office == number for worker in staff)
        each_office.first_caseworker = sum(worker.office < number for worker in staff)
    for number, each_market in enumerate(all_markets):
        each_market.n_employers = sum(firm.market == number for firm in firms)
        each_market.first_employer = sum(firm.market < number for firm in firms)
    all_channels = [
        channel(kind, id=number * N_CHANNELS + kind, office=number)
        for number in range(len(all_offices))
        for kind in range(N_CHANNELS)
    ]
    for own_channel in channels:
        own_channel.id = own_channel.office * N_CHANNELS + own_channel.kind
        all_channels[own_channel.id] = own_channel
    all_places = [made(Places, first_waiting=-1) for _ in range(len(all_offices) * N_MEASURES)]
    for kind, measure_places in (places or {}).items():
        all_places[kind] = measure_places
    terms = in_order(Parameters().measures) if measures is None else [measure_terms() for _ in range(N_MEASURES)]
    for kind, own_terms in (measures or {}).items():
        terms[kind] = own_terms
    arms = dict.fromkeys(("market_arms", "office_arms", "caseworker_arms", "person_arms"), 1)
    return World(
        jobseekers=everybody,
        caseworkers=staff,
        like_cases=[like_cases() for _ in range(len(staff) * N_NEEDS)],
        channels=all_channels,
        employers=firms,
        offices=all_offices,
        markets=all_markets,
        clinics=all_clinics or [clinic()],
        places=all_places,
        measures=terms,
        policies=policy if isinstance(policy, list) else [policy or _grouped(Policy, {})],
        parameters=[parameters or _grouped(Parameters, {})],
        layout=[made(Layout, **{**arms, **layout})],
        person_arms=list(person_arms) or [person_arm(person=-1)],
        phases=[0] * weeks,
        weekly=[office_week() for _ in range(weeks * len(all_offices))],
        tallies=[tally() for _ in range(len(all_offices) * CELLS)],
        heap=[0] * max(LIST_ROOM, len(everybody)),
        events=[made(Event) for _ in range(N_EVENTS)],
        events_held=[0],
        faults=[0, 0, 0],
    )


class Before:
    """How things were: what has changed since then, and so what has not.

    >>> kari = person(coping=0.4)
    >>> before = Before(kari)
    >>> kari.coping = 0.5
    >>> before.changes(kari)
    {'coping': 0.5}
    """

    def __init__(self, *things: Any):
        self.kept = [(thing, dict(vars(thing))) for thing in _everything(things)]

    def changes(self, thing: Any) -> dict[str, Any]:
        """The fields of one of them that are no longer as they were, with what they are now."""
        for known, fields in self.kept:
            if known is thing:
                return {name: getattr(thing, name) for name, was in fields.items() if getattr(thing, name) != was}
        raise ValueError("it was not among those looked at before")

    def changed(self) -> list[Any]:
        """All of those looked at that are no longer as they were, in the order they were given."""
        return [thing for thing, _ in self.kept if self.changes(thing)]


def _everything(things: Iterable[Any]) -> Iterable[Any]:
    for thing in things:
        if isinstance(thing, World):
            for name in ("jobseekers", "caseworkers", "like_cases", "channels", "employers", "offices", "markets",
                         "clinics", "places", "weekly", "tallies"):  # fmt: skip
                yield from getattr(thing, name)
        else:
            yield thing


def noted(happened_in: World) -> list[dict[str, Any]]:
    """The events that a case has noted in the log, in order, as fields by name."""
    fields = list(states(Event))
    events = happened_in.events[: int(happened_in.events_held[0])]
    return [{name: getattr(event, name) for name in fields} for event in events]


def happened(there: World) -> list[tuple]:
    """The same as (what, who, with whom, by which channel, detail, staff minutes), in order."""
    return [
        (event["kind"], event["jobseeker"], event["other"], event["channel"], event["detail"], event["minutes"])
        for event in noted(there)
    ]
