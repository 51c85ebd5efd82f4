import pytest
from shiboken6 import delete

from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.scroll import Scroll


@pytest.fixture
def scroll(look, qtbot, settle):
    scroll = Scroll(look)
    qtbot.addWidget(scroll)
    for number in range(40):
        scroll.body.addWidget(Button(look, str(number)))
    scroll.resize(300, 200)
    scroll.show()
    settle()
    return scroll


def test_what_is_shown_from_begins_at_the_top(scroll, settle):
    part = scroll.body.itemAt(20).widget()
    scroll.show_from(part)
    settle()
    top = part.mapTo(scroll, part.rect().topLeft()).y()
    assert 0 <= top <= scroll.body.spacing() + 1


def test_something_that_is_not_in_the_column_moves_nothing(scroll, look, qtbot, settle):
    scroll.verticalScrollBar().setValue(50)
    other = Label(look, "друго")
    qtbot.addWidget(other)
    scroll.show_from(other)
    settle()
    assert scroll.verticalScrollBar().value() == 50


def test_something_that_goes_before_it_is_shown_does_no_harm(scroll, settle):
    part = scroll.body.itemAt(20).widget()
    scroll.show_from(part)
    delete(part)
    settle()
    assert scroll.verticalScrollBar().value() == 0


def top_of(scroll, part):
    return part.mapTo(scroll, part.rect().topLeft()).y()


def test_it_stays_at_the_top_when_what_is_above_gets_its_height_later(scroll, look, settle):
    part = scroll.body.itemAt(20).widget()
    scroll.show_from(part)
    settle()
    scroll.body.itemAt(0).widget().setFixedHeight(300)
    settle()
    assert 0 <= top_of(scroll, part) <= scroll.body.spacing() + 1


def test_whoever_scrolls_is_not_brought_back(scroll, settle):
    part = scroll.body.itemAt(20).widget()
    scroll.show_from(part)
    settle()
    scroll.verticalScrollBar().setValue(3)
    scroll.body.itemAt(0).widget().setFixedHeight(300)
    settle()
    assert scroll.verticalScrollBar().value() == 3
