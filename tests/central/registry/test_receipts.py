"""A receipt says what is known, and says nothing of what was erased."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from clerk_app.central.registry.clients import Client
from clerk_app.central.registry.receipts import Receipts
from clerk_app.central.schema import ENTRY_BODY
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.registry import verified
from clerk_app.domain.errors import Refused
from clerk_app.domain.numbers import UniqueNumber
from tests.central.test_numbers import filled, lone

TOWN = Client("town", "primerovo")


def test_what_was_erased_is_missing_from_the_receipt_and_the_rest_stands(settings: CentralSettings) -> None:
    parts = open_parts(settings)
    desk = lone(parts)
    filled(parts, desk, 1)
    parts.numbering.give()
    receipts = Receipts(parts.database, parts.keys)
    before = verified(receipts.receipt(TOWN, UniqueNumber(1, 2026)), parts.keys.sign.public)
    with parts.database.write() as connection:
        connection.execute(delete(ENTRY_BODY))
    after = verified(receipts.receipt(TOWN, UniqueNumber(1, 2026)), parts.keys.sign.public)
    assert (before.submitter, after.submitter) == ("Пробић Проба", "")
    assert (after.number, after.received_at, after.procedure) == (before.number, before.received_at, before.procedure)
    assert after.officer == "mprimeric"
    assert after.procedure == "birth-extract"
    with pytest.raises(Refused, match="case_unknown"):
        receipts.receipt(TOWN, UniqueNumber(2, 2026))
    parts.database.close()
