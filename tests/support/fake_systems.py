"""The central systems' real actions over a desk of fakes: one function for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.attending import Attending
from clerk_app.actions.choosing import Choosing
from clerk_app.actions.delivery import Delivery, DeliveryWorld
from clerk_app.actions.ezup import Ezup
from clerk_app.actions.ezup_log import AccessLog
from clerk_app.actions.ezup_reading import EzupWorld
from clerk_app.actions.inbox import InboxAsking
from clerk_app.actions.index import IndexWorld, Indicators
from clerk_app.actions.index_reporting import IndexReporting, ReportWorld
from clerk_app.actions.paying import Paying
from clerk_app.actions.payments import Payments, PaymentWorld
from clerk_app.actions.payments_day import DayWorld, PaymentsOfDay
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.systems import Systems
from tests.support.fake_acts import acts_over
from tests.support.fake_desk_file import FakeDayBook
from tests.support.fake_neighbours import CountedBytes
from tests.support.specimens import DESK

if TYPE_CHECKING:
    from tests.support.fake_desk import FakeDesk


def systems_of(desk: FakeDesk, receipting: Receipting) -> Systems:
    payments, ezup = _payments(desk, receipting), _ezup(desk, receipting)
    return Systems(
        case_files=desk.case_files,
        acts=acts_over(desk, ezup.proofs),
        ezup=ezup,
        access_log=AccessLog(desk.sessions, desk.ezup_line),
        payments=payments,
        payments_of_day=_payments_of_day(desk, receipting, payments),
        indicators=_indicators(desk, receipting),
        reporting=_reporting(desk),
        delivery=_delivery(desk, receipting),
        inbox=_inbox(desk),
    )


def _ezup(desk: FakeDesk, receipting: Receipting) -> Ezup:
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
            files=desk.case_files,
            sessions=desk.sessions,
            requests=desk.requests,
            outbox=desk.outbox,
            uploads=desk.uploads,
            enclosures=desk.enclosures,
            jobs=desk.jobs,
            journal=desk.journal,
        ),
        receipting=receipting,
        paper=desk.record_paper,
        clock=desk.clock,
    )
    return Ezup(desk.sessions, world)


def _payments(desk: FakeDesk, receipting: Receipting) -> Payments:
    world = PaymentWorld(
        requests=desk.requests,
        bodies=desk.bodies,
        case_files=desk.case_files,
        paying=Paying(receipting=receipting, reference=desk.reference),
        journal=desk.journal,
        clock=desk.clock,
        desk=DESK,
    )
    return Payments(desk.sessions, world)


def _payments_of_day(desk: FakeDesk, receipting: Receipting, payments: Payments) -> PaymentsOfDay:
    world = DayWorld(
        book=FakeDayBook(desk.journal),
        requests=desk.requests,
        bodies=desk.bodies,
        case_files=desk.case_files,
        payments=payments,
        choosing=Choosing(reference=desk.reference, clock=desk.clock),
        receipting=receipting,
        reference=desk.reference,
        clock=desk.clock,
    )
    return PaymentsOfDay(desk.sessions, world)


def _indicators(desk: FakeDesk, receipting: Receipting) -> Indicators:
    choosing = Choosing(reference=desk.reference, clock=desk.clock)
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
