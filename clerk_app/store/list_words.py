"""The words of one generation of a list: an index of its own, filled and taken away in steps of milliseconds."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.store.database import Connection

# Folded and marked words; prefixes and AND are all that is asked (as ``view_index``). Every beginning of up to seven
# letters is indexed: a longer one that a million rows share is not typed. The index merges only when it is told to, so
# that no step pays for what many before it have written.
_CREATE = """CREATE VIRTUAL TABLE {words} USING fts5(terms, content='', columnsize=0, detail=none,
    prefix='2 3 4 5 6 7 8', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'")"""
_SET = "INSERT INTO {words}({words}, rank) VALUES(?, ?)"
_ADD = "INSERT INTO {words}(rowid, terms) VALUES(?, ?)"
_CLEAR = (
    "DELETE FROM {words}_data WHERE id IN (SELECT id FROM {words}_data WHERE id > 10 LIMIT ?)",
    "DELETE FROM {words}_idx WHERE (segid, term) IN (SELECT segid, term FROM {words}_idx LIMIT ?)",
)
_DROP = "DROP TABLE IF EXISTS {words}"
_THERE = "SELECT 1 FROM sqlite_master WHERE name = ?"
_MOST_SEGMENTS = 1900  # the driver allows 2000; told to merge after every few rows there are never a hundred
_PAGES = 16  # for one step of merging
_CLEARED = 150  # rows of the index's own tables, each about a page of 4 KB


def named(generation: int) -> str:
    """The name of the table."""
    return f"replica_list_words_{generation:d}"


def create(connection: Connection, generation: int) -> None:
    """An empty index."""
    connection.execute(_of(_CREATE, generation))
    for name, value in (("automerge", 0), ("crisismerge", _MOST_SEGMENTS)):
        connection.execute(_of(_SET, generation), (name, value))


def add(connection: Connection, generation: int, rows: Sequence[tuple[int, str]]) -> None:
    """Words of some rows, each by its number."""
    connection.executemany(_of(_ADD, generation), rows)


def merge(connection: Connection, generation: int) -> bool:
    """One step of merging what was added; tells whether there was something to merge."""
    before = connection.total_changes
    connection.execute(_of(_SET, generation), ("merge", _PAGES))
    return connection.total_changes - before > 1


def clear(connection: Connection, generation: int) -> bool:
    """One step towards no index; tells whether there was one. Nobody may ask it any more."""
    if connection.execute(_THERE, (named(generation),)).fetchone() is None:
        return False
    if not any(connection.execute(_of(sql, generation), (_CLEARED,)).rowcount for sql in _CLEAR):
        connection.execute(_of(_DROP, generation))
    return True


def _of(sql: str, generation: int) -> str:
    return sql.format(words=named(generation))
