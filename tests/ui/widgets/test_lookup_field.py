import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.lookups import Found
from clerk_app.ui.widgets.lookup_field import LookupField, LookupTexts
from tests.support.fake_lookups import row

STREETS = (row("001", "Нова"), row("002", "Нова Варош"), row("003", "Новосадска"))
TEXTS = LookupTexts("Пронађено", "Има их још", "Нема таквих")


class Searching:
    """A search that answers when the test says so."""

    def __init__(self):
        self.asked: list[str] = []
        self._waiting: list[object] = []

    def __call__(self, text, deliver):
        self.asked.append(text)
        self._waiting.append(deliver)

    def answer(self, rows=STREETS, *, to=-1, here=True, more=False):
        self._waiting[to](Found(here, tuple(rows), more))


@pytest.fixture
def search():
    return Searching()


@pytest.fixture
def field(look, search, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 400)
    field = LookupField(look, search, lambda wording: wording.sr, TEXTS)
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(QLineEdit())
    column.addStretch(1)
    window.show()
    window.activateWindow()
    field.setFocus()
    yield field
    window.close()


@pytest.fixture
def heard(field):
    heard: list[object] = []
    field.typed.connect(heard.append)
    field.chosen.connect(lambda one: heard.append(one.code))
    return heard


def shown(field):
    return [one.label.sr for one in field.list.model.rows] if field.list else None


def test_what_is_found_opens_below_and_enter_takes_it(field, search, heard, qtbot):
    qtbot.keyClicks(field, "no")
    search.answer()
    assert shown(field) == ["Нова", "Нова Варош", "Новосадска"]
    assert field.list.geometry().top() >= field.geometry().bottom()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (heard[-1], field.text(), field.list) == ("002", "Нова Варош", None)
    assert field._end.text() == "002"


def test_the_ends_of_the_list_hold(field, search, heard, qtbot):
    qtbot.keyClicks(field, "n")
    search.answer()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Enter):
        qtbot.keyClick(field, key)
    assert heard[-1] == "003"


def test_an_old_answer_never_overwrites_a_newer_one(field, search, qtbot):
    qtbot.keyClicks(field, "no")
    search.answer(STREETS[:1], to=1)
    search.answer(STREETS[2:], to=0)
    assert shown(field) == ["Нова"]


def test_escape_closes_only_the_list_and_is_no_command_of_the_window(field, search, heard, qtbot):
    def is_for_the_field() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(field, event)
        return event.isAccepted()

    qtbot.keyClicks(field, "nov")
    search.answer()
    assert is_for_the_field()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.list, field.text(), heard[-1]) == (None, "nov", "nov")
    assert not is_for_the_field()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    search.answer()
    assert shown(field)


def test_tab_takes_the_one_that_is_called_so(field, search, heard, qtbot):
    qtbot.keyClicks(field, "nova")
    search.answer()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert (heard[-1], field.text(), field.list, field.hasFocus()) == ("001", "Нова", None, False)


def test_tab_takes_it_also_when_the_answer_comes_later(field, search, heard, qtbot):
    qtbot.keyClicks(field, "002")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert heard[-1] == "002"  # as it was typed
    field.chosen.connect(lambda one: heard.append(one.label.sr))
    search.answer()
    assert (heard[-1], field.text(), field.list) == ("Нова Варош", "Нова Варош", None)


def test_what_is_in_no_list_stays_as_it_was_typed(field, search, heard, qtbot):
    qtbot.keyClicks(field, "Novak")
    search.answer(())
    assert (shown(field), field.list._foot.text()) == ([], TEXTS.none)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert (heard[-1], field.text(), field.settled) == ("Novak", "Novak", True)


def test_emptying_the_field_asks_nothing(field, search, heard, qtbot):
    qtbot.keyClicks(field, "n")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    search.answer()
    assert (search.asked, field.list, heard[-1], field.settled) == (["n"], None, "", True)


def test_where_the_list_is_not_here_it_is_a_text_field(field, search, heard, qtbot):
    told: list[object] = []
    field.told.connect(told.append)
    qtbot.keyClicks(field, "n")
    search.answer((), here=False)
    assert (told, field.list) == ([False], None)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert heard[-1] == "n"


def test_a_click_takes_a_row_and_the_field_keeps_the_focus(field, search, heard, qtbot):
    qtbot.keyClicks(field, "n")
    search.answer(more=True)
    view, index = field.list.view, field.list.model.index(2)
    assert field.list._foot.text() == TEXTS.more
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    assert (heard[-1], field.hasFocus()) == ("003", True)


def test_what_is_being_typed_is_not_overwritten(field, search, qtbot):
    field.show_value("001", Wording(sr="Нова"))
    assert (field.text(), field._end.text()) == ("Нова", "001")
    qtbot.keyClicks(field, " V")
    field.show_value("001", Wording(sr="Нова"))
    assert (field.text(), field._end.text()) == ("Нова V", "")
    field.show_value("x", None)
    assert field.text() == "Нова V"


def test_a_value_that_no_list_knows_is_shown_as_it_is(field):
    field.show_value("999", None)
    assert (field.text(), field._end.text()) == ("999", "")


def test_near_the_bottom_the_list_opens_above(field, search, qtbot):
    window = field.window()
    window.layout().insertStretch(0, 9)
    window.layout().setStretch(3, 0)
    window.layout().activate()
    qtbot.keyClicks(field, "n")
    search.answer(STREETS * 3)
    assert field.list.geometry().bottom() <= field.mapTo(window, QPoint(0, 0)).y()


def test_the_list_goes_with_its_field(field, search, qtbot):
    qtbot.keyClicks(field, "n")
    search.answer()
    field.hide()
    assert field.list is None
    field.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    search.answer()  # nobody is there any more


def test_a_computed_field_opens_nothing(field, search, qtbot):
    field.setReadOnly(True)
    field.show_value("001", Wording(sr="Нова"))
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert search.asked == []
