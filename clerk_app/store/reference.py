"""Reference data as the centre last gave it: services by version, municipality, desks."""

from __future__ import annotations

from collections.abc import Iterable

from clerk_app.contract import canonical
from clerk_app.contract.reference import Item
from clerk_app.store.database import Connection, Database

SERVICE = "service/"
_PUT = (
    "INSERT INTO replica_reference(name, service, version, item) VALUES(:name, :service, :version, :item)"
    " ON CONFLICT(name) DO UPDATE SET version = excluded.version, item = excluded.item"
    " WHERE excluded.version >= replica_reference.version"
)
_KNOWN = "SELECT name, version FROM replica_reference"
_GET = "SELECT item FROM replica_reference WHERE name = ?"
_NEWEST = "SELECT item FROM replica_reference WHERE service = ? ORDER BY version DESC LIMIT 1"
_SERVICES = (
    "SELECT r.item FROM replica_reference r WHERE r.service <> '' AND r.version ="
    " (SELECT max(o.version) FROM replica_reference o WHERE o.service = r.service) ORDER BY r.name"
)


class DeskReference:
    """The port ``Reference`` on the desk file; every version of a service is kept, since requests name theirs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self) -> dict[str, int]:
        """Name to version of every item kept."""
        with self._database.reading() as connection:
            return dict(connection.execute(_KNOWN).fetchall())

    def keep(self, items: Iterable[Item]) -> None:
        """Store items durably; an older version never replaces a newer one."""
        with self._database.writing() as connection:
            for item in items:
                _keep(connection, item)

    def get(self, name: str) -> Item | None:
        """One item by name; ``service/<id>`` gives the newest version, ``service/<id>@<v>`` exactly that one."""
        newest = name.startswith(SERVICE) and "@" not in name
        with self._database.reading() as connection:
            row = connection.execute(_NEWEST if newest else _GET, (name,)).fetchone()
        return canonical.decode(row[0], Item) if row else None

    def services(self) -> tuple[Item, ...]:
        """The newest version of every service."""
        with self._database.reading() as connection:
            return tuple(canonical.decode(item, Item) for (item,) in connection.execute(_SERVICES).fetchall())


def _keep(connection: Connection, item: Item) -> None:
    service = item.name.partition("@")[0] if item.name.startswith(SERVICE) else ""
    row = {"name": item.name, "service": service, "version": item.version, "item": canonical.encode(item)}
    connection.execute(_PUT, row)
