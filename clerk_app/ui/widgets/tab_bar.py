"""Tabs with counts, underlined."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from clerk_app.ui.paint import text_width
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.painted import RING


class CountTabBar(QTabBar):
    """Each tab is a word and a quiet count; ``tab_chosen`` gives the tab's id."""

    tab_chosen = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty(RING, look.tokens.radius("control"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._narrow = look.tokens.narrow  # where text is large, the words need all the room: counts are only spoken
        self._side = look.px(2 if self._narrow else 7)
        self._counts: list[int | None] = []
        self.currentChanged.connect(self._on_changed)

    def add_tab(self, tab_id: str, text: str, count: int | None = None) -> None:
        """Add a tab at the end; without a count it shows none."""
        self._counts.append(count)
        index = self.addTab(text)
        self.setTabData(index, tab_id)
        self._say(index)

    def set_count(self, tab_id: str, count: int | None) -> None:
        """Change one tab's count; one that stays is no reason to measure every tab anew."""
        for index in range(self.count()):
            if self.tabData(index) == tab_id and self._counts[index] != count:
                self._counts[index] = count
                self._say(index)
                self.setTabText(index, self.tabText(index))  # the bar measures its tabs anew only when a text is set
                self.updateGeometry()

    def choose(self, tab_id: str) -> None:
        """Go to a tab."""
        for index in range(self.count()):
            if self.tabData(index) == tab_id:
                self.setCurrentIndex(index)

    def tabRemoved(self, index: int) -> None:
        """Its count goes with it."""
        del self._counts[index]

    def tabSizeHint(self, index: int) -> QSize:
        """Word, count and room around."""
        width = text_width(self.look, self.tabText(index), weight=600) + 2 * self._side
        if (count := self._shown_count(index)) is not None:
            width += text_width(self.look, str(count)) + self.look.px(6)
        return QSize(width, self.look.px(34))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Words are never cut; what has no room is scrolled to."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The tabs."""
        look, painter = self.look, QPainter(self)
        for index in range(self.count()):
            rect = self.tabRect(index)
            lit = index == self.currentIndex()
            font = look.font("body", 600 if lit else 0)
            painter.setFont(font)
            painter.setPen(look.colour("accent" if lit else "text_2"))
            words = rect.adjusted(self._side, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.tabText(index))
            if (count := self._shown_count(index)) is not None:
                left = text_width(look, self.tabText(index), weight=600 if lit else 0) + look.px(6)
                painter.setFont(look.font("body"))
                painter.setPen(look.colour("text_2"))
                painter.drawText(words.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(count))
            if lit:
                bar = QRect(rect.left(), rect.bottom() + 1 - look.px(3), rect.width(), look.px(3))
                painter.fillRect(bar, look.colour("accent"))

    def _count(self, index: int) -> int | None:
        return self._counts[index] if index < len(self._counts) else None

    def _shown_count(self, index: int) -> int | None:
        return None if self._narrow else self._count(index)

    def _say(self, index: int) -> None:
        count = self._count(index)
        self.setAccessibleTabName(index, self.tabText(index) if count is None else f"{self.tabText(index)} {count}")

    def _on_changed(self, index: int) -> None:
        if index >= 0:
            self.tab_chosen.emit(self.tabData(index))
