"""A citizen's view of a filing is read by indexes, however much else there is in the feed."""

from __future__ import annotations

import pytest
from sqlalchemy import event, text

from clerk_app.central.portal.accounts import Citizen
from clerk_app.contract.portal import Filing
from clerk_app.domain.errors import Refused
from clerk_app.domain.people import Person
from tests.central.conftest import Running

WHO = Citizen("jasna.primeric", Person(surname="Примерић", given_name="Јасна"))


def test_one_filing_is_found_without_reading_the_feed(centre: Running) -> None:
    parts = centre.central.parts
    number = parts.portal.file(WHO, Filing(key="view-filing", service="birth-extract"))[0].number
    asked: list[str] = []
    engine = parts.database._engine
    event.listen(engine, "before_cursor_execute", lambda _c, _cur, sql, *_more: asked.append(sql))
    parts.portal.filing(WHO, number)
    (statement,) = (sql for sql in asked if "feed.seq =" in sql)
    assert "feed.desk = 'PORT'" in statement
    if engine.dialect.name == "sqlite":
        with parts.database.read() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("",) * statement.count("?")).all()
        assert "feed_of_filing" in str(plan)


def test_a_filing_whose_body_was_erased_still_says_how_it_stands(centre: Running) -> None:
    parts = centre.central.parts
    filed = parts.portal.file(WHO, Filing(key="view-filing", service="birth-extract"))[0]
    with parts.database.write() as connection:
        connection.execute(text("DELETE FROM entry_body"))
    seen = parts.portal.filing(WHO, filed.number)
    assert (seen.applicant, seen.findings, seen.code) == ("", (), filed.code)


def test_a_page_behind_a_number_that_is_not_there_is_said(centre: Running) -> None:
    with pytest.raises(Refused, match="filing_unknown"):
        centre.central.parts.portal.filings(WHO, "EU-2026-000001-2")
