"""The centre keeps its keys."""

from __future__ import annotations

from clerk_app.central import keys
from clerk_app.central.database import Database
from clerk_app.central.server import CentralSettings


def test_keys_are_made_once_for_each_municipality(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    first, again, other = (keys.load(database, name) for name in ("primerovo", "primerovo", "drugde"))
    assert first.anchor("Примерово") == again.anchor("Примерово")
    assert first.storage == again.storage
    publics = {first.sign.public, first.seal.public, first.escrow.public, other.sign.public, other.seal.public}
    assert len(publics) == 5
    assert "Salter CA" not in repr(first.storage)
    database.close()
