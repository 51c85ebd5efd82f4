"""A copy of the whole file while the desk works, sealed with the same key."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from clerk_app.domain.errors import Damaged
from clerk_app.store import durable
from clerk_app.store.database import Connection, Database, connect, translated

_CACHE = 2 * 1024


def copy_to(database: Database, key: bytes, target: Path) -> None:
    """Copy to ``target``, check the copy, and only then give it its name.

    Raises ``Unavailable`` (``disk_full``…) or ``Damaged('copy_damaged')``; an earlier copy stays until then.
    """
    fresh = target.with_name(target.name + durable.UNFINISHED)
    with durable.disk_errors():
        fresh.unlink(missing_ok=True)
    with translated(), closing(connect(fresh, key, _CACHE, journal="DELETE")) as copy:
        # In one step, from a reading connection: one view of the file, and no accept waits for it.
        with database.reading() as connection:
            connection.backup(copy)
        _check(copy)
    with durable.disk_errors():
        fresh.replace(target)
        durable.sync_folder(target.parent)


def _check(copy: Connection) -> None:
    """Every page by its seal, every table by its structure."""
    broken = copy.execute("PRAGMA cipher_integrity_check").fetchall()
    sound = copy.execute("PRAGMA quick_check").fetchall()
    if broken or [row[0] for row in sound] != ["ok"]:
        raise Damaged("copy_damaged")
