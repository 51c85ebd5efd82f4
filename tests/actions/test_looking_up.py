from __future__ import annotations

from clerk_app.actions.looking_up import LookingUp
from clerk_app.domain.errors import Unavailable
from clerk_app.domain.lookups import NO_LABELS
from tests.support.fake_desk import FakeDesk
from tests.support.fake_lookups import FakeLookups, row
from tests.support.fake_neighbours import CARD_HOLDER

LISTS = {"streets": [row("001", "Нова"), row("002", "Узорна")]}


def test_labels_are_asked_for_all_the_forms_at_once() -> None:
    looking_up, service = LookingUp(lookups=FakeLookups(LISTS)), FakeDesk().service("public-area")
    labels = looking_up.labels(service, {"place.street": "001"}, {"place.street": "005"})
    assert {code: label and label.sr for (_list, code), label in labels.items()} == {"001": "Нова", "005": None}
    assert [found.code for found in looking_up.search("streets", "уз").rows] == ["002"]


def test_a_file_that_is_busy_says_nothing_and_stops_nobody() -> None:
    looking_up = LookingUp(lookups=FakeLookups(LISTS, error=Unavailable("store_busy")))
    assert looking_up.labels(FakeDesk().service("public-area"), {"place.street": "001"}) == NO_LABELS


def test_what_is_received_has_the_finding_and_the_value() -> None:
    desk = FakeDesk()
    desk.lookups.lists = LISTS
    view = desk.receive(CARD_HOLDER, "public-area", {"place.street": "Непозната", "place.location": "1"})
    body = desk.bodies.received(view.subject)
    assert body is not None
    assert body.form["place.street"] == "Непозната"
    assert ("not_in_list", "place.street") in {(finding.code, finding.where) for finding in body.findings}
