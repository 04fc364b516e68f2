"""The model made ready before it is asked for: compiled once, the run that keeps a log after the one that does not."""

from experiments.lab.address import Address
from experiments.lab.lab_world import LabWorld

SMALLEST = Address(office="small", people=20)


def warm() -> None:
    """Compile what the lab calls."""
    for events in (False, True):
        world = LabWorld(SMALLEST, SMALLEST.worlds[0], events=events)
        world.live_until(1)
        world.run.chances_seen(world.run.people)
