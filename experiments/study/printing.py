"""What a study found, told on stdout: the leading factors of the main outcomes, with intervals, and what is chance."""

import sys
from math import inf, isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.naming import key_outcomes, theory_line
from analysis.sensitivity.summary import cannot_tell
from analysis.tables import written
from experiments.cli.refusal import Refused
from experiments.cli.text_columns import print_table
from experiments.study.ledger import Ledger

if TYPE_CHECKING:
    from analysis.sensitivity import Sensitivity

FACTORS_TOLD = 8  # of an outcome


def tell(folder: Path, sensitivity: "Sensitivity | None") -> None:
    """Print what came of a study, and where the rest is; raise Refused where the dummy says that it is no result."""
    if sensitivity is not None:
        names, _ = key_outcomes(sensitivity.study, list(sensitivity.outcomes))
        for name in names:
            _outcome(sensitivity, name)
        if len(names) < len(sensitivity.outcomes):
            print(f"\nTold of {len(names)} of {len(sensitivity.outcomes)} outcomes; indices.parquet has all of them.")
        for line in (*sensitivity.blocked.values(), *sensitivity.excluded.values()):
            print(line)
        for line in sensitivity.defects:
            print(f"DEFECT: {line}", file=sys.stderr)
    theory = theory_line(Ledger(folder).study)
    if theory:
        print(f"\n{theory}")
    print(f"\nResults in {folder}")
    if sensitivity is not None and sensitivity.defects:
        raise Refused("an index of the dummy is not 0, so these are no results; DEFECT above says of which outcome")


def _outcome(sensitivity: "Sensitivity", name: str) -> None:
    indices = sensitivity.outcomes[name]
    outcome = next(outcome for outcome in sensitivity.study["outcomes"] if outcome["name"] == name)
    if indices.constant:
        print(f"\n{name} does not vary over the whole design.")
        return
    unit = outcome["unit"] if sensitivity.unit == "outcome" else "share"
    factors = indices.leading(sensitivity.leading)
    rows: list[tuple[str, ...]] = []
    for row in factors.head(FACTORS_TOLD).itertuples():
        between = f"{written(row.low, unit, row.value)} to {written(row.high, unit, row.value)}"
        rows.append((row.factor, written(row.value, unit), between, _doubt(row)))
    influential = sum(mark is True for mark in factors["influential"].tolist())
    counted = f"{influential} of {len(factors)} factors are influential" if indices.judged else indices.why_not_judged
    counted = cannot_tell(indices, sensitivity) or counted
    over, of_outcome = indices.over_points, outcome["unit"]
    varies = (
        f"mean {written(over.mean, of_outcome)}, spread {written(over.spread, of_outcome, over.mean)} over the points"
    )
    of_chance = (
        ""
        if isnan(indices.chance.share)
        else f"; chance is {written(indices.chance.share, 'share')} of a run's variance"
    )
    of_unit = f" [{outcome['unit']}]" if outcome["unit"] else ""
    print()
    head = f"{name}{of_unit}: {varies}; {counted}{of_chance}"
    print_table(head, (sensitivity.leading, "value", "95 % interval", ""), rows, always=True)


def _doubt(row: Any) -> str:
    """Why a factor is not called influential, and so what would tell more; nothing where it is."""
    if row.influential is None:
        return "cannot be determined"
    if row.influential:
        return ""
    if row.value == row.low == row.high == 0.0:
        return "exactly 0: moves nothing in this sample"
    return "the interval holds 0: more samples tell" if row.low <= 0.0 else "within what chance or the dummy gives"


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
