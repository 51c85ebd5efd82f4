"""What another desk is told of a request, and what it is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import Connection, delete, select, update

from clerk_app.central import told
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.schema import ENTRY_BODY, FEED, REQUEST
from clerk_app.contract.cases import Case
from tests.central.conftest import Running
from tests.domain.services import stall
from tests.support.lone_desk import Caller, LoneDesk


def test_only_fields_of_the_definition_that_are_not_special_are_told() -> None:
    service = stall()
    (section, *_) = service.sections
    first, second, *_ = section.fields
    secret = replace(section, fields=(first, replace(second, sensitivity="special")))
    form = {f"{section.code}.{first.code}": "a", f"{section.code}[3].{second.code}": "b", "of.nothing": "c"}
    assert told.open_fields(replace(service, sections=(secret,)), form) == {f"{section.code}.{first.code}": "a"}


def test_where_the_definition_is_not_known_nothing_of_the_form_is_told() -> None:
    assert told.open_fields(None, {"a.b": "c"}) == {}


@pytest.fixture
def written(shared: Running, caller: Caller, desk: LoneDesk) -> Iterator[Connection]:
    """A registered request, in a transaction of which nothing stays."""
    caller.send(desk, desk.cut(desk.receive()))
    caller.until(desk, lambda answer: any(change.kind == "registered" for change in answer.changes))
    with suppress(Undone), shared.central.parts.database.write() as connection:
        yield connection
        raise Undone


class Undone(Exception):
    """Takes everything back."""


def case_of(connection: Connection, desk: LoneDesk, at: int = 77) -> Case | None:
    row = connection.execute(select(FEED).where(FEED.c.desk == desk.code, FEED.c.kind == "registered")).one()
    return told.case_of(connection, Catalogue(row.municipality), row, at)


def test_a_request_is_told_as_it_stands_now(written: Connection, desk: LoneDesk) -> None:
    case = case_of(written, desk)
    assert case is not None
    assert (case.at, case.state, case.office, case.subject) == (
        77,
        "zaveden",
        desk.office,
        desk.entries[0].header.subject,
    )
    written.execute(update(REQUEST).where(REQUEST.c.desk == desk.code).values(state="annulled", handler="x"))
    annulled = case_of(written, desk)
    assert annulled is not None
    assert (annulled.annulled, annulled.state, annulled.handler) == (True, "zaveden", "x")


def test_what_was_erased_is_told_no_more(written: Connection, desk: LoneDesk) -> None:
    written.execute(delete(ENTRY_BODY).where(ENTRY_BODY.c.desk == desk.code))
    assert case_of(written, desk) is None


def test_what_cannot_be_read_is_not_told(written: Connection, desk: LoneDesk) -> None:
    written.execute(update(ENTRY_BODY).where(ENTRY_BODY.c.desk == desk.code).values(body=b"{}"))
    assert case_of(written, desk) is None


def test_what_has_no_number_yet_is_told_to_nobody(written: Connection, desk: LoneDesk) -> None:
    written.execute(update(REQUEST).where(REQUEST.c.desk == desk.code).values(serial=None, year=None))
    assert case_of(written, desk) is None
