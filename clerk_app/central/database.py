"""The centre's database: one engine, short writing and reading transactions, on SQLite or PostgreSQL."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Executable, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

from clerk_app import log
from clerk_app.central import postgresql
from clerk_app.central.commits import Commits
from clerk_app.central.migrations import MIGRATIONS, migrate
from clerk_app.central.postgresql import alone, give_way
from clerk_app.domain.errors import CounterError, Invalid, Unavailable

_WRITES = "salter_writes"
_PATIENCE = 15  # seconds that one process waits for another's write on SQLite
_LOCKED = "55P03"  # lock_not_available
_MOST_TRIES, _REST = 60, 0.5  # of a migration that finds its tables in use, and seconds between two
_LOG = logging.getLogger(__name__)
_AGAIN = frozenset(
    {
        "23505",  # unique_violation: another process wrote it a moment before
        "25006",  # read_only_sql_transaction: this server has become a standby
        "42501",  # insufficient_privilege
        "42P01",  # undefined_table: both are the operator's to mend, while desks wait
    }
)


class Database:
    """Opens ``url`` and brings it to this program's version.

    Raises ``Invalid('database_url')``, ``Unavailable``, and ``Damaged('store_too_new')`` for one of a newer program.
    On SQLite one writer works at a time: within the process they queue here, between processes in the file. On
    PostgreSQL they work side by side, and wait for each other where they lock the same row.
    """

    def __init__(self, url: str, migrations: Sequence[Iterable[Executable]] = MIGRATIONS) -> None:
        parsed = _parsed(url)
        try:
            is_served = parsed.get_backend_name() == postgresql.NAME
            self._engine = create_engine(parsed, **(postgresql.engine_options(parsed) if is_served else {}))
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise Invalid("database_url") from error
        self.commits = Commits()
        self._view: dict[str, Any] = postgresql.ONE_VIEW if is_served else {}
        self._turn: AbstractContextManager[Any] = nullcontext()
        if is_served:
            postgresql.listen(self._engine)
        if self._engine.dialect.name == "sqlite":
            _make_private(self._engine.url.database or "")
            self._turn = threading.Lock()
            event.listen(self._engine, "connect", _prepare)
            event.listen(self._engine, "begin", _begin)
        with ExitStack() as undo:
            undo.callback(self.close)
            self._renew(migrations)
            undo.pop_all()

    @contextmanager
    def write(self, *, telling: bool = True) -> Iterator[Connection]:
        """One durable transaction, committed at its end; raises ``Unavailable('centre_busy')``.

        Not ``telling``: nothing of it is ever told to a desk.
        """
        with self._turn, _translated(), self._engine.connect() as plain:
            connection = plain.execution_options(**{_WRITES: True})
            with connection.begin() as transaction:
                yield connection
                if transaction.is_active:  # whoever looked what would become of it has taken it back
                    with self.commits if telling else nullcontext():
                        transaction.commit()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; nothing is written."""
        with _translated(), self._engine.connect() as plain:
            connection = plain.execution_options(**self._view)
            with connection.begin():
                yield connection

    def check(self) -> None:
        """Raise ``Unavailable`` if the database cannot be read."""
        with self.read() as connection:
            connection.exec_driver_sql("SELECT 1")

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def _renew(self, migrations: Sequence[Iterable[Executable]]) -> None:
        """Make or migrate the tables; on PostgreSQL beside whoever works, and giving way to them.

        Raises ``Unavailable('database_away')`` with the database's own reason, which holds no secret.
        """
        for tries in itertools.count(1):
            try:
                with self.write() as connection:
                    give_way(connection)
                    alone(connection, "schema")
                    migrate(connection, migrations)
                return
            except Unavailable as error:
                cause = error.__cause__
                if tries < _MOST_TRIES and getattr(getattr(cause, "orig", None), "sqlstate", "") == _LOCKED:
                    time.sleep(_REST)
                    continue
                said = str(cause.orig) if isinstance(cause, DBAPIError) else error.code
                raise Unavailable("database_away", reason=said.partition("\n")[0]) from error


def without_password(url: str) -> str:
    """``url``, if it may stand in an argument, which anybody on the machine can read.

    Raises ``Invalid`` (``database_password``, ``database_url``).
    """
    parsed = _parsed(url)
    if parsed.password is not None or "password" in parsed.query:
        raise Invalid("database_password", field="database")
    return url


def folder_beside(url: str) -> Path:
    """Where files that belong to an SQLite database lie; raises ``Invalid('files_folder')`` for other databases."""
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise Invalid("files_folder", field="files", option="--files")
    return Path(f"{parsed.database}.files")


def _parsed(url: str) -> URL:
    """The parts of a database's address; raises ``Invalid('database_url')``."""
    try:
        return make_url(url)
    except ArgumentError as error:
        raise Invalid("database_url", field="database") from error


def _make_private(file: str) -> None:
    """Close the file to other accounts, since the centre's keys lie in it; SQLite gives its log the same mode."""
    if file and not file.startswith((":", "file:")):
        with suppress(OSError):  # what cannot be opened is said by whoever opens it
            Path(file).touch(mode=0o600)
            Path(file).chmod(0o600)


@contextmanager
def _translated() -> Iterator[None]:
    """What a database says, by what can be done about it; whatever else it says is a bug."""
    try:
        yield
    except NoneFree as error:
        raise Unavailable("centre_busy", seconds=2) from error
    except DBAPIError as error:
        meaning = _meaning(error)
        if meaning is None:
            raise
        raise meaning from error


def _meaning(error: DBAPIError) -> CounterError | None:
    state: str = getattr(error.orig, "sqlstate", None) or ""
    if isinstance(error, OperationalError) or error.connection_invalidated or state in _AGAIN:
        log.event(_LOG, "central.database_busy", state=state, lost=error.connection_invalidated)
        return Unavailable("centre_busy", seconds=2)
    if isinstance(error, DataError):
        return Invalid("malformed", what="database", where="value")
    return None


def _prepare(raw: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
    """Take transactions away from the driver, and be durable at every commit."""
    raw.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_PATIENCE * 1000}"):
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: to upgrade a reader's could fail at any statement."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
