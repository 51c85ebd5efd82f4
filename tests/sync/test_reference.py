"""Reference data is asked for by version and kept as it comes."""

from __future__ import annotations

import msgspec
import pytest

from clerk_app.contract.reference import Item
from clerk_app.domain.errors import Damaged
from clerk_app.sync.reference import ReferenceChore
from tests.support.fake_outbox import InlineWrite
from tests.support.kept_reference import Kept

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


def test_the_centre_is_asked_once_for_each_revision_that_is_not_here() -> None:
    kept = Kept()
    kept.keep([ITEM, Item(name="desks", version=9, body=msgspec.Raw(b"[]"))])
    chore = ReferenceChore(kept, kept, InlineWrite(), lambda _names: None)  # type: ignore[arg-type]
    told = (2, 2, 3, 3, 2, 5)
    assert [chore.is_behind(revision) for revision in told] == [False, False, True, False, False, True]
