"""What was written after `skranke rest`: a setting, with numbers as after `skranke run`."""

from experiments.cli.composition import Request, read_request
from experiments.cli.refusal import Refused
from sim.terms import OfficeStart

SOLVED = ("office.inflow_ordinary", "office.inflow_reduced")


def read_rest(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> Request:
    """Check and compose the setting; raise Refused in one sentence for what cannot be at rest."""
    for argument in arguments:
        if argument.partition("=")[0] in SOLVED:
            raise Refused(f"rest finds {argument.partition('=')[0]}, so it is not written; leave {argument} out")
    request = read_request(arguments, sweep=sweep, config_dir=config_dir)
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
    return request


LEAST_WEEKS = 104
