"""The relays that the centre knows: made by a code, proven by their signature, until they are revoked."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from clerk_app.central import audit, misses
from clerk_app.central.clock import HOUR, Now
from clerk_app.central.database import Database
from clerk_app.central.keys import CentreKeys
from clerk_app.central.postgresql import alone
from clerk_app.central.reference import municipality_of
from clerk_app.central.relay import office_keys
from clerk_app.central.relay.tables import RELAY, RELAY_CODE
from clerk_app.central.schema import DESK, OFFICE
from clerk_app.contract import enrolment
from clerk_app.contract.enrolment import Code
from clerk_app.contract.exchange import desk_of, proven
from clerk_app.contract.relay import (
    RELAY_PURPOSE,
    RelayEnrolmentAnswer,
    RelayEnrolmentRequest,
    RelayKey,
    mac_of,
)
from clerk_app.domain.errors import Invalid, Refused

VALID = 72 * HOUR


@dataclass(frozen=True, slots=True)
class Relay:
    """A relay that may speak, and its office."""

    name: str
    office: str


class Relays:
    """Makes codes and relays, and knows which of them may speak."""

    def __init__(self, database: Database, keys: CentreKeys, now: Now) -> None:
        self._database = database
        self._keys = keys
        self._municipality = keys.municipality
        self._now = now

    def make_code(self, office: str) -> str:
        """A code for one relay of this office, good for 72 hours; raises ``Invalid`` for an unknown office."""
        secret = base64.b32encode(secrets.token_bytes(5)).decode()
        with self._database.write() as connection:
            if self._office_name(connection, office) is None:
                raise Invalid("office_unknown", field="office")
            row = {
                "municipality": self._municipality,
                "digest": _digest(secret),
                "office": office,
                "expires": self._now() + VALID,
            }
            connection.execute(insert(RELAY_CODE).values(row))
            name = municipality_of(connection, self._municipality).name
        return enrolment.show(Code(secret, enrolment.fingerprint(self._keys.anchor(name))))

    def enrol(self, request: RelayEnrolmentRequest) -> RelayEnrolmentAnswer:
        """Make the relay; the same code with the same key is answered again, for an answer may have been lost.

        Raises ``Refused`` (``enrolment_code_wrong``, ``enrolment_wait``).
        """
        with self._database.write() as connection:
            alone(connection, "enrolment")
            misses.check(connection, self._municipality, self._now())
            made = self._made(connection, request)
            if made is None:
                misses.note(connection, self._municipality, self._now())
        if made is None:
            raise Refused("enrolment_code_wrong")
        return made

    def proven(self, proof: str, method: str, target: str) -> Relay:
        """The relay that made the proof; raises ``Refused`` (``desk_proof``, ``relay_unknown``, ``relay_revoked``)."""
        with self._database.read() as connection:
            row = self._row(connection, desk_of(proof))
        if row is None:
            raise Refused("relay_unknown")
        if not proven(proof, row.sign_public, method, target, RELAY_PURPOSE):
            raise Refused("desk_proof")
        if row.revoked is not None:
            raise Refused("relay_revoked")
        return Relay(row.name, row.office)

    def key(self, relay: Relay) -> RelayKey:
        """What the relay needs now: the key of the proofs, and the desks of its office that may speak."""
        mine = and_(DESK.c.municipality == self._municipality, DESK.c.office == relay.office, DESK.c.fenced.is_(None))
        with self._database.read() as connection:
            key = office_keys.newest(connection, self._keys, relay.office)
            rows = connection.execute(select(DESK.c.code, DESK.c.sign_public).where(mine)).all()
        if key is None:
            raise Refused("relay_unknown")
        return RelayKey(
            municipality=self._municipality,
            office=relay.office,
            generation=key.generation,
            mac=mac_of(key),
            desks={row.code: row.sign_public for row in rows},
        )

    def revoke(self, name: str) -> None:
        """From now on a relay is not heard, and the key that it has counts no longer; raises ``Refused``."""
        this = and_(RELAY.c.municipality == self._municipality, RELAY.c.name == name)
        with self._database.write() as connection:
            row = self._row(connection, name)
            if row is None:
                raise Refused("relay_unknown")
            if row.revoked is None:
                connection.execute(update(RELAY).where(this).values(revoked=self._now()))
                office_keys.rotate(connection, self._keys, row.office, self._now())
                audit.note(connection, self._municipality, "relay_revoked", at=self._now())

    def _made(self, connection: Connection, request: RelayEnrolmentRequest) -> RelayEnrolmentAnswer | None:
        """The relay of this code, made if it is the first time; nothing when the code is wrong or another key's."""
        asked = and_(
            RELAY_CODE.c.municipality == self._municipality,
            RELAY_CODE.c.digest == _digest(request.secret),
            RELAY_CODE.c.expires > self._now(),
        )
        code = connection.execute(select(RELAY_CODE).where(asked).with_for_update()).one_or_none()
        if code is None:
            return None
        name = code.used_by or self._make(connection, code, request.sign_public)
        row = self._row(connection, name)
        if row is None or row.sign_public != request.sign_public:
            return None
        return RelayEnrolmentAnswer(name, code.office, self._office_name(connection, code.office) or "")

    def _make(self, connection: Connection, code: Row[Any], public: bytes) -> str:
        highest = select(func.max(RELAY.c.ordinal)).where(RELAY.c.municipality == self._municipality)
        ordinal = (connection.execute(highest).scalar() or 0) + 1
        name = f"R{ordinal}"
        row = {
            "municipality": self._municipality,
            "name": name,
            "ordinal": ordinal,
            "office": code.office,
            "sign_public": public,
            "enrolled": self._now(),
        }
        connection.execute(insert(RELAY).values(row))
        this = and_(RELAY_CODE.c.municipality == self._municipality, RELAY_CODE.c.digest == code.digest)
        connection.execute(update(RELAY_CODE).where(this).values(used_by=name))
        office_keys.begin(connection, self._keys, code.office, self._now())
        audit.note(connection, self._municipality, "relay_enrolled", at=self._now())
        return name

    def _row(self, connection: Connection, name: str) -> Row[Any] | None:
        this = and_(RELAY.c.municipality == self._municipality, RELAY.c.name == name)
        return connection.execute(select(RELAY).where(this)).one_or_none()

    def _office_name(self, connection: Connection, office: str) -> str | None:
        this = and_(OFFICE.c.municipality == self._municipality, OFFICE.c.code == office)
        return connection.execute(select(OFFICE.c.name).where(this)).scalar()


def _digest(secret: str) -> bytes:
    return hashlib.sha256(b"salter relay enrolment 1\0" + secret.encode()).digest()
