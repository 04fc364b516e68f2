"""Kinds of mistakes: each is a function that draws one, noted under its name."""

import dataclasses
import random
from collections.abc import Callable, Iterator

from tests.mistakes.judging import Mistake

Draw = random.Random
Kind = Callable[[Draw], Mistake]
KINDS: dict[str, Kind] = {}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def kind(name: str) -> Callable[[Kind], Kind]:
    """Note a way of making mistakes."""

    def note(make: Kind) -> Kind:
        KINDS[name] = make
        return make

    return note


def drawn(kinds: dict[str, Kind], draw: Draw, each: int) -> Iterator[Mistake]:
    """So many mistakes of each kind, no two alike; fewer where a kind has no more."""
    for name, make in kinds.items():
        made: set[Mistake] = set()
        for _ in range(20 * each):
            mistake = dataclasses.replace(make(draw), kind=name)
            if mistake not in made:
                made.add(mistake)
                yield mistake
            if len(made) == each:
                break


def misspelt(draw: Draw, word: str) -> str:
    """A word with one letter lost, doubled, changed, or two of them swapped, behind its first letter."""
    i = draw.choice([i for i in range(1, len(word)) if word[i].isalpha()])
    how = draw.randrange(4)
    if how == 0:
        return word[:i] + word[i + 1 :]
    if how == 1:
        return word[:i] + word[i] + word[i:]
    if how == 2 or i + 1 == len(word) or word[i] == word[i + 1]:
        return word[:i] + draw.choice([letter for letter in LETTERS if letter != word[i]]) + word[i + 1 :]
    return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
