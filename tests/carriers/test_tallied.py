"""A counted connection behaves as httpcore expects one to."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpcore
import pytest

from clerk_app.carriers.dialling import Dialler
from clerk_app.carriers.tallied import Stream, Tally
from clerk_app.carriers.transport import Route
from clerk_app.carriers.wire import pinned_wire


@pytest.fixture
def pair() -> Iterator[tuple[Stream, socket.socket]]:
    near, far = socket.socketpair()
    stream = Stream(near, Tally())
    yield stream, far
    stream.close()
    far.close()


def test_an_idle_connection_is_readable_only_when_it_ended(pair: tuple[Stream, socket.socket]) -> None:
    stream, far = pair
    assert stream.get_extra_info("is_readable") is False
    far.close()
    assert stream.get_extra_info("is_readable") is True
    assert stream.read(10, 1.0) == b""
    stream.close()
    assert stream.get_extra_info("is_readable") is True


def test_silence_and_a_full_line_are_timeouts(pair: tuple[Stream, socket.socket]) -> None:
    stream, _ = pair
    with pytest.raises(httpcore.ReadTimeout):
        stream.read(10, 0.01)
    with pytest.raises(httpcore.WriteTimeout):
        stream.write(b"x" * 10_000_000, 0.01)


def test_what_is_not_known_of_it_is_nothing(pair: tuple[Stream, socket.socket]) -> None:
    assert pair[0].get_extra_info("ssl_object") is None
    assert pair[0].get_extra_info("colour") is None


def test_a_handshake_and_the_records_are_counted(serve, authority, tls) -> None:
    def answer(talk) -> None:
        while talk.request() is not None:
            talk.answer(b"{}")

    server, tally = serve(answer, tls), Tally()
    wire = pinned_wire(server.url, authority.pem, route=Route(Dialler(tally)))
    wire.ask("GET", "/v1/health")
    first = tally.take()
    wire.ask("GET", "/v1/health")
    second = tally.take()
    assert first - second == 2_600
    assert 100 < second < 500
    wire.close()


def test_what_has_come_before_the_question_ended_ends_it_and_is_read_whole(pair: tuple[Stream, socket.socket]) -> None:
    stream, far = pair
    stream.write(b"question", 1.0)
    far.sendall(b"answer")
    for _ in range(2):
        with pytest.raises(httpcore.WriteError):
            stream.write(b"more of it", 1.0)
    assert far.recv(100) == b"question"
    assert stream.read(3, 1.0) + stream.read(100, 1.0) == b"answer"
    stream.write(b"next", 1.0)
    assert far.recv(100) == b"next"
