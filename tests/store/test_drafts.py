from __future__ import annotations

from clerk_app.ports.desk_file import Draft
from clerk_app.store.drafts import KEPT, DeskDrafts
from tests.store.desk import Desk


def draft(name: str, saved: int, clerk: str = "m.primeric", content: bytes = b"{}") -> Draft:
    return Draft(id=name, content=content, saved=saved, clerk=clerk)


def test_drafts_are_of_one_clerk_newest_first(desk: Desk) -> None:
    drafts = DeskDrafts(desk.database)
    for one in (draft("a", 1), draft("b", 3), draft("c", 2), draft("d", 9, "r.uzoric")):
        drafts.save(one)
    assert [one.id for one in drafts.all("m.primeric")] == ["b", "c", "a"]


def test_saving_again_overwrites_and_discarding_twice_is_fine(desk: Desk) -> None:
    drafts = DeskDrafts(desk.database)
    drafts.save(draft("a", 1))
    drafts.save(draft("a", 2, content=b'{"step":"form"}'))
    assert drafts.all("m.primeric") == (draft("a", 2, content=b'{"step":"form"}'),)
    drafts.discard("a")
    drafts.discard("a")
    assert drafts.all("m.primeric") == ()


def test_old_drafts_are_forgotten(desk: Desk) -> None:
    drafts = DeskDrafts(desk.database)
    drafts.save(draft("old", 100))
    drafts.save(draft("new", 101))
    assert drafts.forget_old(101 + KEPT) == 1
    assert [one.id for one in drafts.all("m.primeric")] == ["new"]
