"""What PostgreSQL is told that SQLite is not: how long to wait, what a transaction sees, who goes first."""

from __future__ import annotations

import hashlib
import select
import sys
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, func
from sqlalchemy import select as asked
from sqlalchemy.engine import ExecutionContext
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

NAME = "postgresql"
MOST_CONNECTIONS = 20  # of one process; the server's own bound is 100 unless it was raised
_KEPT_CONNECTIONS = 5
_PATIENCE = 15  # seconds for a free connection, for a statement, and for whoever idles with a lock in hand
_LOCK_PATIENCE = 10
_MILLISECONDS = 1000
_GIVEN_WAY = 300  # milliseconds that a change of the tables may keep those behind it waiting
_TOLD: dict[str, object] = {
    "application_name": "salter-central",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": _PATIENCE * _MILLISECONDS,
}
_LIMITS = {
    "statement_timeout": _PATIENCE * _MILLISECONDS,
    "lock_timeout": _LOCK_PATIENCE * _MILLISECONDS,
    "idle_in_transaction_session_timeout": _PATIENCE * _MILLISECONDS,
}
_ASKED_AFTER = 5.0  # seconds without use after which a connection is asked whether it still lives
_POOLED, _SINCE = "salter_pooled", "salter_since"
COPIED = "salter_copied"
"""The option of a statement that copies rows: the types of its columns."""
ONE_VIEW = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""A reader sees one moment, whatever is committed meanwhile: it may ask for the news first and for their end after."""


def engine_options(url: URL) -> dict[str, Any]:
    """For ``create_engine``; what the address itself says (``?connect_timeout=2``) counts before ours.

    Writers see what was committed before each statement, so that what they read behind a row's lock is the newest.
    """
    return {
        "isolation_level": "READ COMMITTED",
        "pool_size": _KEPT_CONNECTIONS,
        "max_overflow": MOST_CONNECTIONS - _KEPT_CONNECTIONS,
        "pool_timeout": _PATIENCE,
        "connect_args": {name: value for name, value in _TOLD.items() if name not in url.query},
    }


def listen(engine: Engine) -> None:
    """Let an engine keep to what is here, on each connection that it opens; an address with ``options`` has its own."""
    event.listen(engine, "do_executemany", copy)
    event.listen(engine, "connect", _greet)
    event.listen(engine, "checkout", partial(_look, engine))
    event.listen(engine, "checkin", _lay_down)
    if "options" not in engine.url.query:
        event.listen(engine, "connect", _limit)
        event.listen(engine, "begin", _limit_again)


def _greet(raw: Any, record: ConnectionPoolEntry) -> None:  # noqa: ANN401 - a driver's connection
    """Find out whether a pooler is in between, which gives each transaction to whatever session is free.

    It tells another process than the one that answers. What a session remembers is of no use then: no statement is
    prepared.
    """
    answering = raw.execute("SELECT pg_backend_pid()").fetchone()[0]
    raw.rollback()
    if answering != raw.info.backend_pid:
        record.info[_POOLED] = True
        raw.prepare_threshold = None


def _lay_down(_raw: object, record: ConnectionPoolEntry) -> None:
    """Note since when a connection is not used."""
    record.info[_SINCE] = time.monotonic()


def _look(engine: Engine, raw: Any, record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 - a driver's connection
    """See whether a connection still lives before it is used: the server may have been started again meanwhile.

    A server that goes says so, or closes; only where there is something to be heard, or nothing was for long, is it
    asked, which would cost each transaction a round trip.
    """
    since = record.info.get(_SINCE)
    if since is None:
        return
    dialect = engine.dialect
    try:
        if time.monotonic() - since >= _ASKED_AFTER or _speaks(raw.fileno()):
            dialect.do_ping(raw)
    except dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError from error


def _speaks(file: int) -> bool:
    """Whether there is anything to be read, or nobody can tell."""
    if sys.platform == "win32":
        return True
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return bool(poll.poll(0))


def _limit(raw: Any, record: ConnectionPoolEntry) -> None:  # noqa: ANN401 - a driver's connection
    """Nothing waits for ever."""
    if _POOLED not in record.info:
        raw.execute(_limits("SESSION"))
        raw.commit()


def _limit_again(connection: Connection) -> None:
    """Behind a pooler that is said in each transaction."""
    if _POOLED in connection.info:
        connection.exec_driver_sql(_limits("LOCAL"))


def _limits(scope: str) -> str:
    return "; ".join(f"SET {scope} {name} = {value}" for name, value in _LIMITS.items())


def copy(cursor: Any, statement: str, rows: Sequence[Any], context: ExecutionContext) -> bool | None:  # noqa: ANN401 - a driver's cursor
    """Give the rows of a ``COPY`` to the server, where SQLAlchemy would execute the statement for each of them."""
    types = context.execution_options.get(COPIED)
    if types is None:
        return None
    with cursor.copy(statement) as into:
        into.set_types(types)
        for row in rows:
            into.write_row(row)
    return True


def alone(connection: Connection, what: str) -> None:
    """Wait until no other transaction is at ``what``, and keep others from it until the commit.

    For what no row's lock can guard, because the row is not there yet. On SQLite every writer is alone anyway.
    """
    if connection.dialect.name == NAME:
        connection.execute(asked(func.pg_advisory_xact_lock(_key(what))))


def give_way(connection: Connection) -> None:
    """Wait for no lock for long in this transaction: whoever waits for a whole table lets nobody pass behind."""
    if connection.dialect.name == NAME:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_GIVEN_WAY}")


def _key(what: str) -> int:
    """A number of 64 bits, the same in every process."""
    return int.from_bytes(hashlib.sha256(f"salter {what}".encode()).digest()[:8], signed=True)
