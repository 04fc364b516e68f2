"""The model made ready before it is asked for: compiled once, and what can be chosen read."""

from threading import Event

from experiments.cli.options import options
from experiments.lab.address import Address, policy_of
from experiments.lab.lab_world import LabWorld
from experiments.lab.shocks import levers_of_shock, shocks

SMALLEST = Address(office="small", people=20)


def warm(ending: Event) -> None:
    """Compile what the lab calls, the run that keeps a log after the one without; then read what can be chosen."""
    for events in (False, True):
        world = LabWorld(SMALLEST, SMALLEST.worlds[0], events=events)
        world.live_until(1)
        world.run.chances_seen(world.run.people)
    for name in shocks():
        if not ending.is_set():
            levers_of_shock(name, 0)
    for name in options("policy"):
        if not ending.is_set():
            policy_of(name)
