"""The figure of interactions: what two factors do only together, two by two."""

from functools import partial

import numpy as np
from matplotlib.axes import Axes

from analysis import style
from analysis.figures.sensitivity_frame import Picture, label
from analysis.language import text
from analysis.naming import factor_labels
from analysis.sensitivity import Sensitivity
from analysis.sensitivity.study import OutcomeIndices
from analysis.tables import signed

CROSSED = 12  # factors of the figure
FAINTEST = 0.05  # share of the variance that the strongest colour stands for at least


def interactions(sensitivity: Sensitivity, outcome_indices: OutcomeIndices, name: str) -> Picture | None:
    """Second order of the leading factors; None where there is none, or one pair, which is told in the tables."""
    table = outcome_indices.table[outcome_indices.table["index"] == "S2"]
    names = outcome_indices.leading(sensitivity.leading)["factor"].head(CROSSED).tolist()
    n = len(names)
    if table.empty or outcome_indices.constant or n < 3:
        return None
    share, counts = np.full((n, n), np.nan), np.zeros((n, n), bool)
    for row in table.to_dict("records"):
        if row["factor"] in names and row["other"] in names:
            j, k = sorted((names.index(row["factor"]), names.index(row["other"])))
            share[k, j], counts[k, j] = row["value"], row["influential"]
    labels = [label(words) for words in factor_labels(names, sensitivity.study, name)]
    draw = partial(_draw, share=share, counts=counts, labels=labels)
    return Picture((7.5 + 0.75 * n, 4.2 + 0.62 * n), draw, text("Interactions:"), names)


def _draw(axes: Axes, share: np.ndarray, counts: np.ndarray, labels: list[str]) -> None:
    n = len(labels)
    widest = min(1.0, max(FAINTEST, float(np.nanmax(np.abs(share)))))
    image = axes.imshow(100.0 * share, cmap="PuOr_r", vmin=-100.0 * widest, vmax=100.0 * widest, aspect="auto")
    for k, j in np.argwhere(~np.isnan(share)):
        weight = "bold" if counts[k, j] else "normal"
        colour = "white" if abs(share[k, j]) > 0.6 * widest else "black" if counts[k, j] else "#555555"
        axes.text(
            j, k, signed(f"{100.0 * share[k, j]:.1f}"), ha="center", va="center", color=colour, fontweight=weight,
            fontsize=style.points(11),
        )  # fmt: skip
    axes.set_xticks(range(n - 1), labels[:-1], rotation=35, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(1, n), labels[1:])
    axes.set_xlim(-0.5, n - 1.5)
    axes.set_ylim(n - 0.5, 0.5)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.colorbar(image, ax=axes, label=text("second order, S2 [% of the variance]"), shrink=0.8)
    style.title(
        axes,
        text("What two factors do only together"),
        text("bold: the 95 % interval is clear of 0; negative values are noise"),
    )
