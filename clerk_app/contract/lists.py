"""Lists for lookup fields: which there are, and their rows in signed pages, whole or as what changed since a version.

A page goes as the centre's signature and the packed canonical JSON of a ``ListPage``. Rows come in the order of the
centre's codes, whatever that order is; ``after`` is the last code that the desk has. The digest of a list is the sum of
the SHA-256 of its rows modulo 2^256, so that a desk can follow it row by row, in any order, forward and back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from clerk_app.contract import canonical
from clerk_app.contract.keys import SIGNATURE_BYTES, SigningKey, verifies
from clerk_app.contract.packing import pack, unpack
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import CounterError, Damaged
from clerk_app.domain.lookups import LONGEST_CODE, ListRow, good_row

ITEM = "lists"
"""The reference item that says which lists there are: a list of ``ListInfo``."""

MOST_ROWS = 2000
DIGEST_BYTES = 32
EMPTY = bytes(DIGEST_BYTES)
_MODULUS = 1 << (8 * DIGEST_BYTES)
_DOMAIN = b"salter list page 1\0"
_LEVEL = 9
_Version = Annotated[int, Meta(ge=0, lt=2**31)]


class ListInfo(msgspec.Struct, frozen=True):
    """A list at its newest version: how many rows it has, and their digest (hex)."""

    name: str
    version: int
    count: int
    digest: str


class ListAsked(msgspec.Struct, frozen=True):
    """Which page is wanted: what changed since ``since`` (0: all rows), beginning after a code."""

    name: Annotated[str, Meta(max_length=40)]
    version: _Version
    since: _Version = 0
    after: Annotated[str, Meta(max_length=LONGEST_CODE)] = ""
    most: Annotated[int, Meta(ge=1, le=MOST_ROWS)] = 500


class PageRow(msgspec.Struct, frozen=True, array_like=True):
    """A code, and its label in Serbian (Cyrillic, where it has a script) and English; without a label it goes."""

    code: str
    sr: str = ""
    en: str = ""


class ListPage(msgspec.Struct, frozen=True):
    """What follows a code: all rows, or those that came, changed and went since a version; ``last``: nothing follows.

    ``since`` is 0, on the first page, where the centre no longer knows what changed.
    """

    name: str
    version: int
    since: int
    after: str
    last: bool
    rows: list[PageRow] = []


def sized(asked: ListAsked, most: int) -> ListAsked:
    """The same page, of at most so many rows."""
    return msgspec.structs.replace(asked, most=most)


def row_of(row: PageRow) -> ListRow:
    """The row as a value."""
    return ListRow(row.code, Wording(sr=row.sr, en=row.en))


def moved(digest: bytes, *, added: Iterable[PageRow] = (), taken: Iterable[PageRow] = ()) -> bytes:
    """The digest of a list after rows came and went."""
    total = int.from_bytes(digest) + sum(map(_number, added)) - sum(map(_number, taken))
    return int(total % _MODULUS).to_bytes(DIGEST_BYTES)


def parts(page: ListPage, rows: int) -> Iterator[ListPage]:
    """The page in smaller ones, each of which can be kept by itself; an empty page is one part."""
    after = page.after
    for place in range(0, max(1, len(page.rows)), rows):
        some = page.rows[place : place + rows]
        last = page.last and place + rows >= len(page.rows)
        yield msgspec.structs.replace(page, after=after, rows=some, last=last)
        after = some[-1].code if some else after


def sign(page: ListPage, signer: SigningKey) -> bytes:
    """A page as it travels."""
    packed = pack(canonical.encode(page), _LEVEL)
    return signer.sign(_DOMAIN + packed) + packed


def verified(raw: bytes, asked: ListAsked, centre_public: bytes) -> ListPage:
    """The page that was asked for; raises ``Damaged`` (``list_forged``, ``list_malformed``)."""
    signature, packed = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
    if len(signature) < SIGNATURE_BYTES or not verifies(centre_public, signature, _DOMAIN + packed):
        raise Damaged("list_forged", list=asked.name)
    try:
        page = canonical.decode(unpack(packed), ListPage)
    except CounterError as error:
        raise Damaged("list_malformed", list=asked.name) from error
    if (page.name, page.version, page.after) != (asked.name, asked.version, asked.after):
        raise Damaged("list_forged", list=asked.name)  # signed, and the answer to another question
    instead = page.since == 0 and not asked.after
    if not (page.since == asked.since or instead) or not _sound(page):
        raise Damaged("list_malformed", list=asked.name)
    return page


def _sound(page: ListPage) -> bool:
    """Whether every row is one, no code stands twice, and the page leads on."""
    codes = [page.after, *(row.code for row in page.rows)]
    return (
        len(codes) - 1 <= MOST_ROWS
        and len(set(codes)) == len(codes)
        and all(good_row(row_of(row)) or _goes(row, page) for row in page.rows)
        and (page.last or bool(page.rows))
    )


def _goes(row: PageRow, page: ListPage) -> bool:
    return bool(row.code) and row == PageRow(row.code) and page.since > 0


def _number(row: PageRow) -> int:
    return int.from_bytes(hashlib.sha256(canonical.encode(row)).digest())
