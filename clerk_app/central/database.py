"""The centre's database: one engine, short writing and reading transactions, SQLite by default."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from clerk_app.central.schema import METADATA
from clerk_app.domain.errors import Invalid, Unavailable

_WRITES = "salter_writes"
_PATIENCE = 15  # seconds that one process waits for another's write on SQLite


class Database:
    """Opens ``url`` and makes what tables are missing; raises ``Invalid('database_url')`` or ``Unavailable``.

    On SQLite one writer works at a time: within the process they queue here, between processes in the file.
    """

    def __init__(self, url: str) -> None:
        try:
            self._engine = create_engine(url)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise Invalid("database_url") from error
        self._turn: AbstractContextManager[Any] = nullcontext()
        if self._engine.dialect.name == "sqlite":
            _make_private(self._engine.url.database or "")
            self._turn = threading.Lock()
            event.listen(self._engine, "connect", _prepare)
            event.listen(self._engine, "begin", _begin)
        with self.write() as connection:
            METADATA.create_all(connection)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One durable transaction, committed at its end; raises ``Unavailable('centre_busy')``."""
        with self._turn, _translated(), self._engine.connect() as plain:
            connection = plain.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; nothing is written."""
        with _translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    def check(self) -> None:
        """Raise ``Unavailable`` if the database cannot be read."""
        with self.read() as connection:
            connection.exec_driver_sql("SELECT 1")

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def folder_beside(url: str) -> Path:
    """Where files that belong to an SQLite database lie; raises ``Invalid('database_url')`` for other databases."""
    database = make_url(url).database
    if not url.startswith("sqlite") or not database:
        raise Invalid("database_url")
    return Path(f"{database}.files")


def _make_private(file: str) -> None:
    """Close the file to other accounts, since the centre's keys lie in it; SQLite gives its log the same mode."""
    if file and not file.startswith((":", "file:")):
        with suppress(OSError):  # what cannot be opened is said by whoever opens it
            Path(file).touch(mode=0o600)
            Path(file).chmod(0o600)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise Unavailable("centre_busy", seconds=2) from error


def _prepare(raw: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
    """Take transactions away from the driver, and be durable at every commit."""
    raw.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_PATIENCE * 1000}"):
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: to upgrade a reader's could fail at any statement."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
