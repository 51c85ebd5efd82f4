"""Every state and every line has its words, and "paid" is said of the system's word alone."""

from dataclasses import replace

import pytest

from clerk_app.domain.payment_bodies import Sums
from clerk_app.domain.payment_file import OrderStanding, PaymentLine
from clerk_app.domain.payment_states import STATES
from clerk_app.domain.payments import Order
from clerk_app.ui.payments.words import day_words, level_words, line_look, line_words, state_note

ORDER = Order(
    id="A7-1-R", level="republic", amount=33_000, account="1", payee="x", model="97", reference="1", issued="2026-11-23"
)
STANDING = OrderStanding(order=ORDER, sums=Sums(amount=33_000), state="issued")
LINES = ("pending", "paid", "late", "over", "kept", "proven", "terminal", "attached", "cancelled", "expired",
         "refund_asked", "refunded", "repeated")  # fmt: skip


def test_every_state_has_words_and_only_one_is_called_paid(texts):
    titles = {state: state_note(replace(STANDING, state=state), texts)[0] for state in STATES}
    assert [state for state, title in titles.items() if title == "Плаћено."] == ["paid"]
    assert titles["proof_accepted"] == "Доказ виђен."
    assert len(set(titles.values())) == len(STATES)
    waits = state_note(replace(STANDING, waits=True), texts)[1]
    assert waits.endswith("центар још не зна.")


def test_that_the_last_day_is_over_is_said_with_whose_word_it_is(texts):
    late = Sums(amount=33_000, expired=True)
    told = state_note(replace(STANDING, sums=late, state="expired"), texts)
    assert "прошао" in told[1]
    assert (told[2], "по сату" in told[1]) == ("error", False)
    by_clock = state_note(replace(STANDING, sums=late, state="expired", by_clock=True), texts)[1]
    assert "по сату овог рачунара" in by_clock
    part = replace(STANDING, sums=replace(late, paid=1), state="partially_paid")
    assert state_note(part, texts)[1].endswith("Рок за уплату је прошао.")


@pytest.mark.parametrize("state", ["paid", "refunded"])
def test_what_the_system_has_confirmed_is_not_called_unknown_to_the_centre(texts, state):
    about = state_note(replace(STANDING, state=state, waits=True), texts)[1]
    assert "центар још не зна" not in about
    assert about.endswith("још чека слање центру.")


@pytest.mark.parametrize("here", [False, True])
@pytest.mark.parametrize("what", [*LINES, "seen", "scanned"])
def test_every_line_has_words(texts, what, here):
    line = PaymentLine(what=what, at=1, amount=33_000, number="7", here=here)
    title, more = line_words(line, ORDER, texts)
    assert title
    assert more == "број 7"
    assert line_look(line)[0]


def test_what_this_program_does_not_know_is_a_change(texts):
    assert line_words(PaymentLine(what="of_tomorrow", at=1), ORDER, texts)[0] == texts.text("detail.changed")


def test_where_an_entry_stands_is_said_until_it_is_taken(texts):
    waiting = PaymentLine(what="seen", at=1, amount=1, here=True, mark="waiting")
    refused = replace(waiting, mark="refused", code="proof_repeated")
    assert line_words(waiting, ORDER, texts)[1] == "чека слање центру"
    assert "већ унет" in line_words(refused, ORDER, texts)[1]
    assert line_look(refused) == ("circle-x", "error")


def test_whose_fee_it_is_and_a_day(texts):
    assert level_words(ORDER, texts) == "Република · 330,00 РСД"
    assert day_words("2026-11-23", texts) == "23.11.2026."
