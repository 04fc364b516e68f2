"""`skranke report FOLDER`: one page that stands alone, from a results folder of any verb that writes one."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from analysis.language import text
from experiments.cli.presentation import shows_all
from experiments.cli.refusal import Refused
from experiments.report.request import PAGE, ReportRequest
from experiments.results.provenance import way_to_make_again


def report(request: ReportRequest) -> None:
    """Write the page of a results folder."""
    from analysis.load import WAY_OUT, Damaged
    from analysis.report.page import kind_of, write_page
    from analysis.report.run import PAGES
    from analysis.report.study import page_of_study
    from analysis.report.trials import page_of_trials
    from analysis.sensitivity import Blocked
    from analysis.style import PANELS

    try:
        kind = kind_of(request.folder)
        request.out.absolute().parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(prefix=".report-", dir=request.out.absolute().parent))
        try:
            partial, figures = made / PAGE, made / "figures"
            figures.mkdir()
            if kind == "study":
                page = page_of_study(request.folder, figures, request.exclude)
            elif kind == "trials":
                page = page_of_trials(request.folder, figures)
            else:
                page = PAGES[kind](request.folder, figures, shows_all())
            write_page(page, partial, unfolded=shows_all())
            partial.chmod(0o644)
            _move_panels(figures / PANELS, request.out.parent / PANELS)
            os.replace(partial, request.out)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except (FileNotFoundError, Damaged, Blocked) as problem:
        if isinstance(problem, FileNotFoundError) and problem.errno is not None:
            raise Refused(f"cannot read {request.folder}: {problem.strerror}") from None
        named = str(problem).replace("out=FOLDER", f"out={request.folder}")
        raise Refused(named.replace(WAY_OUT, way_to_make_again(request.folder) or WAY_OUT)) from None
    except OSError as problem:
        raise Refused(
            f"cannot write {request.out}: {problem.strerror or problem}; out=FILE.html names another"
        ) from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        way_out = way_to_make_again(request.folder) or f"{WAY_OUT}; HYDRA_FULL_ERROR=1 shows where"
        raise Refused(f"the files of {request.folder} do not hold what results of {kind} hold; {way_out}") from problem
    print(text("Report in {file}", file=request.out))


def _move_panels(made: Path, beside: Path) -> None:
    """Move the panels that were drawn, if any, into their folder beside the page."""
    for path in made.iterdir() if made.is_dir() else ():
        beside.mkdir(exist_ok=True)
        os.replace(path, beside / path.name)
