"""What a researcher declares in a module of their own is there as if the package declared it."""

import json
import os
import re
import shlex
import subprocess
import sys

import pandas as pd
import pytest
from settings import HOME

from sim.declare import ADDED, states
from sim.extension import extend, extension
from sim.model import AGENTS
from sim.own_declarations import TAKEN
from sim.replacements import BROUGHT

PAGE = (HOME / "docs" / "extending.md").read_text(encoding="utf-8")
HOPE, FROM_PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
STUDY, POLICY = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line for line in PAGE.splitlines() if line.startswith("skranke ")]
HEAD = """
from sim.agents import Caseworker, Jobseeker, Layout
from sim.declare import count, lever, parameter, state
from sim.outcomes import ONE, Outcome, Ratio, Sum, each_week, per_person
from sim.parameters import Parameters
from sim.parameters.encounter import Encounter
from sim.policy import Individualization
"""
NUMBER = 'parameter(0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED", meaning="how far")'
LEVER = 'lever(0.2, level="person", unit="share", low=0.0, high=1.0, source="ASSUMED", meaning="how far")'
FIELD = "state('share', 'hope of work', start=0.5)"


def of(kind, value, annotation="float"):
    """A class that adds one thing called hope to a declared class."""
    return f"class Hopeful({kind}):\n    hope: {annotation} = {value}\n"


def told(of_what='per_person("coping")', name="hope", better="high"):
    """A module's list of one outcome."""
    return f'OUTCOMES = [Outcome("Users", "{name}", "share", "hope", "mean hope", "{better}", {of_what})]\n'


WRONG = {
    "it adds nothing": "helper = 3",
    "line 8: name 'hope' is not defined": "hope + 1",
    "line 8: No module named 'nowhere'": "import nowhere",
    "line 8: invalid syntax": "class Hopeful(:",
    "line 8: it ends the process": "raise SystemExit",
    "Hopeful.coping cannot be added, for the name is taken": of("Jobseeker", FIELD).replace("hope:", "coping:"),
    "Hopeful.model cannot be added, for the name is taken": of("Jobseeker", FIELD).replace("hope:", "model:"),
    "Hopeful.persons cannot be added, for the name is taken": of("Jobseeker", FIELD).replace("hope:", "persons:"),
    "Hopeful.coping_step cannot be added": of("Encounter", NUMBER).replace("hope:", "coping_step:"),
    "Hopeful.hope has no kind; write hope: float": of("Jobseeker", FIELD).replace(": float", ""),
    "Hopeful.hope is of kind str; a field is int or float": of("Jobseeker", FIELD, "str"),
    "Hopeful: name 'flot' is not defined": of("Jobseeker", FIELD, "'flot'"),
    "starts at 'coping'; write a number, as start=0.0": of("Jobseeker", "state('share', 'hope', start='coping')"),
    "starts at 0.5; write a whole number, as start=0": of("Jobseeker", "state('0/1', 'hope', start=0.5)", "int"),
    "starts at 2; a share is between 0 and 1": of("Jobseeker", "state('share', 'hope', start=2)"),
    "has no start, and a jobseeker's field must begin": of("Jobseeker", "state('share', 'hope')"),
    r"missing 1 required .* 'meaning'; write state\(unit, meaning, start\)": of("Jobseeker", "state('share')"),
    "has a start, and nothing of a Caseworker begins by it": of("Caseworker", FIELD),
    "only fields of a Jobseeker are summed": of("Caseworker", "state('share', 'hope', summed=True)"),
    "Hopeful.fear is not declared": of("Jobseeker", FIELD) + "    fear: float = 0.5\n",
    "Hopeful adds nothing to Jobseeker": "class Hopeful(Jobseeker):\n    hope: float = 0.5\n",
    "Hopeful declares hope and adds to nothing; derive it": "class Hopeful:\n    hope: float = " + FIELD,
    "Hopeful declares hope and adds to nothing; derive it from": of("Layout", FIELD),
    "adds to nothing; derive it from Jobseeker, ": of("Parameters", NUMBER),
    r"missing 2 .* 'low' and 'high'; write parameter\(default, unit, low": of(
        "Encounter", NUMBER.replace("low=0.0, high=1.0, ", "")
    ),
    "has no unit, meaning or source": of("Encounter", NUMBER.replace('"ASSUMED"', '""')),
    "default out of its range: hope is 2.2; it must be between 0 and 1": of("Encounter", NUMBER.replace("0.2", "2.2")),
    "default out of its range: hope is 'a'": of("Encounter", NUMBER.replace("0.2", "'a'")),
    "goes from 1.0 to 0.0": of("Encounter", NUMBER.replace("low=0.0, high=1.0", "low=1.0, high=0.0")),
    r"is fitted within \(0.5, 2.0\), which is not within its range": of(
        "Encounter", NUMBER.replace("meaning", "fit=(0.5, 2.0), meaning")
    ),
    "has grade 'guessed'; it must be one of measured": of("Encounter", NUMBER.replace("assumed", "guessed")),
    "is of another kind than int": of("Encounter", NUMBER, "str"),
    r"is a lever, and Encounter has parameters; declare it with parameter\(": of("Encounter", LEVER),
    r"is a parameter, and Individualization has levers; declare it with lever\(": of("Individualization", NUMBER),
    r"is a field, and Encounter has numbers; declare it with parameter\(": of("Encounter", FIELD),
    "is a number, and a Jobseeker has fields": of("Jobseeker", NUMBER),
    "differ between 'family'; its level must be one of": of("Individualization", LEVER.replace("person", "family")),
    "two classes add to Encounter; Second is one too many": of("Encounter", NUMBER)
    + of("Encounter", NUMBER).replace("Hopeful", "Second").replace("hope", "fear"),
    "outcome 'coping' cannot be added, for the name is taken": told(name="coping"),
    "outcome 'seed' cannot be added, for the name is taken": told(name="seed"),
    "outcome 'my hope' lacks": told(name="my hope"),
    "outcome 'hope' is better when 'up'; it must be one of high, low": told(better="up"),
    "sums 'cping' of tallies, where there is none; the nearest is 'coping'": told('per_person("cping")'),
    "sums 'copings' of weekly, where there is none": told('each_week("copings")'),
    "declare hope of a jobseeker with summed=True": of("Jobseeker", FIELD) + told('per_person("hope")'),
    "sums over 'tables'; it must be one of run": told('Ratio(Sum("tables", "x"), ONE)'),
    r"OUTCOMES holds 'hope'; write Outcome\(": "OUTCOMES = ['hope']",
    "OUTCOMES is 'hope'": "OUTCOMES = 'hope'",
    r"REPLACE is \[1\]": "REPLACE = [1]",
    "no behaviour 'tlk' to replace; the nearest is 'talk'": "REPLACE = {'tlk': count}",
    "the replacement of talk takes 0 arguments": "def mine(): ...\nREPLACE = {'talk': mine}",
    "uses .random, chance of its own": (
        "import random\ndef mine(jobseeker): return random.random()\nREPLACE = {'health_barrier': mine}"
    ),
    "no behaviour reads or sets hope of Hopeful, so it would do nothing": of("Encounter", NUMBER),
    "no behaviour reads or sets hope of Jobseeker": of("Jobseeker", FIELD),
}


