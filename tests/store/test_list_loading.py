"""Lists come in small commits, are seen only whole, go on after a restart, and leave nothing behind."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from clerk_app.contract.lists import EMPTY, ListAsked, ListInfo, ListPage, PageRow, moved, parts
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import Damaged
from clerk_app.store.list_loading import DeskLists
from clerk_app.store.lists import DeskLookups
from tests.store.desk import Desk, open_desk
from tests.store.list_pages import STREETS, bring, info_of, keep, swept, whole

CHANGED = [PageRow("0002"), PageRow("0003", "Друга улица"), PageRow("0009", "Сасвим нова")]
AFTER = [row for row in STREETS if row.code not in ("0002", "0003")] + CHANGED[1:]


class Killed(BaseException):
    """The process ends here."""


def lists_of(desk: Desk) -> DeskLists:
    return DeskLists(desk.database)


def seen(desk: Desk, name: str = "streets") -> dict[str, str]:
    """Every row that a search can show."""
    lookups = DeskLookups(desk.database)
    rows = [*lookups.search(name, "у", limit=500).rows, *lookups.search(name, "с", limit=500).rows]
    return {row.code: row.label.sr for row in rows}


def tables(desk: Desk) -> set[str]:
    return {name for (name,) in desk.rows("SELECT name FROM sqlite_master WHERE name LIKE 'replica_list_words_%'")}


def plain(rows: list[PageRow]) -> dict[str, str]:
    return {row.code: row.sr for row in rows}


def go_on(lists: DeskLists, part: ListPage) -> None:
    lists.put(part)
    lists.finish(part.name)


def test_nothing_is_seen_before_the_last_row_is_here(desk: Desk) -> None:
    lists = lists_of(desk)
    assert lists.next_page(info_of(STREETS)) == ListAsked("streets", 1, 0, "")
    for part in parts(whole(STREETS), 2):
        assert not DeskLookups(desk.database).search("streets", "у").here
        lists.put(part)
    lists.finish("streets")
    assert seen(desk) == plain(STREETS)
    assert lists.next_page(info_of(STREETS)) is None


def test_it_goes_on_where_it_stopped_also_after_a_restart(tmp_path: Path) -> None:
    first = open_desk(tmp_path)
    begun = lists_of(first)
    begun.next_page(info_of(STREETS))
    keep(begun, list(parts(whole(STREETS), 2))[:2])
    first.close()
    again = open_desk(tmp_path)
    lists = lists_of(again)
    assert lists.next_page(info_of(STREETS)) == ListAsked("streets", 1, 0, "0004")
    lists.put(ListPage("streets", 1, 0, "0004", True, STREETS[4:]))
    lists.put(ListPage("streets", 1, 0, "0004", True, STREETS[4:]))  # once more: it is known
    lists.finish("streets")
    assert seen(again) == plain(STREETS)
    again.close()


@pytest.mark.parametrize("where", ["before_list_commit", "before_list_swap"])
def test_killed_at_a_commit_it_is_as_before(tmp_path: Path, where: str) -> None:
    desk = open_desk(tmp_path)
    bring(lists_of(desk), info_of(STREETS), whole(STREETS))

    def die(name: str) -> None:
        if name == where:
            raise Killed

    dying = DeskLists(desk.database, reached=die)
    dying.next_page(info_of(AFTER, 2))
    part = ListPage("streets", 2, 1, "", True, CHANGED)
    if where == "before_list_swap":
        lists_of(desk).put(part)
    with pytest.raises(Killed):
        go_on(dying, part)
    assert seen(desk) == plain(STREETS)
    lists = lists_of(desk)
    lists.put(part)
    lists.finish("streets")
    assert seen(desk) == plain(AFTER)
    desk.close()


def test_what_changed_is_seen_all_at_once(desk: Desk) -> None:
    lists = lists_of(desk)
    bring(lists, info_of(STREETS), whole(STREETS))
    assert lists.next_page(info_of(AFTER, 2)) == ListAsked("streets", 2, 1, "")
    for part in parts(ListPage("streets", 2, 1, "", True, CHANGED), 1):
        lists.put(part)
        swept(lists)
        assert seen(desk) == plain(STREETS)
    lists.finish("streets")
    assert seen(desk) == plain(AFTER)
    assert DeskLookups(desk.database).labels([("streets", "0002"), ("streets", "0003")]) == {
        ("streets", "0002"): None,
        ("streets", "0003"): Wording(sr="Друга улица"),
    }
    swept(lists)
    assert desk.rows("SELECT count(*) FROM replica_list_row") == [(len(AFTER),)]


def test_a_wrong_digest_throws_it_away_and_asks_for_all_the_next_time(desk: Desk) -> None:
    lists = lists_of(desk)
    bring(lists, info_of(STREETS), whole(STREETS))
    wrong = ListInfo("streets", 2, len(AFTER), bytes(32).hex())
    lists.next_page(wrong)
    lists.put(ListPage("streets", 2, 1, "", True, CHANGED))
    with pytest.raises(Damaged, match="list_wrong"):
        lists.finish("streets")
    assert seen(desk) == plain(STREETS)
    swept(lists)
    assert desk.rows("SELECT count(*) FROM replica_list_row WHERE added > 0 OR removed > 0") == [(0,)]
    assert lists.next_page(info_of(AFTER, 2)) == ListAsked("streets", 2, 0, "")
    bring(lists, info_of(AFTER, 2), whole(AFTER, 2))
    assert seen(desk) == plain(AFTER)


def test_fewer_rows_than_announced_are_not_the_list(desk: Desk) -> None:
    lists = lists_of(desk)
    lists.next_page(ListInfo("streets", 1, 8, moved(EMPTY, added=STREETS).hex()))
    keep(lists, parts(whole(STREETS), 3))
    with pytest.raises(Damaged, match="list_wrong"):
        lists.finish("streets")
    assert not DeskLookups(desk.database).search("streets", "у").here
    swept(lists)
    assert (tables(desk), desk.rows("SELECT count(*) FROM replica_list_row")) == (set(), [(0,)])


def test_a_code_that_comes_twice_ends_the_attempt(desk: Desk) -> None:
    lists = lists_of(desk)
    lists.next_page(info_of(STREETS))
    lists.put(ListPage("streets", 1, 0, "", False, STREETS[:2]))
    with pytest.raises(Damaged, match="list_wrong"):
        lists.put(ListPage("streets", 1, 0, "0002", True, [STREETS[0]]))


def test_a_code_goes_that_was_never_here(desk: Desk) -> None:
    lists = lists_of(desk)
    bring(lists, info_of(STREETS), whole(STREETS))
    lists.next_page(info_of(AFTER, 2))
    with pytest.raises(Damaged, match="list_wrong"):
        lists.put(ListPage("streets", 2, 1, "", True, [PageRow("9999")]))
    assert seen(desk) == plain(STREETS)


def test_all_rows_instead_of_changes_take_a_generation_of_their_own(desk: Desk) -> None:
    lists = lists_of(desk)
    bring(lists, info_of(STREETS), whole(STREETS))
    before = tables(desk)
    lists.next_page(info_of(AFTER, 5))
    keep(lists, parts(whole(AFTER, 5), 3))
    assert seen(desk) == plain(STREETS)
    lists.finish("streets")
    swept(lists)
    assert seen(desk) == plain(AFTER)
    assert (len(tables(desk)), tables(desk) & before) == (4, set())  # an index without content is four tables
    assert desk.rows("SELECT count(*) FROM replica_list_row") == [(len(AFTER),)]


def test_a_list_may_shrink_to_nothing(desk: Desk) -> None:
    lists = lists_of(desk)
    bring(lists, info_of(STREETS), whole(STREETS))
    lists.next_page(info_of([], 2))
    lists.put(ListPage("streets", 2, 1, "", True, [PageRow(row.code) for row in STREETS]))
    lists.finish("streets")
    swept(lists)
    found = DeskLookups(desk.database).search("streets", "у")
    assert (found.here, found.rows) == (True, ())
    assert desk.rows("SELECT count(*) FROM replica_list_row") == [(0,)]


def test_a_version_that_was_given_up_leaves_nothing(desk: Desk) -> None:
    lists = lists_of(desk)
    bring(lists, info_of(STREETS), whole(STREETS))
    lists.next_page(info_of(AFTER, 2))
    lists.put(ListPage("streets", 2, 1, "", False, CHANGED))
    lists.drop("streets")
    lists.drop("streets")
    lists.put(ListPage("streets", 2, 1, "0009", True, []))  # what still arrives of it
    lists.finish("streets")
    assert lists.next_page(info_of(AFTER, 3)) == ListAsked("streets", 3, 0, "")  # half done: nothing is built on it
    lists.drop("streets")
    swept(lists)
    assert seen(desk) == plain(STREETS)
    assert lists.next_page(info_of(AFTER, 3)) == ListAsked("streets", 3, 1, "")


def test_two_lists_on_their_way_do_not_meet(desk: Desk) -> None:
    lists, other = lists_of(desk), [PageRow(row.code, row.sr.replace("Улица", "Село")) for row in STREETS]
    lists.next_page(info_of(STREETS))
    lists.next_page(info_of(other, 1, "settlements"))
    for one, two in zip(parts(whole(STREETS), 3), parts(whole(other, 1, "settlements"), 3), strict=True):
        lists.put(one)
        lists.put(two)
        swept(lists)
    lists.finish("settlements")
    assert (seen(desk), seen(desk, "settlements")) == ({}, plain(other))
    lists.finish("streets")
    assert (seen(desk), seen(desk, "settlements")) == (plain(STREETS), plain(other))


def test_a_long_list_goes_away_in_steps(desk: Desk) -> None:
    lists = lists_of(desk)
    rows = [PageRow(f"{place:05d}", f"Улица {place}") for place in range(1500)]
    bring(lists, info_of(rows), whole(rows), at_once=200)
    bring(lists, info_of([], 2), whole([], 2), at_once=200)
    assert desk.rows("SELECT count(*) FROM replica_list_row") == [(0,)]
    assert desk.rows("SELECT count(*) FROM replica_list_left") == [(0,)]
    assert len(tables(desk)) == 4


def test_any_way_from_one_version_to_the_next_ends_at_the_same_rows(desk: Desk) -> None:
    lists, chance = lists_of(desk), random.Random(7)
    rows = {row.code: row for row in STREETS}
    bring(lists, info_of(list(rows.values())), whole(list(rows.values())))
    for version in range(2, 12):
        picked = [f"{chance.randrange(1, 12):04d}" for _ in range(4)]
        page = [PageRow(code, f"Улица {version}") for code in dict.fromkeys(picked) if chance.random() < 0.6]
        page += [PageRow(code) for code in dict.fromkeys(picked) if code in rows and code not in {p.code for p in page}]
        rows = {code: row for code, row in (rows | {row.code: row for row in page}).items() if row.sr}
        bring(lists, info_of(list(rows.values()), version), ListPage("streets", version, version - 1, "", True, page))
        assert seen(desk) == plain(list(rows.values()))
