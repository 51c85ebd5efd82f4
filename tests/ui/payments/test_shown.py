"""The order that is looked at: the one that was chosen, else one that something is due for."""

from clerk_app.domain.payment_bodies import Sums
from clerk_app.domain.payment_file import NO_PAYMENTS, CasePayments, OrderStanding
from clerk_app.domain.payments import Order, PaymentPolicy
from clerk_app.ui.detail.opened import Opening
from clerk_app.ui.payments.shown import ShownPayments


def standing(name, paid):
    order = Order(
        id=name, level="local", amount=100, account="1", payee="x", model="97", reference="1", issued="2026-11-23"
    )
    return OrderStanding(order=order, sums=Sums(amount=100, paid=paid), state="paid" if paid else "issued")


def test_one_that_is_due_comes_first(desk, view):
    opened = Opening(desk.place, desk.jobs, desk.bodies).renew(view.subject)
    assert opened is not None
    payments = CasePayments(orders=(standing("R", 100), standing("L", 0)), policy=PaymentPolicy())
    first = ShownPayments(opened=opened, payments=payments).standing
    chosen = ShownPayments(opened=opened, payments=payments, order="R").standing
    assert [one.order.id for one in (first, chosen) if one] == ["L", "R"]
    assert ShownPayments(opened=opened, payments=NO_PAYMENTS).standing is None
