"""What `skranke bench --help` says."""

from experiments.cli.help import usage_of_scenarios

ABOUT = """
  skranke bench          what a jobseeker-week costs in offices of three sizes, the machine's own floor, the model's own
                         Mesa backend, and one small model in Mesa, NumPy, polars and Numba; some minutes
  skranke bench growth   time and memory against people, offices, weeks, replicates and threads, with a figure
"""


def usage() -> str:
    """What there is to choose and to set."""
    return usage_of_scenarios("bench", words="[growth] ", about=ABOUT)
