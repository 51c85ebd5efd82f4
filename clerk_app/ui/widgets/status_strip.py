"""The status strip: who, link, devices, clock, lock; each part is a button to where it is explained."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clerk_app.ui.markup import plain
from clerk_app.ui.paint import box, keycap, keycap_height, keycap_width, marked_text, text_width
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.link_bars import LINKS, paint_link
from clerk_app.ui.widgets.painted import PaintedButton


class StripPart(PaintedButton):
    """Icon, marked words, an optional closing icon and key. ``icon`` may be a link state of ``link_bars``."""

    changed = Signal()

    def __init__(self, look: Look, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self._keys = keys
        self._icon = ("", "text_2")
        self._end = ("", "success")
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_state(
        self, words: str, icon: str = "", role: str = "text_2", *, end_icon: str = "", end_role: str = "success"
    ) -> None:
        """Say how things are; ``end_icon`` stands behind the words (a check, a warning)."""
        self._words, self._icon, self._end = words, (icon, role), (end_icon, end_role)
        self.setAccessibleName(plain(words))
        self.setToolTip(plain(words))
        self.updateGeometry()
        self.update()
        self.changed.emit()

    @property
    def urgent(self) -> bool:
        """Whether it tells of something that wants a hand."""
        return self._icon[1] in ("warning", "error")

    @property
    def words(self) -> str:
        """What it says now, as plain text."""
        return plain(self._words)

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        look = self.look
        side = look.px(15)
        width = text_width(look, self._words, "small") + look.px(16)
        width += (side + look.px(7)) * sum(bool(name) for name, _ in (self._icon, self._end))
        width += keycap_width(look, self._keys) + look.px(7) if self._keys else 0
        return QSize(width, look.tokens.size("status_strip"))

    def minimumSizeHint(self) -> QSize:
        """Room for the icon: words are cut before the window grows."""
        return QSize(self.look.px(40), self.look.tokens.size("status_strip"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The part."""
        look, painter = self.look, QPainter(self)
        if self.hovered:
            box(painter, self.rect().adjusted(1, 3, -1, -3), fill=look.colour("row_hover"), radius=look.px(4))
        side, left = look.px(15), look.px(8)
        top = (self.height() - side) // 2
        name, role = self._icon
        if name in LINKS:
            paint_link(painter, QRect(left, top, side, side), name, look)
        elif name:
            painter.drawPixmap(QRect(left, top, side, side), look.icons.pixmap(name, role, side))
        left += side + look.px(7) if name else 0
        tail = keycap_width(look, self._keys) + look.px(7) if self._keys else 0
        tail += side + look.px(7) if self._end[0] else 0
        room = QRect(left, 0, self.width() - left - tail - look.px(7), self.height())
        marked_text(painter, room, self._words, look, style="small", role="text_2", strong="text")
        left += min(room.width(), text_width(look, self._words, "small")) + look.px(7)
        if self._end[0]:
            painter.drawPixmap(QRect(left, top, side, side), look.icons.pixmap(*self._end, side))
        if self._keys:
            height = keycap_height(look)
            cap = QRect(left, (self.height() - height) // 2, keycap_width(look, self._keys), height)
            keycap(painter, cap, self._keys, look)


class StatusStrip(QWidget):
    """Parts by name, left group and right group, with a line between neighbours."""

    part_chosen = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._parts: dict[str, StripPart] = {}
        self.setAccessibleName(name)
        self.setFixedHeight(look.tokens.size("status_strip"))
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(look.px(8), 1, look.px(8), 0)
        self._layout.setSpacing(look.px(7))
        self._layout.addStretch(1)
        self._left = 0

    def add_part(self, part_id: str, *, keys: str = "", right: bool = False) -> StripPart:
        """Add a part that says nothing yet; choosing it emits ``part_chosen`` with its id."""
        part = StripPart(self._look, keys, self)
        part.hide()
        part.clicked.connect(lambda: self.part_chosen.emit(part_id))
        part.changed.connect(self._fit)
        if right:
            self._layout.addWidget(part)
        else:
            self._layout.insertWidget(self._left, part)
            self._left += 1
        self._parts[part_id] = part
        return part

    def part(self, part_id: str) -> StripPart:
        """One part."""
        return self._parts[part_id]

    def has(self, part_id: str) -> bool:
        """Whether there is such a part."""
        return part_id in self._parts

    def minimumSizeHint(self) -> QSize:
        """The strip never widens a window."""
        return QSize(self._look.px(160), self._look.tokens.size("status_strip"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The ground, a line on top, and lines between parts."""
        look, painter = self._look, QPainter(self)
        box(painter, self.rect(), fill=look.colour("rail"))
        box(painter, QRect(0, 0, self.width(), 1), fill=look.colour("divider"))
        painter.setPen(look.colour("divider"))
        shown = [part for part in self._parts.values() if not part.isHidden()]
        for part in shown:
            x = part.geometry().right() + look.px(4)
            if x < self.width() - look.px(16):
                painter.drawLine(x, look.px(8), x, self.height() - look.px(8))
        painter.setPen(Qt.PenStyle.NoPen)

    def _fit(self) -> None:
        """The first two parts (who, link) always; then what is urgent; then the rest, as far as there is room."""
        said = [part for part in self._parts.values() if part.words]
        first, rest = said[:2], sorted(said[2:], key=lambda part: not part.urgent)
        room = self.width() - 2 * self._look.px(8)
        for part in (*first, *rest):
            room -= part.sizeHint().width() + self._layout.spacing()
            part.setVisible(part in first or room >= 0)
            room += 0 if part.isVisibleTo(self) else part.sizeHint().width() + self._layout.spacing()
        for part in self._parts.values():
            if not part.words:
                part.hide()
        self.update()
