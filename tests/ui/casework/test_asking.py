"""What is asked before something is recorded, through the window: it is recorded once, told, and seen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.ui.casework.call_dialog import CallDialog
from clerk_app.ui.casework.hand_dialog import HandDialog
from clerk_app.ui.casework.step_dialog import StepDialog
from clerk_app.ui.casework.withdraw_dialog import WithdrawDialog
from tests.support.cases_day import OGNJEN, mine

CONTROL = Qt.KeyboardModifier.ControlModifier


def kinds(desk, view):
    return [entry.header.kind for entry in desk.journal.subjects[view.subject]]


def dialog_of(stage, kind):
    stage.settle()
    found = stage.window.findChild(kind)
    assert found is not None
    return found


def bound(stage):
    return {each.id: each.in_bar for each in stage.shell._screens["detail"].commands()}


def test_a_case_is_handed_to_a_colleague_with_a_note(stage, desk):
    stage.go("detail", mine(desk).subject)
    stage.shell.commands.run("hand_case")
    dialog = dialog_of(stage, HandDialog)
    dialog.search.setText("огњен")
    dialog.note.set_note("на одмору сам")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert mine(desk).handler == OGNJEN.user
    assert "Предмет предат: Огњен Моделић" in stage.words()
    assert "на одмору сам" in stage.words()


def test_a_step_is_recorded_and_shown(stage, desk):
    subject = mine(desk).subject
    stage.go("detail", subject)
    stage.shell.commands.run("next_state")
    dialog = dialog_of(stage, StepDialog)
    dialog.states.choose("resen_usvojen")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert desk.requests.view(subject).state == "resen_usvojen"
    assert "Решен – усвојен" in stage.words()
    assert "withdraw" not in bound(stage)


def test_the_step_to_supplement_asks_what_is_missing(stage, desk):
    view = mine(desk)
    stage.go("detail", view.subject)
    stage.shell.commands.run("next_state")
    dialog = dialog_of(stage, StepDialog)
    dialog.states.choose("neuredan_dopuna")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    call = dialog_of(stage, CallDialog)
    QTest.keyClick(call, Qt.Key.Key_Return, CONTROL)
    now = desk.requests.view(view.subject)
    assert (now.state, now.work.supplement_by) == ("neuredan_dopuna", "2026-12-01")
    assert "Скица са мерама" in now.work.missing
    assert [facts.until for facts in desk.paper.calls] == ["2026-12-01"]
    assert "call_paper" in bound(stage)


def test_what_the_party_gives_up_is_recorded(stage, desk):
    view = mine(desk)
    stage.go("detail", view.subject)
    stage.shell.commands.run("withdraw")
    dialog = dialog_of(stage, WithdrawDialog)
    dialog.reason.set_note("продао локал")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert desk.requests.view(view.subject).work.withdrawn
    assert "Странка је одустала од захтева" in stage.words()
    assert "продао локал" in stage.words()


def test_what_is_refused_is_told(stage, desk):
    view = mine(desk)
    stage.go("detail", view.subject)
    stage.shell.commands.run("next_state")
    dialog = dialog_of(stage, StepDialog)
    dialog.states.choose("resen_usvojen")
    desk.actions.casework.move(view.subject, "resen_odbijen")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert stage.shell.toast.accessibleName().startswith("Предмет у овом стању не може да пређе у изабрано.")


@pytest.mark.parametrize("command", ["hand_case", "next_state", "call_supplement", "withdraw"])
def test_leaving_a_dialog_records_nothing(stage, desk, command):
    view = mine(desk)
    before = kinds(desk, view)
    stage.go("detail", view.subject)
    stage.shell.commands.run(command)
    stage.go("home")
    stage.settle()
    assert kinds(desk, view) == before
