"""How it stands with a payment order, and what may still be done with it: asked at the desk and again at the centre.

A proof that was seen and a payment that the system confirms are the same money, since no bank's report names the proof.
So what has come is the larger of what is confirmed and what is proven, in whatever order either is heard of: a proof
counts for what is not confirmed yet, and a confirmation adds only what no proof told of before. Two proofs of one order
are never the same money, for their numbers differ. A proof that is noted where the clerk sees that money has come is of
other money than that: its entry says what came ``beside`` it, and both together are the ``least`` that has come. A desk
whose line is down, and which could not see it, says nothing and counts for no more than its proofs. So nothing is
counted twice; where too little is counted the order stays open until the bank, or one more proof, tells of the rest.

Everything that says no gives a code, which has words under ``error.<code>``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, get_args

from clerk_app.domain import checkdigits
from clerk_app.domain.payment_bodies import Sums
from clerk_app.domain.payments import PaymentPolicy
from clerk_app.domain.values import read_date

PaymentState = Literal[
    "draft", "issued", "pending", "paid", "partially_paid", "expired", "cancelled", "refund_requested", "refunded",
    "proof_attached", "proof_accepted", "partially_proven",
]  # fmt: skip
"""How it can stand with a payment; the portal and the counter have the one list."""

STATES: tuple[PaymentState, ...] = get_args(PaymentState)
SETTLED: frozenset[str] = frozenset({"paid", "proof_accepted"})
"""Nothing is due any more."""
OVER: frozenset[str] = frozenset({"paid", "cancelled", "refund_requested", "refunded"})
"""No proof is taken any more."""


def state_of(sums: Sums, policy: PaymentPolicy) -> PaymentState:
    """How it stands with an order; what is left of the money that has come counts more than anything said of it."""
    left = refundable(sums)
    proven = come(sums) > sums.paid
    holds: tuple[tuple[PaymentState, bool], ...] = (
        ("refund_requested", sums.asked > sums.refunded),
        ("refunded", _all_went_back(sums)),
        ("paid", sums.paid - sums.refunded >= sums.amount),
        ("cancelled", sums.cancelled),
        ("proof_attached", proven and not policy.proof_suffices),
        ("proof_accepted", proven and left >= sums.amount),
        ("partially_paid", sums.paid > sums.refunded),
        ("partially_proven", proven and left > 0),
        ("expired", sums.expired),
        ("pending", sums.pending),
    )
    return next((state for state, is_so in holds if is_so), "issued")


def due(sums: Sums) -> int:
    """What is left to pay; nothing where the whole was sent back, and no more than before while some is to go back."""
    if sums.cancelled or _all_went_back(sums):
        return 0
    going = sums.refunded if sums.asked > sums.refunded else 0
    return max(0, sums.amount - refundable(sums) - going)


def come(sums: Sums) -> int:
    """The money that has come, whether it was sent back or not: confirmed, or proven beside it."""
    return max(sums.paid, sums.noted, sums.least)


def refundable(sums: Sums) -> int:
    """What is left of the money that has come, and can go back."""
    return come(sums) - sums.refunded


def summary(states: Iterable[str]) -> PaymentState | Literal[""]:
    """One word for all orders of a case; nothing where there are none, or none is left."""
    left = {state for state in states if state != "cancelled"}
    if not left:
        return ""
    if left <= SETTLED:
        return "proof_accepted" if "proof_accepted" in left else "paid"
    order: tuple[PaymentState, ...] = ("refund_requested", "refunded", "expired", "issued", "pending", "proof_attached")
    for state in order:
        if left == {state}:
            return state
    if left & {"paid", "partially_paid"}:
        return "partially_paid"
    if left & {"proof_accepted", "partially_proven"}:
        return "partially_proven"  # nothing is called paid that the system has not confirmed
    return "pending" if "pending" in left else "issued"


def amount_wrong(amount: int, policy: PaymentPolicy) -> str:
    """What is wrong with an amount whatever it is for, as a code."""
    if amount <= 0:
        return "amount_not_positive"
    return "amount_beyond" if amount > policy.most else ""


def payment_wrong(sums: Sums, amount: int, policy: PaymentPolicy, beside: int | None = None) -> str:
    """Why a counter cannot note a payment of ``amount`` on an order, as a code; nothing where it can.

    ``beside`` is what whoever notes it knew to have come: all that has, unless their line was down.
    """
    wrong = amount_wrong(amount, policy)
    if wrong:
        return wrong
    state = state_of(sums, policy)
    if state in OVER:
        return f"order_{state}"
    if amount > sums.amount + sums.refunded - _known(sums, beside) + policy.over:
        return "amount_above_due"
    return "" if policy.partial or amount >= due(sums) else "partial_not_allowed"


def day_wrong(day: str, today: str) -> str:
    """What is wrong with the date on a proof, as a code."""
    if read_date(day) != day or not day:
        return "payment_day_wrong"
    return "payment_day_future" if day > today else ""


def is_late(sums: Sums, day: str, expires: str) -> bool:
    """Whether what was paid on a day (ISO) came after the last day of its order (``expires``; empty: it has none)."""
    return day > expires if expires else sums.expired


def late_wrong(sums: Sums, day: str, expires: str, policy: PaymentPolicy) -> str:
    """Why a proof of a payment on ``day`` is not taken, as a code: late money is sent back where policy says so."""
    return "order_expired" if policy.late == "keep" and is_late(sums, day, expires) else ""


def cancelling_wrong(sums: Sums, policy: PaymentPolicy) -> str:
    """Why an order cannot be cancelled, as a code: money that has come has to be asked back."""
    state = state_of(sums, policy)
    if state in OVER:
        return f"order_{state}"
    return "order_has_payments" if sums.paid or sums.noted else ""


def refund_wrong(sums: Sums, amount: int, account: str, policy: PaymentPolicy) -> str:
    """Why money cannot be asked back, as a code."""
    wrong = amount_wrong(amount, policy)
    if wrong:
        return wrong
    if amount > refundable(sums):
        return "refund_too_large"
    if sums.asked > sums.refunded:
        return "order_refund_requested"
    return "refund_account" if checkdigits.check_account(account) else ""


def of_annulled(sums: Sums) -> Sums:
    """The sums of an order whose case was annulled: it is not to be paid, whatever has come."""
    return sums if sums.paid else replace(sums, cancelled=True, pending=False)


def with_payment(sums: Sums, amount: int) -> Sums:
    """The sums after the system has confirmed that money came."""
    return replace(sums, paid=sums.paid + amount, pending=False)


def with_proof(sums: Sums, amount: int, beside: int) -> Sums:
    """The sums after a proof was noted by somebody who knew what had come ``beside`` it."""
    since = replace(sums, noted=sums.noted + amount, pending=False)
    least = min(beside, come(sums)) + amount
    return replace(since, least=least) if least > come(since) else since


def _known(sums: Sums, beside: int | None) -> int:
    """Of what has come, what a new proof cannot be of: other proofs, and what was known where it was noted."""
    return come(sums) if beside is None else max(sums.noted, min(beside, come(sums)))


def _all_went_back(sums: Sums) -> bool:
    return sums.refunded > 0 and refundable(sums) <= 0
