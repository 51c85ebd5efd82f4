from __future__ import annotations

import pytest

from clerk_app.contract.answers import Registered
from clerk_app.domain.people import Person
from clerk_app.store import search_index
from clerk_app.store.requests import DeskRequests
from clerk_app.store.search_index import SearchIndex
from tests.store.desk import Desk, answers, change

PEOPLE = ("Примерић Јелена", "Пробић Стојан", "Ђуричковић Чедомир", "Узорић Ђорђе", "Примерић Стојан")


@pytest.fixture(params=["just written", "settled", "half settled"])
def people(request: pytest.FixtureRequest, desk: Desk) -> Desk:
    for who, name in enumerate(PEOPLE):
        if request.param == "half settled" and who == 3:
            SearchIndex(desk.database).settle(60)
        surname, given_name = name.split()
        applicant = Person(id_kind="jmbg", id_number=f"010199090000{who}", surname=surname, given_name=given_name)
        desk.accept(who, applicant=applicant)
    if request.param == "settled":
        assert not SearchIndex(desk.database).settle(60)
    return desk


def found(desk: Desk, text: str, limit: int = 50) -> list[int]:
    return [view.seq for view in DeskRequests(desk.database, desk.clock).find(text, limit=limit)]


@pytest.mark.parametrize(
    ("text", "seqs"),
    [
        ("п", [5, 2, 1]),
        ("прим", [5, 1]),
        ("Primerić", [5, 1]),
        ("primeric st", [5]),
        ("stojan prob", [2]),
        ("djuri", [3]),
        ("đurič čed", [3]),
        ("0101990900002", [3]),
        ("А7-000004", []),
        ("тога нема", []),
        ("", []),
        ('"* OR -', []),
        ("jelena\x00 NEAR(", []),
    ],
)
def test_words_are_found_by_their_beginnings_in_any_script(people: Desk, text: str, seqs: list[int]) -> None:
    assert found(people, text) == seqs


def test_numbers_are_found_however_they_are_typed(people: Desk) -> None:
    number = DeskRequests(people.database, people.clock).find("узорић")[0].number
    assert found(people, number.lower()) == [4]
    changes = [change(1, 2, 1, Registered(4812736, 2026, 1))]
    people.outbox.apply(answers(position=1, changes=changes))
    for text in ("004 812 736 / 2026", "4812736/2026", "4812736"):
        assert found(people, text) == [2]
    assert found(people, "стојан") == [5, 2]


def test_the_newest_come_first_and_no_more_than_asked(people: Desk) -> None:
    assert found(people, "прим", limit=1) == [5]


def test_settling_gives_way_and_goes_on(desk: Desk) -> None:
    for who in range(40):
        desk.accept(who)
    ticks = iter(range(1000))
    index = SearchIndex(desk.database, monotonic=lambda: float(next(ticks)))
    assert index.settle(budget=2)
    left = len(desk.rows("SELECT seq FROM view_recent"))
    assert 0 < left < 40
    while index.settle(budget=2):
        pass
    assert desk.rows("SELECT seq FROM view_recent") == []
    assert len(found(desk, "а7", limit=100)) == 40


def test_removed_words_are_gone_from_index_and_file(people: Desk) -> None:
    people.outbox.apply(answers(position=1, changes=[change(1, 3, 1, Registered(4812736, 2026, 1))]))
    SearchIndex(people.database).settle(60)
    assert found(people, "djuri 4812") == [3]
    with people.database.writing() as connection:
        search_index.remove(connection, 3)
    assert found(people, "djuri") == found(people, "4812736") == []
    assert people.rows("SELECT * FROM view_recent WHERE seq = 3") == []
    blocks = b"".join(bytes(block) for (block,) in people.rows("SELECT block FROM view_index_data"))
    assert b"durickovic" not in blocks
    assert b"812736" not in blocks


def test_words_that_change_altogether_replace_the_old_ones(people: Desk) -> None:
    with people.database.writing() as connection:
        search_index.index(connection, 3, " sasvim drugo")
    assert found(people, "djuri") == []
    assert found(people, "sasv") == [3]
