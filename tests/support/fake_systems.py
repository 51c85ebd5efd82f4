"""The central systems' real actions over a desk of fakes: one function for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.delivery import Delivery, DeliveryWorld
from clerk_app.actions.inbox import InboxAsking
from clerk_app.actions.systems import Systems
from tests.support.fake_neighbours import CountedBytes
from tests.support.specimens import DESK

if TYPE_CHECKING:
    from clerk_app.actions.receipting import Receipting
    from tests.support.fake_desk import FakeDesk


def systems_of(desk: FakeDesk, receipting: Receipting) -> Systems:
    return Systems(case_files=desk.case_files, delivery=_delivery(desk, receipting), inbox=_inbox(desk))


def _delivery(desk: FakeDesk, receipting: Receipting) -> Delivery:
    world = DeliveryWorld(
        requests=desk.requests,
        bodies=desk.bodies,
        case_files=desk.case_files,
        enclosures=desk.enclosures,
        reference=desk.reference,
        journal=desk.journal,
        receipting=receipting,
        clock=desk.clock,
        entropy=CountedBytes(),
        desk=DESK,
    )
    return Delivery(desk.sessions, world)


def _inbox(desk: FakeDesk) -> InboxAsking:
    return InboxAsking(sessions=desk.sessions, line=desk.inbox_line, journal=desk.journal, clock=desk.clock)
