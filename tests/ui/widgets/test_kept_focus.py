import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.kept_focus import FocusPlace, focus_place, kept_focus, stops
from clerk_app.ui.window import Window


class Parts(QWidget):
    """Buttons in a column, drawn anew as often as one likes; one more stands below them."""

    def __init__(self, look):
        super().__init__()
        self.look = look
        self.inner = QWidget()
        self.column = QVBoxLayout(self.inner)
        whole = QVBoxLayout(self)
        whole.addWidget(self.inner)
        self.below = Button(look, "испод")
        whole.addWidget(self.below)
        self.buttons = []

    def draw(self, *names):
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [Button(self.look, name) for name in names]
        for button in self.buttons:
            self.column.addWidget(button)
            button.show()


@pytest.fixture
def parts(look, qapp, qtbot):
    window = Window(look, "", qapp)
    qtbot.addWidget(window)
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(Button(look, "шина"))  # the first in the chain of Tab, as the rail is
    parts = Parts(look)
    column.addWidget(parts)
    window.show_page(page)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    parts.draw("а", "б", "в")
    return parts


def focused(parts, settle):
    settle()
    return parts.window().focusWidget().accessibleName()


@pytest.mark.parametrize(("drawn", "then"), [(("х", "б"), "б"), (("х", "у", "з"), "у"), (("х",), "х"), ((), "испод")])
def test_the_namesake_gets_it_or_what_stands_in_its_place_or_what_is_next_to_it(parts, settle, drawn, then):
    parts.buttons[1].setFocus()
    with kept_focus(parts.inner):
        parts.draw(*drawn)
    assert focused(parts, settle) == then


def test_what_stands_elsewhere_keeps_it(parts, settle):
    parts.below.setFocus()
    assert focus_place(parts.inner) is None
    with kept_focus(parts.inner):
        parts.draw("х")
    assert focused(parts, settle) == "испод"


def test_the_same_control_gets_it_back_though_it_is_not_the_first_of_its_name(parts, settle):
    parts.draw("а", "а")
    place = FocusPlace(parts.buttons[1])
    parts.below.setFocus()
    place.take()
    settle()
    assert parts.window().focusWidget() is parts.buttons[1]


def test_what_tab_reaches_is_visible_and_can_be_used(parts):
    parts.buttons[0].hide()
    parts.buttons[2].set_unavailable("не сада")
    assert stops(parts) == [parts.buttons[1], parts.below]
