"""The relay's file: parcels until the centre has them, answers until their desk has heard them; all of it sealed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, and_, create_engine, delete, event, func, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from clerk_app import log
from clerk_app.contract.parcel import ParcelHead
from clerk_app.contract.relay import Fetched
from clerk_app.domain.errors import Unavailable
from clerk_app.relay.tables import ANSWER, DESK, METADATA, OWN, PARCEL, SEALED

_LOG = logging.getLogger(__name__)
MEBIBYTE = 1024 * 1024
USUAL = 8 * 1024
"""Bytes of a parcel, about."""
_PATIENCE = 15


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept: bytes of one desk, of all, answers of a desk."""

    of_desk: int = 64 * MEBIBYTE
    of_all: int = 512 * MEBIBYTE
    answers: int = 64


@dataclass(frozen=True, slots=True)
class Numbered:
    """A parcel under the number that this relay gave it."""

    number: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Listener:
    """A desk, and behind what the centre is to be asked for it; ``room`` for another answer."""

    desk: str
    position: int
    have: int
    room: bool


class Shelf:
    """Every method is one commit that is on disk when it returns.

    Raises ``Unavailable`` (``relay_full``, ``relay_disk``).
    """

    def __init__(self, path: Path, limits: Limits = Limits(), *, most_pages: int = 0) -> None:
        self._limits = limits
        self._turn = threading.Lock()
        with suppress(OSError):  # what cannot be opened is said by whoever opens it
            path.touch(mode=0o600)
            path.chmod(0o600)
        self._engine = create_engine(f"sqlite:///{path}")
        event.listen(self._engine, "connect", _Prepare(most_pages))
        with self._writing() as connection:
            METADATA.create_all(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def own(self, name: str) -> bytes | None:
        """Something that the relay knows of itself."""
        with self._writing() as connection:
            found = connection.execute(select(OWN.c.value).where(OWN.c.name == name)).scalar()
        return bytes(found) if found is not None else None

    def keep_own(self, name: str, value: bytes) -> None:
        """Remember it."""
        with self._writing() as connection:
            kept = sqlite.insert(OWN).values(name=name, value=value)
            connection.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"value": value}))

    def put(self, head: ParcelHead, raw: bytes, now: int) -> bool:
        """Keep a parcel of a desk; the same entries under the same numbers again are no second one."""
        same = and_(
            PARCEL.c.desk == head.desk,
            PARCEL.c.first == head.first,
            PARCEL.c.count == head.count,
            PARCEL.c.chain_seq == head.chain_seq,
            PARCEL.c.chain_head == head.chain_head,
        )
        with self._writing() as connection:
            if connection.execute(select(PARCEL.c.number).where(same)).first() is not None:
                return False
            _check_room(connection, head.desk, len(raw), self._limits)
            row = {
                "desk": head.desk,
                "first": head.first,
                "count": head.count,
                "chain_seq": head.chain_seq,
                "chain_head": head.chain_head,
                "came": now,
                "state": "kept",
                "code": "",
            }
            number = connection.execute(insert(PARCEL).values(row).returning(PARCEL.c.number)).scalar_one()
            sealed = {"number": number, "desk": head.desk, "size": len(raw), "raw": raw}
            connection.execute(insert(SEALED).values(sealed))
        return True

    def is_full(self, desk: str) -> bool:
        """Whether another parcel of this desk, of the usual size, would find no room."""
        with self._writing() as connection:
            try:
                _check_room(connection, desk, USUAL, self._limits)
            except Unavailable:
                return True
        return False

    def kept(self, most_bytes: int, most: int) -> list[Numbered]:
        """The parcels that came first of those that the centre does not have."""
        asked = select(SEALED.c.number, SEALED.c.raw).order_by(SEALED.c.number).limit(most)
        with self._writing() as connection:
            rows = connection.execute(asked).all()
        chosen: list[Numbered] = []
        size = 0
        for row in rows:
            size += len(row.raw)
            if chosen and size > most_bytes:
                break
            chosen.append(Numbered(row.number, row.raw))
        return chosen

    def taken(self, numbers: Sequence[int]) -> None:
        """The centre has these: their bytes are not needed any more."""
        with self._writing() as connection:
            _settle(connection, numbers, "taken", "")

    def rejected(self, number: int, code: str) -> None:
        """The centre does not take this one; its desk still has it, and hears of it when it speaks itself."""
        with self._writing() as connection:
            _settle(connection, [number], "rejected", code)

    def neighbours(self, desk: str, after: int, most: int) -> list[Numbered]:
        """Parcels of other desks that came after a number."""
        others = and_(SEALED.c.desk != desk, SEALED.c.number > after)
        asked = select(SEALED.c.number, SEALED.c.raw).where(others).order_by(SEALED.c.number).limit(most)
        with self._writing() as connection:
            return [Numbered(row.number, row.raw) for row in connection.execute(asked)]

    def heard(self, desk: str, position: int, have: int, now: int) -> list[bytes]:
        """Note how far a desk is, and give the answers that it may hear next; what it has heard is forgotten."""
        values = {"position": position, "have": have, "heard": now}
        past = and_(ANSWER.c.desk == desk, ANSWER.c.position <= position, ANSWER.c.have <= have)
        asked = select(ANSWER).where(ANSWER.c.desk == desk).order_by(ANSWER.c.number)
        with self._writing() as connection:
            noted = sqlite.insert(DESK).values(code=desk, **values)
            connection.execute(noted.on_conflict_do_update(index_elements=["code"], set_=values))
            connection.execute(delete(ANSWER).where(past))
            rows = connection.execute(asked).all()
            told: list[bytes] = []
            for row in rows:
                if row.asked_position <= position and row.asked_have <= have:
                    told.append(row.raw)
                    position, have = max(position, row.position), max(have, row.have)
            if rows and not told:  # they stand on what this desk has not: of no use to anybody
                connection.execute(delete(ANSWER).where(ANSWER.c.desk == desk))
        return told

    def listeners(self, since: int) -> list[Listener]:
        """The desks that have spoken since, each with where the next answer for it is to begin."""
        with self._writing() as connection:
            return [
                _listener(connection, row, self._limits.answers)
                for row in connection.execute(select(DESK).where(DESK.c.heard >= since).order_by(DESK.c.code)).all()
            ]

    def put_answer(self, behind: Listener, fetched: Fetched, now: int) -> None:
        """Keep an answer for a desk."""
        row = {
            "desk": behind.desk,
            "asked_position": behind.position,
            "asked_have": behind.have,
            "position": fetched.position,
            "have": fetched.have,
            "came": now,
            "raw": fetched.raw,
        }
        with self._writing() as connection:
            connection.execute(insert(ANSWER).values(row))

    def sweep(self, before: int) -> int:
        """Forget what came before a moment; tells how many parcels the centre never had."""
        old = PARCEL.c.came < before
        with self._writing() as connection:
            lost = connection.execute(select(func.count()).where(old, PARCEL.c.state == "kept")).scalar_one()
            connection.execute(delete(SEALED).where(SEALED.c.number.in_(select(PARCEL.c.number).where(old))))
            connection.execute(delete(PARCEL).where(old))
            connection.execute(delete(ANSWER).where(ANSWER.c.came < before))
        return lost

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._turn:
            try:
                with self._engine.connect() as connection, connection.begin():
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                    yield connection
            except DBAPIError as error:
                log.event(_LOG, "relay.disk", level=logging.WARNING, kind=type(error.orig).__name__)
                raise Unavailable("relay_disk") from error


