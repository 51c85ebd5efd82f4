"""Requests at the centre: received, corrected, annulled; each change raises the request's version."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, insert, select, update

from clerk_app.central.feed import News
from clerk_app.central.schema import REQUEST, REQUEST_FIELD
from clerk_app.central.verdicts import ACCEPTED, Verdict
from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestAnnulled
from clerk_app.domain.overlaps import Changing, Touch, Weighed, weigh

RECEIVED = "primljen"
REGISTERED = "zaveden"
ANNULLED = "annulled"
LONGEST_FIELD = 200
LONGEST_BY = 60
_CHUNK = 500

NUMBER_ONE = (
    update(REQUEST)
    .where(
        REQUEST.c.municipality == bindparam("in_municipality"),
        REQUEST.c.desk == bindparam("of_desk"),
        REQUEST.c.seq == bindparam("of_seq"),
    )
    .values(
        serial=bindparam("to_serial"),
        year=bindparam("to_year"),
        state=bindparam("to_state"),
        version=bindparam("to_version"),
    )
)
"""Gives a request its number; for many at once, with what ``numbered`` says of each."""


def held(which: ColumnElement[bool]) -> Select[Any]:
    """Requests to be changed: nobody else changes them until the commit.

    Always in the same order, or two who want the same ones would wait for each other.
    """
    order = (REQUEST.c.arrived, REQUEST.c.municipality, REQUEST.c.desk, REQUEST.c.seq)
    return select(REQUEST).where(which).order_by(*order).with_for_update()


def hold(connection: Connection, municipality: str, subjects: Iterable[bytes]) -> None:
    """Lock the requests of these subjects together, before the first of them is changed."""
    for some in itertools.batched(sorted(set(subjects)), _CHUNK):
        connection.execute(held(and_(REQUEST.c.municipality == municipality, REQUEST.c.subject.in_(some))))


def any_received(connection: Connection, municipality: str) -> bool:
    """Whether a municipality has received anything yet."""
    asked = select(REQUEST.c.seq).where(REQUEST.c.municipality == municipality).limit(1)
    return connection.execute(asked).first() is not None


def by_subject(connection: Connection, municipality: str, subject: bytes) -> Row[Any] | None:
    """The request that a subject stands for, to be changed."""
    asked = and_(REQUEST.c.municipality == municipality, REQUEST.c.subject == subject)
    return connection.execute(held(asked)).one_or_none()


def change(connection: Connection, request: Row[Any], **values: object) -> int:
    """Change a request; returns its new version."""
    version: int = request.version + 1
    this = and_(
        REQUEST.c.municipality == request.municipality, REQUEST.c.desk == request.desk, REQUEST.c.seq == request.seq
    )
    connection.execute(update(REQUEST).where(this).values(version=version, **values))
    return version


def reread(connection: Connection, request: Row[Any]) -> Row[Any]:
    """A request after it was changed."""
    this = and_(
        REQUEST.c.municipality == request.municipality, REQUEST.c.desk == request.desk, REQUEST.c.seq == request.seq
    )
    return connection.execute(select(REQUEST).where(this)).one()


def numbered(request: Row[Any], serial: int, year: int) -> dict[str, object]:
    """The values of ``NUMBER_ONE``: a case that a handler has moved on already keeps its state."""
    return {
        "in_municipality": request.municipality,
        "of_desk": request.desk,
        "of_seq": request.seq,
        "to_serial": serial,
        "to_year": year,
        "to_state": REGISTERED if request.state == RECEIVED else request.state,
        "to_version": request.version + 1,
    }


def readable(form: Mapping[str, str]) -> bool:
    """Whether every field has a name that can be kept; any other is of no form."""
    return all(len(field) <= LONGEST_FIELD and field.isprintable() and field[:1] != "#" for field in form)


def weighed(connection: Connection, request: Row[Any], change: Changing) -> Weighed:
    """A change of the form, compared with what the case says now and with who wrote it."""
    form: dict[str, str] = canonical.decode(request.form.encode(), dict[str, str])
    touches = {row.field: Touch(row.version, row.by, row.entry) for row in touched(connection, request).values()}
    if request.desk != change.by:  # what was received is another's word too, for whoever was never told of it
        received = Touch(1, request.desk)
        touches = {name: received for name in change.unseen if form.get(name)} | touches
    return weigh(form, touches, change)


def amend(connection: Connection, request: Row[Any], fields: Mapping[str, str], by: str, entry: int = 0) -> int:
    """Write changed fields over the form, and note who did it at which version; returns that version."""
    form = canonical.decode(request.form.encode(), dict[str, str]) | dict(fields)
    version = change(connection, request, form=canonical.encode(form).decode())
    for field in fields:
        touch(connection, request, field, Touch(version, by, entry))
    return version


def touch(connection: Connection, request: Row[Any], field: str, last: Touch) -> None:
    """Note who changed a field, or another property of the request, last."""
    told: dict[str, Any] = {"version": last.version, "by": last.by[:LONGEST_BY], "entry": last.entry}
    key = {"municipality": request.municipality, "desk": request.desk, "seq": request.seq, "field": field}
    this = and_(*(REQUEST_FIELD.c[name] == value for name, value in key.items()))
    if not connection.execute(update(REQUEST_FIELD).where(this).values(**told)).rowcount:
        connection.execute(insert(REQUEST_FIELD).values(**key, **told))


def annul(connection: Connection, request: Row[Any], body: RequestAnnulled, at: int) -> tuple[Verdict, list[News]]:
    """Mark a request annulled, once it is known who may; nothing is deleted."""
    if request.state == ANNULLED:
        return ACCEPTED, []
    version = change(connection, request, state=ANNULLED)
    told = canonical.encode({"at": at, "reason": body.reason})
    news = News(desk=request.desk, kind="annulled", seq=request.seq, version=version, body=told, office=request.office)
    return ACCEPTED, [news]


def touched(connection: Connection, request: Row[Any]) -> dict[str, Row[Any]]:
    """Who changed what of a request last, and at which version, by field."""
    asked = and_(
        REQUEST_FIELD.c.municipality == request.municipality,
        REQUEST_FIELD.c.desk == request.desk,
        REQUEST_FIELD.c.seq == request.seq,
    )
    return {row.field: row for row in connection.execute(select(REQUEST_FIELD).where(asked))}
