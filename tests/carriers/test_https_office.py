"""The office's key is asked for where the contract has it, and comes as it was sealed."""

from __future__ import annotations

import pytest

from clerk_app.carriers.https_office import HttpsOffice
from clerk_app.carriers.wire import unverified_wire
from clerk_app.contract import canonical, relay
from clerk_app.contract.relay import OfficeKey
from clerk_app.domain.errors import Unavailable
from tests.support.raw_server import RawServer, Talk
from tests.support.sync_entries import CENTRE_SIGN, DESK, DESK_SEAL

SEALED = relay.seal_key(OfficeKey(1, b"o" * 32), DESK, DESK_SEAL.public, CENTRE_SIGN)


def test_it_comes_as_it_was_sealed_and_what_is_none_is_a_portal() -> None:
    bodies = [canonical.encode(SEALED), b"{}"]
    asked: list[str] = []

    def says(talk: Talk) -> None:
        while (request := talk.request()) is not None:
            asked.append(f"{request.method} {request.target}")
            talk.answer(bodies.pop(0))

    server = RawServer(says)
    wire = unverified_wire(server.url)
    assert HttpsOffice(wire).office_key() == SEALED
    with pytest.raises(Unavailable, match="line_portal"):
        HttpsOffice(wire).office_key()
    assert asked == ["POST /v1/office-key"] * 2
    wire.close()
    server.close()
