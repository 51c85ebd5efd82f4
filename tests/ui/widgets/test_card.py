import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from clerk_app.ui.widgets.card import Card, centred
from clerk_app.ui.widgets.label import Label


@pytest.fixture
def card(look):
    return Card(look, "lock", "Закључано", "Рад је сачуван.")


@pytest.fixture
def page(look, card, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.setLayout(centred(look, card, Label(look, "дно")))
    page.resize(1000, 700)
    page.show()
    return page


def test_the_card_stands_in_the_middle(page, card):
    middle = card.mapTo(page, card.rect().center())
    assert abs(middle.x() - page.rect().center().x()) <= 1
    assert abs(middle.y() - (page.height() - 20) // 2) < 20


def test_a_low_window_scrolls_instead_of_cutting_the_card(page, card):
    whole = card.height()
    page.resize(1000, 90)
    page.layout().activate()
    assert card.height() >= whole
    assert page.findChild(QScrollArea).verticalScrollBar().maximum() > 0


def test_the_strip_stays_at_the_bottom(page):
    foot = page.layout().itemAt(1).widget()
    assert foot.mapTo(page, QPoint(0, foot.height())).y() == page.height()


def test_the_card_is_spoken_by_its_title(card):
    assert card.accessibleName() == "Закључано"
    assert card.about.accessibleName() == "Рад је сачуван."
