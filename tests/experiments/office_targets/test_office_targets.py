"""Office targets: a file says what is computed and accepted, and what cannot be computed is refused in a sentence."""

import json
import re

import numpy as np
import pytest
import yaml
from settings import HOME
from trial_writing import written

from experiments.cli.refusal import Refused
from experiments.command import main
from experiments.office_targets.quantities import Quantity, RunBooks, taken
from experiments.office_targets.reading import read_office, read_offices
from experiments.office_targets.schema import OfficeTarget
from experiments.office_targets.scoring import OfficeScore, ScoredTarget, score_offices
from experiments.trials.reading import read_trials
from sim.accounts import OfficeWeek
from sim.declare import states
from sim.results import Results

SMALL = {"office.jobseekers": 150, "labour_market.employers": 20, "weeks": 156}


def books_of(weeks=4, n_offices=2, outcomes=(("all", "talks", 2.0), ("UNDER_30", "talks", 3.0)), **columns):
    """The books of a run in which all is 0 but the columns that are named, each a value a week and office."""
    n = weeks * n_offices
    weekly = {name: np.zeros(n) for name in states(OfficeWeek)}
    weekly |= {"seed": np.ones(n, int), "week": np.repeat(np.arange(weeks), n_offices)}
    weekly |= {name: np.array(values, float) for name, values in columns.items()}
    category, outcome, value = zip(*outcomes, strict=True)
    table = {"category": np.array(category), "outcome": np.array(outcome), "value": np.array(value)}
    return RunBooks(Results(table, weekly))


def written_office(folder, **changes):
    """A file with one target as it is read, with entries of the target or of the file changed."""
    target = {
        "name": "load", "of": "seeking / n_caseworkers", "unit": "persons", "observed": 100, "accept": {"within": 30},
        "grade": "C", "source": "nobody",
    }  # fmt: skip
    file = {"id": "mine", "title": "ours", "role": "fitted", "role_because": "of a test", "run": dict(SMALL)}
    for name, value in changes.items():
        part = target if name in (*target, "take", "not_measured", "meaning") else file
        part.update({name: value})
        if value is None:
            del part[name]
    path = folder / "mine.yaml"
    path.write_text(yaml.safe_dump({**file, "targets": [target]}), encoding="utf-8")
    return path


def test_what_two_offices_did_in_four_weeks_is_added_up_before_it_is_divided():
    """Talks 1 to 8 are 36, people 10 a week and office are 80: 52 * 36 / 80 = 23.4 talks a year."""
    run = books_of(talks_held=range(1, 9), seeking=[10] * 8)
    assert taken(Quantity("52 * talks_held / seeking", {}), "level", run) == pytest.approx(23.4)
    assert taken(Quantity("seeking / weeks", {}), "level", run) == 10.0


def test_what_is_counted_so_far_counts_by_what_each_week_added():
    """The first office has had 1, 1, 3, 6 changes and the second 0, 2, 2, 2: 8 in all."""
    run = books_of(turnover=[1, 0, 1, 2, 3, 2, 6, 2])
    assert taken(Quantity("turnover", {}), "level", run) == 8.0


def test_outcomes_named_quantities_and_signs_are_understood():
    """Of a talk 2 and among the young 3: 3 / 2 - 1 = .5, twice -(.5 - 2) = 3; nothing over nothing is undefined."""
    run = books_of()
    more = Quantity("outcomes.talks.UNDER_30 / outcomes.talks - 1", {})
    assert taken(more, "level", run) == 0.5
    assert taken(Quantity("2 * -(more - 2)", {"more": more}), "level", run) == 3.0
    assert np.isnan(taken(Quantity("seeking / n_caseworkers", {}), "level", run))


