"""Only the pinned CA is trusted, and a second connection resumes the first one's session."""

from __future__ import annotations

import ssl

import pytest

from clerk_app.carriers.tls import ResumingContext, pinned_context, public_context, unverified_context
from clerk_app.carriers.wire import pinned_wire
from clerk_app.domain.errors import Invalid
from tests.support.certificates import TestAuthority
from tests.support.raw_server import Talk


def one_answer(talk: Talk) -> None:
    talk.request()
    talk.answer(b"{}", extra="Connection: close\r\n")


def many_answers(talk: Talk) -> None:
    while talk.request() is not None:
        talk.answer(b"{}")


def test_a_pinned_context_trusts_one_ca_only(authority) -> None:
    context = pinned_context(authority.pem)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert len(context.get_ca_certs()) == 1
    assert context.minimum_version is ssl.TLSVersion.TLSv1_3


def test_the_unverified_context_still_speaks_the_newest_tls_only() -> None:
    assert unverified_context().minimum_version is ssl.TLSVersion.TLSv1_3


@pytest.mark.parametrize("pem", ["", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_ca_that_cannot_be_read_is_told(pem: str) -> None:
    with pytest.raises(Invalid, match="ca_unreadable"):
        pinned_context(pem)


def test_the_second_connection_resumes_the_session(serve, authority, tls) -> None:
    server = serve(one_answer, tls)
    wire = pinned_wire(server.url, authority.pem)
    for _ in range(3):
        wire.ask("GET", "/")
    wire.close()
    assert server.resumed == [False, True, True]


def test_a_session_is_kept_from_the_answers_own_connection_only(serve, authority, tls, monkeypatch) -> None:
    """Another thread may be reading from any other connection, and OpenSSL allows one at a time."""
    server = serve(many_answers, tls)
    wire = pinned_wire(server.url, authority.pem)
    asked: list[ssl.SSLSocket] = []
    monkeypatch.setattr(ResumingContext, "remember", lambda _context, sock: asked.append(sock))
    with wire.stream("GET", "/first") as first, wire.stream("GET", "/second") as second:
        own = [one.extensions["network_stream"].get_extra_info("ssl_object") for one in (first, second)]
        assert own[0] is not own[1]
        assert asked == own
        for one in (first, second):
            one.read()
    wire.close()


def test_a_public_context_trusts_the_centres_ca_beside_the_systems() -> None:
    authority = TestAuthority()
    before = len(public_context().get_ca_certs())
    assert len(public_context(authority.pem).get_ca_certs()) == before + 1
    with pytest.raises(Invalid, match="ca_unreadable"):
        public_context("no certificate")
