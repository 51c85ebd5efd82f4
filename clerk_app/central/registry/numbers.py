"""Submissions of other software: each is taken once by its caller's key, and waits for its unique number."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, Row, String, and_, bindparam, func, insert, literal, select, update

from clerk_app.central import requests
from clerk_app.central.clock import Now, past, utc
from clerk_app.central.database import Database
from clerk_app.central.postgresql import alone
from clerk_app.central.registry.clients import Client
from clerk_app.central.registry.tables import ORIGIN, REGISTRY_SUBMISSION
from clerk_app.central.schema import NUMBER_LEDGER
from clerk_app.contract import canonical
from clerk_app.contract.registry import Submission, SubmissionNumber
from clerk_app.domain.errors import Refused
from clerk_app.domain.numbers import UniqueNumber

_WAITS = REGISTRY_SUBMISSION.c.serial.is_(None)
_ORDER = (REGISTRY_SUBMISSION.c.arrived, REGISTRY_SUBMISSION.c.municipality, REGISTRY_SUBMISSION.c.seq)
ANY = select(REGISTRY_SUBMISSION.c.seq).where(_WAITS).limit(1)
NEXT = (
    select(REGISTRY_SUBMISSION, literal(ORIGIN, String(4)).label("desk"))
    .where(_WAITS)
    .order_by(*_ORDER)
    .with_for_update()
)
"""Submissions that have no number yet, in the order of their acceptance; ``desk`` is what the ledger names them by."""

NUMBER_ONE = (
    update(REGISTRY_SUBMISSION)
    .where(
        REGISTRY_SUBMISSION.c.municipality == bindparam("in_municipality"),
        REGISTRY_SUBMISSION.c.seq == bindparam("of_seq"),
    )
    .values(
        serial=bindparam("to_serial"),
        year=bindparam("to_year"),
        state=requests.REGISTERED,
        version=REGISTRY_SUBMISSION.c.version + 1,
    )
)
"""Gives a submission its number; for many at once, with what ``numbered`` says of each."""


def numbered(row: Row[Any], serial: int, year: int) -> dict[str, object]:
    """The values of ``NUMBER_ONE``; nobody can have moved a case on before it has the number to name it by."""
    return {"in_municipality": row.municipality, "of_seq": row.seq, "to_serial": serial, "to_year": year}


def path_number(number: UniqueNumber) -> str:
    """A number as it stands in paths: nine digits of the serial, four of the year."""
    return f"{number.serial:09d}{number.year}"


class Submissions:
    """Takes what a number is wanted for.

    No number is burnt by whoever asks: the number belongs to the submission, the submission to its key, and the key
    finds it again whatever became of the caller.
    """

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now

    def take(self, client: Client, key: str, told: Submission) -> int:
        """Keep a submission, or find it by the key; returns what ``number`` asks for.

        Raises ``Refused`` (``idempotency_conflict`` for another submission under the key, ``not_permitted``).
        """
        raw = canonical.encode(told)
        digest = hashlib.sha256(raw).digest()
        mine = and_(
            REGISTRY_SUBMISSION.c.municipality == self._municipality, REGISTRY_SUBMISSION.c.client == client.name
        )
        with self._database.write() as connection:
            alone(connection, "registry submissions")  # before looking: the same key may be sent to two centres at once
            asked = select(REGISTRY_SUBMISSION).where(mine, REGISTRY_SUBMISSION.c.key == key)
            known = connection.execute(asked).one_or_none()
            if known is not None and known.digest != digest:
                raise Refused("idempotency_conflict")
            if known is not None:
                return int(known.seq)
            if told.body != client.body:
                raise Refused("not_permitted")
            row = self._row(connection, client, key, told)
            connection.execute(insert(REGISTRY_SUBMISSION).values(**row, digest=digest, told=raw.decode()))
            return int(row["seq"])

    def number(self, seq: int) -> SubmissionNumber | None:
        """The number of a submission, once it has one."""
        asked = and_(
            NUMBER_LEDGER.c.municipality == self._municipality,
            NUMBER_LEDGER.c.desk == ORIGIN,
            NUMBER_LEDGER.c.seq == seq,
        )
        with self._database.read() as connection:
            row = connection.execute(select(NUMBER_LEDGER).where(asked)).one_or_none()
        if row is None:
            return None
        number = UniqueNumber(row.serial, row.year)
        return SubmissionNumber(path_number(number), str(number), row.serial, row.year, utc(row.at))

    def _row(self, connection: Connection, client: Client, key: str, told: Submission) -> dict[str, Any]:
        mine = REGISTRY_SUBMISSION.c.municipality == self._municipality
        last = connection.execute(select(func.max(REGISTRY_SUBMISSION.c.seq)).where(mine)).scalar() or 0
        now = self._now()
        return {
            "municipality": self._municipality,
            "seq": last + 1,
            "client": client.name,
            "key": key,
            "body": told.body,
            "received": past(told.received_at, now),
            "arrived": now,
            "state": requests.RECEIVED,
            "version": 1,
        }
