"""From B-B to B-LT: a stamp and an answer, once each, in the same file; what does not come is said and tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.ocsp import OCSPCertStatus

from clerk_app.documents.upgrading import PadesUpgrading
from clerk_app.documents.validating import PadesValidation
from clerk_app.domain.errors import Invalid, Refused, Unavailable
from tests.support.signed import AT, HOUR, Authority, covered, flipped, paper, ranges, signed_by
from tests.support.signers import NOW, Responder, SignersAuthority


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority.over(tmp_path) as made:
        yield made


def upgraded_later(authority: Authority, signed: bytes) -> tuple[PadesUpgrading, float]:
    authority.at = AT + 3 * HOUR
    return PadesUpgrading(authority.anchors), authority.at


def test_a_stamp_and_an_answer_make_it_last(authority: Authority) -> None:
    signed = signed_by(authority.trust.leaf())
    upgrading, at = upgraded_later(authority, signed)
    made = upgrading.upgrade(signed, authority.trust, authority.trust, at)
    assert (made.level, made.stamped, made.short) == ("B-LT", int(at), "")
    assert made.pdf.startswith(signed)
    assert authority.trust.asked == ["stamp", "http://127.0.0.1/ocsp"]
    years = AT + 5 * 365 * 24 * HOUR
    (verdict,) = PadesValidation(authority.anchors).validate(made.pdf, years)
    assert (verdict.code, verdict.level, verdict.later) == ("good", "B-LT", "proofs")
    assert datetime.fromisoformat(verdict.stamped) == datetime.fromtimestamp(at, UTC)


def test_what_is_done_is_not_done_twice(authority: Authority) -> None:
    signed = signed_by(authority.trust.leaf())
    upgrading, at = upgraded_later(authority, signed)
    made = upgrading.upgrade(signed, authority.trust, authority.trust, at)
    again = upgrading.upgrade(made.pdf, authority.trust, authority.trust, at + HOUR)
    assert again.pdf == made.pdf
    assert authority.trust.asked.count("stamp") == 1


def test_a_stamp_stays_where_no_answer_comes_and_the_rest_follows(authority: Authority) -> None:
    class Mute:
        def ask(self, url: str, request: bytes) -> bytes:
            raise Unavailable("line_down")

        def fetch(self, url: str) -> bytes:
            raise Unavailable("line_down")

    signed = signed_by(authority.trust.leaf())
    upgrading, at = upgraded_later(authority, signed)
    half = upgrading.upgrade(signed, authority.trust, Mute(), at)
    assert (half.level, half.short) == ("B-T", "line_down")
    made = upgrading.upgrade(half.pdf, authority.trust, authority.trust, at)
    assert (made.level, made.short) == ("B-LT", "")
    assert made.pdf.startswith(half.pdf)
    assert authority.trust.asked.count("stamp") == 1


def test_a_revoked_certificate_is_told_for_ever(authority: Authority) -> None:
    leaf = authority.trust.leaf()
    signed = signed_by(leaf)
    authority.trust.trust.revoke(f"{leaf.certificate.serial_number:x}")
    upgrading, at = upgraded_later(authority, signed)
    made = upgrading.upgrade(signed, authority.trust, authority.trust, at)
    assert made.short == "certificate_revoked"
    (verdict,) = PadesValidation(authority.anchors).validate(made.pdf, at)
    assert (verdict.code, verdict.checked, verdict.stands) == ("revoked", "revoked", False)


def test_what_was_revoked_after_the_stamp_was_good_when_it_was_signed(authority: Authority) -> None:
    leaf = authority.trust.leaf()
    signed = signed_by(leaf)
    upgrading, at = upgraded_later(authority, signed)
    made = upgrading.upgrade(signed, authority.trust, authority.trust, at)
    authority.at = at + HOUR
    authority.trust.trust.revoke(f"{leaf.certificate.serial_number:x}")
    assert PadesValidation(authority.anchors).validate(made.pdf, authority.at)[0].code == "good"


def test_a_list_of_revoked_certificates_does_where_nobody_answers(authority: Authority) -> None:
    theirs = SignersAuthority()
    leaf = theirs.leaf(crl="http://127.0.0.1/lista.crl")
    now = NOW + timedelta(hours=1)
    told = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(theirs.name)
        .last_update(now)
        .next_update(now + timedelta(days=7))
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(theirs.key.public_key()), critical=False)
        .add_extension(x509.CRLNumber(1), critical=False)
        .sign(theirs.key, hashes.SHA256())
        .public_bytes(Encoding.DER)
    )

    class Lists:
        def ask(self, url: str, request: bytes) -> bytes:
            raise AssertionError(url)

        def fetch(self, url: str) -> bytes:
            assert url == "http://127.0.0.1/lista.crl"
            return told

    def anchors() -> list[asn1.Certificate]:
        return [*authority.anchors(), asn1.Certificate.load(theirs.der)]

    authority.at = AT + 3 * HOUR
    made = PadesUpgrading(anchors).upgrade(signed_by(leaf), authority.trust, Lists(), authority.at)
    assert (made.level, made.short) == ("B-LT", "")


def test_an_issuer_whom_this_desk_does_not_know_cannot_be_asked_about(authority: Authority) -> None:
    signed = signed_by(SignersAuthority().leaf(ocsp="http://127.0.0.1/ocsp"))
    upgrading, at = upgraded_later(authority, signed)
    made = upgrading.upgrade(signed, authority.trust, authority.trust, at)
    assert (made.level, made.short) == ("B-T", "issuer_unknown")


def test_what_was_altered_gets_no_stamp(authority: Authority) -> None:
    signed = signed_by(authority.trust.leaf())
    upgrading, at = upgraded_later(authority, signed)
    broken = flipped(signed, paper().index(b"stream") + 20)
    with pytest.raises(Refused, match="signature_altered"):
        upgrading.upgrade(broken, authority.trust, authority.trust, at)
    with pytest.raises(Refused, match="signature_altered"):
        upgrading.upgrade(covered(signed), authority.trust, authority.trust, at)
    with pytest.raises(Refused, match="not_signed"):
        upgrading.upgrade(paper(), authority.trust, authority.trust, at)
    with pytest.raises(Invalid, match="pdf_unreadable"):
        upgrading.upgrade(signed[: ranges(signed)[0]], authority.trust, authority.trust, at)
    assert authority.trust.asked == []


@pytest.mark.parametrize("answer", [b"", b"<html>prijavite se</html>", b"\x30\x03\x02\x01\x02"])
def test_an_answer_that_is_none_is_the_authoritys_trouble(authority: Authority, answer: bytes) -> None:
    class Strange:
        def stamp(self, request: bytes) -> bytes:
            return answer

    signed = signed_by(authority.trust.leaf())
    upgrading, at = upgraded_later(authority, signed)
    with pytest.raises(Unavailable, match="tsa_refused"):
        upgrading.upgrade(signed, Strange(), authority.trust, at)


def test_a_stamp_for_something_else_is_refused(authority: Authority) -> None:
    class Swapped:
        def stamp(self, request: bytes) -> bytes:
            asked = tsp.TimeStampReq.load(request)
            asked["message_imprint"]["hashed_message"] = bytes(32)
            return authority.trust.stamp(asked.dump(force=True))

    signed = signed_by(authority.trust.leaf())
    upgrading, at = upgraded_later(authority, signed)
    with pytest.raises(Unavailable, match="tsa_refused"):
        upgrading.upgrade(signed, Swapped(), authority.trust, at)


class Dishonest:
    """An authority's answers, in the way that ``spoil`` spoils them."""

    def __init__(self, authority: Authority, spoil: Callable[[bytes], bytes]) -> None:
        self._trust = authority.trust
        self._spoil = spoil

    def ask(self, url: str, request: bytes) -> bytes:
        return self._spoil(self._trust.ask(url, request))

    def fetch(self, url: str) -> bytes:
        raise AssertionError(url)


