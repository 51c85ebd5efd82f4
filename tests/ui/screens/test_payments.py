"""The payments of one case: reached by F4, a way by a single key, and "paid" by itself when the centre says so."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.contract import canonical
from clerk_app.domain.payment_bodies import PaymentProven, Sums
from clerk_app.ui.payments.dialogs import CancelDialog, CardDialog, ProofDialog, RefundDialog
from clerk_app.ui.screens.payments import PaymentsScreen
from tests.support.all_screens import all_screens
from tests.support.order_words import tell_of_order
from tests.support.stage import Stage


@pytest.fixture
def view(desk):
    return next(view for view in desk.requests._all() if view.fee_total and not view.annulled)


def dialog_of(stage, kind):
    return next(child for child in stage.window.findChildren(kind) if child.isVisible())


def page_of(stage):
    return stage.screen(PaymentsScreen)._page


def bound(stage):
    return {each.id for each in stage.screen(PaymentsScreen).commands()}


def order_of(desk, view):
    return desk.actions.systems.payments.of(view.subject).orders[0]


def order_due(desk, view):
    orders = desk.actions.systems.payments.of(view.subject).orders
    return bool(orders) and orders[0].due > 0


def pay(desk, view):
    amount = order_of(desk, view).order.amount
    tell_of_order(desk, view.subject, "paid", Sums(amount=amount, paid=amount), amount)


def test_from_the_case_by_its_key(stage, view):
    stage.go("detail", view.subject)
    stage.shell.commands.run("payment")
    stage.settle()
    assert stage.shell.current_id == "payments"
    assert "Није плаћено." in stage.words()
    assert {"pay_way_1", "pay_way_2", "pay_way_3", "pay_way_4", "print_slip", "cancel_order"} <= bound(stage)
    assert not page_of(stage).code.code.is_empty


def test_a_seen_proof_is_four_its_number_and_enter(stage, desk, view):
    stage.go("payments", view.subject)
    QTest.keyClick(stage.window.focusWidget() or stage.window, Qt.Key.Key_4)
    stage.settle()
    dialog = dialog_of(stage, ProofDialog)
    QTest.keyClicks(dialog.number, "4711")
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    stage.settle()
    body = canonical.decode(desk.bodies.entries(view.subject)[-1].body, PaymentProven)
    assert (body.number, body.amount, body.how) == ("4711", order_of(desk, view).order.amount, "seen")
    assert "Доказ виђен." in stage.words()
    assert "Плаћено." not in stage.words()


def test_what_is_wrong_is_said_at_its_field_and_the_dialog_stays(stage, desk, view):
    stage.go("payments", view.subject)
    stage.shell.commands.run("pay_way_4")
    dialog = dialog_of(stage, ProofDialog)
    for amount, day, number, field, words in (
        ("0", "23.11.2026.", "1", "amount", "већи од нуле"),
        ("-5", "23.11.2026.", "1", "amount", "већи од нуле"),
        ("10.000.000.000,00", "23.11.2026.", "1", "amount", "није могућ"),
        ("9.999,00", "23.11.2026.", "1", "amount", "већи од онога"),
        ("1,00", "24.11.2026.", "1", "on", "у будућности"),
        ("1,00", "јуче", "1", "on", "Упишите датум"),
        ("1,00", "23.11.2026.", "", "number", "број доказа"),
    ):
        dialog.amount.setText(amount)
        dialog.day.setText(day)
        dialog.number.setText(number)
        dialog._on_verb()
        assert words in dialog.rows[field].message, (amount, day, number)
        assert [row.message for name, row in dialog.rows.items() if name != field and words in row.message] == []
    assert dialog.isVisible()
    assert order_of(desk, view).state == "issued"


def test_the_centres_word_comes_by_itself(stage, desk, view):
    stage.go("payments", view.subject)
    amount = order_of(desk, view).order.amount
    tell_of_order(desk, view.subject, "paid", Sums(amount=amount, paid=amount), amount)
    stage.settle()
    assert "Плаћено." in stage.words()
    assert "Потврдило еПлаћање." in stage.words()
    assert "pay_way_4" not in bound(stage)
    assert "ask_refund" in bound(stage)
    assert page_of(stage).code.code.is_empty


def test_when_it_becomes_paid_the_focus_stays_on_the_page(stage, desk, view):
    stage.go("payments", view.subject)
    page = page_of(stage)
    assert page.ways.isAncestorOf(stage.window.focusWidget())
    pay(desk, view)
    stage.settle()
    assert stage.window.focusWidget() is page.note
    stage.go("home")
    stage.go("payments", view.subject)
    assert stage.window.focusWidget() is page.note
    other = next(one for one in desk.requests._all() if order_due(desk, one))
    stage.go("payments", other.subject)
    assert page.ways.isAncestorOf(stage.window.focusWidget())


def test_a_proof_of_everything_leaves_the_focus_on_the_page(stage, desk, view):
    stage.go("payments", view.subject)
    stage.shell.commands.run("pay_way_4")
    dialog = dialog_of(stage, ProofDialog)
    QTest.keyClicks(dialog.number, "4711")
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    stage.settle()
    assert stage.window.focusWidget() is page_of(stage).note


def test_where_nothing_is_due_there_is_no_slip_no_code_and_no_key_to_pay(stage, desk, view):
    stage.go("payments", view.subject)
    page = page_of(stage)
    assert page.slip.isVisible()
    assert all(cap.isVisible() for way, cap in page.ways.caps.items() if page.ways.radios[way].isEnabled())
    pay(desk, view)
    stage.settle()
    assert not page.slip.isVisible()
    assert not any(cap.isVisible() for cap in page.ways.caps.values())
    assert "прочитан и проверен" not in stage.words()
    assert page.code.isVisible()  # to whom it was paid, and by which reference


def test_cancelling_and_asking_back_are_buttons_when_they_can_be(stage, desk, view):
    stage.go("payments", view.subject)
    cancel, refund = (page_of(stage).acts[act] for act in ("cancel_order", "ask_refund"))
    assert (cancel.isVisible(), refund.isVisible()) == (True, False)
    cancel.click()
    dialog_of(stage, CancelDialog).reject()
    pay(desk, view)
    stage.settle()
    assert (cancel.isVisible(), refund.isVisible()) == (False, True)
    refund.click()
    dialog_of(stage, RefundDialog).reject()


def test_where_the_header_has_no_room_the_page_says_whose_payment_it_is(desk, view, fonts):
    stage = Stage(all_screens(desk), "sr-Cyrl", scale=2.0)
    stage.go("payments", view.subject)
    page = page_of(stage)
    assert page.whose.isVisible()
    assert view.applicant in page.whose.accessibleName() or view.applicant in page.whose.text()
    stage.close()


def test_the_terminal_cancelling_and_asking_back(stage, desk, view):
    stage.go("payments", view.subject)
    stage.shell.commands.run("pay_way_3")
    card = dialog_of(stage, CardDialog)
    card.slip.setText("000123")
    card.amount.setText("100")
    card._on_verb()
    stage.settle()
    assert order_of(desk, view).state == "partially_proven"
    assert "Виђен доказ за део износа." in stage.words()
    assert "Забележено плаћање на терминалу" in stage.words()
    assert "лаћено" not in stage.words().replace("Није плаћено", "")
    assert "cancel_order" not in bound(stage)
    stage.shell.commands.run("ask_refund")
    back = dialog_of(stage, RefundDialog)
    back.account.setText("840-742251843-73")
    back._on_verb()
    assert "разлог" in back.rows["reason"].message
    back.reason.setPlainText("двапут")
    back._on_verb()
    stage.settle()
    assert order_of(desk, view).state == "refund_requested"


def test_an_order_is_cancelled_with_its_reason(stage, desk, view):
    stage.go("payments", view.subject)
    stage.shell.commands.run("cancel_order")
    dialog = dialog_of(stage, CancelDialog)
    dialog.reason.setPlainText("одустаје")
    dialog._on_verb()
    stage.settle()
    assert order_of(desk, view).state == "cancelled"
    assert page_of(stage).code.code.is_empty


def test_a_scan_goes_with_the_proof(stage, desk, view, tmp_path):
    stage.go("payments", view.subject)
    stage.shell.commands.run("pay_way_4")
    dialog = dialog_of(stage, ProofDialog)
    scan = tmp_path / "proof.pdf"
    scan.write_bytes(b"%PDF-1.7")
    stage.screen(PaymentsScreen)._doing.enclose(dialog, scan)
    dialog.number.setText("1")
    dialog._on_verb()
    body = canonical.decode(desk.bodies.entries(view.subject)[-1].body, PaymentProven)
    assert body.how == "scanned"
    assert body.enclosure is not None


def test_the_slip_is_printed_and_that_is_a_look(stage, desk, view):
    stage.go("payments", view.subject)
    stage.shell.commands.run("print_slip")
    assert [facts.number for facts in desk.paper.slips] == [view.number]


def test_where_two_accounts_are_paid_each_has_its_order(stage, desk):
    both = [view for view in desk.requests._all() if len(desk.actions.systems.payments.of(view.subject).orders) == 2]
    for view in both:
        stage.go("payments", view.subject)
        first = stage.screen(PaymentsScreen)._doing.standing
        stage.shell.commands.run("next_step")
        assert stage.screen(PaymentsScreen)._doing.standing != first


def test_who_may_not_sees_how_it_stands_and_records_nothing(stage, desk, view):
    desk.role = "administrator"
    desk.sign_in()
    stage.go("payments", view.subject)
    assert not {"pay_way_3", "pay_way_4", "cancel_order", "ask_refund"} & bound(stage)


def test_with_the_line_down_an_order_whose_day_is_over_is_told_and_its_slip_warned_of(stage, desk, view):
    desk.clock.at += timedelta(days=60)
    desk.sign_in()
    stage.go("payments", view.subject)
    words = stage.words()
    assert "Рок за уплату је прошао. Што стигне касније" in words
    assert "по сату овог рачунара" in words
    assert "Последњи одговор: 23.11.2026. 08:52" in words, "a time alone would be today's"
    assert "Није плаћено." not in words
    page = page_of(stage)
    assert page.slip.note.isVisible()
    assert not page.slip.picture.is_empty
    assert "бележи као закаснело" in page.slip.note._text.text()
