"""Tokens: every pair that the widgets draw can be read, in every theme; measures follow scale and density."""

from __future__ import annotations

import tomllib

import pytest
from PySide6.QtGui import QPalette

from clerk_app.ui.stylesheet import stylesheet
from clerk_app.ui.theme import make_palette
from clerk_app.ui.tokens import THEMES, load_tokens
from tests.gates.contrast import MARK, MARK_PAIRS, TEXT, TEXT_PAIRS, contrast
from tests.ui.conftest import RESOURCES

FOLDER = RESOURCES / "themes"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), sorted(TEXT_PAIRS))
def test_text_can_be_read(theme: str, ink: str, ground: str) -> None:
    tokens = load_tokens(FOLDER, theme)
    assert contrast(tokens.colour(ink), tokens.colour(ground)) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), MARK_PAIRS)
def test_marks_can_be_seen(theme: str, ink: str, ground: str) -> None:
    tokens = load_tokens(FOLDER, theme)
    assert contrast(tokens.colour(ink), tokens.colour(ground)) >= MARK


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_themes_have_the_same_roles() -> None:
    roles = [set(tomllib.loads((FOLDER / f"{theme}.toml").read_text())["colours"]) for theme in THEMES]
    assert roles[0] == roles[1] == roles[2]


def test_scale_multiplies_every_measure_and_is_held_in_bounds() -> None:
    one, two = load_tokens(FOLDER, "light"), load_tokens(FOLDER, "light", 9.0)
    assert two.scale == 2.0
    assert two.size("row") == 2 * one.size("row")
    assert two.types["body"].size == 2 * one.types["body"].size
    assert two.px(7) == 14
    assert (one.narrow, two.narrow) == (False, True)
    assert load_tokens(FOLDER, "light", density="comfortable").size("row") == 36


@pytest.mark.parametrize("theme", THEMES)
def test_stylesheet_and_palette_are_made_of_tokens(theme: str) -> None:
    tokens = load_tokens(FOLDER, theme, 1.5)
    sheet = stylesheet(tokens)
    assert "$" not in sheet
    assert tokens.colour("control_border") in sheet
    palette = make_palette(tokens)
    assert palette.color(QPalette.ColorRole.Window).name().upper() == tokens.colour("window").upper()
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled.name().upper() == tokens.colour("text_disabled").upper()
