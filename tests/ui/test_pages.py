"""Sign-in, lock and first run: what was typed comes out once, errors and waits are told, secrets do not stay."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from clerk_app.i18n import Texts
from clerk_app.sync.link import LinkState
from clerk_app.ui.desk_facts import DeskFacts
from clerk_app.ui.screens.first_run import EnrolmentWish, FirstRunPage
from clerk_app.ui.screens.lock import LockPage
from clerk_app.ui.screens.sign_in import Credentials, SignInPage
from clerk_app.ui.theme import Look

DESK = DeskFacts(municipality="Општина Примерово", desk="3", version="0.1.0", clerks=("mprimeric",))


@pytest.fixture
def sign_in(texts: Texts, look: Look, qtbot: QtBot) -> SignInPage:
    page = SignInPage(texts, look, DESK)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def first_run(texts: Texts, look: Look, qtbot: QtBot) -> FirstRunPage:
    page = FirstRunPage(texts, look, version="0.1.0")
    qtbot.addWidget(page)
    page.show()
    return page


def test_enter_sends_what_was_typed_and_forgets_it(sign_in: SignInPage, qtbot: QtBot) -> None:
    sign_in.password.field.setText("тајна реч")
    with qtbot.waitSignal(sign_in.sign_in_requested) as sent:
        qtbot.keyClick(sign_in.password.field, Qt.Key.Key_Return)
    assert sent.args == [Credentials("mprimeric", "тајна реч")]
    assert sign_in.password.field.text() == ""
    assert not sign_in.enter.isEnabled()
    assert "тајна" not in repr(sent.args[0])


def test_nothing_is_sent_without_name_or_password(sign_in: SignInPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(sign_in.sign_in_requested):
        sign_in.enter.click()
        assert sign_in.password.row.message == "Упишите лозинку."
        sign_in.clerk.setCurrentText(" ")
        sign_in.enter.click()
    assert sign_in.clerk_row.message == "Упишите корисничко име."


def test_a_name_that_was_typed_to_its_end_hears_whether_it_gets_in_alone(sign_in: SignInPage, qtbot: QtBot) -> None:
    sign_in.show_link(LinkState(), datetime(2026, 11, 23, 8, 52, tzinfo=UTC))
    sign_in.activateWindow()
    sign_in.clerk.setFocus()
    line = sign_in.clerk.lineEdit()
    assert line is not None
    qtbot.waitUntil(line.hasFocus)
    line.clear()
    qtbot.keyClicks(line, "novi")
    assert "Прва пријава" not in sign_in.line.words.accessibleName()
    sign_in.password.field.setFocus()
    assert "Прва пријава" in sign_in.line.words.accessibleName()


def test_error_and_wait_are_told_and_end(sign_in: SignInPage) -> None:
    sign_in.show_error("Лозинка није тачна.")
    sign_in.set_wait(2)
    assert sign_in.password.row.message == "Лозинка није тачна. Следећи покушај за 2 секунде."
    assert not sign_in.enter.isEnabled()
    sign_in.password._on_second()
    sign_in.password._on_second()
    assert sign_in.password.row.message == "Лозинка није тачна."
    assert sign_in.enter.isEnabled()


@pytest.mark.parametrize(
    ("letter", "shift", "caps"), [("A", False, True), ("a", False, False), ("A", True, False), ("ђ", True, True)]
)
def test_caps_lock_is_noticed_while_typing(sign_in: SignInPage, letter: str, shift: bool, caps: bool) -> None:
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(sign_in.password.field, QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, letter))
    assert ("Caps Lock" in sign_in.password.row.message) == caps


def test_eye_shows_and_hides(sign_in: SignInPage, qtbot: QtBot) -> None:
    sign_in.password.eye.click()
    assert sign_in.password.field.echoMode() == QLineEdit.EchoMode.Normal
    assert sign_in.password.eye.accessibleName() == "Сакриј лозинку"
    sign_in.password.eye.click()
    assert sign_in.password.field.echoMode() == QLineEdit.EchoMode.Password


@pytest.mark.parametrize(("part", "signal"), [("language", "language_wanted"), ("look", "look_wanted")])
def test_language_and_look_are_asked_for(sign_in: SignInPage, part: str, signal: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(getattr(sign_in, signal)):
        sign_in.strip.part(part).click()


def test_lock_asks_for_the_password_or_another_clerk(texts: Texts, look: Look, qtbot: QtBot) -> None:
    page = LockPage(texts, look, DESK, "М. Примерић")
    qtbot.addWidget(page)
    page.set_work_kept(kept=True)
    page.set_since("09:14", 5)
    assert "сачуван" in page.safe.accessibleName()
    page.enter.click()
    assert page.password.row.message == "Упишите лозинку."
    page.password.field.setText("реч")
    with qtbot.waitSignal(page.unlock_requested) as sent:
        page.enter.click()
    assert sent.args == ["реч"]
    assert not page.enter.isEnabled()
    page.show_error("Лозинка није тачна.")
    assert page.enter.isEnabled()
    with qtbot.waitSignal(page.other_clerk_wanted):
        page.other.click()


@pytest.mark.parametrize("address", ["", "http://centar.example", "centar", "https://", "ftp://centar.example"])
def test_only_a_safe_address_is_taken(first_run: FirstRunPage, address: str, qtbot: QtBot) -> None:
    first_run.central.setText(address)
    first_run.code.setText("ABCD")
    with qtbot.assertNotEmitted(first_run.enrol_requested):
        first_run.enter.click()
    assert "https://" in first_run.central_row.message


@pytest.mark.parametrize("address", ["https://centar.example:8443/", "http://127.0.0.1:8080", "http://[::1]:1"])
def test_enrolment_goes_through_its_stages(first_run: FirstRunPage, address: str, qtbot: QtBot) -> None:
    first_run.central.setText(address)
    first_run.enter.click()
    assert first_run.code_row.message == "Упишите код за упис."
    first_run.code.setText(" ABCD ")
    with qtbot.waitSignal(first_run.enrol_requested) as sent:
        qtbot.keyClick(first_run.code, Qt.Key.Key_Return)
    assert sent.args == [EnrolmentWish(address, "ABCD")]
    assert "ABCD" not in repr(sent.args[0])
    assert first_run.steps.isVisible()
    assert not first_run.central.isVisible()
    with qtbot.waitSignal(first_run.stop_wanted):
        first_run.stop.click()
    first_run.show_error("Центар не одговара.")
    assert first_run.note.accessibleName().startswith("Центар не одговара.")
    assert first_run.central.text() == address


def test_the_lock_offers_neither_language_nor_look(texts: Texts, look: Look, qtbot: QtBot) -> None:
    page = LockPage(texts, look, DESK, "М. Примерић")
    qtbot.addWidget(page)
    assert not page.strip.has("language")
    assert not page.strip.has("look")


def test_a_computer_that_becomes_another_desk_names_the_one_it_was_and_may_go_back(
    texts: Texts, look: Look, qtbot: QtBot
) -> None:
    page = FirstRunPage(texts, look, version="0.1.0", central="https://centar.example", replaces="A7")
    qtbot.addWidget(page)
    page.show()
    assert any("Уместо шалтера A7, који је стао." in label.text() for label in page.findChildren(QLabel))
    with qtbot.waitSignal(page.back_wanted):
        page.back.click()
    page.code.setText("ABCD")
    with qtbot.waitSignal(page.enrol_requested) as sent:
        page.enter.click()
    assert sent.args == [EnrolmentWish("https://centar.example", "ABCD", "A7")]
    assert not page.back.isVisible()
    page.show_error("Центар не одговара.")
    assert page.back.isVisible()


def test_the_first_desk_of_a_computer_has_nowhere_to_go_back_to(first_run: FirstRunPage) -> None:
    assert not first_run.back.isVisible()
