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
        (Sums(amount=100, noted=40, paid=40), POLICY, "partially_paid", 60),
        (Sums(amount=100, noted=40, paid=60), POLICY, "partially_paid", 40),
        (Sums(amount=100, noted=60, paid=40), POLICY, "partially_paid", 40),
        (Sums(amount=100, noted=100, paid=40), POLICY, "proof_accepted", 0),
        (Sums(amount=100, noted=40, paid=60, least=100), POLICY, "proof_accepted", 0),
        (Sums(amount=100, noted=40, paid=100, least=100), POLICY, "paid", 0),
        (Sums(amount=100, noted=40, paid=40), WAITING, "partially_paid", 60),
        (Sums(amount=100, noted=100, paid=40), WAITING, "proof_attached", 0),
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
        (Sums(amount=100, paid=30, noted=70, least=100, asked=100, refunded=100), POLICY, "refunded", 0),
        (Sums(amount=100, paid=100, noted=40, least=140, refunded=40), POLICY, "proof_accepted", 0),
        (Sums(amount=100, noted=100, refunded=40), POLICY, "partially_proven", 40),
        (Sums(amount=100, paid=100, noted=100, refunded=100), POLICY, "refunded", 0),
    ],
)
def test_money_counts_more_than_words(sums: Sums, policy: PaymentPolicy, state: str, due: int) -> None:
    assert states.state_of(sums, policy) == state
    assert states.due(sums) == due
    assert state in states.STATES


@pytest.mark.parametrize("confirmed_first", [True, False])
def test_a_part_that_was_seen_and_is_confirmed_is_counted_once(confirmed_first: bool) -> None:
    sums = Sums(amount=33_000)
    if confirmed_first:
        sums = states.with_proof(states.with_payment(sums, 20_000), 20_000, beside=0)
    else:
        sums = states.with_payment(states.with_proof(sums, 20_000, beside=0), 20_000)
    assert (states.state_of(sums, POLICY), states.due(sums)) == ("partially_paid", 13_000)
    assert states.refundable(sums) == 20_000


def test_a_proof_that_was_noted_beside_what_is_confirmed_is_of_other_money() -> None:
    sums = states.with_payment(Sums(amount=33_000), 20_000)
    sums = states.with_proof(sums, 13_000, beside=states.come(sums))
    assert (states.state_of(sums, POLICY), states.due(sums)) == ("proof_accepted", 0)
    confirmed = states.with_payment(sums, 13_000)
    assert (states.state_of(confirmed, POLICY), states.refundable(confirmed)) == ("paid", 33_000)


def test_what_went_back_and_is_paid_anew_is_of_other_money() -> None:
    sums = Sums(amount=100, paid=100, asked=40, refunded=40)
    anew = states.with_proof(sums, 40, beside=states.come(sums))
    assert (states.due(sums), states.due(anew), states.refundable(anew)) == (40, 0, 100)


def test_no_entry_says_that_more_came_beside_it_than_is_known() -> None:
    assert states.come(states.with_proof(Sums(amount=100, paid=10), 20, beside=10**12)) == 30


@given(st.data())
def test_in_whatever_order_proofs_and_confirmations_are_heard_nothing_is_counted_twice(data: st.DataObject) -> None:
    """Each payment is proven, confirmed, or both; whoever notes a proof has heard of some of what came before it."""
    ways = st.sampled_from(["proof", "bank", "both"])
    payments = data.draw(st.lists(st.tuples(st.integers(1, 90), ways), max_size=6))
    events = [(place, "proof") for place, (_, how) in enumerate(payments) if how != "bank"]
    events += [(place, "bank") for place, (_, how) in enumerate(payments) if how != "proof"]
    sums, confirmed = Sums(amount=10_000), frozenset[int]()
    known = [(sums, confirmed)]
    for place, what in data.draw(st.permutations(events)):
        amount = payments[place][0]
        if what == "bank":
            sums, confirmed = states.with_payment(sums, amount), confirmed | {place}
        else:
            seen, _ = data.draw(st.sampled_from([one for one in known if place not in one[1]]))
            sums = states.with_proof(sums, amount, beside=states.come(seen))
        known.append((sums, confirmed))
    assert max(sums.paid, sums.noted) <= states.come(sums) <= sum(amount for amount, _ in payments)


@pytest.mark.parametrize(
    ("sums", "beside", "code"),
    [
        (Sums(amount=100, paid=60), None, "amount_above_due"),
        (Sums(amount=100, paid=60), 60, "amount_above_due"),
        (Sums(amount=100, paid=60), 0, ""),
        (Sums(amount=100, paid=60, noted=50), 0, "amount_above_due"),
        (Sums(amount=100, paid=60), 10**12, "amount_above_due"),
        (Sums(amount=100, paid=100), 0, "order_paid"),
    ],
)
def test_a_proof_is_judged_by_what_was_known_where_it_was_noted(sums: Sums, beside: int | None, code: str) -> None:
    assert states.payment_wrong(sums, 60, POLICY, beside) == code


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
        least=st.integers(0, 300),
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
