"""What `skranke run --help` says."""

from experiments.cli.help import usage_of_scenarios

SWEEPS = """
Several values: -m
  -m policy=baseline,ips        a run for each; NAME=range(0,40,10) and GROUP=glob(*) work too
  -m office=small,large shock=none,recession    every combination
"""


def usage() -> str:
    """What there is to choose and to set, and how several values are run."""
    return usage_of_scenarios("run", words="[-m] ", sweeps=SWEEPS)
