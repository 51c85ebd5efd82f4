"""Joining the central systems' actions to the open stores: one function for each system."""

from __future__ import annotations

from clerk_app.actions.acts import Acts, ActsWorld
from clerk_app.actions.attending import Attending
from clerk_app.actions.choosing import Choosing
from clerk_app.actions.delivery import Delivery, DeliveryWorld
from clerk_app.actions.ezup import Ezup
from clerk_app.actions.ezup_log import AccessLog
from clerk_app.actions.ezup_reading import EzupWorld
from clerk_app.actions.inbox import InboxAsking
from clerk_app.actions.index import IndexWorld, Indicators
from clerk_app.actions.index_reporting import IndexReporting, ReportWorld
from clerk_app.actions.looking import Looking
from clerk_app.actions.paying import Paying
from clerk_app.actions.payments import Payments, PaymentWorld
from clerk_app.actions.payments_day import DayWorld, PaymentsOfDay
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.systems import Systems
from clerk_app.app.joint import Joint
from clerk_app.app.signing import signatures_of
from clerk_app.app.stores import Stores
from clerk_app.store.day_book import DeskDayBook


def join_systems(stores: Stores, joint: Joint, receipting: Receipting) -> Systems:
    """Every system that keeps a part of a case."""
    payments, ezup = _payments(stores, joint, receipting), _ezup(stores, joint, receipting)
    return Systems(
        case_files=stores.case_files,
        acts=_acts(stores, joint, receipting, ezup),
        ezup=ezup,
        access_log=AccessLog(joint.sessions, joint.ezup[0]),
        payments=payments,
        payments_of_day=_payments_of_day(stores, joint, receipting, payments),
        indicators=_indicators(stores, joint, receipting),
        reporting=_reporting(stores, joint),
        delivery=_delivery(stores, joint, receipting),
        inbox=_inbox(stores, joint),
    )


def _acts(stores: Stores, joint: Joint, receipting: Receipting, ezup: Ezup) -> Acts:
    """Acts, which name the records that were obtained."""
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
        records=ezup.proofs,
        at_point=joint.reached,
    )
    return Acts(joint.sessions, world)


def _ezup(stores: Stores, joint: Joint, receipting: Receipting) -> Ezup:
    _line, paper = joint.ezup
    attending = Attending(
        files=stores.case_files,
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
        clock=joint.place.clock,
    )
    return Ezup(joint.sessions, world)


def _payments(stores: Stores, joint: Joint, receipting: Receipting) -> Payments:
    world = PaymentWorld(
        requests=stores.requests,
        bodies=stores.bodies,
        case_files=stores.case_files,
        paying=Paying(receipting=receipting, reference=stores.reference),
        journal=stores.journal,
        clock=joint.place.clock,
        desk=joint.identity.desk,
    )
    return Payments(joint.sessions, world)


def _payments_of_day(stores: Stores, joint: Joint, receipting: Receipting, payments: Payments) -> PaymentsOfDay:
    world = DayWorld(
        book=DeskDayBook(stores.file.database),
        requests=stores.requests,
        bodies=stores.bodies,
        case_files=stores.case_files,
        payments=payments,
        choosing=Choosing(reference=stores.reference, clock=joint.place.clock),
        receipting=receipting,
        reference=stores.reference,
        clock=joint.place.clock,
    )
    return PaymentsOfDay(joint.sessions, world)


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
