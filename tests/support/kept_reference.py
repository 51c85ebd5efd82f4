"""Reference data kept in memory, and a centre with newer items."""

from __future__ import annotations

from collections.abc import Iterable

from clerk_app.contract.reference import Item


class Kept:
    """The port ``Reference``, as far as sync needs it, and a centre with newer items."""

    def __init__(self, *newer: Item, error: Exception | None = None) -> None:
        self.newer = list(newer)
        self.error = error
        self.asked: list[dict[str, int]] = []
        self.items: dict[str, Item] = {}

    def known(self) -> dict[str, int]:
        return {name: item.version for name, item in self.items.items()}

    def keep(self, items: Iterable[Item]) -> None:
        self.items |= {item.name: item for item in items}

    def get(self, name: str) -> Item | None:
        return self.items.get(name)

    def services(self) -> tuple[Item, ...]:
        return ()

    def reference(self, known: dict[str, int]) -> list[Item]:
        self.asked.append(known)
        if self.error is not None:
            raise self.error
        return [item for item in self.newer if item.version > known.get(item.name, 0)]
