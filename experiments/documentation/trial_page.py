"""The generated part of docs/trials.md: `python -m experiments.documentation.trial_page [--check]`."""

import sys
from pathlib import Path

from experiments.documentation.generated_pages import write_or_check
from experiments.trials.help import format_page

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "trials.md"
BEGIN, END = "<!-- entries -->", "<!-- /entries -->"


def renewed(page: str) -> str:
    """The page with its tables as they are declared now."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{format_page()}\n\n{END}{tail}"


def main(arguments: list[str]) -> int:
    """Write the tables, or check them; the exit status."""
    return write_or_check(PAGE, renewed, "experiments.documentation.trial_page", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
