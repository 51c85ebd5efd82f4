import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.commands import Bound, Commands
from clerk_app.ui.help_sheet import HelpSheet
from clerk_app.ui.widgets.keycap import Keycap
from clerk_app.ui.widgets.label import Label


@pytest.fixture
def sheet(texts, page):
    """Opens the sheet where only handing over and the lock can be done."""

    def make(look):
        commands = Commands(texts, page)
        commands.bind_screen([Bound("amend", lambda: None), Bound("item_1", lambda: None)])
        commands.bind_everywhere([Bound("lock", lambda: None)])
        page.resize(1300, 700)
        page.show()
        sheet = HelpSheet(texts, look, commands, page)
        sheet.open()
        return sheet

    return make


def keys(sheet):
    return [cap.accessibleName() for cap in sheet.findChildren(Keycap)]


def test_what_can_be_done_now_comes_first_then_every_other_key(sheet, look, context):
    opened = sheet(look)
    assert keys(opened)[:2] == ["Ctrl+D", "Ctrl+L"]
    listed = {command.id for command in context.commands.table.values() if command.keys and command.listed}
    assert len(keys(opened)) == len(listed)
    opened.close()


def test_what_is_not_listed_is_not_shown(sheet, look):
    opened = sheet(look)
    assert "Alt+1" not in keys(opened)
    opened.close()


def test_large_text_shows_only_what_can_be_done_now(sheet, dress, texts):
    opened = sheet(dress("light", 2.0))
    assert keys(opened) == ["Ctrl+D", "Ctrl+L"]
    said = [label.accessibleName() for label in opened.findChildren(Label)]
    assert texts.text("help.elsewhere") not in said
    opened.close()


def test_escape_closes_it_and_it_never_outgrows_the_window(sheet, look, page, qtbot):
    page.resize(500, 300)
    opened = sheet(look)
    assert opened.width() <= page.width()
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()
