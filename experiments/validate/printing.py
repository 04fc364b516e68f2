"""What is told of all trials and patterns together."""

from experiments.cli.text_columns import print_table
from experiments.trials.printing import target_row
from experiments.trials.request import TrialRequest
from experiments.trials.scoring import TrialScore


def print_overview(scores: list[TrialScore]) -> None:
    """One line a trial."""
    rows = []
    for score in scores:
        _, *numbers, _, _, meaning = target_row(score.headline, score.trial)
        role, verdict = score.trial.role.replace("_", " "), "yes" if score.within else "NO"
        rows.append((score.trial.id, role, verdict, *numbers, meaning or score.headline.target.name))
    n = sum(score.within for score in scores)
    heads = ("trial", "role", "within", "observed", "simulated", "95 % interval", "I", "first target")
    print_table(f"{n} of {len(scores)} trials within what was accepted beforehand", heads, rows, (3, 4, 5, 6))


def patterns_run_with(request: TrialRequest) -> str:
    """What patterns are run with, whatever trials are: the declared numbers, or what was set in their place."""
    written = [word for word in request.job.written if word.startswith(("parameters.", "replace."))]
    return ", ".join(["declared numbers", *written]) + ", seeds of their own"
