"""An order's id and its own reference are one order's: another that comes with the same hides nobody's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from clerk_app.central.payments.orders import accounts_of
from clerk_app.central.payments.tables import PAYMENT_ORDER
from clerk_app.central.schema import ALARM, REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings
from clerk_app.contract.payments import ProofAttached
from clerk_app.domain import numbers
from clerk_app.domain.bodies import FeeCharged, FeeLine, OrderTerms
from clerk_app.domain.errors import Refused
from clerk_app.domain.payment_bodies import PaymentProven
from clerk_app.domain.payments import own_reference
from tests.central.conftest import Running
from tests.support.paid_cases import DAY, FEE, PaidCase, taken


@pytest.fixture
def case(shared: Running) -> PaidCase:
    return taken(shared.central.parts, shared.clerk())


def with_reference(reference: str, model: str = "97") -> FeeCharged:
    """A fee whose slip says this reference."""
    return replace(FEE, terms=(OrderTerms(level="republic", model=model, reference=reference),))


def repeated(case: PaidCase) -> dict[str, bool]:
    """Each order that a case has by its level, and whether it was another's already."""
    with case.parts.database.read() as connection:
        mine = select(PAYMENT_ORDER).where(PAYMENT_ORDER.c.desk == case.desk.code, PAYMENT_ORDER.c.seq == case.seq)
        return {row.level: row.repeated for row in connection.execute(mine)}


def alarms(case: PaidCase) -> list[str]:
    with case.parts.database.read() as connection:
        return list(connection.execute(select(ALARM.c.code).where(ALARM.c.desk == case.desk.code)).scalars())


def proof(case: PaidCase) -> PaymentProven:
    return PaymentProven(order=case.republic, how="seen", number="ПП-1", on=DAY, amount=33_000, clerk="mprimeric")


@pytest.mark.parametrize("where", ["another desk", "the same desk", "the same parcel"])
def test_an_id_that_is_used_again_hides_nobodys_order(shared: Running, case: PaidCase, where: str) -> None:
    if where == "the same parcel":
        desk = shared.clerk()
        number = f"{desk.code}-000001-{case.number[-1]}"
        first = desk.receive(fee=FEE, number=number)
        second = desk.receive(fee=FEE, number=number)
        case.parts.accepting.take(desk.cut(*desk.entries))
        case, again = (
            PaidCase(case.parts, desk, one.header.subject, number, one.header.seq) for one in (first, second)
        )
    else:
        desk = case.desk if where == "the same desk" else shared.clerk()
        again = taken(case.parts, desk, fee=FEE, number=case.number)
        again = PaidCase(case.parts, desk, again.about, case.number, again.seq)
    assert repeated(again) == {"republic": True, "local": True}
    assert [one.id for one in case.parts.payments.orders(case.number)] == [case.republic, case.local]
    assert case.report("1", 33_000, case.republic).outcome == "taken"
    assert (case.state(case.republic), case.heard()[-1].what) == ("paid", "paid")
    case.parts.payments.attach("bank", case.local, ProofAttached(number="ПП-2", booked=DAY, amount=1))
    told = [(one.what, one.sums.cancelled) for one in again.heard()]
    assert told == [("repeated", True), ("repeated", True)]
    assert again.findings().count("order_repeated") == 2
    assert "order_repeated" not in case.findings()
    assert again.record("payment.proven", proof(again)) == ("refused", "order_repeated")
    assert alarms(again) == ["order_repeated"]


def test_an_own_reference_that_is_used_again_hides_nobodys_order(shared: Running, case: PaidCase) -> None:
    reference = case.seen(case.republic).reference
    again = taken(case.parts, shared.clerk(), fee=with_reference(reference))
    assert repeated(again) == {"republic": True, "local": False}
    assert case.report("1", 10_000, reference=reference, model="97").order == case.republic
    assert case.report("2", 23_000, reference=reference, model="97").order == case.republic
    assert (case.state(case.republic), again.state(again.local)) == ("paid", "issued")
    with pytest.raises(Refused, match="order_unknown"):
        again.state(again.republic)


def test_a_reference_that_came_before_the_order_whose_own_it_is_stays_where_it_is(shared: Running) -> None:
    parts, desk = shared.central.parts, shared.clerk()
    with parts.database.read() as connection:
        accounts = accounts_of(connection, "primerovo")
    assert accounts is not None
    reference = own_reference(f"{numbers.provisional(desk.code, 1)}-R", "97", accounts.municipality_code)
    early = taken(parts, shared.clerk(), fee=with_reference(reference))
    own = taken(parts, desk)
    assert (repeated(early)["republic"], repeated(own)) == (False, {"republic": True, "local": False})
    assert early.report("1", 10_000, reference=reference, model="97").order == early.republic


def test_what_many_have_in_common_is_nobodys_own(shared: Running) -> None:
    parts = shared.central.parts
    one, same = (taken(parts, shared.clerk(), fee=with_reference("59013")) for _ in range(2))
    assert repeated(one) == repeated(same) == {"republic": False, "local": False}
    assert (one.findings(), alarms(same)) == (same.findings(), [])


def test_what_was_noted_when_it_was_received_stays_noted(shared: Running, case: PaidCase) -> None:
    again = taken(case.parts, shared.clerk(), fee=FEE, number=case.number)
    found = [one["code"] for one in canonical.decode(again.told("findings")[-1], Findings).findings]
    assert {"provisional_number_wrong", "fee_differs", "order_repeated"} <= set(found)


def test_a_case_does_not_go_on_while_one_of_its_orders_is_held_back(shared: Running, case: PaidCase) -> None:
    again = taken(case.parts, shared.clerk(), fee=with_reference(case.seen(case.republic).reference))
    with case.parts.database.write() as connection:
        connection.execute(update(REQUEST).where(REQUEST.c.subject == again.about).values(state="ceka_uplatu"))
    again.report("1", 100_000, again.local)
    assert (again.state(again.local), again.request.state) == ("paid", "ceka_uplatu")


def test_a_fee_of_two_levels_with_one_line_each(case: PaidCase) -> None:
    assert repeated(case) == {"republic": False, "local": False}
    line = FeeLine(code="a", level="republic", tariff="1", amount=1)
    assert repeated(taken(case.parts, case.desk, fee=FeeCharged(lines=(line,), total=1))) == {"republic": False}
