"""To version 3 of the centre: requests of before are of the office of their desk, and its desks hear of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from clerk_app.central import feed
from clerk_app.central.database import Database
from clerk_app.central.schema import DESK, FEED, REQUEST
from tests.support.old_desk import LEFT, OldDesk, Versions, unpacked

BEFORE = [versions for versions in LEFT if versions.centre < 3]


@pytest.fixture(params=BEFORE, ids=str)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> OldDesk:
    versions: Versions = request.param
    return unpacked(versions, tmp_path / "old")


def test_requests_of_before_stand_at_the_office_of_their_desk_and_nobody_works_on_them(old: OldDesk) -> None:
    database = Database(f"sqlite:///{old.centre}")
    with database.read() as connection:
        offices = {row.code: row.office for row in connection.execute(select(DESK))}
        rows = connection.execute(select(REQUEST)).all()
        assert rows
        for row in rows:
            assert (row.office, row.origin) == (offices[row.desk], "desk")
            assert (row.handler, row.deadline, row.payment, row.missing, row.withdrawn) == ("", "", "", "[]", False)
    database.close()


def test_what_was_published_before_is_heard_by_the_office_but_for_what_is_one_desks_alone(old: OldDesk) -> None:
    database = Database(f"sqlite:///{old.centre}")
    with database.read() as connection:
        offices = {row.code: row.office for row in connection.execute(select(DESK))}
        rows = connection.execute(select(FEED)).all()
        assert {row.kind for row in rows} >= {"registered"}
        for row in rows:
            assert row.office == ("" if row.kind in ("result", "alarm") else offices[row.desk])
        municipality, office = rows[0].municipality, next(row.office for row in rows if row.office)
        heard = feed.after(connection, municipality, ["none"], office, 0)
        assert [row.position for row in heard] == [row.position for row in rows if row.office == office]
    database.close()
