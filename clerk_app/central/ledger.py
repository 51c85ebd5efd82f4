"""The ledger of entries: by desk and sequence, which is the idempotency key; headers stay, bodies can be erased."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, exists, select, text, true, update

from clerk_app.central.bulk import Rows
from clerk_app.central.schema import ENTRY, ENTRY_BODY, REQUEST
from clerk_app.central.verdicts import Verdict
from clerk_app.contract import canonical
from clerk_app.contract.entries import EntryRow
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.errors import Invalid
from clerk_app.domain.journal import Stamp, commitment, entry_id

_CLAIM = "INSERT INTO chain_claim (municipality, desk, seq, head) VALUES (:municipality, :desk, :seq, :head)"
_CLAIMED = text(f"{_CLAIM} ON CONFLICT DO NOTHING")
_UNSETTLED = text("entry.outcome <> 'accepted'")
"""Said in so many words, or the database does not see that the index of these is enough."""
_CAME_EARLY = (
    select(ENTRY.c.seq)
    .join(REQUEST, and_(REQUEST.c.municipality == ENTRY.c.municipality, REQUEST.c.subject == ENTRY.c.subject))
    .where(
        ENTRY.c.municipality == bindparam("in_municipality"),
        _UNSETTLED,
        ENTRY.c.outcome == bindparam("at_outcome"),
        ENTRY.c.code == bindparam("at_code"),
    )
    .limit(1)
)
_BODY = select(ENTRY_BODY.c.body).where(
    *(ENTRY_BODY.c[name] == bindparam(f"of_{name}") for name in ("municipality", "desk", "seq"))
)
_BETWEEN = select(ENTRY.c.seq, ENTRY.c.digest, ENTRY.c.outcome, ENTRY.c.code, ENTRY.c.params).where(
    ENTRY.c.municipality == bindparam("in_municipality"),
    ENTRY.c.desk == bindparam("of_desk"),
    ENTRY.c.seq.between(bindparam("lowest"), bindparam("highest")),
)
"""Made once: every parcel asks this, or every query to a register, and to make a statement costs more than to run it.
"""
_KEY = ("municipality", "desk", "seq")
_HEADER = ("kind", "version", "subject", "at", "boot", "mono", "offset", "offset_age", "grant", "commitment")
_HEADERS = Rows(ENTRY, (*_KEY, *_HEADER, "digest", "arrived", "outcome", "code", "params"))
_BODIES = Rows(ENTRY_BODY, (*_KEY, "salt", "body"))


@dataclass(frozen=True, slots=True)
class Fresh:
    """An entry that is to be judged: with what tells its bytes from others, and what its chain commits to."""

    row: EntryRow
    digest: bytes
    commitment: bytes


_MOST_NAMED = 500


def digest(row: EntryRow) -> bytes:
    """What tells the same bytes under one id from others."""
    return hashlib.sha256(msgspec.json.encode(row)).digest()


def body_of(connection: Connection, row: Row[Any]) -> bytes | None:
    """The body of the entry whose municipality, desk and sequence stand in a row; nothing once it is erased."""
    this = {"of_municipality": row.municipality, "of_desk": row.desk, "of_seq": row.seq}
    body: bytes | None = connection.execute(_BODY, this).scalar()
    return body


def received_of(connection: Connection, request: Row[Any]) -> RequestReceived | None:
    """What the desk wrote of a request; nothing once it is erased, or where it cannot be read."""
    raw = body_of(connection, request)
    try:
        return canonical.decode(raw, RequestReceived) if raw is not None else None
    except Invalid:
        return None


class Batch:
    """The entries of parcels of one desk beside what the ledger has of them.

    ``parcels``: every entry of each with its digest. ``known``: for each, whether these very bytes were here before,
    or in a parcel before it. ``fresh``: those to be judged, each sequence once.
    """

    def __init__(
        self, connection: Connection, municipality: str, desk: str, parcels: Sequence[Sequence[EntryRow]]
    ) -> None:
        self._before = _between(connection, municipality, desk, parcels)
        self._first: dict[int, bytes] = {seq: row.digest for seq, row in self._before.items()}
        self.parcels = [[(row, digest(row)) for row in rows] for rows in parcels]
        self.known: list[list[bool]] = []
        self.fresh: list[Fresh] = []
        for rows in self.parcels:
            self.known.append([self._first.get(row.seq) == mark for row, mark in rows])
            for row, mark in rows:
                if row.seq not in self._first:
                    self._first[row.seq] = mark
                    made = commitment(row.salt, entry_id(desk, row.seq), bytes(row.body))
                    self.fresh.append(Fresh(row, mark, made))

    def __contains__(self, seq: object) -> bool:
        """Whether the ledger had this sequence before."""
        return seq in self._before

    def decided(self) -> dict[int, Verdict]:
        """What was decided before, by sequence."""
        return {
            seq: Verdict(row.outcome, row.code, canonical.decode(row.params.encode(), dict[str, str]))
            for seq, row in self._before.items()
        }

    def is_same(self, row: EntryRow, mark: bytes) -> bool:
        """Whether these are the bytes that came first under this id."""
        return self._first[row.seq] == mark


def _between(
    connection: Connection, municipality: str, desk: str, parcels: Sequence[Sequence[EntryRow]]
) -> dict[int, Any]:
    """What the ledger has from the lowest to the highest sequence of each parcel; parcels that touch are asked once."""
    found: dict[int, Any] = {}
    spans: list[tuple[int, int]] = []
    for low, high in sorted((min(seqs), max(seqs)) for rows in parcels if (seqs := [row.seq for row in rows])):
        if spans and low <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(high, spans[-1][1]))
        else:
            spans.append((low, high))
    for low, high in spans:
        asked = {"in_municipality": municipality, "of_desk": desk, "lowest": low, "highest": high}
        found |= {row.seq: row for row in connection.execute(_BETWEEN, asked)}
    return found


def add(
    connection: Connection, municipality: str, desk: str, judged: Iterable[tuple[Fresh, Verdict]], arrived: int
) -> None:
    """Keep the header of every entry (with digest and verdict), and the body of those that were not refused."""
    headers, bodies = [], []
    for fresh, verdict in judged:
        key = {"municipality": municipality, "desk": desk, "seq": fresh.row.seq}
        headers.append({**key, **_header(fresh), **_decided(verdict), "digest": fresh.digest, "arrived": arrived})
        if verdict.outcome != "refused":
            bodies.append({**key, "salt": fresh.row.salt, "body": bytes(fresh.row.body)})
    _HEADERS.add(connection, headers)
    _BODIES.add(connection, bodies)


def decide_anew(connection: Connection, municipality: str, desk: str, seq: int, verdict: Verdict) -> None:
    """An entry that was held or came too early has another outcome now."""
    this = and_(ENTRY.c.municipality == municipality, ENTRY.c.desk == desk, ENTRY.c.seq == seq)
    connection.execute(update(ENTRY).where(this).values(**_decided(verdict)))


def decide_again(
    connection: Connection, whose: tuple[str, str, bytes], seqs: Sequence[int], at: Verdict, verdict: Verdict
) -> None:
    """Those of these entries that stand at ``at`` have another outcome now; ``whose``: municipality, desk, subject."""
    municipality, desk, subject = whose
    mine = and_(_stands_at(municipality, at), ENTRY.c.desk == desk, ENTRY.c.subject == subject)
    connection.execute(update(ENTRY).where(mine, ENTRY.c.seq.in_(seqs)).values(**_decided(verdict)))


def conflicting(connection: Connection, whose: tuple[str, str], seqs: Sequence[int], code: str) -> frozenset[str]:
    """The fields named when these entries were held for a conflict; ``whose``: municipality and desk."""
    municipality, desk = whose
    if not seqs:
        return frozenset()
    mine = and_(ENTRY.c.municipality == municipality, ENTRY.c.desk == desk)
    held = and_(mine, ENTRY.c.seq.in_(seqs[:_MOST_NAMED]), ENTRY.c.code == code)
    rows = connection.execute(select(ENTRY.c.params).where(held)).scalars()
    told = [canonical.decode(params.encode(), dict[str, str]).get("fields", "") for params in rows]
    return frozenset(name for names in told for name in names.split(","))


def waiting(connection: Connection, municipality: str, verdict: Verdict) -> list[str]:
    """The desks that have entries which stand at this verdict, in order."""
    asked = select(ENTRY.c.desk).where(_due(municipality, verdict)).distinct()
    return sorted(connection.execute(asked).scalars())


def unsettled(
    connection: Connection, municipality: str, desk: str, verdict: Verdict, seqs: Collection[int] | None = None
) -> list[EntryRow]:
    """Every entry of a desk that stands at this verdict, in order; of those that are named, if any are."""
    chosen = true() if seqs is None else ENTRY.c.seq.in_(seqs)
    same = and_(
        ENTRY.c.municipality == ENTRY_BODY.c.municipality,
        ENTRY.c.desk == ENTRY_BODY.c.desk,
        ENTRY.c.seq == ENTRY_BODY.c.seq,
    )
    rows = connection.execute(
        select(ENTRY, ENTRY_BODY.c.salt, ENTRY_BODY.c.body)
        .join(ENTRY_BODY, same)
        .where(_due(municipality, verdict), ENTRY.c.desk == desk, chosen)
        .order_by(ENTRY.c.seq)
    ).all()
    return [_row(row) for row in rows]


def _due(municipality: str, verdict: Verdict) -> ColumnElement[bool]:
    """What can be judged anew: of what waits for a request, only that whose request is there now."""
    stands = _stands_at(municipality, verdict)
    if verdict.outcome != "later":
        return stands
    there = exists().where(REQUEST.c.municipality == ENTRY.c.municipality, REQUEST.c.subject == ENTRY.c.subject)
    return and_(stands, there)


def came_early(connection: Connection, municipality: str, verdict: Verdict) -> bool:
    """Whether a request is there now that an entry at this verdict waits for."""
    stands = {"in_municipality": municipality, "at_outcome": verdict.outcome, "at_code": verdict.code}
    return connection.execute(_CAME_EARLY, stands).first() is not None


def stamp(connection: Connection, municipality: str, desk: str, seq: int) -> Stamp:
    """When an entry that is kept was made, by the clocks of its desk."""
    asked = and_(ENTRY.c.municipality == municipality, ENTRY.c.desk == desk, ENTRY.c.seq == seq)
    row = connection.execute(select(ENTRY).where(asked)).one()
    return Stamp(at=row.at, boot=row.boot, mono=row.mono, offset=row.offset, offset_age=row.offset_age)


def claim(connection: Connection, municipality: str, desk: str, heads: Iterable[tuple[int, bytes]]) -> None:
    """Note the chain heads that parcels claim, by sequence; the same claim is noted once."""
    made = [{"municipality": municipality, "desk": desk, "seq": seq, "head": head} for seq, head in heads]
    connection.execute(_CLAIMED, made)


def _stands_at(municipality: str, verdict: Verdict) -> ColumnElement[bool]:
    stands = and_(ENTRY.c.outcome == verdict.outcome, ENTRY.c.code == verdict.code)
    return and_(ENTRY.c.municipality == municipality, _UNSETTLED, stands)


def _header(fresh: Fresh) -> dict[str, object]:
    row = fresh.row
    return {
        "kind": row.kind,
        "version": row.version,
        "subject": row.subject,
        "at": row.at,
        "boot": row.boot,
        "mono": row.mono,
        "offset": row.offset,
        "offset_age": row.offset_age,
        "grant": row.grant,
        "commitment": fresh.commitment,
    }


def _decided(verdict: Verdict) -> dict[str, str]:
    return {
        "outcome": verdict.outcome,
        "code": verdict.code,
        "params": canonical.encode(verdict.params).decode(),
    }


def _row(row: Row[Any]) -> EntryRow:
    return EntryRow(
        seq=row.seq,
        kind=row.kind,
        version=row.version,
        subject=row.subject,
        at=row.at,
        boot=row.boot,
        mono=row.mono,
        offset=row.offset,
        offset_age=row.offset_age,
        grant=row.grant,
        salt=row.salt,
        body=msgspec.Raw(row.body),
    )
