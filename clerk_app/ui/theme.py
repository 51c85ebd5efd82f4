"""A look made of tokens and put on the application: typeface, palette, stylesheet, icons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from clerk_app.ui.icons import Icons
from clerk_app.ui.stylesheet import stylesheet
from clerk_app.ui.tokens import Density, Tokens, load_tokens

_STYLE = "Fusion"
_STYLED = "has_our_style"


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What a widget needs to draw itself: tokens and icons. A change of look builds the windows anew."""

    tokens: Tokens
    icons: Icons

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(self.tokens.colour(role))

    def font(self, style: str = "body", weight: int = 0) -> QFont:
        """The font of a type style; ``weight`` replaces the style's own."""
        kind = self.tokens.types[style]
        font = QFont([self.tokens.family, *self.tokens.fallback])
        font.setPixelSize(kind.size)
        font.setWeight(QFont.Weight(weight or kind.weight))
        return font

    def px(self, at_100_percent: float) -> int:
        """A length given at 100 %, at the look's scale."""
        return self.tokens.px(at_100_percent)


def make_look(
    resources: Path, theme: str = "light", scale: float = 1.0, density: Density = "compact", *, ratio: float = 1.0
) -> Look:
    """The look of one theme; ``ratio`` is the screen's device pixel ratio."""
    tokens = load_tokens(resources / "themes", theme, scale, density)
    return Look(tokens, Icons(resources / "icons", tokens, ratio))


def register_fonts(resources: Path) -> None:
    """Make the bundled typeface known; once, before the first window."""
    for path in sorted((resources / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def styled_application(name: str) -> QApplication:
    """A new application that has our style from its beginning: to ask for a style costs the first window 8 ms."""
    application = QApplication([name, "-style", _STYLE])
    application.setProperty(_STYLED, True)
    return application


def apply_look(application: QApplication, look: Look) -> None:
    """Put ``look`` on every window that the application has or will have; one that it has already costs nothing.

    Each setting polishes every widget there is.
    """
    sheet = stylesheet(look.tokens)
    if application.property(_STYLED) and application.styleSheet() == sheet:
        return
    if not application.property(_STYLED):  # once: setting it anew would polish every widget twice
        application.setStyle(_STYLE)
        application.setProperty(_STYLED, True)
    application.setFont(look.font())
    application.setPalette(make_palette(look.tokens))
    application.setStyleSheet(sheet)


_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface_alt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.PlaceholderText: "text_3",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Mid: "control_border",
    QPalette.ColorRole.Dark: "control_border",
    QPalette.ColorRole.Shadow: "control_border",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "divider",
}
_TEXTS = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def make_palette(tokens: Tokens) -> QPalette:
    """The palette that Fusion draws with."""
    palette = QPalette()
    for role, name in _PALETTE.items():
        palette.setColor(role, QColor(tokens.colour(name)))
    for role in _TEXTS:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.colour("text_disabled")))
    return palette
