"""`skranke report FOLDER`: one page that stands alone, from a results folder of any verb that writes one."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from experiments.cli.refusal import Refused
from experiments.report.request import PAGE, ReportRequest


def report(request: ReportRequest) -> None:
    """Write the page of a results folder."""
    from analysis.load import Damaged
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
    except (FileNotFoundError, Damaged, Blocked) as problem:
        if isinstance(problem, FileNotFoundError) and problem.errno is not None:
            raise Refused(f"cannot read {request.folder}: {problem.strerror}") from None
        raise Refused(str(problem).replace("out=FOLDER", f"out={request.folder}")) from None
    except OSError as problem:
        raise Refused(
            f"cannot write {request.out}: {problem.strerror or problem}; out=FILE.html names another"
        ) from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        way_out = "take an undamaged copy of the folder, or make the results again; HYDRA_FULL_ERROR=1 shows where"
        raise Refused(f"the files of {request.folder} do not hold what results of {kind} hold; {way_out}") from problem
    print(f"Report in {request.out}")
