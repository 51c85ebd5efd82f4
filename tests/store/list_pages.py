"""Lists as a centre would give them to a desk file under test."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clerk_app.contract.lists import EMPTY, ListInfo, ListPage, PageRow, moved, parts
from clerk_app.store.list_loading import DeskLists

STREETS = [PageRow(f"{place:04d}", f"Улица {place}, Примерово") for place in range(1, 8)]


def info_of(rows: Sequence[PageRow], version: int = 1, name: str = "streets") -> ListInfo:
    return ListInfo(name, version, len(rows), moved(EMPTY, added=rows).hex())


def whole(rows: Sequence[PageRow], version: int = 1, name: str = "streets") -> ListPage:
    return ListPage(name, version, 0, "", True, list(rows))


def bring(lists: DeskLists, info: ListInfo, page: ListPage, at_once: int = 3) -> None:
    """Ask, keep in parts, change over, tidy."""
    lists.next_page(info)
    keep(lists, parts(page, at_once))
    lists.finish(info.name)
    swept(lists)


def keep(lists: DeskLists, some: Iterable[ListPage]) -> None:
    for part in some:
        lists.put(part)


def swept(lists: DeskLists) -> int:
    """Tidy until nothing is left; how many steps it took."""
    steps = 0
    while lists.sweep():
        steps += 1
    return steps
