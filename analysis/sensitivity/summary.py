"""The indices of a study as they stand in indices.json: names as keys, units inside, no NaN."""

from math import ceil, log2, sqrt
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.language import remark, text
from analysis.tables import finite_or_none, signed, written

if TYPE_CHECKING:
    from analysis.sensitivity.study import OutcomeIndices, Sensitivity

OF_OUTCOME = ("mu_star", "mu", "sigma", "ME")  # have the unit of the outcome
SQUARED = ("vi",)
JUDGED = ("S1", "ST", "S2", "mu_star", "dgsm", "ME", "median", "delta", "cvm_mean")  # that say whether a factor counts
TENTH = 0.0005  # share that is written as a tenth of a per cent
FOURTH = 0.25  # share of the variance that a sample is to tell from nothing
STEP = 16  # times the sample that is asked for at once
ABOUT = ("title", "comment", "target", "method", "samples", "replicates")


def meaning(index: str) -> str:
    """What an index means."""
    meanings = {
        "mu_star": text(
            "mean size of the elementary effect: of a number over its whole range, of options between the two that "
            "differ most at the same point"
        ),
        "mu": text(
            "mean elementary effect, with its sign; of two options the second less the first, of more there is none"
        ),
        "sigma": text(
            "standard deviation of the elementary effects: interactions and curvature; of options, of the difference "
            "between the two of which it varies most"
        ),
        "S1": text("first order: share of the variance that the factor explains alone"),
        "ST": text("total order: share of the variance in which the factor takes part"),
        "S2": text("second order: share of the variance that two factors explain only together"),
        "median": text("PAWN: median distance between the outcome's distribution with and without knowing the factor"),
        "maximum": text("PAWN: greatest such distance"),
        "delta": text("shift of the outcome's distribution when the factor is known"),
        "dgsm": text("mean squared derivative, scaled: an upper bound of the total order"),
        "vi": text("mean squared derivative over the range of the factor"),
        "ME": text("main effect: half of the difference between high and low"),
        "cvm_mean": text("Cramér-von Mises distance of the factor inside and outside a twentieth of the outcome, mean"),
        "cvm_max": text(
            "Cramér-von Mises distance of the factor inside and outside a twentieth of the outcome, greatest"
        ),
    }
    return meanings[index]


def interval_of(method: str) -> str:
    """What the intervals of a method are."""
    return text(seeds_only(method)) or text(
        "95 %: t, variance by bootstrap of whole blocks and by jackknife of replicates"
    )


def seeds_only(method: str) -> str:
    """Why the intervals of a method cover the seeds only; empty where they cover the sample too."""
    why = {
        "efast": remark("intervals cover the seeds only: a search curve cannot be resampled"),
        "fractional": remark("intervals cover the seeds only: the design is saturated"),
    }
    return why.get(method, "")


def rule() -> str:
    """When a factor is called influential."""
    return text(
        "influential: the 95 % interval of the index is clear of 0 and of what chance adds to it, and that of what it "
        "has over the dummy's is clear of 0; without an interval that covers the sample it cannot be determined"
    )


def as_indices(sensitivity: "Sensitivity") -> dict[str, Any]:
    """Outcome by name with its indices, and `study` with all that holds for every outcome."""
    study = sensitivity.study
    summary: dict[str, Any] = {
        "study": {
            **{key: study[key] for key in ABOUT if key in study},
            "fresh": study.get("fresh") or 0,
            "leading_index": sensitivity.leading,
            "meaning": {name: meaning(name) for name in sorted(set(sensitivity.table["index"]))},
            "interval": interval_of(study["method"]),
            "rule": rule(),
            "defects": sensitivity.defects,
            "blocked": sensitivity.blocked,
            "excluded": sensitivity.excluded,
        }
    }
    for outcome in study["outcomes"]:
        if outcome["name"] in sensitivity.outcomes:
            summary[outcome["name"]] = _outcome(outcome, sensitivity.outcomes[outcome["name"]], sensitivity)
    return summary


def _outcome(outcome: dict[str, Any], outcome_indices: "OutcomeIndices", sensitivity: "Sensitivity") -> dict[str, Any]:
    chance, over_points = outcome_indices.chance, outcome_indices.over_points
    single = outcome_indices.table[outcome_indices.table["other"] == ""]
    summary: dict[str, Any] = {
        **{key: outcome.get(key, "") for key in ("unit", "label", "definition")},
        "does_not_vary": outcome_indices.constant,
        "over_points": {
            "unit": outcome.get("unit", ""), "mean": number(over_points.mean),
            "standard_deviation": number(over_points.spread), "least": number(over_points.least),
            "most": number(over_points.most),
        },
        "chance": {
            "unit": "share", "total": number(chance.share), "low": number(chance.low), "high": number(chance.high),
            "first_order": number(chance.first_order), "interaction": number(chance.interaction),
            "left_in_the_mean": number(chance.left), "variance_of_a_run": number(chance.variance),
            "replicates": chance.replicates, "note": chance.why_not,
        },
        "dummy": {
            row["index"]: number(row["value"]) for row in single[single["factor"] == "dummy"].to_dict("records")
        },
        "influential": _influential(outcome_indices.leading(sensitivity.leading)) if outcome_indices.judged else None,
        "influential_note": outcome_indices.why_not_judged,
        "sample_note": cannot_tell(outcome_indices, sensitivity) or too_small(outcome_indices.table),
        "factors": _factors(single, outcome.get("unit", "")),
        "pairs": _pairs(outcome_indices.table[outcome_indices.table["other"] != ""]),
        "ranking": [
            {"factor": row.factor, "rank": int(row.rank), "keeps_rank": number(row.keeps_rank),
             "among_leaders": number(row.among_leaders)}
            for row in outcome_indices.stability.head(20).itertuples()
        ],
        "convergence": _convergence(outcome_indices.convergence),
        "excluded": outcome_indices.excluded.line,
    }  # fmt: skip
    if outcome_indices.fresh is not None:
        fresh = outcome_indices.fresh._asdict()
        left_out = fresh.pop("left_out")
        summary["independent_seeds"] = {key: number(value) for key, value in fresh.items()} | {"excluded": left_out}
    elif outcome_indices.no_fresh:
        summary["independent_seeds"] = {"note": outcome_indices.no_fresh}
    return summary


