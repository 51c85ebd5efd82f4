"""Icons: each file that the program names is there, tinted, sharp, with its licences."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage

from clerk_app.ui.commands import COMMANDS
from clerk_app.ui.icons import Icons
from clerk_app.ui.theme import Look
from tests.ui.conftest import RESOURCES


def _inks(image: QImage) -> set[str]:
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name().upper() for colour in colours if colour.alpha() > 250}


def test_tint_is_the_role_and_pixmaps_are_kept(look: Look) -> None:
    pixmap = look.icons.pixmap("stamp", "error", 32)
    assert _inks(pixmap.toImage()) == {look.tokens.colour("error").upper()}
    assert look.icons.pixmap("stamp", "error", 32).cacheKey() == pixmap.cacheKey()


def test_selected_keeps_its_colour_and_disabled_pales(look: Look) -> None:
    icon = look.icons.icon("stamp", "error", 32)
    size = QSize(32, 32)
    assert _inks(icon.pixmap(size, QIcon.Mode.Selected).toImage()) == {look.tokens.colour("error").upper()}
    assert _inks(icon.pixmap(size, QIcon.Mode.Disabled).toImage()) == {look.tokens.colour("text_disabled").upper()}


def test_icon_fills_a_pixmap_of_any_ratio(look: Look) -> None:
    for ratio in (1.0, 2.0):
        image = Icons(RESOURCES / "icons", look.tokens, ratio).pixmap("circle-check", "text", 16).toImage()
        assert image.width() == 16 * ratio
        right = [image.pixelColor(image.width() - 3, y).alpha() for y in range(image.height())]
        assert max(right) > 0


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.icon], ids=lambda command: command.id)
def test_commands_name_icons_that_exist(command, look: Look) -> None:
    assert not look.icons.pixmap(command.icon).isNull()


def test_licences_are_shipped() -> None:
    licence = (RESOURCES / "icons" / "LICENSE.txt").read_text()
    assert "ISC License" in licence
    assert "MIT License" in licence
    assert "SIL Open Font License" in (RESOURCES / "fonts" / "OFL.txt").read_text()
