"""Joining the actions to the open stores."""

from __future__ import annotations

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
from clerk_app.actions.printing import Printing, Stored
from clerk_app.actions.receipting import Counter, Receipting, Verifying
from clerk_app.actions.systems import Systems
from clerk_app.app.centre import DeskSign
from clerk_app.app.joining_systems import join_systems
from clerk_app.app.joint import Joint
from clerk_app.app.pages import LatePages
from clerk_app.app.stores import Stores
from clerk_app.domain.intake_rule import rule_of
from clerk_app.domain.retention import Retention
from clerk_app.store.day_book import DeskDayBook
from clerk_app.store.holdings import DeskHoldings


def join(stores: Stores, joint: Joint) -> DeskActions:
    """Every action of the desk, over its open stores."""
    receipting = _receipting(stores, joint)
    sessions, clock, entropy = joint.sessions, joint.place.clock, joint.place.entropy
    requests, bodies, journal = stores.requests, stores.bodies, stores.journal
    eid_world = _eid_world(stores, joint, receipting)
    eid = Eid(sessions, eid_world)
    looking_up = LookingUp(lookups=stores.lookups)
    systems = join_systems(stores, joint, receipting)
    paying = Paying(receipting=receipting, reference=stores.reference)
    return DeskActions(
        sessions=sessions,
        choosing=Choosing(reference=stores.reference, clock=clock),
        intake=_intake(stores, joint, looking_up, paying),
        looking_up=looking_up,
        looking=_looking(stores, joint),
        folding=LookFolding(looks=stores.looks, journal=journal, entropy=entropy),
        annulling=Annulling(sessions=sessions, requests=requests, bodies=bodies, journal=journal, clock=clock),
        attending=_attending(stores, joint),
        merging=_merging(stores, joint),
        casework=_casework(stores, joint),
        calling=_calling(stores, joint, receipting),
        days=_days(stores, joint, receipting),
        paying=paying,
        printing=_printing(stores, joint, receipting),
        receipting=receipting,
        verifying=Verifying(reference=stores.reference),
        filings=_filings(stores, joint),
        holding=_holding(stores, joint, receipting, looking_up, systems),
        copying=Copying(
            sessions=sessions, looks=stores.looks, copies=stores.copies, clock=clock, desk=joint.identity.desk
        ),
        eid=eid,
        appointing=Appointing(sessions, eid_world, eid),
        enclosures=stores.enclosures,
        pages=LatePages(),
        requests=requests,
        systems=systems,
    )


def _looking(stores: Stores, joint: Joint) -> Looking:
    return Looking(
        sessions=joint.sessions,
        requests=stores.requests,
        bodies=stores.bodies,
        looks=stores.looks,
        clock=joint.place.clock,
        neighbours=stores.neighbours,
    )


def _attending(stores: Stores, joint: Joint) -> Attending:
    return Attending(
        files=stores.case_files,
        sessions=joint.sessions,
        requests=stores.requests,
        outbox=stores.attention,
        uploads=stores.uploads,
        enclosures=stores.enclosures,
        jobs=stores.jobs,
        journal=stores.journal,
    )


def _merging(stores: Stores, joint: Joint) -> Merging:
    return Merging(
        sessions=joint.sessions,
        requests=stores.requests,
        files=stores.case_files,
        outbox=stores.attention,
        steps=stores.attention,
        journal=stores.journal,
    )


def _eid_world(stores: Stores, joint: Joint, receipting: Receipting) -> EidWorld:
    line, paper = joint.eid
    return EidWorld(
        line=line,
        entries=stores.eid,
        journal=stores.journal,
        reference=stores.reference,
        receipting=receipting,
        paper=paper,
        printer=joint.printer,
        clock=joint.place.clock,
        entropy=joint.place.entropy,
        at_point=joint.reached,
    )


def _intake(stores: Stores, joint: Joint, looking_up: LookingUp, paying: Paying) -> Intake:
    settings = joint.place.settings
    rule = rule_of(bring_within=settings.bring_within, paper_within=settings.paper_within, hours=settings.office_hours)
    return Intake(
        sessions=joint.sessions,
        journal=stores.journal,
        drafts=stores.drafts,
        clock=joint.place.clock,
        entropy=joint.place.entropy,
        labels=looking_up.labels,
        rule=rule,
        terms=paying.terms,
    )


def _filings(stores: Stores, joint: Joint) -> Filings:
    return Filings(
        sessions=joint.sessions,
        requests=stores.requests,
        centre_public=joint.identity.anchor.centre_sign,
        municipality=joint.identity.municipality,
    )


def _casework(stores: Stores, joint: Joint) -> Casework:
    return Casework(
        files=stores.case_files,
        sessions=joint.sessions,
        requests=stores.requests,
        reference=stores.reference,
        journal=stores.journal,
        steps=stores.attention,
        clock=joint.place.clock,
    )


def _calling(stores: Stores, joint: Joint, receipting: Receipting) -> Calling:
    return Calling(
        sessions=joint.sessions,
        requests=stores.requests,
        bodies=stores.bodies,
        receipting=receipting,
        clock=joint.place.clock,
    )


def _days(stores: Stores, joint: Joint, receipting: Receipting) -> Days:
    return Days(
        sessions=joint.sessions,
        requests=stores.requests,
        jobs=stores.jobs,
        book=DeskDayBook(stores.file.database),
        choosing=Choosing(reference=stores.reference, clock=joint.place.clock),
        receipting=receipting,
        clock=joint.place.clock,
    )


def _receipting(stores: Stores, joint: Joint) -> Receipting:
    counter = Counter(joint.identity.desk, joint.identity.answer.counter, practice=joint.practice)
    return Receipting(
        requests=stores.requests,
        bodies=stores.bodies,
        reference=stores.reference,
        sign=DeskSign(joint.identity.sign_seed),
        counter=counter,
    )


def _printing(stores: Stores, joint: Joint, receipting: Receipting) -> Printing:
    return Printing(
        stored=Stored(jobs=stores.jobs, requests=stores.requests, bodies=stores.bodies, journal=stores.journal),
        receipting=receipting,
        receipts=joint.receipts,
        printer=joint.printer,
        sessions=joint.sessions,
        clock=joint.place.clock,
        entropy=joint.place.entropy,
        registrations=joint.registrations,
        reached=joint.reached,
    )


def _holding(stores: Stores, joint: Joint, receipting: Receipting, looking_up: LookingUp, systems: Systems) -> Holding:
    held = Held(
        holdings=DeskHoldings(stores.file.database),
        requests=stores.requests,
        bodies=stores.bodies,
        jobs=stores.jobs,
        looks=stores.looks,
        reference=stores.reference,
        labels=looking_up.labels,
        queries=systems.ezup.queries,
        file=stores.case_files.of,
        accesses=systems.access_log.of_person,
    )
    return Holding(
        sessions=joint.sessions, held=held, receipting=receipting, clock=joint.place.clock, retention=Retention()
    )
