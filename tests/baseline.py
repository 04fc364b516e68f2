"""The frozen baseline: what a few small settings come to, so that no change moves results unseen.

`python -m tests.baseline "REASON"` makes tests/baseline.yaml anew, on purpose. REASON is a line of CHANGELOG.md that is
marked [results], or a part of one: so that whoever compares two versions reads why they differ.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from experiments.cli.composition import read_request
from sim.engine import run_compiled
from sim.kernel import kernel
from sim.terms import Status
from sim.world import World

HOME = Path(__file__).resolve().parent.parent
FILE = HOME / "tests" / "baseline.yaml"
CHANGES = HOME / "CHANGELOG.md"
SEED = 7
DIGITS = 12  # of what is kept; the same text on another kind of processor may differ in the last ones
SETTINGS = {
    "usual policy": ["office.jobseekers=400", "weeks=104"],
    "digital first, recession": ["office=three_offices", "policy=digital_first", "shock=recession", "weeks=60"],
    "individualized, IPS, integrated": ["office=small", "policy=individualized", "individualization=ips",
                                        "organisation=integrated", "weeks=78"],
    "standardized, pandemic": ["office=small", "policy=standardized", "shock=pandemic", "weeks=60"],
}  # fmt: skip
WEEKLY = [
    "seeking", "in_measure", "waiting_for_health", "employed", "disability_pension", "out_of_labour_force",
    "arrived", "waiting_for_measure", "self_service", "phone", "access_failures", "n_present", "hours_absence",
    "hours_reception", "hours_mandatory", "hours_follow_up", "hours_slack", "nok_admin", "nok_measures",
    "nok_benefits", "coping", "trust", "stress", "talks_due", "vacancies",
]  # fmt: skip
PEOPLE = [
    "coping", "trust", "motivation", "relation", "plan", "job_help", "measure_gain", "mental_health",
    "applications", "measures_ended",
]  # fmt: skip
STAFF = ["stress", "user_competence", "market_competence", "talks", "placements"]
EMPLOYERS = ["openness", "relation", "hires", "failures", "filled"]


def sums() -> dict[str, dict[str, Any]]:
    """The sums of every setting, as they are now."""
    live = kernel()
    scenarios = {name: read_request(words).jobs[0].scenario for name, words in SETTINGS.items()}
    return {name: sums_of(run_compiled(scenario, live, SEED)) for name, scenario in scenarios.items()}


def sums_of(world: World) -> dict[str, Any]:
    """What one run comes to: the books of all its weeks, and those who are there at the end."""
    there = world.jobseekers[world.jobseekers["status"] != Status.VACANT]
    parts = {
        "weekly": (world.weekly, WEEKLY),
        "jobseekers": (there, PEOPLE),
        "caseworkers": (world.caseworkers, STAFF),
        "employers": (world.employers, EMPLOYERS),
    }
    return {f"{part}.{field}": total(records[field]) for part, (records, fields) in parts.items() for field in fields}


def total(values: np.ndarray) -> int | float:
    """A sum, as exactly as it is kept."""
    return int(values.sum()) if values.dtype.kind == "i" else float(f"{values.sum():.{DIGITS}g}")


def reasons() -> list[str]:
    """The entries of the changelog that say that results moved, each on one line."""
    entries = CHANGES.read_text(encoding="utf-8").split("\n- ")
    return [" ".join(entry.split()) for entry in entries if "[results]" in entry]


def main(words: list[str]) -> int:
    """Write the baseline anew for a reason that the changelog gives."""
    reason = " ".join(" ".join(words).split())
    if not reason or not any(reason in entry for entry in reasons()):
        print('say why, in words that stand in a [results] line of CHANGELOG.md: python -m tests.baseline "..."')
        return 2
    kept = {"because": reason, "seed": SEED, **sums()}
    FILE.write_text(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
