"""What `skranke validate --help` says."""

from experiments.trials.help import usage_of_trials

PATTERNS = """  patterns=false                without the published patterns, which take a minute or two; they run with
                                the declared numbers and with seeds of their own
"""


def usage() -> str:
    """How to run all trials, or some."""
    return usage_of_trials("validate", "[NAME ...] ", PATTERNS)
