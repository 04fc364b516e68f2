"""Functions that tests study in the place of the model: their indices are known, or they fail on purpose."""

from math import pi, sin

A, B = 7.0, 0.1  # of Ishigami's function
SOBOL_G = (0.0, 1.0, 4.5, 9.0)


def ishigami(parameters, seed):
    """Ishigami and Homma 1990; x1, x2, x3 in [-pi, pi], any further one does nothing."""
    x1, x2, x3 = (parameters[name] for name in ("x1", "x2", "x3"))
    return {"y": sin(x1) + A * sin(x2) ** 2 + B * x3**4 * sin(x1)}


def ishigami_indices():
    """First and total order of each x, by hand (Saltelli et al. 2008)."""
    v1 = 0.5 * (1.0 + B * pi**4 / 5.0) ** 2
    v2 = A**2 / 8.0
    v13 = B**2 * pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    total = v1 + v2 + v13
    return {"x1": (v1 / total, (v1 + v13) / total), "x2": (v2 / total, v2 / total), "x3": (0.0, v13 / total)}


def sobol_g(parameters, seed):
    """Sobol's G-function of x0 to x3 in [0, 1]."""
    y = 1.0
    for number, a in enumerate(SOBOL_G):
        y *= (abs(4.0 * parameters[f"x{number}"] - 2.0) + a) / (1.0 + a)
    return {"y": y}


def sobol_g_indices():
    """First and total order of each x, by hand."""
    parts = [1.0 / 3.0 / (1.0 + a) ** 2 for a in SOBOL_G]
    whole = 1.0
    for part in parts:
        whole *= 1.0 + part
    total = whole - 1.0
    return {
        f"x{number}": (part / total, part * whole / (1.0 + part) / total) for number, part in enumerate(parts)
    }


def picky(parameters, seed):
    """Fails for large x with an even seed."""
    if parameters["x"] > 0.8 and seed % 2 == 0:
        raise ValueError(f"x is {parameters['x']:g}, and that is too much")
    return {"y": parameters["x"] + 0.001 * seed}
