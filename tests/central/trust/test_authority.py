"""The test authority is named as one, is kept whole, and refuses what is no request in the form of its standard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import core, tsp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from clerk_app.central.trust.authority import TrustAuthority


class Refusal(core.Sequence):  # type: ignore[misc] # the library has no types
    _fields = [("status", tsp.PKIStatusInfo)]  # noqa: RUF012 - as the library reads it


NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority() -> TrustAuthority:
    return TrustAuthority.create("primerovo", NOW)


def request(digest: bytes = bytes(32), algorithm: str = "sha256") -> bytes:
    imprint = {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": digest}
    asked: bytes = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": 7, "cert_req": True}).dump()
    return asked


def test_both_its_certificates_say_that_they_are_a_test(authority: TrustAuthority) -> None:
    for certificate in (authority.root, authority.stamp):
        (name,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        assert str(name.value).startswith("ТЕСТ ")


def test_what_is_kept_is_the_same_authority(authority: TrustAuthority) -> None:
    again = TrustAuthority.from_pem(authority.to_pem())
    assert (again.root, again.stamp) == (authority.root, authority.stamp)
    assert again.to_pem() == authority.to_pem()


def test_a_certificate_of_it_verifies(authority: TrustAuthority) -> None:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    made = authority.issue("Милица Петровић", public, (NOW, NOW + timedelta(days=1)), "http://127.0.0.1/ocsp")
    made.verify_directly_issued_by(authority.root)


def test_a_stamp_says_when_and_for_what(authority: TrustAuthority) -> None:
    answer = tsp.TimeStampResp.load(authority.stamped(request(b"\x07" * 32), NOW))
    told = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    assert told["gen_time"].native == NOW
    assert told["message_imprint"]["hashed_message"].native == b"\x07" * 32
    assert told["nonce"].native == 7


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (b"", "bad_data_format"),
        (b"\x30\x00junk", "bad_data_format"),
        (request(bytes(20), "sha1"), "bad_alg"),
        (request(bytes(5)), "bad_alg"),
    ],
)
def test_what_is_no_request_is_refused_in_the_answer(authority: TrustAuthority, asked: bytes, why: str) -> None:
    status = Refusal.load(authority.stamped(asked, NOW))["status"]
    assert (status["status"].native, status["fail_info"].native) == ("rejection", {why})
