"""Loading a list: its rows are staged, compared with those that are there, and become a version in the last commit.

A million rows pass through in some thousand commits of a second's part each, so that desks are served meanwhile, and
no more than one batch is in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, select, update

from clerk_app.central.database import Database
from clerk_app.central.lists.tables import LOOKUP_LIST, LOOKUP_ROW, LOOKUP_STAGED
from clerk_app.central.postgresql import alone
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.contract import canonical
from clerk_app.contract.lists import EMPTY, ITEM, ListInfo, PageRow, moved
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.domain.lookups import LIST_NAME

BATCH = 2000
KEPT_VERSIONS = 20
"""For so many versions the centre can tell a desk what changed; an older desk gets the list whole."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a list: its version, how many rows it has, and how many came (or changed) and went."""

    version: int
    count: int
    came: int
    went: int


def load(database: Database, municipality: str, name: str, rows: Iterable[PageRow]) -> Loaded:
    """Make these rows the list's next version, if they are other than those it has.

    Raises ``Invalid`` (``list_name``, ``list_code_twice``), and what ``rows`` raise, with the list as it was.
    """
    if not LIST_NAME.fullmatch(name):
        raise Invalid("list_name", name=name)
    return _Loading(database, municipality, name).run(rows)


def begin(connection: Connection, municipality: str, name: str, rows: Iterable[PageRow]) -> None:
    """Make a list that is not there yet, in the caller's transaction: for the few rows of a seed.

    Raises ``Invalid`` as ``load`` does; a list that is there stays as it is.
    """
    if not LIST_NAME.fullmatch(name):
        raise Invalid("list_name", name=name)
    key = {"municipality": municipality, "name": name}
    if connection.execute(select(LOOKUP_LIST.c.version).where(_of(LOOKUP_LIST, key))).first() is not None:
        return
    first = tuple(rows)
    if len({row.code for row in first}) < len(first):
        raise Invalid("list_code_twice", value=_twice(first))
    connection.execute(delete(LOOKUP_ROW).where(_of(LOOKUP_ROW, key)))  # what a load that did not end has left
    if first:
        new = [{**key, **_values(row), "added": 1, "removed": 0} for row in first]
        connection.execute(insert(LOOKUP_ROW), new)
    values = {"version": 1, "oldest": 1, "rows": len(first), "digest": moved(EMPTY, added=first)}
    connection.execute(insert(LOOKUP_LIST).values(**key, **values))
    _announce(connection, municipality)


