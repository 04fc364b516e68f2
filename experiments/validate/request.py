"""What was written after `skranke validate`: which trials, whether the patterns too, with which parameters."""

from experiments.cli.parse import true_or_false
from experiments.parameter_sets import SHIPPED_ENSEMBLE, read_ensemble
from experiments.trials.request import TrialRequest, read_words, trial_request


def read_validation(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> TrialRequest:
    """All trials and the patterns, or a selection of trials; raise Refused in one sentence."""
    patterns = [word.partition("=")[2] for word in arguments if word.startswith("patterns=")]
    names, folder, rest = read_words([word for word in arguments if not word.startswith("patterns=")], "validate")
    judge = true_or_false("patterns", patterns[-1]) if patterns else not names and folder is None
    if SHIPPED_ENSEMBLE.exists() and not any(word.startswith("ensemble=") for word in rest):
        rest = ["ensemble=true", *rest]  # what is known of the parameters belongs to what is validated
    if "ensemble=true" in rest and not any(word.startswith("replicates=") for word in rest):
        rest = [f"replicates={len(read_ensemble().members)}", *rest]  # every set once
    return trial_request(folder, names, rest, config_dir, judge)
