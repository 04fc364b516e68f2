"""What was written after `skranke bench`: a setting and a policy, as after `skranke run`."""

from experiments.cli.composition import Request, read_request
from experiments.cli.refusal import Refused


def read_bench(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> Request:
    """Check and compose what is measured; raise Refused in one sentence."""
    request = read_request(arguments, sweep=sweep, config_dir=config_dir)
    if request.jobs[0].ensemble:
        raise Refused("bench measures speed, which hardly depends on parameters; leave ensemble=true out")
    if request.jobs[0].replace:
        name = next(iter(request.jobs[0].replace))
        raise Refused(f"bench takes no replace.{name}, for it measures the model as it is; leave replace.{name} out")
    return request
