"""Try what is marked `mesa` with the newest Mesa that pyproject.toml allows, on the newest Python at hand.

    python tests/drills/newest_mesa.py FOLDER

The locks are made for the oldest Python that is allowed, for which there is only an older Mesa. An environment with
what these tests need is made in FOLDER. Where no newer Python is at hand nothing can be tried, and that is told.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
# Of all that the project needs; the rest would take minutes to install.
NEEDED = ("babel", "hydra-core", "mesa", "networkx", "numba", "numpy", "pandas", "platformdirs")
TOOLS = ("hypothesis", "pytest")
TESTS = ("tests/sim/test_mesa.py", "tests/experiments/test_mesa_page.py")
NEWEST_KNOWN = 30  # minor version of Python


def main(folder: Path) -> int:
    """Make the environment and run the tests there; return pytest's exit status."""
    refused = []
    for python in newer_pythons():
        python_there = environment(python, folder)
        install = [python_there, "-m", "pip", "install", "--quiet", "--no-compile", *requirements()]
        if subprocess.run(install).returncode == 0:
            command = [python_there, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "mesa", *TESTS]
            return subprocess.run(command, cwd=HOME, env={**os.environ, "PYTHONPATH": str(HOME)}).returncode
        refused.append(python)
    print(f"newest Mesa: not tried, {'not installed for ' + ', '.join(refused) if refused else 'no newer Python here'}")
    return 1 if refused else 0


def newer_pythons() -> list[str]:
    """The Pythons at hand that are newer than the one that runs this, the newest first, one of each version."""
    names = [shutil.which(f"python3.{minor}") for minor in range(sys.version_info.minor + 1, NEWEST_KNOWN)]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    by_version = {}
    for python in [*filter(None, names), *map(str, pyenv.glob("3.*/bin/python"))]:
        asked = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:4])"], capture_output=True, text=True
        )
        version = re.fullmatch(r"(\d+) (\d+) (\d+) final\n", asked.stdout)
        if version and (3, int(version[2])) > sys.version_info[:2]:
            by_version[int(version[2])] = python
    return [by_version[minor] for minor in sorted(by_version, reverse=True)]


def environment(python: str, folder: Path) -> str:
    """A new environment of a Python; the path of its interpreter."""
    subprocess.run([python, "-m", "venv", "--clear", str(folder)], check=True)
    return str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")


def requirements() -> list[str]:
    """What these tests need, in the versions that pyproject.toml allows."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    named = [line for line in declared if re.split(r"[^\w-]", line)[0] in (*NEEDED, *TOOLS)]
    return [*named, *project["project"]["optional-dependencies"]["viz"]]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
