"""How the orders of one case stand, folded from its file: the centre's word, and what was recorded here on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from clerk_app.domain import money
from clerk_app.domain.case_file import ACCEPTED, STOPPED, CaseFile
from clerk_app.domain.payment_bodies import (
    OrderTold,
    PaymentCancelled,
    PaymentProven,
    PaymentTerminal,
    RefundAsked,
    Sums,
)
from clerk_app.domain.payment_states import PaymentState, due, of_annulled, state_of, summary, with_proof
from clerk_app.domain.payments import Order, PaymentPolicy
from clerk_app.domain.requests import Mark

_MONEY = frozenset({"paid", "late", "over", "kept", "refunded"})
"""What the system alone says of money."""

type _Body = PaymentProven | PaymentTerminal | PaymentCancelled | RefundAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLine:
    """One thing that happened to an order; ``what`` as in ``OrderTold``, or seen, scanned.

    ``at`` is microseconds UTC, ``here`` that this desk recorded it; ``mark`` and ``code`` are where that entry stands.
    """

    what: str
    at: int
    amount: int = 0
    number: str = ""
    here: bool = False
    mark: Mark = "accepted"
    code: str = ""

    @property
    def stopped(self) -> bool:
        """Whether the centre has not taken it."""
        return self.mark in STOPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStanding:
    """One order as it stands; ``waits`` says that something recorded here is not at the centre yet.

    ``by_clock``: that its last day is over is known by this desk's clock alone.
    """

    order: Order
    sums: Sums
    state: PaymentState
    lines: tuple[PaymentLine, ...] = ()
    waits: bool = False
    by_clock: bool = False

    @property
    def past(self) -> bool:
        """Whether something is due, and the day by which it was to be paid is over."""
        return self.sums.expired and self.due > 0

    @property
    def due(self) -> int:
        """What is left to pay."""
        return due(self.sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePayments:
    """All orders of one case; ``policy`` is what the municipality has decided."""

    orders: tuple[OrderStanding, ...]
    policy: PaymentPolicy

    @property
    def state(self) -> str:
        """One word for all of them."""
        return summary(standing.state for standing in self.orders)

    @property
    def due(self) -> int:
        """What is left to pay."""
        return sum(standing.due for standing in self.orders)

    def named(self, order: str) -> OrderStanding | None:
        """One of them."""
        return next((standing for standing in self.orders if standing.order.id == order), None)


NO_PAYMENTS = CasePayments(orders=(), policy=PaymentPolicy())


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """From where a case is seen: the ``desk`` that looks, and what is known of the case beside its file.

    ``payment`` is the portal's word, for what was filed there: that it times itself. ``today`` (ISO) is the day by the
    desk's clock, empty where that is not asked.
    """

    desk: str
    payment: str = ""
    annulled: bool = False
    today: str = ""


def standing_of(order: Order, file: CaseFile, policy: PaymentPolicy, seen: Standpoint) -> OrderStanding:
    """How one order stands; entries that the centre has not taken are lines, and change nothing.

    What was sent and is not told of was left here by whoever decided so: it is none of the order's.
    """
    told = [change for change in file.changes(OrderTold) if change.order == order.id]
    believed = [change.sums for change in told if _of(order, change.sums)]
    sums = believed[-1] if believed else _by_portal(Sums(amount=order.amount), seen.payment)
    heard = {change.entry for change in told if change.desk == seen.desk}
    lines = [_line_of(change) for change in told if change.desk != seen.desk]
    waits = False
    for at, seq, body in _own(file, order.id):
        way = file.way(seq)
        if seq not in heard and way.mark == ACCEPTED:
            continue
        lines.append(replace(_own_line(body), at=at, here=True, mark=way.mark, code=way.code))
        if seq not in heard and way.mark not in STOPPED:
            sums, waits = _after(sums, body), True
    sums = of_annulled(sums) if seen.annulled else sums
    by_clock = not sums.expired and due(sums) > 0 and not seen.payment and seen.today > order.expires > ""
    if by_clock:
        sums = replace(sums, expired=True, pending=False)
    return OrderStanding(
        order=order,
        sums=sums,
        state=state_of(sums, policy),
        lines=tuple(sorted(lines, key=lambda line: line.at)),
        waits=waits,
        by_clock=by_clock,
    )


def untaken(file: CaseFile, desk: str) -> frozenset[int]:
    """Entries of ``desk`` about payments that the centre has not taken and will not take as they are.

    What it took is not told of any more once the case has left.
    """
    heard = {change.entry for change in file.changes(OrderTold) if change.desk == desk}
    kinds = (PaymentProven, PaymentTerminal, PaymentCancelled, RefundAsked)
    seqs = (made.seq for made in file.own if isinstance(made.body, kinds) and made.seq not in heard)
    return frozenset(seq for seq in seqs if not file.way(seq).counts)


def confirmed(standing: OrderStanding) -> bool:
    """Whether the system itself has said that money came; a proof at a counter is less."""
    return any(line.what in _MONEY for line in standing.lines) or standing.sums.paid > 0


def _of(order: Order, sums: Sums) -> bool:
    """Whether sums can be an order's: those of another amount, or less than nothing, say nothing of it."""
    counted = (sums.paid, sums.noted, sums.least, sums.asked, sums.refunded)
    return sums.amount == order.amount and all(0 <= one <= money.MOST for one in counted)


def _own(file: CaseFile, order: str) -> Iterator[tuple[int, int, _Body]]:
    for happening in file.own:
        body = happening.body
        if isinstance(body, PaymentProven | PaymentTerminal | PaymentCancelled | RefundAsked) and body.order == order:
            yield happening.at, happening.seq, body


def _after(sums: Sums, body: _Body) -> Sums:
    """The sums as the centre will have them once it has taken an entry."""
    if isinstance(body, PaymentProven | PaymentTerminal):
        return with_proof(sums, body.amount, body.beside)
    if isinstance(body, PaymentCancelled):
        return replace(sums, cancelled=True, pending=False)
    return replace(sums, asked=sums.refunded + body.amount)


def _line_of(change: OrderTold) -> PaymentLine:
    return PaymentLine(what=change.what, at=change.at, amount=change.amount, number=change.number)


def _own_line(body: _Body) -> PaymentLine:
    if isinstance(body, PaymentProven):
        return PaymentLine(what=body.how, at=0, amount=body.amount, number=body.number)
    if isinstance(body, PaymentTerminal):
        return PaymentLine(what="terminal", at=0, amount=body.amount, number=body.slip)
    if isinstance(body, PaymentCancelled):
        return PaymentLine(what="cancelled", at=0)
    return PaymentLine(what="refund_asked", at=0, amount=body.amount)


def _by_portal(sums: Sums, payment: str) -> Sums:
    """What the portal's word says of an order of which the ledger has told nothing."""
    if payment == "paid":
        return replace(sums, paid=sums.amount)
    return replace(sums, pending=payment == "pending", expired=payment == "expired")