def test_an_answer_that_proves_nothing_is_not_kept_and_asked_for_again(authority: Authority) -> None:
    signed = signed_by(authority.trust.leaf())
    upgrading, at = upgraded_later(authority, signed)
    broken = Dishonest(authority, lambda answer: flipped(answer, len(answer) - 40))
    half = upgrading.upgrade(signed, authority.trust, broken, at)
    assert (half.level, half.short, b"/DSS" in half.pdf) == ("B-T", "ocsp_refused", False)
    whole = upgrading.upgrade(half.pdf, authority.trust, authority.trust, at + HOUR)
    assert (whole.level, whole.short) == ("B-LT", "")


def test_a_certificate_that_its_issuer_does_not_know_yet_is_asked_about_again(authority: Authority) -> None:
    theirs = SignersAuthority()
    responder = Responder(theirs, at=NOW + timedelta(hours=3))
    responder.says = OCSPCertStatus.UNKNOWN
    signed = signed_by(theirs.leaf(ocsp="http://127.0.0.1/ocsp"))
    authority.at = AT + 3 * HOUR
    upgrading = PadesUpgrading(lambda: [*authority.anchors(), asn1.Certificate.load(theirs.der)])
    half = upgrading.upgrade(signed, authority.trust, responder, authority.at)
    assert (half.level, half.short, b"/DSS" in half.pdf) == ("B-T", "ocsp_unknown", False)
    responder.says = OCSPCertStatus.GOOD
    whole = upgrading.upgrade(half.pdf, authority.trust, responder, authority.at)
    assert (whole.level, whole.short, len(responder.asked)) == ("B-LT", "", 2)
    assert authority.trust.asked == ["stamp"]


def test_a_stamp_of_somebody_whom_this_desk_does_not_trust_does_not_count(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    signed = signed_by(authority.trust.leaf())
    upgrading, at = upgraded_later(authority, signed)
    with Authority.over(tmp_path / "other") as stranger:
        stranger.at = at
        with pytest.raises(Unavailable, match="tsa_unknown"):
            upgrading.upgrade(signed, stranger.trust, authority.trust, at)
        foreign = PadesUpgrading(lambda: [*authority.anchors(), *stranger.anchors()])
        made = foreign.upgrade(signed, stranger.trust, Dishonest(authority, lambda _answer: b""), at)
        (verdict,) = PadesValidation(authority.anchors).validate(made.pdf, at)
        assert verdict.stamped == ""
    again = upgrading.upgrade(made.pdf, authority.trust, authority.trust, at)
    assert (again.level, again.stamped) == ("B-LT", int(at))
    assert authority.trust.asked.count("stamp") == 1


def test_a_certificate_that_expired_before_the_stamp_can_never_be_proven(authority: Authority) -> None:
    signed = signed_by(authority.trust.leaf(days=1))
    authority.at = AT + 48 * HOUR
    made = PadesUpgrading(authority.anchors).upgrade(signed, authority.trust, authority.trust, authority.at)
    assert (made.level, made.short) == ("B-T", "certificate_expired_unstamped")
    assert authority.trust.asked == ["stamp"]
