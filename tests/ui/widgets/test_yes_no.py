import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.widgets.choice import Radio
from clerk_app.ui.widgets.yes_no import YesNo


@pytest.fixture
def asked(look, qtbot):
    asked = YesNo(look, "да", "не")
    qtbot.addWidget(asked)
    asked.show()
    return asked


def test_at_first_there_is_no_answer(asked):
    assert asked.value() == ""


def test_no_is_an_answer_and_takes_one_click(asked, qtbot):
    with qtbot.waitSignal(asked.answered) as answered:
        qtbot.mouseClick(asked.findChildren(Radio)[1], Qt.MouseButton.LeftButton)
    assert answered.args == ["no"] == [asked.value()]


@pytest.mark.parametrize("value", ["yes", "no", ""])
def test_what_is_shown_says_nothing_by_itself(asked, value):
    heard: list[object] = []
    asked.answered.connect(heard.append)
    asked.set_value("yes")
    asked.set_value(value)
    assert (asked.value(), heard) == (value, [])


def test_the_question_is_spoken_with_each_answer(asked):
    asked.setAccessibleName("Самохрани родитељ")
    assert [radio.accessibleName() for radio in asked.findChildren(Radio)] == [
        "Самохрани родитељ: да",
        "Самохрани родитељ: не",
    ]


def test_the_focus_goes_to_the_answer_that_was_given(asked, qtbot):
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    asked.set_value("no")
    asked.setFocus()
    assert asked.findChildren(Radio)[1].hasFocus()
