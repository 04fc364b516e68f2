"""The small model as Skranke is written: behaviours of one person, compiled, with draws keyed by person."""

from functools import cache

import numba
import numpy as np

from experiments.bench.peers import (
    ALONE_LOSS,
    ANSWERED_BY_TELEPHONE,
    ASKS,
    JOB_ENDS,
    OFFER_BY_COPING,
    OFFER_LEAST,
    TALK_GAIN,
    TALKS,
    Beginning,
    Draw,
    Outcomes,
)
from sim.chance import uniform

PERSON = np.dtype([("skill", "f8"), ("coping", "f8"), ("employed", "i8"), ("failures", "i8"), ("talks", "i8")])
ASK, DIGITAL, TELEPHONE, TALK, WORK = (int(draw) for draw in Draw)


@numba.njit(nogil=True)
def lot(luck, week, decision, number):
    """A number from 0 to 1."""
    return uniform(1, decision, week, number, 0, 0)


def behaviours(lot):
    """The weeks of everybody, with this way to draw."""

    @numba.njit(nogil=True)
    def ask(person, luck, week, number):
        if lot(luck, week, ASK, number) >= ASKS or lot(luck, week, DIGITAL, number) < person.skill:
            return
        if lot(luck, week, TELEPHONE, number) >= ANSWERED_BY_TELEPHONE:
            person.failures += 1

    @numba.njit(nogil=True)
    def talk(person, luck, week, number):
        if lot(luck, week, TALK, number) < TALKS:
            person.talks += 1
            person.coping += TALK_GAIN * (1.0 - person.coping)
        else:
            person.coping -= ALONE_LOSS * person.coping

    @numba.njit(nogil=True)
    def live(person, luck, week, number):
        if person.employed:
            person.employed = lot(luck, week, WORK, number) >= JOB_ENDS
            return
        ask(person, luck, week, number)
        talk(person, luck, week, number)
        person.employed = lot(luck, week, WORK, number) < OFFER_LEAST + OFFER_BY_COPING * person.coping

    @numba.njit(nogil=True)
    def live_weeks(people, luck, weeks):
        for week in range(weeks):
            for number in range(len(people)):
                live(people[number], luck, week, number)

    return live_weeks


# The end of what is counted as the model; below is how it is run here.


@numba.njit(nogil=True)
def handed_in(luck, week, decision, number):
    """A number from 0 to 1 that was handed in."""
    return luck[week, decision, number]


@cache
def compiled(lucky: bool):
    """The weeks, compiled once for each way to draw."""
    return behaviours(handed_in if lucky else lot)


def run(people: Beginning, weeks: int, luck: np.ndarray | None) -> Outcomes:
    """Live some weeks."""
    records = np.zeros(len(people.skill), PERSON)
    records["skill"], records["coping"] = people.skill, people.coping
    compiled(luck is not None)(records, np.zeros((1, 1, 1)) if luck is None else luck, weeks)
    employed, failures, talks = (int(records[name].sum()) for name in ("employed", "failures", "talks"))
    return Outcomes(employed, failures, talks, float(np.ascontiguousarray(records["coping"]).sum()))
