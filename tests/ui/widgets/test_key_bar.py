import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from clerk_app.ui.widgets.key_bar import KeyBar


@pytest.fixture
def actions(qapp):
    return [QAction(words, qapp) for words in ("Нови захтев", "Прочитај картицу", "Поништи", "Сви тастери")]


@pytest.fixture
def bar(look, actions, page):
    bar = KeyBar(look, "Тастери", page)
    bar.resize(1300, bar.height())
    page.show()
    *shown, last = zip(actions, ("F2", "F3", "Ctrl+Del", "F1"), strict=True)
    bar.show_commands(shown, last)
    return bar


def visible(bar):
    return [button.text() for button in bar.buttons() if button.isVisible()]


def test_a_key_does_what_its_command_does(bar, actions, qtbot):
    with qtbot.waitSignal(actions[1].triggered):
        qtbot.mouseClick(bar.buttons()[1], Qt.MouseButton.LeftButton)


def test_a_key_follows_words_and_availability_of_its_command(bar, actions):
    actions[0].setText("Захтев")
    actions[0].setEnabled(False)
    actions[0].setStatusTip("Прво особа.")
    button = bar.buttons()[0]
    assert (button.accessibleName(), button.isEnabled(), button.statusTip()) == ("Захтев F2", False, "Прво особа.")


def test_what_has_no_room_is_left_out_from_the_end_but_never_the_last(bar):
    assert visible(bar) == ["Нови захтев", "Прочитај картицу", "Поништи", "Сви тастери"]
    bar.resize(480, bar.height())
    assert visible(bar) == ["Нови захтев", "Прочитај картицу", "Сви тастери"]
    bar.resize(170, bar.height())
    assert visible(bar) == ["Сви тастери"]
    bar.resize(1300, bar.height())
    assert len(visible(bar)) == 4


def test_another_screen_brings_its_own_keys(bar, actions):
    bar.show_commands([(actions[2], "Ctrl+Del")], (actions[3], "F1"))
    assert visible(bar) == ["Поништи", "Сви тастери"]
