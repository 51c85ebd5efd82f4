"""The page says what was charged by which tariff, and how each order stands."""

from clerk_app.ui.payments.shown import ShownPayments
from clerk_app.ui.screens.payments import PaymentsScreen


def test_charged_with_the_day_of_the_tariff_and_the_state(stage, desk, view):
    stage.go("payments", view.subject)
    words = stage.words()
    assert "тарифа важи од" in words
    assert "Последњи одговор" in words
    page = stage.screen(PaymentsScreen)._page
    assert page.charged.isVisible()
    assert page.code.isVisible()
    assert not page.orders.isVisible() or page.orders.count() > 1


def test_what_costs_nothing_says_so(stage, desk):
    free = next(view for view in desk.requests._all() if not view.fee_total)
    stage.go("payments", free.subject)
    assert "ништа не плаћа" in stage.words()
    assert not stage.screen(PaymentsScreen)._page.code.isVisible()


def test_without_the_body_there_is_nothing_to_charge(stage, desk, view):
    stage.go("payments", view.subject)
    screen = stage.screen(PaymentsScreen)
    opened = screen._doing.shown.opened
    bare = opened.__class__(view=opened.view, name=opened.name, body=None, service=None, jobs=(), file=opened.file)
    screen._page.show_payments(ShownPayments(opened=bare, payments=bare.payments))
    assert "ништа не плаћа" in stage.words()
