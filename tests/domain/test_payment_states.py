"""What an order becomes, and what is refused: each with its code, at the desk and at the centre alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import payment_states as states
from clerk_app.domain.cases import UNPAID
from clerk_app.domain.payment_bodies import Sums
from clerk_app.domain.payments import PaymentPolicy

POLICY = PaymentPolicy(terminal=True)
WAITING = PaymentPolicy(proof_suffices=False)


@pytest.mark.parametrize(
    ("sums", "policy", "state", "due"),
    [
        (Sums(amount=100), POLICY, "issued", 100),
        (Sums(amount=100, pending=True), POLICY, "pending", 100),
        (Sums(amount=100, paid=40), POLICY, "partially_paid", 60),
        (Sums(amount=100, paid=40, expired=True), POLICY, "partially_paid", 60),
        (Sums(amount=100, paid=100), POLICY, "paid", 0),
        (Sums(amount=100, paid=140), POLICY, "paid", 0),
        (Sums(amount=100, paid=100, expired=True, cancelled=True), POLICY, "paid", 0),
        (Sums(amount=100, noted=100), POLICY, "proof_accepted", 0),
        (Sums(amount=100, noted=40), POLICY, "partially_proven", 60),
        (Sums(amount=100, noted=40, paid=60), POLICY, "proof_accepted", 0),
        (Sums(amount=100, noted=100), WAITING, "proof_attached", 0),
        (Sums(amount=100, expired=True), POLICY, "expired", 100),
        (Sums(amount=100, cancelled=True), POLICY, "cancelled", 0),
        (Sums(amount=100, paid=100, asked=50), POLICY, "refund_requested", 0),
        (Sums(amount=100, paid=100, asked=50, refunded=20), POLICY, "refund_requested", 0),
        (Sums(amount=100, paid=100, asked=50, refunded=50), POLICY, "partially_paid", 50),
        (Sums(amount=100, paid=100, asked=50, refunded=100), POLICY, "refunded", 0),
        (Sums(amount=100, paid=100, refunded=1), POLICY, "partially_paid", 1),
        (Sums(amount=100, paid=140, refunded=40), POLICY, "paid", 0),
        (Sums(amount=100, paid=140, refunded=41), POLICY, "partially_paid", 1),
        (Sums(amount=100, paid=200, refunded=100), POLICY, "paid", 0),
        (Sums(amount=100, paid=30, noted=70, asked=100, refunded=100), POLICY, "refunded", 0),
        (Sums(amount=100, noted=100, refunded=40), POLICY, "partially_proven", 40),
        (Sums(amount=100, paid=100, noted=100, refunded=100), POLICY, "refunded", 0),
    ],
)
def test_money_counts_more_than_words(sums: Sums, policy: PaymentPolicy, state: str, due: int) -> None:
    assert states.state_of(sums, policy) == state
    assert states.due(sums) == due
    assert state in states.STATES


@pytest.mark.parametrize(
    ("sums", "amount", "policy", "code"),
    [
        (Sums(amount=100), 100, POLICY, ""),
        (Sums(amount=100), 0, POLICY, "amount_not_positive"),
        (Sums(amount=100), -100, POLICY, "amount_not_positive"),
        (Sums(amount=100), 10**12, POLICY, "amount_beyond"),
        (Sums(amount=100), 101, POLICY, "amount_above_due"),
        (Sums(amount=100), 101, PaymentPolicy(over=1), ""),
        (Sums(amount=100), 99, PaymentPolicy(partial=False), "partial_not_allowed"),
        (Sums(amount=100, noted=100), 100, POLICY, "amount_above_due"),
        (Sums(amount=100, paid=100), 100, POLICY, "order_paid"),
        (Sums(amount=100, cancelled=True), 100, POLICY, "order_cancelled"),
        (Sums(amount=100, paid=100, asked=100), 100, POLICY, "order_refund_requested"),
        (Sums(amount=100, paid=100, asked=100, refunded=100), 100, POLICY, "order_refunded"),
        (Sums(amount=100, expired=True), 100, POLICY, ""),
    ],
)
def test_what_a_counter_cannot_note(sums: Sums, amount: int, policy: PaymentPolicy, code: str) -> None:
    assert states.payment_wrong(sums, amount, policy) == code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-11-23", ""),
        ("2026-11-24", "payment_day_future"),
        ("23.11.2026.", "payment_day_wrong"),
        ("2026-02-30", "payment_day_wrong"),
        ("", "payment_day_wrong"),
    ],
)
def test_the_day_of_a_proof(day: str, code: str) -> None:
    assert states.day_wrong(day, "2026-11-23") == code


@pytest.mark.parametrize(
    ("sums", "amount", "account", "code"),
    [
        (Sums(amount=100, paid=100), 100, "840-742251843-73", ""),
        (Sums(amount=100, paid=140), 140, "840000074225184373", ""),
        (Sums(amount=100, noted=100), 100, "840-742251843-73", ""),
        (Sums(amount=100, paid=100, noted=100), 200, "840-742251843-73", "refund_too_large"),
        (Sums(amount=100, paid=100), 101, "840-742251843-73", "refund_too_large"),
        (Sums(amount=100), 100, "840-742251843-73", "refund_too_large"),
        (Sums(amount=100, paid=100), 0, "840-742251843-73", "amount_not_positive"),
        (Sums(amount=100, paid=100), 100, "840-742251843-74", "refund_account"),
        (Sums(amount=100, paid=100), 100, "", "refund_account"),
        (Sums(amount=100, paid=100, asked=50), 50, "840-742251843-73", "order_refund_requested"),
    ],
)
def test_what_cannot_be_asked_back(sums: Sums, amount: int, account: str, code: str) -> None:
    assert states.refund_wrong(sums, amount, account, POLICY) == code


@given(
    st.builds(
        Sums,
        amount=st.integers(1, 200),
        paid=st.integers(0, 300),
        noted=st.integers(0, 200),
        asked=st.integers(0, 300),
        refunded=st.integers(0, 300),
        expired=st.booleans(),
        pending=st.booleans(),
    ).filter(lambda sums: states.refundable(sums) >= 0)
)
def test_the_word_never_contradicts_the_sums(sums: Sums) -> None:
    state, left, due = states.state_of(sums, POLICY), states.refundable(sums), states.due(sums)
    assert (state == "refund_requested") == (sums.asked > sums.refunded)
    assert state != "paid" or sums.paid - sums.refunded >= sums.amount
    assert state != "proof_accepted" or left >= sums.amount
    assert state != "partially_paid" or (0 < left < sums.amount and due == sums.amount - left)
    assert state != "refunded" or (sums.refunded > 0 and left == due == 0)
    assert state not in {"issued", "pending", "expired"} or (left == sums.refunded == 0 and due == sums.amount)
    assert state not in states.SETTLED or due == 0


def test_the_order_of_an_annulled_case_is_cancelled_unless_the_bank_has_money() -> None:
    assert states.of_annulled(Sums(amount=100, pending=True)) == Sums(amount=100, cancelled=True)
    assert states.of_annulled(Sums(amount=100, paid=1)) == Sums(amount=100, paid=1)


def test_an_order_with_money_is_not_cancelled() -> None:
    assert states.cancelling_wrong(Sums(amount=100), POLICY) == ""
    assert states.cancelling_wrong(Sums(amount=100, expired=True), POLICY) == ""
    assert states.cancelling_wrong(Sums(amount=100, noted=10), POLICY) == "order_has_payments"
    assert states.cancelling_wrong(Sums(amount=100, paid=100), POLICY) == "order_paid"


@pytest.mark.parametrize(
    ("orders", "word"),
    [
        ([], ""),
        (["cancelled"], ""),
        (["issued", "issued"], "issued"),
        (["paid", "issued"], "partially_paid"),
        (["paid", "cancelled"], "paid"),
        (["proof_accepted", "issued"], "partially_proven"),
        (["partially_proven"], "partially_proven"),
        (["partially_proven", "partially_paid"], "partially_paid"),
        (["paid", "proof_accepted"], "proof_accepted"),
        (["expired", "expired"], "expired"),
        (["pending", "issued"], "pending"),
        (["proof_attached"], "proof_attached"),
        (["refunded"], "refunded"),
    ],
)
def test_one_word_for_a_case(orders: list[str], word: str) -> None:
    assert states.summary(orders) == word
    assert (word in UNPAID) == (word in {"issued", "pending", "partially_paid", "partially_proven", "proof_attached"})
