"""The portal over a real connection: who is let in, what is read, and what nobody should send."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from clerk_app.contract import canonical
from clerk_app.contract.exchange import Problem
from clerk_app.contract.portal import FILINGS, MOST_BODY, SERVICES, SESSIONS, Filings, OfferedServices
from tests.central.conftest import Running
from tests.support.citizen import STALL, VUK, VUKS, Citizen

GOOD = {"key": "door-filing", "service": "public-area", "form": STALL}


@pytest.fixture
def citizen(shared: Running) -> Iterator[Citizen]:
    with Citizen(shared.url, shared.central.parts.keys.anchor("Општина Примерово")) as speaking:
        yield speaking


def problem(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, canonical.decode(reply.content, Problem).code


def test_a_filing_and_all_that_can_be_done_with_it(citizen: Citizen) -> None:
    filed = citizen.file()
    assert citizen.do(filed.number, "payment", step="pending").payment == "pending"
    assert citizen.do(filed.number, "payment").payment == "paid"
    assert citizen.do(filed.number, "withdrawal", reason="не треба").withdrawn
    assert citizen.see(filed.number).form["place.zone"] == "third"
    listed = canonical.decode(citizen.client.get(FILINGS).content, Filings)
    assert filed.number in [one.number for one in listed.filings]
    before = citizen.client.get(FILINGS, params={"before": filed.number})
    assert filed.number not in [one.number for one in canonical.decode(before.content, Filings).filings]
    refused = citizen.client.post(f"{FILINGS}/{filed.number}/supplement", json={"note": "ево"})
    assert problem(refused) == (409, "not_called")


def test_services_are_offered_to_everybody(citizen: Citizen) -> None:
    citizen.client.headers.pop("Authorization")
    offered = canonical.decode(citizen.client.get(SERVICES).content, OfferedServices)
    assert "parking-permit" in [one.id for one in offered.services]
    assert citizen.client.get(f"{SERVICES}/parking-permit").json()["version"] == 1
    assert problem(citizen.client.get(f"{SERVICES}/nothing")) == (404, "service_unknown")
    assert problem(citizen.client.get(f"{SERVICES}/%00")) == (404, "service_unknown")


def test_the_same_filing_again_is_answered_alike_and_another_under_its_key_refused(citizen: Citizen) -> None:
    first, again = (citizen.client.post(FILINGS, json=GOOD) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["number"] == again.json()["number"]
    assert problem(citizen.client.post(FILINGS, json=GOOD | {"note": "x"})) == (409, "idempotency_conflict")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer " + "x" * 4000, "Bearer \xff", "bearer \x7f"]
)
def test_who_is_not_signed_in_is_not_let_in(citizen: Citizen, header: str) -> None:
    citizen.client.headers.pop("Authorization")
    headers = [(b"Authorization", header.encode("latin-1"))]
    for method, content in (("GET", b""), ("POST", b"x" * 300_000)):
        reply = citizen.client.request(method, FILINGS, headers=headers, content=content)
        assert problem(reply) == (401, "unauthenticated")


def test_another_citizens_filing_is_not_there(shared: Running, citizen: Citizen) -> None:
    number = citizen.file().number
    with Citizen(shared.url, shared.central.parts.keys.anchor("x"), VUK, VUKS) as other:
        assert problem(other.client.get(f"{FILINGS}/{number}")) == (404, "filing_unknown")
        assert problem(other.client.get(FILINGS, params={"before": number})) == (404, "filing_unknown")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b'{"key": "door-filing"}',
        b'{"key": 5, "service": "public-area"}',
        b'{"key": "door-filing", "service": "public-area", "form": {"a.b": null}}',
        b'{"key": "door-filing", "service": "public-area", "form": {"\\u0000": "x"}}',
        b'{"key": "door-filing", "service": "public-area", "form": [1, 2]}',
        b'{"key": "door-filing", "service": "public-area", "note": "\xff\xfe"}',
        b'{"key": "door-filing", "service": "public-area", "note": "\\ud800"}',
        b'{"key": "door-filing", "service": "public-area", "x": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    ],
)
def test_what_is_no_filing_is_malformed(citizen: Citizen, content: bytes) -> None:
    assert problem(citizen.client.post(FILINGS, content=content)) == (422, "malformed")


def test_a_huge_form_is_too_large(citizen: Citizen) -> None:
    for size in (MOST_BODY + 1, 3_000_000):
        assert problem(citizen.client.post(FILINGS, content=b" " * size)) == (413, "too_large")


def test_control_characters_are_kept_out_and_refuse_nothing(citizen: Citizen) -> None:
    odd = "\x00\x07\u202e\u200bТрг\x1b[31m"
    filed = citizen.file(form=STALL | {"place.location": odd}, note=odd, enclosures=[odd, "\x00"], delivery="\x00")
    assert "Трг" in filed.form["place.location"]
    assert not any(character in repr(filed) for character in ("\\x00", "\\x1b", "\\u202e"))
    assert "hidden_characters" in [finding.code for finding in filed.findings]


@pytest.mark.parametrize("number", ["EU-2026-000001-X", "%00", "x" * 3000, "%D1%85"])
def test_a_number_that_nobody_has(citizen: Citizen, number: str) -> None:
    reply = citizen.client.get(f"{FILINGS}/{number}")
    assert problem(reply) in [(404, "filing_unknown"), (404, "not_found")]


def test_what_cannot_be_done_here_is_said(citizen: Citizen) -> None:
    assert problem(citizen.client.delete(FILINGS)) == (405, "not_allowed_here")
    assert problem(citizen.client.post(FILINGS, json=GOOD | {"key": "door-other", "service": "\x00"})) == (
        404,
        "service_unknown",
    )
    assert problem(citizen.client.post(SESSIONS, json={"account": "", "password": "x"})) == (422, "malformed")
