"""Where the ledger names a desk, other software has a name that no desk can have."""

from __future__ import annotations

from clerk_app.central.registry.tables import (
    ORIGIN,
    REGISTRY_CLIENT,
    REGISTRY_EVENT,
    REGISTRY_SUBMISSION,
    REGISTRY_TOKEN,
)
from clerk_app.central.schema import METADATA, NUMBER_LEDGER
from clerk_app.domain.numbers import is_desk_code


def test_no_desk_is_taken_for_other_software() -> None:
    assert not is_desk_code(ORIGIN)
    assert len(ORIGIN) <= NUMBER_LEDGER.c.desk.type.length  # type: ignore[attr-defined]


def test_they_are_tables_of_the_centre() -> None:
    ours = (REGISTRY_CLIENT, REGISTRY_TOKEN, REGISTRY_SUBMISSION, REGISTRY_EVENT)
    assert all(METADATA.tables[table.name] is table for table in ours)
