"""Entries on the wire: what cannot be derived is sent, ids, commitments and hashes are not."""

from __future__ import annotations

import msgspec

from clerk_app.contract import canonical
from clerk_app.domain.errors import Invalid
from clerk_app.domain.journal import Entry, Header, Stamp, commitment, entry_id
from clerk_app.domain.kinds import KINDS


class EntryRow(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=False):
    """One entry in a parcel; ``body`` is its canonical JSON exactly as the desk committed to it."""

    seq: int
    kind: str
    version: int
    subject: bytes
    at: int
    boot: bytes
    mono: int
    offset: int | None
    offset_age: int | None
    grant: str
    salt: bytes
    body: msgspec.Raw


def row_of(entry: Entry) -> EntryRow:
    """The wire row of an entry whose body is still kept; raises ``Invalid('erased')`` otherwise."""
    if entry.body is None or entry.salt is None:
        raise Invalid("erased", seq=entry.header.seq)
    header, stamp = entry.header, entry.header.stamp
    return EntryRow(
        seq=header.seq,
        kind=header.kind,
        version=header.version,
        subject=header.subject,
        at=stamp.at,
        boot=stamp.boot,
        mono=stamp.mono,
        offset=stamp.offset,
        offset_age=stamp.offset_age,
        grant=header.grant,
        salt=entry.salt,
        body=msgspec.Raw(entry.body),
    )


def header_of(row: EntryRow, desk: str, prev: bytes) -> Header:
    """Rebuild the header that the desk chained, given the hash of the entry before it."""
    return Header(
        desk=desk,
        seq=row.seq,
        kind=row.kind,
        version=row.version,
        subject=row.subject,
        stamp=stamp_of(row),
        grant=row.grant,
        commitment=commitment(row.salt, entry_id(desk, row.seq), bytes(row.body)),
        prev=prev,
    )


def stamp_of(row: EntryRow) -> Stamp:
    """When the entry was made, by the clocks of its desk."""
    return Stamp(at=row.at, boot=row.boot, mono=row.mono, offset=row.offset, offset_age=row.offset_age)


def body_of(kind: str, version: int, body: bytes) -> object:
    """Read a body by its kind; raises ``Invalid('unknown_kind')`` for kinds newer than this program."""
    known = KINDS.get(kind)
    if known is None or version != 1:
        raise Invalid("unknown_kind", kind=kind, version=version)
    return canonical.decode(body, known)


_ROWS = msgspec.json.Decoder(list[EntryRow])


def encode_rows(rows: list[EntryRow]) -> bytes:
    """The plain content of a parcel."""
    return msgspec.json.encode(rows)


def decode_rows(plain: bytes) -> list[EntryRow]:
    """Read the plain content of a parcel; raises ``Invalid('malformed')``."""
    try:
        return _ROWS.decode(plain)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("malformed", what="parcel", where="rows") from error
