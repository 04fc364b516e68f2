"""An office at rest: published figures and what is simulated, target by target (forest plot)."""

from pathlib import Path
from typing import Any

from analysis.figures.sensitivity_frame import label
from analysis.figures.trials import LETTERS, draw_targets
from analysis.language import text
from analysis.load import read_json
from analysis.trial_wording import grade_text, offices_text

Office = dict[str, Any]


def load_offices(folder: Path | str) -> list[Office]:
    """The offices at rest of a results folder of `skranke trial` or `validate`; none where it has none."""
    for name in ("validation.json", "trial.json"):
        path = Path(folder) / name
        if path.exists():
            return list(read_json(path).get("offices", []))
    return []


def figure_name(office: Office) -> str:
    """What the figure of an office is called."""
    return f"targets_{office['id']}"


def draw_offices(offices: list[Office], folder: Path) -> None:
    """Draw `targets_NAME` of each: a row for each target that is measured, what is accepted as the common scale."""
    for office in offices:
        rows = [_row(office, target) for target in office["targets"] if target["of"]]
        if not rows:
            continue
        labels = [label(text(row["meaning"] or row["name"]), LETTERS) for row in rows]
        grades = [grade_text(row["grade"], row["country"]) for row in rows]
        beneath = text("Blue: within; red: not; hollow and grey: told, and does not count.")
        words = (offices_text(office), beneath)
        draw_targets(rows, labels, (text("grade"), grades), words, folder / figure_name(office))


def _row(office: Office, target: dict[str, Any]) -> dict[str, Any]:
    """A target as the figure of trials has it: nothing is known of how sure a published figure is, but its grade."""
    interval = {"low": None, "high": None}
    return target | {"trial": office, "estimator": "level", "observed_interval": interval}
