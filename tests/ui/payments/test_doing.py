"""Which ways can be gone, none on what is over, and when the slip is drawn anew."""

from clerk_app.domain.payment_bodies import Sums
from clerk_app.ui.payments.ways import WAYS
from clerk_app.ui.screens.payments import PaymentsScreen
from tests.support.order_words import tell_of_order


def test_all_ways_while_something_is_due_and_none_after(stage, desk, view):
    stage.go("payments", view.subject)
    doing = stage.screen(PaymentsScreen)._doing
    assert doing.ways() == WAYS
    amount = doing.standing.order.amount
    tell_of_order(desk, view.subject, "paid", Sums(amount=amount, paid=amount), amount)
    stage.settle()
    assert doing.ways() == ()
    doing.go("proof")  # a key that comes too late does nothing
    assert doing.standing.state == "paid"


def test_the_slip_is_drawn_anew_only_where_another_sum_is_due(stage, desk, view):
    stage.go("payments", view.subject)
    drawn = len(desk.paper.drawn)
    desk.news.requests_changed.emit(frozenset({view.subject}))
    assert len(desk.paper.drawn) == drawn
    amount = stage.screen(PaymentsScreen)._doing.standing.order.amount
    tell_of_order(desk, view.subject, "paid", Sums(amount=amount, paid=100), 100)
    assert [facts.slip.amount for facts in desk.paper.drawn[drawn:]] == [amount - 100]
