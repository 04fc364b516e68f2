"""The verbs of the command line, a row each: what is done, which functions read, do and explain it, and its actions.

Functions, and the table of actions, are named as module:name and imported when called for, so that help comes at once.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple


class Verb(NamedTuple):
    """One verb of `skranke VERB`."""

    summary: str  # what it does
    do: str  # the function that does it; it takes a request
    help: str  # the function that gives the text of --help
    read: str = "experiments.cli.composition:read_request"  # makes a request of the words after the verb
    listing: str = ""  # gives the text of --list; empty where there is nothing to list
    actions: str = ""  # the table of words that may stand first after it, which are no topics of help
    topics: Mapping[str, str] = {}  # topics of help that it brings, each with the function that gives the text
    may_sweep: bool = False  # whether -m runs several values one after another


VERBS = {
    "run": Verb(
        "run a policy in a setting: summary with intervals, tables, figures",
        do="experiments.run.commands:run",
        help="experiments.run.help:usage",
        may_sweep=True,
    ),
    "compare": Verb(
        "compare policies on the same people with the same luck",
        do="experiments.compare.commands:compare",
        help="experiments.compare.help:usage",
        read="experiments.compare.request:read_comparison",
    ),
    "study": Verb(
        "sensitivity study: which numbers and policies decide what",
        do="experiments.study.commands:study",
        help="experiments.study.help:usage",
        read="experiments.study.request:read_study",
        listing="experiments.study.help:listing",
        actions="experiments.study.request:ACTIONS",
        topics={"methods": "experiments.study.help:methods_text"},
    ),
    "trial": Verb(
        "run a published experiment again, or an office at rest: simulated beside observed",
        do="experiments.trials.commands:trial",
        help="experiments.trials.help:usage",
        read="experiments.trials.request:read_trial_request",
        listing="experiments.trials.help:listing",
        topics={"format": "experiments.trials.help:format_text"},
    ),
    "validate": Verb(
        "all published experiments, patterns and offices at rest: what holds",
        do="experiments.validate.commands:validate",
        help="experiments.validate.help:usage",
        read="experiments.validate.request:read_validation",
        listing="experiments.trials.help:listing",
    ),
    "calibrate": Verb(
        "fit parameters to published experiments; an ensemble",
        do="experiments.calibration.commands:calibrate",
        help="experiments.calibration.help:usage",
        read="experiments.calibration.request:read_calibration",
    ),
    "rest": Verb(
        "solve the inflow that keeps an office at rest; a setting file",
        do="experiments.rest.commands:rest",
        help="experiments.rest.help:usage",
        read="experiments.rest.request:read_rest",
    ),
    "report": Verb(
        "one page that stands alone, from a results folder",
        do="experiments.report.commands:report",
        help="experiments.report.help:usage",
        read="experiments.report.request:read_report",
    ),
    "lab": Verb(
        "the teaching lab: an office week by week in the browser, two policies side by side",
        do="experiments.lab.commands:lab",
        help="experiments.lab.help:usage",
        read="experiments.lab.request:read_lab",
    ),
    "bench": Verb(
        "how fast the model is, beside the machine's floor and other engines",
        do="experiments.bench.commands:bench",
        help="experiments.bench.help:usage",
        read="experiments.bench.request:read_bench",
        actions="experiments.bench.request:ACTIONS",
    ),
    "cache": Verb(
        "the compiled code that is kept: show it, or clear it",
        do="experiments.cache.commands:cache",
        help="experiments.cache.help:usage",
        read="experiments.cache.request:read_cache",
        actions="experiments.cache.request:ACTIONS",
    ),
}
TOPICS = {topic: text for verb in VERBS.values() for topic, text in verb.topics.items()}


def load(name: str) -> Any:
    """What stands at module:name."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
