"""Seeding writes once, and says what is wrong with its data."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from clerk_app.central.database import Database
from clerk_app.central.schema import CLERK, COUNTER, REFERENCE_ITEM
from clerk_app.central.seed import seed
from clerk_app.central.server import Central, CentralSettings, open_parts
from clerk_app.contract.exchange import ANSWERS
from clerk_app.domain.errors import Invalid
from tests.central.conftest import RESOURCES, Running
from tests.support.lone_desk import Caller


def test_an_empty_database_needs_a_seed(settings: CentralSettings, tmp_path: Path) -> None:
    empty = replace(settings, database_url=f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(Invalid, match="not_seeded"):
        Central(empty)
    with pytest.raises(Invalid, match="seed_malformed"):
        Central(replace(empty, seed=tmp_path, services=tmp_path))


def test_seeding_again_changes_nothing(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    before = written(database)
    assert seed(database, RESOURCES / "seed" / "primerovo", RESOURCES / "catalogue") == "primerovo"
    assert written(database) == before
    assert before[CLERK.name][0] >= 5
    database.close()


def test_a_database_of_several_municipalities_is_asked_for_one_by_name(
    settings: CentralSettings, start: Callable[[CentralSettings], Running], tmp_path: Path
) -> None:
    another = tmp_path / "drugo"
    shutil.copytree(RESOURCES / "seed" / "primerovo", another, ignore=shutil.ignore_patterns("population.toml"))
    named = (another / "municipality.toml").read_text().replace('code = "primerovo"', 'code = "drugo"')
    (another / "municipality.toml").write_text(named)
    with pytest.raises(Invalid, match="municipality_unknown"):
        open_parts(replace(settings, municipality="drugo"))
    first = open_parts(replace(settings, seed=another, services=RESOURCES / "catalogue"))
    assert first.keys.municipality == "drugo"
    first.database.close()
    with pytest.raises(Invalid, match="municipality_several") as several:
        open_parts(settings)
    assert several.value.params["known"] == "drugo, primerovo"
    begun = [start(replace(settings, municipality=code)) for code in ("drugo", "primerovo")]
    desks = [one.clerk() for one in begun]
    for one, desk in zip(begun, desks, strict=True):
        with Caller(one.url, desk.anchor) as caller:
            caller.send(desk, desk.cut(desk.receive()))
            caller.until(desk, lambda answer: any(change.kind == "registered" for change in answer.changes))
    assert [desk.anchor.municipality for desk in desks] == ["drugo", "primerovo"]
    assert desks[0].anchor.centre_sign != desks[1].anchor.centre_sign
    with Caller(begun[0].url, desks[0].anchor) as caller:
        assert caller.ask(desks[1], "GET", ANSWERS).status_code == 401


def written(database: Database) -> dict[str, tuple[int, str]]:
    """How many rows, and what stays the same only if nobody wrote again."""
    with database.read() as connection:
        return {
            table.name: (connection.execute(select(func.count()).select_from(table)).scalar_one(), str(last))
            for table, last in (
                (CLERK, connection.execute(select(func.max(CLERK.c.password))).scalar()),
                (COUNTER, connection.execute(select(func.max(COUNTER.c.code))).scalar()),
                (REFERENCE_ITEM, connection.execute(select(func.max(REFERENCE_ITEM.c.name))).scalar()),
            )
        }


def test_somebody_works_in_one_office_alone(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    with database.read() as connection:
        placed = connection.execute(select(CLERK.c.user, CLERK.c.office).where(CLERK.c.office != "")).all()
        known = set(connection.execute(select(COUNTER.c.office)).scalars())
    assert placed
    assert {row.office for row in placed} <= known
    database.close()
