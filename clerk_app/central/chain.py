"""The chain of a desk as the centre sees it: verified up to the first gap, against the heads that parcels claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, update

from clerk_app.central.clock import DAY
from clerk_app.central.schema import CHAIN_CLAIM, DESK, ENTRY
from clerk_app.domain.journal import Header, Stamp, header_hash

LONGEST_GAP = DAY


@dataclass(frozen=True, slots=True)
class Verified:
    """How far the chain now verifies, and the alarm that it gives (a code, or nothing) at entry ``at``."""

    ok_to: int
    alarm: str = ""
    at: int = 0


def verify(connection: Connection, desk: Row[Any], now: int) -> Verified:
    """Walk on from where ``desk``'s chain was verified last, and note in its row how far that is.

    An edit shows where a claimed head differs; from there on nothing verifies any more. A gap is an alarm once it has
    stood for 24 h.
    """
    if desk.chain_broken:
        return Verified(desk.chain_ok_to)
    mine = and_(ENTRY.c.municipality == desk.municipality, ENTRY.c.desk == desk.code)
    claims = _claims(connection, desk)
    ok_to, ok_head, broken = desk.chain_ok_to, desk.chain_head, 0
    reached = ok_to
    for seq, head in _walk(connection, desk):
        reached = seq
        if seq in claims and claims[seq] != {head}:
            broken = seq
            break
        if seq in claims:
            ok_to, ok_head = seq, head
    highest = connection.execute(select(func.max(ENTRY.c.seq)).where(mine)).scalar() or 0
    gap_since = None if highest <= reached or broken else desk.gap_since or now
    _note(connection, desk, chain_ok_to=ok_to, chain_head=ok_head, chain_broken=bool(broken), gap_since=gap_since)
    if broken:
        return Verified(ok_to, "chain_broken", broken)
    if gap_since is not None and now - gap_since > LONGEST_GAP:
        return Verified(ok_to, "chain_gap", ok_to + 1)
    return Verified(ok_to)


def _claims(connection: Connection, desk: Row[Any]) -> dict[int, set[bytes]]:
    asked = and_(
        CHAIN_CLAIM.c.municipality == desk.municipality,
        CHAIN_CLAIM.c.desk == desk.code,
        CHAIN_CLAIM.c.seq > desk.chain_ok_to,
    )
    claims: dict[int, set[bytes]] = {}
    for row in connection.execute(select(CHAIN_CLAIM.c.seq, CHAIN_CLAIM.c.head).where(asked)):
        claims.setdefault(row.seq, set()).add(row.head)
    return claims


def _walk(connection: Connection, desk: Row[Any]) -> Iterator[tuple[int, bytes]]:
    """Sequence and computed hash of every entry behind the verified ones, up to the first gap."""
    asked = and_(ENTRY.c.municipality == desk.municipality, ENTRY.c.desk == desk.code, ENTRY.c.seq > desk.chain_ok_to)
    head = desk.chain_head
    expected = desk.chain_ok_to + 1
    for row in connection.execute(select(ENTRY).where(asked).order_by(ENTRY.c.seq)):
        if row.seq != expected:
            return
        head = header_hash(_header(row, head))
        yield row.seq, head
        expected += 1


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


def _note(connection: Connection, desk: Row[Any], **values: object) -> None:
    mine = and_(DESK.c.municipality == desk.municipality, DESK.c.code == desk.code)
    connection.execute(update(DESK).where(mine).values(**values))
