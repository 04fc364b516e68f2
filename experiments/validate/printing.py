"""What is told of all trials and patterns together."""

from math import inf

from analysis.language import text
from analysis.trial_wording import number_with_unit, reach_text, role_text, verdicts_text, within_text
from experiments.cli.text_columns import print_table
from experiments.trials.printing import target_row
from experiments.trials.request import TrialRequest
from experiments.trials.reweighting import Rebuilt
from experiments.trials.scoring import TrialScore
from experiments.trials.units import unit_of_outcome


def print_overview(scores: list[TrialScore]) -> None:
    """One line a trial."""
    if not scores:
        return
    rows = [_overview_row(score) for score in scores]
    heads = (
        text("trial"), text("role"), text("within"), text("observed"), text("simulated"), text("95 % interval"),
        text("accepted"), text("decided by the target farthest from accepted"),
    )  # fmt: skip
    print_table(verdicts_text([score.within for score in scores]), heads, rows, (3, 4, 5))


def _overview_row(score: TrialScore) -> tuple[str, ...]:
    """A trial with what decides it: the level of the control arm that was not reached, or the target farthest off."""
    verdict = text("told") if score.within is None else within_text(score.within)
    first = (score.trial.id, role_text(score.trial.role), verdict)
    missed = [level for level in score.rebuilt if not level.reached]
    if missed and score.within is False:
        level = max(missed, key=_off)
        unit = unit_of_outcome(score.trial, level.outcome)
        printed, weighted = (number_with_unit(value, unit, "level") for value in (level.printed, level.weighted))
        accepted, what = reach_text(level.tolerance, unit), text("control arm, {outcome}", outcome=level.outcome)
        return (*first, printed, weighted, "", accepted, what)
    name, observed, simulated, interval, _, accepted, *_, meaning = target_row(score.decisive, score.trial)
    return (*first, observed, simulated, interval, accepted, meaning or name.strip())


def _off(level: Rebuilt) -> float:
    """How far a level of the control arm is from what was printed, in what is tolerated."""
    return abs(level.weighted - level.printed) / level.tolerance if level.tolerance else inf


def patterns_run_with(request: TrialRequest) -> str:
    """What patterns are run with, whatever trials are: the declared numbers, or what was set in their place."""
    written = [word for word in request.job.written if word.startswith(("parameters.", "replace."))]
    return ", ".join(["declared numbers", *written]) + ", seeds of their own"
