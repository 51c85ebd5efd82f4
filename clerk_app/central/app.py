"""The centre as one ASGI application: its parts built and joined, its routes named."""

from __future__ import annotations

import os
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central import keys as centre_keys
from clerk_app.central.accepting import Accepting
from clerk_app.central.answers import Answering, AnswerStream
from clerk_app.central.bell import Bell
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import Now, ScriptedClock
from clerk_app.central.database import Database
from clerk_app.central.delivery.documents import Documents
from clerk_app.central.delivery.documents_door import DocumentDoor
from clerk_app.central.delivery.door import DeliveryDoor
from clerk_app.central.delivery.outside import Deliveries
from clerk_app.central.desks import Desks
from clerk_app.central.eid.parameters import EidDoor, EidIssuing
from clerk_app.central.enclosures import EnclosureDoor, Enclosures
from clerk_app.central.enrolment import Enrolment, EnrolmentDoor
from clerk_app.central.exchange import Exchange
from clerk_app.central.ezup.asking import Asking
from clerk_app.central.ezup.door import EzupLogDoor
from clerk_app.central.ezup.keeping import Keeping
from clerk_app.central.ezup.worker import Asker
from clerk_app.central.histories import NONE, Histories, Known
from clerk_app.central.inbox.door import InboxDoor
from clerk_app.central.inbox.inboxes import Inbox
from clerk_app.central.lists.pages import Lists
from clerk_app.central.metrics import Counted, Meters, MetricsDoor
from clerk_app.central.numbers import Numberer, Numbering
from clerk_app.central.operator.accounts import Accounts as Operators
from clerk_app.central.operator.clock_door import ClockDoor
from clerk_app.central.operator.door import Operator
from clerk_app.central.operator.step_door import StepDoor
from clerk_app.central.overhearing import Overhearing
from clerk_app.central.papers import Papers
from clerk_app.central.payments.door import PaymentsDoor
from clerk_app.central.payments.reports import Payments
from clerk_app.central.portal.accounts import Accounts
from clerk_app.central.portal.door import PortalDoor
from clerk_app.central.portal.submitting import Portal
from clerk_app.central.problems import Boundary, Problems
from clerk_app.central.quarantine import Quarantine
from clerk_app.central.readiness import ReadinessDoor
from clerk_app.central.reference import Reference
from clerk_app.central.registry.cases import Cases
from clerk_app.central.registry.clients import Clients
from clerk_app.central.registry.door import RegistryDoor
from clerk_app.central.registry.numbers import Submissions
from clerk_app.central.registry.receipts import Receipts
from clerk_app.central.registry.status import Registry
from clerk_app.central.relay.door import OfficeKeyDoor, RelayDoor
from clerk_app.central.relay.relays import Relays
from clerk_app.central.scope import Scope
from clerk_app.central.signins import SignInDoor, SignIns
from clerk_app.central.steps import Steps
from clerk_app.central.trust.answering import Trust, TrustDoor
from clerk_app.central.watch import Watch
from clerk_app.central.wiped_door import WipedDoor
from clerk_app.contract import canonical
from clerk_app.contract.exchange import (
    ANCHOR,
    ANSWERS,
    ENCLOSURES,
    ENROLMENTS,
    ESCROW,
    EXCHANGE,
    HEALTH,
    LISTS,
    REFERENCE,
    SIGN_INS,
    WIPED,
)
from clerk_app.domain.errors import Refused
from clerk_app.i18n import Texts


