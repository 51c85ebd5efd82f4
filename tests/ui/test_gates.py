"""Every page of the foundation in every look and language: named, reachable, readable, whole."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.i18n import Texts
from clerk_app.ui.desk_facts import DeskFacts
from clerk_app.ui.help_sheet import HelpSheet
from clerk_app.ui.palette import Found, Palette
from clerk_app.ui.screens.first_run import FirstRunPage
from clerk_app.ui.screens.lock import LockPage
from clerk_app.ui.screens.sign_in import SignInPage
from clerk_app.ui.shell import Shell
from clerk_app.ui.theme import Look
from clerk_app.ui.window import Window
from tests.gates.contrast import faint
from tests.gates.fitting import clipped
from tests.gates.ui_checks import all_complaints, missing_texts, unnamed, unreachable, wrong_script
from tests.ui.conftest import RESOURCES, Dress
from tests.ui.sample_screens import FormScreen, ListScreen, fill_strip, plain_screens

LOOKS = [("light", 1.0), ("dark", 1.0), ("high_contrast", 1.0), ("light", 2.0)]
LANGUAGES = ["sr-Cyrl", "sr-Latn", "en", "xx"]
DESK = DeskFacts(municipality="Општина Примерово", desk="3", version="0.1.0", clerks=("mprimeric",))


def _sign_in(texts: Texts, look: Look) -> QWidget:
    page = SignInPage(texts, look, DESK)
    page.show_error(texts.text("sign_in.password_missing"))
    page.set_wait(45)
    return page


def _lock(texts: Texts, look: Look) -> QWidget:
    page = LockPage(texts, look, DESK, "М. Примерић")
    page.set_work_kept(kept=True)
    page.set_since("09:14", 5)
    return page


def _first_run(texts: Texts, look: Look) -> QWidget:
    page = FirstRunPage(texts, look, version="0.1.0")
    page.show_error(texts.text("first_run.code_missing"))
    return page


def _joining(texts: Texts, look: Look) -> QWidget:
    page = FirstRunPage(texts, look, version="0.1.0")
    page.set_stage("catalogue")
    return page


def _shell(texts: Texts, look: Look) -> QWidget:
    shell = Shell(texts, look, [ListScreen(), FormScreen(), *plain_screens()], lambda text, deliver: None)
    fill_strip(shell)
    shell.go("home")
    return shell


def _form(texts: Texts, look: Look) -> QWidget:
    form = FormScreen()
    shell = Shell(texts, look, [ListScreen(), form, *plain_screens()], lambda text, deliver: None)
    shell.go("requests")
    form.row.set_error(texts.text("sign_in.password_missing"))
    return shell


@pytest.mark.parametrize("make", [_sign_in, _lock, _first_run, _joining, _shell, _form])
@pytest.mark.parametrize(("theme", "scale"), LOOKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_holds(make, theme, scale, language, dress: Dress, qapp: QApplication, qtbot: QtBot) -> None:
    look = dress(theme, scale)
    window = Window(look, "", qapp)
    qtbot.addWidget(window)
    window.resize(1366, 690)
    window.show_page(make(Texts(RESOURCES / "texts", language, strict=True), look))
    window.show()
    qapp.processEvents()
    assert all_complaints(window, look.tokens) == []


@pytest.mark.parametrize("make", [_sign_in, _lock, _first_run, _shell])
@pytest.mark.parametrize("language", ["sr-Latn", "en"])
def test_no_cyrillic_in_latin_and_english(make, language, look: Look, qapp: QApplication, qtbot: QtBot) -> None:
    window = Window(look, "", qapp)
    qtbot.addWidget(window)
    window.show_page(make(Texts(RESOURCES / "texts", language, strict=True), look))
    window.show()
    allowed = ("Општина Примерово", "Примерић", "српски ћирилица")
    assert wrong_script(window, allowed=allowed) == []


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_palette_and_help_hold(theme, scale, language, dress: Dress, qapp: QApplication, qtbot: QtBot) -> None:
    look = dress(theme, scale)
    texts = Texts(RESOURCES / "texts", language, strict=True)
    found = [Found(text="**Пример**", kind="-", icon="file-text", run=lambda: None)]
    shell = Shell(texts, look, [ListScreen(), *plain_screens()], lambda text, deliver: deliver(found))
    qtbot.addWidget(shell)
    shell.resize(1366, 690)
    shell.show()
    shell.go("home")
    for kind, show in ((Palette, shell.open_palette), (HelpSheet, shell.open_help)):
        show()
        qapp.processEvents()
        opened = shell.findChild(kind)
        assert opened is not None
        assert [*clipped(opened), *unnamed(opened), *unreachable(opened), *missing_texts(opened)] == []
        opened.close()


def test_checks_see_faults(look: Look, qapp: QApplication, qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    label = QLabel("a long text that does not fit", root)
    label.resize(20, 10)
    label.setStyleSheet("")
    pale = QLabel("place.home", root)
    pale.move(0, 40)
    palette = pale.palette()
    palette.setColor(palette.ColorRole.WindowText, look.colour("divider"))
    pale.setPalette(palette)
    button = QPushButton("", root)
    button.move(0, 80)
    button.setFocusPolicy(button.focusPolicy().NoFocus)
    beyond = QLabel("x", root)
    root.resize(200, 200)
    beyond.move(500, 500)
    root.show()
    complaints = " ".join(all_complaints(root, look.tokens))
    assert "clipped: QLabel 'a long" in complaints
    assert "outside: QLabel 'x'" in complaints
    assert "unnamed: QPushButton" in complaints
    assert "unreachable: QPushButton" in complaints
    assert "missing text: place.home" in complaints
    assert "faint in light: 'place.home' in QLabel" in complaints
    assert faint(root, look.tokens) != []
