"""Measures (tiltak): length, price, places, lock-in, gains, and whom they suit. One record a measure."""

from dataclasses import dataclass, field
from typing import Any

from sim.declare import begun, parameter

NO_SOURCE = "ASSUMED"


@dataclass(slots=True)
class MeasureTerms:
    """The terms of one measure; defaults are those of no measure."""

    weeks: int = parameter(
        12, unit="weeks", low=1, high=520, grade="assumed", source=NO_SOURCE, meaning="Weeks it lasts")
    price: float = parameter(
        0.0, unit="NOK/month", low=0.0, high=100_000.0, grade="assumed",
        source="NAV facts 1.17, 1.18 for AFT and VTA; else ASSUMED, the mean of all places NOK 124 000 a year (state "
        "accounts 2025: about 130 000 a participant-year)",
        meaning="Price of one place a month")
    places: float = parameter(
        0.0, unit="places/1000 jobseekers", low=0.0, high=500.0, grade="assumed",
        source="Statistics Norway 2020 (16 % of reduced capacity as a floor), NAV facts 1.11, 1.19; mix ASSUMED",
        meaning="Usual places; 200 in all")
    usual_ordinary: float = parameter(
        0.0, unit="weight", low=0.0, high=1.0, grade="assumed", source=NO_SOURCE,
        meaning="Weight in the standard menu for ordinary work capacity")
    usual_reduced: float = parameter(
        0.0, unit="weight", low=0.0, high=1.0, grade="assumed", source=NO_SOURCE,
        meaning="Weight in the standard menu for reduced work capacity")
    suits_burden: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source=NO_SOURCE, meaning="Burden that it suits best")
    lock_in: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="expert", source="K11; NAV facts 7.16",
        meaning="Share of own search that it takes away while it lasts")
    placing: float = parameter(
        0.0, unit="effort", low=0.0, high=2.0, grade="assumed", source="ASSUMED; fittable to K5, K11",
        meaning="Search that the measure itself does for a fully motivated person")
    gain: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed",
        source="ASSUMED; fittable to K11; order by NAV facts 2.12",
        meaning="Lasting employability gained in a whole measure that suits")
    answers_skills: float = parameter(
        0.0, unit="share", low=0.0, high=1.0, grade="assumed", source=NO_SOURCE,
        meaning="How far it answers a skills gap")
    coping: float = parameter(
        0.0, unit="share/week", low=0.0, high=0.1, grade="assumed", source=NO_SOURCE,
        meaning="Share of missing coping won in a week of it")


def terms(*, fit: dict[str, tuple[float, float]] | None = None, **values: Any) -> Any:
    """The terms of one measure as a group; `fit` says within which ranges calibration may move some of them."""
    return field(default_factory=lambda: begun(MeasureTerms, **values), metadata={"fit": fit or {}})


@dataclass(slots=True)
class Measures:
    """All measures, in the order of `Measure` after NONE."""

    work_practice: MeasureTerms = terms(
        weeks=13, price=2500.0, places=34.0, usual_ordinary=0.30, usual_reduced=0.28, suits_burden=0.35, lock_in=0.5,
        placing=0.03, gain=0.12, answers_skills=0.2, coping=0.004)
    training: MeasureTerms = terms(
        weeks=26, price=9000.0, places=30.0, usual_ordinary=0.35, usual_reduced=0.20, suits_burden=0.3, lock_in=0.58,
        placing=0.0, gain=0.61, answers_skills=1.0, coping=0.003,
        fit={"lock_in": (0.47, 0.67), "gain": (0.5, 0.75)})
    wage_subsidy: MeasureTerms = terms(
        weeks=26, price=9500.0, places=19.0, usual_ordinary=0.20, usual_reduced=0.12, suits_burden=0.3, lock_in=0.4,
        placing=0.15, gain=0.15, answers_skills=0.2, coping=0.006)
    follow_up: MeasureTerms = terms(
        weeks=26, price=7500.0, places=41.0, usual_ordinary=0.15, usual_reduced=0.25, suits_burden=0.5, lock_in=0.2,
        placing=0.08, gain=0.15, answers_skills=0.1, coping=0.006)
    aft: MeasureTerms = terms(
        weeks=52, price=20975.0, places=30.0, usual_ordinary=0.0, usual_reduced=0.20, suits_burden=0.7, lock_in=0.8,
        placing=0.02, gain=0.10, answers_skills=0.3, coping=0.006)
    vta: MeasureTerms = terms(
        weeks=208, price=16848.0, places=26.0, usual_ordinary=0.0, usual_reduced=0.05, suits_burden=0.95, lock_in=0.95,
        placing=0.0, gain=0.03, answers_skills=0.0, coping=0.006)
    ips: MeasureTerms = terms(
        weeks=52, price=9500.0, places=11.0, usual_ordinary=0.02, usual_reduced=0.10, suits_burden=0.6, lock_in=0.05,
        placing=0.08, gain=0.15, answers_skills=0.1, coping=0.008, fit={"placing": (0.05, 0.13)})
    kvp: MeasureTerms = terms(
        weeks=52, price=6000.0, places=9.0, usual_ordinary=0.05, usual_reduced=0.05, suits_burden=0.6, lock_in=0.5,
        placing=0.05, gain=0.25, answers_skills=0.5, coping=0.008)


def in_order(measures: Measures) -> list[MeasureTerms]:
    """The terms by number of `Measure`; NONE has terms that nobody asks for."""
    return [begun(MeasureTerms), *(getattr(measures, name) for name in Measures.__dataclass_fields__)]
