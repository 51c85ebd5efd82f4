"""``/v1/lists``: the rows of lists for lookup fields, page by page, whole or as what changed since a version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, Row, Select, select, union
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central.database import Database
from clerk_app.central.desks import Desks
from clerk_app.central.doors import body_of, desk_of
from clerk_app.central.keys import CentreKeys
from clerk_app.central.lists.tables import LOOKUP_LIST, LOOKUP_ROW
from clerk_app.contract import lists
from clerk_app.contract.lists import ListAsked, ListPage, PageRow
from clerk_app.domain.errors import Refused

MOST_BYTES = 192 * 1024  # of text in one page; it is packed to a third or less
_AT_ONCE = 500


class Lists:
    """The endpoint."""

    def __init__(self, database: Database, keys: CentreKeys, desks: Desks) -> None:
        self._database = database
        self._keys = keys
        self._desks = desks

    async def ask(self, request: Request) -> Response:
        """Answer with one page."""
        await desk_of(request, self._desks)
        asked = await body_of(request, ListAsked)
        return Response(await run_in_threadpool(self._signed, asked), media_type="application/octet-stream")

    def page(self, asked: ListAsked) -> ListPage:
        """One page; raises ``Refused`` (``not_found``, ``list_version_gone``)."""
        with self._database.read() as connection:
            since = _since(connection, self._keys.municipality, asked)
            rows, last = _cut(_rows(connection, self._keys.municipality, asked, since), asked.most)
        return ListPage(asked.name, asked.version, since, asked.after, last, rows)

    def _signed(self, asked: ListAsked) -> bytes:
        return lists.sign(self.page(asked), self._keys.sign)


def _since(connection: Connection, municipality: str, asked: ListAsked) -> int:
    """From which version on changes are given: as asked, or 0 where they are not known any more."""
    where = (LOOKUP_LIST.c.municipality == municipality, LOOKUP_LIST.c.name == asked.name)
    known = connection.execute(select(LOOKUP_LIST).where(*where)).first()
    if known is None:
        raise Refused("not_found")
    if not known.oldest <= asked.version <= known.version:
        raise Refused("list_version_gone", list=asked.name)
    if asked.since == 0 or known.oldest <= asked.since <= asked.version:
        return asked.since
    if asked.after:
        raise Refused("list_version_gone", list=asked.name)
    return 0


def _cut(rows: Iterator[PageRow], most: int) -> tuple[list[PageRow], bool]:
    """As many rows as a page holds, and whether they are the last."""
    page: list[PageRow] = []
    room = MOST_BYTES
    for row in rows:
        room -= len(f"{row.code}{row.sr}{row.en}".encode())
        if page and (len(page) == most or room < 0):
            return page, False
        page.append(row)
    return page, True


def _rows(connection: Connection, municipality: str, asked: ListAsked, since: int) -> Iterator[PageRow]:
    """Rows after a code, read a few hundred at a time."""
    after = asked.after
    while codes := _codes(connection, municipality, asked, since, after):
        of_them = (*_of(municipality, asked.name), LOOKUP_ROW.c.code.in_(codes))
        found = connection.execute(select(LOOKUP_ROW).where(*of_them).order_by(LOOKUP_ROW.c.code, LOOKUP_ROW.c.added))
        for code, versions in groupby(found, key=lambda row: str(row.code)):
            yield from _change(code, list(versions), since, asked.version)
        after = codes[-1]


def _codes(connection: Connection, municipality: str, asked: ListAsked, since: int, after: str) -> list[str]:
    row, own = LOOKUP_ROW.c, (*_of(municipality, asked.name), LOOKUP_ROW.c.code > after)

    def some(*where: ColumnElement[bool]) -> Select[tuple[str]]:
        return select(row.code).where(*own, *where).distinct().order_by(row.code).limit(_AT_ONCE)

    if not since:
        chosen = connection.execute(some(row.added <= asked.version))
    else:
        changed = (
            some(column > since, column <= asked.version).subquery().select() for column in (row.added, row.removed)
        )
        both = union(*changed).subquery()
        chosen = connection.execute(select(both.c.code).order_by(both.c.code).limit(_AT_ONCE))
    return [str(code) for code in chosen.scalars()]


def _change(code: str, versions: Sequence[Row[tuple[object, ...]]], since: int, version: int) -> Iterator[PageRow]:
    """What a desk that has ``since`` does not know of a code."""
    had, has = (_at(code, versions, moment) for moment in (since, version))
    if has != had:
        yield has or PageRow(code)


def _at(code: str, versions: Sequence[Row[tuple[object, ...]]], version: int) -> PageRow | None:
    counted = [
        row for row in versions if version and row.added <= version and (not row.removed or row.removed > version)
    ]
    return PageRow(code, counted[0].sr, counted[0].en) if counted else None


def _of(municipality: str, name: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return LOOKUP_ROW.c.municipality == municipality, LOOKUP_ROW.c.name == name
