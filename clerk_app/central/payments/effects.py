"""What counters record of payments: proofs seen, the terminal's slips, orders that are cancelled, refunds asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from clerk_app.central import casework
from clerk_app.central.casework import Done
from clerk_app.central.clock import local
from clerk_app.central.payments.orders import of_request, policy_of, settle, sums_of, tell
from clerk_app.central.payments.tables import PAYMENT_PROOF
from clerk_app.central.recording import Recording
from clerk_app.central.shortening import plain
from clerk_app.central.verdicts import ACCEPTED, refused
from clerk_app.domain import money, payment_states
from clerk_app.domain.payment_bodies import (
    OrderTold,
    PaymentCancelled,
    PaymentProven,
    PaymentTerminal,
    RefundAsked,
    Sums,
)
from clerk_app.domain.payments import PaymentPolicy
from clerk_app.domain.scripts import tidy

LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True)
class _Noted:
    """What a counter noted: how, the number on it, para, the day on which it was paid (ISO), what had come before."""

    how: str
    number: str
    amount: int
    on: str
    beside: int


def prove(recording: Recording, body: PaymentProven) -> Done:
    """A proof was seen; by policy it settles the order or waits for the system's word."""
    order, policy = _order(recording, body.order), _policy(recording)
    if order is None:
        return refused("order_unknown"), []
    wrong = payment_states.day_wrong(body.on, local(recording.now).date().isoformat())
    return _note(recording, order, policy, wrong, _Noted(body.how, body.number, body.amount, body.on, body.beside))


def pay_by_card(recording: Recording, body: PaymentTerminal) -> Done:
    """The terminal in the hall gave a slip; only where there is one."""
    order, policy = _order(recording, body.order), _policy(recording)
    if order is None:
        return refused("order_unknown"), []
    wrong = "" if policy.terminal else "terminal_not_here"
    on = local(recording.at).date().isoformat()
    return _note(recording, order, policy, wrong, _Noted("terminal", body.slip, body.amount, on, body.beside))


def cancel(recording: Recording, body: PaymentCancelled) -> Done:
    """The order is not to be paid."""
    order, policy = _order(recording, body.order), _policy(recording)
    if order is None:
        return refused("order_unknown"), []
    sums = sums_of(order)
    wrong = payment_states.cancelling_wrong(sums, policy)
    if wrong:
        return refused(wrong), []
    return _told(recording, order, policy, "cancelled", replace(sums, cancelled=True, pending=False))


def ask_back(recording: Recording, body: RefundAsked) -> Done:
    """The payer wants money back."""
    order, policy = _order(recording, body.order), _policy(recording)
    if order is None:
        return refused("order_unknown"), []
    sums = sums_of(order)
    wrong = payment_states.refund_wrong(sums, body.amount, body.account, policy)
    if wrong:
        return refused(wrong), []
    asked = replace(sums, asked=sums.refunded + body.amount)
    return _told(recording, order, policy, "refund_asked", asked, amount=body.amount)


PAYMENT_EFFECTS: dict[type, Callable[[Recording, Any], Done]] = {
    PaymentProven: prove,
    PaymentTerminal: pay_by_card,
    PaymentCancelled: cancel,
    RefundAsked: ask_back,
}


def keep_proof(
    connection: Connection, order: Row[Any], how: str, number: str, amount: int, *, by: str, at: int
) -> tuple[str, bool]:
    """Write a proof down; gives what is wrong with its number, and whether another case has had the same."""
    number = plain(tidy(number).upper(), LONGEST_NUMBER)
    if not number:
        return "proof_number_missing", False
    same = and_(PAYMENT_PROOF.c.municipality == order.municipality, PAYMENT_PROOF.c.number == number)
    known = connection.execute(select(PAYMENT_PROOF).where(same)).all()
    place = (order.desk, order.seq, order.level)
    elsewhere = any((one.desk, one.seq) != place[:2] for one in known)
    ours = next((one for one in known if (one.desk, one.seq, one.level) == place), None)
    row = {"how": how, "amount": amount, "by": by, "at": at}
    if ours is None:
        key = {"desk": order.desk, "seq": order.seq, "level": order.level, "number": number}
        connection.execute(insert(PAYMENT_PROOF).values(municipality=order.municipality, **key, **row))
    elif ours.how == "attached" and how != "attached":  # what was uploaded waits for a counter to see it
        this = and_(PAYMENT_PROOF.c.desk == order.desk, PAYMENT_PROOF.c.seq == order.seq)
        here = and_(same, this, PAYMENT_PROOF.c.level == order.level)
        connection.execute(update(PAYMENT_PROOF).where(here).values(row))
    else:
        return "proof_repeated", False
    return "", elsewhere


def proof_elsewhere(number: str) -> dict[str, str]:
    """The finding that another case has had a proof of this number."""
    return {"code": "proof_elsewhere", "where": "fee", "number": plain(number, LONGEST_NUMBER)}


def _note(recording: Recording, order: Row[Any], policy: PaymentPolicy, wrong: str, noted: _Noted) -> Done:
    """Take a proof or a slip of the terminal, unless something is wrong with it."""
    how, number, amount = noted.how, noted.number, noted.amount
    sums = sums_of(order)
    cannot = payment_states.payment_wrong(sums, amount, policy, noted.beside)
    wrong = wrong or ("order_repeated" if order.repeated else cannot)
    wrong = wrong or payment_states.late_wrong(sums, noted.on, order.expires, policy)
    elsewhere = False
    if not wrong:
        by = recording.desk.code
        wrong, elsewhere = keep_proof(recording.connection, order, how, number, amount, by=by, at=recording.at)
    if wrong:
        return refused(wrong), []
    what = "terminal" if how == "terminal" else "proven"
    since = payment_states.with_proof(sums, amount, noted.beside)
    verdict, news = _told(recording, order, policy, what, since, amount=amount, number=plain(number, LONGEST_NUMBER))
    found = [proof_elsewhere(number)] if elsewhere else []
    if payment_states.is_late(sums, noted.on, order.expires):
        found.append({"code": "paid_late", "where": "fee", "amount": money.shown(amount), "order": order.id})
    if found:
        pending = recording.pending
        news.append(casework.noted(recording.connection, recording.request, found, recording.now, pending=pending))
    return verdict, news


def _told(
    recording: Recording,
    order: Row[Any],
    policy: PaymentPolicy,
    what: str,
    sums: Sums,
    *,
    amount: int = 0,
    number: str = "",
) -> Done:
    """Keep what became of an order, tell it, and let the case go on where it waited for this."""
    told = OrderTold(
        order=order.id,
        at=recording.at,
        what=what,
        sums=sums,
        amount=amount,
        number=number,
        desk=recording.desk.code,
        entry=recording.row.seq,
    )
    news = [tell(recording.connection, recording.request, order, told)]
    return ACCEPTED, [*news, *settle(recording.connection, recording.request, policy, recording.now)]


def _order(recording: Recording, name: str) -> Row[Any] | None:
    """The order of this case that is called so; another case's is not known here."""
    orders = of_request(recording.connection, recording.request)
    return next((order for order in orders if order.id == name), None)


def _policy(recording: Recording) -> PaymentPolicy:
    return policy_of(recording.connection, recording.request.municipality)
