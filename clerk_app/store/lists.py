"""Lists for lookup fields, as forms ask them: a few rows by a few letters, and what codes mean."""

from __future__ import annotations

from collections.abc import Iterable

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.lookups import MOST_SHOWN, Found, Labels, ListRow, queries_of
from clerk_app.domain.scripts import collation_key
from clerk_app.store.database import Connection, Database
from clerk_app.store.list_words import named

_CURRENT = "SELECT generation, version FROM replica_list WHERE name = ?"
_HERE = "r.added <= :version AND (r.removed = 0 OR r.removed > :version)"
_LABEL = " ".join(
    ("SELECT r.sr, r.en FROM replica_list_row r WHERE r.generation = :generation AND r.code = :code AND", _HERE)
)
# The index goes first and gives its rows in order, so that the search ends with the last row that is wanted.
_FOUND = " ".join(
    (
        "SELECT r.code, r.sr, r.en FROM {words} CROSS JOIN replica_list_row r ON r.id = {words}.rowid",
        "WHERE {words} MATCH :match AND",
        _HERE,
        "ORDER BY {words}.rowid LIMIT :limit",
    )
)


class DeskLookups:
    """The port ``Lookups`` on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, name: str, text: str, *, limit: int = MOST_SHOWN) -> Found:
        """The best first: the label itself, labels that begin so, then those with such words; each in order."""
        with self._database.reading() as connection:
            current = connection.execute(_CURRENT, (name,)).fetchone()
            if current is None:
                return Found(here=False)
            rows = _rows(connection, current[0], current[1], text, limit + 1)
        return Found(here=True, rows=tuple(rows[:limit]), more=len(rows) > limit)

    def labels(self, pairs: Iterable[tuple[str, str]]) -> Labels:
        """What the lists here say of codes; pairs whose list is not here are left out."""
        known: dict[tuple[str, str], Wording | None] = {}
        with self._database.reading() as connection:
            for name, code in sorted(set(pairs)):
                current = connection.execute(_CURRENT, (name,)).fetchone()
                if current is not None:
                    asked = {"generation": current[0], "version": current[1], "code": code}
                    row = connection.execute(_LABEL, asked).fetchone()
                    known[(name, code)] = Wording(sr=row[0], en=row[1]) if row else None
        return known


def _rows(connection: Connection, generation: int, version: int, text: str, limit: int) -> list[ListRow]:
    select = _FOUND.format(words=named(generation))
    found: dict[str, ListRow] = {}
    for terms in queries_of(text):
        match = " AND ".join(f'"{term}"*' if begins else f'"{term}"' for term, begins in terms)
        asked = {"match": match, "version": version, "limit": limit}
        rows = [ListRow(code, Wording(sr=sr, en=en)) for code, sr, en in connection.execute(select, asked).fetchall()]
        for row in sorted(rows, key=lambda row: collation_key(row.label.sr)):
            found.setdefault(row.code, row)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]
