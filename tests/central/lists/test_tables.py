from __future__ import annotations

from clerk_app.central.lists.tables import LOOKUP_LIST, LOOKUP_ROW, LOOKUP_STAGED
from clerk_app.central.schema import METADATA


def test_they_are_among_the_tables_of_the_centre() -> None:
    assert {table.name for table in (LOOKUP_LIST, LOOKUP_ROW, LOOKUP_STAGED)} <= set(METADATA.tables)


def test_what_changed_since_a_version_is_found_by_an_index() -> None:
    led = {tuple(column.name for column in index.columns)[2] for index in LOOKUP_ROW.indexes}
    assert led == {"added", "removed"}
