"""Time stamps and answers over real sockets: what is asked of whom, and what is told where no answer comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clerk_app.carriers.https_trust import HttpsTrust
from clerk_app.contract.trust import OCSP_REQUEST, STAMP_REQUEST
from clerk_app.domain.errors import Unavailable
from tests.carriers.conftest import Serve
from tests.support.raw_server import Request, Talk


class Answering:
    """Answers every request in the same way."""

    def __init__(self, body: bytes = b"answer", status: str = "200 OK", extra: str = "") -> None:
        self.seen: list[Request] = []
        self._body, self._status, self._extra = body, status, extra

    def __call__(self, talk: Talk) -> None:
        request = talk.request()
        if request is not None:
            self.seen.append(request)
            talk.answer(self._body, status=self._status, extra=self._extra)


def with_trust[T](trust: HttpsTrust, work: Callable[[HttpsTrust], T]) -> T:
    try:
        return work(trust)
    finally:
        trust.close()


def test_a_stamp_is_asked_of_the_authority_that_is_set(serve: Serve) -> None:
    there = Answering()
    url = serve(there).url + "/tsa"
    assert with_trust(HttpsTrust(url), lambda trust: trust.stamp(b"request")) == b"answer"
    (request,) = there.seen
    assert (request.method, request.target, request.body) == ("POST", "/tsa", b"request")
    assert request.headers["content-type"] == STAMP_REQUEST


def test_a_certificate_is_asked_about_where_it_says(serve: Serve) -> None:
    there = Answering()
    url = serve(there).url
    with_trust(HttpsTrust(), lambda trust: trust.ask(url + "/ocsp", b"request"))
    with_trust(HttpsTrust(), lambda trust: trust.fetch(url + "/lista.crl"))
    asked, fetched = there.seen
    assert (asked.target, asked.headers["content-type"]) == ("/ocsp", OCSP_REQUEST)
    assert (fetched.method, fetched.target) == ("GET", "/lista.crl")


def test_without_an_authority_none_is_asked() -> None:
    with pytest.raises(Unavailable, match="tsa_not_set"):
        with_trust(HttpsTrust(), lambda trust: trust.stamp(b""))


@pytest.mark.parametrize(
    ("status", "extra"), [("503 Busy", ""), ("403 No", ""), ("302 Found", "Location: http://127.0.0.1:9/login\r\n")]
)
def test_what_is_no_answer_may_be_one_another_time(serve: Serve, status: str, extra: str) -> None:
    there = Answering(b"<html>", status, extra)
    url = serve(there).url
    with pytest.raises(Unavailable, match="tsa_refused"):
        with_trust(HttpsTrust(url), lambda trust: trust.stamp(b"request"))
    with pytest.raises(Unavailable, match="ocsp_refused"):
        with_trust(HttpsTrust(), lambda trust: trust.ask(url, b"request"))
    with pytest.raises(Unavailable, match="crl_refused"):
        with_trust(HttpsTrust(), lambda trust: trust.fetch(url))


def test_an_answer_without_end_is_given_up(serve: Serve) -> None:
    there = Answering(bytes(300 * 1024))
    url = serve(there).url
    with pytest.raises(Unavailable, match="line_portal"):
        with_trust(HttpsTrust(url), lambda trust: trust.stamp(b"request"))


def test_an_authority_that_is_not_trusted_is_not_believed(serve: Serve, tls: object) -> None:
    url = serve(Answering(), tls).url
    with pytest.raises(Unavailable, match="line_certificate"):
        with_trust(HttpsTrust(url), lambda trust: trust.stamp(b"request"))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "ldap://primer.example/x", "nowhere"])
def test_where_nobody_is_or_nothing_can_be_asked_the_line_is_down(url: str) -> None:
    with pytest.raises(Unavailable, match="line_down"):
        with_trust(HttpsTrust(), lambda trust: trust.ask(url, b"request"))


def test_a_cut_ends_what_is_under_way(serve: Serve) -> None:
    holder: list[HttpsTrust] = []

    def never(talk: Talk) -> None:
        talk.request()
        holder[0].cut()

    url = serve(never).url
    holder.append(HttpsTrust(url))
    with pytest.raises(Unavailable, match="line_down"):
        with_trust(holder[0], lambda trust: trust.stamp(b"request"))
