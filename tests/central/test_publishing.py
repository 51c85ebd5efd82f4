"""New versions are taken in, known ones stay, and a version never becomes another thing."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from clerk_app.central.database import Database
from clerk_app.central.publishing import publish
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.central.server import Central, CentralSettings
from clerk_app.contract import catalogue
from clerk_app.contract.catalogue_folder import Loaded, Refused, load_folder
from tests.central.conftest import RESOURCES
from tests.contract.definitions import GOOD

SMALL = catalogue.load(GOOD.encode())
NEWER = replace(SMALL, version=2)


def bodies(database: Database) -> dict[str, bytes]:
    with database.read() as connection:
        rows = connection.execute(select(REFERENCE_ITEM.c.name, REFERENCE_ITEM.c.body)).all()
    return {row.name: row.body for row in rows}


@pytest.fixture
def database(settings: CentralSettings) -> Database:
    return Database(settings.database_url)


def test_new_versions_are_added_and_known_ones_left_alone(database: Database) -> None:
    first = publish(database, "primerovo", Loaded({"s.toml": SMALL}, ()))
    assert (first.new, first.known, first.refused) == (("service/small@1",), (), ())
    before = bodies(database)
    again = publish(database, "primerovo", Loaded({"s.toml": SMALL, "t.toml": NEWER}, ()))
    assert (again.new, again.known) == (("service/small@2",), ("service/small@1",))
    assert {name: body for name, body in bodies(database).items() if name in before} == before
    database.close()


def test_a_version_that_is_there_with_other_content_is_refused_by_name(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    publish(database, "primerovo", Loaded({"s.toml": SMALL}, ()))
    other = replace(SMALL, classification="201")
    with caplog.at_level(logging.WARNING, logger="clerk_app.central"):
        published = publish(database, "primerovo", Loaded({"s.toml": other, "t.toml": NEWER}, ()))
    assert published.refused == (Refused("s.toml", "version", "version_taken"),)
    assert published.new == ("service/small@2",)
    assert catalogue.decode(bodies(database)["service/small@1"]) == SMALL
    assert "central.service_refused" in caplog.messages
    database.close()


def test_what_an_older_program_wrote_means_the_same(database: Database) -> None:
    publish(database, "primerovo", Loaded({"s.toml": SMALL}, ()))
    plain = json.loads(catalogue.encode(SMALL))
    for key in ("unit", "applicants", "ended"):
        del plain[key]
    with database.write() as connection:
        renewed = update(REFERENCE_ITEM).where(REFERENCE_ITEM.c.name == "service/small@1")
        connection.execute(renewed.values(body=json.dumps(plain).encode()))
    assert publish(database, "primerovo", Loaded({"s.toml": SMALL}, ())).known == ("service/small@1",)
    database.close()


def test_a_seed_with_a_wrong_service_has_all_others_and_says_so(settings: CentralSettings, tmp_path: Path) -> None:
    services = tmp_path / "services"
    services.mkdir()
    (services / "good.toml").write_text(GOOD, encoding="utf-8")
    (services / "wrong.toml").write_text(GOOD.replace("amount = 100", "amount = -1"), encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'seeded.db'}"
    central = Central(replace(settings, database_url=url, seed=RESOURCES / "seed" / "primerovo", services=services))
    try:
        assert central.refused == [Refused("wrong.toml", "fees.fee", "fee_amount")]
        assert {name for name in bodies(central.parts.database) if name.startswith("service/")} == {"service/small@1"}
    finally:
        central.parts.database.close()


def test_the_shipped_catalogue_is_whole() -> None:
    loaded = load_folder(RESOURCES / "catalogue")
    assert loaded.refused == ()
    assert len(loaded.services) == 25
