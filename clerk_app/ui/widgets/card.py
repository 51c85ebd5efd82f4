"""The card in the middle of an otherwise empty page: sign-in, lock, first run."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label


class Card(QFrame):
    """An icon, a title with a line under it, and ``body`` for the rest."""

    def __init__(self, look: Look, icon: str, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(title)
        self.about = Label(look, about, role="text_2", wrap=True)
        picture = QLabel()
        picture.setPixmap(look.icons.pixmap(icon, "accent", look.px(28)))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(look, title, style="person_name"))
        words.addWidget(self.about)
        head = QHBoxLayout()
        head.setSpacing(look.px(12))
        head.addWidget(picture)
        head.addLayout(words, 1)
        self.body = QVBoxLayout(self)
        margin = look.px(28 if not look.tokens.narrow else 14)
        self.body.setContentsMargins(margin, margin - look.px(4), margin, margin - look.px(4))
        self.body.setSpacing(look.px(12 if not look.tokens.narrow else 6))
        self.body.addLayout(head)
        self.body.addSpacing(look.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """A surface with a border that reads as an edge."""
        look = self._look
        radius = look.tokens.radius("panel")
        border = look.colour("control_border")
        box(QPainter(self), self.rect(), fill=look.colour("surface"), border=border, radius=radius)


def centred(look: Look, card: Card, foot: QWidget | None = None) -> QVBoxLayout:
    """The layout of a page: the card in the middle, scrolled where the window is too low, and a strip below."""
    card.setFixedWidth(look.px(430))
    middle = QWidget()
    middle.setObjectName("body")
    # Stretches, not an alignment: an aligned widget is given its size hint, which knows nothing of wrapped lines.
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(card)
    across.addStretch(1)
    column = QVBoxLayout(middle)
    column.addStretch(1)
    column.addLayout(across)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(middle)
    page = QVBoxLayout()
    page.setContentsMargins(0, 0, 0, 0)
    page.setSpacing(0)
    page.addWidget(area, 1)
    if foot is not None:
        page.addWidget(foot)
    return page
