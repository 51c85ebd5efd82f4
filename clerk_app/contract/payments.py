"""Payments (ePayments) as plain REST: the outside asks for orders, reports what was paid or sent back, attaches proofs.

The caller shows a bearer token of ``POST /v1/registry/tokens``, of a client that belongs to the body ``payments``.
Amounts are para. Desks take no part: what becomes of an order reaches them by the feed, as the change ``order``.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from clerk_app.contract.registry import Line
from clerk_app.domain.payment_states import PaymentState

PAYMENTS_BODY = "payments"
"""The body whose clients may report payments."""
ORDERS = "/v1/payments/orders"
ORDER = f"{ORDERS}/{{order}}"
PROOFS = f"{ORDER}/proofs"
REPORTS = "/v1/payments/reports"
REPORT_PATTERN = r"^[A-Za-z0-9._:-]{1,64}$(?!\n)"

Amount = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
"""Any whole number that can be written: what cannot be an amount is told by its own code."""
Name = Annotated[str, Meta(max_length=40, pattern=r"^[^\u0000-\u001f\u007f]*$(?!\n)")]
Outcome = Literal["taken", "late", "kept", "unmatched"]


class OrdersWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The orders of the request with this provisional number, or number of the portal."""

    number: Name


class OrderSeen(msgspec.Struct, frozen=True, omit_defaults=True):
    """One order as it stands; ``qr`` is the text of its NBS IPS code, for what is still due."""

    id: str
    level: str
    account: str
    payee: str
    model: str
    reference: str
    amount: int
    due: int
    state: PaymentState
    paid: int = 0
    proven: int = 0
    refunded: int = 0
    issued: str = ""
    expires: str = ""
    qr: str = ""


class OrdersSeen(msgspec.Struct, frozen=True):
    """The orders of one request."""

    orders: tuple[OrderSeen, ...]


class PaymentReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the outside knows of one payment; ``id`` is its own, and the same one again is the same payment.

    ``order`` or ``reference`` (with its ``model``) says what it is for. ``booked`` is the bank's date (ISO).
    ``pending``: the payer has begun; ``refunded``: this much went back.
    """

    id: Annotated[str, Meta(pattern=REPORT_PATTERN)]
    kind: Literal["pending", "paid", "refunded"]
    amount: Amount
    booked: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)")]
    order: Name = ""
    model: Name = ""
    reference: Name = ""


class PaymentTaken(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a report: ``taken``, ``late`` (taken after the last day), ``kept`` to be sent back, ``unmatched``.

    ``why`` says it by a code where it was not simply taken; nothing that is reported is ever dropped.
    """

    id: str
    outcome: Outcome
    order: str = ""
    why: str = ""


class ProofAttached(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A proof of payment that somebody uploaded: its number, the bank's date (ISO) and the amount."""

    number: Line
    booked: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)")]
    amount: Amount
