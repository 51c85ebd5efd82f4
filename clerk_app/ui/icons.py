"""Icons: Lucide outlines from the resources, tinted by role and drawn for the screen's pixel ratio."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

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
        source = source.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
        pixmap = QPixmap(round(side * self._ratio), round(side * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        # Without the logical rectangle the renderer fills only a part of a pixmap with a ratio above 1.
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        return pixmap
