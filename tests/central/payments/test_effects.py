"""What a counter records of payments: taken, or refused with its code; the rules are asked here again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import and_, update

from clerk_app.central.schema import REFERENCE_ITEM, REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings
from clerk_app.domain.bodies import EnclosureRef, RequestReceived
from clerk_app.domain.payment_bodies import PaymentCancelled, PaymentProven, PaymentTerminal, RefundAsked
from clerk_app.domain.payments import PAYMENT_POLICY, PaymentPolicy
from tests.central.conftest import Running
from tests.support.paid_cases import DAY, FEE, PaidCase, record, taken

ACCOUNT = "840000074225184373"
SCAN = EnclosureRef(sha256="ab" * 32, size=9, media_type="image/png", title="Доказ о уплати")


@pytest.fixture
def case(shared: Running) -> PaidCase:
    return taken(shared.central.parts, shared.clerk())


def proven(case: PaidCase, **changed: object) -> PaymentProven:
    plain = PaymentProven(
        order=case.republic, how="seen", number=f"ПП {case.number}", on=DAY, amount=33_000, clerk="mprimeric"
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def by_card(case: PaidCase, **changed: object) -> PaymentTerminal:
    plain = PaymentTerminal(order=case.local, slip="000123", terminal="T1", amount=100_000, clerk="mprimeric")
    return replace(plain, **changed)  # type: ignore[arg-type]


def decide(running: Running, policy: PaymentPolicy) -> None:
    this = and_(REFERENCE_ITEM.c.municipality == "primerovo", REFERENCE_ITEM.c.name == PAYMENT_POLICY)
    with running.central.parts.database.write() as connection:
        connection.execute(update(REFERENCE_ITEM).where(this).values(body=canonical.encode(policy)))


def test_a_proof_that_was_seen_settles_the_order_and_names_its_entry(case: PaidCase) -> None:
    assert case.record("payment.proven", proven(case, how="scanned", enclosure=SCAN)) == ("accepted", "")
    (told,) = case.heard()
    assert (told.what, told.desk, told.entry, told.sums.noted) == ("proven", case.desk.code, 2, 33_000)
    assert case.state(case.republic) == "proof_accepted"


def test_where_proofs_do_not_suffice_the_system_has_the_last_word(centre: Running) -> None:
    decide(centre, PaymentPolicy(proof_suffices=False))
    case = taken(centre.central.parts, centre.clerk())
    case.record("payment.proven", proven(case))
    assert case.state(case.republic) == "proof_attached"
    case.report("1", 33_000, case.republic)
    assert case.state(case.republic) == "paid"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"amount": 0}, "amount_not_positive"),
        ({"amount": -1}, "amount_not_positive"),
        ({"amount": 10**12}, "amount_beyond"),
        ({"amount": 33_001}, "amount_above_due"),
        ({"on": "2026-09-22"}, "payment_day_future"),
        ({"on": "јуче"}, "payment_day_wrong"),
        ({"number": "  "}, "proof_number_missing"),
        ({"order": "A1-000009-0-R"}, "order_unknown"),
    ],
)
def test_a_proof_that_cannot_be_is_refused(case: PaidCase, changed: dict[str, object], code: str) -> None:
    assert case.record("payment.proven", proven(case, **changed)) == ("refused", code)
    assert (case.heard(), case.state(case.republic)) == ([], "issued")


def test_the_same_proof_is_taken_once_for_an_order(case: PaidCase) -> None:
    assert case.record("payment.proven", proven(case, amount=10_000))[0] == "accepted"
    again = proven(case, amount=10_000, number=proven(case).number.lower())
    assert case.record("payment.proven", again) == ("refused", "proof_repeated")
    assert case.seen(case.republic).proven == 10_000


def test_a_part_that_was_seen_and_is_confirmed_is_counted_once(case: PaidCase) -> None:
    case.record("payment.proven", proven(case, amount=20_000))
    case.report("1", 20_000, case.republic)
    seen = case.seen(case.republic)
    assert (seen.state, seen.due, seen.paid, seen.proven) == ("partially_paid", 13_000, 20_000, 20_000)


def test_a_proof_of_what_is_confirmed_already_is_taken_from_a_desk_that_had_not_heard(case: PaidCase) -> None:
    case.report("1", 20_000, case.republic)
    assert case.record("payment.proven", proven(case, amount=20_000)) == ("accepted", "")
    assert (case.state(case.republic), case.seen(case.republic).due) == ("partially_paid", 13_000)


def test_a_proof_of_the_rest_settles_the_order_where_the_clerk_had_heard(case: PaidCase) -> None:
    case.report("1", 20_000, case.republic)
    assert case.record("payment.proven", proven(case, amount=13_000, beside=20_000)) == ("accepted", "")
    assert (case.state(case.republic), case.seen(case.republic).due) == ("proof_accepted", 0)
    case.report("2", 13_000, case.republic)
    assert (case.state(case.republic), case.findings()) == ("paid", [])


def test_a_proof_of_another_case_is_taken_and_noted(shared: Running, case: PaidCase) -> None:
    other = taken(case.parts, shared.clerk())
    number = proven(case).number
    case.record("payment.proven", proven(case))
    assert other.record("payment.proven", proven(other, number=number)) == ("accepted", "")
    assert (case.findings(), other.findings()) == ([], ["proof_elsewhere"])


def test_a_proof_in_the_parcel_of_its_request_forgets_nothing_that_is_noted_there(
    shared: Running, case: PaidCase
) -> None:
    case.record("payment.proven", proven(case))
    desk = shared.clerk()
    received = desk.receive(fee=FEE)
    number = canonical.decode(received.body or b"", RequestReceived).number
    body = proven(case, order=f"{number}-R")
    case.parts.accepting.take(desk.cut(received, desk.write("payment.proven", body, received.header.subject)))
    other = PaidCase(case.parts, desk, received.header.subject, number, received.header.seq)
    found = [one["code"] for one in canonical.decode(other.told("findings")[-1], Findings).findings]
    assert found == ["fee_differs", "proof_elsewhere"]


def test_an_order_of_another_case_is_none_of_this_one(shared: Running, case: PaidCase) -> None:
    other = taken(case.parts, shared.clerk())
    assert case.record("payment.proven", proven(case, order=other.republic)) == ("refused", "order_unknown")
    assert other.state(other.republic) == "issued"


def test_a_paid_order_takes_no_proof(case: PaidCase) -> None:
    case.report("1", 33_000, case.republic)
    assert case.record("payment.proven", proven(case)) == ("refused", "order_paid")


def test_the_terminal_has_a_slip_and_a_place(case: PaidCase) -> None:
    assert case.record("payment.terminal", by_card(case)) == ("accepted", "")
    assert case.record("payment.terminal", by_card(case, amount=1)) == ("refused", "amount_above_due")
    assert [(one.what, one.number) for one in case.heard()] == [("terminal", "000123")]


def test_without_a_terminal_nobody_paid_on_one(centre: Running) -> None:
    decide(centre, PaymentPolicy())
    case = taken(centre.central.parts, centre.clerk())
    assert case.record("payment.terminal", by_card(case)) == ("refused", "terminal_not_here")


def test_where_a_fee_is_paid_at_once_a_part_is_refused(centre: Running) -> None:
    decide(centre, PaymentPolicy(partial=False))
    case = taken(centre.central.parts, centre.clerk())
    assert case.record("payment.proven", proven(case, amount=100)) == ("refused", "partial_not_allowed")


def test_an_order_is_cancelled_while_nothing_has_come(case: PaidCase) -> None:
    cancelled = PaymentCancelled(order=case.republic, reason="одустаје", clerk="mprimeric")
    assert case.record("payment.cancelled", cancelled) == ("accepted", "")
    assert (case.state(case.republic), case.seen(case.republic).due, case.seen(case.republic).qr) == (
        "cancelled",
        0,
        "",
    )
    assert case.record("payment.cancelled", cancelled) == ("refused", "order_cancelled")
    kept = case.report("1", 33_000, case.republic)
    assert (kept.outcome, kept.why) == ("kept", "order_cancelled")
    case.report("2", 100, case.local)
    assert case.record("payment.cancelled", replace(cancelled, order=case.local)) == ("refused", "order_has_payments")


def test_money_is_asked_back_once_and_goes_back(case: PaidCase) -> None:
    asked = RefundAsked(order=case.republic, amount=33_000, account=ACCOUNT, reason="двапут", clerk="mprimeric")
    assert case.record("payment.refund_asked", asked) == ("refused", "refund_too_large")
    case.report("1", 33_000, case.republic)
    assert case.record("payment.refund_asked", replace(asked, account="1")) == ("refused", "refund_account")
    assert case.record("payment.refund_asked", asked) == ("accepted", "")
    assert case.state(case.republic) == "refund_requested"
    assert case.record("payment.refund_asked", asked) == ("refused", "order_refund_requested")
    case.report("2", 33_000, case.republic, kind="refunded")
    assert case.state(case.republic) == "refunded"
    assert all(ACCOUNT.encode() not in body for body in case.told("order")), "the account is told to nobody"


def test_whoever_waits_goes_on_once_a_proof_settles_the_last_order(case: PaidCase) -> None:
    with case.parts.database.write() as connection:
        connection.execute(update(REQUEST).where(REQUEST.c.subject == case.about).values(state="ceka_uplatu"))
    case.record("payment.proven", proven(case))
    assert case.request.state == "ceka_uplatu"
    case.record("payment.terminal", by_card(case))
    assert case.request.state == "u_radu"


def test_an_administrator_takes_no_proof(shared: Running, case: PaidCase) -> None:
    stranger = shared.clerk("aopitic", "opit-2026")
    assert record(case.parts, stranger, "payment.proven", proven(case), case.about) == ("refused", "not_permitted")
