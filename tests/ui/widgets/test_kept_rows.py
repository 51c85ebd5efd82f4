import pytest
from PySide6.QtWidgets import QVBoxLayout

from clerk_app.ui.widgets.kept_rows import KeptRows
from clerk_app.ui.widgets.label import Label


@pytest.fixture
def column(page):
    column = QVBoxLayout(page)
    column.addStretch(1)
    page.show()
    return column


@pytest.fixture
def rows(column, look):
    return KeptRows[str](column, lambda words: Label(look, words))


def said(column):
    found = [column.itemAt(place).widget() for place in range(column.count())]
    return [label.accessibleName() for label in found if label is not None and label.isVisible()]


def test_new_rows_stand_there_at_once(rows, column):
    rows.show(["а", "б"])
    assert said(column) == ["а", "б"]


def test_what_stays_is_the_same_widget_wherever_it_goes(rows, column):
    rows.show(["а", "б", "в"])
    before = column.itemAt(1).widget()
    rows.show(["х", "в", "б"])
    assert said(column) == ["х", "в", "б"]
    assert column.itemAt(2).widget() is before


def test_what_went_is_gone_and_the_rest_of_the_column_stays_below(rows, column, settle):
    rows.show(["а", "б"])
    rows.show([])
    settle()
    assert said(column) == []
    assert column.count() == 1


def test_two_that_show_the_same_are_two_rows(rows, column):
    rows.show(["а", "а"])
    rows.show(["а", "а", "б"])
    assert said(column) == ["а", "а", "б"]
