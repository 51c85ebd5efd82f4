import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup

from clerk_app.ui.widgets.choice import Check, Radio


@pytest.fixture
def shown(look, page):
    """Two radios of a group and a check, one under another."""
    group = QButtonGroup(page)
    buttons = [Radio(look, "прибавља орган", page), Radio(look, "доставља странка", page), Check(look, "да", page)]
    for number, button in enumerate(buttons):
        button.move(0, 30 * number)
        button.resize(button.sizeHint())
    group.addButton(buttons[0])
    group.addButton(buttons[1])
    page.show()
    return buttons


def indicator(button):
    """The colour in the middle of the left half of the circle or box."""
    return button.grab().toImage().pixelColor(2, button.height() // 2)


def test_a_click_on_the_words_chooses(shown, qtbot):
    for button in shown:
        place = button.rect().center()
        place.setX(button.width() - 4)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=place)
    assert [button.isChecked() for button in shown] == [False, True, True]


def test_what_is_chosen_is_filled(shown, look):
    for button in shown[1:]:
        button.setChecked(True)
        assert indicator(button) == look.colour("accent")
        button.setEnabled(False)
        assert indicator(button) == look.colour("text_disabled")
    assert indicator(shown[0]) == look.colour("surface")


def test_words_are_never_cut(shown):
    for button in shown:
        assert button.minimumSizeHint() == button.sizeHint()
        assert button.sizeHint().width() > button.fontMetrics().horizontalAdvance(button.text())


def test_both_are_spoken_by_their_words(shown):
    assert [button.accessibleName() for button in shown] == ["прибавља орган", "доставља странка", "да"]
