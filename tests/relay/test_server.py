"""A relay as a running server: it listens, forwards, and ends with everything kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.carriers.relay import OfficeRoads
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.relay.server import OfficeRelay, RelaySettings
from clerk_app.relay.shelf import Shelf
from tests.carriers.test_relay import parcels
from tests.support.lone_relay import IDENTITY, KEYS, TEXTS, LoneRelay, ModelUpstream
from tests.support.raw_server import PATIENCE
from tests.support.sync_entries import DESK


def test_what_was_kept_is_forwarded_after_a_start(tmp_path: Path) -> None:
    first = LoneRelay(tmp_path)
    first.upstream.down = True
    line, _ = OfficeRoads(DESK, tuple).reach(first.address, KEYS)
    line.send(iter(parcels(3)))
    line.close()
    first.stop()
    upstream = ModelUpstream()
    second = LoneRelay(tmp_path, upstream)
    with upstream.centre.spoke:
        assert upstream.centre.spoke.wait_for(lambda: len(upstream.centre.effects) == 3, PATIENCE)
    second.stop()
    assert set(upstream.centre.effects.values()) == {1}


def test_an_address_that_is_taken_or_none_is_said(tmp_path: Path) -> None:
    relay = LoneRelay(tmp_path)
    shelf = Shelf(tmp_path / "other.db")
    for listen, error in ((relay.address, Unavailable), ("nowhere", Invalid), ("host:x", Invalid)):
        with pytest.raises(error):
            OfficeRelay(RelaySettings(listen=listen, texts=TEXTS), shelf, IDENTITY, ModelUpstream()).start()
    shelf.close()
    relay.stop()