def test_years_are_compared_with_the_first_and_with_each_other():
    """People 100, 120, 90: the second year is farthest, by .2; changes .2 and -.25, mean -.025, SD .3182."""
    run = books_of(weeks=156, n_offices=1, seeking=np.repeat([100.0, 120.0, 90.0], 52))
    seeking = Quantity("seeking / weeks", {})
    assert taken(seeking, "farthest_year", run) == pytest.approx(0.2)
    assert taken(seeking, "yearly_change", run) == pytest.approx(-0.025)
    assert taken(seeking, "spread_of_yearly_change", run) == pytest.approx(0.31820, abs=1e-5)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("hours_leav / posts", "there is no quantity 'hours_leav'"),
        ("hours_folow_up", "the nearest is 'hours_follow_up'"),
        ("outcomes.talkz", "there is no quantity 'outcomes.talkz'; the nearest is 'outcomes.talks'"),
        ("outcomes.talks.YOUNG", "there is no category 'YOUNG'; it must be one of"),
        ("outcomes.stress.UNDER_30", "stress is of the whole office, and of no category"),
        ("office.talks", "an outcome is written outcomes.NAME"),
        ("seeking ** 2", "means nothing here; write numbers, names"),
        ("max(seeking, 1)", "means nothing here; write numbers, names"),
        ("seeking +", "cannot be read; write numbers, names"),
    ],
)
def test_a_quantity_that_there_is_not_is_refused_in_a_sentence(tmp_path, written, said):
    """The file, the target and the way out are in it."""
    with pytest.raises(Refused, match=r"^mine\.yaml: targets, load, of: ") as refused:
        read_office(written_office(tmp_path, of=written))
    assert said in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"of": None}, "targets, load has neither of `of` and `not_measured`"),
        ({"not_measured": "because"}, "targets, load has both of `of` and `not_measured`"),
        ({"accept": 9}, "accept is 9; it must be {within: 0.03}, or"),
        ({"accept": {"within": "nine"}}, "accept is {'within': 'nine'}; it must be {within: 0.03}, or"),
        ({"quantities": {"seeking": "3"}}, "quantities, seeking is the name of a book already"),
        ({"accept": {"about": 3}}, "accept is {'about': 3}; it must be {within: 0.03}, or {from: 0.1, to: 0.3}"),
        ({"accept": {"from": 3, "to": 1}}, "within which nothing lies"),
        ({"observed": None}, "has no `observed`, which its accept is measured from"),
        ({"grade": "E"}, "grade is 'E'; it must be one of A, B, C, D, identity"),
        ({"take": "farthest_year", "run": {**SMALL, "weeks": 100}}, "write weeks in `run` as whole years of 52, 104"),
        ({"take": "farthest_year", "of": "outcomes.talks"}, "takes farthest_year of outcomes.talks, which is of the"),
        ({"run": {"office": "lrge"}}, "run: "),
        ({"run": {"replicates": 3}}, "run has 'replicates', which is written on the command line"),
        ({"run": {"parameters.search.matching": 3}}, "which is written on the command line"),
        ({"id": "other"}, "id is 'other'; it must be the file's own name, 'mine'"),
        ({"title": None}, "mine.yaml has no title"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_in_a_sentence(tmp_path, changes, said):
    with pytest.raises(Refused) as refused:
        read_office(written_office(tmp_path, **changes))
    assert said in str(refused.value) and str(refused.value).startswith("mine.yaml")


def scored(values, **changes):
    """A target with what its replicates gave."""
    told = {"name": "load", "of": "seeking", "unit": "persons", "observed": 100.0, "accept": {"within": 30}}
    return ScoredTarget(OfficeTarget(**told | {"grade": "C", "source": "nobody"} | changes), values)


def test_the_mean_over_replicates_is_held_to_what_is_accepted():
    """122 and 136 are 129 on average, SE 7, and 129 is within 100 +- 30; 122 and 140 are not, by 31 of 30."""
    near, far = scored([122.0, 136.0]), scored([122.0, 140.0])
    assert (near.simulated, near.standard_error, near.within) == (129.0, pytest.approx(7.0), True)
    assert near.interval == (pytest.approx(129 - 12.7062 * 7, abs=1e-3), pytest.approx(129 + 12.7062 * 7, abs=1e-3))
    assert far.within is False and far.miss == pytest.approx(31 / 30)
    assert scored([122.0, 140.0], accept={"from": 131}).within and not scored([np.nan, np.nan]).within
    assert scored([], of=None, not_measured="because").within is None and scored([122.0], accept=None).within is None


def test_an_office_is_within_when_all_that_counts_is(tmp_path):
    """What is not measured, or does not count, decides nothing."""
    within, beyond = scored([100.0]), scored([200.0])
    told, missing = scored([200.0], counts=False), scored([], of=None, not_measured="because")
    file = read_office(written_office(tmp_path)).file
    assert OfficeScore(file, [1], 156, [within, told, missing]).within is True
    assert OfficeScore(file, [1], 156, [within, beyond, missing]).within is False
    assert OfficeScore(file, [1], 156, [told, missing]).within is None


def test_the_files_that_ship_are_read_apart():
    """The office is no trial, and each of its targets says from where it is and how sure."""
    assert "office" not in [trial.id for trial in read_trials()]
    (office,) = read_offices()
    assert office.file.id == "office" and len(office.file.measured) >= 15
    assert {target.grade for target in office.file.targets} >= {"A", "C", "D", "identity"}
    assert read_offices(names=["K1"]) == [] and read_trials(names=["office"]) == []


def test_every_hour_of_the_books_is_in_the_identity_of_the_office_that_ships():
    """A new kind of hours belongs to contact, case work or the rest, or is none at work; none are of empty posts."""
    quantities = yaml.safe_load((HOME / "configs" / "trial" / "office.yaml").read_text(encoding="utf-8"))["quantities"]
    kinds = [name for name in states(OfficeWeek) if name.startswith("hours_") and name != "hours_vacant"]
    told = " ".join(quantities[name] for name in ("at_work", "contact", "case_work", "rest")).replace("-", "+")
    assert sorted(re.findall(r"\bhours_\w+", told)) == sorted(kinds)


def test_the_office_of_the_page_runs_and_its_replicates_are_those_of_its_seeds(tmp_path):
    """Two seeds together give what each gives alone; what is not measured has no value."""
    page = (HOME / "docs" / "trials.md").read_text(encoding="utf-8")
    (example,) = [text for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if "\nrun:" in text]
    path = tmp_path / "my_office.yaml"
    path.write_text(example.replace("office: average", "office: small").replace("156", "104"), encoding="utf-8")
    office = read_office(path)
    (together,) = score_offices([office], seeds=[4, 5])
    (alone,) = score_offices([office], seeds=[5])
    assert [target.values[1:] for target in together.targets] == [target.values for target in alone.targets]
    load, stays, satisfied = together.targets
    assert 50 < load.simulated < 200 and stays.simulated > 0 and not satisfied.values


def test_an_office_is_told_drawn_and_reported_beside_trials(tmp_path, capsys, drawn):
    """In the terminal, in files, and on the page, in Norwegian too."""
    written_office(tmp_path, run={**SMALL, "weeks": 20}, meaning="people per post")
    out = tmp_path / "results"
    assert main(["trial", f"trials={tmp_path}", "replicates=2", f"out={out}"]) == 0
    assert "published figures" in capsys.readouterr().out
    summary = json.loads((out / "trial.json").read_text(encoding="utf-8"))
    (office,) = summary["offices"]
    assert summary["trials"] == [] and office["targets"][0]["grade"] == "C" and office["replicates"] == 2
    for name in ("office.parquet", "office_replicates.parquet", "targets_mine.png", "config.yaml", "provenance.json"):
        assert (out / name).exists()
    assert not (out / "targets.parquet").exists()
    for language in ("en", "nb"):
        assert main(["report", str(out), f"language={language}"]) == 0
        assert "nobody" in (out / "report.html").read_text(encoding="utf-8")


def test_validate_tells_of_an_office_beside_a_trial(tmp_path, capsys):
    """With a summary of both, all of it where all is asked for; a name takes one of them."""
    written(tmp_path, name="aid")
    missing = {"of": None, "not_measured": "Nobody was asked."}
    written_office(tmp_path, run={**SMALL, "weeks": 20}, title="our office", **missing)
    words = [f"trials={tmp_path}", "replicates=2", "ensemble=false"]
    assert main(["validate", *words, "show=all", f"out={tmp_path / 'both'}"]) == 0
    told = capsys.readouterr().out
    assert (
        "aid  t (held out)" in told
        and "our office: no published figure is judged; 1 are not" in told
        and "Nobody was asked." in told
    )
    summary = json.loads((tmp_path / "both" / "validation.json").read_text(encoding="utf-8"))
    assert [trial["id"] for trial in summary["trials"]] == ["aid"]
    assert [office["id"] for office in summary["offices"]] == ["mine"]
    assert main(["report", str(tmp_path / "both")]) == 0
    assert main(["validate", "aid", *words, f"out={tmp_path / 'one'}"]) == 0
    assert "offices" not in json.loads((tmp_path / "one" / "validation.json").read_text(encoding="utf-8"))
