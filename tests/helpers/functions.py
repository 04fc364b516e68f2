"""Functions that tests study in the place of the model: with known indices, or failing on purpose."""

import os
from asyncio import CancelledError
from math import sin

A, B = 7.0, 0.1  # of Ishigami's function
SOBOL_G = (0.0, 1.0, 4.5, 9.0)


def ishigami(parameters, seed):
    """Ishigami and Homma 1990; x1, x2, x3 in [-pi, pi], any further one does nothing."""
    x1, x2, x3 = (parameters[name] for name in ("x1", "x2", "x3"))
    return {"y": sin(x1) + A * sin(x2) ** 2 + B * x3**4 * sin(x1)}


def sobol_g(parameters, seed):
    """Sobol's G-function of x0 to x3 in [0, 1]."""
    y = 1.0
    for number, a in enumerate(SOBOL_G):
        y *= (abs(4.0 * parameters[f"x{number}"] - 2.0) + a) / (1.0 + a)
    return {"y": y}


def picky(parameters, seed):
    """Fails for large x with an even seed."""
    if parameters["x"] > 0.8 and seed % 2 == 0:
        raise ValueError(f"x is {parameters['x']:g}, and that is too much")
    return {"y": parameters["x"] + 0.001 * seed}


def late(parameters, seed):
    """Fails with every seed but the first."""
    if seed > 1:
        raise ValueError("too late")
    return {"y": parameters["x"]}


def clashing(parameters, seed):
    """Gives an outcome that has the name of a column of the ledger."""
    return {"seed": float(seed)}


def leaving(parameters, seed):
    """Ends the program."""
    raise SystemExit(3)


def growing(parameters, seed):
    """Gives one outcome more for large x."""
    return {"y": parameters["x"]} | ({"late": 1.0} if parameters["x"] > 0.5 else {})


def restless(parameters, seed, calls=[0]):  # noqa: B006 (on purpose: it remembers)
    """Gives another value at each call, so that no two points share their luck."""
    calls[0] += 1
    return {"y": parameters["x"] + calls[0] % 5}


def idle(parameters, seed):
    """Reads x and not b."""
    return {"y": parameters["x"]}


def deadly(parameters, seed):
    """Ends its process in the middle of the range."""
    if parameters["x"] == 0.5:
        os.kill(os.getpid(), 11)
    return {"y": parameters["x"]}


def deadly_at_once(parameters, seed):
    """Ends its process wherever it is asked."""
    os._exit(7)


class Unreadable(Exception):
    """Has a message that cannot be read."""

    def __str__(self):
        """Fail."""
        raise ValueError("this, too")


def raising(parameters, seed):
    """Prints, and raises for large x what is no ordinary error."""
    print(f"printed at {parameters['x']:g}")
    problems = [None] * 4 + [
        KeyboardInterrupt(),
        GeneratorExit("no more"),
        SystemExit(3),
        Unreadable(),
        CancelledError(),
    ]
    problem = problems[round(8 * parameters["x"])]
    if problem is not None:
        raise problem
    return {"y": parameters["x"]}


def raising_at_once(parameters, seed):
    """Fails everywhere."""
    raise Unreadable


def enormous(parameters, seed):
    """Gives what no index can be computed of."""
    return {"y": 1e200 * (parameters["x"] + 1.0)}
