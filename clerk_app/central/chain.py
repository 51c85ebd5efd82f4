"""The chain of a desk as the centre sees it: verified up to the first gap, against the heads that parcels claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from clerk_app.central.clock import DAY
from clerk_app.central.ledger import Fresh
from clerk_app.central.schema import CHAIN_CLAIM, ENTRY
from clerk_app.contract.entries import EntryRow
from clerk_app.domain.journal import Header, Stamp, header_hash

LONGEST_GAP = DAY
_MOST, _GROWTH = 512, 8
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
    .limit(bindparam("most"))
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


def verify(connection: Connection, desk: Row[Any], now: int, fresh: Iterable[Fresh] = ()) -> Verified:
    """Walk on from where ``desk``'s chain was verified last, up to the first gap; ``fresh`` was written just now.

    An edit shows where a claimed head differs; from there on nothing verifies any more. A gap is an alarm once it has
    stood for 24 h.
    """
    ok_to, head = desk.chain_ok_to, desk.chain_head
    if desk.chain_broken:
        return Verified(ok_to=ok_to, head=head, broken=True)
    claims = _claims(connection, desk)
    computed, walk = head, _Walk(connection, desk, fresh)
    for entry, committed in walk:
        computed = header_hash(_header(entry, desk.code, committed, computed))
        if claims.get(entry.seq, {computed}) != {computed}:
            return Verified(ok_to=ok_to, head=head, broken=True, alarm="chain_broken", alarm_at=entry.seq)
        if entry.seq in claims:
            ok_to, head = entry.seq, computed
    if not walk.at_gap:
        return Verified(ok_to=ok_to, head=head)
    since = desk.gap_since or now
    late = now - since > LONGEST_GAP
    return Verified(
        ok_to=ok_to, head=head, gap_since=since, alarm="chain_gap" if late else "", alarm_at=ok_to + 1 if late else 0
    )


def _claims(connection: Connection, desk: Row[Any]) -> dict[int, set[bytes]]:
    claims: dict[int, set[bytes]] = {}
    for row in connection.execute(_CLAIMS, _behind(desk, desk.chain_ok_to)):
        claims.setdefault(row.seq, set()).add(row.head)
    return claims


class _Walk:
    """The entries behind the verified ones with what they commit to, in order, up to the first gap.

    What is at hand is not read again. Of what stands behind a gap the first is read alone, for that may be much and is
    asked for with each parcel.
    """

    def __init__(self, connection: Connection, desk: Row[Any], fresh: Iterable[Fresh]) -> None:
        self._connection = connection
        self._desk = desk
        self._fresh = {one.row.seq: one for one in fresh if one.row.seq > desk.chain_ok_to}
        self.at_gap = False

    def __iter__(self) -> Iterator[tuple[EntryRow | Row[Any], bytes]]:
        place, most, few = self._desk.chain_ok_to + 1, 1, False
        while not (self.at_gap or few):
            while (one := self._fresh.get(place)) is not None:
                yield one.row, one.commitment
                place += 1
            asked = {**_behind(self._desk, place - 1), "most": most}
            found = self._connection.execute(_ENTRIES, asked).all()
            for row in found:
                self.at_gap = row.seq != place
                if self.at_gap:
                    break
                yield row, row.commitment
                place += 1
            few, most = len(found) < most, min(most * _GROWTH, _MOST)


def _behind(desk: Row[Any], seq: int) -> dict[str, object]:
    return {"in_municipality": desk.municipality, "of_desk": desk.code, "behind": seq}


def _header(row: EntryRow | Row[Any], desk: str, committed: bytes, prev: bytes) -> Header:
    return Header(
        desk=desk,
        seq=row.seq,
        kind=row.kind,
        version=row.version,
        subject=row.subject,
        stamp=Stamp(at=row.at, boot=row.boot, mono=row.mono, offset=row.offset, offset_age=row.offset_age),
        grant=row.grant,
        commitment=committed,
        prev=prev,
    )
