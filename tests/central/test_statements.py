"""The listener of these tests hears a statement that goes to every municipality at once."""

from __future__ import annotations

import pytest
from sqlalchemy import and_, bindparam, delete, exists, insert, literal, select, text, update

from clerk_app.central.schema import DESK, ENTRY, NUMBER_LEDGER, OFFICE, REQUEST
from tests.support.statements import without_municipality

ONE = REQUEST.c.municipality == bindparam("in_municipality")
JOINED = and_(ENTRY.c.municipality == REQUEST.c.municipality, ENTRY.c.subject == REQUEST.c.subject)
THERE = exists().where(ENTRY.c.municipality == REQUEST.c.municipality)


@pytest.mark.parametrize(
    "statement",
    [
        select(REQUEST).where(ONE, REQUEST.c.serial.is_(None)),
        select(ENTRY).join(REQUEST, JOINED).where(ONE),
        select(REQUEST).where(REQUEST.c.municipality == "primerovo", THERE),
        update(DESK).where(DESK.c.municipality == "primerovo").values(have=1),
        insert(OFFICE).values(municipality="primerovo", code="a", name=""),
        select(NUMBER_LEDGER),
        select(literal(1)),
        text("DELETE FROM request WHERE municipality = :place"),
        'COPY "entry" ("municipality", "desk") FROM STDIN (FORMAT BINARY)',
        "SELECT 1",
    ],
)
def test_what_names_its_municipality_passes(statement: object) -> None:
    assert without_municipality(statement) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        (select(REQUEST).where(REQUEST.c.serial.is_(None)), ["request"]),
        (select(ENTRY).join(REQUEST, JOINED), ["entry", "request"]),
        (select(ENTRY, REQUEST).where(ONE, ENTRY.c.subject == REQUEST.c.subject), ["entry"]),
        (select(REQUEST).where(ONE, exists().where(ENTRY.c.subject == REQUEST.c.subject)), ["entry"]),
        (select(REQUEST).where(REQUEST.c.municipality != "primerovo"), ["request"]),
        (update(DESK).values(have=1), ["desk"]),
        (delete(DESK).where(DESK.c.code == "A1"), ["desk"]),
        ("INSERT INTO office (code, name) VALUES (?, ?)", ["office"]),
        (text("DELETE FROM request WHERE desk = :desk"), ["request"]),
        ('COPY "entry" ("desk", "seq") FROM STDIN (FORMAT BINARY)', ["entry"]),
    ],
)
def test_what_goes_to_all_of_them_is_heard(statement: object, missing: list[str]) -> None:
    assert without_municipality(statement) == missing  # type: ignore[arg-type]
