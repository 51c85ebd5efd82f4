"""Bodies about the payment of a fee: what a counter saw, cancelled or asked back, and what the centre knows of it.

Amounts are para. ``order`` is the id of ``domain.payments.Order``. No money passes through the counter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from clerk_app.domain import money
from clerk_app.domain.bodies import EnclosureRef

HowSeen = Literal["seen", "scanned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What is known of one order: due (``amount``), confirmed by the system (``paid``), proven at counters (``noted``).

    ``least``: what had come at the least, with the proof that was noted last, as whoever noted it knew. ``asked`` and
    ``refunded`` are what was asked back and what went back. ``pending``: the payer has begun to pay.
    """

    amount: int
    paid: int = 0
    noted: int = 0
    least: int = 0
    asked: int = 0
    refunded: int = 0
    pending: bool = False
    cancelled: bool = False
    expired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentProven:
    """``payment.proven`` 1: the clerk saw a proof of payment, or scanned it too; ``on`` (ISO) is the bank's date.

    ``beside``: what the clerk saw on the screen had come before, of which this is none.
    """

    order: str
    how: HowSeen
    number: str
    on: str
    amount: int
    clerk: str
    clerk_name: str = ""
    enclosure: EnclosureRef | None = None
    beside: int = 0

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of the case's history."""
        return f"payment_{self.how}", _said(self.order, self.amount, self.clerk_name or self.clerk, self.number)

    def files(self) -> tuple[EnclosureRef, ...]:
        """The proof, where it was scanned."""
        return (self.enclosure,) if self.enclosure is not None else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTerminal:
    """``payment.terminal`` 1: paid by card on the terminal in the hall; ``slip`` is the number on its slip.

    ``beside`` as in ``PaymentProven``.
    """

    order: str
    slip: str
    terminal: str
    amount: int
    clerk: str
    clerk_name: str = ""
    beside: int = 0

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of the case's history."""
        return "payment_terminal", _said(self.order, self.amount, self.clerk_name or self.clerk, self.slip)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCancelled:
    """``payment.cancelled`` 1: the order is not to be paid any more."""

    order: str
    reason: str
    clerk: str
    clerk_name: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of the case's history."""
        return "payment_cancelled", {"order": self.order, "reason": self.reason, "clerk": self.clerk_name or self.clerk}


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundAsked:
    """``payment.refund_asked`` 1: the payer asks for money back, to an ``account`` of 18 digits."""

    order: str
    amount: int
    account: str
    reason: str
    clerk: str
    clerk_name: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of the case's history, without the account."""
        told = _said(self.order, self.amount, self.clerk_name or self.clerk, "")
        return "payment_refund_asked", told | {"reason": self.reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTold:
    """``order``, a change: what happened to an order, and all its sums since.

    ``what``: pending, paid, late, over, kept (a payment that is to be sent back), proven, terminal, cancelled, expired,
    refund_asked, refunded. ``entry`` is the sequence of the entry of ``desk`` that said so; 0 for what the centre knows
    itself.
    """

    order: str
    at: int
    what: str
    sums: Sums = field(default_factory=lambda: Sums(amount=0))
    amount: int = 0
    number: str = ""
    desk: str = ""
    entry: int = 0

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of the case's history."""
        return f"order_{self.what}", _said(self.order, self.amount, "", self.number)


def _said(order: str, amount: int, clerk: str, number: str) -> dict[str, str]:
    told = {"order": order, "amount": money.shown(amount), "number": number, "clerk": clerk}
    return {name: words for name, words in told.items() if words}


PAYMENT_KINDS: dict[str, type] = {
    "payment.proven": PaymentProven,
    "payment.terminal": PaymentTerminal,
    "payment.cancelled": PaymentCancelled,
    "payment.refund_asked": RefundAsked,
}
