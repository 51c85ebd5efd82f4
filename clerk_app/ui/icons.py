"""Icons: Lucide outlines from the resources, tinted by role and drawn for the screen's pixel ratio."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QIcon, QImage, QPixmap

from clerk_app.ui.tokens import Tokens

_STROKE = 1.75  # of a 24 px grid


class Icons:
    """Tinted icons of one look, drawn once each. ``ratio`` is the device pixel ratio to draw for."""

    def __init__(self, folder: Path, tokens: Tokens, ratio: float = 1.0) -> None:
        self._folder = folder
        self._tokens = tokens
        self._ratio = ratio
        self._drawn: dict[tuple[str, str, int], QPixmap] = {}

    def pixmap(self, name: str, role: str = "text_2", size: int = 0) -> QPixmap:
        """One icon in the colour of ``role``; ``size`` in px as on screen, 0 for the density's own."""
        side = size or self._tokens.size("icon")
        key = (name, role, side)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, self._tokens.colour(role), side)
        return self._drawn[key]

    def icon(self, name: str, role: str = "text_2", size: int = 0) -> QIcon:
        """The same as a ``QIcon`` that keeps its tint when selected and pales when disabled."""
        icon = QIcon(self.pixmap(name, role, size))
        icon.addPixmap(self.pixmap(name, role, size), QIcon.Mode.Selected)
        icon.addPixmap(self.pixmap(name, "text_disabled", size), QIcon.Mode.Disabled)
        return icon

    def _draw(self, name: str, colour: str, side: int) -> QPixmap:
        source = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        pixels = round(side * self._ratio)
        for old, new in (
            ("currentColor", colour),
            ('stroke-width="2"', f'stroke-width="{_STROKE}"'),
            ('width="24"', f'width="{pixels}"'),
            ('height="24"', f'height="{pixels}"'),
        ):
            source = source.replace(old, new, 1)
        # The image plugin draws it; the renderer's own module costs the first window 20 ms more.
        pixmap = QPixmap.fromImage(QImage.fromData(source.encode()))
        pixmap.setDevicePixelRatio(self._ratio)
        return pixmap
