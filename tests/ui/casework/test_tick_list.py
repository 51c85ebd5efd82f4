import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.casework.tick_list import TickList

LINES = [("a", "Скица"), ("b", "Веома дуга реченица која се прелама " * 4)]


@pytest.fixture
def ticks(look, qtbot):
    made = TickList(look, LINES, on=True)
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def test_what_is_ticked_is_given_in_order(ticks):
    assert ticks.ticked() == ("a", "b")
    ticks.lines["a"].check.setChecked(False)
    assert ticks.ticked() == ("b",)


def test_a_click_on_the_words_ticks_and_is_told(ticks, qtbot):
    told: list[str] = []
    ticks.changed.connect(lambda: told.append("changed"))
    qtbot.mouseClick(ticks.lines["b"], Qt.MouseButton.LeftButton)
    assert ticks.ticked() == ("a",)
    assert told == ["changed"]


def test_each_check_is_named_by_its_words(ticks):
    assert ticks.lines["a"].check.accessibleName() == "Скица"


def test_other_lines_take_the_place_of_the_first(ticks):
    ticks.show_lines([("c", "Нацрт")])
    assert (list(ticks.lines), ticks.ticked()) == (["c"], ())
    ticks.show_lines([])
    assert not ticks.take_focus()
