"""A statement about many values finds those, and only those, on each kind of database."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select

from clerk_app.central.among import for_each_database
from clerk_app.central.database import Database
from clerk_app.central.schema import OFFICE

ASKED = for_each_database(
    lambda among: select(OFFICE.c.code).where(
        OFFICE.c.municipality == bindparam("in_municipality"), among(OFFICE.c.code, "codes")
    )
)


def test_those_that_are_named_are_found(centre_database: str) -> None:
    database = Database(centre_database)
    with database.write() as connection:
        rows = [{"municipality": place, "code": f"k{one}", "name": ""} for place in "ab" for one in range(500)]
        connection.execute(insert(OFFICE), rows)
        asked = ASKED[connection.dialect.name]
        for named in ([], ["k7"], [f"k{one}" for one in range(400)], ["nema"]):
            found = connection.execute(asked, {"in_municipality": "a", "codes": named}).scalars().all()
            assert sorted(found) == sorted(set(named) - {"nema"})
    database.close()
