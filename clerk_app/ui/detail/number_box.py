"""One of the two numbers of a request in a box whose edge tells how true it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label


class NumberBox(QFrame):
    """``edge`` is a colour role; a dashed edge stands around a number that does not exist yet."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._edge = "control_border"
        self._dashed = False
        self._icon = QLabel()
        self._title = Label(look, "", style="small", role="text_2", wrap=True)
        self._number = Label(look, "", style="number_big")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._about = Label(look, "", style="small", role="text_2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(look.px(5))
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(10))
        column.setSpacing(look.px(2))
        column.addLayout(head)
        column.addWidget(self._number)
        column.addWidget(self._about)
        column.addStretch(1)

    def show_provisional(self, title: str, number: str, about: str) -> None:
        """The number that was given here: violet, regular."""
        self._number.setFont(self._look.font("number_big", 400))
        self._show("inbox", "offline", title, number, about)
        self._edge, self._dashed = "control_border", False

    def show_filed(self, title: str, number: str, about: str) -> None:
        """The number that the portal gave: text colour, regular."""
        self._number.setFont(self._look.font("number_big", 400))
        self._show("globe", "accent", title, number, about)
        self._number.set_role("text")
        self._edge, self._dashed = "control_border", False

    def show_unique(self, title: str, number: str, about: str) -> None:
        """The number that the centre gave: text colour, semibold, a green edge."""
        self._number.setFont(self._look.font("number_big", 600))
        self._show("circle-check", "success", title, number, about)
        self._number.set_role("text")
        self._edge, self._dashed = "success", False

    def show_awaited(self, title: str, words: str, about: str) -> None:
        """The number that the centre has not given yet: words in a dashed box, never a number."""
        self._number.setFont(self._look.font("number_big", 400))
        self._show("circle-dashed", "offline", title, words, about)
        self._edge, self._dashed = "offline", True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Surface and edge."""
        look = self._look
        radius = look.tokens.radius("panel")
        fill, edge = look.colour("surface"), look.colour(self._edge)
        box(QPainter(self), self.rect(), fill=fill, border=edge, radius=radius, dashed=self._dashed)

    def _show(self, icon: str, role: str, title: str, number: str, about: str) -> None:
        self._icon.setPixmap(self._look.icons.pixmap(icon, role))
        self._title.set_text(title)
        self._number.set_text(number)
        self._number.set_role(role)
        self._about.set_text(about)
        self.setAccessibleName(f"{title}: {number}")
        self.update()
