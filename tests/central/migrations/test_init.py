"""A centre's database from an earlier program is brought to this one's version, and one from a later is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select, text

from clerk_app.central.database import Database
from clerk_app.central.migrations import MIGRATIONS, SCHEMA_VERSION
from clerk_app.central.schema import CLERK, NUMBER_LEDGER, SIGN_IN_TRY
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.signin import SignInRequest
from clerk_app.domain.errors import Damaged, SignIn
from clerk_app.i18n import Texts
from tests.support.centre_shape import shape
from tests.support.old_desk import LEFT, NEWEST, OldDesk, Versions, unpacked

RESOURCES = Path(__file__).parents[3] / "resources"
LATER = (text("CREATE TABLE centre_of_tomorrow (x INTEGER NOT NULL)"),)
NEW_CLERK = '\n[[clerk]]\nuser = "nnovakovic"\nname = "Н. Новаковић"\nrole = "clerk"\npassword = "nova-2026"\n'


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def version(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(select(SCHEMA_VERSION.c.version)).scalar_one())


@pytest.fixture(params=LEFT, ids=str)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> OldDesk:
    return unpacked(request.param, tmp_path / "old")


def settings_of(database: Path, seed: Path) -> CentralSettings:
    texts = Texts(RESOURCES / "texts")
    services = RESOURCES / "catalogue"
    return CentralSettings(
        listen="127.0.0.1:0", database_url=url_of(database), texts=texts, seed=seed, services=services
    )


def test_an_updated_database_is_as_a_new_one_is_made(old: OldDesk, tmp_path: Path) -> None:
    new, updated = Database(url_of(tmp_path / "new.db")), Database(url_of(old.centre))
    assert shape(updated) == shape(new)
    assert version(updated) == version(new) == len(MIGRATIONS) + 1 == NEWEST.centre
    for database in (new, updated):
        database.close()


def test_an_update_runs_once_and_keeps_what_there_is(old: OldDesk) -> None:
    for _ in range(2):
        database = Database(url_of(old.centre))
        with database.read() as connection:
            assert len(connection.execute(select(CLERK)).all()) > 3
            assert len(connection.execute(select(NUMBER_LEDGER)).all()) == 1
        database.close()


def test_an_updated_centre_takes_new_clerks_and_knows_the_old_ones(old: OldDesk, tmp_path: Path) -> None:
    seed = tmp_path / "seed"
    shutil.copytree(RESOURCES / "seed" / "primerovo", seed)
    with (seed / "clerks.toml").open("a", encoding="utf-8") as clerks:
        clerks.write(NEW_CLERK)
    parts = open_parts(settings_of(old.centre, seed))
    desk = parts.desks.get(old.code())
    for user, password in (("nnovakovic", "nova-2026"), ("mprimeric", "primer-2026")):
        assert parts.sign_ins.sign_in(desk, SignInRequest(user=user, password=password, reply_public=bytes(32)))
    with pytest.raises(SignIn):
        parts.sign_ins.sign_in(desk, SignInRequest(user="mprimeric", password="wrong", reply_public=bytes(32)))
    with parts.database.read() as connection:
        assert [row.failures for row in connection.execute(select(SIGN_IN_TRY))] == [1]
    parts.database.close()


def test_tables_that_an_earlier_program_made_on_the_way_do_not_stop_it(tmp_path: Path) -> None:
    old = unpacked(Versions(1, 1), tmp_path)
    database = Database(url_of(old.centre), ())
    with database.write() as connection:
        SIGN_IN_TRY.create(connection)
        SCHEMA_VERSION.drop(connection)
    database.close()
    updated = Database(url_of(old.centre))
    assert version(updated) == NEWEST.centre
    updated.close()


def test_the_database_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "central.db"
    Database(url_of(path), (*MIGRATIONS, LATER)).close()
    newer = path.read_bytes()
    with pytest.raises(Damaged, match="store_too_new"):
        Database(url_of(path))
    assert path.read_bytes() == newer


def test_a_new_database_is_made_whole_at_once(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "central.db"), (*MIGRATIONS, LATER))
    assert "centre_of_tomorrow" not in shape(database)
    assert version(database) == len(MIGRATIONS) + 2
    database.close()
