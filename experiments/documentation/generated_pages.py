"""Pages of which a part is made of the declarations: written anew, or checked."""

import sys
from collections.abc import Callable
from pathlib import Path


def write_or_check(page: Path, renewed: Callable[[str], str], module: str, arguments: list[str]) -> int:
    """`python -m MODULE [--check]`: write the parts that are made, or tell whether they are up to date; the status."""
    if arguments not in ([], ["--check"]):
        print(f"python -m {module} [--check]", file=sys.stderr)
        return 2
    had = page.read_text(encoding="utf-8")
    new = renewed(had)
    if arguments:
        if new != had:
            print(f"{page} is out of date; python -m {module} writes it anew", file=sys.stderr)
        return int(new != had)
    page.write_text(new, encoding="utf-8")
    return 0
