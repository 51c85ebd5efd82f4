import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.ui.merging.side_card import SideCard


@pytest.fixture
def card(look, qtbot):
    made = SideCard(look)
    qtbot.addWidget(made)
    made.show_side("Узорна 12", "08:11 · шалтер 3", "Адреса, Овде: Узорна 12")
    made.show()
    return made


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (Qt.Key.Key_Left, "here"),
        (Qt.Key.Key_Right, "centre"),
        (Qt.Key.Key_Up, "above"),
        (Qt.Key.Key_Down, "below"),
        (Qt.Key.Key_E, "third"),
    ],
)
def test_keys_ask(card, key, asked):
    told: list[object] = []
    card.wanted.connect(told.append)
    QTest.keyClick(card, key)
    assert told == [asked]


def test_the_third_is_asked_for_on_a_cyrillic_keyboard_too(card):
    told: list[object] = []
    card.wanted.connect(told.append)
    QTest.sendKeyEvent(QTest.KeyAction.Press, card, Qt.Key.Key_unknown, "е", Qt.KeyboardModifier.NoModifier)
    assert told == ["third"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_blank_and_enter_choose_but_whoever_keeps_the_choice_says_so(card, key):
    clicks = []
    card.clicked.connect(lambda: clicks.append(1))
    QTest.keyClick(card, key)
    assert (clicks, card.isChecked()) == ([1], False)


def test_with_another_key_held_nothing_is_chosen(card):
    told: list[object] = []
    card.wanted.connect(told.append)
    QTest.keyClick(card, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(card, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert told == []


def test_it_says_whose_value_it_is_and_grows_with_it(card):
    assert card.accessibleName() == "Адреса, Овде: Узорна 12"
    assert card.accessibleDescription() == "08:11 · шалтер 3"
    low = card.heightForWidth(300)
    card.show_side("Узорна " * 40, "", "Адреса")
    assert card.heightForWidth(300) > 2 * low
    assert card.minimumSizeHint().height() <= card.sizeHint().height()


def test_a_quiet_one_tells_its_source_when_asked(look, qtbot):
    quiet = SideCard(look, quiet=True)
    qtbot.addWidget(quiet)
    quiet.show_side("0417", "08:11 · шалтер 3", "Кровни број")
    assert quiet.source.isHidden()
    assert quiet.toolTip() == "08:11 · шалтер 3"
