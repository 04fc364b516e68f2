"""What `skranke study --help` and `--list` say."""

from experiments.cli.options import options, why
from experiments.cli.text_columns import cells, columns, wrapped
from experiments.study.design import METHODS
from experiments.study.options import study_numbers
from experiments.study.request import ACTIONS

STUDY_FILE = """
A study of your own: study/mine.yaml in a folder of yours, with --config-dir FOLDER study=mine
  # @package _global_
  # Do the door and the phone decide who gets through?        (one line that says why; --list shows it)
  method: sobol
  samples: 256
  replicates: 4
  vary:                                                       # what is varied:
    - channel.phone_hours                                     #   a number over its declared range
    - parameters.contact.*                                    #   all numbers of a theme
    - {channel.drop_in_hours: [0, 30]}                        #   a range of your own
    - {parameters.search.*: {around: 0.1}}                    #   a tenth of the range on each side of the default
    - {organisation.strategy: {values: [TRAIN_THEN_PLACE, PLACE_THEN_TRAIN]}}
    - {policy: [baseline, digital_first]}                     #   whole policies, or options of any group
  groups: {contact: [parameters.contact.*]}                   # factors that move together (sobol, morris)
  outcomes: [access_failures, talks:JOBBE_DELVIS]             # none: all of them; NAME:GROUP for some people only
  base: [office=average, weeks=104, policy=baseline]          # the runs, as on the command line of `skranke run`

Grids, lists, tables: no indices, but every value you ask for
  method: grid                  every combination of values: {NAME: {values: [0, 6, 16]}}, or `steps` over a range
  method: pairs                 the first value of each factor, then the second, ...
  method: list                  points: [{channel.drop_in_hours: 6, policy: ips}, ...]
  method: table                 points: FILE.csv or FILE.parquet, a column a factor

Points of your own with indices: delta, pawn, rbd_fast, rsa, hdmr
  points: FILE.csv              a column a factor; with outcomes: [y], a column of the table, nothing is run

Any function instead of the model: target=package.module.function
  def mine(parameters, seed): return {"y": parameters["x"] + ...}        and vary: [{x: [0, 1]}]
  It runs in worker processes alone; the modules of yours that it loads are watched, and a change is refused
"""

MORRIS = """
What morris measures of a factor, mu_star: how far it moves the outcome while all else stays
  a number        the mean size of the difference that a jump on the grid of `levels` makes, over the whole range
  options         the largest difference between any two of them at the same point, in the mean over trajectories;
                  each trajectory tries all of them (n options cost n - 1 runs), and nothing is divided by the jump
  So a number that adds 1 over its range, a flag that adds 1 and one policy of seven that adds 1 all have 1.
  sigma           the spread of that difference of a number; of options, of the two whose difference varies most
  mu              the mean with its sign: of a number, and of two options (the second less the first)
  Numbers may move in groups; options are compared alone."""


def listing() -> str:
    """The studies that ship, a line each."""
    names = options("study")
    width = max(len(name) for name in names)
    return "\n".join(f"{name:<{width}}  {why('study', name)}" for name in names)


def usage() -> str:
    """How to ask, run, go on with and read a study."""
    actions = columns(("", ""), list(ACTIONS.items())).split("\n", 1)[1]
    numbers = columns(
        ("name", "default", "range", "unit", "meaning"),
        [(path, *cells(number)) for path, number in study_numbers().items()],
    )
    return f"""Usage: skranke study [ACTION] study=NAME [NAME=VALUE ...] [out=FOLDER]
       skranke study ACTION out=FOLDER

Which study: study=NAME
{wrapped(", ".join(options("study")), 2)}
  skranke study --list tells what each one asks. Whatever else is written holds for its runs, as
  office=small, weeks=52 or parameters.search.matching=0.3.

Actions
{actions}

Its settings: NAME=VALUE
{numbers}

Methods: method=NAME (SALib)
{_methods()}
  --help methods says how morris compares options with numbers

Who does the runs: executor=NAME, executor.SETTING=VALUE
{wrapped(", ".join(options("executor")), 2)}
  executor=local executor.workers=2; executor=slurm executor.partition=normal executor.minutes=60

Trust
  Every point meets the same people with the same luck. A dummy that nothing reads rides along. The seed is a factor
  like the others, and its share of the variance is reported as chance. A run that failed or is missing is named and
  blocks the indices until it is run again (resume), or left out on purpose (exclude=true).
  extend out=FOLDER until=0.05 doubles the sample until the leading index of every factor has an interval that narrow
{STUDY_FILE}
More
  --help levers, parameters, sizes, outcomes   what may be varied, and measured"""


def _methods() -> str:
    rows = [(name, method.counts, method.meaning) for name, method in METHODS.items()]
    return columns(("method", "samples are", "what it tells"), rows)


def methods_text() -> str:
    """Every method, and what the effect of a factor is."""
    return f"Methods: method=NAME (SALib)\n{_methods()}\n{MORRIS}"
