"""Watches what the centre says to its database: whether each statement names the municipality whose rows it wants.

A table of which several lie on several machines can be asked only so. What a statement equates counts: one constant, or
what another table of it is held to. What the tests themselves ask is not watched.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import BindParameter, Column, Delete, Engine, Insert, Select, Table, TextClause, Update, event
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, ClauseElement
from sqlalchemy.sql.selectable import Alias, FromClause

from clerk_app.central import numbers, seed
from clerk_app.central.registry import numbers as registry_numbers
from clerk_app.central.schema import METADATA, NUMBER_LEASE, NUMBER_LEDGER

PART = "municipality"
OUTSIDE = {NUMBER_LEDGER.name, NUMBER_LEASE.name}
"""Tables that stand outside the shards: one for everybody."""
OF_ALL = (numbers.ANY_OPEN, numbers.NEXT, registry_numbers.ANY, numbers.SUBMITTED, seed.SEEDED)
"""What the one numberer asks of all municipalities, to find what waits for a number; and who starts, whose it is."""
_OURS = str(Path(numbers.__file__).parent)
_MIGRATIONS = str(Path(numbers.__file__).parent / "migrations")
_WRITTEN = re.compile(r'^(?:COPY|INSERT INTO)\s+"?(\w+)"?\s*\(([^)]*)\)', re.IGNORECASE)
_NAMED = re.compile(r'\b(?:FROM|JOIN|UPDATE|INTO)\s+"?(\w+)"?', re.IGNORECASE)


def without_municipality(statement: ClauseElement | str) -> list[str]:
    """The tables of a statement that it does not hold to a municipality."""
    if isinstance(statement, str | TextClause):
        return _of_text(str(statement))
    if isinstance(statement, Insert):
        return _of_insert(statement)
    if isinstance(statement, Select | Update | Delete):
        return _of_question(statement)
    return []


def _of_text(said: str) -> list[str]:
    written = _WRITTEN.match(said.strip())
    if written:
        return [] if PART in written[2] else _parted([written[1]])
    return [] if PART in said else _parted(_NAMED.findall(said))


def _of_insert(statement: Insert) -> list[str]:
    given = {column.name for column in statement.table.columns if column.name in statement.compile().params}
    return [] if PART in given else _parted([statement.table.name])


def _of_question(statement: Select[Any] | Update | Delete) -> list[str]:
    """Tables are held where a chain of equations leads from their column to a constant."""
    asked: set[FromClause] = set()
    equations: list[tuple[object, object]] = []
    for part in visitors.iterate(statement):
        if isinstance(part, Table | Alias):
            asked.add(part)
        if isinstance(part, BinaryExpression) and part.operator is operators.eq:
            equations.append((_place(part.left), _place(part.right)))
        if isinstance(part, Column) and part.table is not None:
            asked.add(part.table)
    held: set[object] = {"constant"}
    while grown := {one for pair in equations for one in pair if held & set(pair) and one is not None} - held:
        held |= grown
    return _parted(_name(one) for one in asked if one not in held)


def _place(side: object) -> object:
    """A table, for its municipality; a constant; or nothing that matters."""
    if isinstance(side, BindParameter):
        return "constant"
    if isinstance(side, Column) and side.name == PART:
        return side.table
    return None


def _name(asked: FromClause) -> str:
    return asked.element.name if isinstance(asked, Alias) else getattr(asked, "name", "")  # type: ignore[attr-defined]


def _parted(names: Iterable[str]) -> list[str]:
    """Of these the tables that have a municipality, and are not outside the shards."""
    known = {table.name for table in METADATA.tables.values() if PART in table.columns} - OUTSIDE
    return sorted({name for name in names if name in known})


class Watch:
    """What was said without a municipality, each once; ``seen`` counts the different statements that were looked at."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self._seen: set[str] = set()

    @property
    def seen(self) -> int:
        return len(self._seen)

    def __call__(self, _conn: object, _cursor: object, text: str, _values: object, context: Any, _many: bool) -> None:
        """Before a statement goes to the database."""
        if text in self._seen or not _is_ours():
            return
        self._seen.add(text)
        compiled = getattr(context, "compiled", None)
        statement = compiled.statement if compiled is not None else text
        if any(statement is known for known in OF_ALL):
            return
        missing = without_municipality(statement)
        if missing:
            self.wrong.append(f"{', '.join(missing)}: {text}")


@contextmanager
def watched() -> Iterator[Watch]:
    """Every statement of this process, for the time of the block."""
    watch = Watch()
    event.listen(Engine, "before_cursor_execute", watch)
    try:
        yield watch
    finally:
        event.remove(Engine, "before_cursor_execute", watch)


def _is_ours() -> bool:
    """Whether the centre itself speaks: the first caller outside the library is a module of it, and no migration."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        name = frame.f_code.co_filename
        if name.startswith(_OURS):
            return not name.startswith(_MIGRATIONS)
        if "sqlalchemy" not in name and name != __file__:
            return False
        frame = frame.f_back
    return False
