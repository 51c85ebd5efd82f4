"""Whenever the demonstration is shown, its registers answer."""

from __future__ import annotations

from pathlib import Path

from clerk_app.central.ezup.rules import rules_of
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.demo.registers import wake_registers
from clerk_app.demo.stage import SEED
from clerk_app.i18n import Texts
from tests.support.central_process import RESOURCES


def test_no_register_is_away_by_schedule(tmp_path: Path) -> None:
    database = tmp_path / "central.db"
    settings = CentralSettings(
        listen="127.0.0.1:0",
        database_url=f"sqlite:///{database}",
        texts=Texts(RESOURCES / "texts"),
        seed=RESOURCES / "seed" / SEED,
        services=RESOURCES / "catalogue",
    )
    parts = open_parts(settings)
    try:
        with parts.database.read() as connection:
            before = rules_of(connection, parts.keys.municipality)
        wake_registers(database)
        with parts.database.read() as connection:
            after = rules_of(connection, parts.keys.municipality)
    finally:
        parts.database.close()
    assert before is not None
    assert after is not None
    assert len(before.outages) == len(before.datasets)
    assert after.outages == ()
    assert after.datasets == before.datasets
