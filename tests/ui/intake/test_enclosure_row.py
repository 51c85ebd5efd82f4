from dataclasses import replace

import pytest

from clerk_app.ui.intake.enclosure_row import EnclosureRow
from clerk_app.ui.widgets.button import Button
from tests.support.desk_day import SKETCH


@pytest.fixture
def row(context, qtbot):
    made = EnclosureRow(context, SKETCH)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def told(row):
    told: list[object] = []
    row.changed.connect(told.append)
    return told


def test_an_original_and_its_pages_are_told(row, told, qtbot):
    row.original.click()
    qtbot.keyClicks(row.pages, "12")
    assert told[-1] == replace(SKETCH, original=True, pages=12)


def test_pages_that_are_no_number_are_none(row, told, qtbot):
    qtbot.keyClicks(row.pages, "x")
    assert told[-1].pages == 0


def test_it_is_taken_away(row, qtbot):
    (remove,) = row.findChildren(Button)
    with qtbot.waitSignal(row.removed):
        remove.click()
