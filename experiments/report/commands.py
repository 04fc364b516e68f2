"""`skranke report FOLDER`: one page that stands alone, from a results folder of any verb that writes one."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from experiments.cli.parse import true_or_false
from experiments.cli.refusal import Refused
from sim.declare import nearest

OWN = ("out", "exclude")
PAGE = "report.html"
EXAMPLE = "skranke report results/run/2026-01-31_12-00-00"


USAGE = f"""Usage: skranke report FOLDER [out=FILE.html] [exclude=true]

  FOLDER          a results folder of run (one or several side by side), compare, study, trial or validate
  out=FILE.html   where the page is written; otherwise FOLDER/{PAGE}
  exclude=true    of a study: leave out the blocks of runs that failed, are missing or undefined; the page says which

The page holds everything: figures are inside, it needs no network and no script, and it prints well."""


@dataclass
class ReportRequest:
    """A results folder, and where its page is written."""

    folder: Path
    out: Path
    exclude: bool

    def configuration(self) -> str:
        """There is none; raise Refused."""
        raise Refused(f"report composes no configuration; {self.folder} holds that of its results")


def read_report(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> ReportRequest:
    """Check what was written after `report`; raise Refused in one sentence."""
    given: dict[str, str] = {}
    folders = []
    for word in arguments:
        name, equals, value = word.partition("=")
        if not equals or "/" in name or os.sep in name:
            folders.append(word)
        elif name in OWN and value:
            given[name] = value
        else:
            raise Refused(f"report has no {name!r}; it takes a folder, and {' or '.join(OWN)}{nearest(name, OWN)}")
    if len(folders) != 1:
        raise Refused(f"report takes one results folder, and {len(folders)} were named; write {EXAMPLE}")
    folder = Path(folders[0])
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}; write {EXAMPLE}")
    exclude = true_or_false("exclude", given.get("exclude", "false"))
    out = Path(given.get("out", folder / PAGE))
    if out.is_dir() or out.suffix != ".html":
        raise Refused(f"out={out} must name a file that ends in .html")
    return ReportRequest(folder, out, exclude)


def report(request: ReportRequest) -> None:
    """Write the page of a results folder."""
    from analysis.report.page import kind_of, write_page
    from analysis.report.run import PAGES
    from analysis.report.study import page_of_study
    from analysis.report.trials import page_of_trials
    from analysis.sensitivity import Blocked

    try:
        kind = kind_of(request.folder)
        request.out.absolute().parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(prefix=".report-", dir=request.out.absolute().parent))
        try:
            partial = made / PAGE
            if kind == "study":
                figures = made / "figures"
                figures.mkdir()
                write_page(page_of_study(request.folder, figures, request.exclude), partial)
            else:
                write_page((PAGES | {"trials": page_of_trials})[kind](request.folder), partial)
            partial.chmod(0o644)
            os.replace(partial, request.out)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except (FileNotFoundError, Blocked) as problem:
        if isinstance(problem, FileNotFoundError) and problem.errno is not None:
            raise Refused(f"cannot read {request.folder}: {problem.strerror}") from None
        raise Refused(str(problem).replace("out=FOLDER", f"out={request.folder}")) from None
    except OSError as problem:
        raise Refused(f"cannot write {request.out}: {problem.strerror or problem}") from None
    print(f"Report in {request.out}")