def why_not_judged(method: str, word: str) -> str:
    """Why no factor can be called influential where no interval covers the sample."""
    why = seeds_only(method) or remark("of {blocks} there is one, and none can be left out", blocks=word)
    return remark("which factors are influential cannot be determined: {why}", why=why)


def too_small(table: pd.DataFrame) -> str:
    """One sentence where shares of the variance, as they are written, cannot be so; empty otherwise."""
    single = table[(table["other"] == "") & (table["factor"] != "dummy") & table["index"].isin(["S1", "ST"])]
    shares = single.pivot(index="factor", columns="index", values="value")
    values = shares.to_numpy(float)
    beyond = (values < -TENTH).any() or (values > 1.0 + TENTH).any()
    if {"S1", "ST"} <= set(shares):
        beyond = beyond or (shares["S1"] > shares["ST"] + TENTH).any()
    if not beyond:
        return ""
    return text("Values outside 0 to 100 %, or a first order above the total order, mean that the sample is too small")


def cannot_tell(outcome_indices: "OutcomeIndices", sensitivity: "Sensitivity") -> str:
    """One sentence where no factor is influential for want of samples, with how many would tell; empty otherwise.

    So it is where an interval holds 0 and reaches beyond a fourth of the variance. Its width goes with the root of the
    sample; it is to come down to the index itself, or to that fourth. Few samples overstate it: STEP at once.
    """
    rows = outcome_indices.leading(sensitivity.leading)
    counts = [row.factor for row in rows.itertuples() if row.influential is True]
    if outcome_indices.constant or not outcome_indices.judged or counts or rows.empty:
        return ""
    of_outcome = sensitivity.leading in OF_OUTCOME
    scale = sqrt(12.0) * outcome_indices.over_points.spread if of_outcome else 1.0  # of what alone gives the variance
    least = scale * (sqrt(FOURTH) if of_outcome else FOURTH)
    unsure = rows[(rows["low"] <= 0.0) & (rows["high"] > least)]
    if unsure.empty:
        return ""
    widest = unsure.loc[(unsure["high"] - unsure["low"]).idxmax()]
    wanted = max(least, min(abs(float(widest["value"])), scale))
    times = 2 ** max(1, ceil(2.0 * log2(max(1.0, (widest["high"] - widest["low"]) / 2.0 / wanted))))
    n = min(times, STEP) * int(sensitivity.study.get("samples") or sensitivity.samples)
    unit = "share" if sensitivity.leading in ("S1", "ST") else ""
    sample = text(
        "the sample is too small to say which factors are influential: of {factor} the interval is {low} to {high}",
        factor=widest["factor"], low=signed(written(widest["low"], unit)),
        high=signed(written(widest["high"], unit)),
    )  # fmt: skip
    if outcome_indices.chance.left > FOURTH:  # of what differs between points; more points have no less of it
        replicates = 4 * int(sensitivity.study["replicates"])
        return text("{sample}, much of it chance; extend it to replicates={n} or more", sample=sample, n=replicates)
    return text("{sample}; extend it to samples={n} or more", sample=sample, n=n)


def _influential(leading: pd.DataFrame) -> list[str]:
    return [row.factor for row in leading.itertuples() if row.influential is True]


def unit_of(index: str, unit: str) -> str:
    """Unit of an index, of an outcome of this unit."""
    if index in OF_OUTCOME:
        return unit
    return f"({unit})²" if index in SQUARED else "share" if index in ("S1", "ST", "S2") else "1"


def _factors(table: pd.DataFrame, unit: str) -> dict[str, Any]:
    factors: dict[str, Any] = {}
    for row in table.to_dict("records"):
        entry: dict[str, Any] = {key: number(row[key]) for key in ("value", "low", "high")}
        entry["unit"] = unit_of(row["index"], unit)
        if row["index"] in JUDGED:
            entry |= {"floor": number(row["floor"]), "influential": row["influential"]}
        factors.setdefault(row["factor"], {})[row["index"]] = entry
    return factors


def _pairs(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {"factors": [row["factor"], row["other"]], "index": row["index"], "unit": "share",
         "influential": row["influential"], **{key: number(row[key]) for key in ("value", "low", "high")}}
        for row in table.sort_values("value", key=lambda values: -values.abs(), kind="stable").to_dict("records")
    ]  # fmt: skip


def _convergence(table: pd.DataFrame) -> dict[str, Any]:
    by_factor: dict[str, Any] = {}
    for row in table.to_dict("records"):
        entry = {"samples": int(row["samples"]), **{key: number(row[key]) for key in ("value", "low", "high")}}
        by_factor.setdefault(row["factor"], []).append(entry)
    return by_factor


def number(value: float | int) -> float | None:
    """A number with seven figures; None for what is not one."""
    return finite_or_none(float(f"{value:.7g}"))
