"""What is sealed in a parcel: its entries, in rows of JSON or by column, packed against what the centre has already."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from clerk_app.contract import columns, heads, packing
from clerk_app.contract.entries import EntryRow, decode_rows, encode_rows
from clerk_app.contract.packing import History
from clerk_app.domain.errors import Invalid

BY_COLUMN = b"\x02"
"""The first byte of the second layout; the first begins with the frame, whose first byte is 28 (hex)."""
MOST_BASE = 64
"""Entries that a parcel may be packed against,"""
MOST_BASE_BYTES = 256 * 1024
"""and what their bodies may come to."""
_LINE = b"\n"


def history_of(bodies: Sequence[bytes], dictionary: History | None = None) -> History:
    """What parcels about the like of these bodies are packed against: they come behind the dictionary, being nearer."""
    before = dictionary.text if dictionary is not None else b""
    return History(before + columns.lay_out(bodies)[1])


def pack(rows: Sequence[EntryRow], level: int, history: History | None = None, *, by_column: bool = True) -> bytes:
    """Lay the entries out and compress them; by column only what can be."""
    bodies = [bytes(row.body) for row in rows]
    if not by_column or not columns.fits(bodies):
        return packing.pack(encode_rows(list(rows)), level, history)
    shape, text = columns.lay_out(bodies)
    line, tail = heads.write(rows, shape)
    return BY_COLUMN + packing.pack(line + _LINE + text, level, history) + tail


def pack_alone(rows: Sequence[EntryRow]) -> bytes:
    """In rows, against nothing: for whoever has nothing else."""
    return packing.pack(encode_rows(list(rows)))


def unpack(content: bytes, history: History | None = None) -> list[EntryRow]:
    """The entries again; raises ``Invalid`` for damage, and for more than may be unfolded."""
    if not content.startswith(BY_COLUMN):
        return decode_rows(packing.unpack(content, history))
    plain, tail = packing.unpack_front(content[1:], history)
    line, _, text = plain.partition(_LINE)
    head = heads.read(line)
    bodies = columns.gather(head.shape, text)
    for body in bodies:
        _check(body)
    return heads.rows_of(head, tail, bodies)


def _check(body: bytes) -> None:
    """A row of JSON cannot hold what is none; neither may this."""
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("malformed", what="parcel", where="rows") from error
