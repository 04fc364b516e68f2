"""The generated part of docs/trials.md: `python -m experiments.trials.page [--check]`."""

import sys
from pathlib import Path

from experiments.trials.usage import format_page

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "trials.md"
BEGIN, END = "<!-- entries -->", "<!-- /entries -->"


def renewed(page: str) -> str:
    """The page with its tables as they are declared now."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{format_page()}\n\n{END}{tail}"


def main(arguments: list[str]) -> int:
    """Write the tables, or check them; the exit status."""
    page = PAGE.read_text(encoding="utf-8")
    new = renewed(page)
    if arguments == ["--check"]:
        if new != page:
            print(f"{PAGE} is out of date; python -m experiments.trials.page writes it anew", file=sys.stderr)
        return int(new != page)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
