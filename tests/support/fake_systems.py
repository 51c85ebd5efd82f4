"""The central systems' real actions over a desk of fakes: one function for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.attending import Attending
from clerk_app.actions.ezup import Ezup
from clerk_app.actions.ezup_reading import EzupWorld
from clerk_app.actions.receipting import Counter, Receipting
from clerk_app.actions.systems import Systems
from tests.support.specimens import DESK

if TYPE_CHECKING:
    from tests.support.fake_desk import FakeDesk


def systems_of(desk: FakeDesk) -> Systems:
    return Systems(
        case_files=desk.case_files,
        ezup=_ezup(desk),
    )


def _ezup(desk: FakeDesk) -> Ezup:
    world = EzupWorld(
        desk=DESK,
        requests=desk.requests,
        bodies=desk.bodies,
        case_files=desk.case_files,
        reference=desk.reference,
        records=desk.records,
        journal=desk.journal,
        looks=desk.looks,
        enclosures=desk.enclosures,
        attending=Attending(
            sessions=desk.sessions,
            requests=desk.requests,
            outbox=desk.outbox,
            uploads=desk.uploads,
            enclosures=desk.enclosures,
            jobs=desk.jobs,
            journal=desk.journal,
        ),
        receipting=Receipting(
            requests=desk.requests,
            bodies=desk.bodies,
            reference=desk.reference,
            sign=desk.sign,
            counter=Counter(desk=DESK, name="шалтер 3"),
        ),
        paper=desk.record_paper,
        line=desk.ezup_line,
        clock=desk.clock,
    )
    return Ezup(desk.sessions, world)
