"""Joining the central systems' actions to the open stores: one function for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.attending import Attending
from clerk_app.actions.ezup import Ezup
from clerk_app.actions.ezup_reading import EzupWorld
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.systems import Systems
from clerk_app.app.stores import Stores

if TYPE_CHECKING:
    from clerk_app.app.joining import Joint


def join_systems(stores: Stores, joint: Joint, receipting: Receipting) -> Systems:
    """Every system that keeps a part of a case."""
    return Systems(
        case_files=stores.case_files,
        ezup=_ezup(stores, joint, receipting),
    )


def _ezup(stores: Stores, joint: Joint, receipting: Receipting) -> Ezup:
    line, paper = joint.ezup
    attending = Attending(
        sessions=joint.sessions,
        requests=stores.requests,
        outbox=stores.attention,
        uploads=stores.uploads,
        enclosures=stores.enclosures,
        jobs=stores.jobs,
        journal=stores.journal,
    )
    world = EzupWorld(
        desk=joint.identity.desk,
        requests=stores.requests,
        bodies=stores.bodies,
        case_files=stores.case_files,
        reference=stores.reference,
        records=stores.records,
        journal=stores.journal,
        looks=stores.looks,
        enclosures=stores.enclosures,
        attending=attending,
        receipting=receipting,
        paper=paper,
        line=line,
        clock=joint.place.clock,
    )
    return Ezup(joint.sessions, world)
