"""Chance is a pure function: published answers, the same bits with either backend, and luck that nobody shares.

Every test of randomness is made with fixed keys, so it always gives the same answer. Had the keys been others, all of
them together would fail by bad luck less than once in a thousand times: fewer than a thousand of them, `BAD_LUCK` each.
"""

import functools
import os
import subprocess
import sys
from math import sqrt
from pathlib import Path
from types import FunctionType, ModuleType

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim import chance as rules
from sim.chance import (
    Week,
    centred_lot,
    chance,
    counter,
    happens,
    lot,
    philox,
    poisson_draw,
    poisson_quantile,
    uniform,
)
from sim.terms import Channel, Decision

BAD_LUCK = 1e-6
PARTS = ("seed", "decision", "week", "person", "other", "draw")
LIMITS = dict(seed=2**63, decision=2**12, week=2**14, person=2**44, other=2**44, draw=2**14)
keys = st.fixed_dictionaries({part: st.integers(0, limit - 1) for part, limit in LIMITS.items()})

# kat_vectors of Random123: counter, key, answer
PUBLISHED = {
    "all zeros": ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    "all ones": ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    "digits of pi": ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
}


def words(text):
    return tuple(np.uint64(int(word, 16)) for word in text.split())


def python_philox(words_in, key):
    """Philox4x32-10 again, in Python's own integers, from the paper."""
    (c0, c1, c2, c3), (k0, k1) = words_in, key
    for number in range(10):
        high0, low0 = divmod(0xD2511F53 * c0, 1 << 32)
        high1, low1 = divmod(0xCD9E8D57 * c2, 1 << 32)
        bump0, bump1 = (k0 + number * 0x9E3779B9) % (1 << 32), (k1 + number * 0xBB67AE85) % (1 << 32)
        c0, c1, c2, c3 = high1 ^ c1 ^ bump0, low1, high0 ^ c3 ^ bump1, low0
    return c0, c1, c2, c3


