"""The operator's hand on simulated recipients works from this machine, where the demonstration's handler is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from clerk_app.central.delivery.door import OPERATOR_DELIVERIES, OPERATOR_INBOXES
from clerk_app.central.server import CentralSettings
from tests.central.at_delivery import PERSON, At, at_a_decided_case
from tests.central.conftest import RESOURCES, Running

type Start = Callable[[CentralSettings], Running]


@pytest.fixture
def at(settings: CentralSettings, start: Start) -> Iterator[At]:
    seeded = replace(settings, seed=RESOURCES / "seed" / "primerovo", services=RESOURCES / "catalogue")
    with at_a_decided_case(start(seeded)) as opened:
        yield opened


def test_a_recipient_is_given_an_inbox_and_opens_what_is_in_it(at: At) -> None:
    post = at.caller.client.post
    assert post(OPERATOR_INBOXES, json={"person": PERSON, "open": True}).json() == {"done": True}
    at.consents()
    at.put()
    at.dispatch("inbox_personal")
    assert post(OPERATOR_DELIVERIES, json={"number": at.number, "state": "opened"}).json() == {"done": True}
    at.listen()
    assert at.steps()[0][1][-1] == "delivered"
    again = post(OPERATOR_DELIVERIES, json={"number": at.number, "state": "opened"})
    assert (again.status_code, again.json()["type"].rpartition(":")[2]) == (404, "delivery_unknown")


def test_nobody_from_elsewhere_plays_the_recipient(at: At) -> None:
    behind = {"X-Forwarded-For": "192.0.2.1"}
    for place, wanted in (
        (OPERATOR_INBOXES, {"person": PERSON, "open": True}),
        (OPERATOR_DELIVERIES, {"number": at.number, "state": "opened"}),
    ):
        assert at.caller.client.post(place, json=wanted, headers=behind).status_code == 403


def test_a_centre_without_the_demonstration_has_no_such_door(centre: Running) -> None:
    with at_a_decided_case(centre) as at:
        assert at.caller.client.post(OPERATOR_INBOXES, json={"person": PERSON, "open": True}).status_code == 404
