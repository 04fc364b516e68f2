"""What all figures of a study share: the scale of an index, and what stands above and beneath the axes."""

from textwrap import fill

import numpy as np
from matplotlib.figure import Figure

from analysis import style
from analysis.naming import outcome_label, outcome_of, sentence, theory_lines
from analysis.sensitivity import Sensitivity
from analysis.sensitivity.study import OutcomeIndices
from analysis.sensitivity.summary import OF_OUTCOME
from analysis.tables import signed

WORDS = {
    "mu_star": "mean size of the effect, μ*", "ST": "total order, ST", "S1": "first order, S1",
    "median": "PAWN, median",
    "delta": "delta", "dgsm": "DGSM", "ME": "main effect", "cvm_mean": "Cramér-von Mises distance",
}  # fmt: skip


def scale_of(sensitivity: Sensitivity, name: str) -> tuple[float, str]:
    """What the leading index is multiplied with, and its unit."""
    if sensitivity.leading in OF_OUTCOME:
        unit = outcome_of(sensitivity.study, name)["unit"]
        return (100.0, "percentage points") if unit == "share" else (1.0, unit)
    return (100.0, "% of the variance") if sensitivity.leading in ("S1", "ST") else (1.0, "no unit")


def chance_line(outcome_indices: OutcomeIndices) -> str:
    """What is said of chance in one line."""
    chance = outcome_indices.chance
    if not np.isfinite(chance.share):
        return f"Chance: {chance.why_not}."
    between = f" (95 %: {100.0 * chance.low:.0f} to {100.0 * chance.high:.0f} %)" if np.isfinite(chance.low) else ""
    return (
        f"Chance is {per_cent(chance.share)} of the variance of a single run{between}; of what differs between points "
        f"in the mean of {chance.replicates} replicates it is {per_cent(chance.left)}."
    )


def filled(text: str, room: int) -> str:
    """Text over several lines, never broken within a word."""
    return fill(text, room, break_on_hyphens=False, break_long_words=False)


def per_cent(share: float) -> str:
    return signed(f"{100.0 * share:.1f} %") if share < 0.1 else f"{100.0 * share:.0f} %"


def frame(
    figure: Figure,
    sensitivity: Sensitivity,
    outcome_indices: OutcomeIndices,
    name: str,
    start: str,
    factors: list[str],
    *more: str,
) -> None:
    """The head of a figure, and beneath it chance, what was left out, defects, and what rests on theory."""
    style.head(figure, f"{start} {outcome_label(name)}")
    sentences = (*more, sentence(outcome_indices.why_not_judged))
    lines = [*(f"{line.rstrip('.')}." for line in sentences if line), chance_line(outcome_indices)]
    lines += [f"{outcome_indices.excluded.line}."] if outcome_indices.excluded.line else []
    lines += [f"{line}." for line in sensitivity.defects if f" for {name} " in line][:1]
    theory = theory_lines(sensitivity.study, name)
    lines += list(dict.fromkeys(theory[factor] for factor in factors if factor in theory))[:3]
    room = int(figure.get_figwidth() * 10.5)
    style.foot(figure, "\n".join(filled(line, room) for line in lines))
