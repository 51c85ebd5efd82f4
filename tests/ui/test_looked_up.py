import pytest

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import Unavailable
from clerk_app.domain.lookups import Found
from clerk_app.lanes import Ticket
from clerk_app.ui.looked_up import LookedUp
from tests.support.fake_desk import FakeDesk
from tests.support.fake_lookups import row

VALUES = {"place.street": "001"}


@pytest.fixture
def desk(qapp):
    desk = FakeDesk()
    desk.lookups.lists["streets"] = [row("001", "Нова"), row("002", "Узорна")]
    return desk


def said(labels, code):
    label = labels[("streets", code)]
    return label.sr if label is not None else None


def test_what_is_known_is_told_and_the_rest_comes(desk):
    looked_up, came, service = LookedUp(desk.place), [], desk.service("public-area")
    looked_up.came = lambda: came.append(1)
    first = looked_up.labels(service, VALUES)
    assert came == [1]
    assert (
        looked_up.labels(service, VALUES) == {("streets", "001"): Wording(sr="Нова")} == {**first, **looked_up._known}
    )
    assert looked_up.labels(service, {"place.street": "нема"}) is not None
    assert looked_up.labels(service, {"place.street": "нема"})[("streets", "нема")] is None


def test_a_row_that_was_chosen_is_known_at_once(desk):
    looked_up, service = LookedUp(desk.place), desk.service("public-area")
    looked_up.learn("streets", row("009", "Нова"))
    assert said(looked_up.labels(service, {"place.street": "009"}), "009") == "Нова"


def test_when_a_list_has_come_everything_is_asked_again(desk):
    looked_up, service = LookedUp(desk.place), desk.service("public-area")
    looked_up.labels(service, VALUES)
    desk.lookups.lists["streets"] = [row("001", "Преименована")]
    desk.news.requests_changed.emit(frozenset({b"one"}))
    assert said(looked_up.labels(service, VALUES), "001") == "Нова"
    desk.news.requests_changed.emit(frozenset())
    looked_up.labels(service, VALUES)
    assert said(looked_up.labels(service, VALUES), "001") == "Преименована"


def test_a_list_that_is_not_here_is_asked_for_once(desk):
    looked_up, came = LookedUp(desk.place), []
    looked_up.came = lambda: came.append(1)
    desk.lookups.lists.clear()
    for _time in range(3):
        assert looked_up.labels(desk.service("public-area"), VALUES) == {}
    assert came == []


def test_a_busy_file_is_as_good_as_no_list(desk):
    desk.lookups.error = Unavailable("store_busy")
    found: list[Found] = []
    looked_up = LookedUp(desk.place)
    looked_up.search("streets", "н", found.append)
    assert not found[0].here
    assert looked_up.labels(desk.service("public-area"), VALUES) == {}


def test_a_search_gives_way_to_the_next_one(desk):
    looked_up, before = LookedUp(desk.place), Ticket()
    looked_up._searching = before
    looked_up.search("streets", "уз", lambda _found: None)
    assert before.cancelled
    assert desk.lookups.asked == [("streets", "уз")]
