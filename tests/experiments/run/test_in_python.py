"""What somebody finds who runs the model from Python: named scenarios, results to read, words where it takes time."""

import sys

import pandas as pd
import pytest
from settings import small

from sim import FrontLine, Scenario, side_by_side, simulate
from sim.above import refuse_hidden
from sim.waiting import COMPILING, waiting_shown


@pytest.fixture(scope="module")
def results(live):
    return simulate(small(people=60, weeks=30), [1, 2])


def test_a_named_scenario_is_what_the_command_line_would_run():
    from experiments.cli.composition import read_request

    words = ["policy=[ips,digital_first]", "office=small", "shock=recession", "weeks=80", "channel.drop_in_hours=6"]
    named = Scenario.named(
        ["ips", "digital_first"], office="small", shock="recession", weeks=80, levers={"channel.drop_in_hours": 6}
    )
    assert named == read_request(words).jobs[0].scenario


@pytest.mark.parametrize(("wrong", "sentence"), [
    (lambda: Scenario.named("isp"), "policy is 'isp'; it must be one of .*nearest is 'ips'"),
    (lambda: Scenario.named(levers={"channel.drop_in": 6}), "there is no 'channel.drop_in'"),
    (lambda: Scenario.named(weeks=0), "weeks is 0"),
    (lambda: setattr(Scenario(), "policy", "ips"), r"policy is 'ips'; it must be a Policy; write Scenario.named\("),
    (lambda: setattr(Scenario(), "setting", 200), "setting is 200; it must be a Setting; write scenario.setting.GROUP"),
    (lambda: setattr(Scenario(), "week", 20), "a Scenario has no 'week'; the nearest is 'weeks'"),
])  # fmt: skip
def test_what_is_no_scenario_is_refused_where_it_is_written(wrong, sentence):
    with pytest.raises((ValueError, TypeError, AttributeError), match=sentence):
        wrong()


def test_a_scenario_tells_what_differs_from_what_is_declared():
    scenario = Scenario(weeks=52)
    assert repr(scenario) == "Scenario(52 weeks, all numbers as declared)"
    scenario.policy.channel.drop_in_hours = 7.0
    assert repr(scenario) == "Scenario(52 weeks, channel.drop_in_hours=7)"
    assert "<td>channel.drop_in_hours</td><td>7</td>" in scenario._repr_html_()
    many = repr(Scenario.named("ips"))
    assert "numbers more that are not as declared" in many and len(many) < 400


def test_results_answer_in_a_few_lines_and_hold_everything_as_frames(results):
    lines = repr(results).splitlines()
    assert lines[0] == "2 runs of 30 weeks, seeds 1 to 2" and "jobseekers" in lines[1] and len(lines) <= 14
    html = results._repr_html_()
    assert html.count("<tr>") >= 6 and "of whom" in html and "Trust in NAV" in html
    summary = results.summary()
    assert list(summary) == ["mean", "low", "high", "unit", "people", "replicates"] and summary.index.name == "outcome"
    by_need = results.summary("needs_group")
    assert by_need.loc[("JOBBE_DELVIS", "trust"), "people"] < summary.loc["trust", "people"]
    assert isinstance(results.frame(), pd.DataFrame) and set(results.frame("weekly")["seed"]) == {1, 2}


def test_results_are_laid_against_others_seed_by_seed(results, live):
    """Against themselves nothing differs; trust differs by what the frames say, with no less an interval than 0."""
    assert (results.against(results)["mean"] == 0.0).all()
    friendly = small(people=60, weeks=30)
    friendly.policy.individualization.caseload = 40.0
    other = simulate(friendly, [1, 2])
    row = other.against(results).loc["trust"]
    values = [
        each.frame().query("grouping == 'all' and outcome == 'trust'")["value"].mean() for each in (other, results)
    ]
    assert row["mean"] == pytest.approx(values[0] - values[1]) and row["low"] < row["mean"] < row["high"]
    assert "JOBBE_DELVIS" in other.against(results, "needs_group").index.get_level_values("category")
    with pytest.raises(ValueError, match=r"the seeds are \[1, 2\] and \[3\]; only the same seeds have the same people"):
        results.against(simulate(small(people=60, weeks=30), [3]))


@pytest.mark.parametrize(("wrong", "sentence"), [
    (lambda results: results.frame("years"), "there is no table 'years'; it must be one of outcomes, weekly"),
    (lambda results: results.frame("events"), r"no events were kept; simulate\(..., events=True\) keeps them"),
    (lambda results: results.summary("need"), "grouping is 'need'; it must be one of all, needs_group"),
])  # fmt: skip
def test_a_table_or_grouping_that_there_is_not_is_refused(results, wrong, sentence):
    with pytest.raises(ValueError, match=sentence):
        wrong(results)


def test_the_plot_is_the_figure_of_a_run(results):
    figure = results.plot()
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[:2] == ["Where people are", "Who gets into work"] and len(titles) == 4
    assert figure._repr_png_().startswith(b"\x89PNG")  # a notebook asks for it


@pytest.mark.parametrize(("wrong", "sentence"), [
    (lambda: simulate("ips"), r"scenario is 'ips'; it must be a Scenario; write Scenario.named\('ips'\)"),
    (lambda: FrontLine("ips"), r"scenario is 'ips'; it must be a Scenario; write Scenario.named\('ips'\)"),
    (lambda: simulate(Scenario(), 5), r"seeds is 5; it must be a list of whole numbers, as \[5\] or range\(5\)"),
    (lambda: simulate(Scenario(), [1.5]), r"seeds is \[1.5\]; it must be a list of whole numbers"),
    (lambda: list(side_by_side(Scenario(), [1])), r"scenarios is Scenario\(.*must be a list, as \[Scenario"),
])  # fmt: skip
def test_a_policys_name_and_a_bare_seed_are_refused_where_scenarios_and_seeds_go(wrong, sentence):
    with pytest.raises(TypeError, match=sentence):
        wrong()


def test_a_front_line_tells_where_it_is(live):
    model = FrontLine(small(people=60, weeks=2), rng=3, backend="compiled")
    model.step()
    assert repr(model).startswith("FrontLine(week 1 of 2, ") and repr(model).endswith(" registered, compiled, seed 3)")


def test_only_who_types_is_shown_a_bar_that_says_that_the_model_is_made_ready(monkeypatch, capsys):
    with waiting_shown(None, 10) as tick:
        assert tick is None
    monkeypatch.setattr(sys, "ps1", ">>> ", raising=False)
    with waiting_shown(None, 10) as tick:
        assert COMPILING in capsys.readouterr().err
        tick(5)
    with waiting_shown(print, 10) as tick:
        assert tick is print
    with waiting_shown(None, 10) as outer, waiting_shown(None, 1) as inner:
        assert outer is not None and inner is None


def test_a_file_of_ones_own_that_hides_a_package_is_named_with_the_way_out(tmp_path, monkeypatch):
    (tmp_path / "analysis.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "analysis", raising=False)
    with pytest.raises(ImportError, match=r"analysis.py hides Skranke's own analysis.*rename it and start Python anew"):
        refuse_hidden()
