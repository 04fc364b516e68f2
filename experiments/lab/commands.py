"""`skranke lab`: serve the lab from this machine, and open it in a browser."""

import contextlib
import errno
import socket
import webbrowser
from threading import Timer

import uvicorn

from analysis.language import language, text
from experiments.cli.refusal import Refused
from experiments.lab.limits import MESSAGE_BYTES
from experiments.lab.request import USUAL_PORT, LabRequest
from experiments.lab.server import application

PORTS_TRIED = 20
EVERYWHERE = ("0.0.0.0", "::")
SECONDS_UNTIL_SERVED = 0.3


def lab(request: LabRequest) -> None:
    """Serve the lab until it is interrupted."""
    listening = listen(request)
    port = listening.getsockname()[1]
    home = f"{request.host if request.host not in EVERYWHERE else 'localhost'}:{port}"
    where = f"http://{home}/#office={request.office}&seed={request.seed}&language={language()}"
    print(text("The lab is at {address}", address=where))
    if request.host in EVERYWHERE:
        for address in own_addresses():
            print("  " + text("for others on the network: {address}", address=f"http://{address}:{port}/"))
    print(text("Ctrl-C ends it."), flush=True)
    if request.open:
        Timer(SECONDS_UNTIL_SERVED, webbrowser.open, [where]).start()
    app = application(names_of(request.host, port), language())
    config = uvicorn.Config(
        app, log_level="error", ws="websockets-sansio", ws_max_size=MESSAGE_BYTES, ws_per_message_deflate=True,
        server_header=False, timeout_graceful_shutdown=2, h11_max_incomplete_event_size=MESSAGE_BYTES,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def listen(request: LabRequest) -> socket.socket:
    """A socket that listens where it was asked to; Refused in one sentence where that cannot be."""
    first = USUAL_PORT if request.port is None else request.port
    ports = range(first, first + (PORTS_TRIED if request.port is None else 1))
    for port in ports:
        try:
            family = socket.AF_INET6 if ":" in request.host else socket.AF_INET
            listening = socket.socket(family, socket.SOCK_STREAM)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((request.host, port))
            listening.listen(128)
            return listening
        except OSError as problem:
            listening.close()
            if problem.errno == errno.EADDRINUSE and port != ports[-1]:
                continue
            if problem.errno == errno.EADDRINUSE:
                raise Refused(f"port {port} is in use; write another, as in port={port + 1}") from None
            if problem.errno == errno.EACCES:
                raise Refused(f"port {port} is not open to you; write one from 1024 on, as in port=8642") from None
            raise Refused(
                f"host is {request.host!r}, where this machine cannot listen ({problem.strerror or problem}); "
                "write host=127.0.0.1, or host=0.0.0.0 for the whole network"
            ) from None
    raise Refused(f"the ports {ports[0]} to {ports[-1]} are in use; write another, as in port=9000")


def names_of(host: str, port: int) -> frozenset[str]:
    """What a browser may call this lab by."""
    names = {"localhost", "127.0.0.1", "[::1]"}
    if host in EVERYWHERE:
        names |= {socket.gethostname().lower(), *own_addresses()}
    else:
        names.add(f"[{host}]" if ":" in host else host.lower())
    with_port = {f"{name}:{port}" for name in names}
    return frozenset(with_port | (names if port == 80 else set()))


def own_addresses() -> list[str]:
    """The addresses of this machine on the networks that it is in."""
    addresses: set[str] = set()
    with contextlib.suppress(OSError):
        addresses |= {str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        try:
            outward.connect(("192.0.2.1", 9))  # nothing is sent: it tells which address would send
            addresses.add(outward.getsockname()[0])
        except OSError:
            pass
    return sorted(address for address in addresses if not address.startswith("127."))
