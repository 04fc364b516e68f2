"""Which conclusions rest on theory: what no study has measured, the reports say so (calibration targets, patterns).

No causal evidence was found for LEAN on employment, user participation apart from contact, NAV's channel strategy on
employment, or NAV's own employer outreach.
"""

from typing import Any

from analysis.naming import THEORY
from sim.declare import Number, known_numbers, value_at
from sim.policy import Policy
from sim.scenario import Scenario

MARK = "theory-driven"
BY_RULE = {  # beginnings of levers whose effect on employment is theory-driven, whatever their own source
    "organisation.lean": "LEAN",
    "individualization.participation": "participation of the user",
    "channel.": "channel strategy",
    "organisation.market_team": "employer outreach",
    "organisation.employer_matching": "employer outreach",
}


def levers_between(first: Scenario, other: Scenario) -> list[str]:
    """The levers that differ between two scenarios, changes at a week and for some people included."""
    differing = [path for path in known_numbers(Policy) if value_at(first.policy, path) != value_at(other.policy, path)]
    if first.changes != other.changes:
        differing += [path for scenario in (first, other) for change in scenario.changes for path in change.levers]
    return list(dict.fromkeys(differing))


def theme_of(lever: Number) -> str:
    """The theme by which a lever's effect is theory-driven, its own path where its source says so; else empty."""
    by_rule = next((theme for start, theme in BY_RULE.items() if lever.path.startswith(start)), "")
    return by_rule or (lever.path if lever.source.startswith(MARK) else "")


def theory_driven(levers: list[str]) -> dict[str, Any] | None:
    """The levers among these whose effect on employment no study has measured, and a line that says so."""
    numbers = known_numbers(Policy)
    themes = {path: theme for path in levers if (theme := theme_of(numbers[path]))}
    if not themes:
        return None
    named = " and ".join(dict.fromkeys(themes.values()))
    return {"levers": list(themes), "line": THEORY.format(themes=named)}
