from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from clerk_app.app.chores import chores_of
from clerk_app.contract.lists import ListAsked, ListPage
from clerk_app.contract.reference import Item
from tests.actions.counter import Counter
from tests.app.test_upkeep import stores_of
from tests.support.fake_outbox import InlineWrite
from tests.support.kept_reference import Kept


class Centre(Kept):
    """Newer reference data, and nothing else."""

    def list_page(self, asked: ListAsked) -> ListPage:
        raise AssertionError(asked)

    def enclosure_offset(self, sha256: str) -> int:
        raise AssertionError(sha256)

    def send_enclosure(self, sha256: str, offset: int, size: int, pieces: Iterator[bytes], *, length: int) -> int:
        raise AssertionError(sha256)


@pytest.fixture
def stores(tmp_path):
    opened = Counter(tmp_path)
    yield stores_of(opened)
    opened.close()


def test_reference_data_makes_lists_due_and_screens_load_again(stores):
    changed: list[frozenset[bytes]] = []
    asked: list[str] = []
    files = Centre(Item("municipality", 2, msgspec.Raw(b"{}")))
    reference, chores = chores_of(files, stores, InlineWrite(), changed.append, asked.append)
    assert [chore.name for chore in chores] == ["reference", "enclosures", "lists"]
    assert chores[0] is reference
    reference.run(lambda: None)
    assert (asked, changed) == (["lists"], [frozenset()])
