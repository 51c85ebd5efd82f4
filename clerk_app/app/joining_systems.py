"""Joining the central systems' actions to the open stores: one function for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.choosing import Choosing
from clerk_app.actions.index import IndexWorld, Indicators
from clerk_app.actions.index_reporting import IndexReporting, ReportWorld
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.systems import Systems
from clerk_app.app.stores import Stores

if TYPE_CHECKING:
    from clerk_app.app.joining import Joint


def join_systems(stores: Stores, joint: Joint, receipting: Receipting) -> Systems:
    """Every system that keeps a part of a case."""
    return Systems(
        case_files=stores.case_files,
        indicators=_indicators(stores, joint, receipting),
        reporting=_reporting(stores, joint),
    )


def _indicators(stores: Stores, joint: Joint, receipting: Receipting) -> Indicators:
    clock = joint.place.clock
    world = IndexWorld(
        measures=stores.index,
        outages=stores.outages,
        reference=stores.reference,
        requests=stores.requests,
        journal=stores.journal,
        choosing=Choosing(reference=stores.reference, clock=clock),
        receipting=receipting,
        clock=clock,
    )
    return Indicators(joint.sessions, world)


def _reporting(stores: Stores, joint: Joint) -> IndexReporting:
    world = ReportWorld(
        measures=stores.index,
        outages=stores.outages,
        reports=stores.index,
        reference=stores.reference,
        journal=stores.journal,
        clock=joint.place.clock,
    )
    return IndexReporting(joint.sessions, world)
