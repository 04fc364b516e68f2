"""A field is declared once: it begins, is counted, summed and told of by its declaration, and by no list beside it."""

import re
import traceback
from types import SimpleNamespace

import pytest
from builder import made

from sim.accounts import OfficeWeek, clear_week, copy_counts, hours_spent
from sim.agents import Jobseeker, Office
from sim.behaviour.arrival import start_blank, start_counting
from sim.call_trees import as_machine_code
from sim.declare import states
from sim.line_for_each import line_for_each
from sim.milestones import MILESTONES
from sim.outcomes import OUTCOMES
from sim.tally import Tally, fold_summed, mark_where_due

FIELDS = states(Jobseeker)
UNTOUCHED = 7
NO_USE = ("hours_contracted", "hours_freed")  # what there is to use, and what is more than the usual needs


def other(kind):
    """One of a kind whose every field is something else than it begins at."""
    return made(kind, **{name: field.start + UNTOUCHED for name, field in states(kind).items()})


@pytest.mark.parametrize(
    ("begin", "begins"),
    [
        (start_blank, {name for name, field in FIELDS.items() if field.starts}),
        (start_counting, {name for name, field in FIELDS.items() if field.counted}),
    ],
    ids=["start_blank", "start_counting"],
)
def test_what_begins_on_arrival_is_at_its_start_and_nothing_else_is_touched(begin, begins):
    kari = other(Jobseeker)
    begin(kari)
    for name, field in FIELDS.items():
        value, kind = getattr(kari, name), Jobseeker.__annotations__[name]
        assert value == (field.start if name in begins else field.start + UNTOUCHED), name
        assert type(value) is kind, name


def test_no_field_both_starts_and_counts():
    assert begins_twice(Jobseeker) == begins_twice(Office) == []


def begins_twice(kind):
    return [name for name, field in states(kind).items() if field.starts and field.counted]


def test_an_office_counts_anew_each_week_and_its_books_hold_what_it_counted():
    office, week = other(Office), made(OfficeWeek)
    copy_counts(office, week)
    counted = {name for name, field in states(Office).items() if field.counted}
    for name in states(OfficeWeek):
        assert getattr(week, name) == (UNTOUCHED if name in counted else 0)
    clear_week(office)
    assert {name for name in states(Office) if getattr(office, name) == 0} == counted


def test_every_use_of_hours_is_in_the_books_is_spent_and_is_an_outcome():
    """One that is declared for an office and forgotten elsewhere would break the law of hours, or be told to nobody."""
    uses = [name for name in states(Office) if name.startswith("hours_") and name not in NO_USE]
    assert [name for name in states(OfficeWeek) if name.startswith("hours_")] == ["hours_contracted", *uses]
    for use in uses:
        assert hours_spent(made(Office, **{use: 3.5})) == (0.0 if use == "hours_vacant" else 3.5)
    outcomes = {outcome.of.part.field for outcome in OUTCOMES if outcome.of.whole.field == "hours_contracted"}
    assert outcomes == set(uses)


def test_what_is_declared_to_be_summed_is_summed_in_the_tallies():
    summed = [name for name, field in FIELDS.items() if field.summed]
    kari, tally = other(Jobseeker), other(Tally)
    fold_summed(kari, tally)
    for name in states(Tally):
        assert getattr(tally, name) == (2 * UNTOUCHED if name in summed else UNTOUCHED), name
        if name in summed:
            assert Tally.__annotations__[name] is Jobseeker.__annotations__[name]
    assert len(summed) > 20


def test_every_milestone_has_its_fields_sums_and_outcome():
    declared = {what: [] for what in MILESTONES}
    for name in FIELDS:
        milestone = re.fullmatch(r"(\w+)_at_(\d+)", name)
        if milestone:
            declared[milestone[1]].append(int(milestone[2]))
    assert {what: tuple(times) for what, times in declared.items()} == MILESTONES
    outcomes = [re.fullmatch(r"employed_at_(\d+)_weeks", outcome.name) for outcome in OUTCOMES]
    assert tuple(int(named[1]) for named in outcomes if named) == MILESTONES["employed"]
    for what, times in MILESTONES.items():
        for weeks in times:
            assert f"{'newcomers_' if what == 'gone' else ''}{what}_{weeks}" in states(Tally)


def test_each_milestone_is_marked_in_its_own_week_only():
    for weeks in range(300):
        kari = made(Jobseeker)
        mark_where_due(kari, weeks, 1, 2, 3)
        marked = {name: getattr(kari, name) for name in FIELDS if "_at_" in name and getattr(kari, name) != -1}
        values = {"employed": 1, "pension": 2, "gone": 3}
        assert marked == {f"{what}_at_{weeks}": values[what] for what in MILESTONES if weeks in MILESTONES[what]}


@line_for_each("person.{name} = {value}", name=["trust", "patience"], value=[0.5, 1])
def calm_down(person):
    """Set what calms."""


def test_a_function_of_a_line_for_each_field_is_one_like_any_other(tmp_path, monkeypatch):
    """It has its name, docstring and place, an error names the field and the function, and it is kept on disk."""
    kari = SimpleNamespace()
    calm_down(kari)
    assert vars(kari) == {"trust": 0.5, "patience": 1}
    assert (calm_down.__name__, calm_down.__doc__, calm_down.__module__) == ("calm_down", "Set what calms.", __name__)
    with pytest.raises(AttributeError, match="trust") as raised:
        calm_down(object())
    (*_, frame) = traceback.extract_tb(raised.tb)
    assert frame.filename == __file__ and frame.name == "calm_down" and "line_for_each" in str(frame.line)
    monkeypatch.setenv("SKRANKE_CACHE_DIR", str(tmp_path))
    as_machine_code(first_of_two)((1.5, 2))
    assert any("first_of_two" in path.name for path in tmp_path.rglob("*.nbi"))


@line_for_each("return pair[{number}]", number=[0])
def first_of_two(pair):
    """The first."""


def with_default(pair, by=2):
    """A default."""


def with_keyword(pair, *, by):
    """An argument that is given by its name only."""


def with_body(pair):
    """A body of its own."""
    pair[0] = 1


@pytest.mark.parametrize(
    ("function", "says"),
    [(with_default, "without defaults"), (with_keyword, "must be plain"), (with_body, "no body of its own")],
)
def test_what_a_line_for_each_field_would_lose_is_refused(function, says):
    with pytest.raises(ValueError, match=f"^{function.__name__} .*{says}"):
        line_for_each("pair[{number}] = 0", number=[0, 1])(function)
