"""Payments at the centre: the ledger of what the outside reports, and orders whose time is over.

A report is kept whatever it says: what fits no order stands on the operator's page until somebody looks at it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select

from clerk_app.central import casework, feed, requests
from clerk_app.central.clock import Now, local
from clerk_app.central.database import Database
from clerk_app.central.payments.effects import keep_proof, proof_elsewhere
from clerk_app.central.payments.matching import Matched, Matching, held, is_annulled
from clerk_app.central.payments.orders import FOUND, accounts_of, over, policy_of, reread, sums_of, tell
from clerk_app.central.payments.strays import strays_of, tell_desks
from clerk_app.central.payments.tables import PAYMENT, PAYMENT_ORDER
from clerk_app.central.postgresql import alone
from clerk_app.contract import canonical
from clerk_app.contract.payments import OrderSeen, PaymentReport, PaymentTaken, ProofAttached
from clerk_app.domain import ips
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.ips import PaymentSlip
from clerk_app.domain.payment_bodies import OrderTold
from clerk_app.domain.payment_states import (
    amount_wrong,
    day_wrong,
    due,
    late_wrong,
    of_annulled,
    payment_wrong,
    state_of,
)
from clerk_app.domain.payments_stray import STRAYS, StrayPayments

MOST_EXPIRED = 200


class Payments:
    """Takes reports and proofs; each is one transaction, and what it tells goes to the office that has the case."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now

    def orders(self, number: str) -> tuple[OrderSeen, ...]:
        """The orders of a request by its number; raises ``Refused('case_unknown')`` where it has none."""
        named = PAYMENT_ORDER.c.id.in_([f"{number}-{letter}" for letter in "RL"])
        ours = and_(PAYMENT_ORDER.c.municipality == self._municipality, FOUND, named)
        with self._database.read() as connection:
            rows = connection.execute(select(PAYMENT_ORDER).where(ours).order_by(PAYMENT_ORDER.c.id.desc())).all()
            seen = tuple(self._seen(connection, row) for row in rows)
        if not seen:
            raise Refused("case_unknown")
        return seen

    def order(self, name: str) -> OrderSeen:
        """One order by its id; raises ``Refused('order_unknown')``."""
        with self._database.read() as connection:
            return self._seen(connection, self._named(connection, name))

    def report(self, client: str, told: PaymentReport) -> PaymentTaken:
        """Take what the outside knows of a payment; reported again it is answered as the first time.

        Raises ``Invalid`` for an amount or a date that cannot be, and ``Refused('idempotency_conflict')`` for another
        payment under the same id.
        """
        digest = hashlib.sha256(canonical.encode(told)).digest()
        with self._database.write() as connection:
            alone(connection, f"payments {self._municipality}")
            mine = and_(PAYMENT.c.municipality == self._municipality, PAYMENT.c.id == told.id)
            known = connection.execute(select(PAYMENT).where(mine)).one_or_none()
            if known is not None and known.digest != digest:
                raise Refused("idempotency_conflict")
            if known is not None:
                return PaymentTaken(id=known.id, outcome=known.outcome, order=known.named, why=known.why)
            policy = policy_of(connection, self._municipality)
            wrong = amount_wrong(told.amount, policy) or day_wrong(told.booked, self._today())
            if wrong:
                raise Invalid(wrong, field="amount" if wrong.startswith("amount") else "booked")
            matched = Matching(connection, self._municipality, policy, self._now()).match(told)
            connection.execute(insert(PAYMENT).values(self._row(client, told, digest, matched)))
            if matched.outcome in STRAYS:
                tell_desks(connection, self._municipality)
            feed.publish(connection, self._municipality, matched.news)
        name = matched.order.id if matched.order is not None else ""
        return PaymentTaken(id=told.id, outcome=matched.outcome, order=name, why=matched.why)

    def attach(self, client: str, name: str, told: ProofAttached) -> OrderSeen:
        """Take a proof that somebody uploaded: a counter or the bank has the last word on it.

        Raises ``Refused`` (``order_unknown``, ``proof_repeated``, and why an order takes none) and ``Invalid``.
        """
        with self._database.write() as connection:
            alone(connection, f"payments {self._municipality}")
            order = self._named(connection, name)
            request = held(connection, order)
            order = reread(connection, order)
            policy = replace(policy_of(connection, self._municipality), proof_suffices=False)
            sums = sums_of(order)
            open_sums = replace(sums, cancelled=True) if request.state == requests.ANNULLED else sums
            wrong = day_wrong(told.booked, self._today()) or payment_wrong(open_sums, told.amount, policy)
            wrong = wrong or late_wrong(sums, told.booked, order.expires, policy)
            if wrong.startswith(("amount", "payment_day")):
                raise Invalid(wrong, field="amount" if wrong.startswith("amount") else "booked")
            number, at, elsewhere = told.number, self._now(), False
            if not wrong:
                wrong, elsewhere = keep_proof(connection, order, "attached", number, told.amount, by=client[:80], at=at)
            if wrong:
                raise Refused(wrong)
            said = OrderTold(order=order.id, at=at, what="attached", sums=sums, amount=told.amount, number=number[:60])
            news = [tell(connection, request, order, said)]
            if elsewhere:
                news.append(casework.noted(connection, request, [proof_elsewhere(number)], at))
            feed.publish(connection, self._municipality, news)
            return self._seen(connection, self._named(connection, name))

    def expire(self) -> int:
        """Let orders that were not paid in time end; tells how many, ``MOST_EXPIRED`` at a time."""
        with self._database.read() as connection:
            if not over(connection, self._municipality, self._now(), 1):
                return 0
        with self._database.write() as connection:
            late = over(connection, self._municipality, self._now(), MOST_EXPIRED)
            news = []
            for found in sorted(late, key=lambda row: (row.desk, row.seq, row.level)):
                request = held(connection, found)
                order = reread(connection, found)
                if order.ends is None:  # it was paid, or another centre told of it, while this one waited
                    continue
                sums = replace(sums_of(order), expired=True, pending=False)
                told = OrderTold(order=order.id, at=self._now(), what="expired", sums=sums, amount=due(sums))
                news.append(tell(connection, request, order, told))
            feed.publish(connection, self._municipality, news)
        return len(news)

    def strays(self) -> StrayPayments:
        """What was paid and belongs to nothing here, or has to be sent back."""
        with self._database.read() as connection:
            return strays_of(connection, self._municipality)

    def _row(self, client: str, told: PaymentReport, digest: bytes, matched: Matched) -> dict[str, object]:
        """A report as it is kept."""
        order = matched.order
        return {
            "municipality": self._municipality,
            "id": told.id,
            "digest": digest,
            "client": client,
            "at": self._now(),
            "kind": told.kind,
            "outcome": matched.outcome,
            "why": matched.why,
            "amount": told.amount,
            "booked": told.booked,
            "told": told.order or told.reference,
            "named": order.id if order is not None else "",
        }

    def _named(self, connection: Connection, name: str) -> Row[Any]:
        """The order with an id; raises ``Refused('order_unknown')``."""
        ours = and_(PAYMENT_ORDER.c.municipality == self._municipality, FOUND, PAYMENT_ORDER.c.id == name)
        rows = connection.execute(select(PAYMENT_ORDER).where(ours).limit(2)).all() if name.isprintable() else ()
        if len(rows) != 1:
            raise Refused("order_unknown")
        return rows[0]

    def _seen(self, connection: Connection, row: Row[Any]) -> OrderSeen:
        """An order as the outside sees it; its code names no payer."""
        sums, policy = sums_of(row), policy_of(connection, self._municipality)
        annulled = is_annulled(connection, row)
        sums = of_annulled(sums) if annulled else sums
        accounts = accounts_of(connection, self._municipality)
        payee = (accounts.republic_payee if row.level == "republic" else accounts.local_payee) if accounts else ""
        left = 0 if annulled else due(sums)
        slip = PaymentSlip(
            payer="",
            payee=payee,
            account=row.account,
            amount=left,
            code=ips.PUBLIC_REVENUE,
            model=row.model,
            reference=row.reference,
            purpose=row.id,
        )
        return OrderSeen(
            id=row.id,
            level=row.level,
            account=row.account,
            payee=payee,
            model=row.model,
            reference=row.reference,
            amount=row.amount,
            due=left,
            state=state_of(sums, policy),
            paid=row.paid,
            proven=row.noted,
            refunded=row.refunded,
            issued=row.issued,
            expires=row.expires,
            qr=_code(slip) if left else "",
        )

    def _today(self) -> str:
        return local(self._now()).date().isoformat()


def _code(slip: PaymentSlip) -> str:
    """The text of an order's code; none where a bank could not read it."""
    text = ips.build(slip)
    return "" if ips.check(text) else text
