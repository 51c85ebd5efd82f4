"""An answer about a certificate counts where it says something, of that certificate, by whoever may say it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asn1crypto import x509
from cryptography.x509.ocsp import OCSPCertStatus

from clerk_app.documents.proving import Asked
from clerk_app.domain.errors import Unavailable
from tests.support.signers import NOW, Leaf, Responder, SignersAuthority

URL = "http://127.0.0.1/ocsp"


@pytest.fixture(scope="module")
def authority() -> SignersAuthority:
    return SignersAuthority()


@pytest.fixture(scope="module")
def leaf(authority: SignersAuthority) -> Leaf:
    return authority.leaf(ocsp=URL)


def path(authority: SignersAuthority, leaf: Leaf) -> list[x509.Certificate]:
    return [x509.Certificate.load(der) for der in (authority.der, leaf.der)]


@pytest.mark.parametrize("status", [OCSPCertStatus.GOOD, OCSPCertStatus.REVOKED])
def test_that_it_holds_and_that_it_was_revoked_are_answers(
    authority: SignersAuthority, leaf: Leaf, status: OCSPCertStatus
) -> None:
    responder = Responder(authority)
    responder.says = status
    asked = Asked(responder, NOW)
    asked.about(path(authority, leaf))
    asked.about(path(authority, leaf))
    assert (len(asked.ocsps), responder.asked, asked.nothing) == (1, [URL], False)


def test_that_nothing_is_known_is_no_answer(authority: SignersAuthority, leaf: Leaf) -> None:
    responder = Responder(authority)
    responder.says = OCSPCertStatus.UNKNOWN
    asked = Asked(responder, NOW)
    with pytest.raises(Unavailable, match="ocsp_unknown"):
        asked.about(path(authority, leaf))
    assert asked.nothing


def test_an_answer_that_the_issuer_did_not_sign_is_none(authority: SignersAuthority, leaf: Leaf) -> None:
    responder = Responder(authority)
    responder.signer = SignersAuthority()
    asked = Asked(responder, NOW)
    with pytest.raises(Unavailable, match="ocsp_refused"):
        asked.about(path(authority, leaf))
    assert asked.nothing


@pytest.mark.parametrize("theirs", [True, False])
def test_whom_the_issuer_let_answer_for_it_may_and_nobody_elses(
    authority: SignersAuthority, leaf: Leaf, theirs: bool
) -> None:
    responder = Responder(authority)
    responder.signer = (authority if theirs else SignersAuthority()).responder()
    asked = Asked(responder, NOW)
    if theirs:
        asked.about(path(authority, leaf))
    else:
        with pytest.raises(Unavailable, match="ocsp_refused"):
            asked.about(path(authority, leaf))
    assert asked.nothing is not theirs


def test_an_answer_that_has_lapsed_is_none(authority: SignersAuthority, leaf: Leaf) -> None:
    asked = Asked(Responder(authority, at=NOW - timedelta(days=30)), NOW)
    with pytest.raises(Unavailable, match="ocsp_refused"):
        asked.about(path(authority, leaf))


def test_an_answer_about_another_certificate_is_none(authority: SignersAuthority, leaf: Leaf) -> None:
    class Swapped(Responder):
        def ask(self, url: str, request: bytes) -> bytes:
            other = self.authority.leaf("Други").certificate.serial_number
            own = leaf.certificate.serial_number
            return super().ask(url, _with_serial(request, own, other))

    asked = Asked(Swapped(authority), NOW)
    with pytest.raises(Unavailable, match="ocsp_refused"):
        asked.about(path(authority, leaf))


def test_a_certificate_that_names_nobody_is_left_unasked(authority: SignersAuthority) -> None:
    asked = Asked(Responder(authority), NOW)
    asked.about(path(authority, authority.leaf()))
    assert (asked.unasked, asked.nothing) == (True, True)


@pytest.mark.parametrize("told", [b"", b"<html>", b"\x30\x03\x02\x01\x02"])
def test_a_list_that_is_none_is_refused(authority: SignersAuthority, told: bytes) -> None:
    class Lists(Responder):
        def fetch(self, url: str) -> bytes:
            return told

    asked = Asked(Lists(authority), NOW)
    with pytest.raises(Unavailable, match="crl_refused"):
        asked.about(path(authority, authority.leaf(crl="http://127.0.0.1/lista.crl")))


def _with_serial(request: bytes, own: int, other: int) -> bytes:
    """The same question about another number, whose length is the same."""
    size = (own.bit_length() + 8) // 8
    return request.replace(own.to_bytes(size, "big"), other.to_bytes(size, "big"))
