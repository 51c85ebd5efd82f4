"""The rail: places on the left, one lit, with badges; icons only when text is large."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.painted import PaintedButton


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the rail: where it goes, and what it says."""

    id: str
    label: str
    icon: str
    keys: str = ""
    at_bottom: bool = False


class RailButton(PaintedButton):
    """An icon over a word, with a badge for what waits."""

    def __init__(self, look: Look, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(look, place.label, parent=parent)
        self.place = place
        self._badge = 0
        self._badge_role = "offline"
        self.setCheckable(True)
        self.setToolTip(f"{place.label}  {place.keys}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_badge(self, count: int, role: str, words: str) -> None:
        """Show how many wait; ``role`` is ``error`` (act) or ``offline`` (calm); ``words`` say it aloud."""
        self._badge, self._badge_role = count, role
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """A cell of the rail."""
        look = self.look
        if look.tokens.narrow:
            return QSize(look.px(26), look.px(30))
        words = QFontMetrics(look.font("rail_label")).horizontalAdvance(self.place.label)
        return QSize(max(look.tokens.size("rail") - look.px(12), words + look.px(10)), look.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Ground, bar, icon, word, badge."""
        look, painter = self.look, QPainter(self)
        lit = self.isChecked()
        if lit:
            radius = look.tokens.radius("control")
            edge = look.colour("accent" if look.tokens.theme == "high_contrast" else "divider")
            box(painter, self.rect(), fill=look.colour("surface"), border=edge, radius=radius)
            bar = QRect(0, look.px(7), look.px(3), self.height() - look.px(14))
            box(painter, bar, fill=look.colour("accent"), radius=look.px(1))
        elif self.hovered:
            box(painter, self.rect(), fill=look.colour("row_hover"), radius=look.tokens.radius("control"))
        ink = "accent" if lit else "text_2"
        side = look.px(18 if look.tokens.narrow else 20)
        top = (self.height() - side) // 2 if look.tokens.narrow else look.px(8)
        icon = QRect((self.width() - side) // 2, top, side, side)
        painter.drawPixmap(icon, look.icons.pixmap(self.place.icon, ink, side))
        if not look.tokens.narrow:
            painter.setFont(look.font("rail_label"))
            painter.setPen(look.colour(ink))
            words = QRect(0, icon.bottom() + look.px(2), self.width(), look.px(17))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.place.label)
        if self._badge:
            self._paint_badge(painter, icon)

    def _paint_badge(self, painter: QPainter, icon: QRect) -> None:
        look = self.look
        count = str(self._badge) if self._badge < 1000 else "999+"
        font = look.font("rail_label", 600)
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(count) + look.px(9)
        left = min(icon.center().x() + look.px(5), self.width() - width - look.px(1))
        rect = QRect(left, icon.top() - look.px(5), width, look.px(15))
        box(painter, rect, fill=look.colour(self._badge_role), radius=look.px(4))
        painter.setPen(QColor(look.colour("on_accent")))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, count)


class Rail(QWidget):
    """The places in order; those that do not fit move into a menu at the foot."""

    place_chosen = Signal(object)

    def __init__(self, look: Look, places: list[Place], name: str, more: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lit = ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._buttons = {place.id: RailButton(look, place, self) for place in places}
        self._more = RailButton(look, Place(id="", label=more, icon="ellipsis"), self)
        self._more.setCheckable(False)
        self._more.clicked.connect(self._on_more)
        self._lay_out()

    def light(self, place_id: str) -> None:
        """Light one place, or none when the screen belongs to no place."""
        self._lit = place_id
        for name, button in self._buttons.items():
            button.setChecked(name == place_id)

    def set_badge(self, place_id: str, count: int, role: str = "offline", words: str = "") -> None:
        """Show how many wait at a place; 0 takes the badge away."""
        if place_id in self._buttons:
            self._buttons[place_id].set_badge(count, role, words)

    def button(self, place_id: str) -> RailButton:
        """The button of one place."""
        return self._buttons[place_id]

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest word; as low as need be, for places can move into the menu."""
        return QSize(self.sizeHint().width(), self._look.px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide from the foot upwards what has no room."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The ground, and a line on the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._look.colour("divider"))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        margin = self._look.px(3 if self._look.tokens.narrow else 6)
        layout.setContentsMargins(margin, margin, margin + 1, margin)
        layout.setSpacing(self._look.px(1 if self._look.tokens.narrow else 2))
        bottom = [button for button in self._buttons.values() if button.place.at_bottom]
        for button in self._buttons.values():
            button.clicked.connect(self._on_clicked)
            if not button.place.at_bottom:
                layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        for button in (*bottom, self._more):
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        width = max(button.sizeHint().width() for button in self._buttons.values())
        for button in (*self._buttons.values(), self._more):
            button.setFixedWidth(width)

    def _fit(self) -> None:
        each = self._more.sizeHint().height() + self._look.px(2)
        room = max(1, (self.height() - self._look.px(8)) // each)
        buttons = list(self._buttons.values())
        shown = len(buttons) if room >= len(buttons) else room - 1
        for index, button in enumerate(buttons):
            button.setVisible(index < shown)
        self._more.setVisible(shown < len(buttons))

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, RailButton):
            # A click has toggled the button; whether the place is lit is for whoever shows it to say.
            self.light(self._lit)
            self.place_chosen.emit(button.place.id)

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._buttons.values():
            if button.isHidden():
                action = menu.addAction(self._look.icons.icon(button.place.icon), button.place.label)
                action.triggered.connect(button.click)
        menu.popup(self._more.mapToGlobal(self._more.rect().topRight()))