class _Prepare:
    """Every connection is durable at each commit and leaves nothing of what was deleted; ``most_pages`` bounds it."""

    def __init__(self, most_pages: int) -> None:
        self._most_pages = most_pages

    def __call__(self, raw: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
        raw.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", f"busy_timeout={_PATIENCE * 1000}"):
            raw.execute(f"PRAGMA {pragma}")
        if self._most_pages:
            raw.execute(f"PRAGMA max_page_count={self._most_pages}")


def _listener(connection: Connection, row: Any, most: int) -> Listener:  # noqa: ANN401 - a row
    """Behind the last answer that waits for the desk, or behind where the desk itself is."""
    mine = ANSWER.c.desk == row.code
    last = connection.execute(select(ANSWER).where(mine).order_by(ANSWER.c.number.desc()).limit(1)).one_or_none()
    waiting = connection.execute(select(func.count()).where(mine)).scalar_one()
    begins = row if last is None else last
    return Listener(row.code, begins.position, begins.have, waiting < most)


def _settle(connection: Connection, numbers: Sequence[int], state: str, code: str) -> None:
    these = and_(PARCEL.c.number.in_(numbers), PARCEL.c.state == "kept")
    connection.execute(update(PARCEL).where(these).values(state=state, code=code))
    connection.execute(delete(SEALED).where(SEALED.c.number.in_(numbers)))


def _check_room(connection: Connection, desk: str, size: int, limits: Limits) -> None:
    of_desk = func.coalesce(func.sum(SEALED.c.size).filter(SEALED.c.desk == desk), 0)
    row = connection.execute(select(of_desk, func.coalesce(func.sum(SEALED.c.size), 0))).one()
    if row[0] + size > limits.of_desk or row[1] + size > limits.of_all:
        raise Unavailable("relay_full")