@pytest.mark.parametrize("sentence", WRONG, ids=range(len(WRONG)))
def test_an_extension_that_cannot_be_is_refused_in_one_sentence_and_nothing_of_it_holds(
    sentence, tmp_path, monkeypatch
):
    (tmp_path / "wrong_hope.py").write_text(HEAD + WRONG[sentence], encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    before = {kind: list(states(kind.__bases__[0])) for kind in AGENTS}
    with pytest.raises(ValueError, match=sentence) as refused:
        extend("wrong_hope")
    assert "wrong_hope" in str(refused.value) and "\n" not in str(refused.value)
    assert "wrong_hope" not in sys.modules
    assert extension() is None and not BROUGHT and not ADDED
    assert {kind: list(states(kind.__bases__[0])) for kind in AGENTS} == before


def test_a_module_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="there is no module 'no_hope' to extend the model with; it must be in the"):
        extend("no_hope")


def test_what_agents_have_beside_their_fields_is_taken():
    """Of Mesa's, by whatever version is installed."""
    public = {name for kind in AGENTS for name in dir(kind) if not name.startswith("_")}
    assert public - {name for kind in AGENTS for name in states(kind.__bases__[0])} <= set(TAKEN)


def write_files(folder):
    """What the page prints, where it says that it stands."""
    (folder / "hope.py").write_text(HOPE, encoding="utf-8")
    for group, name, text in (("study", "hopes", STUDY), ("policy", "hopeful", POLICY)):
        (folder / "mine" / group).mkdir(parents=True)
        (folder / "mine" / group / f"{name}.yaml").write_text(text, encoding="utf-8")


def printed(words, folder):
    """What a process of its own prints, with its errors but not with what it compiles; it stands in the folder."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HOME), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + "".join(line for line in done.stderr.splitlines(True) if ": compil" not in line)


INTERPRETED = """
import contextlib, io
from experiments.command import main
from sim import Change, ConservationError, FrontLine, Jobseeker, Scenario, extend, simulate

def shown(*words):
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        status = main(list(words))
    return f"{status} {out.getvalue()}"

before = Scenario(weeks=1)
assert "talk_of_hope" not in shown("run", "--help", "levers")
composed = shown("compare", "--config-dir", "mine", "policies=[baseline,hopeful]", "--cfg", "job")
assert "talk_of_hope: 0.9" in composed and "talk_of_hope: 0.5" in composed and "extend: hope" in composed, composed
extend("hope")  # again, and nothing comes of it
for words, expected in {
    ("run", "--help", "levers", "extend=hope"): "0  individualization.talk_of_hope 0.5 0 to 1 share person",
    ("run", "--help", "outcomes"): "hope share hope mean hope at the end",
    ("run", "--help", "fields"): "hope 0 to 1 share hope of finding work",
    ("run", "parameters.encounter.hope_step=1.5"): "hope_step is 1.5; it must be between 0 and 1",
    ("run", "extend=json"): "2 skranke: extend=json: the model is extended by hope already",
    ("run", "extend=hope.py"): "write the name of one module, as extend=my_module for my_module.py",
    ("study", "--config-dir", "mine", "study=hopes", "--cfg", "job"): "parameters.encounter.hope_step",
}.items():
    text = " ".join(shown(*words).split())
    assert all(word in text for word in expected.split()), text
