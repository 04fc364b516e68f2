"""Text in columns, as a terminal shows it: what can be set, with default, range and unit; and tables of results."""

import shutil
import sys
from collections.abc import Sequence
from textwrap import fill, wrap

HEADS = ("name", "default", "range", "unit", "meaning")


def cells(number: object) -> tuple[str, str, str, str]:
    """Default, range, unit and meaning of a number as it is written."""
    from enum import IntEnum

    from sim.declare import Number

    assert isinstance(number, Number)
    if issubclass(number.kind, IntEnum):
        return number.default.name, ", ".join(number.kind.__members__), "", number.meaning
    return f"{number.default:g}", f"{number.low:.16g} to {number.high:.16g}", number.unit, number.meaning


def columns(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Rows in columns; in a terminal what does not fit is wrapped under its own column."""
    listed = [heads, *rows]
    last = len(heads) - 1 if "source" not in heads else heads.index("meaning")
    widths = [max(len(row[i]) for row in listed) for i in range(last)]
    widths = [min(width, 44) for width in widths]
    room = max(
        30, (shutil.get_terminal_size().columns if sys.stdout.isatty() else 10_000) - sum(widths) - 2 * len(widths) - 2
    )
    lines = []
    for row in listed:
        start = "  ".join(f"{cell:<{width}}" for cell, width in zip(row[:last], widths, strict=True))
        tail = row[last] if last == len(heads) - 1 or row is heads else f"{row[last]} [{'; '.join(row[last + 1 :])}]"
        lines += [
            f"  {start if i == 0 else ' ' * len(start)}  {part}" for i, part in enumerate(wrap(tail, room) or [""])
        ]
    return "\n".join(lines)


def wrapped(text: str, indent: int) -> str:
    return fill(text, 110, initial_indent=" " * indent, subsequent_indent=" " * indent)


def print_table(
    title: str,
    heads: tuple[str, ...],
    rows: list[tuple[str, ...]],
    right: tuple[int, ...] = (1, 2),
    always: bool = False,
) -> None:
    """Print rows in columns, a row of one cell being a heading.

    The last column is left out where the terminal is too narrow for it, unless `always`. Cells are printed as they are:
    rich would take what stands in brackets for its own marks.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    full = [row for row in (heads, *rows) if len(row) == len(heads)]
    widths = [max(len(row[i]) for row in full) for i in range(len(heads))]
    console = Console(width=None if sys.stdout.isatty() else 200)
    needed = sum(widths) + 2 * len(widths)
    last = len(heads) if always or console.width >= needed else len(heads) - 1
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(heads))
    for i in range(last):
        table.add_column(Text(heads[i]), justify="right" if i in right else "left", no_wrap=True, min_width=widths[i])
    for row in rows:
        table.add_row(*(Text(cell, style="bold" if len(row) == 1 else "") for cell in row[:last]))
    console.width = max(console.width, needed)
    with console.capture() as captured:
        if title:
            console.print(Text(title, style="bold"))
        console.print(table)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))
