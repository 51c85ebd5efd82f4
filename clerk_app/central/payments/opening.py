"""Making the payment orders of requests, in the transaction that accepts them: money may come before anything is heard.

An id belongs to the order that came first with it, and so does a reference that some request's number stands in.
Another that comes with the same is kept and told as one that is not to be paid, so that nobody's money is mistaken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, or_, select

from clerk_app.central import casework, requests
from clerk_app.central.among import for_each_database
from clerk_app.central.bulk import Rows
from clerk_app.central.clock import HOME, micros
from clerk_app.central.feed import News
from clerk_app.central.payments.orders import FOUND, accounts_of, policy_of, sums_of, tell
from clerk_app.central.payments.tables import PAYMENT_ORDER
from clerk_app.central.schema import REQUEST
from clerk_app.central.shortening import plain
from clerk_app.contract.cases import PORTAL
from clerk_app.domain import checkdigits, money
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.payment_bodies import OrderTold, Sums
from clerk_app.domain.payments import Order, orders_of, own_reference

REPEATED = "order_repeated"
_CHUNK = 1000
_UNPAID = asdict(Sums(amount=0))
_ROWS = Rows(PAYMENT_ORDER, [column.name for column in PAYMENT_ORDER.columns])
_SAME = for_each_database(
    lambda among: select(*(PAYMENT_ORDER.c[name] for name in ("desk", "seq", "id", "model", "reference"))).where(
        PAYMENT_ORDER.c.municipality == bindparam("in_municipality"),
        FOUND,
        or_(among(PAYMENT_ORDER.c.id, "ids"), among(PAYMENT_ORDER.c.reference, "references")),
    )
)
"""Made once: to make a statement costs more than to run it."""

type _Place = tuple[str, int]


def open_for(
    connection: Connection,
    municipality: str,
    received: Sequence[tuple[str, int, RequestReceived]],
    at: int,
    pending: Sequence[News] = (),
) -> list[News]:
    """Make the orders of requests that were just received: desk, sequence and body of each; gives what is to be told.

    ``pending`` is what this transaction is going to tell anyway.
    """
    charged = [one for one in received if one[2].fee.total > 0]
    accounts = accounts_of(connection, municipality) if charged else None
    if accounts is None:
        return []
    policy = policy_of(connection, municipality)
    rows = [
        {"municipality": municipality, "desk": desk, "seq": seq, **_row(order, timed=desk != PORTAL)}
        for desk, seq, body in charged
        for order in orders_of(body, policy, accounts)
    ]
    for place in range(0, len(rows), _CHUNK):
        some = rows[place : place + _CHUNK]
        _mark(connection, municipality, some, accounts.municipality_code)
        _ROWS.add(connection, some)
    news: list[News] = []
    for row in rows:
        if row["repeated"]:
            news += _told(connection, row, at, [*pending, *news])
    return news


def _mark(connection: Connection, municipality: str, rows: Sequence[dict[str, Any]], code: str) -> None:
    """Say of each of these new orders whether its id or reference was another request's already."""
    ids, references = {row["id"] for row in rows}, {row["reference"] for row in rows} - {""}
    named: dict[str, _Place] = {}
    paid_by: dict[str, list[tuple[_Place, str, str]]] = {}

    def note(place: _Place, order: str, model: str, reference: str) -> None:
        named.setdefault(order, place)
        paid_by.setdefault(reference, []).append((place, order, model))

    def taken(place: _Place, order: str, model: str, reference: str) -> bool:
        """Whether another has the reference, and it is the very own one of either: many may have a common one."""
        others = [one for one in paid_by.get(reference, ()) if one[0] != place] if reference else []
        if not others:
            return False
        return any(own_reference(one, kind, code) == reference for _, one, kind in [(place, order, model), *others])

    asked = {"in_municipality": municipality, "ids": [*ids], "references": [*references]}
    for known in connection.execute(_SAME[connection.dialect.name], asked):
        note((known.desk, known.seq), known.id, known.model, known.reference)
    for row in rows:
        place, said = (row["desk"], row["seq"]), (row["id"], row["model"], row["reference"])
        row["repeated"] = named.get(row["id"], place) != place or taken(place, *said)
        if not row["repeated"]:
            note(place, *said)


def _told(connection: Connection, row: dict[str, Any], at: int, pending: Sequence[News]) -> list[News]:
    """Tell of an order that it is not to be paid, and note it on its case beside what is noted there already."""
    this = and_(*(REQUEST.c[name] == row[name] for name in ("municipality", "desk", "seq")))
    request = connection.execute(requests.held(this)).one()
    order = _kept(connection, row)
    told = OrderTold(order=order.id, at=at, what="repeated", sums=replace(sums_of(order), cancelled=True))
    news = tell(connection, request, order, told)
    found = [{"code": REPEATED, "where": "fee", "order": order.id}]
    return [news, casework.noted(connection, request, found, at, pending=pending)]


def _kept(connection: Connection, row: dict[str, Any]) -> Row[Any]:
    this = and_(*(PAYMENT_ORDER.c[name] == row[name] for name in ("municipality", "desk", "seq", "level")))
    return connection.execute(select(PAYMENT_ORDER).where(this)).one()


def _row(order: Order, *, timed: bool) -> dict[str, Any]:
    """A row as columns can hold it, whatever the desk wrote; the portal times its filings itself."""
    return {
        "level": order.level,
        "id": plain(order.id, 24),
        "account": checkdigits.full_account(order.account),
        "model": plain(order.model, 2),
        "reference": plain(order.reference, 35),
        "issued": order.issued,
        "expires": order.expires,
        "ends": _end_of(order.expires) if timed and order.expires else None,
        **_UNPAID,
        "amount": min(order.amount, money.MOST),
    }


def _end_of(day: str) -> int | None:
    """The end of a day by the clocks of the country, microseconds UTC; none after the last day of the calendar."""
    try:
        after = date.fromisoformat(day) + timedelta(days=1)
    except OverflowError:
        return None
    return micros(datetime(after.year, after.month, after.day, tzinfo=HOME))
