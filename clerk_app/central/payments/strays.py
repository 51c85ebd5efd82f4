"""Payments that belong to no order, or that have to be sent back: for the operator's page, and for desks."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, insert, select, update

from clerk_app.central.payments.tables import PAYMENT
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.contract import canonical
from clerk_app.domain.payments_stray import MOST, STRAY_PAYMENTS, STRAYS, StrayPayment, StrayPayments, nameless


def strays_of(connection: Connection, municipality: str) -> StrayPayments:
    """The newest of a municipality, and how many there are besides."""
    stray = and_(PAYMENT.c.municipality == municipality, PAYMENT.c.outcome.in_(STRAYS))
    newest = select(PAYMENT).where(stray).order_by(PAYMENT.c.at.desc(), PAYMENT.c.id.desc()).limit(MOST)
    lines = tuple(
        StrayPayment(id=row.id, at=row.at, outcome=row.outcome, why=row.why, told=nameless(row.told), amount=row.amount)
        for row in connection.execute(newest)
    )
    count = connection.execute(select(func.count()).select_from(PAYMENT).where(stray)).scalar_one()
    return StrayPayments(lines=lines, older=count - len(lines))


def tell_desks(connection: Connection, municipality: str) -> None:
    """Let desks hear of them with their reference data; call it where one has come, under the lock of payments."""
    this = and_(REFERENCE_ITEM.c.municipality == municipality, REFERENCE_ITEM.c.name == STRAY_PAYMENTS)
    body = canonical.encode(strays_of(connection, municipality))
    told = update(REFERENCE_ITEM).where(this).values(version=REFERENCE_ITEM.c.version + 1, body=body)
    if not connection.execute(told).rowcount:
        row = {"municipality": municipality, "name": STRAY_PAYMENTS, "version": 1, "body": body}
        connection.execute(insert(REFERENCE_ITEM).values(row))
