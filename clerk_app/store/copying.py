"""A copy of the whole file while the desk works, sealed with the same key and verified before it has its name."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from clerk_app.domain.errors import Damaged, Refused, Unavailable
from clerk_app.lanes import Progress, untold
from clerk_app.ports.copies import Copied
from clerk_app.store import durable, entry_rows
from clerk_app.store.database import Connection, Database, connect, translated
from clerk_app.store.verify import verify_over

_CACHE = 2 * 1024
_STEP = 256  # pages between two questions whether the copy is still wanted: half a megabyte, some milliseconds
_PARTS = 4  # of the whole work two are copying, one is seals and structure, one is the chain


class DeskCopies:
    """The port ``Copies`` on the desk file of one desk."""

    def __init__(self, database: Database, key: bytes, desk: str, *, step: int = _STEP) -> None:
        self._database = database
        self._key = key
        self._desk = desk
        self._step = step

    def make(self, target: Path, told: Progress = untold) -> Copied:
        """Copy, verify the copy, and only then give it its name; never over another file."""
        with _unfinished(target) as fresh, translated():
            with closing(connect(fresh, self._key, _CACHE, journal="DELETE")) as copy:
                head = self._fill(copy, told)
                _check(copy)
                entries = self._verified(copy, head, told)
            size = fresh.stat().st_size
            durable.keep(fresh, target)
        return Copied(path=target, entries=entries, size=size)

    def _fill(self, copy: Connection, told: Progress) -> tuple[int, bytes]:
        """Copy everything; gives number and hash of the last entry.

        From a connection of its own, so that nobody waits for one, and in steps over one view of the file: an open
        transaction keeps it while the desk goes on writing.
        """
        with closing(connect(self._database.path, self._key, _CACHE)) as source:
            source.execute("PRAGMA query_only = ON")
            source.execute("BEGIN")
            head = entry_rows.head(source)
            source.backup(copy, pages=self._step, progress=_counted(told))
            source.execute("ROLLBACK")
        return head

    def _verified(self, copy: Connection, head: tuple[int, bytes], told: Progress) -> int:
        """How many entries there are; raises ``Damaged('copy_damaged')`` unless the chain is the desk's own."""
        whole, seen = max(1, head[0]), itertools.count(1)
        before = (_PARTS - 1) * whole
        report = verify_over(copy, self._desk, lambda: told(before + next(seen), _PARTS * whole))
        if report.problem or (report.entries, report.head) != head:
            raise Damaged("copy_damaged")
        return report.entries


@contextlib.contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """The file to copy to, for its owner alone; gone afterwards unless it got its name."""
    if target.exists():
        raise Refused("copy_is_there")
    fresh = target.with_name(f"{target.name}{durable.UNFINISHED}")
    try:
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
    except OSError as error:
        raise Unavailable("copy_not_written") from error
    try:
        yield fresh
    finally:
        for left in (fresh, fresh.with_name(f"{fresh.name}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _counted(told: Progress) -> Callable[[int, int, int], None]:
    """What the driver calls between steps."""
    return lambda _status, left, pages: told(2 * (pages - left), _PARTS * pages)


def _check(copy: Connection) -> None:
    """Every page by its seal, every table by its structure."""
    broken = copy.execute("PRAGMA cipher_integrity_check").fetchall()
    sound = copy.execute("PRAGMA quick_check").fetchall()
    if broken or [row[0] for row in sound] != ["ok"]:
        raise Damaged("copy_damaged")
