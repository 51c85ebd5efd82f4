"""What is asked: typed the Serbian way, and what cannot be read is left to the rule that says no."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.actions.payments import Proof
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.ui.payments.dialogs import CancelDialog, Card, CardDialog, ProofDialog, Refund, RefundDialog

TODAY = date(2026, 11, 23)


@pytest.fixture
def over(page):
    page.resize(1000, 700)
    page.show()
    return page


def heard_of(dialog):
    heard: list[object] = []
    dialog.given.connect(heard.append)
    dialog.open_over()
    return heard


def test_a_proof_needs_no_more_than_its_number(context, over):
    dialog = ProofDialog(context, 133_000, TODAY, over=over)
    heard = heard_of(dialog)
    assert dialog.focusWidget() is dialog.number
    QTest.keyClicks(dialog.number, "118")
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    assert heard == [Proof(number="118", on="2026-11-23", amount=133_000)]
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    assert len(heard) == 1, "until something is wrong with it"
    dialog.refuse(Invalid("proof_number_missing", field="number"))
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    assert len(heard) == 2
    assert dialog.isVisible()


def test_what_cannot_be_read_is_nothing(context, over):
    dialog = ProofDialog(context, 100, TODAY, over=over)
    heard = heard_of(dialog)
    dialog.amount.setText("хиљаду")
    dialog.day.setText("јуче")
    dialog._on_verb()
    assert heard == [Proof(number="", on="", amount=0)]


def test_errors_stand_at_their_field_and_the_others_at_the_last(context, over):
    dialog = ProofDialog(context, 100, TODAY, over=over)
    dialog.open_over()
    dialog.refuse(Invalid("payment_day_future", field="on"))
    assert dialog.rows["on"].message == "Датум уплате је у будућности."
    dialog.refuse(Refused("order_paid"))
    assert (dialog.rows["on"].message, dialog.rows["amount"].message) == ("", "Налог је већ плаћен.")


def test_the_terminal_and_money_back_and_cancelling(context, over):
    card = CardDialog(context, 500, over=over)
    cards = heard_of(card)
    card.slip.setText("7")
    card._on_verb()
    assert cards == [Card(slip="7", terminal="", amount=500)]
    refund = RefundDialog(context, 500, over=over)
    refunds = heard_of(refund)
    refund.account.setText("840-742251843-73")
    refund.reason.setPlainText("двапут")
    refund._on_verb()
    assert refunds == [Refund(amount=500, account="840-742251843-73", reason="двапут")]
    cancel = CancelDialog(context, "A7-1-R", over=over)
    reasons = heard_of(cancel)
    cancel.reason.setPlainText("грешка")
    cancel._on_verb()
    assert reasons == ["грешка"]
