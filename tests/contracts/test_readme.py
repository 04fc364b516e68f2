"""What README and the pages of docs say can be typed."""

import re
import shlex

import pytest
from settings import HOME

from experiments.study.create import create
from experiments.study.request import read_study
from experiments.verbs import VERBS, load

README = (HOME / "README.md").read_text(encoding="utf-8")
PAGES = {
    path.name: path.read_text(encoding="utf-8") for path in [HOME / "README.md", *sorted((HOME / "docs").glob("*.md"))]
}
EXTENDED = "extending.md"  # its commands are run by tests/sim/test_extension.py, for an extension takes a process
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    (name, line)
    for name, page in PAGES.items()
    if name != EXTENDED
    for block in re.findall(r"```\n(.*?)```", page, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("skranke ")
]
OPTIONS = ("-m", "--multirun")
ASKS = ("--help", "--list", "--version")  # run by other tests
ON_RESULTS = ("report",)  # it wants a folder that is there


@pytest.mark.parametrize("example", PYTHON, ids=range(len(PYTHON)))
def test_every_python_example_of_the_readme_runs(example, tmp_path):
    """Each is run as a user's script, in a file of its own."""
    script = tmp_path / "example.py"
    script.write_text(example, encoding="utf-8")
    exec(compile(example, str(script), "exec"), {"__name__": "example"})


def test_ci_calls_the_test_command_that_the_readme_prints():
    """One command for people and for CI."""
    command = next(line for line in README.splitlines() if line.startswith("python3 start.py test"))
    assert command in (HOME / ".ci" / "run").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[f"{page}: {line}" for page, line in COMMANDS])
def test_every_command_is_understood(page, line, tmp_path, monkeypatch):
    """Composed and checked as it stands, and not run; what it is given to run on need not be there."""
    verb, *words = shlex.split(line, comments=True)[1:]
    if "trials=my_trials" in words:  # the folder with the files that the page prints
        (tmp_path / "my_trials").mkdir()
        for text in re.findall(r"```yaml\n(.*?)```", PAGES["trials.md"], re.DOTALL):
            (name,) = re.findall(r"^id: (\w+)", text, re.MULTILINE)
            (tmp_path / "my_trials" / f"{name}.yaml").write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
    assert verb in VERBS
    if not set(words) & set(ASKS) and verb not in ON_RESULTS:
        sweep = any(word in OPTIONS for word in words)
        read = load(VERBS[verb].read)
        read([word for word in words if word not in OPTIONS], sweep=sweep)


@pytest.mark.parametrize("text", re.findall(r"```yaml\n(.*?)```", PAGES["studies.md"], re.DOTALL))
def test_a_study_of_the_docs_can_be_asked(text, tmp_path, monkeypatch):
    """The file that the page prints, as a user would write it; one reads a sample of the user's own."""
    monkeypatch.chdir(tmp_path)
    rows = [f"{n % 7},{n % 5},{n % 3},{n}" for n in range(40)]
    (tmp_path / "sample.csv").write_text("\n".join(["x1,x2,x3,y", *rows]), encoding="utf-8")
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "mine.yaml").write_text(text, encoding="utf-8")
    samples = [] if "sample.csv" in text else ["samples=2"]
    question = read_study(["study=mine", *samples], config_dir=str(tmp_path)).question
    assert create(question, tmp_path / "made").is_dir()
