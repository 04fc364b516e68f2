"""The evidence register, docs/evidence.md: what every number about the world rests on, weakest evidence last.

`python -m experiments.documentation.evidence_register` writes the page anew from the declarations, the ensemble and the
rules of theory.
"""

import sys
from pathlib import Path

import numpy as np

from experiments.documentation.generated_pages import write_or_check
from experiments.documentation.odd import grades, shown, table
from experiments.evidence_grade import theme_of
from experiments.parameter_sets import PREFIX, read_ensemble
from sim.declare import GRADES, Number, numbers
from sim.parameters import Parameters
from sim.policy import Policy

PAGE = Path(__file__).resolve().parents[2] / "docs" / "evidence.md"
MIDDLE = (0.05, 0.95)  # quantiles of the accepted sets that are told
HEAD = """# Evidence register

What every number about the world rests on. Made from the declarations in `sim/parameters/` by `python -m
experiments.documentation.evidence_register`; do not edit.
[NAV facts](../sim/ODD.md#61-nav-facts) are published figures on NAV by section and row, and R1 to R26 rules drawn from
them ([4.1](../sim/ODD.md#41-theoretical-and-empirical-background)); K1 to K12 are published experiments
([trials.md](trials.md)). Office targets and calibration targets are its sister collections; "reckoned" is what was
computed from figures that are published. A range says what is possible, and is what sensitivity studies vary
([studies.md](studies.md)).

"""
THEORY = """
## Theory-driven

No causal study was found of what these do to employment. What a report concludes from them it calls theory-driven,
and the parameters behind them have wide ranges.

"""
FITTED = """
## What calibration says

Fitted within a plausible range ([calibration.md](calibration.md)); the last column holds nine tenths of the accepted
parameter sets. Where it is nearly as wide as the range, the experiments say little about the number.

"""


def page() -> str:
    """The register as it is now."""
    declared = list(numbers(Parameters))
    parts = [HEAD, grades()]
    parts += [_of_grade(grade, [number for number in declared if number.grade == grade]) for grade in GRADES]
    return "".join([*parts, FITTED, _fitted([number for number in declared if number.fit]), THEORY, _theory(declared)])


def _of_grade(grade: str, graded: list[Number]) -> str:
    rows = [
        (f"`{number.path}`", shown(number.default), number.unit, _range(number.low, number.high), number.source)
        for number in graded
    ]
    return f"\n## {grade.capitalize()}\n\n{table('parameter, value, unit, range, source', rows)}"


def _fitted(fitted: list[Number]) -> str:
    sets = [member.values for member in read_ensemble().members]
    rows = []
    for number in fitted:
        low, high = np.quantile([values[PREFIX + number.path] for values in sets], MIDDLE)
        rows.append((f"`{number.path}`", shown(number.default), number.unit, _range(*number.fit), _range(low, high)))
    return table(f"parameter, value, unit, fitted within, {len(sets)} accepted sets", rows)


def _theory(declared: list[Number]) -> str:
    themes = {number: theme_of(number) for number in [*numbers(Policy), *declared]}
    rows = [
        (f"`{number.path}`", "by its own source" if theme == number.path else theme, number.source)
        for number, theme in themes.items()
        if theme
    ]
    return table("lever or parameter, why, source", rows)


def _range(low: float, high: float) -> str:
    return " to ".join(shown(float(f"{end:.3g}")) for end in (low, high))


def main(arguments: list[str]) -> int:
    """Write the page, or check it; the exit status."""
    return write_or_check(PAGE, lambda _: page(), "experiments.documentation.evidence_register", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
