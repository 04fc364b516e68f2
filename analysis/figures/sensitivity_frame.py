"""What all figures of a study share: the scale of an index, limits of axes, and what stands above and beneath them."""

from collections.abc import Sequence
from textwrap import fill
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import style
from analysis.language import text
from analysis.naming import difference_label, outcome_label, outcome_of, scaled, sentence, theory_lines
from analysis.sensitivity import Sensitivity
from analysis.sensitivity.study import OutcomeIndices
from analysis.sensitivity.summary import OF_OUTCOME
from analysis.tables import decimal_mark, signed

SHARES = ("S1", "ST")  # of the variance
WITHIN_ONE = (*SHARES, "median", "delta")  # indices that lie between 0 and 1
LEAST, MOST = -0.2, 1.2  # of what such an index can be, that an axis shows at most
FARTHEST = 2.5  # times the largest value of any other index
LETTERS = 36  # of a label on one line


class Picture(NamedTuple):
    """A figure of one panel: its size [inches], what draws the panel, the start of its head, and what it is about."""

    size: tuple[float, float]
    panel: style.Panel
    start: str
    factors: list[str]
    notes: tuple[str, ...] = ()
    slide: style.Panel | None = None  # the panel for a slide, where it shows less


def index_words(index: str) -> str:
    """What people read in place of the name of an index."""
    words = {
        "mu_star": text("mean size of the effect, μ*"), "ST": text("total order, ST"), "S1": text("first order, S1"),
        "median": text("PAWN, median"), "delta": text("delta"), "dgsm": text("DGSM"), "ME": text("main effect"),
        "cvm_mean": text("Cramér-von Mises distance"),
    }  # fmt: skip
    return words[index]


def scale_of(sensitivity: Sensitivity, name: str) -> tuple[float, str]:
    """What the leading index is multiplied with, and its unit."""
    if sensitivity.leading in OF_OUTCOME:
        unit = outcome_of(sensitivity.study, name)["unit"]
        return scaled(unit)[0], difference_label(unit)
    if sensitivity.leading in SHARES:
        return 100.0, text("% of the variance")
    return 1.0, text("no unit")


def limits(sensitivity: Sensitivity, values: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[float, float]:
    """How far an axis of the leading index goes, in its own unit: to the ends of intervals, but not to any length.

    Of few samples an interval may be many times as long as the index can be; it would hide all others.
    """
    known = [part[np.isfinite(part)] for part in (values, low, high)]
    ends = np.concatenate([*known, [0.0]])
    largest = float(np.abs(known[0]).max(initial=0.0))
    least, most = (LEAST, MOST) if sensitivity.leading in WITHIN_ONE else (-FARTHEST * largest, FARTHEST * largest)
    start, stop = max(float(ends.min()), least), min(float(ends.max()), most)
    if not stop > start:
        start, stop = 0.0, 1.0
    margin = 0.04 * (stop - start)
    return start - margin, stop + margin


def beyond_note(sensitivity: Sensitivity, name: str, ends: tuple[float, float], outside: bool) -> str:
    """What is said of an axis that does not show all; nothing where it does."""
    if not outside:
        return ""
    scale, unit = scale_of(sensitivity, name)
    low, high = (signed(f"{scale * end:.3g}") for end in ends)
    return text("Arrows at the edge: what goes beyond {low} and {high} {unit}", low=low, high=high, unit=unit)


def chance_line(outcome_indices: OutcomeIndices) -> str:
    """What is said of chance in one line."""
    chance = outcome_indices.chance
    if not np.isfinite(chance.share):
        return text("Chance: {why}.", why=text(chance.why_not))
    between = ""
    if np.isfinite(chance.low):
        between = text(" (95 %: {low} to {high} %)", low=f"{100.0 * chance.low:.0f}", high=f"{100.0 * chance.high:.0f}")
    return text(
        "Chance is {share} of the variance of a single run{between}; of what differs between points in the mean of "
        "{n} replicates it is {left}.",
        share=per_cent(chance.share), between=between, n=chance.replicates, left=per_cent(chance.left),
    )  # fmt: skip


def filled(words: str, room: int) -> str:
    """Words over several lines, never broken within one."""
    return fill(words, room, break_on_hyphens=False, break_long_words=False)


def label(words: str, letters: int = LETTERS) -> str:
    """A label beside a row on two lines at most; dots for what does not fit, which is the middle: names differ last."""
    lines = filled(words, letters).split("\n")
    first = lines[0] if len(lines[0]) <= letters else f"{lines[0][: letters - 1]}…"
    if len(lines) == 1:
        return first
    last = " ".join(lines[1:])
    if len(last) > letters:
        last = f"… {last[2 - letters :].partition(' ')[2] or last[2 - letters :]}"
    return f"{first}\n{last}"


def on_a_slide() -> bool:
    """Whether the panel that is drawn now fills a slide, which has room for less."""
    return style.points(1.0) > 1.0


def row_letters(axes: Axes, rows: int, size: float) -> float:
    """Size of letters of which two lines have room in a row [points]; how high it will be is known only at the end."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    return min(size, 0.58 * 72.0 * float(figure.get_figheight()) / max(rows, 1) / 2.4)


def per_cent(share: float) -> str:
    return decimal_mark(signed(f"{100.0 * share:.1f} %") if share < 0.1 else f"{100.0 * share:.0f} %")


def write_beneath(axes: Axes, at: float, words: str, colour: str) -> None:
    """Name a place on the axis across, just above it."""
    axes.annotate(
        words, (at, 0.0), xycoords=("data", "axes fraction"), xytext=(style.points(5), style.points(6)),
        textcoords="offset points", color=colour, fontsize=style.points(12), fontweight="bold",
    )  # fmt: skip


def notes_of(
    sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str, factors: Sequence[str], more: Sequence[str]
) -> str:
    """What stands beneath: notes of the figure, chance, what was left out, defects, and what rests on theory."""
    sentences = (*more, sentence(text(outcome_indices.why_not_judged)))
    lines = [*(f"{line.rstrip('.')}." for line in sentences if line), chance_line(outcome_indices)]
    lines += [f"{text(outcome_indices.excluded.line)}."] if outcome_indices.excluded.line else []
    lines += [f"{text(line)}." for line in sensitivity.defects if f" for {name} " in line][:1]
    theory = theory_lines(sensitivity.study, name)
    return "\n".join([*lines, *list(dict.fromkeys(theory[factor] for factor in factors if factor in theory))[:3]])


def frame(figure: Figure, start: str, name: str, beneath: str) -> None:
    """The head of a figure, and what stands beneath its axes."""
    style.head(figure, f"{start} {outcome_label(name)}")
    style.foot(figure, beneath)
