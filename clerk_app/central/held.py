"""What a central's database file holds, read beside the running central without a lock or a change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_REQUESTS = "SELECT subject, serial, year FROM request"


@dataclass(frozen=True, slots=True)
class HeldRequest:
    """One request; ``number`` is its serial and year once it has them."""

    subject: bytes
    number: tuple[int, int] | None


def held_requests(database: Path) -> tuple[HeldRequest, ...]:
    """Every request in an SQLite file; raises ``sqlite3.Error``, and never makes the file."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(_REQUESTS).fetchall()
    return tuple(HeldRequest(subject, None if serial is None else (serial, year)) for subject, serial, year in rows)
