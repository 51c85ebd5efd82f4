"""A note: what happened, what is safe, what you can do; soft ground, border, icon and words of one role."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.ui.markup import plain
from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label

NoteRole = Literal["info", "offline", "warning", "error", "success", "practice"]

_ICONS = {
    "info": "info",
    "offline": "cloud-off",
    "warning": "triangle-alert",
    "error": "circle-x",
    "success": "circle-check",
    "practice": "graduation-cap",
}


class Note(QFrame):
    """A sentence or two, a strong first line if wanted, and a row for buttons (``ways_out``)."""

    def __init__(
        self,
        look: Look,
        text: str,
        role: NoteRole = "info",
        *,
        title: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._role: NoteRole = role
        self._icon = QLabel()
        self._title = Label(look, title, style="body_strong", wrap=True)
        self._text = Label(look, text, role="text", wrap=True)
        self._words = QVBoxLayout()
        self._words.setSpacing(look.px(2))
        self._words.addWidget(self._title)
        self._words.addWidget(self._text)
        self._ways_out: QHBoxLayout | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(10))
        row.setSpacing(look.px(9))
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words, 1)
        self.show_note(text, role, title=title, icon=icon)

    @property
    def ways_out(self) -> QHBoxLayout:
        """The row for buttons; made when first asked for, because an empty layout would hold the words together."""
        if self._ways_out is None:
            self._ways_out = QHBoxLayout()
            self._ways_out.setSpacing(self._look.px(8))
            self._words.addLayout(self._ways_out)
        return self._ways_out

    def show_note(self, text: str, role: NoteRole, *, title: str = "", icon: str = "") -> None:
        """Say something else."""
        self._role = role
        self._title.set_text(title)
        self._title.setVisible(bool(title))
        self._text.set_text(text)
        self._text.set_role("text_2" if title else "text")
        ink = "text_2" if role == "info" else role
        self._icon.setPixmap(self._look.icons.pixmap(icon or _ICONS[role], ink))
        self.setAccessibleName(plain(f"{title} {text}".strip()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Ground and border of the role."""
        look = self._look
        calm = self._role == "info"
        fill = look.colour("surface_alt" if calm else f"{self._role}_soft")
        border = look.colour("divider" if calm else self._role)
        box(QPainter(self), self.rect(), fill=fill, border=border, radius=look.tokens.radius("control"))
