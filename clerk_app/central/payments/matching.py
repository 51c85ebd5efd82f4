"""Finding the order that a reported payment is for, and counting the payment where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from clerk_app.central import casework, requests
from clerk_app.central.clock import local
from clerk_app.central.feed import News
from clerk_app.central.payments.orders import compact, found, reread, settle, sums_of, tell
from clerk_app.central.schema import REQUEST
from clerk_app.contract.payments import Outcome, PaymentReport
from clerk_app.domain import checkdigits, money
from clerk_app.domain.payment_bodies import OrderTold, Sums
from clerk_app.domain.payment_states import is_late, refundable, state_of, with_payment
from clerk_app.domain.payments import PaymentPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What becomes of a report: its ``outcome``, ``why`` as a code, the order that it is about, and what is told."""

    outcome: Outcome
    why: str = ""
    order: Row[Any] | None = None
    news: Sequence[News] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Matching:
    """One report within one transaction; ``now`` is microseconds UTC."""

    connection: Connection
    municipality: str
    policy: PaymentPolicy
    now: int

    def match(self, told: PaymentReport) -> Matched:
        """Find the order and count what came; what fits nothing, or must not be taken, is kept with the reason."""
        named = told.order or told.reference
        order = found(self.connection, self.municipality, named, told.amount) if named else None
        if order is None:
            return Matched(outcome="unmatched", why=_why_unmatched(told))
        request = held(self.connection, order)
        order = reread(self.connection, order)
        wrong = _not_this(told, request, order)
        if wrong:
            return Matched(outcome="unmatched", why=wrong)
        if told.kind == "pending":
            return self._pending(request, order)
        if told.kind == "refunded":
            return self._refunded(request, order, told.amount)
        return self._paid(request, order, told)

    def _pending(self, request: Row[Any], order: Row[Any]) -> Matched:
        """The payer has begun: worth telling while nothing else is known."""
        sums = sums_of(order)
        if request.state == requests.ANNULLED or state_of(sums, self.policy) != "issued":
            return Matched(outcome="taken", order=order)
        return self._told(request, order, self._change(order, "pending", replace(sums, pending=True)))

    def _refunded(self, request: Row[Any], order: Row[Any], amount: int) -> Matched:
        """Money went back: no more than came."""
        sums = sums_of(order)
        if amount > refundable(sums):
            return Matched(outcome="kept", why="refund_too_large", order=order)
        back = replace(sums, refunded=sums.refunded + amount)
        return self._told(request, order, self._change(order, "refunded", back, amount))

    def _paid(self, request: Row[Any], order: Row[Any], told: PaymentReport) -> Matched:
        """Money came: late, too much and for what is no more are told, whatever is done with it."""
        sums, amount = sums_of(order), told.amount
        ended = "case_annulled" if request.state == requests.ANNULLED else "order_cancelled" if sums.cancelled else ""
        late = is_late(sums, told.booked, order.expires)
        if ended or (late and self.policy.late == "keep"):
            kept = self._change(order, "kept", sums, amount)
            return replace(self._told(request, order, kept, "payment_kept"), outcome="kept", why=ended or "paid_late")
        paid = with_payment(sums, amount)
        if late:
            change = self._change(order, "late", paid, amount)
            return replace(self._told(request, order, change, "paid_late"), outcome="late", why="paid_late")
        over = paid.paid - paid.refunded > paid.amount + self.policy.over
        finding = "overpaid" if over else ""
        change = self._change(order, "over" if over else "paid", paid, amount)
        return replace(self._told(request, order, change, finding), why=finding)

    def _change(self, order: Row[Any], what: str, sums: Sums, amount: int = 0) -> OrderTold:
        return OrderTold(order=order.id, at=self.now, what=what, sums=sums, amount=amount)

    def _told(self, request: Row[Any], order: Row[Any], change: OrderTold, finding: str = "") -> Matched:
        """Keep the sums, tell what happened, and note on the case what somebody has to look at."""
        news = [tell(self.connection, request, order, change)]
        news += settle(self.connection, request, self.policy, self.now)
        if finding:
            noted = {"code": finding, "where": "fee", "amount": money.shown(change.amount), "order": order.id}
            news.append(casework.noted(self.connection, request, [noted], self.now))
        return Matched(outcome="taken", order=order, news=news)


def held(connection: Connection, order: Row[Any]) -> Row[Any]:
    """The request of an order, which nobody else changes until the commit."""
    return connection.execute(requests.held(_request_of(order))).one()


def is_annulled(connection: Connection, order: Row[Any]) -> bool:
    """Whether the request of an order was annulled."""
    return connection.execute(select(REQUEST.c.state).where(_request_of(order))).scalar() == requests.ANNULLED


def _request_of(order: Row[Any]) -> ColumnElement[bool]:
    return and_(REQUEST.c.municipality == order.municipality, REQUEST.c.desk == order.desk, REQUEST.c.seq == order.seq)


def _not_this(told: PaymentReport, request: Row[Any], order: Row[Any]) -> str:
    """Why a report cannot be about the order that it names, as a code.

    A desk's clock may be ahead: what was booked after its request came here was booked after the order was issued.
    """
    if told.model and told.model != order.model:
        return "model_wrong"
    if told.order and told.reference and compact(told.reference) != order.reference:
        return "reference_not_its_own"
    came = local(request.arrived).date().isoformat()
    return "booked_before_order" if order.issued and told.booked < min(order.issued, came) else ""


def _why_unmatched(told: PaymentReport) -> str:
    """What is wrong with what was named, as far as it can be seen."""
    if told.order or not told.reference:
        return "order_unknown" if told.order else "reference_missing"
    if told.model not in {"", "97", "22", "00"}:
        return "model_wrong"
    return checkdigits.check_reference(told.model, told.reference) or "reference_unknown"
