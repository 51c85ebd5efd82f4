"""The order that is looked at: the one that was chosen, else one that something is due for."""

from clerk_app.domain.payment_bodies import Sums
from clerk_app.domain.payment_file import NO_PAYMENTS, CasePayments, OrderStanding
from clerk_app.domain.payments import Order, PaymentPolicy
from clerk_app.ui.payments.shown import ShownPayments


def standing(name, paid):
    order = Order(
        id=name, level="local", amount=100, account="1", payee="x", model="97", reference="1", issued="2026-11-23"
    )
    return OrderStanding(order=order, sums=Sums(amount=100, paid=paid), state="paid" if paid else "issued")


def test_one_that_is_due_comes_first():
    payments = CasePayments(orders=(standing("R", 100), standing("L", 0)), policy=PaymentPolicy())
    shown = ShownPayments(opened=None, payments=payments)
    assert shown.standing.order.id == "L"
    assert ShownPayments(opened=None, payments=payments, order="R").standing.order.id == "R"
    assert ShownPayments(opened=None, payments=NO_PAYMENTS).standing is None
