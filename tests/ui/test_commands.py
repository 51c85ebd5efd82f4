"""Commands: one action each, words in every language, no two for one key at once, both scripts of a chord."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.i18n import Texts
from clerk_app.ui.commands import COMMANDS, Bound, Commands, written
from clerk_app.ui.shell import Shell
from clerk_app.ui.theme import Look
from clerk_app.ui.window import Window
from tests.ui.conftest import RESOURCES
from tests.ui.sample_screens import FormScreen, ListScreen, plain_screens


class SampleWindow(Window):
    """A window whose shell and screens are within a test's reach."""

    def __init__(self, texts: Texts, look: Look, qapp: QApplication) -> None:
        super().__init__(look, "", qapp)
        self.form, self.list = FormScreen(), ListScreen()
        self.shell = Shell(texts, look, [self.list, self.form, *plain_screens()], lambda text, deliver: None)
        self.show_page(self.shell)


@pytest.fixture
def commands(texts: Texts, qtbot: QtBot) -> Iterator[Commands]:
    owner = QWidget()
    qtbot.addWidget(owner)
    yield Commands(texts, owner)
    assert owner.isVisible() is False  # the owner lives as long as its actions are used


@pytest.fixture
def window(texts: Texts, look: Look, qapp: QApplication, qtbot: QtBot) -> SampleWindow:
    made = SampleWindow(texts, look, qapp)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.shell.go("home")
    return made


@pytest.mark.parametrize("language", ["sr-Cyrl", "en"])
def test_every_command_has_words(language: str) -> None:
    texts = Texts(RESOURCES / "texts", language)
    assert [command.id for command in COMMANDS if not texts.has(f"command.{command.id}")] == []


def test_ids_are_unique_and_keys_are_keys() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))
    for command in COMMANDS:
        for key in () if command.local else command.keys:
            assert not QKeySequence(key).isEmpty(), command.id


def test_system_keys_stay_the_systems() -> None:
    taken = {key for command in COMMANDS for key in command.keys}
    assert taken.isdisjoint({"F10", "Alt+F4", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+A"})


def test_keys_are_written_as_on_the_cap() -> None:
    assert [written((key,)) for key in ("Ctrl+Return", "Ctrl+PgDown", "F2")] == ["Ctrl+Enter", "Ctrl+PgDn", "F2"]
    assert written(()) == ""


def test_only_bound_commands_are_enabled_and_the_screen_goes_first(commands: Commands) -> None:
    heard: list[str] = []
    commands.bind_everywhere([Bound("exchange_now", lambda: heard.append("exchange")), Bound("lock", lambda: None)])
    assert commands.action("exchange_now").isEnabled()
    assert not commands.action("annul").isEnabled()
    commands.bind_screen([Bound("check_devices", lambda: heard.append("check"))])
    assert not commands.action("exchange_now").isEnabled()
    commands.action("check_devices").trigger()
    commands.bind_screen([])
    commands.action("exchange_now").trigger()
    assert heard == ["check", "exchange"]


def test_no_key_is_enabled_twice(window: SampleWindow) -> None:
    for screen in ("home", "requests", "settings"):
        window.shell.go(screen)
        keys = [
            chord.toString()
            for action in window.shell.commands.actions()
            if action.isEnabled()
            for chord in action.shortcuts()
        ]
        assert sorted(set(keys)) == sorted(keys), screen


def test_unavailable_says_why(commands: Commands) -> None:
    commands.bind_screen([Bound("amend", lambda: pytest.fail("ran"))])
    commands.set_available("amend", "акт још није израђен")
    action = commands.action("amend")
    assert (action.isEnabled(), action.statusTip()) == (False, "акт још није израђен")
    action.trigger()
    commands.set_available("amend")
    assert action.isEnabled()


@pytest.mark.parametrize("chord", ["Ctrl+F", "Ctrl+Ф"])
def test_chord_reaches_its_command_while_a_field_is_typed_in(window: SampleWindow, chord: str, qtbot: QtBot) -> None:
    window.shell.go("requests")
    field = window.form.name
    field.setFocus()
    event_key = Qt.Key.Key_F if chord == "Ctrl+F" else Qt.Key(ord("Ф"))
    override = QKeyEvent(QEvent.Type.ShortcutOverride, event_key, Qt.KeyboardModifier.ControlModifier, "")
    override.ignore()
    QApplication.sendEvent(field, override)
    assert not override.isAccepted()


def test_typing_stays_with_the_field(window: SampleWindow) -> None:
    window.shell.go("requests")
    field = window.form.name
    field.setFocus()
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1")
    override.ignore()
    QApplication.sendEvent(field, override)
    assert override.isAccepted()


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key(ord("К"))])
def test_palette_opens_by_either_layout(window: SampleWindow, key: Qt.Key, qtbot: QtBot) -> None:
    opened: list[str] = []
    window.shell.commands.bind_screen([Bound("search", lambda: opened.append("yes"))])
    qtbot.keyClick(window.shell, key, Qt.KeyboardModifier.ControlModifier)
    assert opened == ["yes"]
