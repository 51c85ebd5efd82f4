from datetime import date

import pytest
from PySide6.QtCore import Qt

from clerk_app.ports.desk_file import Counts
from clerk_app.ui.request_list import rows_of
from clerk_app.ui.request_panel import LEGEND, RequestPanel
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.label import Label
from tests.support.fake_frame import context_of


@pytest.fixture
def rows(desk):
    return rows_of(desk.requests._all(), desk.actions.choosing)


@pytest.fixture
def panel(context, rows, qtbot):
    panel = RequestPanel(context, ("today", "all"), lambda: date(2026, 11, 23))
    qtbot.addWidget(panel)
    panel.show_rows(rows, Counts(today=6, waiting=5, deadline=1, attention=2))
    panel.show()
    return panel


def test_a_row_that_is_opened_gives_its_request(panel, rows, qtbot):
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    assert panel.current() == rows[1].view
    with qtbot.waitSignal(panel.request_opened) as opened:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert opened.args == [rows[1].view]


def test_a_tab_gives_its_scope_and_counts_only_what_is_counted(panel, qtbot):
    assert [panel.tabs.accessibleTabName(index) for index in (0, 1)] == ["Данас 6", "Сви"]
    with qtbot.waitSignal(panel.tab_chosen) as chosen:
        panel.tabs.choose("all")
    assert chosen.args == ["all"]


def test_every_mark_has_its_word_in_the_legend(panel, texts):
    chips = [chip.accessibleName() for chip in panel.findChildren(Chip)]
    assert chips == [texts.text(f"mark.{mark}") for mark in LEGEND]


def test_an_empty_list_has_nothing_chosen(panel, texts):
    panel.show_rows([])
    assert panel.current() is None
    assert panel._rows.accessibleName() == texts.many("home.rows", 0)


def test_a_note_stands_between_tabs_and_table(panel, context, settle):
    note = Label(context.look, "напомена")
    panel.add_above(note)
    settle()
    assert panel.tabs.y() < note.y() < panel.table.y()


def test_large_text_has_fewer_columns_of_two_lines_and_no_legend(texts, dress, page, rows, qtbot):
    narrow = RequestPanel(context_of(texts, dress("light", 2.0), page), ("today",), lambda: date(2026, 11, 23))
    qtbot.addWidget(narrow)
    narrow.show_rows(rows)
    assert narrow.table.rows_model.columnCount() == 4
    assert narrow.findChildren(Chip) == []
