import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QLineEdit

from clerk_app.ui.theme import make_look, make_palette
from clerk_app.ui.tokens import THEMES
from tests.ui.conftest import RESOURCES


@pytest.mark.parametrize("theme", THEMES)
def test_the_palette_is_made_of_tokens(theme, qapp):
    tokens = make_look(RESOURCES, theme).tokens
    palette = make_palette(tokens)
    for role, name in (
        (QPalette.ColorRole.Window, "window"),
        (QPalette.ColorRole.Text, "text"),
        (QPalette.ColorRole.Highlight, "selection"),
        (QPalette.ColorRole.PlaceholderText, "text_3"),
    ):
        assert palette.color(role) == QColor(tokens.colour(name))
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == QColor(tokens.colour("text_disabled"))


def test_type_follows_the_scale_and_may_be_stronger(qapp):
    one, two = make_look(RESOURCES), make_look(RESOURCES, scale=2.0)
    assert two.font("page_title").pixelSize() == 2 * one.font("page_title").pixelSize()
    assert one.font("body", 600).weight() == 600 != one.font("body").weight()
    assert two.px(7) == 14


def test_the_bundled_typeface_is_the_one_that_is_drawn(look):
    assert QFontInfo(look.font()).family() == look.tokens.family


def test_the_style_is_set_once_and_stays_through_changes_of_look(dress, qapp):
    dress("light")
    style = qapp.style()
    dress("dark")
    assert qapp.style() is style
    qapp.setStyleSheet("")
    assert qapp.style().name() == "fusion"


def test_a_look_is_put_on_windows_that_are_there_already(dress, qapp, qtbot):
    dress("light")
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    dark = dress("dark")
    image = field.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2) == dark.colour("surface")
