"""Mistakes with folders: of files of one's own, of results to be written, and of results that are there."""

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.mistakes.files import POLICY, file, from_file
from tests.mistakes.judging import Mistake
from tests.mistakes.kinds import Draw, kind
from tests.mistakes.results import make
from tests.mistakes.words import NEEDED, verb_of


@kind("a folder of files that is not there, or not so")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw, "run", "bench")
    words, prepare, named = draw.choice([
        (("--config-dir", "nowhere"), file("x", ""), "nowhere"), (("--config-dir", "x"), file("x", ""), "x"),
        (("--config-dir=",), file("x", ""), "--config-dir"), (("--config-dir",), file("x", ""), "--config-dir"),
        (("policy=mine",), file("policy/mine.yaml", POLICY), "mine"),
        (("policy=mine.yaml",), file("mine.yaml", POLICY), "mine.yaml"),
        (("--config-dir", ".", "policy=mine"), file("mine.yaml", POLICY), "mine"),
        (("--config-dir", ".", "policy=mine"), file("policy/mine.yml", POLICY), "mine"),
        (("--config-dir", ".", "policy=mine"), file("policy/mine.yaml/x", ""), "mine"),
        (("--config-dir", ".", "policy=mine"), file("policy/Mine.yaml", POLICY), "mine"),
        (("--config-dir", "policy", "policy=mine"), file("policy/mine.yaml", POLICY), "mine"),
        (("policy=policy/mine.yaml",), file("policy/mine.yaml", POLICY), "policy/mine.yaml"),
    ])  # fmt: skip
    return from_file(verb, *words, named=(named,), prepare=prepare)


@kind("a results folder that cannot be had")
def _(draw: Draw) -> Mistake:
    verb = verb_of(draw, "run", "compare", "study", "trial", "bench")
    verb = "run" if verb == "bench" else verb
    word, prepare = draw.choice([
        ("out=used", file("used/notes.txt", "mine")), ("out=file", file("file", "mine")),
        ("out=file/below", file("file", "")), ("out=", file("x", "")), ("out=.", file("x", "")),
        ("out=..", file("x", "")), ("out=/proc/nothing/here", file("x", "")),
        ("out=~nobody_of_that_name/x", file("x", "")), (f"out={'x' * 300}", file("x", "")),
        ("out='used'", file("used/notes.txt", "")),
    ])  # fmt: skip
    named = ("used", "file", "out=", "out", "/proc/nothing", "xxx")
    return from_file(verb, *NEEDED[verb][: verb in ("study", "trial")], word, named=named, prepare=prepare)


@cache
def made_once() -> Path:
    """A folder that holds results of each kind, made once; whoever wants some copies them."""
    folder = Path(mkdtemp(prefix="mistakes-"))
    make(folder)
    return folder


@dataclass(frozen=True)
class Results:
    """Results of one kind, of which a file may be damaged."""

    name: str
    file: str = ""
    damage: str = ""
    salt: float = 0.0

    def __call__(self, folder: Path) -> None:
        """Copy them, and damage the file."""
        shutil.copytree(made_once() / self.name, folder / self.name)
        shutil.copy(made_once() / "my_function.py", folder)
        (folder / "empty").mkdir()
        path = folder / self.name / self.file
        if self.damage in ("gone", "a folder"):
            path.unlink()
            _ = self.damage == "gone" or path.mkdir()
        elif self.damage:
            path.write_bytes(damaged(self.damage, Draw(self.salt), path.read_bytes()))


def damaged(how: str, draw: Draw, content: bytes) -> bytes:
    """What is left of a file."""
    noise = bytes(draw.randrange(256) for _ in range(400)) + b"\xff"
    return {"cut": content[: draw.choice([1, 4, 20])], "emptied": b"", "overwritten": noise, "replaced": b"[1, 2]\n"}[
        how
    ]


DAMAGES = ("cut", "emptied", "overwritten", "replaced", "gone", "a folder")
FILES = {
    "run": ("config.yaml", "outcomes.parquet", "weekly.parquet", "summary.json"),
    "compared": ("config.yaml", "outcomes.parquet", "differences.parquet", "gained.parquet", "comparison.json"),
    "studied": ("study.json", "design.parquet", "runs.parquet"),
}


@kind("results that are damaged")
def _(draw: Draw) -> Mistake:
    folder = draw.choice(list(FILES))
    name, how, salt = draw.choice(FILES[folder]), draw.choice(DAMAGES), draw.random()
    prepare = Results(folder, name, how, salt)
    return Mistake("", ("report", folder, f"out=page-{name[:4]}-{how[:3]}.html"), (name, folder), prepare)


@kind("a study that is damaged")
def _(draw: Draw) -> Mistake:
    action = draw.choice(["collect", "resume", "status", "extend", "cancel"])
    listed = ["study.json"]
    if action not in ("status", "cancel"):  # these look at nothing else
        listed += ["submitted/design-0-8.parquet", "submitted/values-0-8.parquet", "submitted/bases.json"]
    name, how, salt = draw.choice(listed), draw.choice(DAMAGES), draw.random()
    words = ("study", action, "out=begun", *["samples=16"][: action == "extend"])
    return Mistake("", words, (name.rpartition("/")[2], "begun"), Results("begun", name, how, salt))


@kind("words after an action on a study")
def _(draw: Draw) -> Mistake:
    words, named = draw.choice([
        (("collect",), "out=FOLDER"), (("status", "out=nowhere"), "nowhere"), (("resume", "out="), "out="),
        (("resum", "out=begun"), "resum"), (("extend", "out=begun"), "extend"),
        (("extend", "out=begun", "samples=4"), "samples"), (("extend", "out=begun", "samples=1,6"), "samples"),
        (("extend", "out=begun", "method=sobol"), "method"), (("collect", "out=begun", "exclude=ja"), "exclude"),
        (("collect", "begun"), "begun"), (("status", "out=my_function.py"), "my_function.py"),
        (("cancel", "out=begun", "executor=local"), "executor"), (("collect", "out=run"), "run"),
        (("resume", "out=begun", "executor=slrum"), "slrum"), (("extend", "out=begun", "until=0,5"), "until"),
        (("Collect", "out=begun"), "Collect"), (("collect", "out=begun"), "begun"),
        (("extend", "out=begun", "samples=12"), "samples"), (("list",), "list"),
    ])  # fmt: skip
    return Mistake("", ("study", *words), (named,), Results("begun"))


@kind("a folder for report that holds no results")
def _(draw: Draw) -> Mistake:
    words, named = draw.choice([
        (("nowhere",), "nowhere"), ((), "folder"), (("run", "run"), "2"), (("my_function.py",), "my_function.py"),
        (("empty",), "empty"), (("run", "out=page.pdf"), "page.pdf"), (("run", "out=run"), "run"),
        (("run", "ou=page.html"), "ou"), (("out=run",), "folder"), (("run", "exclude=ja"), "exclude"),
        (("run", "out=my_function.py/page.html"), "page.html"), (("run/outcomes.parquet",), "outcomes.parquet"),
        (("run", "out="), "out"), (("run", "--cfg", "job"), "report"), (("/proc",), "/proc"),
        (("run", "language=no"), "no"),
    ])  # fmt: skip
    return Mistake("", ("report", *words), (named,), Results("run"))
