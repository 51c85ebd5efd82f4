import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from clerk_app.domain.catalogue import Wording
from clerk_app.ui.widgets.lookup_list import LookupList
from tests.support.fake_lookups import row

ROWS = [row(f"{place:03d}", f"Улица {place}") for place in range(30)]


@pytest.fixture
def opened(look, page, qtbot):
    page.resize(400, 300)
    field = QLineEdit(page)
    field.setGeometry(10, 10, 200, 30)
    page.show()
    made = LookupList(look, lambda wording: wording.sr, "Пронађено", page)
    made.show_rows(ROWS, "Има их још", field)
    return made


def test_it_stays_within_the_window_and_shows_what_there_is_room_for(opened, page):
    assert page.rect().contains(opened.geometry())
    assert opened.view.height() < 30 * 30
    assert opened.current() == ROWS[0]


def test_it_reads_label_and_code_to_who_cannot_see(opened):
    assert opened.view.accessibleName() == "Пронађено"
    said = opened.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Улица 1, 001"


def test_a_move_brings_the_row_into_view(opened):
    opened.move_by(25)
    index = opened.model.index(25)
    assert opened.current() == ROWS[25]
    assert opened.view.viewport().rect().intersects(opened.view.visualRect(index))
    opened.move_by(100)
    assert opened.current() == ROWS[-1]


def test_closed_it_offers_nothing(opened):
    opened.hide()
    assert opened.current() is None


def test_it_is_drawn_in_every_look(dress, page):
    page.resize(400, 300)
    for theme in ("light", "dark"):
        look = dress(theme)
        made = LookupList(look, lambda wording: wording.sr, "x", page)
        made.show_rows([row("1" * 60, "Ш" * 200), *ROWS[:2]], "", page)
        assert not made.grab().isNull()
        assert made.model.rows[0].label == Wording(sr="Ш" * 200)
