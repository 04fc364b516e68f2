"""The generated parts of sim/ODD.md: everything declared in the code, written into the page between its markers.

`python -m experiments.documentation.odd` writes them in place; with `--check` it writes nothing and exits with 1
if they are out of date. What stands outside the markers, and the table of patterns, is written by hand.
"""

import ast
import importlib
import inspect
import re
import sys
from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

import sim.behaviour
from analysis.language import catalogue
from experiments.documentation.generated_pages import write_or_check
from sim import outcomes, terms, week
from sim.accounts import FAULTS
from sim.behaviour import BEHAVIOURS
from sim.declare import GRADES, Number, numbers, states
from sim.parameters import Parameters
from sim.policy import Policy
from sim.setting import Setting
from sim.world import CLASS_BY_CONTAINER

PAGE = Path(sim.behaviour.__file__).parent.parent / "ODD.md"
WRITTEN_BY_HAND = ("patterns",)
MARKED = re.compile(r"<!-- ([a-z/_-]+) -->\n(.*?)<!-- /\1 -->", re.DOTALL)

for file in sorted(Path(sim.behaviour.__file__).parent.glob("[a-z]*.py")):
    importlib.import_module(f"sim.behaviour.{file.stem}")


def table(head: str, rows: Iterable[Iterable[object]]) -> str:
    """A table; the words of its head stand between commas."""
    lines = [[f" {cell.strip()} " for cell in head.split(",")]]
    lines.append(["---"] * len(lines[0]))
    lines += [[f" {cell} ".replace("|", "\\|") for cell in row] for row in rows]
    return "".join(f"|{'|'.join(line)}|\n" for line in lines)


def first_line(documented: object) -> str:
    """The first line of a docstring."""
    return (documented.__doc__ or "").splitlines()[0]


def shown(value: object) -> str:
    """A default or a limit as it is typed."""
    return value.name if isinstance(value, IntEnum) else f"{value:,.10g}".replace(",", " ")


def fields() -> str:
    """Every field of every kind of agent and record."""
    parts = []
    for container, kind in CLASS_BY_CONTAINER.items():
        rows = ((f"`{name}`", field.unit, field.meaning) for name, field in states(kind).items())
        parts.append(f"#### `{kind.__name__}` (`world.{container}`)\n\n{first_line(kind)}\n\n")
        parts.append(table("field, unit, meaning", rows) + "\n")
    return "".join(parts).rstrip("\n") + "\n"


def enumerations() -> dict[str, type[IntEnum]]:
    """The enumerations of the model but that of the decisions of chance."""
    classes = {name: value for name, value in vars(terms).items() if inspect.isclass(value)}
    return {name: value for name, value in classes.items() if issubclass(value, IntEnum) and value.__module__ != "enum"}


def _coded(member: IntEnum) -> str:
    label = terms.LABELS.get(type(member), {}).get(member.name, "")
    return f"{member.value} `{member.name}`" + (f" ({label})" if label else "")


def words() -> str:
    """What the whole numbers in the fields stand for."""
    rows = [
        (f"`{name}`", first_line(kind), ", ".join(_coded(member) for member in kind))
        for name, kind in enumerations().items()
        if kind is not terms.Decision
    ]
    return table("word, meaning, values", rows)


def steps() -> list[str]:
    """The behaviours of one week, in their order."""
    body = ast.parse(inspect.getsource(week.live_week)).body[0].body  # type: ignore[attr-defined]
    return [line.value.func.id for line in body if isinstance(getattr(line, "value", None), ast.Call)]


def order_of_the_week() -> str:
    """The steps of the week with what each does."""
    rows = (f"{number}. `{step}`: {first_line(BEHAVIOURS[step])}\n" for number, step in enumerate(steps(), start=1))
    return "".join(rows)


def decisions() -> str:
    """Every decision of chance, and the behaviours that name it."""
    rows = []
    for decision in terms.Decision:
        asked = [f"`{name}`" for name, function in BEHAVIOURS.items() if decision.name in function.__code__.co_names]
        rows.append((decision.value, f"`{decision.name}`", ", ".join(asked) or "nothing yet; its number stays taken"))
    return table("number, decision, named by", rows)


