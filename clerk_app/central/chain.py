"""The chain of a desk as the centre sees it: verified up to the first gap, against the heads that parcels claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from clerk_app.central.clock import DAY
from clerk_app.central.schema import CHAIN_CLAIM, ENTRY
from clerk_app.domain.journal import Header, Stamp, header_hash

LONGEST_GAP = DAY
_CLAIMS = select(CHAIN_CLAIM.c.seq, CHAIN_CLAIM.c.head).where(
    CHAIN_CLAIM.c.municipality == bindparam("in_municipality"),
    CHAIN_CLAIM.c.desk == bindparam("of_desk"),
    CHAIN_CLAIM.c.seq > bindparam("behind"),
)
_ENTRIES = (
    select(ENTRY)
    .where(
        ENTRY.c.municipality == bindparam("in_municipality"),
        ENTRY.c.desk == bindparam("of_desk"),
        ENTRY.c.seq > bindparam("behind"),
    )
    .order_by(ENTRY.c.seq)
)
"""Made once: every parcel asks this, and to make a statement costs more than to run it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How far the chain verifies now (sequence and hash), what is wrong with it, and the alarm that this gives."""

    ok_to: int
    head: bytes
    broken: bool = False
    gap_since: int | None = None
    alarm: str = ""
    alarm_at: int = 0


def verify(connection: Connection, desk: Row[Any], now: int) -> Verified:
    """Walk on from where ``desk``'s chain was verified last, up to the first gap.

    An edit shows where a claimed head differs; from there on nothing verifies any more. A gap is an alarm once it has
    stood for 24 h.
    """
    ok_to, head = desk.chain_ok_to, desk.chain_head
    if desk.chain_broken:
        return Verified(ok_to=ok_to, head=head, broken=True)
    claims = _claims(connection, desk)
    computed, expected, gap = head, ok_to + 1, False
    for row in _entries(connection, desk):
        if row.seq != expected:
            gap = True
            break
        computed = header_hash(_header(row, computed))
        if claims.get(row.seq, {computed}) != {computed}:
            return Verified(ok_to=ok_to, head=head, broken=True, alarm="chain_broken", alarm_at=row.seq)
        if row.seq in claims:
            ok_to, head = row.seq, computed
        expected += 1
    if not gap:
        return Verified(ok_to=ok_to, head=head)
    since = desk.gap_since or now
    late = now - since > LONGEST_GAP
    return Verified(
        ok_to=ok_to, head=head, gap_since=since, alarm="chain_gap" if late else "", alarm_at=ok_to + 1 if late else 0
    )


def _claims(connection: Connection, desk: Row[Any]) -> dict[int, set[bytes]]:
    claims: dict[int, set[bytes]] = {}
    for row in connection.execute(_CLAIMS, _behind(desk)):
        claims.setdefault(row.seq, set()).add(row.head)
    return claims


def _entries(connection: Connection, desk: Row[Any]) -> Iterable[Row[Any]]:
    """The headers behind the verified ones, in order."""
    return connection.execute(_ENTRIES, _behind(desk))


def _behind(desk: Row[Any]) -> dict[str, object]:
    return {"in_municipality": desk.municipality, "of_desk": desk.code, "behind": desk.chain_ok_to}


def _header(row: Row[Any], prev: bytes) -> Header:
    return Header(
        desk=row.desk,
        seq=row.seq,
        kind=row.kind,
        version=row.version,
        subject=row.subject,
        stamp=Stamp(at=row.at, boot=row.boot, mono=row.mono, offset=row.offset, offset_age=row.offset_age),
        grant=row.grant,
        commitment=row.commitment,
        prev=prev,
    )
