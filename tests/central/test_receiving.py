"""What is received is received, whatever comes of what is to be paid for it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from clerk_app.central.payments import opening as payments_opening
from clerk_app.central.payments.tables import PAYMENT_ORDER
from clerk_app.domain import payments
from clerk_app.domain.bodies import FeeCharged, FeeLine, RequestReceived
from clerk_app.domain.ips import TaxAccounts
from clerk_app.domain.payments import Order, PaymentPolicy
from tests.central.conftest import Running
from tests.support.lone_desk import Caller

FEE = FeeCharged(lines=(FeeLine(code="request", level="local", tariff="1", amount=33_000),), total=33_000)


def test_one_whose_orders_cannot_be_made_is_received_and_the_others_have_theirs(
    centre: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, made = centre.clerk(), payments.orders_of

    def orders_of(body: RequestReceived, policy: PaymentPolicy, accounts: TaxAccounts) -> tuple[Order, ...]:
        if body.note == "absurd":
            raise OverflowError
        return made(body, policy, accounts)

    monkeypatch.setattr(payments_opening, "orders_of", orders_of)
    with Caller(centre.url, desk.anchor) as caller:
        entries = [desk.receive(fee=FEE, note=note) for note in ("", "absurd", "")]
        assert caller.send(desk, desk.cut(*entries)).status_code == 200
        answer = caller.answer(desk)
    assert (answer.have, answer.results) == (3, [])
    assert answer.alarms.count("orders_fault") == 1
    with centre.central.parts.database.read() as connection:
        mine = select(PAYMENT_ORDER.c.seq).where(PAYMENT_ORDER.c.desk == desk.code)
        ordered = sorted(connection.execute(mine).scalars())
    assert ordered == [entries[0].header.seq, entries[2].header.seq]


def test_a_subject_that_is_taken_is_refused(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        first = desk.receive()
        again = desk.write("request.received", first.body, first.header.subject)
        caller.send(desk, desk.cut(first, again))
        assert [(one.code, one.params) for one in caller.answer(desk).results] == [("malformed", {"where": "subject"})]
