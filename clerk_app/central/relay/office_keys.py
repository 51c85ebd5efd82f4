"""The key of each office: made with its first relay, and anew each time that a desk or a relay is heard no more."""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy import Connection, and_, func, insert, select

from clerk_app.central.keys import CentreKeys
from clerk_app.central.postgresql import alone
from clerk_app.central.relay.tables import OFFICE_KEY
from clerk_app.contract.relay import OfficeKey

_NONCE_BYTES = 12


def generation(connection: Connection, municipality: str, office: str) -> int:
    """The newest generation of an office's key; 0 while it has none."""
    mine = and_(OFFICE_KEY.c.municipality == municipality, OFFICE_KEY.c.office == office)
    return connection.execute(select(func.max(OFFICE_KEY.c.generation)).where(mine)).scalar() or 0


def newest(connection: Connection, keys: CentreKeys, office: str) -> OfficeKey | None:
    """The key that counts now; nothing while the office has none."""
    mine = and_(OFFICE_KEY.c.municipality == keys.municipality, OFFICE_KEY.c.office == office)
    asked = select(OFFICE_KEY).where(mine).order_by(OFFICE_KEY.c.generation.desc()).limit(1)
    row = connection.execute(asked).one_or_none()
    if row is None:
        return None
    nonce, sealed = row.sealed[:_NONCE_BYTES], row.sealed[_NONCE_BYTES:]
    secret = ChaCha20Poly1305(keys.storage).decrypt(nonce, sealed, _about(office, row.generation))
    return OfficeKey(row.generation, secret)


def begin(connection: Connection, keys: CentreKeys, office: str, now: int) -> None:
    """Give an office its first key, if it has none."""
    alone(connection, "office key")
    if not generation(connection, keys.municipality, office):
        _make(connection, keys, office, 1, now)


def rotate(connection: Connection, keys: CentreKeys, office: str, now: int) -> None:
    """Somebody who had the office's key is heard no more: let it count no longer. Without a relay there is none."""
    alone(connection, "office key")
    counts = generation(connection, keys.municipality, office)
    if counts:
        _make(connection, keys, office, counts + 1, now)


def _make(connection: Connection, keys: CentreKeys, office: str, number: int, now: int) -> None:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = ChaCha20Poly1305(keys.storage).encrypt(nonce, secrets.token_bytes(32), _about(office, number))
    row = {
        "municipality": keys.municipality,
        "office": office,
        "generation": number,
        "sealed": nonce + sealed,
        "made": now,
    }
    connection.execute(insert(OFFICE_KEY).values(row))


def _about(office: str, number: int) -> bytes:
    return f"office key\0{office}\0{number}".encode()
