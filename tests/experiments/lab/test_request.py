"""What may be written after `skranke lab`."""

import socket

import pytest

from experiments.cli.refusal import Refused
from experiments.lab.commands import listen, names_of
from experiments.lab.help import usage
from experiments.lab.request import LAB_OPTIONS, read_lab


def test_nothing_needs_to_be_written():
    """This machine alone, a large office, a browser."""
    request = read_lab([])
    assert (request.port, request.open, request.host, request.office, request.seed) == (
        None,
        True,
        "127.0.0.1",
        "large",
        1,
    )


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("prot=8000", "the nearest is 'port'"),
        ("port=80000", "between 0 and 65535"),
        ("port=", "it takes port"),
        ("open=maybe", "true or false"),
        ("office=three_offices", "which the lab does not draw"),
        ("office=lage", "the nearest is 'large'"),
        ("seed=-1", "between 0 and"),
        ("seed=1e30", "whole number"),
        ("policy=ips", "it takes port, open, host, office, seed"),
    ],
)
def test_a_slip_is_answered_in_a_sentence(word, answer):
    with pytest.raises(Refused, match=answer):
        read_lab([word])


def test_a_port_that_is_taken_is_told_and_the_usual_one_gives_way():
    """Port named: refused with another; none named: the next that is free."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"port {port} is in use; write another"):
            listen(read_lab([f"port={port}"]))
    with listen(read_lab([])) as first, listen(read_lab([])) as second:
        assert first.getsockname()[1] != second.getsockname()[1]


def test_a_host_that_is_not_of_this_machine_is_told():
    with pytest.raises(Refused, match="where this machine cannot listen"):
        listen(read_lab(["host=203.0.113.7", "port=0"]))


def test_only_the_own_names_are_answered_to():
    """Others on the network call it by its addresses, and nobody by the name of another site."""
    assert "127.0.0.1:8642" in names_of("127.0.0.1", 8642)
    assert "evil.example:8642" not in names_of("0.0.0.0", 8642)
    assert names_of("127.0.0.1", 8642) < names_of("0.0.0.0", 8642)


def test_help_tells_of_every_option():
    assert all(f"  {name}=" in usage() for name in LAB_OPTIONS)
