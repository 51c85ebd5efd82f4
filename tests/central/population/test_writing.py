"""A population is written once."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select

from clerk_app.central.database import Database
from clerk_app.central.population.sources import Sources
from clerk_app.central.population.tables import TABLES
from clerk_app.central.population.values import Made
from clerk_app.central.population.writing import words_of, write_once
from clerk_app.central.server import CentralSettings


def test_to_write_again_changes_nothing_and_another_municipality_has_its_own(
    settings: CentralSettings, sources: Sources
) -> None:
    database = Database(settings.database_url)
    before = rows(database)
    assert set(before) == {table.name for table in TABLES}
    assert min(before.values()) >= 150
    with database.write() as connection:
        write_once(connection, "primerovo", sources)
    assert rows(database) == before
    database.close()


def rows(database: Database) -> dict[str, int]:
    with database.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES
        }


def test_words_are_folded_and_each_stands_once(made: Made) -> None:
    one = replace(
        made.citizens[0],
        surname="Илић Ковач",
        given_name="Ђурђа",
        own_surname="Илић Kovács",
        own_given_name="",
        birth_surname="Илић",
    )
    assert words_of(one).split() == ["ilic", "kovac", "durda", "kovacs"]
    assert words_of(one).startswith(" ")
