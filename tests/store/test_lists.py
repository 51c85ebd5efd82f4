"""A few letters find rows among a hundred thousand, the best first; also while others arrive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.contract.lists import PageRow, parts
from clerk_app.domain.catalogue import Wording
from clerk_app.store.list_loading import DeskLists
from clerk_app.store.lists import DeskLookups
from tests.store.desk import Desk, open_desk
from tests.store.list_pages import bring, info_of, swept, whole

NAMES = ("Краља Петра", "Узорна", "Његошева", "Ђуре Јакшића", "Булевар ослобођења", "Шумска", "Трг слободе")
MANY = 100_000


def row_of(place: int) -> PageRow:
    return PageRow(f"{place:06d}", f"{NAMES[place % len(NAMES)]} {place // len(NAMES)}")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = open_desk(tmp_path_factory.mktemp("many"))
    rows = [row_of(place) for place in range(MANY)]
    bring(DeskLists(desk.database), info_of(rows), whole(rows), at_once=2000)
    yield desk
    desk.close()


def labels(desk: Desk, text: str, limit: int = 50) -> list[str]:
    return [row.label.sr for row in DeskLookups(desk.database).search("streets", text, limit=limit).rows]


@pytest.mark.parametrize("typed", ["његошева 77", "Njegoševa 77", "njegoseva 77", "NJEG 77"])
def test_the_label_itself_comes_first(many: Desk, typed: str) -> None:
    assert labels(many, typed)[0] == "Његошева 77"


@pytest.mark.parametrize("typed", ["у", "улица", "петра", "oslob", "jaksi 1", "5", "shum"])
def test_no_more_are_shown_than_asked_for(many: Desk, typed: str) -> None:
    found = DeskLookups(many.database).search("streets", typed)
    assert len(found.rows) <= 50
    assert found.more == (len(found.rows) == 50)


def test_what_begins_so_stands_before_what_holds_it(desk: Desk) -> None:
    rows = [PageRow("1", "Мала Нова"), PageRow("2", "Нова Црња"), PageRow("3", "Нова"), PageRow("4", "Нова Бела")]
    bring(DeskLists(desk.database), info_of(rows), whole(rows))
    assert labels(desk, "nova") == ["Нова", "Нова Бела", "Нова Црња", "Мала Нова"]
    assert labels(desk, "nova", limit=2) == ["Нова", "Нова Бела"]


def test_a_code_is_found_by_its_beginning(many: Desk) -> None:
    found = DeskLookups(many.database).search("streets", "099999")
    assert [row.code for row in found.rows] == ["099999"]


@pytest.mark.parametrize("typed", ["", " ", "\x00", '"', '" OR terms', "*", "^(", "ЗЗЗ" * 60, "-", "NEAR(а б)"])
def test_whatever_is_typed_is_no_error(many: Desk, typed: str) -> None:
    assert labels(many, typed) == []


def test_a_list_that_is_not_here_says_so(many: Desk) -> None:
    lookups = DeskLookups(many.database)
    assert not lookups.search("villages", "у").here
    pairs = [("villages", "1"), ("streets", "000001"), ("streets", "нема")]
    assert lookups.labels(pairs) == {("streets", "000001"): Wording(sr="Узорна 0"), ("streets", "нема"): None}


def test_search_goes_on_while_rows_arrive(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    lists, rows = DeskLists(desk.database), [row_of(place) for place in range(3000)]
    bring(lists, info_of(rows), whole(rows), at_once=1000)
    before = labels(desk, "njego 1")
    other = [PageRow(row.code, f"{row.sr} бис") for row in rows]
    lists.next_page(info_of(other, 2))
    for part in parts(whole(other, 2), 200):
        lists.put(part)
        assert labels(desk, "njego 1") == before
    lists.finish("streets")
    assert labels(desk, "njego 1") == [f"{label} бис" for label in before]
    while lists.sweep():
        assert labels(desk, "njego 1 bis")
    swept(lists)
    desk.close()
