"""Scenario discovery: in which region of the factors outcomes are bad.

Also called: factor mapping. A classification tree (CART, of scikit-learn) grows boxes, as in Lempert, Bryant and Bankes
2008; their *coverage* is the share of all bad points that lie in the box, their *density* the share of the box's points
that are bad. The tree grows on one half of the blocks of the design and is judged on the other, so that neither is
flattered, and only boxes that are denser than the whole there are told: by a binomial test of the points and by a
t-test of the blocks, for points of one block are alike.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.language import remark, text
from analysis.naming import called, outcome_of, own_units, spoken
from analysis.sensitivity.run_arrays import Study
from analysis.tables import finite_or_none, point_means, signed

DEPTH = 4  # of the tree: at most so many restrictions a box
LEAST = 0.03  # share of the points that a box holds at least
LEAST_BLOCKS = 5  # of the design that a box is judged on
FEWEST = 40  # points below which nothing is looked for
SURE = 0.01  # error rate of calling a box denser than the whole, shared by the boxes of a tree
BAD = {"high": "low", "low": "high"}  # which values are bad, where these are better


@dataclass(frozen=True)
class Restriction:
    """How a box restricts one factor: a range in its own unit, or the levels that are in it."""

    factor: str
    unit: str
    low: float
    high: float
    levels: tuple[str, ...] = ()
    lowest: float = 0.0  # the factor's own range
    highest: float = 1.0

    @property
    def words(self) -> str:
        """The restriction as it is read."""
        about = {"factor": called(self.factor), "limits": self.limits}
        if self.levels:
            return text("{factor} is {limits}", **about)
        return text("{factor} from {limits}", **about) if self._inside else f"{about['factor']} {self.limits}"

    @property
    def limits(self) -> str:
        """The limits alone, with their unit, or the levels."""
        if self.levels:
            return text(" or ").join(text(spoken(level)) for level in self.levels)
        unit = "" if self.unit in ("", "1", "share") else f" {text(self.unit)}"
        low, high = signed(f"{self.low:.3g}"), signed(f"{self.high:.3g}")
        if self._inside:
            return text("{low} to {high}", low=low, high=high) + unit
        if self.low > self.lowest:
            return text("above {limit}", limit=low) + unit
        return text("below {limit}", limit=high) + unit

    @property
    def _inside(self) -> bool:
        """Whether the range is limited at both ends."""
        return self.low > self.lowest and self.high < self.highest


@dataclass(frozen=True)
class Box:
    """A region of the factors, judged on points that it was not found on."""

    restrictions: tuple[Restriction, ...]
    coverage: float
    density: float
    mass: float  # share of all points that lie in it


@dataclass(frozen=True)
class Discovery:
    """The regions with bad values of one outcome."""

    outcome: str
    bad: str  # "low" or "high"; empty where neither is
    threshold: float
    share: float  # of points that are bad
    points: int  # that the boxes are judged on
    boxes: tuple[Box, ...]
    why_not: str = ""  # why there is no box; empty where there is one

    @property
    def coverage(self) -> float:
        """Of all boxes together, which do not overlap."""
        return sum(box.coverage for box in self.boxes)


def bad_when(study: Study, outcome: str) -> str:
    """Which values of an outcome are bad, low or high; empty where the study calls neither better."""
    return BAD.get(outcome_of(study, outcome).get("better", "neither"), "")


def discover(
    study: Study,
    design: pd.DataFrame,
    runs: pd.DataFrame,
    outcome: str,
    *,
    bad: str | None = None,
    threshold: float | None = None,
    share: float = 0.25,
) -> Discovery:
    """The boxes in which an outcome is bad: beyond a threshold, or in the worst `share` of the points.

    Points are judged by the mean over the common replicates; those with a bad run are left out.
    """
    bad = bad or bad_when(study, outcome)
    if not bad:
        return Discovery(outcome, "", np.nan, 0.0, 0, (), remark("neither its low nor its high values are called bad"))
    means = point_means(runs, [outcome], study["replicates"])[outcome].dropna()
    table = design.set_index("point").loc[means.index]
    values = means.to_numpy()
    if len(values) < FEWEST or not np.ptp(values):
        why = remark("too few points, or the outcome does not vary")
        return Discovery(outcome, bad, np.nan, 0.0, len(values), (), why)
    if threshold is None:
        threshold = float(np.quantile(values, share if bad == "low" else 1.0 - share))
    worst = values <= threshold if bad == "low" else values >= threshold
    columns, points = _features(study, table)
    half = np.random.default_rng(int(study.get("seed") or 0)).random(int(table["block"].max()) + 1) < 0.5
    grown_on = half[table["block"].to_numpy()]
    if min(_either(worst[grown_on]), _either(worst[~grown_on])) < 5:
        why = remark("fewer than 5 points on one side of the threshold")
        return Discovery(outcome, bad, threshold, float(worst.mean()), len(values), (), why)
    boxes = _boxes(columns, points, worst, grown_on, table["block"].to_numpy())
    why = remark("no region was denser in bad points than the whole, on points that it was not found on")
    judged_on = int((~grown_on).sum())
    return Discovery(outcome, bad, threshold, float(worst.mean()), judged_on, boxes, "" if boxes else why)


def _either(worst: np.ndarray) -> int:
    """How many points lie on the side with fewer of them."""
    return int(min(worst.sum(), (~worst).sum()))


def _features(study: Study, table: pd.DataFrame) -> tuple[list[tuple[dict[str, Any], int]], np.ndarray]:
    """What the tree may split: each number in its own unit, and each level of a factor with names as yes or no."""
    values = own_units(study, table)
    columns: list[tuple[dict[str, Any], int]] = []
    features = []
    for factor in study["factors"]:
        if factor["name"] == "dummy":
            continue
        at = values[factor["name"]].to_numpy()
        if factor["kind"] != "levels":
            columns.append((factor, -1))
            features.append(at)
            continue
        for level in range(len(factor["levels"])):
            columns.append((factor, level))
            features.append((at == level).astype(float))
    return columns, np.column_stack(features)


def _boxes(
    columns: list, points: np.ndarray, worst: np.ndarray, grown_on: np.ndarray, blocks: np.ndarray
) -> tuple[Box, ...]:
    """The leaves of a tree that are denser in bad points than the whole, judged on the other half; densest first."""
    from sklearn.tree import DecisionTreeClassifier

    least = max(5, int(LEAST * grown_on.sum()))
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=least, random_state=0)
    path = tree.cost_complexity_pruning_path(points[grown_on], worst[grown_on])
    weakest = float(path.ccp_alphas[-1]) * 0.02  # splits that gain less than a fiftieth of the best are pruned
    tree.set_params(ccp_alpha=max(weakest, 1e-4)).fit(points[grown_on], worst[grown_on])
    leaves, judged = tree.apply(points[~grown_on]), worst[~grown_on]
    share, grown = float(worst.mean()), tree.tree_
    ends = np.nonzero(grown.children_left < 0)[0]
    dense = [int(leaf) for leaf in ends if grown.value[leaf][0, 1] > share]
    boxes = []
    for leaf in dense:
        inside = leaves == leaf
        bad, n = int(judged[inside].sum()), int(inside.sum())
        if n and _p_value(judged[inside], share, blocks[~grown_on][inside]) < SURE / len(dense):
            restrictions = _restrictions(columns, *_limits(grown, leaf, points.shape[1]))
            boxes.append(Box(restrictions, float(bad / judged.sum()), bad / n, n / len(judged)))
    return tuple(sorted(boxes, key=lambda box: -box.density))


def _p_value(bad: np.ndarray, share: float, blocks: np.ndarray) -> float:
    """How likely a box no denser than the whole would look so dense: the larger error of the two tests."""
    from scipy.stats import binomtest, ttest_1samp

    over = pd.Series(bad - share).groupby(blocks).sum().to_numpy()
    if len(over) < LEAST_BLOCKS or over.sum() <= 0.0:
        return 1.0
    by_point = float(binomtest(int(bad.sum()), len(bad), share, alternative="greater").pvalue)
    by_block = 0.0 if not np.ptp(over) else float(ttest_1samp(over, 0.0, alternative="greater").pvalue)
    return max(by_point, by_block)


def _limits(tree: Any, leaf: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """The thresholds on the way to a leaf: above and below which each column must be."""
    low, high = np.full(n, -np.inf), np.full(n, np.inf)
    at = leaf
    while at > 0:
        (parents,) = np.nonzero((tree.children_left == at) | (tree.children_right == at))
        parent = int(parents[0])
        column, threshold = tree.feature[parent], float(tree.threshold[parent])
        if tree.children_left[parent] == at:
            high[column] = min(high[column], threshold)
        else:
            low[column] = max(low[column], threshold)
        at = parent
    return low, high


def _restrictions(columns: list, low: np.ndarray, high: np.ndarray) -> tuple[Restriction, ...]:
    """Limits of columns as restrictions of factors, levels of one factor put together."""
    restrictions: dict[str, Restriction] = {}
    for index, (factor, level) in enumerate(columns):
        if not np.isfinite(low[index]) and not np.isfinite(high[index]):
            continue
        name = factor["name"]
        if level < 0:
            lowest, highest = float(factor["low"]), float(factor["high"])
            ends = max(float(low[index]), lowest), min(float(high[index]), highest)
            restrictions[name] = Restriction(name, factor["unit"], *ends, (), lowest, highest)
            continue
        before = (
            restrictions[name].levels
            if name in restrictions
            else tuple(str(level_name) for level_name in factor["levels"])
        )
        itself = str(factor["levels"][level])
        kept = tuple(level_name for level_name in before if (level_name == itself) == bool(np.isfinite(low[index])))
        restrictions[name] = Restriction(name, factor["unit"], 0.0, 0.0, kept)
    return tuple(restrictions.values())


def as_discovery(discovery: Discovery) -> dict[str, Any]:
    """A discovery for JSON: names as keys, units inside, no NaN."""
    return {
        "bad": discovery.bad,
        "threshold": finite_or_none(discovery.threshold),
        "share_bad": discovery.share,
        "judged_on_points": discovery.points,
        "coverage": discovery.coverage,
        "note": discovery.why_not,
        "boxes": [
            {
                "coverage": box.coverage, "density": box.density, "mass": box.mass,
                "restrictions": {
                    restriction.factor: {"unit": restriction.unit} | (
                        {"levels": list(restriction.levels)} if restriction.levels
                        else {"low": restriction.low, "high": restriction.high}
                    )
                    for restriction in box.restrictions
                },
                "words": " and ".join(restriction.words for restriction in box.restrictions),
            }
            for box in discovery.boxes
        ],
    }  # fmt: skip
