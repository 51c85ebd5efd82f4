"""One thing that cannot be done is undone alone; what stood before and comes after it stays."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from clerk_app.central.apart import apart
from clerk_app.central.schema import COUNTER
from clerk_app.domain.errors import Unavailable
from tests.central.conftest import Running


def test_a_fault_undoes_what_was_written_apart_and_nothing_else(centre: Running) -> None:
    parts = centre.central.parts

    def row(code: str) -> dict[str, str]:
        return {"municipality": parts.keys.municipality, "office": "apart", "code": code}

    with parts.database.write() as connection:
        connection.execute(insert(COUNTER).values(row("before")))

        def work(code: str, error: Exception | None) -> str:
            connection.execute(insert(COUNTER).values(row(code)))
            if error is not None:
                raise error
            return "done"

        assert apart(connection, lambda: work("wrong", OverflowError()), lambda error: type(error).__name__) == (
            "OverflowError"
        )
        assert apart(connection, lambda: work("right", None), lambda _error: "fault") == "done"
    with parts.database.read() as connection:
        kept = connection.execute(select(COUNTER.c.code).where(COUNTER.c.office == "apart")).scalars()
        assert sorted(kept) == ["before", "right"]


def test_a_database_that_is_away_is_no_fault_of_an_entry(centre: Running) -> None:
    def away() -> str:
        raise Unavailable("centre_busy")

    with pytest.raises(Unavailable), centre.central.parts.database.write() as connection:
        apart(connection, away, lambda _error: "fault")
