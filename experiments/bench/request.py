"""What was written after `skranke bench`: a setting and a policy, as after `skranke run`, or how cost grows."""

from dataclasses import dataclass

from experiments.cli.composition import Request, read_request
from experiments.cli.refusal import Refused

ACTIONS = ("growth",)


@dataclass
class BenchRequest(Request):
    """What is measured, and whether it is how cost grows."""

    growth: bool = False


def read_bench(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> BenchRequest:
    """Check and compose what is measured; raise Refused in one sentence."""
    growth = arguments[:1] == list(ACTIONS)
    request = read_request(arguments[1:] if growth else arguments, sweep=sweep, config_dir=config_dir)
    if request.jobs[0].ensemble:
        raise Refused("bench measures speed, which hardly depends on parameters; leave ensemble=true out")
    if request.jobs[0].replace:
        name = next(iter(request.jobs[0].replace))
        raise Refused(f"bench takes no replace.{name}, for it measures the model as it is; leave replace.{name} out")
    return BenchRequest(request.jobs, request.swept, request.out, request.sweep, growth)
