"""A dialog that goes gives the focus back to where it was, on the page of a request and on that of its payments."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from clerk_app.ui.casework.step_dialog import StepDialog
from clerk_app.ui.delivery.consenting import ConsentDialog
from clerk_app.ui.delivery.handing import HandOverDialog
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.kept_focus import stops
from tests.gates.scenes import Scene
from tests.gates.scenes_of_cases import CASE_SCENES
from tests.gates.scenes_of_delivery import DELIVERY_SCENES
from tests.gates.scenes_of_payments import PAYMENT_SCENES
from tests.gates.scenes_of_records import RECORD_SCENES
from tests.support.all_screens import all_screens
from tests.support.cases_day import cases_desk, mine
from tests.support.delivered import Case
from tests.support.desk_day import busy_desk
from tests.support.fake_desk import FakeDesk
from tests.support.records_day import records_desk
from tests.support.stage import Stage

DESKS: list[tuple[Callable[[], FakeDesk], list[Scene]]] = [
    (cases_desk, CASE_SCENES),
    (busy_desk, DELIVERY_SCENES),
    (lambda: busy_desk("supervisor"), PAYMENT_SCENES),
    (lambda: records_desk("supervisor"), RECORD_SCENES),
]


def shown(desk: FakeDesk) -> Stage:
    stage = Stage(all_screens(desk))
    stage.window.activateWindow()
    stage.settle()
    return stage


def page_of(stage: Stage) -> DetailPage:
    return stage.screen(DetailScreen)._page


def over[Kind: DialogOver](stage: Stage, kind: type[Kind]) -> Kind:
    return next(found for found in stage.window.findChildren(kind) if found.isVisible())


def button(part: QWidget, words: str) -> Button:
    return next(one for one in stops(part) if isinstance(one, Button) and one.text() == words)


@pytest.mark.parametrize(("make", "scenes"), DESKS)
def test_every_dialog_that_is_left_gives_it_back(
    qapp: QApplication, make: Callable[[], FakeDesk], scenes: list[Scene]
) -> None:
    desk = make()
    stage = shown(desk)
    lost: list[str] = []
    for scene in scenes:
        scene.play(stage, desk)
        if scene.over is None:
            continue
        dialog, before = scene.seen(stage), stage.window.focusWidget()
        assert isinstance(dialog, DialogOver)
        dialog.reject()
        stage.settle()
        lost += [scene.name] * (qapp.focusWidget() is not before)
    stage.close()
    assert lost == []


def test_it_stays_among_the_ways_of_a_document_though_they_are_drawn_anew(qapp: QApplication) -> None:
    desk = busy_desk()
    stage, case = shown(desk), Case(desk)
    stage.go("detail", case.subject)
    page = page_of(stage)
    page.tabs.choose("delivery")
    stage.settle()
    way = button(page.delivery, stage.texts.text("command.hand_over"))
    way.setFocus()
    way.click()
    dialog = over(stage, HandOverDialog)
    dialog.number.setText("4321")
    dialog.on_paper.setChecked(True)
    dialog.verb.click()
    stage.settle()
    assert qapp.focusWidget() in stops(page.delivery)
    stage.close()


def test_it_stays_on_what_takes_a_consent_back_once_it_was_given(qapp: QApplication) -> None:
    desk = busy_desk()
    stage, case = shown(desk), Case(desk)
    stage.go("detail", case.subject)
    page, text = page_of(stage), stage.texts.text
    page.tabs.choose("delivery")
    stage.settle()
    way = button(page.delivery, text("delivery.give_consent"))
    way.setFocus()
    way.click()
    dialog = over(stage, ConsentDialog)
    dialog.radios["paper"].setChecked(True)
    dialog.verb.click()
    stage.settle()
    assert qapp.focusWidget() is button(page.delivery, text("delivery.take_consent_back"))
    stage.close()


def test_it_stays_among_what_can_be_done_with_a_case(qapp: QApplication) -> None:
    desk = cases_desk()
    stage = shown(desk)
    stage.go("detail", mine(desk).subject)
    page = page_of(stage)
    way = button(page.work, stage.texts.text("command.next_state"))
    way.setFocus()
    way.click()
    dialog = over(stage, StepDialog)
    dialog.states.selectRow(1)
    dialog.verb.click()
    stage.settle()
    assert qapp.focusWidget() in stops(page.work)
    stage.close()


def test_what_goes_while_a_dialog_lies_over_it_leaves_the_focus_beside_it(qapp: QApplication) -> None:
    desk = busy_desk()
    stage, case = shown(desk), Case(desk)
    stage.go("detail", case.subject)
    page = page_of(stage)
    page.tabs.choose("delivery")
    stage.settle()
    button(page.delivery, stage.texts.text("command.dispatch")).setFocus()
    stage.shell.commands.run("annul")
    case.moved("dispatched", "available", channel="inbox_personal")
    desk.news.requests_changed.emit(frozenset({case.subject}))
    stage.settle()
    over(stage, DialogOver).reject()
    stage.settle()
    assert qapp.focusWidget() in stops(page.delivery)
    stage.close()
