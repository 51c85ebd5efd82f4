import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from clerk_app.ui.link_words import BARS
from clerk_app.ui.widgets.link_bars import LINKS, paint_link


def drawn(look, state):
    """The picture of a state, 40 px wide on white."""
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_link(painter, QRect(0, 0, 40, 40), state, look)
    painter.end()
    return image


def full_bars(image, colour):
    """In how many of the four bars the full colour is seen near the foot."""
    return sum(image.pixelColor(10 * bar + 4, 37) == colour for bar in range(4))


@pytest.mark.parametrize("state", [state for state in LINKS if state != "link-none"])
def test_as_many_bars_are_full_as_the_state_says(look, qapp, state):
    full, role = LINKS[state]
    assert full_bars(drawn(look, state), look.colour(role)) == full


def test_without_a_line_there_is_a_cloud_and_no_bars(look, qapp):
    image = drawn(look, "link-none")
    inks = {image.pixelColor(x, y).name() for x in range(40) for y in range(40)}
    assert look.colour("offline").name() in inks
    assert look.colour("success").name() not in inks


def test_every_state_of_the_line_has_its_bars():
    assert set(BARS.values()) <= set(LINKS)
