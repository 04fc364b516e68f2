"""Figures of a study: drawn for the outcomes that matter, and saying chance, exclusions and what rests on theory."""

import pytest
from studies import design_of, exact, indices, ishigami, runs_of, study_of

from analysis.naming import called, identifiers, key_outcomes, own_units, plain, spoken
from analysis.sensitivity_figures import draw_study

THEORY = "Theory-driven: no causal study of the effect of channel strategy on employment was found."


def drawn(folder, method: str, n: int, outcomes: tuple[str, ...] = ("employed_at_52_weeks",), **more):
    """Draw a study of Ishigami into a folder; what was drawn, and the text of every figure."""
    study = study_of(method, outcomes=outcomes, **more)
    study["factors"][0]["theory_driven"] = THEORY
    design = design_of(study, n)
    runs = runs_of(study, design, exact(lambda points: ishigami(points)[:, None].repeat(len(outcomes), axis=1)))
    runs.loc[runs["point"] == 1, "problem"] = "it broke"
    said = draw_study(indices(study, design, runs, exclude=True), design, runs, folder)
    return said, {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.svg")}


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
    said, figures = drawn(tmp_path, method, n, second_order=method == "sobol")
    assert {name.partition("_")[0] for name in said.figures["employed_at_52_weeks"]} == kinds
    assert set(figures) == set(said.figures["employed_at_52_weeks"]) == {path.stem for path in tmp_path.glob("*.png")}
    for text in figures.values():
        assert "employed at 52 weeks (utfall)" in text and "left out for 1 bad run" in text
        assert "Chance: one replicate" in text and "theory-driven" in text.lower()


def test_of_many_outcomes_the_key_ones_are_drawn_and_it_says_why():
    study = study_of("morris")
    names = ["contacts", "talks:JOBBE_DELVIS", "employed_at_26_weeks", "employed_at_104_weeks", "admin_cost_per_person"]
    chosen, why = key_outcomes(study, names)
    assert chosen[:2] == ["employed_at_104_weeks", "admin_cost_per_person"] and "4 of 5" not in chosen
    assert "of 5 outcomes" in why and key_outcomes(study, names[:3]) == (names[:3], "")


def test_no_two_outcomes_share_a_file_or_a_name_in_an_archive():
    names = ["å", "ø", "a:b", "a_b", "a b", "a/b", "a-b", "talks:JOBBE_DELVIS", "9", "_9", "+", "-", "class:x"]
    files = [plain(name) for name in names]
    assert len(set(files)) == len(names) and files[:2] == ["å", "ø"] and files[7] == "talks-JOBBE_DELVIS"
    assert all(name and "/" not in name and not name.startswith("-") for name in files)
    archived = identifiers(names)
    assert len(set(archived.values())) == len(names) and all(one.isidentifier() for one in archived.values())
    assert archived["a_b"] == "a_b" and archived["å"] == "å" and identifiers(["a:b"])["a:b"] == "a_b"


def test_names_are_words_and_values_have_their_own_unit():
    assert called("parameters.search.matching") == "search: matching" and called("policy") == "policy"
    assert spoken("talks:JOBBE_DELVIS") == "talks, JOBBE_DELVIS"
    study = study_of("pawn", ("a", "b", "c"))
    study["factors"][0] |= {"low": 10.0, "high": 20.0}
    study["factors"][1] |= {"kind": "whole", "low": 1.0, "high": 3.0}
    study["factors"][2] |= {"kind": "levels", "levels": ["x", "y"]}
    design = design_of(study, 30)
    values = own_units(study, design)
    assert values["a"].between(10.0, 20.0).all() and values["a"].max() > 19.0
    assert values["b"].value_counts().to_dict() == {1.0: 10, 2.0: 10, 3.0: 10}
    assert set(values["c"]) == {0.0, 1.0}
