"""Mistakes that people make at the command line, some of each kind, and how they are answered.

    python -m tests.mistakes                    8 of each kind, the score by kind and by category; fails below 97 %
    python -m tests.mistakes --each 2 --seed 7  fewer, others
    python -m tests.mistakes --show             every line with its answer
    python -m tests.mistakes --kind points      the kinds whose name has this word

What is judged, and how, stands in tests/mistakes/judging.py. Also called: fuzzing of an interface, by a grammar of
human errors.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict

from tests.mistakes import files, folders, words
from tests.mistakes.judging import CATEGORIES, Verdict, judged
from tests.mistakes.kinds import KINDS, drawn

LEAST = 97  # per cent of all mistakes that every category must hold for
SOURCES = (words, files, folders)  # each notes its kinds when it is imported


def main(arguments: list[str] | None = None) -> int:
    """Make mistakes and judge the answers; 1 where too few hold, or any is not clean or leaves something."""
    parser = argparse.ArgumentParser(prog="python -m tests.mistakes", description=__doc__.partition("\n")[0])
    parser.add_argument("--each", type=int, default=8, help="mistakes of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="", help="a word in the name of the kinds")
    parser.add_argument("--show", action="store_true", help="print every line with its answer")
    asked = parser.parse_args(arguments)
    verdicts = judge(asked.each, asked.seed, asked.kind)
    for verdict in verdicts:
        if asked.show or not verdict.holds:
            print(verdict.mistake.typed)
            print(f"    {verdict.message or f'nothing, and status {verdict.status}'}")
            print(f"    [{verdict.mistake.kind}] lacks: {', '.join(verdict.lacking) or 'nothing'}")
    print_score(verdicts)
    return 0 if good(verdicts) else 1


def judge(each: int, seed: int, word: str = "") -> list[Verdict]:
    """So many mistakes of each kind whose name has this word, judged."""
    chosen = {name: make for name, make in KINDS.items() if word in name}
    return [judged(mistake) for mistake in drawn(chosen, random.Random(seed), each)]


def good(verdicts: list[Verdict]) -> bool:
    """Whether enough hold, and all are clean and leave nothing behind."""
    held = sum(verdict.holds for verdict in verdicts)
    return (
        bool(verdicts)
        and 100 * held >= LEAST * len(verdicts)
        and not any({"clean", "nothing left"} & set(verdict.lacking) for verdict in verdicts)
    )


def print_score(verdicts: list[Verdict]) -> None:
    """The count by kind, by category and in all."""
    by_kind = defaultdict(list)
    for verdict in verdicts:
        by_kind[verdict.mistake.kind].append(verdict.holds)
    for kind, held in by_kind.items():
        print(f"{sum(held):4} of {len(held):3}  {kind}")
    lacking = Counter(category for verdict in verdicts for category in verdict.lacking)
    for category in CATEGORIES:
        print(f"{len(verdicts) - lacking[category]:4} of {len(verdicts):3}  {category}")
    held = sum(verdict.holds for verdict in verdicts)
    share = 100 * held / max(len(verdicts), 1)
    print(f"{held} of {len(verdicts)} mistakes ({share:.1f} %) are answered well; {LEAST} % must be")


if __name__ == "__main__":
    sys.exit(main())
