"""What README says can be typed."""

import re
from pathlib import Path

import pytest

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("example", PYTHON, ids=range(len(PYTHON)))
def test_every_python_example_of_the_readme_runs(example, tmp_path):
    """Each is run as a user's script, in a file of its own."""
    script = tmp_path / "example.py"
    script.write_text(example, encoding="utf-8")
    exec(compile(example, str(script), "exec"), {"__name__": "example"})


def test_ci_calls_the_test_command_that_the_readme_prints():
    """One command for people and for CI."""
    command = next(line for line in README.splitlines() if line.startswith("python3 start.py test"))
    assert command in (Path(__file__).parent.parent / ".ci" / "run").read_text(encoding="utf-8").splitlines()
