"""What the page of a trial or a validation says of an office at rest: published figures beside simulated ones."""

from pathlib import Path
from typing import Any

from analysis.figures.office_targets import figure_name
from analysis.language import text
from analysis.report.page import Section, between
from analysis.tables import signed
from analysis.trial_wording import number_text, offices_text, unit_text

NONE = "–"
NUMBERS = (1, 2, 3, 4)
Office = dict[str, Any]


def office_sections(offices: list[Office], figures: Path) -> list[Section]:
    """A section for each office at rest; `figures`: the folder that has what was drawn of them."""
    return [_office(office, figures) for office in offices]


def _office(office: Office, figures: Path) -> Section:
    section = Section(text(office["title"])).text(offices_text(office, named=True))
    section.text(text(office["role_because"]))
    if (figures / f"{figure_name(office)}.png").is_file():
        caption = text("Every target beside what was accepted of it")
        section.figure(figures / f"{figure_name(office)}.png", caption)
    if office["why_not"]:
        section.text(text("Why we think it is not reproduced: {why}", why=text(office["why_not"])))
    heads = (
        text("what it is"), text("observed"), text("accepted"), text("simulated"), text("95 % interval"), text("unit"),
        text("within"), text("grade"), text("source"),
    )  # fmt: skip
    measured = [target for target in office["targets"] if target["of"]]
    section.table(text("Targets"), heads, [_row(target) for target in measured], NUMBERS)
    section.text(
        text(
            "Grades: A, official or peer reviewed; B, press, union or vendor; C, computed from published figures; D, "
            "assumed. An identity must hold whatever the numbers are."
        )
    )
    missing = [target for target in office["targets"] if not target["of"]]
    why = (text("what it is"), text("observed"), text("unit"), text("why"), text("grade"), text("source"))
    if missing:
        section.table(text("Not measured"), why, [_missing_row(target) for target in missing], (1,))
    return section.text(text(office["notes"] or ""))


def _row(target: dict[str, Any]) -> tuple[str, ...]:
    """A target that is measured, as it stands in the table."""
    accepted, interval = (_span(target[name], target["unit"]) for name in ("accepted", "interval"))
    within = text("yes") if target["within"] else text("no")
    return (
        _meaning(target), _number(target["observed"], target["unit"]), accepted,
        _number(target["simulated"], target["unit"]), interval, unit_text(target["unit"], "level"),
        within if target["counts"] and target["within"] is not None else text("told"),
        _grade(target), target["source"],
    )  # fmt: skip


def _missing_row(target: dict[str, Any]) -> tuple[str, ...]:
    observed = target["observed"]
    written = _span(target["accepted"], target["unit"]) if observed is None else _number(observed, target["unit"])
    return (
        _meaning(target), written, unit_text(target["unit"], "level"), text(target["not_measured"]),
        _grade(target), target["source"],
    )  # fmt: skip


def _span(ends: dict[str, float | None], unit: str) -> str:
    low, high = ends["low"], ends["high"]
    if low is not None and high is None:
        return text("at least {limit}", limit=_number(low, unit))
    if high is not None and low is None:
        return text("at most {limit}", limit=_number(high, unit))
    return between(low, high, lambda value: _number(value, unit))


def _meaning(target: dict[str, Any]) -> str:
    return text(target["meaning"] or target["name"])


def _grade(target: dict[str, Any]) -> str:
    letter = text("identity") if target["grade"] == "identity" else target["grade"]
    return text("{grade}, foreign", grade=letter) if target["country"] == "foreign" else letter


def _number(value: float | None, unit: str) -> str:
    return NONE if value is None else signed(number_text(value, unit))
