"""A researcher replaces any named behaviour, even the deepest, without touching the package, with either backend."""

import os
import subprocess
import sys
import textwrap

import pytest
from builder import made
from settings import HELPERS, HOME, small

from sim import FrontLine, call_trees
from sim.agents import Jobseeker
from sim.backends import BACKENDS
from sim.behaviour import BEHAVIOURS
from sim.behaviour.quantities import clamp_share, health_barrier
from sim.engine import run_compiled, run_mesa, simulate
from sim.kernel import kernel
from sim.week import live_weeks

PER_CALL = 0.75


def no_health_barrier(jobseeker):
    """Health never stands in the way: the deepest behaviour, called from many places."""
    return 0.0 * jobseeker.mental_health


def half_health_barrier(jobseeker):
    """A replacement that calls another behaviour and uses a number of its own module."""
    return clamp_share(PER_CALL * max(jobseeker.mental_health, jobseeker.physical_health))


@pytest.mark.parametrize("own", [no_health_barrier, half_health_barrier])
def test_replacing_the_deepest_behaviour_changes_both_backends_alike(own, live):
    """Both differ from the original and agree with each other."""
    scenario = small(people=120, weeks=20)
    replace = {"health_barrier": own}
    original = run_compiled(scenario, live, 2).weekly
    compiled = run_compiled(scenario, kernel(replace), 2).weekly
    mesa = run_mesa(scenario, 2, replace).weekly
    assert compiled.tobytes() == mesa.tobytes()
    assert compiled.tobytes() != original.tobytes()
    assert run_mesa(scenario, 2, None).weekly.tobytes() == original.tobytes()


def test_frontline_takes_a_replacement_with_either_backend():
    """The model class itself is given the researcher's function."""
    waiting = []
    for backend in BACKENDS:
        model = FrontLine(small(weeks=3), backend=backend, replace={"health_barrier": no_health_barrier})
        for _ in range(3):
            model.step()
        waiting.append(model.last_week("waiting_for_health"))
    assert waiting == [0.0, 0.0]


def more_careful(jobseeker):
    """What the shipped behaviour says, and a tenth more."""
    return health_barrier(jobseeker) + 0.1


def test_a_replacement_may_call_what_it_replaces_and_others_meet_the_replacement():
    """The shipped one within it, also where it is watched; itself wherever else the name stands."""
    kari = made(Jobseeker, mental_health=0.3, physical_health=0.5)
    shipped = health_barrier(kari)
    assert call_trees.as_python(health_barrier, {"health_barrier": more_careful})(kari) == shipped + 0.1

    def asks(jobseeker):
        return health_barrier(jobseeker)

    assert call_trees.as_python(asks, {"health_barrier": more_careful})(kari) == shipped + 0.1


FRESH = """
from settings import HELPERS, HOME, small
from sim.engine import run_compiled
from sim.kernel import kernel
{definition}
print(run_compiled(small(people=120, weeks=20), kernel({replace}), 2).weekly["nok_benefits"].sum().hex())
"""


def fresh_process(folder, definition="", replace="None"):
    """What a new process prints, with a replacement defined in a file of its own."""
    script = folder / "own_study.py"
    script.write_text(textwrap.dedent(FRESH.format(definition=definition, replace=replace)), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HELPERS), *sys.path])}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env=environment, check=True)
    return done.stdout.strip()


RULE = "def mine(jobseeker):\n    return {value}\n"


def test_a_fresh_process_with_a_warm_cache_never_serves_old_code(tmp_path, live):
    """The same file edited in place, the same name, the cache on: each version lives its own life."""
    scenario = small(people=120, weeks=20)
    original = run_compiled(scenario, live, 2).weekly["nok_benefits"].sum().hex()
    well = fresh_process(tmp_path, RULE.format(value="0.0"), "{'health_barrier': mine}")
    ill = fresh_process(tmp_path, RULE.format(value="0.9"), "{'health_barrier': mine}")
    again = fresh_process(tmp_path, RULE.format(value="0.0"), "{'health_barrier': mine}")
    assert well == again
    assert len({original, well, ill}) == 3
    assert fresh_process(tmp_path) == original
    expected = run_mesa(scenario, 2, {"health_barrier": no_health_barrier}).weekly["nok_benefits"].sum().hex()
    assert well == expected


def test_a_changed_constant_or_callee_gives_another_key():
    """What is cached hangs on everything a function depends on: here a global number and a called function."""

    def tree_key(own):
        return call_trees.CallTree({"health_barrier": own}).copy_of(live_weeks).key

    global PER_CALL
    before = tree_key(half_health_barrier)
    PER_CALL = 0.5
    try:
        assert tree_key(half_health_barrier) != before
    finally:
        PER_CALL = 0.75
    assert tree_key(half_health_barrier) == before != tree_key(no_health_barrier)


@pytest.mark.parametrize(
    ("replace", "says"),
    [
        (
            {"helth_barrier": no_health_barrier},
            "no behaviour 'helth_barrier' to replace; the nearest is 'health_barrier'",
        ),
        ({"health_barrier": 3}, "must be a Python function, not int"),
        ({"health_barrier": lambda jobseeker, office: 0.0}, "takes 2 arguments; the behaviour takes 1"),
    ],
)
def test_a_replacement_that_cannot_work_is_refused_in_one_sentence(replace, says):
    """The name, what is wrong, and what is wanted."""
    with pytest.raises(ValueError, match=says):
        simulate(small(weeks=2), replace=replace)


def test_every_behaviour_of_the_week_can_be_reached_by_name():
    """The call tree of the week holds every registered behaviour: none is dead text."""
    tree = call_trees.CallTree()
    tree.copy_of(live_weeks)
    reached = {function.__name__ for function in tree.copies}
    assert set(BEHAVIOURS) - reached == set()


def test_damaged_cache_files_are_compiled_anew(tmp_path, monkeypatch):
    """A file cut short by a crash or a full disk is no reason to fail, nor to serve nothing."""
    monkeypatch.setenv("SKRANKE_CACHE_DIR", str(tmp_path))
    assert call_trees.as_machine_code(clamp_share)(1.5) == 1.0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        path.write_bytes(path.read_bytes()[:20])
    assert call_trees.as_machine_code(clamp_share)(-0.5) == 0.0


def test_damaged_code_of_what_is_always_compiled_is_compiled_anew(tmp_path):
    """Every command imports it, also one that only looks."""
    command = [sys.executable, "-c", "from sim.measuring import unequal_treatment; from sim.chance import uniform"]
    environment = os.environ | {"SKRANKE_CACHE_DIR": str(tmp_path)}
    subprocess.run(command, env=environment, cwd=HOME, check=True)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 4  # an index and the code of each
    for path in files:
        path.write_bytes(path.read_bytes()[:20])
    subprocess.run(command, env=environment, cwd=HOME, check=True)


def test_a_constant_behind_a_module_is_refused_for_it_could_change_unseen():
    """Only what is named is part of the key of what was compiled."""

    def mine(jobseeker):
        return float(sys.maxsize > 0) * jobseeker.mental_health

    with pytest.raises(ValueError, match="uses the module sys; name what it takes from it"):
        simulate(small(weeks=2), replace={"health_barrier": mine})
