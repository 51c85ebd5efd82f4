import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import TextField
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.window import Window


@pytest.fixture
def rows(look):
    return [FieldRow(look, str(number), TextField(look)) for number in range(20)]


@pytest.fixture
def scroll(look, rows, qapp, qtbot, settle):
    window = Window(look, "", qapp)
    qtbot.addWidget(window)
    scroll = Scroll(look)
    for row in rows:
        scroll.body.addWidget(row)
    window.show_page(scroll)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rows[0].control.setFocus()
    settle()
    return scroll


def whole(scroll, row):
    """Whether label, field and message stand in what is seen."""
    top = row.mapTo(scroll.viewport(), row.rect().topLeft()).y()
    return top >= 0 and top + row.height() <= scroll.viewport().height()


def test_what_gets_the_focus_is_scrolled_to_with_its_label_and_message(scroll, rows, settle):
    for row in (rows[-1], rows[3]):
        assert not whole(scroll, row)
        row.control.setFocus()
        settle()
        assert whole(scroll, row)


def test_what_is_in_sight_moves_nothing(scroll, rows, settle):
    rows[1].control.setFocus()
    settle()
    assert scroll.verticalScrollBar().value() == 0


def test_nothing_moves_away_from_below_the_pointer(scroll, rows, settle, qtbot):
    bar = scroll.verticalScrollBar()
    bar.setValue(rows[9].y() + rows[9].height() - scroll.viewport().height() - 4)
    before = bar.value()
    qtbot.mousePress(rows[9].control, Qt.MouseButton.LeftButton)
    settle()
    assert bar.value() == before
    qtbot.mouseRelease(rows[9].control, Qt.MouseButton.LeftButton)
