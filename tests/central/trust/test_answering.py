"""The centre's test authority over a real socket: stamps and answers, and keys that are made once, on each database."""

from __future__ import annotations

import ssl

import httpx
import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from clerk_app.central.trust.answering import Trust
from clerk_app.contract.trust import OCSP, OCSP_REPLY, STAMP_REPLY, TSA
from tests.central.conftest import Running
from tests.central.trust.test_authority import request


def given(trust: Trust, name: str = "Милица Петровић") -> x509.Certificate:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    return x509.load_der_x509_certificate(trust.issue(name, public, ocsp_url="http://127.0.0.1/ocsp"))


def question(centre: Running, certificate: x509.Certificate, issuer: x509.Certificate | None = None) -> bytes:
    root = issuer or centre.central.parts.trust.authority().root
    made = ocsp.OCSPRequestBuilder().add_certificate(certificate, root, hashes.SHA1())
    return made.build().public_bytes(Encoding.DER)


def posted(centre: Running, path: str, body: bytes) -> httpx.Response:
    context = ssl.create_default_context(cadata=centre.central.parts.keys.authority.certificate_pem)
    return httpx.post(centre.url + path, content=body, verify=context)


def answered(centre: Running, asked: bytes) -> ocsp.OCSPResponse:
    answer = posted(centre, OCSP, asked)
    assert (answer.status_code, answer.headers["content-type"]) == (200, OCSP_REPLY)
    return ocsp.load_der_ocsp_response(answer.content)


def test_a_stamp_comes_over_the_line(centre: Running) -> None:
    answer = posted(centre, TSA, request())
    assert (answer.status_code, answer.headers["content-type"]) == (200, STAMP_REPLY)
    assert tsp.TimeStampResp.load(answer.content)["status"]["status"].native == "granted"


def test_a_certificate_holds_until_it_is_revoked_and_strangers_are_unknown(centre: Running) -> None:
    trust = centre.central.parts.trust
    mine = given(trust)
    assert answered(centre, question(centre, mine)).certificate_status is ocsp.OCSPCertStatus.GOOD
    trust.revoke(f"{mine.serial_number:x}")
    told = answered(centre, question(centre, mine))
    assert told.certificate_status is ocsp.OCSPCertStatus.REVOKED
    authority = trust.authority()
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    now = authority.root.not_valid_before_utc
    never = authority.issue("Непознати", public, (now, authority.root.not_valid_after_utc), "http://127.0.0.1/ocsp")
    assert answered(centre, question(centre, never)).certificate_status is ocsp.OCSPCertStatus.UNKNOWN


def test_what_is_no_question_is_refused_in_the_answer(centre: Running) -> None:
    trust = centre.central.parts.trust
    assert answered(centre, b"junk").response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST
    other = given(trust)
    wrong = question(centre, other, trust.authority().stamp)
    assert answered(centre, wrong).response_status is ocsp.OCSPResponseStatus.UNAUTHORIZED


def test_the_keys_are_made_once_and_kept(centre: Running) -> None:
    parts = centre.central.parts
    one = parts.trust.authority()
    again = Trust(parts.database, parts.keys.municipality, parts.now).authority()
    assert again.root == one.root
    assert Trust(parts.database, "drugo", parts.now).authority().root != one.root


@pytest.mark.parametrize("days", [-5, 30])
def test_it_can_give_one_that_has_expired(centre: Running, days: int) -> None:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    der = centre.central.parts.trust.issue("Истекли", public, days=days, ocsp_url="http://127.0.0.1/ocsp")
    made = x509.load_der_x509_certificate(der)
    assert made.not_valid_before_utc < made.not_valid_after_utc
    assert (made.not_valid_after_utc.timestamp() > centre.clock.at / 1_000_000) == (days > 0)


def test_a_question_by_an_unknown_hash_is_answered_as_malformed(centre: Running) -> None:
    asked = question(centre, given(centre.central.parts.trust))
    strange = asked.replace(bytes.fromhex("06052b0e03021a"), bytes.fromhex("06052b0e03027f"))
    assert strange != asked
    assert answered(centre, strange).response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST
