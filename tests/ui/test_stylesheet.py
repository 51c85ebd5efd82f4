import re

import pytest

from clerk_app.ui.stylesheet import stylesheet
from clerk_app.ui.tokens import THEMES, load_tokens
from tests.ui.conftest import RESOURCES

FOLDER = RESOURCES / "themes"


def lengths(sheet):
    return [int(length) for length in re.findall(r"(\d+)px", sheet)]


@pytest.mark.parametrize("theme", THEMES)
def test_every_value_is_filled_in_from_tokens(theme):
    tokens = load_tokens(FOLDER, theme)
    sheet = stylesheet(tokens)
    assert "$" not in sheet
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)) <= set(tokens.colours.values())


def test_a_border_that_widens_on_focus_moves_nothing():
    tokens = load_tokens(FOLDER, "light")
    sheet = stylesheet(tokens)
    plain, focused = (
        int(found) for found in re.findall(r"QLineEdit[^{]*\{[^}]*?min-height: (\d+)px", sheet, re.DOTALL)[:2]
    )
    assert plain + 2 * tokens.px(1) == focused + 2 * tokens.px(2) == tokens.size("control")


def test_lengths_follow_the_scale():
    one, two = (lengths(stylesheet(load_tokens(FOLDER, "light", scale))) for scale in (1.0, 2.0))
    assert len(one) == len(two)
    assert sum(two) > 1.8 * sum(one)
