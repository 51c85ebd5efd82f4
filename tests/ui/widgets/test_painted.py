import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout

from clerk_app.ui.widgets.painted import RING, PaintedButton


class Blank(PaintedButton):
    """Paints nothing; counts how often it was asked to."""

    painted = 0

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(50, 20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        self.painted += 1


@pytest.fixture
def field():
    return QLineEdit()


@pytest.fixture
def stand(page, field, qtbot):
    def put(button):
        column = QVBoxLayout(page)
        column.addWidget(field)
        column.addWidget(button)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        field.setFocus()
        return button

    return put


@pytest.mark.parametrize("takes", [False, True])
def test_a_click_takes_the_focus_only_where_that_is_wanted(look, stand, field, qtbot, takes):
    button = stand(Blank(look, "а", click_focus=takes))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.hasFocus() is takes
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert button.hasFocus()


def test_it_asks_for_a_ring_and_is_never_cut(look, stand):
    button = stand(Blank(look, "а"))
    assert button.property(RING) == look.tokens.radius("control")
    assert button.minimumSizeHint() == button.sizeHint()


def test_the_hover_is_drawn_at_once_when_it_begins_and_ends(look, stand, settle):
    button = stand(Blank(look, "а"))
    settle()
    before = button.painted
    QApplication.sendEvent(button, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
    settle()
    between = button.painted
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    settle()
    assert before < between < button.painted


def test_what_cannot_be_pressed_is_not_hovered(look, stand):
    button = stand(Blank(look, "а"))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert button.hovered
    button.setEnabled(False)
    assert not button.hovered
