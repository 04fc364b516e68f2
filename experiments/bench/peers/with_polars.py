"""The small model as a frame of polars, as mesa-frames keeps its agents: expressions over columns."""

from typing import Any

import numpy as np
import polars as pl

from experiments.bench.peers import (
    ALONE_LOSS,
    ANSWERED_BY_TELEPHONE,
    ASKS,
    JOB_ENDS,
    N_DECISIONS,
    OFFER_BY_COPING,
    OFFER_LEAST,
    TALK_GAIN,
    TALKS,
    Beginning,
    Draw,
    Outcomes,
)

SKILL, COPING, EMPLOYED = pl.col("skill"), pl.col("coping"), pl.col("employed")
SEEKING = ~EMPLOYED
TALKING = SEEKING & (pl.col("TALK") < TALKS)


class Frame:
    """Everybody, a week a step."""

    def __init__(self, people):
        self.generator = np.random.default_rng(1)
        self.people = pl.DataFrame({"skill": people.skill, "coping": people.coping}).with_columns(
            employed=False, failures=pl.lit(0), talks=pl.lit(0)
        )

    def lots(self):
        """A number from 0 to 1 for each decision and person."""
        return self.generator.random((N_DECISIONS, len(self.people)))

    def step(self):
        """Live a week."""
        lots: Any = {draw.name: numbers for draw, numbers in zip(Draw, self.lots(), strict=True)}
        unanswered = (pl.col("DIGITAL") >= SKILL) & (pl.col("TELEPHONE") >= ANSWERED_BY_TELEPHONE)
        hired = pl.col("WORK") < OFFER_LEAST + OFFER_BY_COPING * COPING
        self.people = (
            self.people.lazy()
            .with_columns(**{name: pl.lit(pl.Series(numbers)) for name, numbers in lots.items()})
            .with_columns(
                failures=pl.col("failures") + (SEEKING & (pl.col("ASK") < ASKS) & unanswered),
                talks=pl.col("talks") + TALKING,
                coping=pl.when(TALKING)
                .then(COPING + TALK_GAIN * (1.0 - COPING))
                .when(SEEKING)
                .then(COPING - ALONE_LOSS * COPING)
                .otherwise(COPING),
            )
            .with_columns(employed=pl.when(SEEKING).then(hired).otherwise(pl.col("WORK") >= JOB_ENDS))
            .drop(*lots)
            .collect()
        )


# The end of what is counted as the model; below is how it is run here.


class Lucky(Frame):
    """Everybody, with luck that was handed in."""

    def __init__(self, people, luck):
        super().__init__(people)
        self.handed_in = iter(luck)

    def lots(self):
        return next(self.handed_in)


def run(people: Beginning, weeks: int, luck: np.ndarray | None) -> Outcomes:
    """Live some weeks."""
    model = Frame(people) if luck is None else Lucky(people, luck)
    for _ in range(weeks):
        model.step()
    everybody = model.people
    employed, failures, talks = (int(everybody[name].sum()) for name in ("employed", "failures", "talks"))
    return Outcomes(employed, failures, talks, float(everybody["coping"].to_numpy().sum()))
