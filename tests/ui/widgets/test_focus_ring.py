import pytest
from PySide6.QtWidgets import QDialog, QWidget

from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.fields import TextField
from clerk_app.ui.window import Window


@pytest.fixture
def parts(look):
    return [Button(look, "а"), Button(look, "б", kind="filled"), TextField(look)]


@pytest.fixture
def window(look, parts, qapp, qtbot):
    window = Window(look, "", qapp)
    qtbot.addWidget(window)
    page = QWidget()
    for number, part in enumerate(parts):
        part.setParent(page)
        part.setGeometry(100, 50 + 100 * number, 300, 40)
    window.show_page(page)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def ringed(window, look, widget):
    """Whether the ring's colour stands just above a control."""
    image = window.grab().toImage()
    middle = widget.mapTo(window, widget.rect().center())
    return image.pixelColor(middle.x(), middle.y() - widget.height() // 2 - 2) == look.colour("focus")


def test_the_ring_goes_along_with_the_focus(window, parts, look, qapp):
    first, second, _field = parts
    for focused, other in ((second, first), (first, second)):
        focused.setFocus()
        qapp.processEvents()
        assert ringed(window, look, focused)
        assert not ringed(window, look, other)


def test_a_field_has_its_own_border_instead(window, parts, look, qapp):
    parts[0].setFocus()
    parts[2].setFocus()
    qapp.processEvents()
    assert not any(ringed(window, look, part) for part in parts)


def test_the_ring_follows_a_control_that_moves_and_goes_with_one_that_hides(window, parts, look, qapp):
    parts[0].setFocus()
    qapp.processEvents()
    parts[0].setGeometry(600, 80, 200, 30)
    assert ringed(window, look, parts[0])
    parts[0].hide()
    qapp.processEvents()
    assert not ringed(window, look, parts[0])


def test_where_there_is_no_room_beside_a_control_the_ring_stands_over_its_edge(window, parts, look, qapp):
    parts[0].setGeometry(0, 0, 300, 40)
    parts[0].setFocus()
    qapp.processEvents()
    image, corner = window.grab().toImage(), parts[0].mapTo(window, parts[0].rect().topLeft())
    assert image.pixelColor(corner.x() + 150, corner.y()) == look.colour("focus")
    assert image.pixelColor(corner.x(), corner.y() + 20) == look.colour("focus")


def test_a_dialog_over_the_window_has_it_too(window, look, qapp, qtbot):
    dialog = QDialog(window)
    button = Button(look, "г")
    button.setParent(dialog)
    button.setGeometry(40, 40, 200, 40)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    button.setFocus()
    qapp.processEvents()
    assert ringed(dialog, look, button)
