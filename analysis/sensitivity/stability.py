"""Whether a ranking would stand: over the resamples, with other luck, and with fewer samples."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.sensitivity.resampling import Estimate

LEADERS = 5  # how many factors count as leading
SHOWN = 20  # of how many factors convergence is kept
PARTS = (8, 4, 2, 1)
STEADY = ("efast", "fractional")  # designs that cannot be cut


class Fresh(NamedTuple):
    """The ranking with luck of each point's own beside the one with common luck."""

    spearman: float  # rank correlation of the leading index over factors without the dummy
    kendall: float
    kept: int  # of the leading factors, how many lead with fresh luck too
    leaders: int
    dummy: float  # the dummy's index with fresh luck: what chance makes of nothing
    replicates: int
    left_out: str = ""  # one sentence of which blocks were left out for bad runs


def ranks(leading: np.ndarray) -> np.ndarray:
    """Rank of each factor, 1 for the largest in size; of equals the first comes first [factor, column]."""
    order = np.argsort(-np.abs(np.nan_to_num(leading)), axis=0, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(len(leading))[:, None] + np.zeros_like(order), axis=0)
    return rank + 1


def stability_of(estimate: Estimate, leading: str, names: tuple[str, ...], leaders: int = LEADERS) -> pd.DataFrame:
    """Rank of each factor, in which share of resamples it has that rank, and in which it is among the leaders."""
    real = np.array([index for index, name in enumerate(names) if name != "dummy"], int)
    own_rank = ranks(estimate.value[leading][real][:, None])[:, 0]
    over = ranks(estimate.leading[real]) if estimate.leading.shape[1] else np.empty((len(real), 0))
    some = over.shape[1] > 0
    table = pd.DataFrame({"factor": [names[index] for index in real], "rank": own_rank})
    table["keeps_rank"] = (over == own_rank[:, None]).mean(axis=1) if some else np.nan
    table["among_leaders"] = (over <= leaders).mean(axis=1) if some else np.nan
    return table.sort_values("rank", ignore_index=True)


def fresh_of(
    common: np.ndarray, independent: np.ndarray, names: tuple[str, ...], replicates: int, leaders: int
) -> Fresh:
    """Compare the leading index with common luck and with luck of each point's own [factor]."""
    from scipy.stats import kendalltau, spearmanr

    real = np.array([index for index, name in enumerate(names) if name != "dummy"], int)
    first, other = np.abs(np.nan_to_num(common[real])), np.abs(np.nan_to_num(independent[real]))
    comparable = len(real) > 2 and np.ptp(first) > 0.0 and np.ptp(other) > 0.0
    lead, also = (set(np.nonzero(ranks(values[:, None])[:, 0] <= leaders)[0].tolist()) for values in (first, other))
    dummy = float(independent[names.index("dummy")]) if "dummy" in names else np.nan
    return Fresh(
        float(spearmanr(first, other).statistic) if comparable else np.nan,
        float(kendalltau(first, other).statistic) if comparable else np.nan,
        len(lead & also), len(lead), dummy, replicates,
    )  # fmt: skip


def sizes(units: int, method: str) -> list[int]:
    """The sample sizes at which indices are told: an eighth, a fourth, half and all of the blocks."""
    if method in STEADY:
        return []
    least = {"hdmr": 301, "delta": 50, "pawn": 50, "rsa": 80, "rbd_fast": 50, "sobol": 16}.get(method, 8)
    return sorted({units // part for part in PARTS if units // part >= least} | {units})
