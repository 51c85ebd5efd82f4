"""Search words beside a commit: written plainly at once, moved into the index when there is time (DESIGN §7)."""

from __future__ import annotations

from clerk_app.contract import canonical
from clerk_app.contract.reference import Item
from clerk_app.domain import search
from clerk_app.domain.bodies import RequestReceived
from clerk_app.store.database import Connection

_PUT = "INSERT INTO view_recent(seq, terms) VALUES(:seq, :terms) ON CONFLICT(seq) DO UPDATE SET terms = excluded.terms"
_KNOWN = (
    "SELECT terms FROM (SELECT 0 AS place, terms FROM view_recent WHERE seq = :seq"
    " UNION ALL SELECT 1, terms FROM view_indexed WHERE seq = :seq) ORDER BY place LIMIT 1"
)
_SERVICE = "SELECT item FROM replica_reference WHERE name = ?"


class ServiceNames:
    """Names of services under which requests are found, remembered from one request to the next."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def name(self, connection: Connection, service: str, version: int) -> str:
        """The Serbian name of a service at a version; empty while the centre has not given its definition."""
        item = f"service/{service}@{version}"
        if item not in self._known:
            row = connection.execute(_SERVICE, (item,)).fetchone()
            if row is None:
                return ""
            definition = canonical.decode(canonical.decode(row[0], Item).body, dict)
            self._known[item] = str(definition.get("name", {}).get("sr", ""))
        return self._known[item]


def words(received: RequestReceived, service_name: str, unique_number: str) -> str:
    """The words of a request in one line, each after a space, so that a beginning is found as `` begin``."""
    return "".join(f" {word}" for word in search.terms_of(received, service_name, unique_number))


def known(connection: Connection, seq: int) -> str | None:
    """The words under which a request is found now."""
    row = connection.execute(_KNOWN, {"seq": seq}).fetchone()
    return str(row[0]) if row else None


def add_number(connection: Connection, seq: int, unique_number: str) -> None:
    """Let a request be found by its unique number too; its other words do not change with it."""
    line = known(connection, seq)
    if line:
        words_now = dict.fromkeys([*line.split(), *search.words_of_unique(unique_number)])
        put(connection, seq, "".join(f" {word}" for word in words_now))


def put(connection: Connection, seq: int, terms: str) -> None:
    """Let a request be found by these words from this commit on."""
    connection.execute(_PUT, {"seq": seq, "terms": terms})
