"""States of delivery: documents of a case, handing over, sending, what came back, and how an outcome is wanted."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.actions.inbox import Consenting
from clerk_app.contract.inbox import InboxAnswer
from clerk_app.ui.delivery.consenting import ConsentDialog
from clerk_app.ui.delivery.dispatching import DispatchDialog
from clerk_app.ui.delivery.handing import HandOverDialog
from clerk_app.ui.delivery.slip import SlipDialog
from clerk_app.ui.delivery.which import WhichDialog
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.screens.intake import IntakeScreen
from tests.gates.scenes import Scene
from tests.support.delivered import WITH_CARD, Case
from tests.support.fake_desk import FakeDesk
from tests.support.stage import Stage


def sent(desk: FakeDesk) -> Case:
    """Failed in the inbox, and on its way by post."""
    case = Case(desk, way="inbox")
    desk.actions.systems.inbox.consent(case.subject, Consenting(given=True, how="paper"))
    case.moved("dispatched", "failed", channel="inbox_personal", why="wish")
    case.moved("dispatched", "notice_left", name="0b" * 16, why="another_way")
    return case


def delivered(desk: FakeDesk) -> Case:
    """Delivered, with a day and a term."""
    case = Case(desk)
    case.moved("dispatched", "available", "opened", "delivered", channel="inbox_personal", legal_date="2026-11-23")
    return case


def on_the_tab(stage: Stage, case: Case) -> None:
    stage.go("detail", case.subject)
    stage.screen(DetailScreen)._page.tabs.choose("delivery")
    stage.settle()


def handing(stage: Stage, desk: FakeDesk) -> None:
    on_the_tab(stage, Case(desk))
    stage.shell.commands.run("hand_over")
    stage.settle()


def sending(stage: Stage, desk: FakeDesk) -> None:
    on_the_tab(stage, Case(desk))
    stage.shell.commands.run("dispatch")
    stage.settle()


def noting(stage: Stage, desk: FakeDesk) -> None:
    case = sent(desk)
    on_the_tab(stage, case)
    page, document = stage.screen(DetailScreen)._page, case.document
    page.delivery.slip_wanted.emit((document, document.deliveries[-1]))
    stage.settle()


def wanted_in_the_inbox(stage: Stage, desk: FakeDesk) -> None:
    desk.inbox_line.inboxes[WITH_CARD.id_number] = InboxAnswer(has_inbox=True)
    stage.go("intake", desk.service("local-tax-clearance"))
    screen = stage.screen(IntakeScreen)
    screen._go_to("review")
    assert screen._taking.form is not None
    screen._on_form_changed(replace(screen._taking.form, delivery="inbox", applicant=WITH_CARD))
    screen._view.inbox_wanted.emit()
    stage.settle()


def consenting(stage: Stage, desk: FakeDesk) -> None:
    on_the_tab(stage, Case(desk))
    stage.screen(DetailScreen)._page.delivery.consent_wanted.emit(True)
    stage.settle()


def choosing(stage: Stage, desk: FakeDesk) -> None:
    case = Case(desk)
    case.came("certificate", b"%PDF-other", "Уверење")
    on_the_tab(stage, case)
    stage.shell.commands.run("hand_over")
    stage.settle()


DELIVERY_SCENES = [
    Scene("delivery on its way", lambda stage, desk: on_the_tab(stage, sent(desk))),
    Scene("delivered", lambda stage, desk: on_the_tab(stage, delivered(desk))),
    Scene("handing over", handing, HandOverDialog),
    Scene("sending", sending, DispatchDialog),
    Scene("what came back", noting, SlipDialog),
    Scene("consent", consenting, ConsentDialog),
    Scene("which document", choosing, WhichDialog),
    Scene("outcome in the inbox", wanted_in_the_inbox),
]
