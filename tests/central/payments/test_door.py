"""The REST of payments over a real line: only clients of the body that moves the money are let in."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from clerk_app.contract import canonical
from clerk_app.contract.exchange import Problem
from clerk_app.contract.payments import PAYMENTS_BODY
from tests.central.conftest import Running
from tests.support.bank import Bank
from tests.support.lone_desk import Caller
from tests.support.paid_cases import PaidCase, taken


@pytest.fixture
def line(shared: Running) -> Iterator[httpx.Client]:
    with Caller(shared.url, shared.desk().anchor) as caller:
        yield caller.client


@pytest.fixture
def case(shared: Running) -> PaidCase:
    return taken(shared.central.parts, shared.clerk())


def made(shared: Running, line: httpx.Client, body: str = PAYMENTS_BODY) -> Bank:
    secret = shared.central.parts.clients.make("банка", body)
    return Bank(line, "банка", secret).sign_in()


def problem(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, canonical.decode(reply.content, Problem).code


def test_the_outside_asks_for_orders_and_reports_what_was_paid(
    shared: Running, line: httpx.Client, case: PaidCase
) -> None:
    bank = made(shared, line)
    orders = bank.orders(case.number).json()["orders"]
    assert [one["id"] for one in orders] == [case.republic, case.local]
    assert orders[0]["qr"].startswith("K:PR|V:01|C:1|R:840")
    reply = bank.report(f"{case.number}.d", 33_000, reference=orders[0]["reference"], model=orders[0]["model"])
    assert reply.json() == {"id": f"{case.number}.d", "outcome": "taken", "order": case.republic}
    assert bank.order(case.republic).json()["state"] == "paid"
    assert bank.attach(case.local, "ПП-9", 100_000).json()["state"] == "issued"


def test_each_no_has_its_status_and_code(shared: Running, line: httpx.Client, case: PaidCase) -> None:
    bank, name = made(shared, line), f"{case.number}.e"
    assert problem(bank.report(name, 0, order=case.republic)) == (422, "amount_not_positive")
    assert problem(bank.report(name, 10**12, order=case.republic)) == (422, "amount_beyond")
    assert problem(bank.report(name, 1, order=case.republic, booked="2027-01-01")) == (422, "payment_day_future")
    bank.report(name, 100, order=case.republic)
    assert problem(bank.report(name, 200, order=case.republic)) == (409, "idempotency_conflict")
    assert problem(bank.order("A1-000009-0-R")) == (404, "order_unknown")
    assert problem(bank.orders("A1-000009-0")) == (404, "case_unknown")
    bank.attach(case.local, "ПП-10", 1)
    assert problem(bank.attach(case.local, "ПП-10", 1)) == (409, "proof_repeated")


def test_nobody_else_is_let_in(shared: Running, line: httpx.Client, case: PaidCase) -> None:
    assert problem(Bank(line, "банка", "", token="none").report("x", 1, order=case.republic)) == (
        401,
        "unauthenticated",
    )
    other = made(shared, line, "primerovo")
    assert problem(other.report("x", 33_000, order=case.republic)) == (403, "not_permitted")
    assert problem(other.order(case.republic)) == (403, "not_permitted")
    assert case.state(case.republic) == "issued"
