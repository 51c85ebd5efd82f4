"""A report finds its order by id, or by a reference as people write it, and by nothing else."""

from __future__ import annotations

from random import Random

import pytest

from clerk_app.central.payments.matching import Matching
from clerk_app.contract.payments import PaymentReport
from clerk_app.domain.case_file import CaseFile, Change
from clerk_app.domain.payment_bodies import PaymentCancelled, PaymentProven, RefundAsked
from clerk_app.domain.payment_file import Standpoint, standing_of
from clerk_app.domain.payment_states import refundable
from clerk_app.domain.payments import Order, PaymentPolicy
from tests.central.conftest import Running
from tests.support.lone_desk import START
from tests.support.paid_cases import DAY, PaidCase, taken

ACCOUNT = "840000074225184373"
CLERK = "mprimeric"


@pytest.fixture
def case(shared: Running) -> PaidCase:
    return taken(shared.central.parts, shared.clerk())


def matched(case: PaidCase, **told: str) -> tuple[str, str, str]:
    report = PaymentReport(id="x", kind="paid", amount=33_000, booked=DAY, **told)
    with case.parts.database.write() as connection:
        found = Matching(connection, "primerovo", PaymentPolicy(), START).match(report)
        connection.rollback()
    return found.outcome, found.order.id if found.order is not None else "", found.why


def test_by_id(case: PaidCase) -> None:
    assert matched(case, order=case.republic) == ("taken", case.republic, "")


@pytest.mark.parametrize("written", ["{0}", "{0:.2}-{1}", "{0:.2} {1}"])
def test_by_reference_with_dashes_and_spaces_and_small_letters(case: PaidCase, written: str) -> None:
    reference = case.seen(case.republic).reference
    for text in (written.format(reference, reference[2:]), written.format(reference, reference[2:]).lower()):
        assert matched(case, reference=text, model="97") == ("taken", case.republic, "")


def test_of_nothing_that_is_no_text(case: PaidCase) -> None:
    assert matched(case, reference="\u2028") == ("unmatched", "", "reference_unknown")


def one_step(case: PaidCase, drawn: Random, name: str) -> None:
    """Something happens to the republic's order; whether it is taken is the centre's to say."""
    order, amount = case.republic, drawn.choice([1_000, 10_000, 23_000, 33_000, 40_000])
    what = drawn.choice(["paid", "refunded", "pending", "proven", "asked", "cancelled"])
    if what in {"paid", "refunded", "pending"}:
        case.report(name, amount, order, kind=what)
    elif what == "proven":
        beside = drawn.choice([0, case.seen(order).paid])
        proof = PaymentProven(order=order, how="seen", number=name, on=DAY, amount=amount, clerk=CLERK, beside=beside)
        case.record("payment.proven", proof)
    elif what == "asked":
        case.record(
            "payment.refund_asked", RefundAsked(order=order, amount=amount, account=ACCOUNT, reason="", clerk=CLERK)
        )
    else:
        case.record("payment.cancelled", PaymentCancelled(order=order, reason="", clerk=CLERK))


def test_whatever_happens_the_word_agrees_with_the_sums_and_the_desk_says_the_same(shared: Running) -> None:
    desk, drawn = shared.clerk(), Random(20261128)
    for _ in range(12):
        case = taken(shared.central.parts, desk)
        for step in range(8):
            one_step(case, drawn, str(step))
        seen, heard = case.seen(case.republic), case.heard()
        left = refundable(heard[-1].sums) if heard else 0
        assert left >= 0
        assert seen.state != "refunded" or (left == 0 and seen.due == 0)
        assert seen.state != "paid" or seen.paid - seen.refunded >= seen.amount
        assert seen.state != "partially_paid" or seen.due == seen.amount - left > 0
        assert seen.state != "cancelled" or left == seen.due == 0
        assert bool(seen.qr) == (seen.due > 0)
        order = Order(
            id=seen.id, level="republic", amount=seen.amount, account="", payee="", model="", reference="", issued=DAY
        )
        told = tuple(Change(version=place, kind="order", body=one) for place, one in enumerate(heard))
        file = CaseFile(subject=case.about, own=(), told=told, ways={})
        at_the_desk = standing_of(order, file, PaymentPolicy(), Standpoint(desk=desk.code))
        assert (at_the_desk.state, at_the_desk.due) == (seen.state, seen.due)
