"""The central systems' real actions over a desk of fakes: one function for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.choosing import Choosing
from clerk_app.actions.index import IndexWorld, Indicators
from clerk_app.actions.index_reporting import IndexReporting, ReportWorld
from clerk_app.actions.receipting import Counter, Receipting
from clerk_app.actions.systems import Systems
from tests.support.specimens import DESK

if TYPE_CHECKING:
    from tests.support.fake_desk import FakeDesk


def systems_of(desk: FakeDesk) -> Systems:
    return Systems(
        case_files=desk.case_files,
        indicators=_indicators(desk),
        reporting=_reporting(desk),
    )


def _indicators(desk: FakeDesk) -> Indicators:
    choosing = Choosing(reference=desk.reference, clock=desk.clock)
    counter = Counter(desk=DESK, name="шалтер 3")
    receipting = Receipting(
        requests=desk.requests, bodies=desk.bodies, reference=desk.reference, sign=desk.sign, counter=counter
    )
    world = IndexWorld(
        measures=desk.measures,
        outages=desk.outages,
        reference=desk.reference,
        requests=desk.requests,
        journal=desk.journal,
        choosing=choosing,
        receipting=receipting,
        clock=desk.clock,
    )
    return Indicators(desk.sessions, world)


def _reporting(desk: FakeDesk) -> IndexReporting:
    world = ReportWorld(
        measures=desk.measures,
        outages=desk.outages,
        reports=desk.measures,
        reference=desk.reference,
        journal=desk.journal,
        clock=desk.clock,
    )
    return IndexReporting(desk.sessions, world)
