"""What `skranke bench --help` says."""

from experiments.cli.help import usage_of_scenarios


def usage() -> str:
    """What there is to choose and to set."""
    return usage_of_scenarios("bench")
