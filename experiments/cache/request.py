"""What was written after `skranke cache`."""

from dataclasses import dataclass

from experiments.cli.refusal import Refused
from sim.declare import nearest

ACTIONS = ("clear",)


@dataclass
class CacheRequest:
    """Whether what is kept is shown or thrown away."""

    clear: bool

    def configuration(self) -> str:
        """There is none; raise Refused."""
        raise Refused("cache composes no configuration; write skranke cache")


def read_cache(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> CacheRequest:
    """Check what was written after `cache`; raise Refused in one sentence."""
    for word in arguments:
        if word not in ACTIONS:
            raise Refused(f"cache has no {word!r}{nearest(word, ACTIONS)}; write skranke cache or skranke cache clear")
    return CacheRequest(clear=bool(arguments))
