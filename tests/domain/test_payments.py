"""Orders are the same wherever they are computed, and their references bear the controls of their models."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import checkdigits, ips, numbers
from clerk_app.domain.bodies import FeeCharged, FeeLine, RequestReceived
from clerk_app.domain.payments import PaymentPolicy, ReferenceRule, orders_of, own_reference, slip_of, terms_of
from clerk_app.domain.people import Address, Person

ACCOUNTS = ips.TaxAccounts(
    municipality_code="048",
    republic_account="840000074222184357",
    republic_payee="Буџет Републике Србије",
    local_account="840000074225184373",
    local_payee="Општинска управа",
)
PAYER = Person(
    surname="Примерић",
    given_name="Пера",
    id_number="0101990990000",
    address=Address(place="Косјерић", street="Главна", number="1"),
)
COMPANY = Person(id_kind="company", id_number="101134702", surname="Пробић д.о.о.")
FEE = FeeCharged(
    lines=(
        FeeLine(code="a", level="republic", tariff="1", amount=33000),
        FeeLine(code="b", level="local", tariff="1", amount=32000),
        FeeLine(code="c", level="local", tariff="2", amount=100000),
    ),
    total=165000,
)
BODY = RequestReceived(
    number=numbers.provisional("A7", 123),
    service="public-area",
    service_version=1,
    applicant=PAYER,
    form={},
    received_local="2026-11-23T08:53:11+01:00",
    clerk="mprimeric",
    fee=FEE,
)


def policy(model: str = "97", reference: str = "municipality", days: int = 0) -> PaymentPolicy:
    rule = ReferenceRule(model=model, reference=reference)  # type: ignore[arg-type]
    return PaymentPolicy(republic=rule, local=rule, expires_days=days)


def test_one_order_for_each_account() -> None:
    republic, local = orders_of(BODY, PaymentPolicy(), ACCOUNTS)
    assert (republic.id, republic.account, republic.amount) == (f"{BODY.number}-R", "840000074222184357", 33000)
    assert (local.id, local.account, local.amount) == (f"{BODY.number}-L", "840000074225184373", 132000)
    assert (local.issued, local.expires) == ("2026-11-23", "")
    assert orders_of(replace(BODY, fee=FeeCharged()), PaymentPolicy(), ACCOUNTS) == ()


@pytest.mark.parametrize(
    ("model", "reference", "payer", "expected"),
    [
        ("97", "municipality", PAYER, "51048"),
        ("97", "municipality", COMPANY, checkdigits.control_97("048101134702") + "048101134702"),
        ("97", "request", PAYER, checkdigits.control_97("048A70001231") + "048A70001231"),
        ("97", "payer", PAYER, checkdigits.control_97("0480101990990000") + "0480101990990000"),
        ("22", "request", PAYER, "04810070001231" + checkdigits.control_22("10070001231")),
        ("00", "request", PAYER, "048A70001231"),
    ],
)
def test_the_policy_says_what_stands_in_a_reference(model: str, reference: str, payer: Person, expected: str) -> None:
    order = orders_of(replace(BODY, applicant=payer), policy(model, reference), ACCOUNTS)[0]
    assert order.reference == expected
    assert not checkdigits.check_reference(order.model, order.reference)


def test_a_number_that_is_wrong_is_not_put_into_a_reference() -> None:
    payer = replace(PAYER, id_number="0101990990009")
    assert orders_of(replace(BODY, applicant=payer), policy(reference="payer"), ACCOUNTS)[0].reference == "51048"


def test_a_person_is_named_only_where_the_policy_says_so() -> None:
    for reference in ("municipality", "request"):
        assert all(
            PAYER.id_number not in order.reference for order in orders_of(BODY, policy("97", reference), ACCOUNTS)
        )


def test_what_the_slip_says_holds_when_the_policy_changes() -> None:
    terms = terms_of(BODY, policy("97", "request", days=30), ACCOUNTS)
    kept = replace(BODY, fee=replace(FEE, terms=terms))
    assert orders_of(kept, policy("22", "municipality"), ACCOUNTS) == orders_of(
        BODY, policy("97", "request", days=30), ACCOUNTS
    )
    assert orders_of(kept, policy("22"), ACCOUNTS)[0].expires == "2026-12-23"


def test_a_slip_asks_for_what_is_left_and_cash_has_its_own_code() -> None:
    order = orders_of(BODY, PaymentPolicy(), ACCOUNTS)[1]
    slip = slip_of(order, payer=PAYER, purpose="Такса", amount=100, cash=True)
    assert (slip.amount, slip.code, slip.reference) == (100, "153", "51048")
    assert slip_of(order, payer=PAYER, purpose="Такса").amount == 132000


@given(
    st.sampled_from(["A7", "00", "MTKE"]),
    st.integers(1, 999_999),
    st.sampled_from(["97", "22"]),
    st.sampled_from(["municipality", "request", "payer"]),
    st.from_regex(r"[0-9]{3}", fullmatch=True),
)
def test_every_reference_is_right_and_fits_the_code(
    desk: str, running: int, model: str, reference: str, municipality: str
) -> None:
    body = replace(BODY, number=numbers.provisional(desk, running))
    for order in orders_of(body, policy(model, reference), replace(ACCOUNTS, municipality_code=municipality)):
        assert not checkdigits.check_reference(order.model, order.reference)
        assert ips.check(ips.build(slip_of(order, payer=PAYER, purpose="Такса"))) == ()


@pytest.mark.parametrize("model", ["97", "22", "00"])
def test_no_two_desks_have_a_reference_in_common(model: str) -> None:
    codes = ("AJ", "A19", "1019", "10J", "J9", "199", "A1", "101", "AA1", "111")
    bodies = [
        replace(BODY, number=numbers.provisional(code, running)) for code in codes for running in (1, 11, 900_001)
    ]
    made = [one.reference for body in bodies for one in orders_of(body, policy(model, "request"), ACCOUNTS)]
    assert len(set(made)) == len(made)


def test_the_reference_that_is_an_orders_own() -> None:
    for order in (one for model in ("97", "22", "00") for one in orders_of(BODY, policy(model, "request"), ACCOUNTS)):
        assert own_reference(order.id, order.model, ACCOUNTS.municipality_code) == order.reference
    for order in (one for shape in ("payer", "municipality") for one in orders_of(BODY, policy("97", shape), ACCOUNTS)):
        assert own_reference(order.id, order.model, ACCOUNTS.municipality_code) != order.reference
    assert own_reference("", "97", "999") == own_reference("A7-000415-T-X", "97", "999") == ""


def test_a_filing_of_the_portal_has_orders_too() -> None:
    body = replace(BODY, number=numbers.portal(2026, 123))
    for model in ("97", "22"):
        for order in orders_of(body, policy(model, "request"), ACCOUNTS):
            assert ips.check(ips.build(slip_of(order, payer=PAYER, purpose="Такса"))) == ()
            assert len(order.id) <= 24
