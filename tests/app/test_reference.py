import msgspec
import pytest

from clerk_app.app.reference import FetchedReference
from clerk_app.contract.reference import Item


def item(name, version=1):
    return Item(name, version, msgspec.Raw(b"{}"))


class Files:
    """A centre that has these items."""

    def __init__(self, *items):
        self._items = items
        self.asked: list[dict[str, int]] = []

    def reference(self, known):
        self.asked.append(known)
        return self._items


@pytest.fixture
def files():
    return Files(item("municipality"), item("service/marriage", 2))


def test_everything_is_asked_for_once(files):
    reference = FetchedReference(files)
    assert reference.known() == {"municipality": 1, "service/marriage": 2}
    assert files.asked == [{}]


def test_items_are_found_by_their_exact_names(files):
    reference = FetchedReference(files)
    assert reference.get("service/marriage") == item("service/marriage", 2)
    assert reference.get("service") is None
    assert reference.services() == (item("service/marriage", 2),)


def test_a_newer_item_takes_the_place_of_the_old_one(files):
    reference = FetchedReference(files)
    reference.keep([item("municipality", 2)])
    assert reference.known()["municipality"] == 2
