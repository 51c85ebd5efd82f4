"""A central's file is read as it is, or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from clerk_app.central.held import held_requests
from clerk_app.central.schema import METADATA


def test_a_new_file_holds_nothing(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'central.db'}")
    METADATA.create_all(engine)
    engine.dispose()
    assert held_requests(tmp_path / "central.db") == ()


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        held_requests(tmp_path / "away.db")
    assert not (tmp_path / "away.db").exists()
