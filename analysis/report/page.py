"""A results folder as one page that stands alone: figures inside, nothing asked of a network, no script.

A page is a title and sections; a section holds paragraphs, notes, tables and figures. What they say is made in
run.py, study.py, study_description.py and trials.py of this folder; analysis/report/page.html lays them out.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.language import decimal_mark, language, text
from analysis.load import read_json

TEMPLATE = "page.html"
FOLDER_KINDS = (  # with the file that each is known by
    ("study", "study.json"), ("compare", "comparison.json"), ("sweep", "sweep.parquet"), ("trials", "validation.json"),
    ("trials", "trial.json"),
)  # fmt: skip


@dataclass
class Part:
    """One part of a section: text, a note that must not be missed, a table or a figure."""

    kind: str  # text, note, table, figure
    text: str = ""  # or the caption
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    right: Sequence[int] = ()  # columns of numbers
    image: str = ""  # as a data address


@dataclass
class Section:
    """A heading and what stands beneath it, folded away until somebody asks for it."""

    title: str
    parts: list[Part] = field(default_factory=list)
    level: int = 2
    folded: bool = False

    @property
    def name(self) -> str:
        """Its name in the address of the page."""
        return "".join(letter if letter.isalnum() else "-" for letter in self.title.lower()).strip("-")

    def text(self, *sentences: str) -> "Section":
        """Add a paragraph."""
        paragraph = " ".join(sentence for sentence in sentences if sentence)
        if paragraph:
            self.parts.append(Part("text", paragraph))
        return self

    def note(self, text: str) -> "Section":
        """Add what must not be missed; nothing for an empty text."""
        if text:
            self.parts.append(Part("note", text))
        return self

    def table(
        self, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()
    ) -> "Section":
        """Add a table, unless it has no rows; a column that holds only dashes is left out."""
        if rows:
            some = [column for column in range(len(head)) if any(row[column] != "–" for row in rows)]
            right = [new for new, column in enumerate(some) if column in right]
            head, rows = [head[column] for column in some], [[row[column] for column in some] for row in rows]
            self.parts.append(Part("table", caption, head, rows, right))
        return self

    def figure(self, path: Path, caption: str) -> "Section":
        """Add a figure of a PNG file; nothing where there is no such file."""
        if path.is_file():
            encoded = base64.b64encode(path.read_bytes()).decode("ascii")
            self.parts.append(Part("figure", caption, image=f"data:image/png;base64,{encoded}"))
        return self


@dataclass
class Page:
    """All that a report says."""

    kind: str
    title: str
    subtitle: str
    sections: list[Section]


def kind_of(folder: Path) -> str:
    """What a results folder holds: study, compare, sweep, trials or run; raise FileNotFoundError where it is none."""
    for kind, name in FOLDER_KINDS:
        if (folder / name).is_file():
            return kind
    if (folder / "outcomes.parquet").is_file() and (folder / "summary.json").is_file():
        return "run"
    kinds = "results of run, compare, study, trial or validate"
    raise FileNotFoundError(f"{folder} holds no {kinds}; name a folder that one of them has written")


def write_page(page: Page, path: Path, unfolded: bool = False) -> None:
    """Write a page as HTML; on request with nothing folded away."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).parent)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    words = {
        "contents": text("Contents"),
        "enlarge": text("Enlarge the figure"),
        "hint": text("tap to enlarge"),
        "written_by": text("Written by skranke report. Everything is in this file: it asks nothing of a network."),
    }
    made.filters["prose"] = _prose
    filled = made.get_template(TEMPLATE).render(page=page, words=words, language=language(), unfolded=unfolded)
    path.write_text(filled, encoding="utf-8")


def _prose(words: str) -> str:
    """A text with what stands in ` ` as code, and no line that begins with the sign of per cent."""
    from markupsafe import escape

    return re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(words))).replace(" %", "\N{NO-BREAK SPACE}%")


def provenance_section(folder: Path) -> Section:
    """Where the results come from, as far as the folder says."""
    section = Section(text("Where this comes from"))
    path = folder / "provenance.json"
    if not path.is_file():
        return section.text(text("Folder {folder}; it holds no provenance.json.", folder=folder.name))
    provenance = read_json(path)
    versions = [f"{name} {number}" for name, number in provenance.get("versions", {}).items() if number]
    rows = [
        (text("command"), " ".join(provenance.get("command", []))),
        (text("started"), str(provenance.get("started", ""))),
        (text("seconds"), _plain(provenance.get("seconds", ""))),
        (text("seeds"), _seeds(provenance.get("seeds", []))),
        (text("backend"), str(provenance.get("backend", ""))),
        (text("source"), _source(provenance.get("source", {}))),
        (text("versions"), ", ".join(versions)),
        (text("machine"), ", ".join(_plain(value) for value in provenance.get("machine", {}).values())),
    ]
    caption = text("What makes the same results again")
    return section.table(caption, (text("what"), text("value")), [row for row in rows if row[1]])


def _plain(value: Any) -> str:
    return decimal_mark(f"{value:.6g}") if isinstance(value, float) else str(value)


def _seeds(seeds: list[int]) -> str:
    if len(seeds) > 3 and seeds == list(range(seeds[0], seeds[0] + len(seeds))):
        return text("{low} to {high}", low=seeds[0], high=seeds[-1])
    return ", ".join(str(seed) for seed in seeds)


def _source(source: dict[str, Any]) -> str:
    parts = [text("hash of sim/ {hash}", hash=source["sim_hash"][:12])] if source.get("sim_hash") else []
    parts += [text("commit {commit}", commit=source["git_commit"][:10])] if source.get("git_commit") else []
    parts += [text("with changes that are not committed")] if source.get("git_changes") else []
    return ", ".join(parts)


def between(low: float | None, high: float | None, write: Any) -> str:
    """An interval as it is read; a dash where there is none."""
    return "–" if low is None or high is None else text("{low} to {high}", low=write(low), high=write(high))
