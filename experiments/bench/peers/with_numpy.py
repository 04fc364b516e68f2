"""The small model as columns of NumPy: everybody at once, chosen by masks."""

import numpy as np

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


class Columns:
    """Everybody, a week a step."""

    def __init__(self, people):
        self.generator = np.random.default_rng(1)
        n = len(people.skill)
        self.skill, self.coping = people.skill, people.coping.copy()
        self.employed = np.zeros(n, bool)
        self.failures, self.talks = np.zeros(n, np.int64), np.zeros(n, np.int64)

    def lots(self):
        """A number from 0 to 1 for each decision and person."""
        return self.generator.random((N_DECISIONS, len(self.skill)))

    def step(self):
        """Live a week."""
        lots = self.lots()
        seeking = ~self.employed
        unanswered = (lots[Draw.DIGITAL] >= self.skill) & (lots[Draw.TELEPHONE] >= ANSWERED_BY_TELEPHONE)
        self.failures += seeking & (lots[Draw.ASK] < ASKS) & unanswered
        talking = seeking & (lots[Draw.TALK] < TALKS)
        alone = seeking & ~talking
        self.talks += talking
        after = np.where(talking, self.coping + TALK_GAIN * (1.0 - self.coping), self.coping)
        self.coping = np.where(alone, self.coping - ALONE_LOSS * self.coping, after)
        hired = lots[Draw.WORK] < OFFER_LEAST + OFFER_BY_COPING * self.coping
        self.employed = np.where(seeking, hired, lots[Draw.WORK] >= JOB_ENDS)


# The end of what is counted as the model; below is how it is run here.


class Lucky(Columns):
    """Everybody, with luck that was handed in."""

    def __init__(self, people, luck):
        super().__init__(people)
        self.handed_in = iter(luck)

    def lots(self):
        return next(self.handed_in)


def run(people: Beginning, weeks: int, luck: np.ndarray | None) -> Outcomes:
    """Live some weeks."""
    model = Columns(people) if luck is None else Lucky(people, luck)
    for _ in range(weeks):
        model.step()
    failures, talks = int(model.failures.sum()), int(model.talks.sum())
    return Outcomes(int(model.employed.sum()), failures, talks, float(model.coping.sum()))
