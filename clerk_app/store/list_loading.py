"""Lists on their way into the file: rows come in small commits and nobody sees them until their version is whole.

A list that is given whole gets a generation of its own, which takes the place of the old one in the commit that ends
it. What changed since a version joins the rows that are there: each tells from which version on it counts, and up to
which, so that the same commit shows all of it at once. What is left of either is tidied away step by step.
"""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.contract.lists import EMPTY, ListAsked, ListInfo, ListPage, PageRow, moved, row_of
from clerk_app.domain.errors import Damaged
from clerk_app.domain.lookups import terms_of
from clerk_app.store import list_sweeping, list_words
from clerk_app.store.database import Connection, Database
from clerk_app.store.steps import Steps, unwatched

_LIST = "SELECT generation, version, count, digest FROM replica_list WHERE name = ?"
_LOAD = (
    "SELECT generation, version, since, after, count, digest, wanted_count, wanted_digest"
    " FROM replica_list_load WHERE name = ?"
)
_NEW_GENERATION = (
    "SELECT 1 + max(generation) FROM (SELECT 0 AS generation UNION ALL SELECT generation FROM replica_list UNION ALL"
    " SELECT generation FROM replica_list_load UNION ALL SELECT generation FROM replica_list_left)"
)
_BEGIN = "INSERT OR REPLACE INTO replica_list_load VALUES(?, ?, ?, ?, '', ?, ?, ?, ?)"
_ROW = "SELECT id, sr, en FROM replica_list_row WHERE generation = ? AND code = ? AND removed = 0"
_ADD = "INSERT INTO replica_list_row(generation, code, sr, en, added, removed) VALUES(?, ?, ?, ?, ?, 0) RETURNING id"
_REMOVE = "UPDATE replica_list_row SET removed = ? WHERE id = ?"
_REACHED = "UPDATE replica_list_load SET after = ?, count = ?, digest = ? WHERE name = ?"
_SWAP = "INSERT OR REPLACE INTO replica_list(name, generation, version, count, digest) VALUES(?, ?, ?, ?, ?)"
_DISTRUST = "UPDATE replica_list SET digest = x'' WHERE name = ?"
_END = "DELETE FROM replica_list_load WHERE name = ?"
_LEAVE = "INSERT OR IGNORE INTO replica_list_left VALUES(?)"
_STALE = (
    "SELECT 1 FROM replica_list_row WHERE generation = :generation AND added > :version AND added > 0"
    " UNION ALL SELECT 1 FROM replica_list_row WHERE generation = :generation AND removed > :version AND removed > 0"
)


@dataclass(frozen=True, slots=True)
class _Load:
    """A version under way; ``since`` 0 means that it has a generation of its own."""

    generation: int
    version: int
    since: int
    after: str
    count: int
    digest: bytes
    wanted_count: int
    wanted_digest: bytes


class DeskLists:
    """The port ``KeptLists`` on the desk file."""

    def __init__(self, database: Database, *, reached: Steps = unwatched) -> None:
        self._database = database
        self._reached = reached

    def next_page(self, info: ListInfo) -> ListAsked | None:
        """Go on with what is under way, or begin; nothing when this version is here, or a later one."""
        with self._database.writing() as connection:
            load = _load(connection, info.name)
            if load is None:
                if not _begin(connection, info):
                    return None
                load = _load(connection, info.name)
            return ListAsked(info.name, load.version, load.since, load.after) if load is not None else None

    def put(self, part: ListPage) -> None:
        """Keep some rows; one that cannot be ends the attempt."""
        with self._database.writing() as connection:
            load = _load(connection, part.name)
            if load is None or (load.version, load.after) != (part.version, part.after):
                return  # it was given up meanwhile
            if load.since != part.since:
                load = _whole_instead(connection, part.name, load)
            good = _keep(connection, part, load)
            self._reached("before_list_commit")
        if not good:
            self._wrong(part.name)

    def finish(self, name: str) -> None:
        """Change to the new version if its rows are as many as announced, and the same."""
        with self._database.writing() as connection:
            load = _load(connection, name)
            if load is None:
                return
            good = (load.count, load.digest) == (load.wanted_count, load.wanted_digest)
            if good:
                before = connection.execute(_LIST, (name,)).fetchone()
                connection.execute(_SWAP, (name, load.generation, load.version, load.count, load.digest))
                if before is not None and before[0] != load.generation:
                    connection.execute(_LEAVE, (before[0],))
                connection.execute(_END, (name,))
            self._reached("before_list_swap")
        if not good:
            self._wrong(name)

    def drop(self, name: str) -> None:
        """Give up what is under way."""
        with self._database.writing() as connection:
            _drop(connection, name)

    def sweep(self) -> bool:
        """One step of what is left to tidy."""
        return list_sweeping.sweep(self._database)

    def _wrong(self, name: str) -> None:
        """Throw it away; the next attempt takes nothing of what is here for granted."""
        with self._database.writing() as connection:
            _drop(connection, name)
            connection.execute(_DISTRUST, (name,))
        raise Damaged("list_wrong", list=name)