try:
    before.check()
except ValueError as problem:
    assert "made before the model was extended; make it anew" in str(problem)

whom, fields = {"hope": {"below": 0.6}}, {"hope": 0.9}
levers = {"individualization.talk_of_hope": 1.0}
scenario = Scenario(weeks=4, changes=[Change("person", share=0.5, levers=levers, fields=fields, whom=whom)])
scenario.setting.office.jobseekers = 60
results = simulate(scenario, [1], backend="mesa", events=True)
told = dict(zip(zip(results.outcomes["category"], results.outcomes["outcome"]), results.outcomes["value"]))
assert 0.6 < told["all", "hope"] < 0.8 and 0.4 < told["NEWCOMER", "hope"] < 1.0
assert len(results.events["kind"]) > 50

scenario.changes.clear()
model = FrontLine(scenario, seed=1)
people = model.agents_by_type[Jobseeker]
assert set(people.get("hope")) == {0.5}
people[0].hope = 1.5
try:
    model.step()
except ConservationError as problem:
    assert "share between 0 and 1" in str(problem)
else:
    raise AssertionError("a share of 1.5 went unnoticed")
print("well")
"""


def test_what_an_extension_declares_is_in_help_in_checks_in_changes_in_outcomes_and_in_the_laws(tmp_path):
    """All of it in one process that is begun for it, interpreted: nothing is compiled."""
    write_files(tmp_path)
    (tmp_path / "look.py").write_text(INTERPRETED, encoding="utf-8")
    assert printed(["look.py"], tmp_path).strip() == "well"


@pytest.mark.slow
def test_every_command_of_the_page_does_what_it_says(tmp_path):
    """As printed, one after another; then the module is changed, and the study refuses to go on."""
    write_files(tmp_path)
    for line in COMMANDS:
        text = printed(["-m", "experiments.command", *shlex.split(line)[1:]], tmp_path)
        assert "hope" in text and "skranke:" not in text, text
    summary = json.loads((tmp_path / "warm" / "summary.json").read_text(encoding="utf-8"))
    assert summary["hope"]["mean"] > 0.52 and set(summary["hope"]["groups"]) >= {"needs_group", "cohort"}
    provenance = json.loads((tmp_path / "warm" / "provenance.json").read_text(encoding="utf-8"))
    assert provenance["extended"]["module"] == "hope" and len(provenance["extended"]["sha256"]) == 64
    runs = pd.read_parquet(tmp_path / "hopes" / "runs.parquet")
    assert runs["hope"].nunique() > 4 and (runs["problem"] == "").all()
    report = printed(["-m", "experiments.command", "report", "hopes"], tmp_path)
    assert "skranke:" not in report
    (tmp_path / "hope.py").write_text(HOPE.replace("- MIDDLE", "- 0.4"), encoding="utf-8")
    refused = printed(["-m", "experiments.command", "study", "resume", "out=hopes"], tmp_path)
    assert "hope.py" in refused and "changed since hopes was submitted" in refused


BOTH = """
from sim import side_by_side

for table in ("outcomes", "weekly"):
    for name, column in getattr(compiled, table).items():
        assert column.tobytes() == getattr(mesa, table)[name].tobytes(), name
runs = [side_by_side([scenario], [3], backend=backend) for backend in ("compiled", "mesa")]
records = [run.people for pair in runs for _, (run,) in pair]
assert records[0].dtype == records[1].dtype and records[0].tobytes() == records[1].tobytes()
assert records[0]["{name}"].std() > 0.0
print(records[0]["{name}"].mean())
"""


@pytest.mark.slow
def test_both_backends_agree_bit_for_bit_and_no_extension_is_served_the_code_of_another(tmp_path):
    """Two of the same text with fields of other names, one after the other and again, with a warm cache."""
    write_files(tmp_path)
    fear = HOPE.replace(" hope: float", " dread: float").replace("jobseeker.hope", "jobseeker.dread")
    fear = fear.replace('per_person("hope")', 'per_person("dread")').replace("start=0.5", "start=0.25")
    (tmp_path / "fear.py").write_text(fear, encoding="utf-8")
    means = []
    for module, name in (("hope", "hope"), ("fear", "dread"), ("hope", "hope"), ("fear", "dread")):
        script = FROM_PYTHON.replace('extend("hope")', f'extend("{module}")') + BOTH.replace("{name}", name)
        (tmp_path / "both.py").write_text(script, encoding="utf-8")
        means.append(float(printed(["both.py"], tmp_path)))
    assert means[:2] == means[2:] and means[0] > means[1] + 0.1
