"""Joining the central systems' actions to the open stores: one function for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.acts import Acts, ActsWorld
from clerk_app.actions.looking import Looking
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.systems import Systems
from clerk_app.app.signing import signatures_of
from clerk_app.app.stores import Stores

if TYPE_CHECKING:
    from clerk_app.app.joining import Joint


def join_systems(stores: Stores, joint: Joint, receipting: Receipting) -> Systems:
    """Every system that keeps a part of a case."""
    return Systems(
        case_files=stores.case_files,
        acts=_acts(stores, joint, receipting),
    )


def _acts(stores: Stores, joint: Joint, receipting: Receipting) -> Acts:
    """Acts; ``records`` is what a system that obtains records says of a case."""
    clock = joint.place.clock
    looking = Looking(
        sessions=joint.sessions, requests=stores.requests, bodies=stores.bodies, looks=stores.looks, clock=clock
    )
    world = ActsWorld(
        requests=stores.requests,
        bodies=stores.bodies,
        case_files=stores.case_files,
        reference=stores.reference,
        receipting=receipting,
        looking=looking,
        journal=stores.journal,
        enclosures=stores.enclosures,
        papers=joint.act_papers,
        signatures=signatures_of(joint.place),
        clock=clock,
        at_point=joint.reached,
    )
    return Acts(joint.sessions, world)
