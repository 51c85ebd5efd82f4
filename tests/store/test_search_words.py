from __future__ import annotations

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.reference import Item
from clerk_app.store import search_words
from clerk_app.store.reference import DeskReference
from clerk_app.store.requests import DeskRequests
from clerk_app.store.search_words import ServiceNames
from tests.store.desk import Desk, body


def named(version: int, name: str) -> Item:
    definition = canonical.encode({"id": "birth-extract", "name": {"sr": name}})
    return Item(name=f"service/birth-extract@{version}", version=version, body=msgspec.Raw(definition))


def test_requests_are_found_by_the_name_that_their_service_had(desk: Desk) -> None:
    DeskReference(desk.database).keep([named(3, "Извод из матичне књиге рођених"), named(4, "Нешто друго")])
    desk.accept(1)
    requests = DeskRequests(desk.database, desk.clock)
    assert [view.seq for view in requests.find("izvod mat")] == [1]
    assert requests.find("друго") == ()


def test_a_service_that_is_not_known_yet_has_no_name_until_it_is(desk: Desk) -> None:
    names = ServiceNames()
    with desk.database.reading() as connection:
        assert names.name(connection, "birth-extract", 3) == ""
    DeskReference(desk.database).keep([named(3, "Извод")])
    with desk.database.reading() as connection:
        assert names.name(connection, "birth-extract", 3) == "Извод"


def test_every_word_stands_after_a_space(desk: Desk) -> None:
    line = search_words.words(body("A7-000001-K", 1), "Извод", "")
    assert line.startswith(" ")
    assert " izvod" in line
    assert "  " not in line
