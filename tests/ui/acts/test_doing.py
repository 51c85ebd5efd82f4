"""From the key to an act in the case: written, signed with a PIN, or made without; what fails is said in the dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clerk_app.domain.acts import acts_of
from clerk_app.domain.errors import Unavailable
from clerk_app.ui.acts.act_dialog import ActDialog
from tests.support.cases_day import mine
from tests.support.fake_acts import PIN

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(stage, desk):
    def begin():
        stage.go("detail", mine(desk).subject)
        stage.shell.commands.run("make_act")
        stage.settle()
        return next(one for one in QApplication.topLevelWidgets() if isinstance(one, ActDialog) and one.isVisible())

    return begin


def acts(desk):
    return acts_of(desk.case_files.of(mine(desk).subject))


def test_an_act_is_signed_and_said(dialog, desk, qtbot, stage):
    begun = dialog()
    begun.disposition.setPlainText("Одобрава се.")
    begun.pin.setText(PIN)
    qtbot.keyClick(begun, Qt.Key.Key_Return, CONTROL)
    (act,) = acts(desk)
    assert (act.level, act.made.signer, act.made.number) == ("B-B", "Огњен Моделић", "354-4809118/2026-08")
    assert desk.signing.drawn[-1].signer.name == "Огњен Моделић"


def test_a_wrong_pin_stays_in_the_dialog_and_nothing_is_made(dialog, desk, qtbot):
    begun = dialog()
    begun.disposition.setPlainText("Одобрава се.")
    begun.pin.setText("0000")
    qtbot.keyClick(begun, Qt.Key.Key_Return, CONTROL)
    assert begun.isVisible()
    assert begun.pin_row.message.startswith("ПИН није тачан")
    assert acts(desk) == ()
    assert begun.disposition.toPlainText() == "Одобрава се."


def test_a_pulled_card_says_what_to_do(dialog, desk, qtbot):
    desk.signing.token.error = Unavailable("token_pulled")
    begun = dialog()
    begun.disposition.setPlainText("Одобрава се.")
    begun.pin.setText(PIN)
    qtbot.keyClick(begun, Qt.Key.Key_Return, CONTROL)
    assert "Ништа није потписано" in begun.pin_row.message
    assert acts(desk) == ()


def test_without_a_signature_it_is_made_by_its_own_button(dialog, desk):
    begun = dialog()
    begun.without.click()
    assert acts(desk) == (), "a text is missing"
    begun.disposition.setPlainText("Потврђује се.")
    begun.without.click()
    (act,) = acts(desk)
    assert act.level == "unsigned"


def test_a_look_at_the_draft_makes_nothing(dialog, desk, viewer):
    begun = dialog()
    begun.disposition.setPlainText("Одобрава се.")
    begun.preview.click()
    assert desk.signing.drawn[-1].draft_only
    assert acts(desk) == ()


def test_a_clerk_has_no_such_command(stage, desk):
    desk.role = "clerk"
    desk.sign_in()
    stage.go("detail", mine(desk).subject)
    assert "make_act" not in {command.id for command in stage.shell.commands.available()}
