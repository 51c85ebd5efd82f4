"""One card: what happened, whose it is, what is safe, and the ways out as buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.actions.attending import AttentionItem
from clerk_app.ui.attention.words import ItemWords, WayOut
from clerk_app.ui.paint import box
from clerk_app.ui.request_list import shown_number
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button, Kind
from clerk_app.ui.widgets.label import ElidedLabel, Label
from clerk_app.ui.widgets.number_tag import NumberTag

WAYS_WIDTH = 306


class AttentionCard(QFrame):
    """``way_chosen`` gives a ``WayOut``; the first card's first button is the one that Enter presses."""

    way_chosen = Signal(object)

    def __init__(self, context: Context, item: AttentionItem, words: ItemWords, service: str, *, first: bool) -> None:
        super().__init__()
        self._context = context
        self.item = item
        self._words = words
        self.setAccessibleName(words.title)
        look = context.look
        self._call = Label(look, "", style="small", role="text", wrap=True)
        self._call.hide()
        self.buttons = [self._button(way, filled=first and place == 0) for place, way in enumerate(words.ways)]
        icon = QLabel()
        icon.setPixmap(look.icons.pixmap(words.icon, words.role, look.px(20)))
        said = QVBoxLayout()
        said.setSpacing(look.px(4))
        said.addWidget(Label(look, words.title, style="section", wrap=True))
        said.addWidget(self._whose(service))
        said.addWidget(Label(look, words.about, wrap=True))
        said.addLayout(self._safe())
        said.addWidget(self._call)
        said.addStretch(1)
        ways = QVBoxLayout()
        ways.setSpacing(look.px(6))
        for button in self.buttons:
            ways.addWidget(button)
        ways.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(look.px(12))
        head.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(said, 1)
        self._join(head, ways)

    def show_call(self, words: str) -> None:
        """Say what to tell the centre on the telephone."""
        self._call.set_text(words)
        self._call.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Surface, border, and a bar where the focus is inside."""
        look, painter = self._context.look, QPainter(self)
        radius = look.tokens.radius("panel")
        inside = self.isAncestorOf(self.window().focusWidget() or self.window())
        border = look.colour("accent" if inside else "control_border")
        box(painter, self.rect(), fill=look.colour("surface"), border=border, radius=radius)
        if inside:
            painter.fillRect(1, look.px(8), look.px(3), self.height() - look.px(16), look.colour("accent"))

    def _join(self, head: QHBoxLayout, ways: QVBoxLayout) -> None:
        """Ways out on the right; below where text is large."""
        look = self._context.look
        whole: QHBoxLayout | QVBoxLayout = QVBoxLayout(self) if look.tokens.narrow else QHBoxLayout(self)
        whole.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(10))
        whole.setSpacing(look.px(12))
        whole.addLayout(head, 1)
        whole.addLayout(ways)
        if not look.tokens.narrow:
            for button in self.buttons:
                button.setFixedWidth(max(look.px(WAYS_WIDTH), *(each.sizeHint().width() for each in self.buttons)))

    def _whose(self, service: str) -> QWidget:
        look, view = self._context.look, self.item.view
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(6))
        if view is not None:
            row.addWidget(NumberTag(look, *shown_number(view, self._context.texts)))
            row.addWidget(ElidedLabel(look, f"{view.applicant} · {service}", role="text_2"), 1)
        return line

    def _safe(self) -> QHBoxLayout:
        look = self._context.look
        shield = QLabel()
        shield.setPixmap(look.icons.pixmap("shield-check", "success"))
        row = QHBoxLayout()
        row.setSpacing(look.px(5))
        row.addWidget(shield, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(look, self._words.safe, style="small", role="text_2", wrap=True), 1)
        return row

    def _button(self, way: WayOut, *, filled: bool) -> Button:
        look, text = self._context.look, self._context.texts.text
        kind: Kind = "filled" if filled else "plain"
        button = Button(look, text(f"attention.way.{way}"), kind=kind, keys="Enter" if filled else "", spread=True)
        view = self.item.view
        if view is not None:
            button.setAccessibleDescription(f"{view.applicant}, {self._words.title}")
        button.clicked.connect(self._choosing(way))
        return button

    def _choosing(self, way: WayOut) -> Callable[[], None]:
        return lambda: self.way_chosen.emit(way)
