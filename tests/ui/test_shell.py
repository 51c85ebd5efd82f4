"""The shell: screens are built once and told when they come and go; keys, places and strip follow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.i18n import Texts
from clerk_app.ui.shell import Shell
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.note import NoteRole
from tests.ui.conftest import RESOURCES, Dress
from tests.ui.sample_screens import FormScreen, ListScreen, fill_strip, plain_screens


@pytest.fixture
def home() -> ListScreen:
    return ListScreen()


@pytest.fixture
def shell(texts: Texts, look: Look, home: ListScreen, qtbot: QtBot) -> Shell:
    made = Shell(texts, look, [home, FormScreen(), *plain_screens()], lambda text, deliver: deliver([]))
    qtbot.addWidget(made)
    made.resize(1366, 690)
    made.show()
    made.go("home", "subject")
    return made


def test_screen_is_told_when_it_comes_and_goes(shell: Shell, home: ListScreen) -> None:
    shell.go("requests")
    shell.back()
    shell.back()
    shell.close_screens()
    assert home.heard == [("shown", "subject"), "hidden", ("shown", None), "hidden"]


def test_place_is_lit_and_keys_are_the_screens(shell: Shell) -> None:
    assert shell.rail.button("home").isChecked()
    assert [button.text() for button in shell.key_bar.buttons()][:2] == ["Нови захтев", "Прочитај картицу"]
    shell.go("requests")
    assert not shell.rail.button("home").isChecked()
    assert [button.text() for button in shell.key_bar.buttons()] == ["Провери све", "Сузи списак", "Сви тастери"]


def test_key_button_and_rail_do_what_they_say(shell: Shell, home: ListScreen, qtbot: QtBot) -> None:
    qtbot.mouseClick(shell.key_bar.buttons()[1], Qt.MouseButton.LeftButton)
    assert home.heard[-1] == "read_card"
    qtbot.mouseClick(shell.rail.button("devices"), Qt.MouseButton.LeftButton)
    assert shell.rail.button("devices").isChecked()
    qtbot.mouseClick(shell.rail.button("devices"), Qt.MouseButton.LeftButton)
    assert shell.rail.button("devices").isChecked()


def test_places_have_numbers_and_names(shell: Shell) -> None:
    assert shell.commands.action("place_3").text() == "Портал"
    shell.commands.run("place_3")
    assert shell.rail.button("portal").isChecked()


def test_badge_is_spoken(shell: Shell) -> None:
    shell.badge("attention", 3, "error", "3 траже пажњу")
    shell.badge("nowhere", 3)
    assert shell.rail.button("attention").accessibleDescription() == "3 траже пажњу"


def test_f6_goes_around_the_panes(shell: Shell, qapp: QApplication, qtbot: QtBot) -> None:
    fill_strip(shell)
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    shell.rail.button("home").setFocus()
    panes = []
    for _ in range(4):
        shell.commands.run("next_pane")
        panes.append(
            next(
                pane
                for pane in (shell.rail, shell.body, shell.key_bar, shell.strip)
                if pane.isAncestorOf(shell.focusWidget())
            )
        )
    assert panes == [shell.body, shell.key_bar, shell.strip, shell.rail]


def test_strip_keeps_who_link_and_what_is_urgent(dress: Dress, texts: Texts, home: ListScreen, qtbot: QtBot) -> None:
    shell = Shell(texts, dress("light", 2.0), [home, *plain_screens()], lambda text, deliver: None)
    qtbot.addWidget(shell)
    strip = shell.strip
    strip.part("who").show_state("М. Примерић · шалтер 3")
    strip.part("link").show_state("веза: слаба · 41 захтев чека")
    strip.add_part("clock").show_state("23.11.2026. 08:52 · сат тачан", "clock")
    strip.add_part("printer").show_state("штампач: нема папира", "printer", "warning")
    shell.resize(1366, 690)
    shell.show()
    shown = [name for name in ("who", "link", "clock", "printer") if not strip.part(name).isHidden()]
    assert shown == ["who", "link", "printer"]


def test_large_text_keeps_the_first_keys_and_help(dress: Dress, texts: Texts, home: ListScreen, qtbot: QtBot) -> None:
    shell = Shell(texts, dress("light", 2.0), [home, *plain_screens()], lambda text, deliver: None)
    qtbot.addWidget(shell)
    shell.resize(1366, 690)
    shell.show()
    shell.go("home")
    shown = [button.text() for button in shell.key_bar.buttons() if not button.isHidden()]
    assert shown[:2] == ["Нови захтев", "Прочитај картицу"]
    assert shown[-1] == "Сви тастери"
    assert len(shown) < len(shell.key_bar.buttons())


def test_low_window_moves_places_into_a_menu(dress: Dress, texts: Texts, home: ListScreen, qtbot: QtBot) -> None:
    shell = Shell(texts, dress("light", 2.0), [home, *plain_screens()], lambda text, deliver: None)
    qtbot.addWidget(shell)
    shell.resize(1366, 480)
    shell.show()
    assert shell.rail.button("settings").isHidden()
    assert not shell.rail.button("home").isHidden()
    assert shell.rail._more.isVisible()


def test_shell_in_english_says_english(look: Look, qtbot: QtBot) -> None:
    english = Shell(Texts(RESOURCES / "texts", "en", strict=True), look, plain_screens(), lambda text, deliver: None)
    qtbot.addWidget(english)
    assert english.rail.button("devices").accessibleName() == "Devices"


def test_after_an_unlock_the_screen_is_shown_again_as_it_is_now(shell: Shell, home: ListScreen) -> None:
    shell.close_screens()
    shell.resume()
    assert home.heard == [("shown", "subject"), "hidden", ("shown", None)]
    shell.resume()
    assert home.heard[-1] == ("shown", None)
    assert len(home.heard) == 3


def test_what_was_done_well_is_said_no_longer_once_the_clerk_goes_on_but_what_failed_is(shell: Shell) -> None:
    told: tuple[tuple[NoteRole, bool], ...] = (("success", False), ("info", False), ("warning", True), ("error", True))
    for role, stays in told:
        shell.say("готово", role)
        assert shell.toast.isVisible()
        shell.go("requests")
        assert shell.toast.isVisible() == stays
        shell.go("home")


def test_what_is_done_with_is_not_on_the_way_back(shell: Shell) -> None:
    shell.go("requests")
    shell.go("devices", instead=True)
    shell.back()
    assert shell.current_id == "home"
