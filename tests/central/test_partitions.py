"""On PostgreSQL the big tables are in parts by municipality; a municipality's rows lie in one part of each."""

from __future__ import annotations

from sqlalchemy import insert

from clerk_app.central.database import Database
from clerk_app.central.partitions import PARTS, is_part, is_parted
from clerk_app.central.schema import METADATA, STATUS_STEP
from tests.support.centre_rows import rows
from tests.support.postgres_server import PostgresServer

_PARTS = """SELECT parent.relname, count(*) FROM pg_inherits JOIN pg_class parent ON parent.oid = inhparent
    WHERE parent.relkind = 'p' GROUP BY 1"""


def test_a_part_is_known_by_its_name() -> None:
    assert is_part("feed_part7")
    assert not any(is_part(name) for name in METADATA.tables)


def test_every_big_table_has_its_parts_and_a_municipality_one_of_them(postgres: PostgresServer) -> None:
    with postgres.database() as address:
        database = Database(address)
        declared = {table.name: PARTS for table in METADATA.tables.values() if is_parted(table)}
        assert len(declared) > 5
        assert dict(rows(address, _PARTS)) == declared
        with database.write() as connection:
            given = {"seq": 1, "version": 1, "state": "x", "at": 1, "note": ""}
            many = [{"municipality": place, "desk": f"A{one}", **given} for place in ("a", "b") for one in range(5)]
            connection.execute(insert(STATUS_STEP), many)
        said = "SELECT municipality, count(DISTINCT tableoid), count(*) FROM status_step GROUP BY 1 ORDER BY 1"
        assert rows(address, said) == [("a", 1, 5), ("b", 1, 5)]
        database.close()


def test_a_table_that_an_earlier_program_made_stays_whole(postgres: PostgresServer) -> None:
    with postgres.database() as address:
        made = Database(address)
        with made.write() as connection:
            connection.exec_driver_sql("DROP TABLE status_step")
            connection.exec_driver_sql("CREATE TABLE status_step (municipality varchar(40) NOT NULL)")
        made.close()
        Database(address).close()
        assert STATUS_STEP.name not in dict(rows(address, _PARTS))
