import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.casework.hand_dialog import HandDialog
from tests.support.cases_day import JOVAN, OGNJEN, PAVLE

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def heard():
    return []


@pytest.fixture
def made(context, page, heard):
    page.resize(1000, 700)
    page.show()

    def make(*colleagues):
        dialog = HandDialog(context, colleagues, over=page)
        dialog.colleague_given.connect(heard.append)
        dialog.open_over()
        return dialog

    return make


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", (OGNJEN, JOVAN, PAVLE)),
        ("ognj", (OGNJEN,)),
        ("узорно", (PAVLE,)),
        ("службеник", (JOVAN,)),
        ("руков павле", (PAVLE,)),
        ("нико", ()),
    ],
)
def test_a_colleague_is_found_by_name_role_or_office_in_either_script(made, typed, found):
    dialog = made(OGNJEN, JOVAN, PAVLE)
    dialog.search.setText(typed)
    assert tuple(dialog.list.rows_model.rows) == found


def test_arrows_move_while_the_search_keeps_the_focus_and_enter_gives(made, heard, qtbot):
    dialog = made(OGNJEN, JOVAN)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    dialog.note.set_note("хитно")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert heard == [(JOVAN, "хитно")]


def test_nobody_is_given_nothing(made, heard, qtbot):
    dialog = made(OGNJEN)
    dialog.search.setText("нико")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert heard == []
    assert dialog.isVisible()


def test_before_the_list_has_come_that_is_said(made, texts):
    dialog = made()
    assert dialog.list._nothing.text() == texts.text("case.no_colleagues")