def _load(connection: Connection, name: str) -> _Load | None:
    row = connection.execute(_LOAD, (name,)).fetchone()
    return _Load(*row) if row else None


def _begin(connection: Connection, info: ListInfo) -> bool:
    """Begin with what changed, where there is a good version here with nothing half done in it; else with all."""
    wanted = (info.count, bytes.fromhex(info.digest))
    generation, version, count, digest = connection.execute(_LIST, (info.name,)).fetchone() or (0, 0, 0, b"")
    if digest and (version > info.version or (version, count, digest) == (info.version, *wanted)):
        return False
    stale = connection.execute(_STALE, {"generation": generation, "version": version}).fetchone()
    if digest and version < info.version and not stale:
        values = (info.name, generation, info.version, version, count, digest, *wanted)
    else:
        values = (info.name, _generation(connection), info.version, 0, 0, EMPTY, *wanted)
    connection.execute(_BEGIN, values)
    return True


def _whole_instead(connection: Connection, name: str, load: _Load) -> _Load:
    """The centre gives all rows, because it no longer knows what changed."""
    whole = _Load(_generation(connection), load.version, 0, "", 0, EMPTY, load.wanted_count, load.wanted_digest)
    values = (name, whole.generation, whole.version, 0, 0, EMPTY, whole.wanted_count, whole.wanted_digest)
    connection.execute(_BEGIN, values)
    return whole


def _generation(connection: Connection) -> int:
    """A new one, with its index."""
    number = int(connection.execute(_NEW_GENERATION).fetchone()[0])
    list_words.create(connection, number)
    return number


def _keep(connection: Connection, part: ListPage, load: _Load) -> bool:
    """Take rows in and out; whether each could be. Of a whole list none may be there, nor one go that is not."""
    added: list[PageRow] = []
    taken: list[PageRow] = []
    words: list[tuple[int, str]] = []
    for row in part.rows:
        there = connection.execute(_ROW, (load.generation, row.code)).fetchone()
        if bool(there) if not load.since else not (there or row.sr):
            return False
        if there:
            taken.append(PageRow(row.code, there[1], there[2]))
            connection.execute(_REMOVE, (load.version, there[0]))
        if row.sr:
            added.append(row)
            counts_from = load.version if load.since else 0
            values = (load.generation, row.code, row.sr, row.en, counts_from)
            (number,) = connection.execute(_ADD, values).fetchone()
            words.append((number, terms_of(row_of(row))))
    list_words.add(connection, load.generation, words)
    after = part.rows[-1].code if part.rows else part.after
    digest = moved(load.digest, added=added, taken=taken)
    connection.execute(_REACHED, (after, load.count + len(added) - len(taken), digest, part.name))
    return True


def _drop(connection: Connection, name: str) -> None:
    load = _load(connection, name)
    if load is not None:
        connection.execute(_END, (name,))
        if not load.since:
            connection.execute(_LEAVE, (load.generation,))
