"""What was written after `skranke report`: a results folder, and where its page is written."""

import os
from dataclasses import dataclass
from pathlib import Path

from experiments.cli.parse import true_or_false
from experiments.cli.refusal import Refused
from sim.declare import nearest

REPORT_OPTIONS = ("out", "exclude")
PAGE = "report.html"
EXAMPLE = "skranke report results/run/2026-01-31_12-00-00"


@dataclass
class ReportRequest:
    """A results folder, and where its page is written."""

    folder: Path
    out: Path
    exclude: bool

    def configuration(self) -> str:
        """There is none; raise Refused."""
        raise Refused(f"report composes no configuration; {self.folder} holds that of its results; write {EXAMPLE}")


def read_report(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> ReportRequest:
    """Check what was written after `report`; raise Refused in one sentence."""
    given: dict[str, str] = {}
    folders = []
    for word in arguments:
        name, equals, value = word.partition("=")
        if not equals or "/" in name or os.sep in name:
            folders.append(word)
        elif name in REPORT_OPTIONS and value:
            given[name] = value
        else:
            listed = f"{' or '.join(REPORT_OPTIONS)}{nearest(name, REPORT_OPTIONS)}"
            raise Refused(f"report has no {name!r}; it takes a folder, and {listed}; write {EXAMPLE}")
    if len(folders) != 1:
        raise Refused(f"report takes one results folder, and {len(folders)} were named; write {EXAMPLE}")
    folder = Path(folders[0])
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}; write {EXAMPLE}")
    exclude = true_or_false("exclude", given.get("exclude", "false"))
    out = Path(given.get("out", folder / PAGE))
    if out.is_dir() or out.suffix != ".html":
        raise Refused(f"out={out} must name a file that ends in .html; write out=FILE.html, as in out=page.html")
    return ReportRequest(folder, out, exclude)