def python_chance(seed, decision, week, person, other, draw):
    """The number of a key, with the 128 bits of its counter laid out by halves instead of by words."""
    low = person | week << 44 | (draw % 64) << 58
    high = other | decision << 44 | (draw // 64) << 56
    split = [half >> shift & 0xFFFFFFFF for half in (low, high) for shift in (0, 32)]
    first, second, _, _ = python_philox(split, (seed % 2**32, seed // 2**32))
    return ((first << 32 | second) >> 11) / 2**53


def unpacked(counter_words):
    """The key that a counter holds."""
    low = counter_words[0] | counter_words[1] << 32
    high = counter_words[2] | counter_words[3] << 32
    return dict(
        person=low % 2**44, week=low >> 44 & 0x3FFF, other=high % 2**44, decision=high >> 44 & 0xFFF,
        draw=low >> 58 | high >> 56 << 6,
    )  # fmt: skip


@functools.cache
def compiled(function):
    """A compiled copy of a function and of all it calls, as the engine makes them."""
    called = {
        name: compiled(thing) if isinstance(thing, FunctionType) else thing
        for name, thing in function.__globals__.items()
        if name in function.__code__.co_names
    }
    return numba.njit(FunctionType(function.__code__, called, function.__name__, function.__defaults__))


@numba.njit
def draws_of(seeds, decisions, weeks, persons, others, draws):
    """One number for each row of six columns."""
    out = np.empty(seeds.size)
    for row in range(seeds.size):
        out[row] = uniform(seeds[row], decisions[row], weeks[row], persons[row], others[row], draws[row])
    return out


def drawn(n, **columns):
    """The numbers of n keys; a part not named is the same in all of them."""
    usual = dict(seed=2026, decision=50, week=12, person=7_000_000_123, other=0, draw=0)
    usual.update(columns)
    return draws_of(*(np.broadcast_to(np.asarray(usual[part], dtype=np.int64), n).copy() for part in PARTS))


def random_keys(n, seed=1):
    generator = np.random.default_rng(seed)
    return {part: generator.integers(0, limit, n) for part, limit in LIMITS.items()}


def assert_even(numbers):
    """The numbers are spread evenly on [0, 1): overall, in 256 cells, and in the 8 lowest of their 53 bits."""
    assert stats.kstest(numbers, "uniform").pvalue > BAD_LUCK
    for cells in (numbers * 256, np.ldexp(numbers, 53).astype(np.int64) % 256):
        assert stats.chisquare(np.bincount(cells.astype(np.int64), minlength=256)).pvalue > BAD_LUCK


def assert_independent(first, second):
    """Two rows of even numbers tell nothing of one another: by correlation, pairs in 16 by 16 cells, and sums."""
    correlation = np.mean((first - 0.5) * (second - 0.5)) * 12.0
    assert abs(correlation) * sqrt(first.size) < stats.norm.isf(BAD_LUCK / 2)
    pairs = (first * 16).astype(np.int64) * 16 + (second * 16).astype(np.int64)
    assert stats.chisquare(np.bincount(pairs, minlength=256)).pvalue > BAD_LUCK
    assert stats.kstest(first + second, stats.triang(0.5, 0, 2).cdf).pvalue > BAD_LUCK


@pytest.mark.parametrize("name", PUBLISHED)
def test_philox_gives_the_published_answers(name):
    counter_words, key, answer = (words(text) for text in PUBLISHED[name])
    assert philox(*counter_words, *key) == answer
    assert getattr(philox, "py_func", philox)(*counter_words, *key) == answer
    assert python_philox([int(word) for word in counter_words], [int(word) for word in key]) == answer


@given(keys)
def test_a_draw_is_what_plain_python_makes_of_its_key(key):
    assert chance(**key) == python_chance(**key)


@given(keys)
def test_the_key_of_a_draw_can_be_read_back_from_its_counter(key):
    seed = key.pop("seed")
    assert unpacked(counter(**key)) == key
    assert 0.0 <= chance(seed, **key) < 1.0


@given(keys, st.sampled_from(PARTS[1:]), st.integers(-(2**62), 2**62))
def test_a_number_beyond_its_limit_meets_only_its_own_kind(key, part, excess):
    seed = key.pop("seed")
    wrapped = dict(key, **{part: excess % LIMITS[part]})
    assert chance(seed, **dict(key, **{part: excess})) == chance(seed, **wrapped)


def test_no_two_of_a_million_keys_of_one_year_share_a_number():
    weeks, persons, decisions = np.meshgrid(np.arange(52), np.arange(400), np.arange(1, 49), indexing="ij")
    columns = dict(week=weeks.ravel(), person=persons.ravel(), decision=decisions.ravel())
    numbers = drawn(weeks.size, **columns)
    assert np.unique(numbers).size == numbers.size  # by chance alone two would meet once in 18 000 such tests


def test_interpreted_and_compiled_draws_have_the_same_bits():
    script = f"""
import numpy as np
from sim.chance import Week, chance, poisson_draw, uniform
assert not hasattr(uniform, "py_func"), "this is to be the interpreted text"
generator = np.random.default_rng(1)
columns = [generator.integers(0, limit, 300).tolist() for limit in {[LIMITS[part] for part in PARTS]}]
print(*[float(chance(*key)).hex() for key in zip(*columns, strict=True)])
print(*[poisson_draw(mean, Week(3, 4), 1, 5) for mean in (0.0, 0.5, 30.0, 1234.5)])
"""
    environment = dict(os.environ, NUMBA_DISABLE_JIT="1")
    root = Path(rules.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    interpreted, arrivals = done.stdout.splitlines()
    columns = random_keys(300)
    assert interpreted.split() == [number.hex() for number in drawn(300, **columns)]
    assert arrivals.split() == [str(poisson_draw(mean, Week(3, 4), 1, 5)) for mean in (0.0, 0.5, 30.0, 1234.5)]


def test_a_behaviour_meets_the_same_luck_with_either_backend():
    def luck(week, person):
        return (
            lot(week, Decision.JOB_LOSS, person),
            lot(week, Decision.CHANNEL_CHOICE, person, Channel.PHONE, 2),
            lot(week, decision=Decision.JOB_LOSS, person=person, draw=1),
            chance(week.seed, Decision.JOB_LOSS, week.number, person),
            happens(0.3, week, Decision.TURNOVER, person),
            happens(0.0, week, Decision.TURNOVER, person),
            poisson_draw(0.01 * person, week, Decision.ARRIVALS, person, Channel.CHAT),
            poisson_draw(40.0 * person, week, Decision.ARRIVALS, person),
        )

    luck_compiled = compiled(FunctionType(luck.__code__, globals(), "luck"))
    for week in (Week(1, 0), Week(2**63 - 1, 259)):
        for person in (0, 1, 77, 2500):
            assert luck_compiled(week, person) == luck(week, person)


@given(keys)
def test_lot_centred_lot_happens_and_poisson_draw_ask_for_the_same_number_as_chance(key):
    expected = chance(**key)
    week = Week(key.pop("seed"), key.pop("week"))
    assert lot(week, **key) == expected
    assert centred_lot(week, **key) == 2.0 * expected - 1.0
    assert happens(expected + 2.0**-53, week, **key)
    assert not happens(expected, week, **key)
    pair = dict(key, draw=0)
    assert poisson_draw(9.5, week, key["decision"], key["person"], key["other"]) == poisson_quantile(
        lot(week, **pair), 9.5
    )


def test_members_reach_the_compiled_rule_as_plain_numbers(monkeypatch):
    """Numba would take 7 µs for each member."""
    monkeypatch.setattr(rules, "uniform", lambda *key: {type(part) for part in key})
    assert chance(1, Decision.TRUST, 3, 4, Channel.CHAT) == {int}


def test_members_and_plain_numbers_draw_alike():
    assert chance(1, Decision.TRUST, 3, 4, Channel.CHAT) == chance(1, int(Decision.TRUST), 3, 4, int(Channel.CHAT))
    assert lot(Week(1, np.int64(3)), Decision.TRUST, np.int64(4)) == chance(1, Decision.TRUST, 3, 4)


def test_chance_is_compiled_once_however_it_is_called():
    chance(1, Decision.TRUST, 3, 4, Channel.CHAT, 5)
    chance(np.int64(1), 2, 3, True)
    assert len(getattr(uniform, "signatures", [0])) == 1


def test_chance_works_where_no_folder_can_be_written():
    """Numba finds no place to cache what comes from a file that is not there."""
    homeless = ModuleType("homeless")
    source = Path(rules.__file__).read_text(encoding="utf-8")
    exec(compile(source, "/nowhere/chance.py", "exec"), vars(homeless))
    assert homeless.chance(1, 2, 3, 4) == chance(1, 2, 3, 4)


RUNS = {
    "seed": np.arange(100_000),
    "person": np.arange(100_000),
    "other": np.arange(100_000),
    "week": np.arange(16_384),
    "draw": np.arange(16_384),
    "decision": np.arange(4_096),
}


@pytest.mark.parametrize("part", PARTS)
def test_luck_is_even_along_each_part_of_the_key(part):
    assert_even(drawn(RUNS[part].size, **{part: RUNS[part]}))


@pytest.mark.parametrize("bits", [1, 8, 20, 31, 32, 33])
def test_luck_is_even_over_ids_that_are_far_apart(bits):
    ids = np.arange(1 << min(11, 44 - bits), dtype=np.int64) << bits
    assert_even(drawn(ids.size, person=ids))
    assert_even(drawn(ids.size, other=ids))


@pytest.mark.parametrize("distance", [1, 2, 64])
@pytest.mark.parametrize("part", PARTS)
def test_neighbours_in_one_part_of_the_key_have_nothing_in_common(part, distance):
    values = np.arange(RUNS[part].size - distance)
    assert_independent(drawn(values.size, **{part: values}), drawn(values.size, **{part: values + distance}))


@pytest.mark.parametrize("part", [part for part in PARTS if part != "person"])
def test_a_crowd_has_new_luck_with_each_seed_decision_week_other_and_draw(part):
    ids = np.arange(100_000)
    assert_independent(drawn(ids.size, person=ids, **{part: 4}), drawn(ids.size, person=ids, **{part: 5}))


@pytest.mark.parametrize(
    "first, second", [("person", "other"), ("week", "decision"), ("week", "draw"), ("seed", "person")]
)
def test_parts_of_the_key_cannot_be_mistaken_for_one_another(first, second):
    values = np.arange(1, 4_096)
    assert_independent(
        drawn(values.size, **{first: values, second: 0}),
        drawn(values.size, **{first: 0, second: values}),
    )


@pytest.mark.parametrize("part", PARTS)
def test_each_bit_of_the_key_turns_half_of_the_bits_of_the_number(part):
    n = 2_000
    columns = random_keys(n, seed=5)
    before = np.ldexp(drawn(n, **columns), 53).astype(np.int64)
    for bit in range(LIMITS[part].bit_length() - 1):
        turned = dict(columns, **{part: columns[part] ^ (1 << bit)})
        changed = before ^ np.ldexp(drawn(n, **turned), 53).astype(np.int64)
        share = np.bitwise_count(changed).mean() / 53.0
        assert abs(share - 0.5) < stats.norm.isf(BAD_LUCK / 2) * 0.5 / sqrt(53 * n)


def test_the_impossible_takes_no_draw_and_the_certain_happens(monkeypatch):
    assert all(happens(1.0, Week(1, 2), Decision.TRUST, person) for person in range(1000))

    def no_draw(*key):
        raise AssertionError("a draw was taken")

    monkeypatch.setattr(rules, "uniform", no_draw)
    assert not happens(0.0, Week(1, 2), Decision.TRUST, 3)
    assert not happens(-0.1, Week(1, 2), Decision.TRUST, 3)
    assert poisson_draw(0.0, Week(1, 2), Decision.ARRIVALS, 3) == 0
    with pytest.raises(AssertionError):
        happens(0.5, Week(1, 2), Decision.TRUST, 3)


@pytest.mark.parametrize("probability", [0.001, 0.3, 0.95])
def test_what_has_a_probability_happens_that_often(probability):
    n = 20_000
    times = sum(happens(probability, Week(8, 2), Decision.JOB_LOSS, person) for person in range(n))
    assert stats.binomtest(int(times), n, probability).pvalue > BAD_LUCK


poisson_compiled = compiled(poisson_draw)


@numba.njit
def arrivals_of(n, mean, week):
    """Arrivals in n offices that expect the same number."""
    out = np.empty(n, dtype=np.int64)
    for office in range(n):
        out[office] = poisson_compiled(mean, week, Decision.ARRIVALS, office)
    return out


POISSON_CASES = [(0.05, 20_000), (0.7, 20_000), (12.0, 20_000), (499.5, 2_000), (500.0, 2_000), (1750.0, 1_000)]


@pytest.mark.parametrize("mean, n", POISSON_CASES)
def test_arrivals_have_the_poisson_distribution(mean, n):
    arrivals = arrivals_of(n, mean, Week(11, 3))
    edges = np.unique(stats.poisson.ppf(np.linspace(0, 1, min(50, n // 20) + 1)[1:-1], mean))
    expected = n * np.diff(np.concatenate(([0.0], stats.poisson.cdf(edges, mean), [1.0])))
    cells = np.bincount(np.searchsorted(edges, arrivals), minlength=edges.size + 1)
    assert expected.min() > 5.0  # enough for the test that follows
    assert stats.chisquare(cells, expected).pvalue > BAD_LUCK
    far = stats.norm.isf(BAD_LUCK / 2)
    assert abs(arrivals.mean() - mean) < far * sqrt(mean / n)
    assert abs(arrivals.var() - mean) < far * sqrt((mean + 2 * mean * mean) / n)


def test_a_hundred_thousand_expected_arrivals_come_give_or_take_a_thousandth():
    arrivals = arrivals_of(400, 100_000.0, Week(11, 3))
    assert abs(arrivals.mean() - 1e5) < stats.norm.isf(BAD_LUCK / 2) * sqrt(1e5 / 400)
    assert stats.kstest((arrivals - 1e5) / sqrt(1e5), "norm").pvalue > BAD_LUCK
    assert arrivals[0] == poisson_draw(100_000.0, Week(11, 3), Decision.ARRIVALS, 0)


@given(st.integers(0, 2**53 - 1), st.floats(1e-3, 500.0))
def test_an_arrival_count_is_the_quantile_of_its_draw(multiple, mean):
    share = multiple / 2**53
    arrivals = poisson_quantile(share, mean)
    slack = 1e-12  # what a cumulated probability may be off by rounding, here or in SciPy
    assert stats.poisson.cdf(arrivals, mean) >= share - slack
    assert stats.poisson.cdf(arrivals - 1, mean) <= share + slack


@pytest.mark.parametrize("mean", [1e-300, 1e-3, 1.0, 16.0, 499.0, 500.0, 700.0])
def test_the_luckiest_draw_ends(mean):
    most = poisson_quantile(1.0 - 2.0**-53, mean)
    assert most < mean + 12.0 * sqrt(mean) + 20.0


@settings(max_examples=50)
@given(st.floats(0.0, 2000.0), st.floats(0.0, 200.0), st.integers(0, 1000))
def test_more_expected_arrivals_never_bring_fewer_with_the_same_luck(mean, more, office):
    luck = (Week(5, 6), Decision.ARRIVALS, office)
    assert poisson_draw(mean, *luck) <= poisson_draw(mean + more, *luck)
