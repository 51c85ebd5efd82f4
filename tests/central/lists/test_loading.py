"""A list becomes its next version in the last commit, or stays as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from clerk_app.central.lists import loading as lists_loading
from clerk_app.central.lists.loading import KEPT_VERSIONS, Loaded, begin, load
from clerk_app.central.lists.tables import LOOKUP_LIST, LOOKUP_ROW, LOOKUP_STAGED
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.contract import canonical
from clerk_app.contract.lists import EMPTY, ITEM, ListInfo, PageRow, moved
from clerk_app.domain.errors import Invalid, Unavailable
from tests.central.conftest import Running

TOWN = "primerovo"
ROWS = [PageRow(f"{place:04d}", f"Улица {place}", f"Street {place}") for place in range(5)]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists_loading, "BATCH", 2)


def loaded(centre: Running, rows: list[PageRow], name: str = "lanes") -> Loaded:
    return load(centre.central.parts.database, TOWN, name, iter(rows))


def announced(centre: Running) -> tuple[int, dict[str, ListInfo]]:
    with centre.central.parts.database.read() as connection:
        item = connection.execute(select(REFERENCE_ITEM).where(REFERENCE_ITEM.c.name == ITEM)).one()
    return item.version, {info.name: info for info in canonical.decode(item.body, list[ListInfo])}


def listed(centre: Running, name: str) -> bool:
    where = (LOOKUP_LIST.c.municipality == TOWN, LOOKUP_LIST.c.name == name)
    with centre.central.parts.database.read() as connection:
        return connection.execute(select(LOOKUP_LIST.c.version).where(*where)).first() is not None


def counts(centre: Running) -> tuple[int, int]:
    """Rows through all versions, and rows staged."""
    with centre.central.parts.database.read() as connection:
        rows = select(func.count()).select_from(LOOKUP_ROW).where(LOOKUP_ROW.c.name == "lanes")
        staged = select(func.count()).select_from(LOOKUP_STAGED)
        return connection.execute(rows).scalar_one(), connection.execute(staged).scalar_one()


def test_what_is_announced_is_what_was_loaded(centre: Running) -> None:
    before, _known = announced(centre)
    assert loaded(centre, ROWS) == Loaded(1, 5, 5, 0)
    version, known = announced(centre)
    assert known["lanes"] == ListInfo("lanes", 1, 5, moved(EMPTY, added=ROWS).hex())
    assert version == before + 1
    assert counts(centre) == (5, 0)


def test_a_list_that_begins_with_a_seed_is_whole_at_once_and_is_not_begun_again(centre: Running) -> None:
    database = centre.central.parts.database
    with database.write() as connection:
        begin(connection, TOWN, "lanes", ROWS)
        begin(connection, TOWN, "lanes", ROWS[:1])
        begin(connection, TOWN, "nothing", ())
    _version, known = announced(centre)
    assert known["lanes"] == ListInfo("lanes", 1, 5, moved(EMPTY, added=ROWS).hex())
    assert known["nothing"].count == 0
    assert counts(centre) == (5, 0)
    assert loaded(centre, ROWS[:4]) == Loaded(2, 4, 0, 1)
    with database.write() as connection, pytest.raises(Invalid, match="list_code_twice"):
        begin(connection, TOWN, "twice", [ROWS[0], ROWS[0]])
    with database.write() as connection, pytest.raises(Invalid, match="list_name"):
        begin(connection, TOWN, "Not A Name", ROWS)


def test_the_same_again_is_no_new_version(centre: Running) -> None:
    loaded(centre, ROWS)
    assert loaded(centre, ROWS[::-1]) == Loaded(1, 5, 0, 0)


def test_rows_come_change_and_go(centre: Running) -> None:
    loaded(centre, ROWS)
    other = [PageRow("0000", "Друга"), *ROWS[2:], PageRow("0009", "Нова")]
    assert loaded(centre, other) == Loaded(2, 5, 2, 1)
    assert loaded(centre, []) == Loaded(3, 0, 0, 5)
    assert announced(centre)[1]["lanes"] == ListInfo("lanes", 3, 0, EMPTY.hex())
    assert loaded(centre, ROWS) == Loaded(4, 5, 5, 0)


def test_a_list_may_be_empty_from_the_first(centre: Running) -> None:
    assert loaded(centre, []) == Loaded(1, 0, 0, 0)


@pytest.mark.parametrize("place", [1, 4])
def test_a_code_that_comes_twice_changes_nothing(centre: Running, place: int) -> None:
    loaded(centre, ROWS)
    with pytest.raises(Invalid, match="list_code_twice"):
        loaded(centre, [*ROWS[:place], ROWS[0], *ROWS[place:]])
    assert (announced(centre)[1]["lanes"].version, counts(centre)) == (1, (5, 0))


def test_a_file_that_breaks_off_changes_nothing(centre: Running) -> None:
    loaded(centre, ROWS)

    def broken() -> Iterator[PageRow]:
        yield from ROWS[:4]
        raise Invalid("list_malformed", file="lanes.csv", line=6)

    with pytest.raises(Invalid, match="list_malformed"):
        load(centre.central.parts.database, TOWN, "lanes", broken())
    assert (announced(centre)[1]["lanes"].version, counts(centre)) == (1, (5, 0))


def test_what_a_load_left_that_was_killed_is_forgotten(centre: Running) -> None:
    loaded(centre, ROWS)
    with centre.central.parts.database.write() as connection:
        key = {"municipality": TOWN, "name": "lanes"}
        connection.execute(LOOKUP_ROW.insert().values(**key, code="0009", added=2, removed=0, sr="Пола", en=""))
        connection.execute(LOOKUP_ROW.update().where(LOOKUP_ROW.c.code == "0001").values(removed=2))
        connection.execute(LOOKUP_STAGED.insert().values(**key, code="0001", sr="Пола", en=""))
    assert loaded(centre, ROWS) == Loaded(1, 5, 0, 0)
    assert counts(centre) == (5, 0)


def test_of_two_loads_at_once_one_ends(centre: Running) -> None:
    loaded(centre, ROWS)

    def overtaken() -> Iterator[PageRow]:
        yield from ROWS[:4]
        with centre.central.parts.database.write() as connection:
            connection.execute(LOOKUP_LIST.update().where(LOOKUP_LIST.c.name == "lanes").values(version=2))

    with pytest.raises(Unavailable, match="centre_busy"):
        load(centre.central.parts.database, TOWN, "lanes", overtaken())


def test_only_so_many_versions_are_kept(centre: Running) -> None:
    for version in range(KEPT_VERSIONS + 4):
        loaded(centre, [PageRow("1", f"Улица {version}")])
    assert counts(centre)[0] <= KEPT_VERSIONS + 1


@pytest.mark.parametrize("name", ["", "Streets", "../x", "a" * 41, "улице"])
def test_a_name_that_is_none(centre: Running, name: str) -> None:
    with pytest.raises(Invalid, match="list_name"):
        loaded(centre, ROWS, name)


def test_the_seed_has_lists_and_leaves_those_that_are_there(centre: Running) -> None:
    assert {"settlements", "streets", "cadastral-municipalities"} <= announced(centre)[1].keys()
    assert listed(centre, "streets")
    assert not listed(centre, "villages")