@dataclass(frozen=True, slots=True)
class Parts:
    """The working parts of one municipality's centre, for the server, the command line and tests."""

    database: Database
    keys: centre_keys.CentreKeys
    bell: Bell
    desks: Desks
    accepting: Accepting
    enrolment: Enrolment
    sign_ins: SignIns
    registry: Registry
    clients: Clients
    enclosures: Enclosures
    eid: EidIssuing
    numbering: Numbering
    numberer: Numberer
    answering: Answering
    portal: Portal
    trust: Trust
    asker: Asker
    overhearing: Overhearing
    payments: Payments
    deliveries: Deliveries
    documents: Documents
    papers: Papers
    inbox: Inbox
    quarantine: Quarantine
    operators: Operators
    relays: Relays
    now: Now


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What the application shows to operators, and by what it knows who counts it.

    ``themes`` is where the colours lie, ``metrics_token`` what ``/metrics`` asks for (nothing: this machine alone);
    ``scripted`` adds the demonstration's handler.
    """

    texts: Texts
    themes: Path | None = None
    metrics_token: str = ""
    scripted: bool = False


def build(database: Database, municipality: str, files: Path, now: Now, steps: Steps, *, known: Known = NONE) -> Parts:
    """Join the parts over one database; ``files`` is where enclosures lie, ``known`` what parcels may name."""
    keys = centre_keys.load(database, municipality)
    bell, desks, catalogue = Bell(), Desks(database, municipality), Catalogue(municipality)
    past = Histories(database, municipality, known)
    accepting = _accepting(database, keys, past, desks=desks, catalogue=catalogue, bell=bell, now=now, steps=steps)
    portal = Portal(database, keys, catalogue, bell, now)
    payments, deliveries = Payments(database, municipality, now), Deliveries(database, municipality, bell, now)
    papers = Papers(database, keys, enclosures := Enclosures(database, keys, files, now), bell, now)
    by_time = _by_time(database, municipality, bell, now, _left_over(accepting, portal, payments, deliveries, papers))
    numbering = Numbering(database, f"{os.getpid()}-{secrets.token_hex(4)}", now)
    return Parts(
        database=database,
        keys=keys,
        bell=bell,
        desks=desks,
        accepting=accepting,
        enrolment=Enrolment(database, keys, now),
        sign_ins=SignIns(database, keys, now),
        registry=Registry(database, municipality, bell, now, catalogue),
        clients=Clients(database, keys, now),
        enclosures=enclosures,
        papers=papers,
        eid=EidIssuing(database, keys, now),
        numbering=numbering,
        numberer=Numberer(numbering, bell, by_time),
        answering=(answering := Answering(database, keys, catalogue, now, steps)),
        portal=portal,
        trust=Trust(database, municipality, now),
        asker=Asker(Asking(database, municipality, bell, now), bell),
        overhearing=Overhearing(database, municipality, bell, revision=answering.revision, standing=answering.standing),
        payments=payments,
        deliveries=deliveries,
        documents=Documents(database, keys, bell, now),
        inbox=Inbox(database, municipality, now),
        quarantine=Quarantine(database, keys, catalogue, bell, now),
        operators=Operators(database, keys, now),
        relays=Relays(database, keys, now),
        now=now,
    )


def _accepting(
    database: Database,
    keys: centre_keys.CentreKeys,
    past: Histories,
    *,
    desks: Desks,
    catalogue: Catalogue,
    bell: Bell,
    now: Now,
    steps: Steps,
) -> Accepting:
    return Accepting(
        database=database,
        keys=keys,
        desks=desks,
        past=past,
        catalogue=catalogue,
        bell=bell,
        now=now,
        steps=steps,
    )


def _by_time(
    database: Database, municipality: str, bell: Bell, now: Now, left_over: Callable[[], Sequence[str]]
) -> Callable[[], None]:
    """What is done because time goes by."""
    watch = Watch(database, municipality, bell, now, left_over)
    scope, keeping = Scope(database, municipality, now), Keeping(database, municipality, bell, now)

    def look() -> None:
        watch.look()
        scope.look()
        keeping.look()

    return look


def _left_over(
    accepting: Accepting, portal: Portal, payments: Payments, deliveries: Deliveries, papers: Papers
) -> Callable[[], Sequence[str]]:
    """What time brings: filings and orders that nobody paid, deliveries in silence, and what a killed centre left."""

    def settle() -> Sequence[str]:
        portal.discontinue_unpaid()
        payments.expire()
        papers.came()
        deliveries.presume()
        return accepting.settle_early()

    return settle


def application(parts: Parts, outside: Outside) -> Starlette:
    """The routes over the parts."""
    problems = Problems(outside.texts)
    meters = Meters(parts.database, parts.keys.municipality, parts.now)
    enrolling = EnrolmentDoor(parts.database, parts.keys, parts.enrolment)
    sign_in = SignInDoor(parts.desks, parts.sign_ins)
    enclosures = EnclosureDoor(parts.desks, parts.enclosures, parts.papers.came)

    routes = [
        Route(ANCHOR, enrolling.anchor, methods=["GET"]),
        Route(ENROLMENTS, enrolling.enrol, methods=["POST"]),
        Route(SIGN_INS, sign_in.sign_in, methods=["POST"]),
        Route(ESCROW, sign_in.deposit, methods=["POST", "PUT"]),
        Route(EXCHANGE, Exchange(parts.desks, parts.relays, parts.accepting, meters.took).post, methods=["POST"]),
        Route(ANSWERS, AnswerStream(parts.desks, parts.answering, parts.bell).get, methods=["GET"]),
        Route(REFERENCE, Reference(parts.database, parts.keys, parts.desks).ask, methods=["GET", "POST"]),
        Route(LISTS, Lists(parts.database, parts.keys, parts.desks).ask, methods=["POST"]),
        Route(ENCLOSURES + "/{sha256}", enclosures.serve, methods=["HEAD", "PATCH", "PUT"]),
        *EidDoor(parts.desks, parts.eid).routes(),
        *TrustDoor(parts.trust).routes(),
        *EzupLogDoor(parts.database, parts.keys, parts.desks, parts.now).routes(),
        *InboxDoor(parts.desks, parts.inbox).routes(),
        *DocumentDoor(parts.desks, parts.documents).routes(),
        *PortalDoor(parts.portal, Accounts(parts.database, parts.keys, parts.now)).routes(),
        *PaymentsDoor(parts.clients, parts.payments, parts.bell).routes(),
        Route(WIPED, WipedDoor(parts.desks, parts.quarantine).post, methods=["POST"]),
        *_watching_routes(parts, MetricsDoor(meters, outside.metrics_token)),
        *_registry_door(parts).routes(),
        *_relay_routes(parts),
        *_operator_routes(parts, outside),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Counted, meters=meters), Middleware(Boundary, problems=problems)],
        exception_handlers={HTTPException: _not_ours(problems)},
    )


def _not_ours(problems: Problems) -> Callable[[Request, Exception], Awaitable[Response]]:
    """The answer where there is no such path, or not by this method."""

    async def not_ours(_request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        answer = problems.of(Refused("not_allowed_here" if status == 405 else "not_found"))
        answer.headers.update((error.headers if isinstance(error, HTTPException) else None) or {})  # names what is
        return answer

    return not_ours


def _watching_routes(parts: Parts, metrics: MetricsDoor) -> list[Route]:
    """For whoever watches over the centre."""
    readiness = ReadinessDoor(parts.database, parts.keys.municipality, parts.now)
    return [
        Route(HEALTH, _health(parts), methods=["GET"]),
        Route("/health", readiness.health, methods=["GET"]),
        Route("/ready", readiness.ready, methods=["GET"]),
        Route("/metrics", metrics.get, methods=["GET"]),
    ]


def _relay_routes(parts: Parts) -> list[Route]:
    relays = RelayDoor(parts.desks, parts.relays, parts.answering)
    return [*relays.routes(), *OfficeKeyDoor(parts.database, parts.keys, parts.desks).routes()]


def _registry_door(parts: Parts) -> RegistryDoor:
    municipality = parts.keys.municipality
    return RegistryDoor(
        clients=parts.clients,
        submissions=Submissions(parts.database, municipality, parts.now),
        cases=Cases(parts.database, municipality, parts.bell, parts.now),
        receipts=Receipts(parts.database, parts.keys),
        bell=parts.bell,
    )


def _operator_routes(parts: Parts, outside: Outside) -> list[Route]:
    operator = Operator(
        database=parts.database,
        municipality=parts.keys.municipality,
        texts=outside.texts,
        now=parts.now,
        accounts=parts.operators,
        enrolment=parts.enrolment,
        quarantine=parts.quarantine,
        strays=parts.payments.strays,
        themes=outside.themes,
    )
    routes = operator.routes()
    if outside.scripted:
        routes.append(Route("/operator/step", StepDoor(parts.registry).step, methods=["POST"]))
        routes += DeliveryDoor(parts.deliveries, parts.inbox).routes()
    if isinstance(parts.now, ScriptedClock):
        routes.append(Route("/operator/clock", ClockDoor(parts.now, parts.bell).move, methods=["POST"]))
    return routes


def _health(parts: Parts) -> Callable[[Request], Awaitable[Response]]:
    """Whether the database can be read, and the centre's clock."""

    async def health(_request: Request) -> Response:
        await run_in_threadpool(parts.database.check)
        return Response(canonical.encode({"now": parts.now()}), media_type="application/json")

    return health
