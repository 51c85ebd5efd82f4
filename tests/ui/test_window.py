import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from clerk_app.ui.window import Window


@pytest.fixture
def made(look, qapp, qtbot):
    def make(frame_text=""):
        window = Window(look, "Шалтер", qapp, frame_text=frame_text)
        qtbot.addWidget(window)
        window.show()
        return window

    return make


def test_a_page_stays_alive_behind_the_next_one(made):
    window, first, second = made(), QLabel("1"), QLabel("2")
    window.show_page(first)
    window.show_page(second)
    assert (window.page(), first.isVisible()) == (second, False)
    window.show_page(first)
    assert (window.page(), first.isVisible()) == (first, True)


def test_a_page_that_was_dropped_is_gone(made, settle):
    window, page = made(), QLabel("1")
    gone: list[object] = []
    page.destroyed.connect(lambda: gone.append("page"))
    window.show_page(page)
    window.drop_page(page)
    settle()
    assert window.page() is None
    assert gone == ["page"]


def test_practice_is_a_frame_and_a_word_around_every_page(made, look):
    window = made("вежба")
    page = QLabel()
    page.setAutoFillBackground(True)
    window.show_page(page)
    image = window.grab().toImage()
    edges = [(2, 300), (image.width() - 3, 300), (600, image.height() - 3), (600, 1)]
    assert {image.pixelColor(x, y).name() for x, y in edges} == {look.colour("practice").name()}
    assert window._tag.accessibleName() == "вежба"
    assert abs(window._tag.geometry().center().x() - window.rect().center().x()) <= 1


def test_real_work_has_no_frame(made, look):
    window = made()
    page = QLabel()
    page.setAutoFillBackground(True)
    window.show_page(page)
    assert window.grab().toImage().pixelColor(2, 300) != look.colour("practice")


def test_the_tag_stays_in_the_middle_when_the_window_changes(made):
    window = made("вежба")
    window.resize(800, 600)
    assert abs(window._tag.geometry().center().x() - 400) <= 1


def test_closing_is_told_before_the_window_goes(made):
    window = made()
    seen: list[bool] = []
    window.closing.connect(lambda: seen.append(window.isVisible()))
    window.close()
    assert (seen, window.isVisible()) == ([True], False)


def test_a_page_that_names_its_first_control_gets_the_focus_there(made, qtbot):
    before, page = QLineEdit(), QWidget()
    column, first, second = QVBoxLayout(page), QLineEdit(), QLineEdit()
    column.addWidget(first)
    column.addWidget(second)
    page.setFocusProxy(second)
    window = made()
    window.show_page(before)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_page(page)
    assert second.hasFocus()
