"""The nudge twin: the first policy with a change too small to matter, as the yardstick for whose life differs.

People compete and queue, so that any change, however small, travels: somebody is called a week later, another gets the
job. Whose lives differ between two policies is therefore in part luck, and the twin shows how much: what a policy does
to people beyond what the nudge does is of the policy.
"""

import copy
from typing import TYPE_CHECKING, Any

from sim.declare import set_value, value_at
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

NUDGE_TWIN = "nudge twin"
LEVER, STEP = "channel.digital_default", 0.01  # a hundredth more of the people are sent to digital channels
MORE, FEWER = "more_weeks_employed", "fewer_weeks_employed"
YARDSTICKED = (MORE, FEWER, "same_working_life", "unchanged")


def nudged(scenario: Scenario) -> Scenario:
    """The same scenario with the lever a hundredth further, or back where it stands at its end."""
    twin = copy.deepcopy(scenario)
    before = value_at(twin.policy, LEVER)
    set_value(twin.policy, LEVER, before + STEP if before + STEP <= 1.0 else before - STEP)
    return twin


def about_nudge(scenario: Scenario) -> dict[str, Any]:
    """What the nudge is: lever, and its values before and after."""
    return {"lever": LEVER, "from": value_at(scenario.policy, LEVER), "to": value_at(nudged(scenario).policy, LEVER)}


def beyond_nudge(gained: "pd.DataFrame", policy: str) -> "pd.DataFrame":
    """Shares of people whose life differs under a policy less those under the nudge twin of the same seed."""
    keys = ["seed", "grouping", "category", "outcome"]
    rows = gained[gained["outcome"].isin(YARDSTICKED)]
    of_policy, of_twin = (rows[rows["policy"] == name].set_index(keys)["value"] for name in (policy, NUDGE_TWIN))
    return (of_policy - of_twin).reset_index()
