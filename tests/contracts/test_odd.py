"""The page that describes the model, sim/ODD.md, says what the code says: all of it, and nothing that is gone."""

import ast
import inspect
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from settings import small

import sim
from experiments.cli.schema import written_numbers
from experiments.documentation import odd
from sim import outcomes, terms, units
from sim.accounts import FAULTS
from sim.agents import DigitalChannel
from sim.behaviour import BEHAVIOURS
from sim.chance import Week
from sim.declare import known_numbers, numbers, states, value_at
from sim.model import FrontLine
from sim.parameters import Parameters
from sim.policy import Policy
from sim.setting import Setting
from sim.world import CLASS_BY_CONTAINER, World

HOME = Path(sim.__file__).parent
PAGE = odd.PAGE.read_text(encoding="utf-8")
PARTS = {part.group(1): part.group(2) for part in odd.MARKED.finditer(PAGE)}
BY_HAND = odd.MARKED.sub(lambda part: part.group(2) if part.group(1) in odd.WRITTEN_BY_HAND else "", PAGE)
FENCED = re.compile(r"```text\n(.*?)```", re.DOTALL)
EQUATIONS = FENCED.findall(BY_HAND)
PROSE = FENCED.sub("", BY_HAND)
QUOTED = re.compile(r"`([^`\n]+)`")
TYPED = re.compile(r"python -m [a-z.]+")
ABOUT_CHANNELS = ("channel_choice", "channels", "resolving", "contact_centre")
KNOWN_FUNCTIONS = {"exp": math.exp, "log": math.log, "min": min, "max": max, "abs": abs}


def first_names(part: str) -> list[str]:
    """The names that lines of a generated part begin with: table rows, list entries, headings and numbered steps."""
    return re.findall(r"^(?:\| (?:\d+ \| )?|- |#### |\d+\. )`([^`]+)`", PARTS[part], re.MULTILINE)


