"""Executors: their settings are checked before anything is made, and each ends in the same tables."""

import os
import sys

import pytest
from studying import begun, ended, remembers, runs_done, tables, typed_in, until, write_study
from typed import typed

from experiments.cli.refusal import Refused
from experiments.study.execution import FEWEST_MORE, MOST_FILES
from experiments.study.executors.dispatch import cancel, refuse_if_queued, workers_of
from experiments.study.executors.options import EXECUTORS, Slurm, check_executor, settings
from experiments.study.ledger import Ledger
from sim.declare import known_numbers


@pytest.mark.parametrize(
    "options, sentence",
    [
        ({"kind": "slrum"}, r"executor\.kind is 'slrum'; it must be one of local, slurm, dask; the nearest is 'slurm'"),
        ({"kind": "local", "workers": -1}, r"executor\.workers is -1 processes; it must be"),
        ({"kind": "local", "workers": "two"}, r"executor\.workers is 'two'"),
        ({"kind": "slurm", "minuts": 3}, r"executor=slurm has no 'minuts'; .*the nearest is 'minutes'"),
        ({"kind": "slurm", "tasks": 0}, r"executor\.tasks is 0 tasks; it must be a whole number between 1"),
        ({"kind": "slurm", "partition": 3}, r"executor\.partition is 3; it must be text"),
        ({"kind": "slurm", "sbatch": {"time": 5}}, r"executor\.sbatch has time, which is set by executor\.minutes"),
        ({"kind": "slurm", "sbatch": {"--qos": "x"}}, r"executor\.sbatch has --qos='x'; write its long options"),
        ({"kind": "dask"}, r"executor=dask needs the scheduler's address; write executor\.address=tcp://HOST:8786"),
    ],
)
def test_settings_that_are_not_allowed_are_refused_in_one_sentence(options, sentence):
    with pytest.raises(Refused, match=sentence):
        check_executor(options)


@pytest.mark.parametrize("kind", EXECUTORS)
def test_the_configuration_file_of_an_executor_holds_what_is_declared(kind):
    from experiments.study.request import read_study

    composed = read_study(["resume", "out=none", f"executor={kind}"]).executor
    said = {name: value for name, value in composed.items() if name != "kind"}
    assert composed["kind"] == kind and said == vars(settings({"kind": kind}))
    assert all(number.unit and number.source and number.meaning for number in known_numbers(EXECUTORS[kind]).values())


def test_a_study_of_many_runs_has_at_most_a_thousand_files():
    """Results, what three submissions of the usual size could leave, and the study's own."""
    of_a_submission = 3 * Slurm().tasks + 1
    assert MOST_FILES + FEWEST_MORE + of_a_submission + 100 < 1000


@pytest.mark.parametrize("kind, program", [("slurm", "sbatch")])
def test_where_there_is_no_scheduler_one_sentence_says_so(kind, program, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match=f"there is no {program} on this machine.*executor=local"):
        workers_of({"kind": kind})


@pytest.mark.parametrize("kind, package", [("slurm", "submitit"), ("dask", "distributed")])
def test_a_missing_package_is_named(kind, package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    with pytest.raises(Refused, match=f"needs the package {package}; `pip install"):
        workers_of({"kind": kind, "address": "tcp://127.0.0.1:1"})


def test_a_queue_that_cannot_be_asked_holds_up_only_what_would_be_given_to_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    remembers(tmp_path, slurm={"name": "skranke-1"})
    refuse_if_queued(tmp_path, {"kind": "local"})
    told = capsys.readouterr().err
    assert told.startswith(
        f"there is no squeue on this machine; jobs of {tmp_path} are taken to be gone; if some are not"
    )
    with pytest.raises(
        Refused, match="no squeue on this machine; .*resume out=.* executor=local` runs what is missing"
    ):
        refuse_if_queued(tmp_path, {"kind": "slurm"})
    with pytest.raises(Refused, match="no squeue on this machine"):
        cancel(tmp_path, {})


def test_settings_alone_change_those_of_the_study(tmp_path, monkeypatch):
    from experiments.study.request import read_study

    (tmp_path / "out").mkdir()
    slurm = {"kind": "slurm", **vars(Slurm(partition="long", tasks=7))}
    remembers(tmp_path / "out", executor=slurm)
    asked = read_study(["resume", f"out={tmp_path / 'out'}", "executor.minutes=5"])
    assert asked.executor == {**slurm, "minutes": 5}
    asked = read_study(["resume", f"out={tmp_path / 'out'}", "executor=local"])
    assert asked.executor == {"kind": "local", "workers": 0}


def test_a_misspelt_setting_is_answered_with_the_nearest(capsys):
    status, _, complaint = typed(capsys, "study", "study=channel_strategy", "executor=slurm", "executor.taks=3")
    assert status == 2 and "there is no 'executor.taks'; the nearest is 'executor.tasks'" in complaint


@pytest.mark.slow
def test_a_dask_scheduler_whose_worker_is_lost_loses_nothing(tmp_path):
    from distributed import LocalCluster

    words = write_study(tmp_path, "on_dask", samples=64, replicates=4, seconds=0.01, checkpoint_seconds=0.1)
    assert typed_in(tmp_path, *words, "out=here")[0] == 0
    before = os.getcwd()
    os.chdir(tmp_path)  # where the workers find the function
    try:
        with LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=None) as cluster:
            there = ("executor=dask", f"executor.address={cluster.scheduler_address}")
            command = begun(tmp_path, *words, *there, "out=out")
            assert until(lambda: (tmp_path / "out").is_dir() and runs_done(tmp_path / "out") > 0)
            next(iter(cluster.workers.values())).process.process.kill()
            status, _, complaint = ended(command)
            assert status == 0, complaint
    finally:
        os.chdir(before)
    assert tables(tmp_path / "out") == tables(tmp_path / "here")
    status, _, complaint = typed_in(tmp_path, *words, *there, "out=other")
    assert status == 2 and "no Dask scheduler answers at executor.address=" in complaint


DEADLY = """
import os

def measured(parameters, seed):
    if parameters["a"] > 0.9:
        os._exit(5)
    return {"y": parameters["a"], "z": 1.0}
"""


@pytest.mark.slow
def test_a_run_that_ends_its_dask_worker_fails_alone(tmp_path, monkeypatch):
    """However often the scheduler tries it again, here not at all."""
    import dask
    from distributed import LocalCluster

    words = write_study(tmp_path, "deadly_on_dask", samples=4, replicates=1)
    (tmp_path / "deadly_on_dask.py").write_text(DEADLY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)  # where the workers find the function
    at_once = dask.config.set({"distributed.scheduler.allowed-failures": 0})
    with at_once, LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        there = ("executor=dask", f"executor.address={cluster.scheduler_address}")
        status, _, complaint = typed_in(tmp_path, *words, *there, "out=out")
    assert status == 2 and "no indices: of 24 runs" in complaint
    problems = Ledger(tmp_path / "out").look().problems
    assert set(problems.values()) == {"the process ended at this run"}
    a = Ledger(tmp_path / "out").submitted("values")["a"]
    assert set(problems) == {run for run in range(24) if a[run] > 0.9}
