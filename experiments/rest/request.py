"""What was written after `skranke rest`: a setting, with numbers as after `skranke run`."""

from dataclasses import dataclass, field, fields, replace

from experiments.cli.composition import Request, read_request
from experiments.cli.parse import refuse_twice, typed_path
from experiments.cli.refusal import Refused
from experiments.rest.figures import Figures, read_figures
from experiments.rest.solving import PLACES
from sim.policy import Shock
from sim.terms import OfficeStart

SOLVED = ("office.inflow_ordinary", "office.inflow_reduced")
FIGURES = "figures"


@dataclass
class RestRequest(Request):
    """A setting to solve, with the figures that were given of it."""

    figures: Figures = field(default_factory=Figures)


def read_rest(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> RestRequest:
    """Check and compose the setting; raise Refused in one sentence for what cannot be at rest."""
    for argument in arguments:
        if argument.partition("=")[0] in SOLVED:
            raise Refused(f"rest finds {argument.partition('=')[0]}, so it is not written; leave {argument} out")
    refuse_twice(arguments)
    named = [argument for argument in arguments if argument.startswith(f"{FIGURES}=")]
    written = [argument for argument in arguments if argument not in named]
    figures = read_figures(typed_path(FIGURES, named[0].partition("=")[2])) if named else Figures()
    words = [*written, *figures.words(written)]
    if figures.in_measures is not None and any(word.startswith(f"{PLACES.path}=") for word in written):
        raise Refused(f"rest finds {PLACES.path} from in_measures; leave one of the two out")
    request = read_request(words, sweep=sweep, config_dir=config_dir)
    if len(request.jobs) > 1:
        raise Refused("rest solves one setting at a time; leave -m out")
    job = request.jobs[0]
    if job.ensemble:
        raise Refused("rest solves a setting for one set of parameters; leave ensemble=true out")
    size = job.scenario.setting.office
    if size.start == OfficeStart.FOUND:
        raise Refused("an office that is found has no weeks of rest; leave office.start=FOUND out")
    if size.jobseekers == 0:
        raise Refused("office.jobseekers is 0; there must be somebody whom an inflow could keep in number")
    if size.rest_weeks < LEAST_WEEKS:
        raise Refused(f"office.rest_weeks is {size.rest_weeks}; inflow is found from {LEAST_WEEKS} weeks on")
    # What is written of levers is what the office usually does; nothing happens to an office at rest.
    job.scenario.policy = job.scenario.usual = replace(job.scenario.policy, shock=Shock())
    return RestRequest(**{each.name: getattr(request, each.name) for each in fields(Request)}, figures=figures)


LEAST_WEEKS = 104
