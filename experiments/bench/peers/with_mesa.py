"""The small model as a user of Mesa writes it: an agent a person, `shuffle_do`, the model's own generator."""

import mesa
import numpy as np

from experiments.bench.peers import (
    ALONE_LOSS,
    ANSWERED_BY_TELEPHONE,
    ASKS,
    JOB_ENDS,
    OFFER_BY_COPING,
    OFFER_LEAST,
    TALK_GAIN,
    TALKS,
    Beginning,
    Draw,
    Outcomes,
)


class Person(mesa.Agent):
    """Somebody who is out of work, or in it."""

    def __init__(self, model, skill, coping):
        super().__init__(model)
        self.skill = skill
        self.coping = coping
        self.employed = False
        self.failures = 0
        self.talks = 0

    def lot(self, draw):
        """A number from 0 to 1."""
        return self.random.random()

    def ask(self):
        """Ask by digital channel, or by telephone."""
        if self.lot(Draw.ASK) >= ASKS or self.lot(Draw.DIGITAL) < self.skill:
            return
        if self.lot(Draw.TELEPHONE) >= ANSWERED_BY_TELEPHONE:
            self.failures += 1

    def talk(self):
        """Cope better after a talk, and less without."""
        if self.lot(Draw.TALK) < TALKS:
            self.talks += 1
            self.coping += TALK_GAIN * (1.0 - self.coping)
        else:
            self.coping -= ALONE_LOSS * self.coping

    def step(self):
        """Live a week."""
        if self.employed:
            self.employed = self.lot(Draw.WORK) >= JOB_ENDS
            return
        self.ask()
        self.talk()
        self.employed = self.lot(Draw.WORK) < OFFER_LEAST + OFFER_BY_COPING * self.coping


class FrontLineInSmall(mesa.Model):
    """Everybody, a week a step."""

    def __init__(self, people, kind=Person):
        super().__init__(seed=1)
        kind.create_agents(self, len(people.skill), people.skill.tolist(), people.coping.tolist())

    def step(self):
        """Live a week, in an order drawn anew."""
        self.agents.shuffle_do("step")


# The end of what is counted as the model; below is how it is run here.


def person_with(luck: np.ndarray) -> type:
    """A person who takes luck that was handed in."""

    class Lucky(Person):
        def lot(self, draw):
            return luck[self.model.steps - 1, draw, self.unique_id - 1]

    return Lucky


def run(people: Beginning, weeks: int, luck: np.ndarray | None) -> Outcomes:
    """Live some weeks."""
    model = FrontLineInSmall(people, Person if luck is None else person_with(luck))
    for _ in range(weeks):
        model.step()
    everybody = sorted(model.agents, key=lambda person: person.unique_id)
    return Outcomes(
        sum(person.employed for person in everybody),
        sum(person.failures for person in everybody),
        sum(person.talks for person in everybody),
        float(np.sum(np.array([person.coping for person in everybody]))),
    )
