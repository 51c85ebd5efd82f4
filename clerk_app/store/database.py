"""The desk's encrypted file: one writing connection, a few reading ones, and errors named for the clerk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Event
from typing import Any, Protocol

from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import CompilerElement
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clerk_app.domain.errors import CounterError, Damaged, Unavailable

KEY_BYTES = 32
_LONGEST_WAIT = 10.0  # seconds for a connection, or for another process that copies the file
_PAGE = 2048  # bytes; half of the usual: a save touches many pages for a few bytes each, and each is sealed anew
_SEAL = "HMAC_SHA256"  # of each page; ADR 10
_READERS = 2
_WRITER_CACHE = 4 * 1024  # KiB of decrypted pages; private memory, so no more than searching earns
_READER_CACHE = 4 * 1024
_CHECKPOINT_PAGES = 8000  # idle steps checkpoint long before; this only bounds the log when nothing is ever idle
_LOG_BYTES = 16 * 1024 * 1024

_BUSY, _IO_FAILED, _CORRUPT, _FULL, _CANNOT_OPEN, _READ_ONLY, _NOT_A_FILE = 5, 10, 11, 13, 14, 8, 26

type Values = Mapping[str, object] | Sequence[object]


class Cursor(Protocol):
    """What a statement gives back."""

    rowcount: int

    def fetchone(self) -> Any:  # noqa: ANN401 - rows are tuples whose shape the statement knows
        """The next row, or nothing."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """The driver's connection, used directly: an engine layer in between costs more than the commit (PERF §A1)."""

    in_transaction: bool
    total_changes: int

    def execute(self, sql: str, values: Values = ..., /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, rows: Sequence[Values], /) -> Cursor:
        """Run one statement for many rows."""

    def backup(self, target: Connection, /, *, pages: int, progress: Callable[[int, int, int], None]) -> None:
        """Copy the file to another connection; between steps of so many pages ``progress`` hears (state, left, all)."""

    def close(self) -> None:
        """Close it."""


def compiled(statement: CompilerElement) -> str:
    """A SQLAlchemy statement as text with ``:name`` places, compiled once and run by the driver ever after."""
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="named")))


@contextmanager
def translated() -> Iterator[None]:
    """Name the driver's errors by what the clerk can do; errors of ours pass, bugs stay what they are."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        known = _named(error)
        if known is None:
            raise
        raise known from error


def _named(error: Any) -> CounterError | None:  # noqa: ANN401 - the driver has no types
    """What the error is to the clerk; ``None`` is a bug of ours. Extended codes keep the plain one in the low byte."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    return {
        _FULL: Unavailable("disk_full"),
        _IO_FAILED: Unavailable("disk_failed"),
        _CANNOT_OPEN: Unavailable("disk_failed"),
        _READ_ONLY: Unavailable("disk_read_only"),
        _BUSY: Unavailable("store_busy"),
        _CORRUPT: Damaged("store_damaged"),
        _NOT_A_FILE: Damaged("store_damaged"),
    }.get(code & 0xFF)


class Database:
    """The open file. Raises ``Damaged('store_damaged')`` for a wrong key as for damage: they cannot be told apart."""

    def __init__(self, path: Path, key: bytes, *, patience: float = _LONGEST_WAIT) -> None:
        self.path = path
        self._dropped = Event()
        self._dropped.set()  # before the program ended something may have been
        self._writers = _Pool(lambda: connect(path, key, _WRITER_CACHE), 1, patience)
        self._readers = _Pool(lambda: _reader(path, key), _READERS, patience)
        with self.alone():
            pass

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One durable commit, or nothing at all. Raises ``Unavailable`` (``disk_full``…) with everything undone."""
        with translated(), self._writers.held() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                # Open still only if something failed; a full disk may have rolled back already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the file as it stood at the first statement, unmoved by commits meanwhile."""
        with translated(), self._readers.held() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A reading connection for a single statement, which sees one moment by itself."""
        with translated(), self._readers.held() as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """The writing connection outside a transaction: for copies and checkpoints."""
        with translated(), self._writers.held() as connection:
            yield connection

    def dropped(self) -> None:
        """Something was deleted that nobody may find any more: its pages go from the log too, at the next idle step."""
        self._dropped.set()

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file as far as readers allow; an idle step, never part of an accept.

        After something was dropped the log is cut off as well, for its old pages are overwritten only by chance. At
        other times it stays as long as it is: a commit into a log that has to grow is slower.
        """
        with self.alone() as connection:
            if not self._dropped.is_set():
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                return
            self._dropped.clear()
            if not _cut_off(connection):
                self._dropped.set()

    def close(self) -> None:
        """Close every connection; the last one moves the write-ahead log into the file."""
        self._readers.close()
        self._writers.close()


def _cut_off(connection: Connection) -> bool:
    """Move the whole log and cut it off, unless somebody reads in it just now, for whom nobody waits."""
    connection.execute("PRAGMA busy_timeout = 0").fetchall()
    try:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(_LONGEST_WAIT * 1000)}").fetchall()
    return not busy


class _Pool:
    """So many connections and no more; nobody waits for one for ever."""

    def __init__(self, opened: Callable[[], Connection], size: int, patience: float) -> None:
        self._opened = opened
        self._patience = patience
        self._free: LifoQueue[Connection | None] = LifoQueue()
        for _ in range(size):
            self._free.put(None)

    @contextmanager
    def held(self) -> Iterator[Connection]:
        """A connection for as long as the block runs; opened when it is first wanted."""
        try:
            connection = self._free.get(timeout=self._patience)
        except Empty as error:
            raise Unavailable("store_busy") from error
        try:
            connection = connection or self._opened()
            yield connection
        finally:
            self._free.put(connection)

    def close(self) -> None:
        """Close what is free; called when no work is left."""
        while not self._free.empty():
            connection = self._free.get_nowait()
            if connection is not None:
                connection.close()


def connect(path: Path, key: bytes, cache: int, *, journal: str = "WAL") -> Connection:
    """Open the file by its raw key, with every setting that durability and privacy rest on."""
    if len(key) != KEY_BYTES:
        raise Damaged("store_damaged")
    connection: Connection = dbapi2.connect(
        str(path), timeout=_LONGEST_WAIT, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    with ExitStack() as undo:
        undo.callback(connection.close)
        for setting in (
            "cipher_log_level = NONE",
            f"key = \"x'{key.hex()}'\"",
            f"cipher_page_size = {_PAGE}",
            f"cipher_hmac_algorithm = {_SEAL}",
            f"journal_mode = {journal}",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
            f"cache_size = -{cache}",
            f"wal_autocheckpoint = {_CHECKPOINT_PAGES}",
            f"journal_size_limit = {_LOG_BYTES}",
        ):
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        undo.pop_all()
    return connection


def _reader(path: Path, key: bytes) -> Connection:
    connection = connect(path, key, _READER_CACHE)
    connection.execute("PRAGMA query_only = ON")
    return connection
