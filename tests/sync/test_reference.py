"""Reference data is asked for by version and kept as it comes."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import pytest

from clerk_app.contract.reference import Item
from clerk_app.domain.errors import Damaged
from clerk_app.sync.reference import ReferenceChore
from tests.support.fake_outbox import InlineWrite


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


ITEM = Item(name="municipality", version=2, body=msgspec.Raw(b"{}"))


def run(kept: Kept) -> list[frozenset[str]]:
    told: list[frozenset[str]] = []
    ReferenceChore(kept, kept, InlineWrite(), told.append).run(lambda: None)  # type: ignore[arg-type]
    return told


def test_what_is_newer_is_kept_and_told_once() -> None:
    kept = Kept(ITEM)
    assert run(kept) == [frozenset({"municipality"})]
    assert run(kept) == []
    assert kept.asked == [{}, {"municipality": 2}]


def test_forged_data_is_not_kept() -> None:
    kept = Kept(ITEM, error=Damaged("reference_forged"))
    with pytest.raises(Damaged):
        run(kept)
    assert kept.items == {}
