"""People's mistakes are answered well: what is wrong, what is allowed and the way out, in one sentence."""

import random

import pytest

from tests.mistakes.__main__ import LEAST, good, judge, main
from tests.mistakes.folders import Results
from tests.mistakes.judging import CATEGORIES, Mistake, Verdict, judged
from tests.mistakes.kinds import KINDS, drawn

SAMPLE = 20


def test_a_sample_of_mistakes_is_answered_without_a_trace_of_the_program():
    """Those that need results to be made first are left to the long drill."""
    every = [mistake for mistake in drawn(KINDS, random.Random(5), 1) if not isinstance(mistake.prepare, Results)]
    verdicts = [judged(mistake) for mistake in random.Random(5).sample(every, SAMPLE)]
    assert [f"{each.mistake.typed}: {each.message}" for each in verdicts if not each.holds] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_three_hundred_mistakes_are_answered_well(seed):
    verdicts = judge(8, seed)
    assert len(verdicts) >= 300 and len({verdict.mistake.words for verdict in verdicts}) >= 250
    assert good(verdicts), [verdict.mistake.typed for verdict in verdicts if not verdict.holds]


@pytest.mark.parametrize(
    ("words", "named", "lacking"),
    [
        (("run", "weeks=0"), "weeks", []),
        (("run", "weeks=0"), "months", ["named"]),
        (("run", "--help"), "help", ["allowed", "way out", "one sentence", "clean", "nothing left"]),
        (("run", "office=small"), "small", ["way out", "clean", "nothing left"]),
    ],
)
def test_the_judge_says_what_an_answer_lacks(words, named, lacking):
    """The third is no mistake at all, and the last would have run the model."""
    verdict = judged(Mistake("", words, (named,)))
    assert set(lacking) <= set(verdict.lacking) and (lacking or verdict.holds)


def test_too_few_good_answers_or_one_that_leaks_are_not_good_enough():
    mistake = Mistake("", ("run",), ())
    fine = Verdict(mistake, 2, "", frozenset(CATEGORIES))
    vague, leaks = (Verdict(mistake, 2, "", frozenset(CATEGORIES) - {without}) for without in ("named", "clean"))
    assert good([fine] * LEAST + [vague] * (100 - LEAST)) and not good([fine] * (LEAST - 1) + [vague] * (101 - LEAST))
    assert not good([fine] * 999 + [leaks]) and not good([])


def test_the_count_is_printed_by_kind_and_by_category(capsys):
    assert main(["--each", "1", "--kind", "dec"]) == 0
    printed = capsys.readouterr().out
    assert "1 of   1  decimal comma" in printed and all(f"1 of   1  {category}" in printed for category in CATEGORIES)
