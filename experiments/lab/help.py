"""What `skranke lab --help` says."""

from experiments.lab.limits import MOST_CONVERSATIONS
from experiments.lab.request import OFFICES, USUAL_PORT


def usage() -> str:
    """What opens, and how others on the network reach it."""
    return f"""Usage: skranke lab [NAME=VALUE ...]

A NAV office in the browser, week by week: whom the caseworkers reach and whom they leave, two policies side by side
on the same people with the same luck. Everything is served from this machine; no network is needed.

  office=large      {", ".join(OFFICES)}: what it opens with; the page has a choice of its own
  seed=1            whose luck
  port={USUAL_PORT}         where it is served; without it the next free port is taken when that one is in use
  open=true         false: print the address, and open no browser
  host=127.0.0.1    this machine alone; host=0.0.0.0 lets others on the network in, {MOST_CONVERSATIONS} at a time
  language=nb       norsk; the page has a choice of its own

The address in the browser is the lab: whoever opens it sees the same office, policies and week. Ctrl-C ends it."""
