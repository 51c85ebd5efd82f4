"""Payment orders at the centre: a row for each account that a request's fee goes to, and what is told when one changes.

Whoever changes one holds the row of its request. One whose id or reference was another's already is found by neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, select, update

from clerk_app.central import casework, requests
from clerk_app.central.feed import News
from clerk_app.central.payments.tables import PAYMENT_ORDER
from clerk_app.central.portal.tables import PORTAL_FILING
from clerk_app.central.reference import MUNICIPALITY
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.contract import canonical
from clerk_app.contract.answers import Status
from clerk_app.contract.cases import PORTAL, Payment
from clerk_app.contract.reference import Municipality
from clerk_app.domain import cases
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.ips import TaxAccounts
from clerk_app.domain.payment_bodies import OrderTold, Sums
from clerk_app.domain.payment_states import SETTLED, due, state_of, summary
from clerk_app.domain.payments import PAYMENT_POLICY, PaymentPolicy, terms_of

_ITEM = select(REFERENCE_ITEM.c.body).where(
    REFERENCE_ITEM.c.municipality == bindparam("in_municipality"), REFERENCE_ITEM.c.name == bindparam("of_name")
)
FOUND = PAYMENT_ORDER.c.repeated.is_(False)
"""What is found by its id or reference."""


def policy_of(connection: Connection, municipality: str) -> PaymentPolicy:
    """What the municipality has decided about payments."""
    body = _item(connection, municipality, PAYMENT_POLICY)
    return canonical.decode(body, PaymentPolicy) if body is not None else PaymentPolicy()


def accounts_of(connection: Connection, municipality: str) -> TaxAccounts | None:
    """Where its fees are paid; nothing before it was seeded."""
    body = _item(connection, municipality, MUNICIPALITY)
    return canonical.decode(body, Municipality).tax_accounts() if body is not None else None


def with_terms(connection: Connection, municipality: str, body: RequestReceived) -> RequestReceived:
    """A filing with what its slips say, as a desk writes it down with a request."""
    accounts = accounts_of(connection, municipality) if body.fee.total else None
    if accounts is None:
        return body
    terms = terms_of(body, policy_of(connection, municipality), accounts)
    return replace(body, fee=replace(body.fee, terms=terms))


def of_request(connection: Connection, request: Row[Any]) -> Sequence[Row[Any]]:
    """The orders of a request."""
    mine = and_(
        PAYMENT_ORDER.c.municipality == request.municipality,
        PAYMENT_ORDER.c.desk == request.desk,
        PAYMENT_ORDER.c.seq == request.seq,
    )
    return connection.execute(select(PAYMENT_ORDER).where(mine).order_by(PAYMENT_ORDER.c.level.desc())).all()


def sums_of(order: Row[Any]) -> Sums:
    """What is known of an order."""
    return Sums(
        amount=order.amount,
        paid=order.paid,
        noted=order.noted,
        least=order.least,
        asked=order.asked,
        refunded=order.refunded,
        pending=order.pending,
        cancelled=order.cancelled,
        expired=order.expired,
    )


def tell(connection: Connection, request: Row[Any], order: Row[Any], told: OrderTold) -> News:
    """Keep an order's new sums, and make the news of it."""
    values: dict[str, Any] = asdict(told.sums)
    if told.sums.expired or not due(told.sums):
        values["ends"] = None
    connection.execute(update(PAYMENT_ORDER).where(_this(order)).values(**values))
    version = requests.change(connection, requests.reread(connection, request))
    return casework.news_of(request, "order", version, told)


def reread(connection: Connection, order: Row[Any]) -> Row[Any]:
    """An order as it stands now."""
    return connection.execute(select(PAYMENT_ORDER).where(_this(order))).one()


