"""Orders are made with their request, whatever the desk wrote, and the portal's word stands on its filings' orders."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from clerk_app.central.payments.orders import accounts_of, policy_of
from clerk_app.central.payments.tables import PAYMENT_ORDER
from clerk_app.central.portal.accounts import Citizen
from clerk_app.contract.payments import PaymentReport
from clerk_app.contract.portal import Filing, Pay
from clerk_app.domain.bodies import FeeCharged, FeeLine, OrderTerms
from clerk_app.domain.payments import PaymentPolicy
from clerk_app.domain.people import Person
from tests.central.conftest import Running
from tests.support.citizen import STALL
from tests.support.paid_cases import DAY, FEE, taken

JASNA = Citizen("jasna.primeric", Person(id_number="1403989905121", surname="Примерић", given_name="Јасна"))


def test_what_costs_nothing_has_no_order(shared: Running) -> None:
    case = taken(shared.central.parts, shared.clerk(), fee=FeeCharged())
    with case.parts.database.read() as connection:
        mine = PAYMENT_ORDER.c.desk == case.desk.code
        assert connection.execute(select(PAYMENT_ORDER).where(mine)).all() == []


def test_what_the_slip_says_is_what_a_payment_is_found_by(shared: Running) -> None:
    terms = (OrderTerms(level="republic", model="97", reference="51048", expires="2026-09-30"),)
    case = taken(shared.central.parts, shared.clerk(), fee=replace(FEE, terms=terms))
    seen = case.seen(case.republic)
    assert (seen.model, seen.reference, seen.expires) == ("97", "51048", "2026-09-30")


@pytest.mark.parametrize(
    "fee",
    [
        FeeCharged(lines=(FeeLine(code="a", level="republic", tariff="1", amount=10**18),), total=10**18),
        FeeCharged(lines=(FeeLine(code="a", level="republic", tariff="1", amount=-5),), total=-5),
        replace(FEE, terms=(OrderTerms(level="republic", model="x" * 99, reference="\0" * 99, expires="сутра"),)),
    ],
)
def test_whatever_a_desk_wrote_the_request_is_received(shared: Running, fee: FeeCharged) -> None:
    case = taken(shared.central.parts, shared.clerk(), fee=fee)
    assert case.request.state in {"primljen", "zaveden"}


def test_policy_and_accounts_are_the_municipalitys(shared: Running) -> None:
    with shared.central.parts.database.read() as connection:
        assert policy_of(connection, "primerovo").expires_days == 30
        assert policy_of(connection, "nowhere") == PaymentPolicy()
        accounts = accounts_of(connection, "primerovo")
        assert accounts is not None
        assert accounts.municipality_code == "999"
        assert accounts_of(connection, "nowhere") is None


def test_a_filing_has_one_word_for_its_payment_whoever_tells_it(centre: Running) -> None:
    parts = centre.central.parts
    filed, _ = parts.portal.file(JASNA, Filing(key="filing-one", service="public-area", form=STALL))
    orders = parts.payments.orders(filed.number)
    assert {one.state for one in orders} == {"issued"}
    parts.portal.pay(JASNA, filed.number, Pay("pending"))
    assert {one.state for one in parts.payments.orders(filed.number)} == {"pending"}
    for place, order in enumerate(orders):
        told = PaymentReport(id=f"p{place}", kind="paid", amount=order.amount, booked=DAY, order=order.id)
        parts.payments.report("bank", told)
    assert parts.portal.filing(JASNA, filed.number).payment == "paid"
    second, _ = parts.portal.file(JASNA, Filing(key="filing-two", service="public-area", form=STALL))
    parts.portal.pay(JASNA, second.number, Pay("paid"))
    assert {one.state for one in parts.payments.orders(second.number)} == {"paid"}
