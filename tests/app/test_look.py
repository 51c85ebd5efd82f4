import pytest
from PySide6.QtCore import Qt

from clerk_app.app.look import look_of


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_and_size_are_the_settings(place_of, qapp, theme):
    look = look_of(qapp, place_of(theme=theme, scale=1.5, density="comfortable"))
    assert (look.tokens.theme, look.tokens.scale) == (theme, 1.5)
    assert look.tokens.size("row") > look_of(qapp, place_of(theme=theme, scale=1.5)).tokens.size("row")


@pytest.mark.parametrize(("scheme", "theme"), [(Qt.ColorScheme.Dark, "dark"), (Qt.ColorScheme.Light, "light")])
def test_system_follows_the_desktop(place_of, qapp, scheme, theme):
    hints = qapp.styleHints()
    hints.setColorScheme(scheme)
    try:
        wanted = theme if hints.colorScheme() == scheme else "light"
        assert look_of(qapp, place_of(theme="system")).tokens.theme == wanted
    finally:
        hints.unsetColorScheme()
