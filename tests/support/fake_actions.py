"""The real actions over a desk of fakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.annulling import Annulling
from clerk_app.actions.appointing import Appointing
from clerk_app.actions.attending import Attending
from clerk_app.actions.calling import Calling
from clerk_app.actions.casework import Casework
from clerk_app.actions.choosing import Choosing
from clerk_app.actions.copying import Copying
from clerk_app.actions.days import Days
from clerk_app.actions.desk import DeskActions
from clerk_app.actions.eid import Eid, EidWorld
from clerk_app.actions.filings import Filings
from clerk_app.actions.holding import Held, Holding
from clerk_app.actions.intake import Intake
from clerk_app.actions.looking import LookFolding, Looking
from clerk_app.actions.looking_up import LookingUp
from clerk_app.actions.merging import Merging
from clerk_app.actions.paying import Paying
from clerk_app.actions.printing import Printing, Registrations, Stored
from clerk_app.actions.receipting import Counter, Receipting, Verifying
from clerk_app.app.pages import LatePages
from clerk_app.contract.keys import SigningKey
from clerk_app.domain.retention import Retention
from tests.support.eid_world import FakeEidEntries
from tests.support.fake_desk_file import (
    FakeDayBook,
)
from tests.support.fake_neighbours import (
    CountedBytes,
    NothingHeld,
)
from tests.support.fake_systems import systems_of
from tests.support.specimens import DESK, MUNICIPALITY

if TYPE_CHECKING:
    from tests.support.fake_desk import FakeDesk


def actions_of(desk: FakeDesk) -> DeskActions:
    sessions, clock, entropy = desk.sessions, desk.clock, CountedBytes()
    receipting = _receipting(desk)
    eid = Eid(sessions, eid_world := _eid_world(desk, receipting, entropy))
    looking_up = LookingUp(lookups=desk.lookups)
    paying = Paying(receipting=receipting, reference=desk.reference)
    return DeskActions(
        looking_up=looking_up,
        sessions=sessions,
        choosing=Choosing(reference=desk.reference, clock=clock),
        intake=_intake(desk, looking_up, entropy, paying),
        looking=_looking(desk),
        folding=LookFolding(looks=desk.looks, journal=desk.journal, entropy=entropy),
        annulling=_annulling(desk),
        attending=_attending(desk),
        merging=_merging(desk),
        casework=_casework(desk),
        calling=_calling(desk, receipting),
        days=_days(desk, receipting),
        paying=paying,
        printing=_printing(desk, receipting, entropy),
        receipting=receipting,
        verifying=Verifying(reference=desk.reference),
        filings=_filings(desk),
        holding=_holding(desk, receipting),
        copying=Copying(sessions=sessions, looks=desk.looks, copies=desk.copies, clock=clock, desk=DESK),
        eid=eid,
        appointing=Appointing(sessions, eid_world, eid),
        enclosures=desk.enclosures,
        pages=LatePages(),
        requests=desk.requests,
        systems=systems_of(desk, receipting),
    )


def _annulling(desk: FakeDesk) -> Annulling:
    return Annulling(
        sessions=desk.sessions, requests=desk.requests, bodies=desk.bodies, journal=desk.journal, clock=desk.clock
    )


def _casework(desk: FakeDesk) -> Casework:
    return Casework(
        files=desk.case_files,
        sessions=desk.sessions,
        requests=desk.requests,
        reference=desk.reference,
        journal=desk.journal,
        steps=desk.outbox,
        clock=desk.clock,
    )


def _receipting(desk: FakeDesk) -> Receipting:
    return Receipting(
        requests=desk.requests,
        bodies=desk.bodies,
        reference=desk.reference,
        sign=desk.sign,
        counter=Counter(desk=DESK, name="шалтер 3"),
    )


def _eid_world(desk: FakeDesk, receipting: Receipting, entropy: CountedBytes) -> EidWorld:
    return EidWorld(
        line=desk.eid_line,
        entries=FakeEidEntries(desk.journal),
        journal=desk.journal,
        reference=desk.reference,
        receipting=receipting,
        paper=desk.eid_paper,
        printer=lambda: desk.printer,
        clock=desk.clock,
        entropy=entropy,
    )


def _looking(desk: FakeDesk) -> Looking:
    return Looking(
        sessions=desk.sessions,
        requests=desk.requests,
        bodies=desk.bodies,
        looks=desk.looks,
        clock=desk.clock,
        neighbours=desk.neighbours,
    )


def _intake(desk: FakeDesk, looking_up: LookingUp, entropy: CountedBytes, paying: Paying) -> Intake:
    return Intake(
        sessions=desk.sessions,
        journal=desk.journal,
        drafts=desk.drafts,
        clock=desk.clock,
        entropy=entropy,
        labels=looking_up.labels,
        terms=paying.terms,
    )


def _filings(desk: FakeDesk) -> Filings:
    centre = SigningKey(b"c" * 32).public
    return Filings(sessions=desk.sessions, requests=desk.requests, centre_public=centre, municipality=MUNICIPALITY.code)


def _calling(desk: FakeDesk, receipting: Receipting) -> Calling:
    return Calling(
        sessions=desk.sessions,
        requests=desk.requests,
        bodies=desk.bodies,
        receipting=receipting,
        clock=desk.clock,
    )


def _days(desk: FakeDesk, receipting: Receipting) -> Days:
    return Days(
        sessions=desk.sessions,
        requests=desk.requests,
        jobs=desk.jobs,
        book=FakeDayBook(desk.journal),
        choosing=Choosing(reference=desk.reference, clock=desk.clock),
        receipting=receipting,
        clock=desk.clock,
    )


def _printing(desk: FakeDesk, receipting: Receipting, entropy: CountedBytes) -> Printing:
    return Printing(
        stored=Stored(desk.jobs, desk.requests, desk.bodies, desk.journal),
        receipting=receipting,
        receipts=desk.paper,
        printer=lambda: desk.printer,
        sessions=desk.sessions,
        clock=desk.clock,
        entropy=entropy,
        registrations=Registrations(),
    )


def _holding(desk: FakeDesk, receipting: Receipting) -> Holding:
    held = Held(
        holdings=NothingHeld(),
        requests=desk.requests,
        bodies=desk.bodies,
        jobs=desk.jobs,
        looks=desk.looks,
        reference=desk.reference,
    )
    return Holding(sessions=desk.sessions, held=held, receipting=receipting, clock=desk.clock, retention=Retention())


def _attending(desk: FakeDesk) -> Attending:
    return Attending(
        files=desk.case_files,
        sessions=desk.sessions,
        requests=desk.requests,
        outbox=desk.outbox,
        uploads=desk.uploads,
        enclosures=desk.enclosures,
        jobs=desk.jobs,
        journal=desk.journal,
    )


def _merging(desk: FakeDesk) -> Merging:
    return Merging(
        sessions=desk.sessions,
        requests=desk.requests,
        files=desk.case_files,
        outbox=desk.outbox,
        steps=desk.outbox,
        journal=desk.journal,
    )
