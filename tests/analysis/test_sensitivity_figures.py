"""Figures of a study: drawn for the outcomes that matter, and saying chance, exclusions and what rests on theory."""

import warnings

import numpy as np
import pytest
from studies import design_of, exact, indices, ishigami, noisy, runs_of, study_of

from analysis.figures.sensitivity import draw_study
from analysis.figures.sensitivity_frame import label
from analysis.figures.sensitivity_screening import screening
from analysis.naming import called, identifiers, key_outcomes, outcome_label, own_units, plain
from analysis.sensitivity import as_indices
from analysis.sensitivity.summary import too_small
from analysis.style import blank
from analysis.tables import signed, thousands, written

THEORY = "Theory-driven: no causal study of the effect of channel strategy on employment was found."


def drawn(folder, method: str, n: int, outcomes: tuple[str, ...] = ("employed_at_52_weeks",), **more):
    """Draw a study of Ishigami into a folder; what was drawn, and the text of every figure."""
    study = study_of(method, outcomes=outcomes, **more)
    study["factors"][0]["theory_driven"] = THEORY
    design = design_of(study, n)
    runs = runs_of(study, design, exact(lambda points: ishigami(points)[:, None].repeat(len(outcomes), axis=1)))
    runs.loc[runs["point"] == 1, "problem"] = "it broke"
    drawing = draw_study(indices(study, design, runs, exclude=True), design, runs, folder)
    return drawing, {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.svg")}


@pytest.mark.parametrize(
    ("method", "n", "kinds"),
    [
        ("sobol", 64, {"tornado", "interactions", "convergence", "scatter"}),
        ("morris", 20, {"tornado", "screening", "convergence", "scatter"}),
        ("rbd_fast", 200, {"tornado", "convergence", "scatter"}),
        ("fractional", 1, set()),
    ],
)
def test_each_method_has_its_figures_and_they_say_what_must_be_said(tmp_path, method, n, kinds):
    if not kinds:
        with pytest.raises(ValueError, match="cannot spare a point"):
            drawn(tmp_path, method, n)
        return
    drawing, figures = drawn(tmp_path, method, n, second_order=method == "sobol")
    assert {name.partition("_")[0] for name in drawing.figures["employed_at_52_weeks"]} == kinds
    assert (
        set(figures) == set(drawing.figures["employed_at_52_weeks"]) == {path.stem for path in tmp_path.glob("*.png")}
    )
    for text in figures.values():
        assert "in work after 52 weeks" in text and "left out for 1 bad run" in text
        assert "Chance: one replicate" in text and "theory-driven" in text.lower()


def test_of_many_outcomes_the_key_ones_are_drawn_and_it_says_why():
    study = study_of("morris")
    names = ["contacts", "talks:JOBBE_DELVIS", "employed_at_26_weeks", "employed_at_104_weeks", "admin_cost_per_person"]
    chosen, why = key_outcomes(study, names)
    assert chosen[:2] == ["employed_at_104_weeks", "admin_cost_per_person"] and "4 of 5" not in chosen
    assert "of 5 outcomes" in why and key_outcomes(study, names[:3]) == (names[:3], "")


@pytest.mark.parametrize(
    ("method", "groups", "missing"),
    [
        ("morris", {"x1": "a", "x2": "a", "x3": "b", "x4": "b"}, "screening"),
        ("sobol", {"x1": "a", "x2": "a", "x3": "b", "x4": "b"}, "interactions"),
    ],
)
def test_a_figure_that_groups_leave_nothing_for_is_not_drawn(tmp_path, method, groups, missing):
    study = study_of(method, groups=groups, second_order=method == "sobol")
    design = design_of(study, 32)
    runs = runs_of(study, design, exact(ishigami))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        kinds = {name.partition("_")[0] for name in draw_study(indices(study, design, runs), design, runs, tmp_path)
                 .figures["y"]}  # fmt: skip
    assert missing not in kinds and "tornado" in kinds


def test_the_scatter_says_what_it_shows_and_has_no_line_where_a_factor_does_nothing(tmp_path, monkeypatch):
    trends = []
    monkeypatch.setattr("analysis.figures.sensitivity_scatter.trend", lambda *given: trends.append(given))
    drawn(tmp_path, "sobol", 64, groups={"x3": "weather", "x4": "weather"})
    text = (tmp_path / "scatter_employed_at_52_weeks.svg").read_text(encoding="utf-8")
    assert "Groups move together and have no panel: weather." in text and "interval" not in text
    assert "in work after 52 weeks [%]" in text and len(trends) == 2
    trends.clear()
    study = study_of("sobol")
    design = design_of(study, 64)
    runs = runs_of(study, design, exact(lambda points: points[:, 0]))
    draw_study(indices(study, design, runs), design, runs, tmp_path)
    assert len(trends) == 1


def test_few_blocks_do_not_set_the_axis_of_a_convergence(tmp_path, monkeypatch):
    kept = []
    monkeypatch.setattr("analysis.style.save", lambda figure, path: kept.append((path.name, figure)))
    study = study_of("sobol")
    design = design_of(study, 64)
    noise = noisy(lambda points: np.exp(8.0 * points[:, 0] * points[:, 1]), 1.0)
    runs = runs_of(study, design, noise)
    sensitivity = indices(study, design, runs)
    draw_study(sensitivity, design, runs, tmp_path)
    assert sensitivity.convergence["samples"].min() == 16
    assert (100.0 * sensitivity.convergence["high"]).max() > 120.0
    low, high = next(figure for name, figure in kept if name == "convergence_y").axes[0].get_ylim()
    assert low >= -26.0 and high <= 126.0


def test_shares_that_cannot_be_are_said_to_come_of_a_small_sample(tmp_path):
    study = study_of("sobol")
    design = design_of(study, 8)
    runs = runs_of(study, design, exact(ishigami))
    sensitivity = indices(study, design, runs)
    assert (
        "sample is too small"
        in too_small(sensitivity.outcomes["y"].table)
        == as_indices(sensitivity)["y"]["sample_note"]
    )
    draw_study(sensitivity, design, runs, tmp_path)
    assert "sample is too small" in (tmp_path / "tornado_y.svg").read_text(encoding="utf-8")
    design = design_of(study, 1024)
    sensitivity = indices(study, design, runs_of(study, design, exact(lambda points: points[:, :2].prod(axis=1))))
    assert too_small(sensitivity.outcomes["y"].table) == ""


def test_numbers_have_a_true_minus_and_nothing_has_none():
    assert signed("-0.0 %") == "0.0 %" and signed("-1.2 NOK") == "−1.2 NOK" and signed("3e-05") == "3e−05"
    assert written(-0.0001, "share") == "0.0 %" and thousands(-0.0) == "0" and thousands(-1.5) == "−1.5"


def test_no_two_outcomes_share_a_file_or_a_name_in_an_archive():
    names = ["å", "ø", "a:b", "a_b", "a b", "a/b", "a-b", "talks:JOBBE_DELVIS", "9", "_9", "+", "-", "class:x"]
    files = [plain(name) for name in names]
    assert len(set(files)) == len(names) and files[:2] == ["å", "ø"] and files[7] == "talks-JOBBE_DELVIS"
    assert all(name and "/" not in name and not name.startswith("-") for name in files)
    archived = identifiers(names)
    assert len(set(archived.values())) == len(names) and all(name.isidentifier() for name in archived.values())
    assert archived["a_b"] == "a_b" and archived["å"] == "å" and identifiers(["a:b"])["a:b"] == "a_b"


def test_names_are_words_and_values_have_their_own_unit():
    assert called("parameters.search.matching") == "search: matching" and called("policy") == "policy"
    assert outcome_label("talks:JOBBE_DELVIS") == "follow-up talks, can work in part"
    study = study_of("pawn", ("a", "b", "c"))
    study["factors"][0] |= {"low": 10.0, "high": 20.0}
    study["factors"][1] |= {"kind": "whole", "low": 1.0, "high": 3.0}
    study["factors"][2] |= {"kind": "levels", "levels": ["x", "y"]}
    design = design_of(study, 30)
    values = own_units(study, design)
    assert values["a"].between(10.0, 20.0).all() and values["a"].max() > 19.0
    assert values["b"].value_counts().to_dict() == {1.0: 10, 2.0: 10, 3.0: 10}
    assert set(values["c"]) == {0.0, 1.0}


def shown_beside(method: str, n: int, function, **more) -> list[str]:
    """What is written beside the dots of a screening."""
    study = study_of(method, **more)
    design = design_of(study, n)
    sensitivity = indices(study, design, runs_of(study, design, exact(function)))
    picture = screening(sensitivity, sensitivity.outcomes["y"], "y")
    axes = blank(*picture.size).subplots()
    picture.panel(axes)
    return [note.get_text() for note in axes.texts if "σ" not in note.get_text()] + list(picture.notes)


def test_dots_of_a_screening_that_lie_on_one_another_share_a_label():
    words = shown_beside("morris", 6, lambda points: points[:, :4].sum(axis=1))
    assert [word for word in words if word.endswith(" and 2 more")]


def test_what_moves_nothing_has_no_dot_in_a_screening_and_is_counted():
    words = shown_beside("morris", 6, lambda points: 2.0 * points[:, 1])
    assert "x2" in words and "3 factors move nothing at all and have no dot." in words
    assert not any("x1" in word for word in words)


def test_a_long_label_keeps_its_end_where_names_differ():
    assert label("theme: a long name of which only the very last letters tell it apart from others 17") == (
        "theme: a long name of which only the\n… tell it apart from others 17"
    )


def test_each_panel_of_a_study_is_on_request_a_file_that_fills_a_slide(tmp_path):
    study = study_of("morris")
    design = design_of(study, 6)
    runs = runs_of(study, design, exact(ishigami))
    draw_study(indices(study, design, runs), design, runs, tmp_path, panels=True)
    slides = {path.stem for path in (tmp_path / "panels").glob("*.png")}
    assert slides == {"tornado_y", "screening_y", "scatter_y_1", "scatter_y_2", "scatter_y_3"}
    for path in (tmp_path / "panels").glob("*.png"):
        width, height = (int.from_bytes(path.read_bytes()[at : at + 4], "big") for at in (16, 20))
        assert width / height == pytest.approx(16 / 9, rel=0.01) and height >= 1080
