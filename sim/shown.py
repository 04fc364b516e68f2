"""A scenario as it is shown at a prompt and in a notebook."""

from typing import Any

from sim.declare import Number

MOST_SHOWN = 6  # numbers in one line
Differing = tuple[str, Any, Number]  # path, value and declaration of a number that is not as declared


def scenario_line(weeks: int, differing: list[Differing], n_changes: int) -> str:
    """Weeks, and the first of the numbers that are not as declared."""
    shown = [f"{path}={_as_name(value)}" for path, value, _ in differing[:MOST_SHOWN]]
    if len(differing) > MOST_SHOWN:
        shown.append(f"and {len(differing) - MOST_SHOWN} numbers more that are not as declared")
    changes = [f"{n_changes} changes"] if n_changes else []
    return f"Scenario({', '.join([f'{weeks} weeks', *(shown or ['all numbers as declared']), *changes])})"


def scenario_table(weeks: int, differing: list[Differing], n_changes: int) -> str:
    """The same as HTML, with what is declared and the unit."""
    rows = "".join(
        f"<tr><td>{path}</td><td>{_as_name(value)}</td><td>{_as_name(number.default)}</td><td>{number.unit}</td></tr>"
        for path, value, number in differing
    )
    changes = f", {n_changes} changes" if n_changes else ""
    heads = "<tr><th>differs</th><th>here</th><th>as declared</th><th>unit</th></tr>"
    table = f"<table>{heads}{rows}</table>" if rows else "<p>All numbers are as declared.</p>"
    return f"<p>Scenario of {weeks} weeks{changes}</p>{table}"


def _as_name(value: Any) -> str:
    """A number as it is read; the name of an enumeration's member."""
    return str(getattr(value, "name", f"{value:g}"))
