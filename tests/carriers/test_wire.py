"""The pool: what it sends, how it keeps connections, what it will not do."""

from __future__ import annotations

import threading

import pytest

from clerk_app.carriers.problems import not_ours
from clerk_app.carriers.wire import MOST_PROBLEM, DeskProof, Wire, checked_url, decoded, pinned_wire, unverified_wire
from clerk_app.contract.exchange import PROOF_HEADER, desk_of, proven
from clerk_app.contract.keys import SigningKey
from clerk_app.domain.errors import CounterError, Invalid, Unavailable
from tests.support.raw_server import Request, Talk

KEY = SigningKey(bytes(range(32)))


def kept(seen: list[Request]):
    def handler(talk: Talk) -> None:
        while (request := talk.request()) is not None:
            seen.append(request)
            talk.answer(b"{}")

    return handler


def test_requests_are_proven_and_carry_no_header_too_many(serve, authority, tls) -> None:
    seen: list[Request] = []
    wire = pinned_wire(serve(kept(seen), tls).url, authority.pem, DeskProof("АБ12".encode().hex(), KEY))
    wire.ask("GET", "/v1/answers?position=1&have=2&hold=0")
    wire.close()
    (request,) = seen
    assert set(request.headers) == {"host", PROOF_HEADER.lower()}
    proof = request.headers[PROOF_HEADER.lower()]
    assert desk_of(proof) == "АБ12".encode().hex()
    assert proven(proof, KEY.public, "GET", request.target)
    assert not proven(proof, KEY.public, "POST", request.target)


def test_one_connection_serves_many_requests(serve, authority, tls) -> None:
    seen: list[Request] = []
    server = serve(kept(seen), tls)
    wire = pinned_wire(server.url, authority.pem)
    for _ in range(5):
        wire.ask("GET", "/")
    wire.close()
    assert (len(seen), server.connections) == (5, 1)


def test_a_refused_request_leaves_the_wire_usable(serve, authority, tls) -> None:
    def handler(talk: Talk) -> None:
        while talk.request() is not None:
            talk.answer(b"x" * (MOST_PROBLEM + 1), status="422 No")

    wire = pinned_wire(serve(handler, tls).url, authority.pem)
    for _ in range(2):
        with pytest.raises(Unavailable, match="line_portal"):
            wire.ask("GET", "/")
    wire.close()


def test_cut_ends_a_blocked_read_from_another_thread(serve, authority, tls) -> None:
    arrived, over = threading.Event(), threading.Event()

    def handler(talk: Talk) -> None:
        talk.request()
        arrived.set()
        over.wait(20)

    wire = pinned_wire(serve(handler, tls).url, authority.pem)
    met: list[CounterError] = []

    def ask() -> None:
        try:
            wire.ask("GET", "/", size=60 * 1024)
        except CounterError as error:
            met.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    assert arrived.wait(20)
    wire.cut()
    thread.join(5)
    over.set()
    wire.close()
    assert [error.code for error in met] == ["line_down"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:1", "https://centre.example"]
)
def test_addresses_that_are_taken(url: str) -> None:
    assert checked_url(f" {url} ").host


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://centre.example", "centre_url_plain"),
        ("http://10.0.0.5", "centre_url_plain"),
        ("ftp://centre.example", "centre_url"),
        ("centre.example", "centre_url"),
        ("https://", "centre_url"),
        ("https://centre.example:port", "centre_url"),
        ("", "centre_url"),
    ],
)
def test_addresses_that_are_not(url: str, code: str) -> None:
    with pytest.raises(Invalid, match=f"^{code}$") as caught:
        checked_url(url)
    assert caught.value.field == "url"


def test_an_unverified_wire_is_trusted_on_plain_loopback_only() -> None:
    wires = [unverified_wire("http://127.0.0.1:1"), unverified_wire("https://127.0.0.1:1")]
    assert [wire.trusted for wire in wires] == [True, False]
    for wire in wires:
        wire.close()


def test_a_value_that_is_not_ours_came_from_somebody_else(serve, authority, tls) -> None:
    wire: Wire = pinned_wire(serve(kept([]), tls).url, authority.pem)
    answer = wire.ask("GET", "/")
    wire.close()
    assert decoded(answer, dict) == {}
    with pytest.raises(Unavailable, match=not_ours().code):
        decoded(answer, list)


def test_an_answer_that_trickles_is_given_up(serve, authority, tls) -> None:
    over = threading.Event()

    def drip(talk: Talk) -> None:
        talk.request()
        talk.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not over.wait(0.02):
            talk.send(b"1\r\n \r\n")

    wire = pinned_wire(serve(drip, tls).url, authority.pem)
    with pytest.raises(Unavailable, match="line_slow"):
        wire.ask("GET", "/", patience=0.2)
    over.set()
    wire.close()
