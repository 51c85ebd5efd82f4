"""The header: title, one line of context, chips behind it, and the search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.label import ElidedLabel
from clerk_app.ui.widgets.search_box import SearchBox


class Header(QWidget):
    """Fixed in place and height; the title answers where the clerk is."""

    def __init__(
        self, look: Look, search: str, search_short: str, search_keys: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedHeight(look.tokens.size("page_header") if not look.tokens.narrow else look.px(36))
        self.title = ElidedLabel(look, "", style="page_title")
        self.context = ElidedLabel(look, "", role="text_3")
        self.search = SearchBox(look, search, search_short, search_keys)
        self._extras: list[Chip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(16), 0, look.px(16), 1)
        self._row.setSpacing(look.px(12))
        self._row.addWidget(self.title)
        self._row.addWidget(self.context)
        self._row.addStretch(1)
        self._row.addWidget(self.search)

    def show_head(self, title: str, context: str = "", extras: Sequence[Chip] = ()) -> None:
        """Replace title, context and what stands behind them; the header owns ``extras`` from now on.

        Chips that say the same stay: a screen that is renewed neither flickers nor is laid out anew.
        """
        self.title.set_text(title)
        self.context.set_text("" if self._look.tokens.narrow else context)
        if [chip.state for chip in extras] == [chip.state for chip in self._extras]:
            self._take_away(extras)
        else:
            self._take_away(self._extras)
            self._extras = list(extras)
            for place, chip in enumerate(self._extras, start=2):
                self._row.insertWidget(place, chip)
                chip.show()  # a layout shows what it is given only later
        self._fit()

    def _take_away(self, chips: Sequence[Chip]) -> None:
        for chip in chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width leaves other room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The search gives way to the title, down to its words."""
        parts = [self.title, self.context, *self._extras]
        margins = self._row.contentsMargins()
        taken = sum(part.sizeHint().width() + self._row.spacing() for part in parts)
        room = self.width() - margins.left() - margins.right() - taken - self._row.spacing()
        box = self.search
        box.setFixedWidth(max(box.minimumSizeHint().width(), min(box.sizeHint().width(), room)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The ground, and a line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("divider"))
