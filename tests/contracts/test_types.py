"""A misspelt field, lever or number of a behaviour is found before anything runs, by the type checker."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from settings import HOME

from sim.behaviour.world import World as SeenByBehaviours
from sim.world import World

OWN = '''"""A researcher's own behaviours."""

from sim.agents import Jobseeker
from sim.behaviour.world import World
from sim.chance import Week
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Status


def work_on(jobseeker: Jobseeker, policy: Policy, parameters: Parameters) -> None:
    """Cope better, the more so where the office focuses on jobs."""
    gained = parameters.retention.coping_at_work * policy.organisation.job_focus
    jobseeker.coping += gained * (1.0 - jobseeker.coping)
    jobseeker.status = Status.EMPLOYED


def meet_everybody(world: World, week: Week) -> None:
    """Meet whoever is followed up."""
    for office in world.offices:
        for row in range(office.first_row, office.first_row + office.n_rows):
            world.jobseekers[row].last_contact = week.number
'''
MISSPELT = {
    "jobseeker.coping +=": ("jobseeker.copping +=", '"Jobseeker" has no attribute "copping"'),
    "organisation.job_focus": ("organisation.jobs_focus", '"Organisation" has no attribute "jobs_focus"'),
    "retention.coping_at_work": ("retention.copes_at_work", '"Retention" has no attribute "copes_at_work"'),
    "world.jobseekers[row].last_contact": ("world.jobseekers[row].latest", '"Jobseeker" has no attribute "latest"'),
    "world.offices": ("world.officies", '"World" has no attribute "officies"'),
    "week.number": ("week.numbr", '"Week" has no attribute "numbr"'),
}
BEHAVIOUR = "sim/behaviour/retention.py"  # and with the same mistakes in one of ours
OURS = {
    "jobseeker.coping +=": ("jobseeker.copping +=", '"Jobseeker" has no attribute "copping"'),
    "retention.trial_weeks": ("retention.trail_weeks", '"Retention" has no attribute "trail_weeks"'),
    "jobseeker: Jobseeker, parameters": ("jobseeker, parameters", "missing a type annotation"),
}


def misspelt(text: str, mistakes: dict[str, tuple[str, str]]) -> str:
    """A text with every mistake in it."""
    for right, (wrong, _) in mistakes.items():
        assert right in text
        text = text.replace(right, wrong)
    return text


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What one run of the type checker says of each file."""
    folder = tmp_path_factory.mktemp("types")
    texts = {
        "right.py": OWN,
        "wrong.py": misspelt(OWN, MISSPELT),
        "ours.py": misspelt((HOME / BEHAVIOUR).read_text(encoding="utf-8"), OURS),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    options = ["--config-file", str(HOME / "pyproject.toml"), "--cache-dir", os.devnull, "--no-error-summary"]
    options += ["--shadow-file", BEHAVIOUR, str(folder / "ours.py"), "--follow-imports", "silent"]
    files = [str(folder / "right.py"), str(folder / "wrong.py"), BEHAVIOUR]
    command = [sys.executable, "-m", "mypy", *options, *files]
    run = subprocess.run(
        command, cwd=HOME, env={**os.environ, "MYPYPATH": str(HOME)}, capture_output=True, text=True, check=False
    )
    assert run.stderr == "" and run.returncode in (0, 1), run.stdout + run.stderr
    lines = [re.fullmatch(r"(.*?):\d+: error: (.*)", line) for line in run.stdout.splitlines()]
    errors: dict[str, list[str]] = {Path(file).name: [] for file in files}
    for line in filter(None, lines):
        errors[Path(line[1]).name].append(line[2])
    return errors


def test_a_behaviour_without_mistakes_is_let_through(complaints):
    assert complaints["right.py"] == []


@pytest.mark.parametrize("wrong, complaint", MISSPELT.values(), ids=[wrong for wrong, _ in MISSPELT.values()])
def test_what_a_researcher_misspells_is_named(complaints, wrong, complaint):
    assert sum(complaint in error for error in complaints["wrong.py"]) == 1


@pytest.mark.parametrize("wrong, complaint", OURS.values(), ids=[wrong for wrong, _ in OURS.values()])
def test_what_is_misspelt_or_left_unsaid_in_a_behaviour_of_the_model_is_named(complaints, wrong, complaint):
    assert any(complaint in error for error in complaints["retention.py"])


def test_behaviours_see_all_containers_of_the_world_and_no_others():
    seen = [name for name, member in vars(SeenByBehaviours).items() if isinstance(member, property)]
    assert seen == list(World._fields)
