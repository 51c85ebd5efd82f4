import pytest
from PySide6.QtCore import Qt

from clerk_app.domain.cases import State
from clerk_app.ui.casework.step_dialog import StepDialog

STEPS: tuple[State, ...] = ("neuredan_dopuna", "ceka_podatke", "resen_usvojen")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def heard():
    return []


@pytest.fixture
def dialog(context, page, heard):
    page.resize(1000, 700)
    page.show()
    made = StepDialog(context, "u_radu", STEPS, over=page)
    made.step_given.connect(heard.append)
    made.open_over()
    return made


def test_only_the_steps_that_may_follow_are_listed(dialog):
    assert tuple(dialog.states.rows_model.rows) == STEPS
    assert dialog.states.hasFocus() or dialog.focusWidget() is dialog.states


def test_the_chosen_step_is_given_once_with_its_note(dialog, heard, qtbot):
    dialog.states.choose("resen_usvojen")
    dialog.note.set_note(" испуњава услове ")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert heard == [("resen_usvojen", "испуњава услове")]
    assert not dialog.isVisible()


def test_ctrl_enter_in_the_list_gives_the_step_once(dialog, heard, qtbot):
    dialog.states.choose("resen_usvojen")
    qtbot.keyClick(dialog.states, Qt.Key.Key_Return, CONTROL)
    assert heard == [("resen_usvojen", "")]


def test_enter_on_a_step_takes_it(dialog, heard, qtbot):
    qtbot.keyClick(dialog.states, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.states, Qt.Key.Key_Return)
    assert heard == [("ceka_podatke", "")]


def test_leaving_gives_nothing(dialog, heard, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert heard == []
