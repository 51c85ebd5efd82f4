"""What follows from the order of a delivery's steps, on each kind of database."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from clerk_app.central.delivery import events as delivery_events
from clerk_app.central.delivery.events import Presumed
from clerk_app.central.delivery.outside import policy_of
from clerk_app.central.delivery.tables import DELIVERY, DELIVERY_EVENT
from clerk_app.domain.delivery_told import StepTold
from tests.central.at_delivery import At, at_a_decided_case
from tests.central.conftest import Running


def presumed(at: At, *states: str) -> Presumed | None:
    """What was presumed after these further steps."""
    parts = at.centre.central.parts
    with parts.database.write() as connection:
        row = connection.execute(select(DELIVERY)).one()
        policy = policy_of(connection, row.municipality)
        assert policy is not None
        if states:
            delivery_events.note(connection, row, [StepTold(state=state, at=at.centre.clock.at) for state in states], 1)
        return delivery_events.only_presumed(connection, policy, row)


def test_delivered_by_silence_alone_is_told_from_delivered(centre: Running) -> None:
    with at_a_decided_case(centre) as at:
        at.put()
        at.dispatch("post")
        assert presumed(at) is None
        assert presumed(at, "notice_left") is None
        assert presumed(at, "expired_deemed") is None
        assert presumed(at, "delivered") == Presumed("notice_left", date(2026, 10, 6))
        assert presumed(at, "collected", "delivered") is None
        with centre.central.parts.database.read() as connection:
            row = connection.execute(select(DELIVERY)).one()
            assert delivery_events.waited_from(connection, row, 7) == centre.clock.at
            ordinals = select(DELIVERY_EVENT.c.ordinal).order_by(DELIVERY_EVENT.c.ordinal)
            assert connection.execute(ordinals).scalars().all() == [1, 2, 3, 4, 5, 6]
