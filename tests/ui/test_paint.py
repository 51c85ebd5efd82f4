import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from clerk_app.ui.paint import box, keycap, keycap_height, keycap_width, marked_text, text_width

WHITE = QColor("white")
RED, BLUE = QColor("red"), QColor("blue")


@pytest.fixture
def paper(qapp):
    """A white picture; called with a stroke it gives the picture with the stroke on it."""

    def draw(stroke):
        image = QImage(300, 40, QImage.Format.Format_RGB32)
        image.fill(WHITE)
        painter = QPainter(image)
        stroke(painter)
        painter.end()
        return image

    return draw


def inked(image):
    """From the first to the last column that is not white."""
    columns = [x for x in range(300) if any(image.pixelColor(x, y) != WHITE for y in range(40))]
    return (columns[0], columns[-1]) if columns else None


def test_the_border_lies_inside_the_box(paper):
    image = paper(lambda painter: box(painter, QRect(10, 10, 20, 20), fill=BLUE, border=RED, width=2))
    assert [image.pixelColor(x, 20).name() for x in (9, 10, 11, 12)] == [
        each.name() for each in (WHITE, RED, RED, BLUE)
    ]
    assert image.pixelColor(30, 20) == WHITE


def test_a_dashed_border_has_gaps(paper):
    solid, dashed = (
        paper(lambda painter, gaps=gaps: box(painter, QRect(10, 10, 200, 20), border=RED, width=2, dashed=gaps))
        for gaps in (False, True)
    )
    seen = [sum(image.pixelColor(x, 10) == RED for x in range(20, 200)) for image in (solid, dashed)]
    assert seen[0] == 180
    assert 60 < seen[1] < 150


def test_a_cap_is_as_wide_as_its_keys_and_none_is_nothing(look, qapp):
    assert keycap_width(look, "") == 0
    assert look.px(24) <= keycap_width(look, "F2") < keycap_width(look, "Ctrl+Shift+P")
    assert keycap_height(look) > look.tokens.types["keycap"].line


def test_a_cap_has_a_thicker_foot(look, paper):
    image = paper(lambda painter: keycap(painter, QRect(0, 0, 40, 20), "", look))
    edge = look.colour("control_border")
    assert [image.pixelColor(20, y) == edge for y in (0, 1, 18, 19)] == [True, False, True, True]


def test_strong_words_are_wider_and_marks_take_no_room(look, qapp):
    assert text_width(look, "чека **41** захтев") > text_width(look, "чека 41 захтев")
    assert text_width(look, "**41**") == text_width(look, "41", weight=600)
    assert text_width(look, "") == 0


def test_a_marked_text_is_as_wide_as_was_measured(look, paper):
    text = "чека **ЖЖЖ** Ж"
    image = paper(lambda painter: marked_text(painter, QRect(0, 0, 300, 40), text, look))
    assert abs(inked(image)[1] - text_width(look, text)) <= 3


def test_what_does_not_fit_is_cut_and_nothing_follows_it(look, paper):
    room = QRect(0, 0, 60, 40)
    image = paper(lambda painter: marked_text(painter, room, "неколико речи **ЖЖЖ**", look, strong="error"))
    assert inked(image)[1] < 60
    assert not any(image.pixelColor(x, y) == look.colour("error") for x in range(300) for y in range(40))
