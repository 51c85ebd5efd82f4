"""States of payments: an order to be paid, one that was proven here, one that is paid, and everything that is asked."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from clerk_app.actions.payments import Proof
from clerk_app.domain.payment_bodies import Sums
from clerk_app.domain.requests import RequestView
from clerk_app.ui.payments.dialogs import CancelDialog, CardDialog, ProofDialog, RefundDialog
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.screens.payments import PaymentsScreen
from tests.gates.scenes import Scene, shows
from tests.support.fake_desk import FakeDesk
from tests.support.order_words import tell_of_order
from tests.support.stage import Stage
from tests.support.stray_words import tell_of_strays


def to_be_paid(desk: FakeDesk) -> RequestView:
    """The newest case with an order that something is due for."""
    payments = desk.actions.systems.payments
    charged = (view for view in desk.requests._all() if view.fee_total and not view.annulled)
    return next(view for view in charged if payments.of(view.subject).orders[0].due)


def open_order(stage: Stage, desk: FakeDesk) -> None:
    stage.go("payments", to_be_paid(desk).subject)


def asked(command: str, kind: type[QWidget]) -> Scene:
    def play(stage: Stage, desk: FakeDesk) -> None:
        open_order(stage, desk)
        stage.shell.commands.run(command)
        stage.settle()

    return Scene(command, play, kind)


def partly_proven(stage: Stage, desk: FakeDesk) -> None:
    """A proof of a part."""
    view, payments = to_be_paid(desk), desk.actions.systems.payments
    order = payments.of(view.subject).orders[0].order.id
    payments.prove(view.subject, order, Proof(number="ПП-118", on="2026-11-23", amount=10_000))
    stage.go("payments", view.subject)


def money_back(stage: Stage, desk: FakeDesk) -> None:
    """Of what was proven before."""
    open_order(stage, desk)
    stage.shell.commands.run("ask_refund")
    stage.settle()


def paid(stage: Stage, desk: FakeDesk) -> None:
    """Last of them: the order is paid for good."""
    view = to_be_paid(desk)
    amount = desk.actions.systems.payments.of(view.subject).orders[0].order.amount
    stage.go("payments", view.subject)
    tell_of_order(desk, view.subject, "paid", Sums(amount=amount, paid=amount), amount)
    stage.settle()


def chosen(stage: Stage, desk: FakeDesk) -> None:
    """A way that has a button of its own."""
    open_order(stage, desk)
    stage.screen(PaymentsScreen)._page.ways.choose("proof")
    stage.settle()


def with_strays(stage: Stage, desk: FakeDesk) -> None:
    """The day as a supervisor sees it when money has come that belongs to nothing."""
    tell_of_strays(desk)
    stage.go("payments_day")
    stage.settle()


def another_fee(stage: Stage, desk: FakeDesk) -> None:
    """A correction that changes what the fee goes by, before it is sent."""
    view = next(view for view in desk.requests._all() if view.service == "birth-extract")
    stage.go("detail", view.subject)
    stage.shell.commands.run("amend")
    stage.screen(DetailScreen)._page.correct.page._on_typed("request.copies", "12")
    stage.settle()


def late(stage: Stage, desk: FakeDesk) -> None:
    """Last of all: with the line down, the day to pay by is over by the desk's own clock."""
    desk.clock.at += timedelta(days=60)
    desk.sign_in()
    open_order(stage, desk)
    stage.settle()


PAYMENT_SCENES = [
    Scene("payments", open_order),
    Scene("payments chosen", chosen),
    asked("pay_way_4", ProofDialog),
    asked("pay_way_3", CardDialog),
    asked("cancel_order", CancelDialog),
    Scene("payments partly proven", partly_proven),
    Scene("ask_refund", money_back, RefundDialog),
    shows("payments_day"),
    Scene("payments_day with strays", with_strays),
    Scene("payments paid", paid),
    Scene("amend another fee", another_fee),
    Scene("payments late", late),
]
