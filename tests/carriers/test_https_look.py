"""A look at the line tells what is wrong with it, each time on a real server that is wrong in that way."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from clerk_app.carriers.dialling import Dialler, Forgetful
from clerk_app.carriers.https_look import Asker, HttpsLook
from clerk_app.carriers.transport import Proxy, Route
from clerk_app.carriers.wire import DeskProof
from clerk_app.contract import answers
from clerk_app.contract.answers import Answers
from clerk_app.contract.exchange import STREAM_TYPE
from clerk_app.contract.parcel import framed
from tests.support.certificates import TestAuthority
from tests.support.raw_server import Talk
from tests.support.sync_entries import CENTRE_SIGN, DESK, DESK_SEAL, DESK_SIGN

DAY = timedelta(days=1)


def healthy(talk: Talk) -> None:
    while talk.request() is not None:
        talk.answer(b"{}")


def saying(moment: datetime, sign=CENTRE_SIGN) -> Callable[[Talk], None]:
    """A centre that signs this moment."""
    now = int(moment.timestamp() * 1_000_000)
    said = Answers(desk=DESK, have=0, chain_ok_to=0, position=0, now=now)
    raw = framed(answers.make(said, DESK_SEAL.public, sign))

    def answer(talk: Talk) -> None:
        while (request := talk.request()) is not None:
            told = "/v1/answers" in request.target
            talk.answer(raw if told else b"{}", kind=STREAM_TYPE if told else "application/json")

    return answer


def seen(url: str, authority: TestAuthority, route: Route | None = None, *, asks: bool = True):
    asker = Asker(
        desk=DESK,
        proof=DeskProof(DESK, DESK_SIGN),
        opener=DESK_SEAL,
        centre_sign=CENTRE_SIGN.public,
        reached=lambda: (0, 0),
    )
    return HttpsLook(url, authority.pem, lambda: route or Route(), asker if asks else None).look()


def test_a_line_that_works_is_timed(serve, authority, tls) -> None:
    looked = seen(serve(healthy, tls).url, authority)
    assert looked.code == ""
    assert looked.delay > 0


def test_nobody_there(authority) -> None:
    assert seen("https://127.0.0.1:9", authority).code == "line_down"


def test_a_captive_portal_that_redirects(serve, authority) -> None:
    def portal(talk: Talk) -> None:
        talk.sock.recv(9999)
        talk.send(b"HTTP/1.1 302 Found\r\nLocation: http://prijava.example/\r\nContent-Length: 0\r\n\r\n")

    url = serve(portal).url.replace("http://", "https://")
    assert seen(url, authority).code == "line_portal"


def test_a_portal_that_has_a_page_for_everybody(serve, authority, tls) -> None:
    def page(talk: Talk) -> None:
        while talk.request() is not None:
            talk.answer(b"<html>Sign in</html>", status="302 Found", kind="text/html")

    assert seen(serve(page, tls).url, authority).code == "line_portal"


def test_the_certificate_of_somebody_else(serve, authority) -> None:
    assert seen(serve(healthy, TestAuthority().server_context()).url, authority).code == "line_certificate"


def test_a_certificate_that_has_expired_for_the_centre_too(serve, authority) -> None:
    server = serve(saying(datetime.now(UTC)), authority.server_context(valid=(-3 * DAY, -DAY)))
    assert seen(server.url, authority).code == "line_certificate_expired"


@pytest.mark.parametrize("ago", [2, -2], ids=["the clock is ahead", "the clock is behind"])
def test_a_clock_that_is_wrong_while_the_certificate_holds(serve, authority, ago: int) -> None:
    context = authority.server_context(valid=(-(ago + 1) * DAY, -(ago - 1) * DAY))
    server = serve(saying(datetime.now(UTC) - ago * DAY), context)
    assert seen(server.url, authority).code == "line_clock_wrong"


def test_a_time_that_the_centre_did_not_sign_proves_nothing(serve, authority) -> None:
    context = authority.server_context(valid=(-3 * DAY, -DAY))
    server = serve(saying(datetime.now(UTC) - 2 * DAY, DESK_SIGN), context)
    assert seen(server.url, authority).code == "line_certificate_time"
    assert seen(server.url, authority, asks=False).code == "line_certificate_time"


def test_an_expired_certificate_of_somebody_else_is_not_asked_for_the_time(serve, authority) -> None:
    server = serve(saying(datetime.now(UTC)), TestAuthority().server_context(valid=(-3 * DAY, -DAY)))
    assert seen(server.url, authority).code in {"line_certificate", "line_certificate_time"}


def test_a_dead_name_server(serve, authority, tls) -> None:
    def nobody(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_AGAIN, "no name server")

    server, known = serve(healthy, authority.server_context()), Forgetful()
    url = server.url.replace("127.0.0.1", "centar.primer.rs")
    assert seen(url, authority, Route(Dialler(known=known, resolve=nobody))).code == "line_dns"
    known.put("centar.primer.rs", "127.0.0.1")
    looked = seen(url, authority, Route(Dialler(known=known, resolve=nobody)))
    assert looked.nameless
    assert looked.code == "line_certificate"  # it was reached; the test's certificate names no name


def test_a_dead_ipv6_address(serve, authority, tls) -> None:
    server = serve(healthy, tls)
    six = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", server.port))
    four = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))
    looked = seen(server.url, authority, Route(Dialler(resolve=lambda *_, **__: [six, four])))
    assert (looked.code, looked.ipv6_dead) == ("", True)


def test_a_proxy_is_named(serve, authority) -> None:
    def refuse(talk: Talk) -> None:
        talk.head()
        talk.answer(b"", status="407 Proxy Authentication Required")

    proxy = serve(refuse)
    looked = seen("https://127.0.0.1:9", authority, Route(Dialler(), Proxy(proxy.url)))
    assert (looked.code, looked.proxy) == ("line_proxy_password", f"127.0.0.1:{proxy.port}")