def settle(connection: Connection, request: Row[Any], policy: PaymentPolicy, at: int) -> list[News]:
    """What follows for the case: a filing's payment has the word of its orders, and who waited goes on by itself."""
    orders = of_request(connection, request)
    word = summary(state_of(sums_of(order), policy) for order in orders)
    settled = word in {*SETTLED, ""} and not any(order.repeated for order in orders)
    news = []
    request = requests.reread(connection, request)
    if request.payment and word not in {"", request.payment}:
        version = requests.change(connection, request, payment=word)
        news.append(casework.news_of(request, "payment", version, Payment(at=at, state=word)))
        wait_no_more(connection, request)
        request = requests.reread(connection, request)
    if request.state == cases.WAITS_FOR_PAYMENT and settled:
        status = Status(state=cases.resumed(word), at=at)
        news.append(casework.step(connection, request, status, "payments"))
    return news


def follow(connection: Connection, request: Row[Any], payment: str) -> None:
    """Let the orders of a filing stand as the portal says of its payment; the portal tells it."""
    columns: dict[str, dict[str, Any]] = {
        "paid": {"paid": PAYMENT_ORDER.c.amount, "pending": False, "ends": None},
        "pending": {"pending": True},
        "expired": {"expired": True, "pending": False, "ends": None},
    }
    if payment not in columns:
        return
    mine = and_(PAYMENT_ORDER.c.municipality == request.municipality, PAYMENT_ORDER.c.desk == request.desk)
    connection.execute(update(PAYMENT_ORDER).where(mine, PAYMENT_ORDER.c.seq == request.seq).values(columns[payment]))


def wait_no_more(connection: Connection, request: Row[Any]) -> None:
    """The portal waits no longer for the payment of what was filed there."""
    if request.desk == PORTAL:
        this = and_(PORTAL_FILING.c.municipality == request.municipality, PORTAL_FILING.c.seq == request.seq)
        connection.execute(update(PORTAL_FILING).where(this).values(pay_by=None))


def found(connection: Connection, municipality: str, told: str, amount: int = 0) -> Row[Any] | None:
    """The order that an id or a reference means; nothing unless it is exactly one.

    Where many have one reference, because the account wants no more than the municipality's code, only an open one of
    just this amount can be meant.
    """
    ours = and_(PAYMENT_ORDER.c.municipality == municipality, FOUND)
    if not told.isprintable():
        return None
    named = connection.execute(select(PAYMENT_ORDER).where(ours, PAYMENT_ORDER.c.id == told).limit(2)).all()
    named = named or _by_reference(connection, municipality, told, amount)
    return named[0] if len(named) == 1 else None


def compact(reference: str) -> str:
    """A reference as orders have it, however somebody wrote it."""
    return "".join(sign for sign in reference if sign not in "- ").upper()


def _this(order: Row[Any]) -> ColumnElement[bool]:
    return and_(
        PAYMENT_ORDER.c.municipality == order.municipality,
        PAYMENT_ORDER.c.desk == order.desk,
        PAYMENT_ORDER.c.seq == order.seq,
        PAYMENT_ORDER.c.level == order.level,
    )


def _by_reference(connection: Connection, municipality: str, told: str, amount: int) -> Sequence[Row[Any]]:
    this = PAYMENT_ORDER.c.reference == compact(told)
    mine = and_(PAYMENT_ORDER.c.municipality == municipality, FOUND, this)
    rows = connection.execute(select(PAYMENT_ORDER).where(mine).limit(2)).all()
    if len(rows) < 2:
        return rows
    open_ones = and_(mine, PAYMENT_ORDER.c.paid == 0, PAYMENT_ORDER.c.amount == amount)
    standing = and_(open_ones, PAYMENT_ORDER.c.cancelled.is_(False), PAYMENT_ORDER.c.expired.is_(False))
    return connection.execute(select(PAYMENT_ORDER).where(standing).limit(2)).all()


def over(connection: Connection, municipality: str, now: int, most: int) -> Iterable[Row[Any]]:
    """The orders that can no longer be paid, and of which that is not told yet."""
    late = and_(PAYMENT_ORDER.c.municipality == municipality, PAYMENT_ORDER.c.ends <= now)
    return connection.execute(select(PAYMENT_ORDER).where(late).order_by(PAYMENT_ORDER.c.ends).limit(most)).all()


def _item(connection: Connection, municipality: str, name: str) -> bytes | None:
    body: bytes | None = connection.execute(_ITEM, {"in_municipality": municipality, "of_name": name}).scalar()
    return body
