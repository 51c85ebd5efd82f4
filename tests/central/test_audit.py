"""What the centre gave to whom is written down."""

from __future__ import annotations

from sqlalchemy import select

from clerk_app.central import audit
from clerk_app.central.database import Database
from clerk_app.central.schema import AUDIT
from clerk_app.central.server import CentralSettings


def test_an_act_stands_with_its_time_desk_and_user(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    with database.write() as connection:
        audit.note(connection, "primerovo", "grant_given", at=7, desk="A1", user="mprimeric")
    with database.read() as connection:
        row = connection.execute(select(AUDIT)).one()
    assert (row.municipality, row.at, row.what, row.desk, row.user) == (
        "primerovo",
        7,
        "grant_given",
        "A1",
        "mprimeric",
    )
    database.close()
