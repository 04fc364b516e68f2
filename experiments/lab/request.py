"""What was written after `skranke lab`: port, host, the office that it opens with, and whether a browser is opened."""

from dataclasses import dataclass

from experiments.cli.options import options
from experiments.cli.parse import true_or_false, whole_number
from experiments.cli.refusal import Refused
from experiments.lab.limits import HIGHEST_SEED
from sim.declare import Number, nearest

LAB_OPTIONS = ("port", "open", "host", "office", "seed")
LOOPBACK = "127.0.0.1"
USUAL_PORT = 8642
OFFICES = ("small", "average", "large")
EXAMPLE = "skranke lab office=average"
PORT = Number("port", 0, int, unit="number", low=0, high=65535, source="TCP", meaning="Port", grade="expert", level="")
SEED = Number(
    "seed", 1, int, unit="number", low=0, high=HIGHEST_SEED, source="any", meaning="Seed", grade="expert", level=""
)


@dataclass
class LabRequest:
    """Where the lab is served, and what it opens with."""

    port: int | None  # None: the usual one, or the next that is free
    open: bool
    host: str
    office: str
    seed: int

    def configuration(self) -> str:
        """There is none; raise Refused."""
        raise Refused(f"lab composes no configuration, for it is set in the page; write {EXAMPLE}")


def read_lab(arguments: list[str], *, sweep: bool = False, config_dir: str | None = None) -> LabRequest:
    """Check what was written after `lab`; raise Refused in one sentence."""
    if config_dir:
        raise Refused("lab takes no --config-dir; its policies are those that ship, and its levers are in the page")
    given: dict[str, str] = {}
    for word in arguments:
        name, equals, value = word.partition("=")
        if not equals or name not in LAB_OPTIONS or not value:
            listed = f"{', '.join(LAB_OPTIONS)}{nearest(name, LAB_OPTIONS)}"
            raise Refused(f"lab has no {word!r}; it takes {listed}; write {EXAMPLE}")
        given[name] = value
    office = given.get("office", "large")
    if office not in OFFICES:
        also = ", which the lab does not draw" if office in options("office") else nearest(office, OFFICES)
        raise Refused(f"office is {office!r}{also}; it must be one of {', '.join(OFFICES)}")
    return LabRequest(
        port=whole_number(PORT, given["port"]) if "port" in given else None,
        open=true_or_false("open", given.get("open", "true")),
        host=given.get("host", LOOPBACK),
        office=office,
        seed=whole_number(SEED, given.get("seed", "1")),
    )