def measured() -> str:
    """Every outcome."""
    norwegian = catalogue("nb")
    rows = [
        (f"`{each.name}`", each.unit, each.label, norwegian[each.label], each.definition) for each in outcomes.OUTCOMES
    ]
    return table("outcome, unit, label, in Norwegian, definition", rows)


def laws() -> str:
    """What is checked every week."""
    return "".join(f"- {law}\n" for law in FAULTS)


def behaviours() -> dict[str, list[str]]:
    """The names of all behaviours by the file they stand in."""
    by_file: dict[str, list[str]] = {}
    for name, function in BEHAVIOURS.items():
        by_file.setdefault(function.__module__.removeprefix("sim.").replace(".", "/"), []).append(name)
    return by_file


def listed(names: list[str]) -> str:
    """Behaviours with the first line of what they say of themselves."""
    return "".join(f"- `{name}`: {first_line(BEHAVIOURS[name])}\n" for name in names)


def row(number: Number, path: str, last: str) -> tuple[str, ...]:
    """One declared number; `last` is its level or its grade."""
    limits = f"{shown(number.low)} to {shown(number.high)}"
    if issubclass(number.kind, IntEnum):
        limits = ", ".join(number.kind.__members__)
    return f"`{path}`", shown(number.default), number.unit, limits, last, number.source, number.meaning


def parameters() -> str:
    """Every number about the world, a table a theme."""
    head = "parameter, default, unit, range, grade, source, meaning"
    parts = []
    for theme, group in Parameters.__annotations__.items():
        rows = [
            row(number, f"parameters.{number.path}", number.grade)
            for number in numbers(Parameters)
            if number.path.startswith(f"{theme}.")
        ]
        parts.append(f"#### `{theme}`\n\n{first_line(group)}\n\n{table(head, rows)}\n")
    return "".join(parts).rstrip("\n") + "\n"


def levers() -> str:
    """Every lever, with the finest agents it can differ between."""
    rows = (row(number, number.path, number.level) for number in numbers(Policy))
    return table("lever, default, unit, range, level, source, meaning", rows)


def sizes() -> str:
    """The numbers of a setting."""
    rows = (row(number, number.path, number.grade) for number in numbers(Setting))
    return table("size, default, unit, range, grade, source, meaning", rows)


def grades() -> str:
    """How well the numbers about the world are known."""
    count = Counter(number.grade for number in numbers(Parameters))
    meaning = {
        "measured": "published for the population the model speaks of",
        "calibrated": "fitted so that a published figure comes out",
        "expert": "published, but for another population, or as a range or a rule",
        "assumed": "no published figure; the sources named say at most in which direction it works",
    }
    return table("grade, parameters, meaning", ((grade, count[grade], meaning[grade]) for grade in GRADES))


def parts() -> dict[str, str]:
    """Every generated part by the name of its markers."""
    made = {f"behaviours-{file}": listed(names) for file, names in behaviours().items()}
    return made | {
        "fields": fields(),
        "words": words(),
        "week": order_of_the_week(),
        "decisions": decisions(),
        "outcomes": measured(),
        "laws": laws(),
        "grades": grades(),
        "parameters": parameters(),
        "levers": levers(),
        "sizes": sizes(),
    }


def renewed(page: str) -> str:
    """The page with every generated part as the code has it now; ValueError for a part missing or not known."""
    made = parts()
    marked = [match.group(1) for match in MARKED.finditer(page)]
    for name in sorted({*made, *WRITTEN_BY_HAND} ^ set(marked)):
        wrong = "no such part is made of the code" if name in marked else f"there is no place for it in {PAGE.name}"
        raise ValueError(f"<!-- {name} -->: {wrong}")

    def filled(match: re.Match) -> str:
        name = match.group(1)
        return f"<!-- {name} -->\n\n{made[name]}\n<!-- /{name} -->" if name in made else match.group(0)

    return MARKED.sub(filled, page)


def main(arguments: list[str]) -> int:
    """Write the generated parts, or check them; the exit status."""
    return write_or_check(PAGE, renewed, "experiments.documentation.odd", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