class _Loading:
    """One load; two of the same list at once hinder each other, and at most one of them ends."""

    def __init__(self, database: Database, municipality: str, name: str) -> None:
        self._database = database
        self._key = {"municipality": municipality, "name": name}
        self._rows, self._staged = (_of(table, self._key) for table in (LOOKUP_ROW, LOOKUP_STAGED))
        self._count, self._digest = 0, EMPTY

    def run(self, rows: Iterable[PageRow]) -> Loaded:
        """Stage, compare, turn over, tidy."""
        with self._database.read() as connection:
            known = connection.execute(select(LOOKUP_LIST).where(_of(LOOKUP_LIST, self._key))).first()
        before = known.version if known else 0
        self._forget(before)
        try:
            self._stage(rows)
            came, went = self._compare(before + 1), self._take_away(before + 1)
            version = before
            if came or went or not known:
                version, oldest = before + 1, max(known.oldest if known else 1, before + 1 - KEPT_VERSIONS)
                self._turn_over(version, oldest)
                self._prune(LOOKUP_ROW.c.removed > 0, LOOKUP_ROW.c.removed <= oldest)
        finally:
            self._empty_stage()
        return Loaded(version, self._count, came, went)

    def _stage(self, rows: Iterable[PageRow]) -> None:
        for batch in batched(rows, BATCH, strict=False):
            codes = {row.code for row in batch}
            with self._database.write() as connection:
                there = connection.execute(
                    select(LOOKUP_STAGED.c.code).where(self._staged, LOOKUP_STAGED.c.code.in_(codes)).limit(1)
                ).scalar()
                if there is not None or len(codes) < len(batch):
                    raise Invalid("list_code_twice", value=there or _twice(batch))
                connection.execute(insert(LOOKUP_STAGED), [self._key | _values(row) for row in batch])
            self._count += len(batch)
            self._digest = moved(self._digest, added=batch)

    def _compare(self, version: int) -> int:
        """Rows that are new, or have another label than before."""
        after, came = "", 0
        order = select(LOOKUP_STAGED).where(self._staged).order_by(LOOKUP_STAGED.c.code).limit(BATCH)
        while True:
            with self._database.write() as connection:
                staged = connection.execute(order.where(LOOKUP_STAGED.c.code > after)).all()
                if not staged:
                    return came
                after, codes = staged[-1].code, [row.code for row in staged]
                there = self._there(connection, codes)
                other = [row for row in staged if there.get(row.code) != (row.sr, row.en)]
                self._remove(connection, [row.code for row in other if row.code in there], version)
                if other:
                    new = {"added": version, "removed": 0}
                    made = [self._key | new | {"code": row.code, "sr": row.sr, "en": row.en} for row in other]
                    connection.execute(insert(LOOKUP_ROW), made)
                came += len(other)

    def _take_away(self, version: int) -> int:
        """Rows that are not staged."""
        staged = exists().where(self._staged, LOOKUP_STAGED.c.code == LOOKUP_ROW.c.code)
        gone = select(LOOKUP_ROW.c.code).where(self._rows, LOOKUP_ROW.c.removed == 0, ~staged).limit(BATCH)
        went = 0
        while True:
            with self._database.write() as connection:
                codes = list(connection.execute(gone).scalars())
                self._remove(connection, codes, version)
            went += len(codes)
            if len(codes) < BATCH:
                return went

    def _there(self, connection: Connection, codes: Sequence[str]) -> dict[str, tuple[str, str]]:
        asked = select(LOOKUP_ROW).where(self._rows, LOOKUP_ROW.c.code.in_(codes), LOOKUP_ROW.c.removed == 0)
        return {row.code: (row.sr, row.en) for row in connection.execute(asked)}

    def _remove(self, connection: Connection, codes: Sequence[str], version: int) -> None:
        if codes:
            where = (self._rows, LOOKUP_ROW.c.code.in_(codes), LOOKUP_ROW.c.removed == 0)
            connection.execute(update(LOOKUP_ROW).where(*where).values(removed=version))

    def _turn_over(self, version: int, oldest: int) -> None:
        """From here on the list has this version, and desks hear of it among the reference data."""
        with self._database.write() as connection:
            alone(connection, "lists")
            own = _of(LOOKUP_LIST, self._key)
            now = connection.execute(select(LOOKUP_LIST.c.version).where(own)).scalar() or 0
            if now != version - 1:
                raise Unavailable("centre_busy", seconds=2)
            connection.execute(delete(LOOKUP_LIST).where(own))
            values = {"version": version, "oldest": oldest, "rows": self._count, "digest": self._digest}
            connection.execute(insert(LOOKUP_LIST).values(**self._key, **values))
            _announce(connection, self._key["municipality"])

    def _forget(self, version: int) -> None:
        """What a load that did not end has left."""
        self._empty_stage()
        self._prune(LOOKUP_ROW.c.added > version)
        late = and_(self._rows, LOOKUP_ROW.c.removed > version)
        codes = select(LOOKUP_ROW.c.code).where(late).limit(BATCH)
        while True:
            with self._database.write() as connection:
                put_back = update(LOOKUP_ROW).where(late, LOOKUP_ROW.c.code.in_(codes)).values(removed=0)
                if not connection.execute(put_back).rowcount:
                    return

    def _prune(self, *which: ColumnElement[bool]) -> None:
        codes = select(LOOKUP_ROW.c.code).where(self._rows, *which).limit(BATCH)
        while True:
            with self._database.write() as connection:
                if not connection.execute(
                    delete(LOOKUP_ROW).where(self._rows, *which, LOOKUP_ROW.c.code.in_(codes))
                ).rowcount:
                    return

    def _empty_stage(self) -> None:
        codes = select(LOOKUP_STAGED.c.code).where(self._staged).limit(BATCH)
        while True:
            with self._database.write() as connection:
                emptied = delete(LOOKUP_STAGED).where(self._staged, LOOKUP_STAGED.c.code.in_(codes))
                if not connection.execute(emptied).rowcount:
                    return


def _announce(connection: Connection, municipality: str) -> None:
    """The reference item ``lists``: every list as it is now; its version counts theirs, and so never goes back."""
    known = connection.execute(
        select(LOOKUP_LIST).where(LOOKUP_LIST.c.municipality == municipality).order_by(LOOKUP_LIST.c.name)
    ).all()
    infos = [ListInfo(row.name, row.version, row.rows, row.digest.hex()) for row in known]
    key = {"municipality": municipality, "name": ITEM}
    connection.execute(delete(REFERENCE_ITEM).where(_of(REFERENCE_ITEM, key)))
    item = {"version": sum(info.version for info in infos), "body": canonical.encode(infos)}
    connection.execute(insert(REFERENCE_ITEM).values(**key, **item))


def _of(table: Any, key: dict[str, str]) -> ColumnElement[bool]:  # noqa: ANN401 - any of the three tables
    return and_(*(table.c[name] == value for name, value in key.items()))


def _values(row: PageRow) -> dict[str, str]:
    return {"code": row.code, "sr": row.sr, "en": row.en}


def _twice(rows: Sequence[PageRow]) -> str:
    codes = [row.code for row in rows]
    return next(code for code in codes if codes.count(code) > 1)
