"""Sockets are found through httpx's trace, with and without TLS, and shut from outside."""

from __future__ import annotations

import socket

import pytest

from clerk_app.carriers.sockets import SEND_BUFFER, OpenSockets, socket_options


class Stream:
    """What httpcore hands to a trace: something that gives its socket."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def get_extra_info(self, _name: str) -> socket.socket:
        return self.sock


def test_what_was_connected_is_shut() -> None:
    ours, theirs = socket.socketpair()
    sockets = OpenSockets()
    sockets.trace("connection.connect_tcp.complete", {"return_value": Stream(ours)})
    sockets.shut()
    assert theirs.recv(1) == b""
    with pytest.raises(BrokenPipeError):
        ours.send(b"x")
    sockets.shut()
    ours.close()
    theirs.close()


def test_a_socket_that_was_closed_meanwhile_is_forgotten() -> None:
    sockets = OpenSockets()
    closed = socket.socket()
    sockets.trace("connection.connect_tcp.complete", {"return_value": Stream(closed)})
    closed.close()
    sockets.shut()


def test_the_options_are_ones_that_this_system_takes() -> None:
    with socket.socket() as sock:
        for option in socket_options():
            sock.setsockopt(*option)
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 4 * SEND_BUFFER
