"""Chance of its own in a replacement is refused where it can be seen, and a probability stays within 0 and 1."""

import os
import random
import secrets
import time
from datetime import datetime
from os import urandom
from random import randint
from random import random as drawn

import numba
import numpy as np
import pytest
from settings import small

from sim import FrontLine
from sim.call_trees import as_python
from sim.chance import Week, lot
from sim.engine import simulate
from sim.terms import Decision
from sim.week import live_weeks

GENERATOR = np.random.default_rng(1)


def deeper():
    """A helper of a helper, in which the generator stands."""
    return np.random.random()


@numba.njit
def by_numba():
    """Compiled by the user."""
    return np.random.random()


def imports_within(jobseeker):
    import random

    return random.random()


def as_a_default(jobseeker, *, generator=GENERATOR):
    return generator.random()


def of_a_cell():
    generator = random.Random(1)
    return lambda jobseeker: generator.random()


def under_another_name(jobseeker):
    numbers = np
    return numbers.random.random()


@pytest.mark.parametrize(
    ("own", "says"),
    [
        (lambda jobseeker: random.random(), "the replacement of health_barrier uses .random, chance of its own"),
        (lambda jobseeker: np.random.random(), "uses .random, chance of its own; with it the same seed gives other"),
        (lambda jobseeker: deeper(), "deeper uses .random"),
        (lambda jobseeker: by_numba(), "by_numba uses .random"),
        (lambda jobseeker: drawn(), "uses drawn of random"),
        (lambda jobseeker: randint(0, 1), "uses randint of random"),
        (lambda jobseeker: secrets.randbelow(2), "uses secrets, from outside the run"),
        (lambda jobseeker: time.time() % 1.0, "uses time, from outside|uses .time"),
        (lambda jobseeker: os.urandom(1)[0] / 256, "uses os, from outside the run"),
        (lambda jobseeker: urandom(1)[0] / 256, "uses urandom of posix"),
        (lambda jobseeker: datetime.now().second / 60, "uses datetime, from outside"),
        (lambda jobseeker: GENERATOR.uniform(), "uses GENERATOR of numpy.random"),
        (lambda jobseeker: jobseeker.model.rng.uniform(), "uses .rng"),
        (lambda jobseeker: __import__("random").uniform(0, 1), r"uses __import__\(\)"),
        (lambda jobseeker: id(jobseeker) % 2, r"uses id\(\)"),
        (imports_within, "the replacement of health_barrier imports random while it runs|uses .random"),
        (as_a_default, "uses .random|uses a default of numpy.random"),
        (of_a_cell(), "uses .random|uses generator of random"),
        (under_another_name, "uses .random"),
    ],
)
def test_chance_and_clocks_of_ones_own_are_refused(own, says):
    """In the function, in what it calls, in a default, in a cell, behind another name, at import."""
    with pytest.raises(ValueError, match=says):
        as_python(live_weeks, {"health_barrier": own})


def resolve_probability(jobseeker, kind, office, policy, parameters):
    """Of the same name as what it replaces."""
    return 0.5 * jobseeker.digital_skill


def health_barrier(jobseeker):
    """With functions of NumPy and of Python itself."""
    return min(1.0, np.abs(jobseeker.mental_health))


def drawn_by_key(jobseeker):
    """The remedy: a draw that is the same whenever it is asked for."""
    return lot(Week(1, 0), Decision.AGE, jobseeker.id)


def test_what_has_no_chance_of_its_own_is_taken():
    as_python(live_weeks, {"health_barrier": health_barrier, "resolve_probability": resolve_probability})
    as_python(live_weeks, {"health_barrier": drawn_by_key})


def too_likely(jobseeker, kind, office, policy, parameters):
    return 1.7


def below_nothing(jobseeker):
    return -0.1


def undefined(jobseeker):
    return jobseeker.trust * np.nan


@pytest.mark.parametrize(
    ("name", "own", "backend"),
    [
        ("resolve_probability", too_likely, "mesa"),
        ("resolve_probability", too_likely, "compiled"),
        ("health_barrier", below_nothing, "mesa"),
        ("health_barrier", undefined, "mesa"),
    ],
)
def test_a_probability_or_share_beyond_its_range_ends_the_run_with_the_name_of_the_replacement(name, own, backend):
    says = f"the replacement of {name}, .*{own.__name__}, gives a number that is not within 0 and 1"
    with pytest.raises(ValueError, match=says):
        simulate(small(weeks=2), backend=backend, replace={name: own})


def certain(jobseeker):
    return 1


def test_both_ends_of_the_range_are_within_it():
    assert FrontLine(small(weeks=1), replace={"health_barrier": certain}).step() is None
