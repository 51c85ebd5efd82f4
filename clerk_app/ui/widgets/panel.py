"""A panel: surface with a hair line, a titled head, a body and an optional foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import ElidedLabel, Label
from clerk_app.ui.widgets.line import Line


class Panel(QFrame):
    """Add widgets to ``body`` (a vertical layout). Without a title there is no head.

    ``flush`` gives the body no margins (tables, tab bars).
    """

    def __init__(
        self,
        look: Look,
        title: str = "",
        *,
        icon: str = "",
        icon_role: str = "text_2",
        aside: str = "",
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.look = look
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self.title = Label(look, title, style="section")
        self.aside = ElidedLabel(look, aside, style="small", role="text_3")
        self._icon = QLabel()
        self.head = QHBoxLayout()
        if title:
            self.setAccessibleName(title)
            self._build_head(icon, icon_role)
        self.body = QVBoxLayout()
        margin = 0 if flush else look.px(12)
        # A table's square corners would cover the panel's round ones.
        self.body.setContentsMargins(margin, margin, margin, margin or look.px(4))
        self.body.setSpacing(0 if flush else look.px(8))
        self._outer.addLayout(self.body, 1)

    def set_title(self, title: str, aside: str = "") -> None:
        """Change the words of the head."""
        self.title.set_text(title)
        self.aside.set_text(aside)
        self.setAccessibleName(title)

    def set_icon(self, icon: str, role: str = "text_2") -> None:
        """Change the icon of the head."""
        self._icon.setPixmap(self.look.icons.pixmap(icon, role))

    def add_foot(self) -> QHBoxLayout:
        """A row under a line at the bottom; returns its layout."""
        self._outer.addWidget(Line(self.look))
        foot = QHBoxLayout()
        foot.setContentsMargins(self.look.px(12), self.look.px(6), self.look.px(12), self.look.px(6))
        foot.setSpacing(self.look.px(12))
        self._outer.addLayout(foot)
        return foot

    def _build_head(self, icon: str, icon_role: str) -> None:
        look = self.look
        self.head.setContentsMargins(look.px(12), look.px(7), look.px(12), look.px(7))
        self.head.setSpacing(look.px(8))
        if icon:
            self.set_icon(icon, icon_role)
            self.head.addWidget(self._icon)
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.aside, alignment=Qt.AlignmentFlag.AlignRight)
        self._outer.addLayout(self.head)
        self._outer.addWidget(Line(look))
