"""What the portal keeps is kept once: a key, a number, a place in the year."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from clerk_app.central.portal.tables import PORTAL_FILING
from clerk_app.domain.errors import Unavailable
from tests.central.conftest import Running

ROW: dict[str, object] = {
    "municipality": "primerovo", "account": "a", "digest": b"", "year": 2026, "serial": 1, "filed": 0, "amount": 0,
}  # fmt: skip


@pytest.mark.parametrize("same", ["key", "number"])
def test_what_must_be_one_is_one(centre: Running, same: str) -> None:
    first: dict[str, object] = {"seq": 1, "key": "one", "number": "one"}
    second = {"seq": 2, "key": "two", "number": "two"} | {same: first[same]}
    with pytest.raises((IntegrityError, Unavailable)), centre.central.parts.database.write() as connection:
        connection.execute(insert(PORTAL_FILING), [ROW | first, ROW | second])