def behaviours_in(path: Path) -> set[str]:
    """Names of the functions of a file that are marked as behaviours, read from its text."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    return {
        function.name
        for function in functions
        if any(getattr(mark, "id", "") == "behaviour" for mark in function.decorator_list)
    }


FILES = {
    f"behaviours-{path.relative_to(HOME).with_suffix('').as_posix()}": behaviours_in(path)
    for path in sorted(HOME.rglob("*.py"))
    if behaviours_in(path)
}


def test_the_generated_parts_are_up_to_date():
    assert odd.renewed(PAGE) == PAGE, "python -m experiments.documentation.odd writes sim/ODD.md anew"


def test_a_page_that_is_out_of_date_is_told_by_the_exit_status(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(odd, "PAGE", tmp_path / "ODD.md")
    odd.PAGE.write_text(PAGE.replace("| `coping_family` |", "| `gone` |"), encoding="utf-8")
    assert odd.main(["--check"]) == 1 and "out of date" in capsys.readouterr().err
    assert odd.main([]) == 0 and odd.main(["--check"]) == 0
    assert odd.PAGE.read_text(encoding="utf-8") == PAGE


def test_a_page_without_a_place_for_a_part_is_refused():
    with pytest.raises(ValueError, match="laws"):
        odd.renewed(PAGE.replace("<!-- laws -->", ""))


@pytest.mark.parametrize("part", FILES)
def test_every_behaviour_of_a_file_stands_on_the_page_and_none_that_is_gone(part):
    listed = first_names(part)
    assert set(listed) == FILES[part] and len(listed) == len(FILES[part])


@pytest.mark.parametrize("kind", CLASS_BY_CONTAINER.values(), ids=lambda kind: kind.__name__)
def test_every_field_of_a_kind_stands_on_the_page_and_none_that_is_gone(kind):
    tables = re.split(r"^#### ", PARTS["fields"], flags=re.MULTILINE)
    (own,) = (table for table in tables if table.startswith(f"`{kind.__name__}` "))
    assert re.findall(r"^\| `([^`]+)`", own, re.MULTILINE) == list(states(kind))


def test_every_kind_stands_on_the_page_and_none_that_is_gone():
    assert re.findall(r"^#### `([^`]+)`", PARTS["fields"], re.MULTILINE) == [
        kind.__name__ for kind in CLASS_BY_CONTAINER.values()
    ]


@pytest.mark.parametrize(
    "part, declared, prefix",
    [("parameters", Parameters, "parameters."), ("levers", Policy, ""), ("sizes", Setting, "")],
    ids=["parameters", "levers", "sizes"],
)
def test_every_declared_number_stands_on_the_page_as_it_is_typed_and_none_that_is_gone(part, declared, prefix):
    paths = [prefix + number.path for number in numbers(declared)]
    assert re.findall(r"^\| `([^`]+)`", PARTS[part], re.MULTILINE) == paths
    assert set(paths) <= set(written_numbers())


def test_every_outcome_stands_on_the_page_and_none_that_is_gone():
    assert first_names("outcomes") == [outcome.name for outcome in outcomes.OUTCOMES]


def test_what_moves_the_cost_of_administration_stands_where_it_is_defined_and_on_the_page():
    cost = outcomes.BY_NAME["admin_cost_per_person"]
    assert cost.definition.startswith("posts, premises, channels, overtime and temporaries, and courses, per person")
    assert cost.definition in PAGE and cost.of == outcomes.a_registered_year("nok_admin")
    assert "the cost of administration moves with posts, and channels move it in two ways" in " ".join(PAGE.split())


def test_every_law_that_is_checked_stands_on_the_page():
    assert re.findall(r"^- (.*)$", PARTS["laws"], re.MULTILINE) == list(FAULTS)


def test_every_decision_of_chance_stands_on_the_page_and_none_that_is_gone():
    assert first_names("decisions") == list(terms.Decision.__members__)


def test_every_word_for_a_whole_number_stands_on_the_page_and_none_that_is_gone():
    own = {name: kind for name, kind in vars(terms).items() if getattr(kind, "__module__", "") == terms.__name__}
    assert first_names("words") == [name for name in own if name != "Decision"]


def test_the_steps_of_the_week_stand_on_the_page_in_the_order_in_which_they_are_lived():
    text = (HOME / "week.py").read_text(encoding="utf-8")
    body = text.split("def live_week(")[1].split("\ndef ")[0]
    lived = re.findall(r"^    (\w+)\(world(?:, week)?\)", body, re.MULTILINE)
    assert len(lived) > 10 and first_names("week") == lived


def test_the_first_line_of_every_behaviour_is_a_whole_sentence():
    """It is what the page quotes."""
    broken = [name for name, function in BEHAVIOURS.items() if not odd.first_line(function).endswith(".")]
    assert broken == []


def test_whatever_is_called_theory_driven_is_named_where_the_page_says_so():
    chapter = PROSE.split("**Theory-driven parts.**")[1].split("### 4.2")[0]
    driven = [
        number.path for kind in (Parameters, Policy) for number in numbers(kind) if "theory-driven" in number.source
    ]
    assert driven and [path for path in driven if f"`{path}`" not in chapter] == []


def test_every_pattern_has_a_source_and_a_place_for_what_runs_show():
    rows = [line.split(" | ") for line in PARTS["patterns"].splitlines() if line.startswith("| ")]
    assert len(rows) == 13 and all(len(row) == 4 and row[1] and row[3].strip(" |") for row in rows)


# What is written by hand


def exists(name: str) -> bool:
    """Whether a name in the prose leads to something: the code of the model, or a file or command of the project."""
    head, _, tail = name.partition(".")
    kinds = {kind.__name__: states(kind) for kind in CLASS_BY_CONTAINER.values()}
    kinds |= {name.lower(): fields for name, fields in kinds.items()}
    if name in (*sim.__all__, "mesa.Agent"):
        return True
    if TYPED.fullmatch(name):
        return HOME.parent.joinpath(*name.split()[-1].split(".")).with_suffix(".py").exists()
    if "/" in name:
        return (HOME.parent / name).exists()
    if name in BEHAVIOURS or name in written_numbers() or f"parameters.{name}" in written_numbers():
        return True
    if head in odd.enumerations():
        return not tail or tail in odd.enumerations()[head].__members__
    if head in kinds:
        return not tail or tail in kinds[head]
    if head == "sim":
        return HOME.joinpath(*tail.split(".")).with_suffix(".py").exists()
    if any(name in fields for fields in kinds.values()):
        return True
    files = {path.stem for path in (HOME / "behaviour").glob("[a-z]*.py")}
    return name in files or name in outcomes.GROUPINGS or name in PARTS


SHAPES = re.compile(
    r"(clamp_share|reduced_by_lack|centred_factor)\([a-z, ]+\)|=|<-|lot|centred_lot|warm|way|pressure|waits|built"
)  # of how equations are written


def test_the_prose_names_only_what_exists():
    quoted = sorted({name for name in QUOTED.findall(PROSE) if not SHAPES.fullmatch(name)})
    assert len(quoted) > 100
    assert [name for name in quoted if not exists(name)] == []


def test_a_name_that_is_gone_would_be_seen():
    """The check of the prose is not blind."""
    gone = ("encounter.no_shows", "Jobseeker.hope", "meet_people", "Channel.FAX", "sim.engines", "sim/weeks.py")
    assert not any(exists(name) for name in gone)


def statements(block: str) -> Iterator[tuple[ast.Assign, bool]]:
    """The equations of a block, and of each whether it says what a quantity is (and not what happens to it)."""
    lines = block.splitlines()
    text = "\n".join(re.sub(r"^(\S+) <- ", r"\1 = ", line) for line in lines)
    for node in ast.parse(text).body:
        assert isinstance(node, ast.Assign), f"no equation: {lines[node.lineno - 1]}"
        yield node, " <- " not in lines[node.lineno - 1]


class Case:
    """One person of a running model with the surroundings that behaviours are asked in."""

    def __init__(self, world: World, person: Any, number: int, week: Week):
        office, caseworker = world.offices[person.office], world.caseworkers[person.caseworker]
        kind = person.measure or 1 + number % (terms.N_MEASURES - 1)
        channel = terms.Channel(number % terms.N_CHANNELS)
        self.person = person
        self.policy = BEHAVIOURS["person_policy"](person, caseworker, office, world)
        self.parameters = world.parameters[0]
        self.given: dict[str, Any] = {
            "jobseeker": person,
            "caseworker": caseworker,
            "office": office,
            "employer": world.employers[number % len(world.employers)],
            "market": world.markets[office.market],
            "policy": self.policy,
            "parameters": self.parameters,
            "world": world,
            "week": week,
            "measure": world.measures[kind],
            "kind": kind,
            "places": world.places[office.id * terms.N_MEASURES + kind],
            "office_row": office.id,
            "channel": channel,
            "way": world.channels[office.id * terms.N_CHANNELS + channel],
            "warm": 0.1 * (number % 11),
            "value": 0.2 * (number % 11) - 1.0,
            "matter": person.matter,
            "complexity": person.enquiry_complexity,
            "pressure": caseworker.pressure,
            "reception": 0.3 * (number % 5),
            "available": 4.0 + number % 9,
            "demand": 1.5 * (number % 9),
            "capacity": 7.5,
            "built": 0.1 * (number % 11),
            "waits": 1.0 * (number % 9),
            "n_wanted": 30,
            "n_there": 20 + number % 20,
        }

    def behaviour(self, name: str) -> Any:
        """What a behaviour says of this person here."""
        function = BEHAVIOURS[name]
        told = inspect.signature(function).parameters.values()
        return function(*(self.told(function.__module__, argument) for argument in told))

    def told(self, module: str, argument: inspect.Parameter) -> Any:
        """What a behaviour is told; a kind is one of channels where it is about channels, and a channel an agent."""
        if argument.annotation is DigitalChannel:
            return self.given["way"]
        of_a_channel = argument.name == "kind" and module.rpartition(".")[2] in ABOUT_CHANNELS
        return self.given["channel" if of_a_channel else argument.name]


class Named(dict):
    """What the names of an equation stand for in one case; what the equations before it defined stands in the dict."""

    def __init__(self, case: Case):
        super().__init__()
        self.case = case

    def __missing__(self, name: str) -> Any:
        root, _, tail = name.partition(".")
        case = self.case
        if name.endswith("()"):
            return {**BEHAVIOURS, **KNOWN_FUNCTIONS}[name[:-2]]
        if name in known_numbers(Policy):
            return value_at(case.policy, name)
        if name in known_numbers(Parameters):
            return value_at(case.parameters, name)
        if root in odd.enumerations():
            return odd.enumerations()[root][tail] + 0
        if tail:
            return getattr(case.given[root], tail)
        if name in states(CLASS_BY_CONTAINER["jobseekers"]):
            return getattr(case.person, name)
        if name in BEHAVIOURS:
            return case.behaviour(name)
        return vars(units)[name] if name in vars(units) else case.given[name]


class Flat(ast.NodeTransformer):
    """Makes one name of each dotted name, and of each function a name of its own kind."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.Name:
        return ast.Name(ast.unparse(node), ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.Call:
        function = ast.Name(f"{ast.unparse(node.func)}()", ast.Load())
        return ast.Call(function, [self.visit(argument) for argument in node.args], [])


def flat(expression: ast.expr) -> ast.Expression:
    """The right side of an equation with flat names."""
    whole = ast.parse(ast.unparse(expression), mode="eval")
    return ast.fix_missing_locations(Flat().visit(whole))


def names_in(expression: ast.expr) -> set[str]:
    """All names on the right side of an equation, functions with their brackets."""
    return {node.id for node in ast.walk(flat(expression)) if isinstance(node, ast.Name)}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Everybody of an office that has lived some weeks under shocks and pressure."""
    scenario = small(people=120, weeks=12)
    scenario.policy.shock.closure_week, scenario.policy.shock.closure_weeks = 2, 3
    scenario.policy.shock.recession_week = 4
    scenario.policy.organisation.signal = terms.SteeringSignal.PLACEMENTS
    scenario.policy.organisation.outcome_targets, scenario.policy.standardization.protected_share = 0.5, 0.4
    model = FrontLine(scenario, seed=7)
    for _ in range(8):
        model.step()
    people = [person for person in model.world.jobseekers if person.status != terms.Status.VACANT]
    for number, caseworker in enumerate(model.world.caseworkers):  # what is rare is made common
        caseworker.pressure = 0.8 + 0.4 * number
    for number, person in enumerate(people):
        person.wants_talk, person.job_support, person.durable_job = number % 2, number % 3, number % 5 // 4
        person.status_weeks += 30 * (number % 2)
        person.matter, person.urgency, person.knows_doors = number % 5, 0.1 * (number % 11), number // 2 % 2
        person.time_on_register += 8 * (number % 9)
    for number, caseworker in enumerate(model.world.caseworkers):
        caseworker.income_share, caseworker.protected_hours = 0.25 * (number % 3), 2.0 * (number % 2)
    for way in model.world.channels:
        way.wait, way.capacity = 4.0 * (way.kind % 3), way.capacity / (1 + way.kind % 2)
    for office in model.world.offices:
        office.hours_freed, office.cashed_posts, office.people_of_year = 20.0, 0.3, 6000.0
    return [Case(model.world, person, number, Week(7, 8)) for number, person in enumerate(people)]


def quantities() -> list[tuple[str, str]]:
    """Every behaviour that an equation says the value of, and the block it stands in."""
    named = []
    for block in EQUATIONS:
        for node, is_quantity in statements(block):
            name = ast.unparse(node.targets[0])
            if is_quantity and name in BEHAVIOURS:
                named.append((name, block))
    return named


@pytest.mark.parametrize("name, block", quantities(), ids=[name for name, _ in quantities()])
def test_an_equation_says_what_the_behaviour_computes(name, block, cases):
    """By the page's equation and by the model, for everybody of an office."""
    for case in cases:
        page = Named(case)
        for node, is_quantity in statements(block):
            target = ast.unparse(node.targets[0])
            if is_quantity and (target == name or target not in BEHAVIOURS):
                page[target] = eval(compile(flat(node.value), "sim/ODD.md", "eval"), {}, page)
            if target == name:
                break
        lived = case.behaviour(name)
        assert page[name] == pytest.approx(lived, rel=1e-9, abs=1e-12), f"the page has {page[name]}, the model {lived}"


@pytest.mark.parametrize("number", range(len(EQUATIONS)))
def test_every_name_of_an_equation_exists_or_is_defined_before(number, cases):
    """Of what happens to a field too, which is not computed here."""
    defined = {"lot", "centred_lot", "value", "kind"}
    for node, _ in statements(EQUATIONS[number]):
        case = Named(cases[0])
        for name in sorted(names_in(node.value) - defined):
            assert case[name] is not None
        target = ast.unparse(node.targets[0])
        assert "." not in target or case[target] is not None
        defined.add(target)


def test_a_wrong_name_in_an_equation_would_be_seen(cases):
    for name in ("encounter.no_shows", "hope", "caseworker.mood", "sqrt()"):
        with pytest.raises((KeyError, AttributeError)):
            Named(cases[0])[name]


def test_most_of_the_equations_are_computed():
    assert len(quantities()) > 35
