"""Many rows go in as one, as what they are, on each kind of database; unnamed columns keep what they hold."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from clerk_app.central.bulk import Rows
from clerk_app.central.database import Database
from clerk_app.central.schema import ENTRY_BODY, FEED, REQUEST
from clerk_app.domain.errors import Invalid, Unavailable

BODIES = Rows(ENTRY_BODY, ("municipality", "desk", "seq", "salt", "body"))


@pytest.fixture
def database(centre_database: str) -> Iterator[Database]:
    opened = Database(centre_database)
    yield opened
    opened.close()


def bodies(many: int) -> list[dict[str, object]]:
    raw = "„Ђорђе\t\\N\n".encode() + bytes(range(256))
    return [{"municipality": "a", "desk": "A1", "seq": 2**40 + one, "salt": b"", "body": raw} for one in range(many)]


@pytest.mark.parametrize("many", [0, 1, 4, 5, 300])
def test_what_is_written_is_read_again(database: Database, many: int) -> None:
    with database.write() as connection:
        BODIES.add(connection, bodies(many))
    with database.read() as connection:
        found = connection.execute(select(ENTRY_BODY).order_by(ENTRY_BODY.c.seq)).mappings().all()
    assert [dict(row) for row in found] == bodies(many)


@pytest.mark.parametrize("many", [2, 20])
def test_columns_that_are_not_named_hold_what_they_hold_by_themselves(database: Database, many: int) -> None:
    given = {
        "municipality": "a",
        "desk": "A1",
        "number": "",
        "service": "x",
        "service_version": 1,
        "clerk": "",
        "form": "{}",
        "arrived": 1,
        "state": "primljen",
        "version": 1,
    }
    rows = [{**given, "seq": one, "subject": bytes([one])} for one in range(many)]
    with database.write() as connection:
        Rows(REQUEST, tuple(rows[0])).add(connection, rows)
        found = connection.execute(select(REQUEST)).all()
    assert {(row.serial, row.handler, row.missing, row.withdrawn) for row in found} == {(None, "", "[]", False)}


@pytest.mark.parametrize("many", [3, 30])
def test_what_is_there_already_is_said_as_by_any_other_statement(database: Database, many: int) -> None:
    with database.write() as connection:
        BODIES.add(connection, bodies(1))
    with pytest.raises((Unavailable, IntegrityError)), database.write() as connection:
        BODIES.add(connection, bodies(many))
    with database.read() as connection:
        assert len(connection.execute(select(ENTRY_BODY)).all()) == 1


def test_a_text_that_is_too_long_is_said_by_postgresql(database: Database) -> None:
    with database.read() as connection:
        if connection.dialect.name == "sqlite":
            return  # it keeps any length
    row = {"municipality": "a", "position": 1, "desk": "A1" * 9, "kind": "x", "seq": 1, "version": 1, "body": b""}
    rows = [{**row, "position": one} for one in range(9)]
    with pytest.raises(Invalid, match="malformed"), database.write() as connection:
        Rows(FEED, tuple(row)).add(connection, rows)
