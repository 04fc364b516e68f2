"""The ledger: no damage goes unseen, what changed is named, and what is there already is never done twice."""

import json
import shutil
from pathlib import Path

import pytest
from studying import (
    do_missing,
    found_in,
    made,
    remade,
    tables,
    write_study,
)
from typed import typed

from experiments.cli.refusal import Refused
from experiments.results.atomic_files import PARTIAL, clear_partial
from experiments.study import ledger as ledgers
from experiments.study.collect import collect
from experiments.study.ledger import Ledger
from experiments.study.result_files import RunRange, covered
from experiments.study.work import Worker

RUNS = 96
BUSY_RUNS = 64 * 5 * 4


@pytest.fixture(scope="module")
def whole_study(tmp_path_factory):
    """A study that was done without any trouble."""
    home = tmp_path_factory.mktemp("undisturbed")
    with found_in(home):
        ledger = made(home, "measured_once", "out")
        assert ledger.n_runs == RUNS
        do_missing(ledger)
        collect(ledger.folder)
        yield ledger.folder


@pytest.fixture
def study(whole_study, tmp_path) -> Ledger:
    """A copy of the study that a test may spoil; its tables are not gathered yet."""
    folder = tmp_path / "study"
    shutil.copytree(whole_study, folder)
    for name in tables(folder):
        (folder / name).unlink()
    return Ledger(folder)


def spoilt(study: Ledger) -> Path:
    """A file of results in the middle of the study."""
    return list(study.result_files().values())[3]


