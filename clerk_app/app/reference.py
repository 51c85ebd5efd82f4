"""Reference data straight from the centre, for a question that needs no desk file."""

from __future__ import annotations

from collections.abc import Iterable

from clerk_app.contract.reference import Item
from clerk_app.ports.centre import CentreFiles


class FetchedReference:
    """The port ``Reference``, filled once from the centre and kept nowhere."""

    def __init__(self, files: CentreFiles) -> None:
        self._items = {item.name: item for item in files.reference({})}

    def known(self) -> dict[str, int]:
        """Name to version of every item."""
        return {name: item.version for name, item in self._items.items()}

    def keep(self, items: Iterable[Item]) -> None:
        """Take more."""
        self._items.update({item.name: item for item in items})

    def get(self, name: str) -> Item | None:
        """One item by its exact name."""
        return self._items.get(name)

    def services(self) -> tuple[Item, ...]:
        """Every service that was fetched."""
        return tuple(item for name, item in self._items.items() if name.startswith("service/"))
