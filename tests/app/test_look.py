import pytest
from PySide6.QtCore import Qt

from clerk_app.app.look import look_of, theme_of
from clerk_app.settings.schema import THEMES
from clerk_app.ui import tokens
from clerk_app.ui.screens import settings


@pytest.mark.parametrize(("theme", "shown"), [("light", "light"), ("dark", "dark"), ("high-contrast", "high_contrast")])
def test_theme_and_size_are_the_settings(place_of, qapp, theme, shown):
    look = look_of(qapp, place_of(theme=theme, scale=1.5, density="comfortable"))
    assert (look.tokens.theme, look.tokens.scale) == (shown, 1.5)
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


@pytest.mark.parametrize(
    ("dark", "contrast", "theme"),
    [
        (False, False, "light"),
        (True, False, "dark"),
        (False, True, "high-contrast"),
        (True, True, "high-contrast"),
    ],
)
def test_a_desktop_that_asks_for_contrast_gets_it_before_light_and_dark(dark, contrast, theme):
    assert theme_of("system", dark=dark, contrast=contrast) == theme


@pytest.mark.parametrize("theme", ["light", "dark", "high-contrast"])
def test_what_was_chosen_counts_whatever_the_desktop_asks(theme):
    assert theme_of(theme, dark=True, contrast=True) == theme


def test_every_theme_that_there_is_can_be_chosen():
    drawn = {theme.replace("_", "-") for theme in tokens.THEMES}
    assert set(settings.THEMES) == set(THEMES) == drawn | {"system"}