def cut_short(path: Path, other: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip_a_byte(path: Path, other: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


def make_empty(path: Path, other: Path) -> None:
    path.write_bytes(b"")


def put_another_study_in(path: Path, other: Path) -> None:
    """A file with the same columns and runs, of the same function over another range."""
    text = (other / "study" / "measured_once.yaml").read_text().replace("{a: [0, 1]}", "{a: [0, 2]}")
    (other / "study" / "measured_once.yaml").write_text(text)
    from experiments.study.create import create
    from experiments.study.request import read_study

    request = read_study(["study=measured_once"], config_dir=str(other))
    foreign = Ledger(create(request.question, path.parent.parent.parent / "foreign"))
    do_missing(foreign)
    shutil.copy(foreign.folder / "results" / path.name, path)


def put_another_range_in(path: Path, other: Path) -> None:
    shutil.copy(next(one for one in path.parent.iterdir() if one != path), path)


@pytest.mark.parametrize("spoil", [cut_short, flip_a_byte, make_empty, put_another_study_in, put_another_range_in])
def test_a_spoilt_file_is_seen_named_and_done_again(spoil, study, whole_study):
    path = spoilt(study)
    spoil(path, whole_study.parent)
    state = study.look()
    assert list(state.damaged) == [path.name]
    assert int(state.done.sum()) == RUNS - 10
    with pytest.raises(Refused, match=f"10 of {RUNS} runs are not done"):
        collect(study.folder)
    assert do_missing(study) == [RunRange(30, 40)]
    assert study.look().damaged == {}
    collect(study.folder)
    assert tables(study.folder) == tables(whole_study)


def test_a_flipped_byte_changes_nothing_or_is_seen(study):
    """Every byte of a file of results, one at a time."""
    path = spoilt(study)
    content, truth = path.read_bytes(), study.read(path)
    seen = 0
    for place in range(0, len(content), 5):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
        try:
            assert study.read(path).equals(truth), place
        except ValueError:
            seen += 1
    assert seen > len(content) / 20


@pytest.mark.parametrize("name", ["notes.txt", "1-2-3.parquet", "abc-def.parquet", "000000090-000000999.parquet"])
def test_a_foreign_file_among_the_results_is_named_and_left_alone(name, study, whole_study):
    path = study.folder / "results" / name
    path.write_text("mine")
    assert study.foreign() == [name]
    assert study.look().to_do(10) == []
    collect(study.folder)
    assert tables(study.folder) == tables(whole_study)
    assert path.read_text() == "mine"


def test_results_that_are_there_twice_count_once(study, whole_study):
    """As when two commands cut what was missing differently."""
    Worker(study.folder).do(RunRange(25, 57))
    assert covered(study.result_files()) == RUNS
    collect(study.folder)
    assert tables(study.folder) == tables(whole_study)


def test_whoever_does_the_runs_in_whatever_pieces_the_tables_are_the_same(study, whole_study):
    shutil.rmtree(study.folder / "results")
    Worker(study.folder).do(RunRange(40, 41))
    do_missing(study, longest=37)
    collect(study.folder)
    assert tables(study.folder) == tables(whole_study)


def test_what_is_there_is_not_done_again(study):
    path = spoilt(study)
    before = path.stat().st_mtime_ns
    Worker(study.folder).do(RunRange(30, 40))
    assert path.stat().st_mtime_ns == before


def test_partial_files_go_when_their_writer_is_gone(study):
    gone = study.folder / "results" / f"{PARTIAL}{ledgers.platform.node()}.999999999-x.parquet"
    alive = study.folder / "results" / f"{PARTIAL}{ledgers.platform.node()}.1-x.parquet"
    elsewhere = study.folder / "results" / f"{PARTIAL}another-machine.1-x.parquet"
    for path in (gone, alive, elsewhere):
        path.touch()
    clear_partial(study.folder)
    assert [path.exists() for path in (gone, alive, elsewhere)] == [False, True, True]


# --- what was frozen


def test_a_changed_study_file_is_refused(study):
    path = study.folder / "study.json"
    path.write_text(path.read_text().replace('"seed": 1', '"seed": 2'))
    with pytest.raises(Refused, match=r"study\.json was changed after submission; begin a new study"):
        Ledger(study.folder).refuse_if_changed()


@pytest.mark.parametrize("name", ["design-0", "values-0", "bases"])
def test_a_changed_file_of_the_submission_is_refused_by_name(name, study):
    (path,) = (study.folder / "submitted").glob(f"{name}*")
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(Refused, match=rf"{path.name} was changed after submission"):
        study.refuse_if_changed()


def test_another_version_of_a_package_is_refused_by_name(study, monkeypatch):
    now = ledgers.versions()
    monkeypatch.setattr(ledgers, "versions", lambda: {**now, "numpy": "1.0"})
    with pytest.raises(Refused, match=rf"numpy is 1\.0 and was {now['numpy']} when .* install numpy=={now['numpy']}"):
        study.refuse_if_changed()


def test_a_function_that_was_edited_is_refused_by_name(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    write_study(tmp_path, "edited_later")
    status, _, complaint = typed(capsys, "study", "submit", "study=edited_later", "--config-dir", ".", "out=out")
    assert status == 0, complaint
    path = tmp_path / "edited_later.py"
    path.write_text(path.read_text().replace("2.0 * b", "3.0 * b"))
    status, _, complaint = typed(capsys, "study", "resume", "out=out")
    assert status == 2
    assert "edited_later.py (module edited_later) has changed since out was submitted; go back to that" in complaint
    assert list((tmp_path / "out" / "results").iterdir()) == []


@pytest.mark.parametrize("text", ["{}", "[]", "not json", '{"spans": 3}'])
def test_a_folder_that_holds_no_study_is_refused_in_one_sentence(text, tmp_path):
    (tmp_path / "study.json").write_text(text)
    with pytest.raises(Refused, match=r"study\.json"):
        Ledger(tmp_path)


def test_a_study_of_an_earlier_version_is_refused_in_one_sentence(study):
    """Its runs had a column `luck`, and its folder no number of its layout."""
    path = study.folder / "study.json"
    old = json.loads(path.read_text())
    del old["layout"]
    path.write_text(json.dumps({**old, "spans": [{**span, "luck": "common"} for span in old["spans"]]}))
    with pytest.raises(Refused, match=r"study\.json was written by another version of Skranke; use that version, or"):
        Ledger(study.folder)


# --- runs that fail


def test_failed_runs_are_named_kept_and_run_again_alone(tmp_path):
    """The file of results keeps its name, so failures add no files; runs that went well are not done again."""
    with found_in(tmp_path):
        ledger = made(tmp_path, "fails_for_a_while", "out")
        (tmp_path / "fails_for_a_while.py").write_text(
            "from pathlib import Path\n"
            f"HERE = Path({str(tmp_path)!r})\n"
            "def measured(parameters, seed):\n"
            "    (HERE / 'calls').open('a').write('.')\n"
            "    if parameters['a'] > 0.5 and (HERE / 'broken').exists():\n"
            "        raise OSError('the disk of\\nthis function')\n"
            "    return {'y': parameters['a'], 'z': 1.0}\n"
        )
        shutil.rmtree(ledger.folder)
        ledger = remade(tmp_path, "fails_for_a_while")
        (tmp_path / "broken").touch()
        do_missing(ledger)
        state = ledger.look()
        values = ledger.submitted("values")["a"]
        too_large = {run for run in range(RUNS) if values[run // 2] > 0.5}
        assert set(state.problems) == too_large and 0 < len(too_large) < RUNS
        assert set(state.problems.values()) == {"OSError: the disk of this function"}
        (tmp_path / "broken").unlink()
        (tmp_path / "calls").unlink()
        do_missing(ledger)
        assert len((tmp_path / "calls").read_text()) == len(too_large)
        assert len(ledger.result_files()) == 10
        assert not ledger.look().failed.any()


def test_a_function_that_ends_the_process_of_a_run_is_a_failed_run(tmp_path):
    with found_in(tmp_path):
        write_study(tmp_path, "exits")
        text = "def measured(parameters, seed):\n    exit(3) if parameters['a'] > 0.9 else 0\n    return {'y': 1.0}\n"
        (tmp_path / "exits.py").write_text(text)
        ledger = remade(tmp_path, "exits")
        do_missing(ledger)
        assert set(ledger.look().problems.values()) == {"SystemExit: 3"}
