"""What `skranke rest --help` says."""

from experiments.cli.help import usage_of_scenarios

ABOUT = """
Finds how many must come a week for an office to stay as large as it is under the usual policy, and writes a setting
file with what was found. In the years before week 0 the register is held at its size by arrivals; what that takes in
the later of them, in the mean of eight seeds or more, is the inflow.
  skranke rest office=average
  skranke rest office.jobseekers=1500 office.reduced_capacity_share=0.6 labour_market.employers=200 out=ours
  skranke run --config-dir ours/setting office=at_rest
weeks=N says for how many weeks after that its drift is told.
"""


def usage() -> str:
    """What there is to choose and to set."""
    return usage_of_scenarios("rest", about=ABOUT)
