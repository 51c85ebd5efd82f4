"""Joining the central systems' actions to the open stores: one function for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.delivery import Delivery, DeliveryWorld
from clerk_app.actions.inbox import InboxAsking
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.systems import Systems
from clerk_app.app.stores import Stores

if TYPE_CHECKING:
    from clerk_app.app.joining import Joint


def join_systems(stores: Stores, joint: Joint, receipting: Receipting) -> Systems:
    """Every system that keeps a part of a case."""
    return Systems(
        case_files=stores.case_files,
        delivery=_delivery(stores, joint, receipting),
        inbox=_inbox(stores, joint),
    )


def _delivery(stores: Stores, joint: Joint, receipting: Receipting) -> Delivery:
    world = DeliveryWorld(
        requests=stores.requests,
        bodies=stores.bodies,
        case_files=stores.case_files,
        enclosures=stores.enclosures,
        reference=stores.reference,
        journal=stores.journal,
        receipting=receipting,
        clock=joint.place.clock,
        entropy=joint.place.entropy,
        desk=joint.identity.desk,
    )
    return Delivery(joint.sessions, world)


def _inbox(stores: Stores, joint: Joint) -> InboxAsking:
    return InboxAsking(sessions=joint.sessions, line=joint.inbox, journal=stores.journal, clock=joint.place.clock)
