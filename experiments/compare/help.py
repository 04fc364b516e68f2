"""What `skranke compare --help` says."""

from experiments.cli.help import usage_of_scenarios

COMPARES = """
Which policies: policies=[FIRST,OTHER,...]
  policies=[baseline,digital_first]   the first is what the others are compared with: the same people, the same luck
  policies=[baseline,ips+lean]        a + joins policies into one; whatever else is set holds for all of them

When to stop: replicates=20, or until the interval is narrow enough
  until=0.5pp                   until the 95 % interval of employed_at_104_weeks is 0.5 percentage points wide, from
                                low to high, for every policy; until=OUTCOME:WIDTH for another, as contacts:0.1
  at_most=200                   replicates it may take; the table says when that was not enough
  The interval is looked at after every replicate from the tenth on (replicates=15: from the fifteenth). Looking
  again and again costs a little: some 93 to 95 of 100 such intervals hold the truth.

A pilot: the other policies in some offices only, from a week on
  pilot=[0,1] from_week=104     what an evaluation would see (difference in differences, before against after, these
                                offices against the others) beside what the pilot truly does, and how it comes about;
                                office=three_offices or office.offices=10 gives it others to be compared with.
                                Policies whose `changes` name offices are pilots, too: `skranke run --help changes`

What is kept of single people
  people=first                  everybody's life in the first replicate, in people.parquet; true: in all; false: none
"""
TWENTY_SEEDS = "seed=1 replicates=20 weeks=208 seeds 1 to 20"


def usage() -> str:
    """Which policies, when to stop, what is kept, and what there is to choose and to set."""
    return usage_of_scenarios(
        "compare", words="policies=[FIRST,OTHER,...] ", about=COMPARES, policy="policies=", seeds=TWENTY_SEEDS
    )
