"""Whether the process lives, and whether it can serve."""

from __future__ import annotations

import httpx
from sqlalchemy import delete, update

from clerk_app.central.migrations import MIGRATIONS, SCHEMA_VERSION
from clerk_app.central.readiness import LONGEST_UNNUMBERED, ReadinessDoor
from clerk_app.central.schema import NUMBER_LEASE, NUMBER_LEDGER, REQUEST
from tests.central.conftest import Running
from tests.support.lone_desk import Caller

READY = {"ready": True, "database": "reachable", "migrations": "current"}


def door(centre: Running) -> ReadinessDoor:
    parts = centre.central.parts
    return ReadinessDoor(parts.database, parts.keys.municipality, parts.now)


def test_a_centre_in_order_is_alive_and_ready(centre: Running) -> None:
    with httpx.Client(base_url=centre.url, verify=False) as prober:
        assert prober.get("/health").json() == {"alive": True}
        answer = prober.get("/ready")
    assert (answer.status_code, answer.json()) == (200, {**READY, "numberer": "idle"})


def test_what_waits_for_a_number_without_anybody_who_gives_one_is_not_in_order(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(desk.receive()))
        caller.until(desk, lambda answer: any(one.kind == "registered" for one in answer.changes))
    assert door(centre).look().numberer == "leased"
    centre.central.parts.bell.stop()
    centre.central.parts.numberer.join()
    with centre.central.parts.database.write() as connection:
        connection.execute(delete(NUMBER_LEDGER))
        connection.execute(update(REQUEST).values(serial=None))
        connection.execute(update(NUMBER_LEASE).values(until=0))
    assert door(centre).look().ready
    centre.clock.at += LONGEST_UNNUMBERED + 1
    found = door(centre).look()
    assert (found.numberer, found.ready) == ("missing", False)


def test_a_database_of_another_program_is_not_in_order(centre: Running) -> None:
    set_version(centre, 99)
    try:
        assert door(centre).look().migrations == "other"
        with httpx.Client(base_url=centre.url, verify=False) as prober:
            answer = prober.get("/ready")
            assert (answer.status_code, answer.json()["migrations"]) == (503, "other")
            assert prober.get("/health").status_code == 200
    finally:
        set_version(centre, len(MIGRATIONS) + 1)  # the database is used again


def set_version(centre: Running, version: int) -> None:
    with centre.central.parts.database.write() as connection:
        connection.execute(update(SCHEMA_VERSION).values(version=version))
