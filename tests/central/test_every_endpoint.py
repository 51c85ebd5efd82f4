"""schemathesis at every operation of the contract: whatever is sent, each answers as it is described, and never fails.

Operations come from the document, so that a new one is taken without a change here; only what a caller has to show is
known here, by the security scheme that the operation names.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
import requests
import schemathesis
from requests.auth import AuthBase
from schemathesis import Case

from clerk_app.central.openapi import document
from clerk_app.central.server import Central
from clerk_app.contract.exchange import PROOF_HEADER, STREAM_TYPE, prove
from clerk_app.contract.payments import PAYMENTS_BODY
from clerk_app.contract.registry import KEY_HEADER, KEY_PATTERN, TokenRequest
from clerk_app.contract.relay import RELAY_PROOF_HEADER, RELAY_PURPOSE
from clerk_app.contract.trust import OCSP_REQUEST, STAMP_REQUEST
from tests.central.conftest import Running, Seeded, settings_of
from tests.central.relay.test_relays import SIGNER, enrolled
from tests.support.lone_desk import LoneDesk

SETTINGS = {
    "generation": {"max-examples": 10, "deterministic": True, "no-shrink": True},
    "checks": {
        "negative_data_rejection": {"expected-statuses": ["400", "401", "403", "404", "405", "409", "413", "422"]},
        # What is sealed can be well-formed and yet not open; what is malformed is looked at in the test.
        "positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "413", "422", "429"]},
    },
}
schemathesis.serializer.alias(STREAM_TYPE, "application/octet-stream")
schemathesis.serializer.alias([STAMP_REQUEST, OCSP_REQUEST], "application/octet-stream")
schema = schemathesis.openapi.from_dict(json.loads(document()), config=schemathesis.Config.from_dict(SETTINGS))


class Proof(AuthBase):
    """Signs a request as a desk does."""

    def __init__(self, desk: LoneDesk) -> None:
        self._desk = desk

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers[PROOF_HEADER] = prove(self._desk.code, self._desk.sign, request.method or "", request.path_url)
        return request


class OfRelay(AuthBase):
    """Signs a request as a relay does."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        shown = prove(self._name, SIGNER, request.method or "", request.path_url, RELAY_PURPOSE)
        request.headers[RELAY_PROOF_HEADER] = shown
        return request


class Bearer(AuthBase):
    """Shows a token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


@dataclass
class Fuzzed:
    """A centre, and who may speak with it."""

    url: str
    session: requests.Session
    shown: dict[str, tuple[str, AuthBase]]

    def shown_by(self, case: Case[Any]) -> AuthBase | None:
        """What the operation wants to be shown, unless the case is about its absence."""
        for wanted in case.operation.definition.raw.get("security", []):
            scheme = next(iter(wanted))
            header, auth = self.shown.get(f"{scheme} {case.operation.path.split('/')[2]}") or self.shown[scheme]
            return auth if header in case.headers else None
        return None


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fuzzed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzed]:
    """A centre with one case, number 1 of 2026: the one that the document's examples are about."""
    seeded: Seeded = request.getfixturevalue(f"seeded_{request.param}")
    folder = tmp_path_factory.mktemp("fuzzed")
    with seeded.copy(folder) as address, requests.Session() as session:
        session.trust_env = False
        settings = replace(settings_of(address, folder), plain_http=True)
        central = Central(settings)
        parts = central.parts
        running = Running(central, "", settings.now, settings)  # type: ignore[arg-type]
        desk = running.clerk()
        parts.accepting.take(desk.cut(desk.receive()))
        parts.numbering.give()
        secret = parts.clients.make("fuzz")
        token = parts.clients.sign_in(TokenRequest("fuzz", secret)).token
        bank = parts.clients.sign_in(TokenRequest("bank", parts.clients.make("bank", PAYMENTS_BODY))).token
        shown = {
            "deskProof": (PROOF_HEADER, Proof(desk)),
            "relayProof": (RELAY_PROOF_HEADER, OfRelay(enrolled(running, desk.office).relay)),
            "bearer": ("Authorization", Bearer(token)),
            "bearer payments": ("Authorization", Bearer(bank)),
        }
        yield Fuzzed(central.start(), session, shown)
        central.stop()


@schema.parametrize()
def test_it_answers_as_it_is_described(case: Case[Any], fuzzed: Fuzzed) -> None:
    if str(case.query.get("hold", "")).isdigit():
        case.query["hold"] = 0  # to wait for news is another test's
    if re.fullmatch(KEY_PATTERN, case.headers.get(KEY_HEADER, "")):
        case.headers[KEY_HEADER] = uuid.uuid4().hex  # or whatever comes second under the example's is a conflict alone
    reply = case.call_and_validate(base_url=fuzzed.url, session=fuzzed.session, auth=fuzzed.shown_by(case))
    if case.meta is not None and case.meta.generation.mode.is_positive and reply.status_code == 422:
        assert not reply.json()["type"].endswith(":malformed"), f"{case.as_curl_command()}: {reply.text}"
