import pytest

from clerk_app.ui.widgets.number_tag import NumberTag


@pytest.fixture
def number(look, qtbot):
    number = NumberTag(look, "1-17", "привр.")
    qtbot.addWidget(number)
    return number


def inks(widget):
    widget.resize(widget.sizeHint())
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_provisional_number_is_violet_and_spoken_with_its_tag(number, look):
    assert number.accessibleName() == "1-17 привр."
    assert look.colour("offline").name() in inks(number)


def test_a_unique_number_has_neither_tag_nor_violet(number, look):
    before = number.sizeHint().width()
    number.show_number("004 812 736 / 2026")
    assert number.accessibleName() == "004 812 736 / 2026"
    assert look.colour("offline").name() not in inks(number)
    number.show_number("1-17")
    assert number.sizeHint().width() < before
