"""`skranke report`: one page that stands alone, for every kind of results folder; what must not be missed is on it."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from studies import design_of, runs_of, study_of
from trial_writing import written
from typed import TINY, typed

from analysis.figures.sensitivity import Drawn
from analysis.language import language
from analysis.report.page import Page, Section, kind_of, write_page
from analysis.report.study import outcome_in_words, page_of_study
from analysis.sensitivity import indices
from experiments.cli.refusal import Refused
from experiments.report.request import read_report
from experiments.results.provenance import program_hash

THEORY = "Theory-driven: no causal study of the effect of channel strategy on employment was found."


class Reader(HTMLParser):
    """What a page asks for, links to and names."""

    def __init__(self):
        super().__init__()
        self.asked, self.links, self.names, self.tags = [], [], [], []

    def handle_starttag(self, tag, attributes):
        """Note every address and every name."""
        self.tags.append(tag)
        for key, value in attributes:
            if key in ("src", "srcset", "data", "poster", "action") or (key == "href" and tag != "a"):
                self.asked.append(value)
            elif key == "href":
                self.links.append(value)
            elif key == "id":
                self.names.append(value)


def read(path: Path) -> tuple[str, Reader]:
    """The text of a page that stands alone."""
    text = path.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}%", " %")
    reader = Reader()
    reader.feed(text)
    assert all(address.startswith("data:image/png;base64,") for address in reader.asked)
    assert {link.removeprefix("#") for link in reader.links} == set(reader.names)
    assert "script" not in reader.tags and "@import" not in text and "url(" not in text
    assert re.search("https?://", re.sub('base64,[^"]*', "", text)) is None
    assert reader.tags.count("h1") == 1 and '<html lang="' in text
    return text, reader


def written_study(folder: Path, method: str = "sobol", n: int = 64, **more) -> tuple:
    """A study in a folder, as one that was collected."""
    outcomes = ("employed_at_52_weeks", "talks:JOBBE_DELVIS")
    study = study_of(method, ("channel.drop_in_hours", "parameters.search.matching"), outcomes, replicates=2, **more)
    study["factors"][0] |= {"theory_driven": THEORY, "source": "Helsetilsynet 2022 <b>", "unit": "hours a week"}

    def live(points, seed, fresh):
        return np.column_stack([points[:, 0] + 0.3 * points[:, 1] + 0.01 * seed, points[:, 1]])

    design = design_of(study, n)
    runs = runs_of(study, design, live)
    folder.mkdir()
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    design.to_parquet(folder / "design.parquet")
    runs.to_parquet(folder / "runs.parquet")
    return study, design, runs


def test_the_page_of_a_study_says_all_that_must_be_said(tmp_path, capsys):
    written_study(tmp_path / "study", second_order=True, fresh=1)
    status, said, complaint = typed(capsys, "report", str(tmp_path / "study"))
    assert status == 0 and "report.html" in said, complaint
    text, reader = read(tmp_path / "study" / "report.html")
    for told in (
        "What counts?", "Theory-driven: no causal study", "channel: drop in hours (theory-driven)", "Chance is",
        "must be exactly 0", "fresh luck", "keeps its rank", "follow-up talks, can work in part",
        "Helsetilsynet 2022 &lt;b&gt;", "hours a week", "assumed", "influential", "Where it goes bad", "below",
        "Intervals: 95 %", "total order: share of the variance",
    ):  # fmt: skip
        assert told in text, told
    assert text.count("Theory-driven: ") == 1
    assert len(reader.asked) >= 8  # tornado, interactions, convergence, scatter for both
    assert {path.name for path in (tmp_path / "study").iterdir()} == {
        "study.json", "design.parquet", "runs.parquet", "report.html",
    }  # fmt: skip


@pytest.fixture
def unfigured(monkeypatch):
    """Pages of studies are made without their figures, for what they say."""
    monkeypatch.setattr("analysis.report.study.draw_study", lambda *_: Drawn())
    monkeypatch.setattr("analysis.report.study.draw_discovery", lambda *_: False)


def page(folder: Path, tmp_path: Path) -> str:
    """The page of a study as text."""
    (tmp_path / "figures").mkdir(exist_ok=True)
    write_page(page_of_study(folder, tmp_path / "figures", exclude=True), tmp_path / "page.html")
    return unescape((tmp_path / "page.html").read_text(encoding="utf-8")).replace("\N{NO-BREAK SPACE}%", " %")


def test_the_page_says_what_was_run_and_how_outcomes_vary(tmp_path, unfigured):
    study, _, _ = written_study(tmp_path / "study", "sobol", 16)
    study |= {"target": "model", "base": "policy baseline, office norwegian_town: 1 x 10 weeks, seed 1"}
    study["outcomes"][0]["definition"] = "employed after a year"
    (tmp_path / "study" / "study.json").write_text(json.dumps(study), encoding="utf-8")
    text = page(tmp_path / "study", tmp_path)
    assert "What was run: the model for 10 weeks: policy baseline, office norwegian_town. " in text
    assert "Employed after a year [%]." in text
    assert re.search(r"the points its mean is 6[5-8]\.\d %, its standard deviation \d+\.\d %, and it goes from", text)
    assert "least to most" in text and "standard deviation" in text
    assert "sample is too small" in text and not re.search(r"-\d+\.\d+ %|−0\.0 %", text)
    assert "fresh luck: leaders kept" not in text  # no fresh luck was asked for


def test_only_work_is_marked_as_theory_driven_and_all_factors_are_so_once(tmp_path, unfigured):
    study, _, _ = written_study(tmp_path / "study", "sobol", 16)
    text = page(tmp_path / "study", tmp_path)
    work, talks = text.split("<h2")[4:6]
    assert "In work after 52 weeks" in work and "drop in hours (theory-driven)" in work
    assert "Follow-up talks, can work in part" in talks and "theory-driven" not in talks
    study["factors"][1]["theory_driven"] = THEORY
    (tmp_path / "study" / "study.json").write_text(json.dumps(study), encoding="utf-8")
    text = page(tmp_path / "study", tmp_path)
    assert "hours (theory-driven)" not in text and "All of them are theory-driven" in text
    assert "Leading factors (all of them theory-driven)" in text


def test_what_cannot_be_told_is_on_the_page(tmp_path, unfigured):
    _, _, runs = written_study(tmp_path / "study", "efast", 129, fresh=1)
    runs.loc[runs["seed_scheme"] == "independent", "employed_at_52_weeks"] = np.nan
    runs.to_parquet(tmp_path / "study" / "runs.parquet")
    text = page(tmp_path / "study", tmp_path)
    assert "Which factors are influential cannot be determined: intervals cover the seeds only" in text
    assert "<td>cannot be determined</td>" in text and "no ranking with fresh luck: only 0 curves" in text


def test_a_factor_that_is_large_and_uncertain_is_named_beside_those_that_are_clear_of_nothing(tmp_path):
    study, design, runs = written_study(tmp_path / "study", "sobol", 32)
    found = indices(study, design, runs)
    table = found.outcomes["employed_at_52_weeks"].table
    rows = (table["index"] == "ST") & (table["factor"] == "channel.drop_in_hours")
    table.loc[rows, "influential"] = False
    said = outcome_in_words(found, "employed_at_52_weeks")
    assert ": clear of 0: search: matching (" in said and "; large but uncertain: channel: drop in hours (" in said


def test_a_study_with_a_bad_run_has_a_page_only_on_purpose_and_then_it_says_so(tmp_path, capsys, unfigured):
    _, _, runs = written_study(tmp_path / "study", "morris", 10)
    runs.loc[4, "problem"] = "it broke"
    runs.to_parquet(tmp_path / "study" / "runs.parquet")
    status, _, complaint = typed(capsys, "report", str(tmp_path / "study"))
    assert status == 2 and "1 failed (point 2 seed 1)" in complaint and "exclude=true" in complaint
    assert f"out={tmp_path / 'study'}" in complaint
    assert {path.name for path in (tmp_path / "study").iterdir()} == {"study.json", "design.parquet", "runs.parquet"}
    status, _, complaint = typed(
        capsys, "report", str(tmp_path / "study"), "exclude=true", f"out={tmp_path / 'pages' / 'mine.html'}"
    )
    assert status == 0, complaint
    text, _ = read(tmp_path / "pages" / "mine.html")
    assert "1 of 10 trajectories left out for 1 bad run: 0" in text and "1 of them failed" in text
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["mine.html"]


def test_a_study_of_points_has_a_page_without_indices(tmp_path, capsys):
    study, design, runs = written_study(tmp_path / "study", "rbd_fast", 60)
    study["method"] = "grid"
    (tmp_path / "study" / "study.json").write_text(json.dumps(study), encoding="utf-8")
    points = design.drop(columns="block").assign(**runs.groupby("point")[["employed_at_52_weeks"]].mean())
    points["talks:JOBBE_DELVIS"] = 0.5
    points.to_parquet(tmp_path / "study" / "points.parquet")
    status, _, complaint = typed(capsys, "report", str(tmp_path / "study"))
    assert status == 0, complaint
    text, _ = read(tmp_path / "study" / "report.html")
    assert "Mean over 2 replicates at every point" in text and "How far this can be trusted" not in text


def tiny_run(capsys, *words: str) -> None:
    """A tiny run; its figures are drawn for the page."""
    status, _, complaint = typed(capsys, *words, *TINY)
    assert status == 0, complaint


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run"], ["Every outcome", "days in work", "What makes the same results again", "skranke"]),
        (["run", "-m", "policy=baseline,digital_first"], ["By policy (office: ", "Difference from baseline"]),
        (
            ["compare", "policies=[baseline,digital_first]"],
            ["digital first against baseline", "Theory-driven", "difference"],
        ),
    ],
    ids=["run", "sweep", "compare"],
)
def test_runs_and_comparisons_have_a_page_too(words, told, tmp_path, capsys):
    tiny_run(capsys, *words, f"out={tmp_path / 'results'}")
    status, _, complaint = typed(capsys, "report", str(tmp_path / "results"))
    assert status == 0, complaint
    text, reader = read(tmp_path / "results" / "report.html")
    assert reader.asked and all(one in text for one in told)
    assert '<html lang="en">' in text and reader.tags.count("table") <= 5 and reader.tags.count("details") == 1
    assert not (tmp_path / "results" / "panels").exists()


def test_a_report_can_be_norwegian_with_nothing_folded_away_and_panels_for_slides(tmp_path, capsys):
    """Figures are drawn anew for the page, so that a run that was told in English has Norwegian ones."""
    tiny_run(capsys, "run", f"out={tmp_path / 'results'}")
    page = tmp_path / "pages" / "mine.html"
    status, _, complaint = typed(capsys, "report", str(tmp_path / "results"), f"out={page}", "language=nb", "show=all")
    assert status == 0, complaint
    text, reader = read(page)
    assert '<html lang="nb">' in text and "<details open>" in text and "brukeropplevelse" in text
    assert re.search(r'class="number">\d+,\d', text) and not re.search(r'class="number">\d+\.\d', text)
    assert text.count('<div class="wide"') == reader.tags.count("table")  # each moves sideways in a box of its own
    panels = {path.name for path in (tmp_path / "pages" / "panels").iterdir()}
    assert {f"through_which_doors.{kind}" for kind in ("png", "svg")} < panels and len(panels) == 8
    assert not (tmp_path / "results" / "panels").exists()


def test_what_cannot_be_reported_is_refused_in_one_sentence(tmp_path, capsys):
    status, _, complaint = typed(capsys, "report", str(tmp_path))
    assert status == 2 and "holds no results of run, compare, study, trial or validate; name a folder" in complaint
    for words, told in (
        ([], "takes one results folder, and 0 were named"),
        ([str(tmp_path), str(tmp_path)], "and 2 were named"),
        ([str(tmp_path / "none")], "there is no folder"),
        ([str(tmp_path), "ou=x.html"], "the nearest is 'out'"),
        ([str(tmp_path), "out=page.pdf"], "must name a file that ends in .html"),
        ([str(tmp_path), "exclude=maybe"], "it must be true or false"),
    ):
        with pytest.raises(Refused, match=re.escape(told)):
            read_report(words)
    status, said, _ = typed(capsys, "report", "--help")
    assert status == 0 and "out=FILE.html" in said


@pytest.mark.parametrize(("kind", "file"), [("compare", "comparison.json"), ("trials", "trial.json")])
def test_results_of_another_version_are_told_from_damaged_ones_and_how_to_make_them_again(kind, file, tmp_path, capsys):
    """Who made a folder is known by the sources that wrote it, so that nothing has to be counted up by hand."""
    for name in ("outcomes", "differences", "gained"):
        columns = ("policy", "seed", "grouping", "category", "outcome", "value")
        pd.DataFrame(columns=columns).to_parquet(tmp_path / f"{name}.parquet")
    (tmp_path / "config.yaml").write_text("office: {}", encoding="utf-8")
    (tmp_path / file).write_text(json.dumps({"comparison": {}, "trials": [{"id": "K1"}]}), encoding="utf-8")
    origin = {"command": ["skranke", "compare", "policies=[baseline,ips]", "out=a b"], "source": {"sim_hash": "e3b0"}}
    again = "another version of Skranke made the folder, so make the results again: skranke compare"
    for known, told in ((None, again), ("e3b0", again), (program_hash(), "take an undamaged copy of the folder, or")):
        origin["source"]["program_hash"] = known
        (tmp_path / "provenance.json").write_text(json.dumps(origin), encoding="utf-8")
        status, _, complaint = typed(capsys, "report", str(tmp_path))
        assert status == 2 and f"do not hold what results of {kind} hold; {told}" in complaint, complaint
        assert ("compare 'policies=[baseline,ips]' out=FOLDER" in complaint) == (told == again)
    (tmp_path / file).write_text('{"trials": ', encoding="utf-8")
    origin["source"]["program_hash"] = "e3b0"
    (tmp_path / "provenance.json").write_text(json.dumps(origin), encoding="utf-8")
    _, _, complaint = typed(capsys, "report", str(tmp_path))
    assert f"{file} is damaged: it is cut off, or not what was written; {again}" in complaint


def few_in_work(said):
    """A share of people that cannot be reached, and letters of our own."""
    said |= {"title": "Færre saker, <b> mer tid", "citation": "Bjørnå, Å. (2021)", "why_not": "Too few people."}
    said["outcomes"]["work"]["unit"] = "weeks"
    said["outcomes"]["share"] = {"after": 12, "share": {"status": "EMPLOYED"}}
    said["targets"] += [
        {"name": "share_in_work", "estimator": "level", "outcome": "share", "arms": ["treated"], "observed": 0.99,
         "standard_error": 0.01, "standard_error_is": "assumed", "accept": {"within": 0.005}},
        {"name": "more_in_work", "estimator": "difference", "outcome": "share", "arms": ["treated", "control"],
         "counts": False, "accept": {"from": -2.0}},
    ]  # fmt: skip
    said["population"] = {"rebuild": [{"outcome": "share", "level": 0.0001}], "by": ["age"]}


def test_the_pages_of_a_trial_and_of_several_say_verdicts_and_units(tmp_path, capsys, drawn):
    trials, runs = tmp_path / "trials", ("replicates=2", "threads=1")
    trials.mkdir()
    written(trials, few_in_work)
    for words, kind in ((("trial", f"trials={trials}"), "trial"), (("validate", f"trials={trials}"), "validation")):
        folder = tmp_path / words[0]
        assert typed(capsys, *words, *runs, f"out={folder}")[0] == 0
        status, _, complaint = typed(capsys, "report", str(folder))
        assert status == 0, complaint
        text, reader = read(folder / "report.html")
        assert len(reader.asked) == 1 and f"&middot; {kind}<" in text  # the forest
        for told in (
            "mine: Færre saker, &lt;b&gt; mer tid", "Bjørnå, Å. (2021)", "2 replicates, fewer than 30",
            "Missed what was accepted beforehand: ", "share in work", "not reproduced: Too few people.",
            '<td class="number">99.0</td><td>1.0 (assumed)</td>', '<td class="number">98.5 to 99.5</td>',
            "<td>%</td>", "<td>pp</td>", '<td class="number">at least −200.0</td>', "<td>weeks</td>",
            "Levels of the control arm", "jackknife over replicates",
        ):  # fmt: skip
            assert told in text, told
    written(trials, name="other")
    assert typed(capsys, "trial", f"trials={trials}", *runs, f"out={tmp_path / 'two'}")[0] == 0
    assert typed(capsys, "report", str(tmp_path / "two"))[0] == 0
    text, _ = read(tmp_path / "two" / "report.html")
    assert "of 2 held out (no parameter may be fitted to it)" in text and text.count("<h2") == 7


def test_the_page_of_a_validation_tells_of_patterns_and_of_theory(tmp_path, capsys):
    trials, folder = tmp_path / "trials", tmp_path / "out"
    trials.mkdir()
    written(trials)
    assert typed(capsys, "validate", f"trials={trials}", "replicates=2", "threads=1", f"out={folder}")[0] == 0
    path = folder / "validation.json"
    said = json.loads(path.read_text())
    assert said["patterns"] is None
    theory = {"levers": ["organisation.lean"], "line": "Theory-driven: LEAN."}
    said["trials"][0]["theory_driven"] = theory
    part = {"measured": "ants", "unit": "share", "difference": 0.1, "least": 0.0, "most": None, "holds": True}
    part["interval"] = {"low": 0.05, "high": 0.15}
    patterns = [
        {"pattern": "Ants fly", "source": "K1", "holds": True, "note": "Some.", "theory_driven": theory},
        {"pattern": "Bees swim", "source": "K2", "holds": False, "note": None, "theory_driven": None},
    ]
    patterns = [pattern | {"parts": [part]} for pattern in patterns]
    path.write_text(json.dumps(said | {"patterns": patterns, "patterns_run_with": "declared numbers"}))
    assert typed(capsys, "report", str(folder))[0] == 0
    text = " ".join(read(folder / "report.html")[0].split())
    assert "1 of 2 reproduced; run with declared numbers." in text and text.count("Theory-driven: LEAN.") == 2
    assert "<td>Ants fly</td><td>K1</td><td>yes</td><td>Some. Theory-driven: LEAN.</td>" in text
    assert "<td>Bees swim</td><td>K2</td><td>no</td>" in text


def test_the_figures_of_trials_and_patterns_are_drawn_in_the_language_of_their_page(tmp_path, monkeypatch, capsys):
    """They are drawn anew for the page, also where the results were told in English, or without figures."""
    drawn: list = []
    for name in ("draw_trials", "draw_patterns"):
        monkeypatch.setattr(f"analysis.report.trials.{name}", lambda *_: drawn.append(language()))
    target = {
        "name": "work", "meaning": "in work, as `work` says", "estimator": "difference", "unit": "share/month",
        "observed": 0.01, "simulated": 0.02, "observed_standard_error": None, "within": None, "counts": False,
        "standard_error_is": None, "implausibility": None,
    } | dict.fromkeys(
        ("observed_interval", "interval", "predictive_interval", "accepted"), {"low": None, "high": None}
    )  # fmt: skip
    trial = {
        "id": "K1", "title": "Two", "replicates": 2, "role": "fitted", "within": False, "design": "a", "citation": "b",
        "role_because": "c", "control": [], "targets": [target], "notes": "3 % of `work`",
        "missed": ["control arm, working_12_months"], "effective_share": None,
    }  # fmt: skip
    pattern = {"pattern": "Ants fly", "source": "K1", "holds": True, "note": None, "theory_driven": None}
    about = {"trials": [trial], "patterns": [pattern], "patterns_run_with": "declared numbers"}
    (tmp_path / "validation.json").write_text(json.dumps(about), encoding="utf-8")
    status, _, complaint = typed(capsys, "report", str(tmp_path), "language=nb")
    assert status == 0, complaint
    text = read(tmp_path / "report.html")[0]
    assert drawn == ["nb", "nb"] and "kontrollgruppe, i arbeid etter 12 måneder" in text
    assert "<td>pp/month</td>" in text and "<p>3 % of <code>work</code></p>" in text


def test_text_of_results_is_no_markup(tmp_path):
    page = Page("run", "<i>&", "", [Section("One <two>").text("<script>alert(1)</script>")])
    write_page(page, tmp_path / "page.html")
    assert "<script>" not in (tmp_path / "page.html").read_text(encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        kind_of(tmp_path)
