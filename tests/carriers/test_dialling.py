"""Addresses race, a name server may be dead, and nobody waits longer than they must."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpcore
import pytest

from clerk_app.carriers.dialling import Dialler, Forgetful, _ends
from clerk_app.carriers.tallied import Tally

HOST = "centar.primer.rs"


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def silent() -> Iterator[tuple[str, int]]:
    """An IPv6 address at which nobody ever answers: its queue is full, so what is dialled there is dropped."""
    with socket.socket(socket.AF_INET6) as listening:
        listening.bind(("::1", 0))
        listening.listen(0)
        address = listening.getsockname()[:2]
        waiting = []
        for _ in range(8):
            sock = socket.socket(socket.AF_INET6)
            sock.setblocking(False)
            sock.connect_ex(address)
            waiting.append(sock)
        yield address
        for sock in waiting:
            sock.close()


def port_of(server: socket.socket) -> int:
    port: int = server.getsockname()[1]
    return port


def info(family: socket.AddressFamily, address: tuple[str, int]) -> tuple[object, ...]:
    return (family, socket.SOCK_STREAM, 6, "", address)


def nobody(*_: object, **__: object) -> list[object]:
    raise socket.gaierror(socket.EAI_AGAIN, "no name server")


def test_a_dead_ipv6_address_that_refuses_costs_nothing(server: socket.socket) -> None:
    addresses = [
        info(socket.AF_INET6, ("::1", port_of(server))),
        info(socket.AF_INET, ("127.0.0.1", port_of(server))),
    ]
    dialler = Dialler(resolve=lambda *_, **__: addresses)
    stream = dialler.connect_tcp(HOST, port_of(server), 4.0)
    assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
    assert dialler.ipv6_dead
    assert dialler.network == "127.0.0.1"
    stream.close()


def test_one_that_is_silent_costs_the_stagger_and_not_the_timeout(
    server: socket.socket, silent: tuple[str, int]
) -> None:
    addresses = [info(socket.AF_INET6, silent), info(socket.AF_INET, ("127.0.0.1", port_of(server)))]
    dialler = Dialler(resolve=lambda *_, **__: addresses, stagger=0.2)
    stream = dialler.connect_tcp(HOST, port_of(server), 60.0)
    assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
    assert dialler.ipv6_dead
    stream.close()


def test_when_all_are_silent_the_timeout_holds(silent: tuple[str, int]) -> None:
    dialler = Dialler(resolve=lambda *_, **__: [info(socket.AF_INET6, silent)] * 3, stagger=0.05)
    with pytest.raises(httpcore.ConnectTimeout):
        dialler.connect_tcp(HOST, silent[1], 0.3)


def test_when_all_refuse_the_last_error_is_told() -> None:
    dialler = Dialler(resolve=lambda *_, **__: [info(socket.AF_INET, ("127.0.0.1", 9))])
    with pytest.raises(httpcore.ConnectError) as caught:
        dialler.connect_tcp(HOST, 9, 4.0)
    assert isinstance(caught.value.__cause__, ConnectionRefusedError)


def test_without_a_name_server_the_last_address_that_worked_is_dialled(server: socket.socket) -> None:
    known = Forgetful()
    addresses = [info(socket.AF_INET, ("127.0.0.1", port_of(server)))]
    Dialler(known=known, resolve=lambda *_, **__: addresses).connect_tcp(HOST, port_of(server), 4.0).close()
    assert known.get(HOST) == "127.0.0.1"
    dialler = Dialler(known=known, resolve=nobody)
    dialler.connect_tcp(HOST, port_of(server), 4.0).close()
    assert dialler.nameless


def test_a_name_that_was_never_reached_is_not_found() -> None:
    with pytest.raises(httpcore.ConnectError) as caught:
        Dialler(resolve=nobody).connect_tcp(HOST, 443, 4.0)
    assert isinstance(caught.value.__cause__, socket.gaierror)


def test_an_address_is_no_name_to_remember(server: socket.socket) -> None:
    known = Forgetful()
    Dialler(known=known).connect_tcp("127.0.0.1", port_of(server), 4.0).close()
    assert known.get("127.0.0.1") == ""


def test_what_goes_over_it_is_counted(server: socket.socket) -> None:
    tally = Tally()
    stream = Dialler(tally).connect_tcp("127.0.0.1", port_of(server), 4.0)
    far, _ = server.accept()
    stream.write(b"x" * 1000, 4.0)
    far.sendall(b"y" * 200)
    got = b""
    while len(got) < 200:
        got += stream.read(4096, 4.0)
    assert tally.pending == 1200
    assert tally.take() == 1200
    assert tally.take() == 0
    far.close()
    stream.close()


def test_whoever_hangs_up_at_once_leaves_no_socket_open() -> None:
    sock = socket.socket()
    with pytest.raises(OSError, match="not connected"):
        _ends(sock)
    assert sock.fileno() == -1
