"""What the runs will take is told before they begin, and which limits of an executor will not do, and what would."""

import pytest

from experiments.study import estimate
from experiments.study.estimate import GB, tell_estimate, workers_needed
from experiments.study.probe import Probe

A_RUN = Probe(seconds=3.0, start=10.0, memory=0.5 * GB)


@pytest.fixture
def told(capsys, monkeypatch):
    """The lines that are told of an estimate, on a cluster of at most 100 tasks an array, with 4 GB left here."""
    monkeypatch.setattr(estimate, "_array_limit", lambda: 100)
    monkeypatch.setattr(estimate, "_memory_left", lambda: 4.0 * GB)

    def lines(cost: Probe = A_RUN, runs: int = 12_000, workers: int = 4, **options: object) -> list[str]:
        tell_estimate(cost, runs, options, workers)
        return capsys.readouterr().err.splitlines()

    return lines


def test_one_line_says_core_hours_time_and_memory(told):
    """12 000 runs of 3 s are 10 core-hours; four processes do 3 000 each: 2.5 h."""
    assert told(kind="local") == [
        "12\N{NO-BREAK SPACE}000 runs: about 10.0 core-hours, 2.5 h with 4 at a time, 0.500 GB each"
    ]


def test_tasks_of_a_cluster_share_the_runs(told):
    """50 tasks of two cores do 120 runs each: 6 min, and 10 s to begin."""
    (line,) = told(kind="slurm", tasks=50, cpus=2)
    assert "about 10.3 core-hours, 6 min with 100 at a time, 0.500 GB each" in line


def test_a_task_that_will_not_be_done_in_its_time_is_told_with_what_would_do(told):
    """10 tasks: an hour each and 10 s; in 30 min there is time for 497 runs of a fifth more, so 25 tasks."""
    _, warning = told(kind="slurm", tasks=10, minutes=30)
    assert warning.startswith("executor.minutes=30: a task takes about 60 min, so it is ended and queued again; ")
    assert warning.endswith("executor.minutes=73 or executor.tasks=25 would do")


def test_a_run_that_is_longer_than_a_task_may_be_is_told(told):
    _, warning = told(A_RUN._replace(seconds=600.0), runs=10, kind="slurm", tasks=10, minutes=5)
    assert warning == "executor.minutes=5: a single run takes about 10 min; executor.minutes=13 would do"


def test_too_little_memory_and_too_many_tasks_are_told(told):
    """Two processes of .5 GB and the task's own: 1.1 GB; a fifth more, rounded up to tenths: 1.4."""
    _, tasks, memory = told(kind="slurm", tasks=101, cpus=2, memory_gb=1.0)
    assert tasks == "executor.tasks=101: the cluster allows 100 tasks in an array, so there will be 100"
    assert memory == "executor.memory_gb=1.0: a task holds about 1.09 GB; executor.memory_gb=1.4 would do"


def test_more_processes_than_this_machine_has_memory_for_are_told(told):
    _, warning = told(workers=9, kind="local")
    assert warning.endswith("and this machine has 4.00 GB left; executor.workers=6 would do")


def test_where_every_run_ended_its_process_nothing_is_guessed(told):
    (line,) = told(Probe(), kind="local")
    assert line == "How long a run takes is not known: at each that was tried the process ended."


@pytest.mark.parametrize(("runs", "processes"), [(1, 1), (3, 1), (4, 2), (1000, 8)])
def test_no_process_is_begun_for_less_work_than_it_takes_to_begin(runs, processes):
    """A run of 3 s, 10 s to begin."""
    assert workers_needed(A_RUN, runs, 8) == processes
