"""What the other desks of an office are told of a request: all but what only its own desk and the handler may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from clerk_app.central import feed, ledger, requests
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import local
from clerk_app.central.portal.services import portals_own
from clerk_app.central.schema import DESK, FEED, REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.cases import PORTAL, Case
from clerk_app.domain.bodies import EnclosureRef, FormValues, RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.forms import field_code
from clerk_app.domain.values import read_date

_ENTERING = ("registered", "entered", "gone", "result", "alarm")
"""Rows of the feed that tell of no change to a case, but of who has it."""


def open_fields(service: Service | None, form: FormValues) -> FormValues:
    """The fields that are not special; none while it is not known which are."""
    if service is None:
        return {}
    told = {
        f"{section.code}.{field.code}"
        for section in service.sections
        for field in section.fields
        if field.sensitivity != "special"
    }
    return {key: value for key, value in form.items() if field_code(key) in told}


def special_fields(service: Service | None, form: FormValues) -> frozenset[str]:
    """Those of these fields that are special by their definition."""
    defined = service.sections if service is not None else ()
    special = {
        f"{section.code}.{field.code}"
        for section in defined
        for field in section.fields
        if field.sensitivity == "special"
    }
    return frozenset(key for key in form if field_code(key) in special)


def hidden_fields(service: Service | None, form: FormValues) -> tuple[str, ...]:
    """The names of those fields whose values are not told."""
    return tuple(sorted(form.keys() - open_fields(service, form).keys()))


def case_of(connection: Connection, catalogue: Catalogue, row: Row[Any], at: int) -> Case | None:
    """The request that a row of the feed is about, as it stands now; nothing once its body is erased."""
    municipality, desk, seq = row.municipality, row.desk, row.seq
    this = and_(REQUEST.c.municipality == municipality, REQUEST.c.desk == desk, REQUEST.c.seq == seq)
    request = connection.execute(select(REQUEST).where(this)).one_or_none()
    body = ledger.received_of(connection, request) if request is not None else None
    if request is None or body is None or request.serial is None:
        return None
    service = catalogue.service(connection, request.service, request.service_version)
    name = ""
    if desk == PORTAL:
        service = service or portals_own(connection, municipality, request.service, request.service_version)
        name = service.name.sr if service is not None else ""
    form = canonical.decode(request.form.encode(), FormValues)
    body = _readable(body, request.arrived)
    fee = replace(body.fee, inputs=open_fields(service, body.fee.inputs))
    told = replace(body, form=open_fields(service, form), enclosures=_titles(body), fee=fee)
    return _case(request, told, at, name)


def unheard(connection: Connection, row: Row[Any]) -> Sequence[Row[Any]]:
    """The rows of the feed about a case that whoever hears ``row`` of it, by which it enters, has not heard before.

    They hear the others as they come; where it was handed over before it had its number, nobody here heard of that.
    """
    if row.kind != "entered" and not _came_from_elsewhere(connection, row):
        return ()
    this = and_(FEED.c.municipality == row.municipality, FEED.c.desk == row.desk, FEED.c.seq == row.seq)
    told = and_(this, FEED.c.position < row.position, FEED.c.office != "", FEED.c.kind.not_in(_ENTERING))
    newest = select(FEED).where(told).order_by(FEED.c.position.desc()).limit(feed.MOST)
    return connection.execute(newest).all()[::-1]


def _came_from_elsewhere(connection: Connection, row: Row[Any]) -> bool:
    """Whether a case is told, with its number, to another office than that of the desk that received it."""
    this = and_(DESK.c.municipality == row.municipality, DESK.c.code == row.desk)
    return connection.execute(select(DESK.c.office).where(this)).scalar() not in {None, row.office}


def _readable(received: RequestReceived, arrived: int) -> RequestReceived:
    """With times that can be read: what its desk wrote wrong stays in the entry, and stops no other desk."""
    came = local(arrived).isoformat(timespec="seconds")
    began = received.received_local if _is_time(received.received_local) else came
    paper = received.on_paper
    if paper is not None and not _is_time(paper.entered_local):
        paper = replace(paper, entered_local=came)
    return replace(received, received_local=began, on_paper=paper, deadline=read_date(received.deadline))


def _is_time(text: str) -> bool:
    """Whether it is a local time with its offset, of a year that a form can mean."""
    try:
        return bool(read_date(text[:10])) and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _case(request: Row[Any], received: RequestReceived, at: int, service_name: str) -> Case:
    annulled = request.state == requests.ANNULLED
    return Case(
        subject=request.subject,
        received=received,
        at=at,
        serial=request.serial,
        year=request.year,
        state=requests.REGISTERED if annulled else request.state,
        office=request.office,
        handler=request.handler,
        handler_name=request.handler_name,
        deadline=request.deadline,
        payment=request.payment,
        missing=canonical.decode(request.missing.encode(), tuple[str, ...]),
        supplement_by=request.supplement_by,
        annulled=annulled,
        withdrawn=request.withdrawn,
        service_name=service_name,
    )


def _titles(received: RequestReceived) -> tuple[EnclosureRef, ...]:
    """What has a title alone, because the portal keeps the file; files of another desk are not told."""
    return tuple(one for one in received.enclosures if not one.sha256)
