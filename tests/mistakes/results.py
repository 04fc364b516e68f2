"""Results of each kind, small and whole, to make mistakes with: a run, a comparison, a study begun, and one done."""

import contextlib
import io
import shutil
from pathlib import Path

from experiments.command import main
from tests.mistakes.files import FUNCTION, FUNCTION_STUDY

TINY = ("office.jobseekers=30", "labour_market.employers=8", "weeks=4", "replicates=2", "backend=mesa")


def make(folder: Path) -> None:
    """Fill a folder with them, by the commands themselves."""
    (folder / "study").mkdir()
    (folder / "my_function.py").write_text(FUNCTION, encoding="utf-8")
    (folder / "study" / "mine.yaml").write_text(FUNCTION_STUDY, encoding="utf-8")
    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        for words in (
            ("run", *TINY, "out=run"),
            ("compare", "policies=[baseline,ips]", *TINY, "out=compared"),
            ("study", "--config-dir", ".", "study=mine", "out=studied"),
        ):
            status = main(list(words))
            assert status == 0, printed.getvalue()
    shutil.copytree(folder / "studied", folder / "begun")
    for path in (folder / "begun" / "results").iterdir():
        path.unlink()
