"""What a study found, told on stdout: the leading factors of the main outcomes, with intervals, and what is chance."""

import sys
from math import inf, isnan
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from analysis.language import text
from analysis.naming import called, key_outcomes, outcome_label, outcome_of, sentence, theory_line, unit_label
from analysis.sensitivity.summary import cannot_tell
from analysis.tables import thousands, written, written_span
from experiments.cli.presentation import print_where_the_rest_is, shows_all
from experiments.cli.refusal import Refused
from experiments.cli.text_columns import print_table
from experiments.study.ledger import Ledger
from experiments.study.points_printing import tell_points
from sim.outcomes import BY_NAME

if TYPE_CHECKING:
    from analysis.sensitivity import Sensitivity

FACTORS_TOLD, FIRST_TOLD = 8, 3  # of an outcome, in full and on the first screen
WIDTH = 120  # of sentences [letters]


def tell(folder: Path, sensitivity: "Sensitivity | None") -> None:
    """Print what came of a study, and where the rest is; raise Refused where the dummy says that it is no result."""
    ledger = Ledger(folder)
    if sensitivity is not None:
        names, _ = key_outcomes(sensitivity.study, list(sensitivity.outcomes))
        if shows_all():
            for name in sensitivity.outcomes:
                _outcome(sensitivity, name)
        elif names:
            _print_first(sensitivity, names, ledger.n_runs)
        for line in (*sensitivity.blocked.values(), *sensitivity.excluded.values()):
            print(text(line))
        for line in sensitivity.defects:
            print(f"DEFECT: {line}", file=sys.stderr)
    else:
        tell_points(folder)
    theory = theory_line(ledger.study)
    if theory:
        print(theory)
    print_where_the_rest_is(folder)
    if sensitivity is not None and sensitivity.defects:
        raise Refused("an index of the dummy is not 0, so these are no results; DEFECT above says of which outcome")


def _print_first(sensitivity: "Sensitivity", names: list[str], n_runs: int) -> None:
    """Which factor decides the first outcome most, its leading factors, and the leading factor of each other one."""
    from analysis.sensitivity.summary import meaning

    leading = {name: sensitivity.outcomes[name].leading(sensitivity.leading) for name in names}
    print(fill(_headline(sensitivity, names[0]), WIDTH))
    rows = []
    for number, name in enumerate(names):
        if not sensitivity.outcomes[name].constant:
            factors = leading[name].head(FIRST_TOLD if number == 0 else 1).itertuples()
            rows += [(outcome_label(name), *_row(row, name, sensitivity)) for row in factors]
    runs = text("from {n} runs", n=thousands(n_runs))
    heads = (text("outcome"), text("factor"), sensitivity.leading, text("95 % interval"), "")
    if rows:
        print_table("", heads, rows, right=(2, 3), always=True)
    print(fill(f"{sensitivity.leading}: {meaning(sensitivity.leading)}; {runs}.", WIDTH))


def _headline(sensitivity: "Sensitivity", name: str) -> str:
    indices = sensitivity.outcomes[name]
    label = sentence(outcome_label(name)) if name.partition(":")[0] in BY_NAME else name  # a user's stays as it is
    if indices.constant:
        return text("{outcome} does not vary over the whole design.", outcome=label)
    factors = indices.leading(sensitivity.leading)
    doubt = cannot_tell(indices, sensitivity) or ("" if indices.judged else text(indices.why_not_judged))
    if doubt:
        return f"{label}: {doubt}."
    influential = [row.factor for row in factors.itertuples() if row.influential is True]
    if not influential:
        return text("{outcome}: none of {n} factors is influential.", outcome=label, n=len(factors))
    return text(
        "{outcome} depends most on {factor}; influential factors: {k} of {n}.",
        outcome=label, factor=called(influential[0]), k=len(influential), n=len(factors),
    )  # fmt: skip


def _row(row: Any, name: str, sensitivity: "Sensitivity") -> tuple[str, ...]:
    """A factor with its index and interval, and why it is not called influential."""
    unit = outcome_of(sensitivity.study, name)["unit"] if sensitivity.unit == "outcome" else "share"
    return row.factor, written(row.value, unit), written_span(row.low, row.high, unit, row.value), _doubt(row)


def _outcome(sensitivity: "Sensitivity", name: str) -> None:
    indices = sensitivity.outcomes[name]
    outcome = outcome_of(sensitivity.study, name)
    if indices.constant:
        print("\n" + text("{outcome} does not vary over the whole design.", outcome=name))
        return
    factors = indices.leading(sensitivity.leading)
    rows = [_row(row, name, sensitivity) for row in factors.head(FACTORS_TOLD).itertuples()]
    influential = sum(mark is True for mark in factors["influential"].tolist())
    counted = text("{k} of {n} factors are influential", k=influential, n=len(factors))
    counted = cannot_tell(indices, sensitivity) or (counted if indices.judged else text(indices.why_not_judged))
    over, unit = indices.over_points, outcome["unit"]
    varies = text(
        "mean {mean}, spread {spread} over the points",
        mean=written(over.mean, unit), spread=written(over.spread, unit, over.mean),
    )  # fmt: skip
    of_chance = ""
    if not isnan(indices.chance.share):
        of_chance = text("; chance is {share} of a run's variance", share=written(indices.chance.share, "share"))
    of_unit = f" [{unit_label(unit)}]" if unit else ""
    print()
    heads = (sensitivity.leading, text("value"), text("95 % interval"), "")
    print_table(f"{name}{of_unit}: {varies}; {counted}{of_chance}", heads, rows, always=True)


def _doubt(row: Any) -> str:
    """Why a factor is not called influential, and so what would tell more; nothing where it is."""
    if row.influential is None:
        return text("cannot be determined")
    if row.influential:
        return ""
    if row.value == row.low == row.high == 0.0:
        return text("exactly 0: moves nothing in this sample")
    if row.low <= 0.0:
        return text("the interval holds 0: more samples tell")
    return text("within what chance or the dummy gives")


def widest(sensitivity: "Sensitivity") -> float:
    """The widest interval of the leading index over factors and outcomes, relative to the largest if it has a unit."""
    widths = []
    for indices in sensitivity.outcomes.values():
        rows = indices.leading(sensitivity.leading)
        largest = float(rows["value"].abs().max()) if sensitivity.unit == "outcome" else 1.0
        if indices.constant or largest == 0.0:
            continue
        width = rows["high"] - rows["low"]
        widths.append(inf if width.isna().any() else float(width.max()) / largest)
    return max(widths, default=0.0)
