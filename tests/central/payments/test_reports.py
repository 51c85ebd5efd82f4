"""The ledger of payments: each report counts once where it belongs, and none is ever lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from sqlalchemy import and_, update

from clerk_app.central.clock import DAY as A_DAY
from clerk_app.central.payments import strays as payments_strays
from clerk_app.central.schema import REFERENCE_ITEM, REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.answers import Status
from clerk_app.contract.payments import PaymentReport, ProofAttached
from clerk_app.domain.bodies import OrderTerms, RequestAnnulled
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.ips import check
from clerk_app.domain.payment_bodies import PaymentProven, RefundAsked
from clerk_app.domain.payments import PAYMENT_POLICY, PaymentPolicy
from tests.central.conftest import Running
from tests.support.at_once import at_once
from tests.support.lone_desk import START
from tests.support.paid_cases import DAY, PaidCase, fee_of, taken

LATER = START + 40 * A_DAY


@pytest.fixture
def case(shared: Running) -> PaidCase:
    return taken(shared.central.parts, shared.clerk())


@pytest.fixture
def alone(centre: Running) -> PaidCase:
    """At a centre whose clock and policy the test may change."""
    return taken(centre.central.parts, centre.clerk())


def decide(case: PaidCase, policy: PaymentPolicy) -> None:
    this = and_(REFERENCE_ITEM.c.municipality == "primerovo", REFERENCE_ITEM.c.name == PAYMENT_POLICY)
    with case.parts.database.write() as connection:
        connection.execute(update(REFERENCE_ITEM).where(this).values(body=canonical.encode(policy)))


def wait_for_payment(case: PaidCase) -> None:
    with case.parts.database.write() as connection:
        connection.execute(update(REQUEST).where(REQUEST.c.subject == case.about).values(state="ceka_uplatu"))


def test_a_request_with_a_fee_has_an_order_for_each_account(case: PaidCase) -> None:
    orders = case.parts.payments.orders(case.number)
    assert [(one.id, one.amount, one.due, one.state) for one in orders] == [
        (case.republic, 33_000, 33_000, "issued"),
        (case.local, 100_000, 100_000, "issued"),
    ]
    assert [check(one.qr) for one in orders] == [(), ()]
    assert {(one.issued, one.expires) for one in orders} == {(DAY, "2026-10-21")}
    with pytest.raises(Refused, match="case_unknown"):
        case.parts.payments.orders("A1-999999-0")


def test_a_payment_by_its_reference_is_told_to_the_desk_by_itself(case: PaidCase) -> None:
    seen = case.seen(case.local)
    written = f"{seen.reference[:3]}-{seen.reference[3:]}"
    taken_ = case.report("1", 100_000, reference=written, model=seen.model)
    assert (taken_.outcome, taken_.order, taken_.why) == ("taken", case.local, "")
    (told,) = case.heard()
    assert (told.order, told.what, told.amount, told.sums.paid, told.desk) == (case.local, "paid", 100_000, 100_000, "")
    assert (case.state(case.local), case.state(case.republic)) == ("paid", "issued")


def test_a_payment_reported_twice_counts_once(case: PaidCase) -> None:
    first = case.report("1", 33_000, case.republic)
    assert case.report("1", 33_000, case.republic) == first
    assert (case.seen(case.republic).paid, len(case.heard())) == (33_000, 1)
    with pytest.raises(Refused, match="idempotency_conflict"):
        case.report("1", 33_001, case.republic)


def test_parts_add_up_and_too_much_is_noted(case: PaidCase) -> None:
    case.report("1", 20_000, case.republic)
    assert (case.state(case.republic), case.seen(case.republic).due) == ("partially_paid", 13_000)
    case.report("2", 13_000, case.republic)
    assert case.state(case.republic) == "paid"
    over = case.report("3", 500, case.republic)
    assert (over.outcome, over.why, case.findings()) == ("taken", "overpaid", ["overpaid"])
    assert [one.what for one in case.heard()] == ["paid", "paid", "over"]


@pytest.mark.parametrize(
    ("amount", "booked", "code"),
    [
        (0, DAY, "amount_not_positive"),
        (-33_000, DAY, "amount_not_positive"),
        (10**12, DAY, "amount_beyond"),
        (33_000, "2026-09-22", "payment_day_future"),
        (33_000, "2026-02-30", "payment_day_wrong"),
    ],
)
def test_what_cannot_be_a_payment_is_refused_by_its_code(case: PaidCase, amount: int, booked: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        case.report("1", amount, case.republic, booked=booked)
    assert case.heard() == []


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"order": "A1-000009-0-R"}, "order_unknown"),
        ({"reference": "", "model": "97"}, "reference_missing"),
        ({"reference": "13999A10000091", "model": "97"}, "reference_check_digits"),
        ({"reference": "50404", "model": "97"}, "reference_unknown"),
        ({"reference": "50404", "model": "11"}, "model_wrong"),
    ],
)
def test_what_fits_no_order_is_kept_and_shown(
    case: PaidCase, told: dict[str, str], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payments_strays, "MOST", 10_000)  # whatever the tests before it have left at this centre
    taken_ = case.report("1", 33_000, **told)
    assert (taken_.outcome, taken_.why) == ("unmatched", why)
    assert case.report("1", 33_000, **told) == taken_
    stray = next(one for one in case.parts.payments.strays().lines if one.id == taken_.id)
    assert (stray.amount, stray.told) == (33_000, told.get("order") or told.get("reference"))


def test_the_right_reference_under_another_model_is_kept_apart(case: PaidCase) -> None:
    seen = case.seen(case.republic)
    assert case.report("1", 33_000, reference=seen.reference, model="22").why == "model_wrong"
    assert case.state(case.republic) == "issued"


def test_an_order_with_a_reference_that_is_not_its_own_is_kept_apart(case: PaidCase) -> None:
    others = case.seen(case.local).reference
    for name, reference in (("1", others), ("2", "nonsense"), ("3", case.seen(case.republic).reference + "0")):
        kept = case.report(name, 33_000, case.republic, reference=reference)
        assert (kept.outcome, kept.why, kept.order) == ("unmatched", "reference_not_its_own", "")
    assert (case.state(case.republic), case.state(case.local), case.heard()) == ("issued", "issued", [])
    own = case.seen(case.republic).reference
    assert case.report("4", 33_000, case.republic, reference=f"{own[:2]}-{own[2:]}".lower()).outcome == "taken"


@pytest.mark.parametrize("what", ["paid", "pending", "refunded"])
def test_what_was_booked_before_its_order_was_issued_is_kept_apart(case: PaidCase, what: str) -> None:
    for name, booked in (("1", "1999-01-01"), ("2", "2026-09-20")):
        kept = case.report(name, 33_000, case.republic, kind=what, booked=booked)
        assert (kept.outcome, kept.why) == ("unmatched", "booked_before_order")
    assert case.report("3", 33_000, reference=case.seen(case.republic).reference, booked="2026-09-20").why
    assert (case.state(case.republic), case.heard()) == ("issued", [])


def test_the_clock_of_a_desk_that_is_ahead_keeps_no_money_apart(shared: Running) -> None:
    ahead = taken(shared.central.parts, shared.clerk(), received_local="2028-01-01T09:00:00+01:00")
    assert ahead.seen(ahead.republic).issued == "2028-01-01"
    assert ahead.report("1", 33_000, ahead.republic).outcome == "taken"


def test_a_payment_for_another_case_is_that_cases(shared: Running, case: PaidCase) -> None:
    other = taken(case.parts, shared.clerk())
    case.report("1", 33_000, other.republic)
    assert (case.state(case.republic), other.state(other.republic)) == ("issued", "paid")
    assert (case.heard(), len(other.heard())) == ([], 1)


def test_where_many_have_one_reference_only_the_one_of_that_amount_is_meant(centre: Running, alone: PaidCase) -> None:
    decide(alone, PaymentPolicy())
    one, same = (taken(alone.parts, centre.clerk()) for _ in range(2))
    only = taken(alone.parts, centre.clerk(), fee=fee_of(77_000))
    reference = one.seen(one.republic).reference
    assert same.seen(same.republic).reference == only.seen(only.republic).reference == reference
    assert one.report("1", 33_000, reference=reference).outcome == "unmatched"
    assert only.report("1", 77_000, reference=reference).order == only.republic
    assert one.report("2", 33_000, one.republic).order == one.republic


def test_an_order_ends_by_time_and_money_after_that_is_taken_with_a_finding(centre: Running, alone: PaidCase) -> None:
    assert alone.parts.payments.expire() == 0
    centre.clock.at = LATER
    assert alone.parts.payments.expire() == 2
    assert alone.parts.payments.expire() == 0
    assert alone.state(alone.republic) == "expired"
    assert {one.what for one in alone.heard()} == {"expired"}
    late = alone.report("1", 33_000, alone.republic, booked="2026-10-25")
    assert (late.outcome, late.why, alone.state(alone.republic)) == ("late", "paid_late", "paid")
    assert alone.findings() == ["paid_late"]


def test_late_money_is_kept_to_be_sent_back_where_the_policy_says_so(centre: Running, alone: PaidCase) -> None:
    decide(alone, PaymentPolicy(late="keep", expires_days=30))
    centre.clock.at = LATER
    alone.parts.payments.expire()
    kept = alone.report("1", 33_000, alone.republic, booked="2026-10-25")
    assert (kept.outcome, kept.why, alone.state(alone.republic)) == ("kept", "paid_late", "expired")
    assert alone.findings() == ["payment_kept"]
    assert [one.outcome for one in alone.parts.payments.strays().lines] == ["kept"]


def test_what_was_booked_in_time_is_not_late_however_late_it_is_reported(centre: Running, alone: PaidCase) -> None:
    centre.clock.at = START + 29 * A_DAY
    assert alone.report("1", 33_000, alone.republic, booked="2026-10-20").outcome == "taken"


@pytest.mark.parametrize("late", ["take", "keep"])
def test_what_was_paid_in_time_is_not_late_though_the_order_was_let_end_before_it_is_told(
    centre: Running, alone: PaidCase, late: Literal["take", "keep"]
) -> None:
    decide(alone, PaymentPolicy(late=late, expires_days=30))
    centre.clock.at = LATER
    assert alone.parts.payments.expire() == 2
    told = alone.report("1", 33_000, alone.republic, booked="2026-10-21")
    assert (told.outcome, told.why, alone.state(alone.republic)) == ("taken", "", "paid")
    assert alone.findings() == []


def test_money_for_an_annulled_case_is_kept_and_its_order_is_told_as_cancelled(case: PaidCase) -> None:
    case.report("0", 50_000, case.local)
    case.record("request.annulled", RequestAnnulled(reason="грешка", clerk="mprimeric"))
    kept = case.report("1", 33_000, case.republic)
    assert (kept.outcome, kept.why) == ("kept", "case_annulled")
    case.report("2", 33_000, case.republic, kind="pending")
    seen = {one.id: (one.state, one.due, one.qr) for one in case.parts.payments.orders(case.number)}
    assert seen == {case.republic: ("cancelled", 0, ""), case.local: ("partially_paid", 0, "")}
    for order in (case.republic, case.local):
        with pytest.raises(Refused, match="order_cancelled"):
            case.parts.payments.attach("bank", order, ProofAttached(number="ПП-1", booked=DAY, amount=33_000))


@pytest.mark.parametrize(("day", "days"), [("9999-12-31", 30), ("9999-12-31", 0), (DAY, 10**12)])
def test_an_order_has_no_last_day_where_no_calendar_has_it(
    centre: Running, alone: PaidCase, day: str, days: int
) -> None:
    decide(alone, PaymentPolicy(expires_days=days))
    desk = centre.clerk()
    case = taken(alone.parts, desk, received_local=f"{day}T10:00:00+02:00")
    assert {one.expires for one in alone.parts.payments.orders(case.number)} == {""}
    terms = (OrderTerms(level="republic", model="97", reference="59013", expires="9999-12-31"),)
    case = taken(alone.parts, desk, fee=replace(fee_of(33_000), terms=terms))
    assert {one.expires for one in alone.parts.payments.orders(case.number)} == {"9999-12-31"}
    assert alone.parts.payments.expire() == 0


def test_a_payment_that_has_begun_is_told_and_only_once(case: PaidCase) -> None:
    case.report("1", 33_000, case.republic, kind="pending")
    assert case.state(case.republic) == "pending"
    case.report("2", 33_000, case.republic)
    case.report("3", 33_000, case.republic, kind="pending")
    assert case.state(case.republic) == "paid"
    assert [one.what for one in case.heard()] == ["pending", "paid"]


def test_no_more_goes_back_than_came(case: PaidCase) -> None:
    case.report("1", 33_000, case.republic)
    assert case.report("2", 40_000, case.republic, kind="refunded").why == "refund_too_large"
    case.report("3", 33_000, case.republic, kind="refunded")
    assert (case.state(case.republic), case.seen(case.republic).refunded) == ("refunded", 33_000)


def test_too_much_that_goes_back_leaves_the_order_paid(case: PaidCase) -> None:
    case.report("1", 40_000, case.republic)
    case.report("2", 7_000, case.republic, kind="refunded")
    assert (case.state(case.republic), case.seen(case.republic).due) == ("paid", 0)
    case.report("3", 3_000, case.republic, kind="refunded")
    seen = case.seen(case.republic)
    assert (seen.state, seen.due, check(seen.qr)) == ("partially_paid", 3_000, ())
    case.report("4", 30_000, case.republic, kind="refunded")
    assert (case.state(case.republic), case.seen(case.republic).due) == ("refunded", 0)
    again = case.report("5", 33_000, case.republic)
    assert (again.outcome, again.why, case.state(case.republic)) == ("taken", "", "paid")


def test_what_the_counter_may_ask_back_the_bank_may_send_back(case: PaidCase) -> None:
    case.report("1", 10_000, case.republic)
    proof = PaymentProven(order=case.republic, how="seen", number="1", on=DAY, amount=23_000, clerk="m", beside=10**4)
    asked = RefundAsked(order=case.republic, amount=33_000, account="840000074225184373", reason="", clerk="mprimeric")
    assert case.record("payment.proven", proof) == ("accepted", "")
    assert case.record("payment.refund_asked", asked) == ("accepted", "")
    assert case.state(case.republic) == "refund_requested"
    assert case.report("2", 33_001, case.republic, kind="refunded").why == "refund_too_large"
    assert case.report("3", 33_000, case.republic, kind="refunded").outcome == "taken"
    assert case.state(case.republic) == "refunded"


def test_a_case_that_waits_goes_on_by_itself_once_everything_is_paid(case: PaidCase) -> None:
    wait_for_payment(case)
    case.report("1", 33_000, case.republic)
    assert case.request.state == "ceka_uplatu"
    case.report("2", 100_000, case.local)
    assert case.request.state == "u_radu"
    assert canonical.decode(case.told("status")[-1], Status).state == "u_radu"


def test_an_uploaded_proof_is_told_and_settles_nothing(case: PaidCase) -> None:
    attach = case.parts.payments.attach
    proof = ProofAttached(number="ПП-1", booked=DAY, amount=33_000)
    assert attach("bank", case.republic, proof).state == "issued"
    assert [(one.what, one.number) for one in case.heard()] == [("attached", "ПП-1")]
    with pytest.raises(Refused, match="proof_repeated"):
        attach("bank", case.republic, proof)
    with pytest.raises(Refused, match="order_unknown"):
        attach("bank", "A1-000009-0-R", proof)
    with pytest.raises(Refused, match="proof_number_missing"):
        attach("bank", case.republic, ProofAttached(number=" ", booked=DAY, amount=33_000))
    with pytest.raises(Invalid, match="amount_not_positive"):
        attach("bank", case.republic, ProofAttached(number="ПП-2", booked=DAY, amount=0))


def test_the_same_report_from_many_sides_at_once_counts_once(case: PaidCase) -> None:
    told = PaymentReport(id=f"{case.number}.many", kind="paid", amount=33_000, booked=DAY, order=case.republic)
    answers = at_once(*[lambda: case.parts.payments.report("bank", told)] * 4)
    assert len(set(map(repr, answers))) == 1
    assert (case.seen(case.republic).paid, len(case.heard())) == (33_000, 1)
