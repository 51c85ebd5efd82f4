from __future__ import annotations

from clerk_app.contract.lists import ListPage, PageRow
from clerk_app.store.list_loading import DeskLists
from clerk_app.store.list_sweeping import sweep
from tests.store.desk import Desk
from tests.store.list_pages import STREETS, bring, info_of, whole


def test_where_there_is_nothing_to_tidy_nothing_is_done(desk: Desk) -> None:
    assert not sweep(desk.database)
    bring(DeskLists(desk.database), info_of(STREETS), whole(STREETS))
    assert not sweep(desk.database)


def test_what_is_under_way_is_no_leftover(desk: Desk) -> None:
    lists = DeskLists(desk.database)
    bring(lists, info_of(STREETS), whole(STREETS))
    lists.next_page(info_of(STREETS[1:], 2))
    lists.put(ListPage("streets", 2, 1, "", True, [PageRow("0001")]))
    while sweep(desk.database):
        pass
    lists.finish("streets")
    assert desk.rows("SELECT version, count FROM replica_list") == [(2, 6)]
