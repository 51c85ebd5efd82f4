from __future__ import annotations

import msgspec

from clerk_app.contract.reference import Item
from clerk_app.store.reference import DeskReference
from tests.store.desk import Desk


def item(name: str, version: int, body: bytes = b"{}") -> Item:
    return Item(name=name, version=version, body=msgspec.Raw(body))


def test_the_newest_of_each_and_every_version_of_services(desk: Desk) -> None:
    reference = DeskReference(desk.database)
    reference.keep([item("municipality", 1), item("service/a@1", 1), item("service/a@2", 2), item("service/b@5", 5)])
    reference.keep([item("municipality", 2, b'{"name":"x"}'), item("service/a@10", 10)])
    assert reference.known() == {
        "municipality": 2, "service/a@1": 1, "service/a@2": 2, "service/a@10": 10, "service/b@5": 5
    }  # fmt: skip
    assert reference.get("municipality") == item("municipality", 2, b'{"name":"x"}')
    assert reference.get("service/a") == item("service/a@10", 10)
    assert reference.get("service/a@1") == item("service/a@1", 1)
    assert reference.get("service/c") is None
    assert [one.name for one in reference.services()] == ["service/a@10", "service/b@5"]


def test_an_older_version_replaces_nothing(desk: Desk) -> None:
    reference = DeskReference(desk.database)
    reference.keep([item("desks", 4)])
    reference.keep([item("desks", 3, b"[1]")])
    assert reference.get("desks") == item("desks", 4)
