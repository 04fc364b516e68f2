"""What `skranke rest --help` says."""

from experiments.cli.help import usage_of_scenarios

ABOUT = """
Finds how many must come a week for an office to stay as large as it is under its usual policy, and writes a setting
file with what was found. In the years before week 0 the register is held at its size by arrivals; what that takes in
the later of them, in the mean of eight seeds or more, is the inflow.
  skranke rest office=average
  skranke rest office.jobseekers=1500 office.reduced_capacity_share=0.6 labour_market.employers=200 out=ours
  skranke run --config-dir ours/setting office=at_rest
  skranke rest figures=ours.yaml
weeks=N says for how many weeks after that its drift is told. Levers that are written are what the office usually does,
at rest and afterwards. figures=FILE gives an office's own figures; each is told beside what the office has at rest:
  people: {GODE_MULIGHETER: 240, JOBBE_DELVIS: 230}   persons by needs group, which give size and reduced capacity
  benefits: {DAGPENGER: 0.4, AAP: 0.6}                shares by benefit: compared, for nothing sets them
  in_measures: 0.24                                   share in measures, which places in measures are found for
  posts: 18.75                                        which people a post follow from
  arrivals: 12                                        persons a week: compared, for they are solved
"""


def usage() -> str:
    """What there is to choose and to set."""
    return usage_of_scenarios("rest", about=ABOUT)
