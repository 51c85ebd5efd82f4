"""One device or part of this desk: how it is, what was found last, what to do, and a test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from clerk_app.ports.checks import CheckResult
from clerk_app.ui.check_words import LEVELS, found_words
from clerk_app.ui.paint import box
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.keycap import Keycap
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.line import Line

ICONS = {
    "card_reader": "id-card",
    "receipt_printer": "receipt-text",
    "vault": "lock",
    "centre": "landmark",
    "disk": "hard-drive",
    "folders": "folder-open",
    "clock": "clock",
    "journal": "database",
    "settings": "settings",
    "relay": "network",
}
_EDGES = {"fault": "error", "warning": "warning"}


class DeviceCard(QFrame):
    """``check_wanted`` asks to look again."""

    check_wanted = Signal()

    def __init__(self, context: Context, name: str, number: int, tests: list[tuple[str, Callable[[], None]]]) -> None:
        super().__init__()
        self._context = context
        self._edge = "divider"
        look, text = context.look, context.texts.text
        title = text(f"check.name.{name}")
        self.setAccessibleName(title)
        self._icon = QLabel()
        self._icon.setPixmap(look.icons.pixmap(ICONS.get(name, "settings"), "text_2", look.px(20)))
        self._chip = Chip(look, text("devices.level.unchecked"), "text_2", "circle-dashed")
        self._words = Label(look, text("devices.not_checked"), role="text_2", wrap=True)
        self._without = Label(look, "", wrap=True)
        if context.texts.has(f"devices.without.{name}"):
            self._without.set_text(text(f"devices.without.{name}"))
        self._without.hide()
        self._at = Label(look, "", style="small", role="text_3")
        self.check = Button(look, text("devices.check"))
        self.check.setAccessibleName(f"{text('devices.check')}: {title}")
        self.check.clicked.connect(self.check_wanted)
        self._tests = [self._test(words, run, title) for words, run in tests]
        keys = context.commands.keys(f"item_{number}") if number < 10 else ""
        self._lay_out(title, keys)

    def show_checking(self) -> None:
        """Say that it is being looked at."""
        self._chip.show_state(self._context.texts.text("devices.level.checking"), "accent", "refresh-cw")

    def show_result(self, result: CheckResult, at: datetime) -> None:
        """Say what was found, and when."""
        texts = self._context.texts
        icon, role = LEVELS[result.level]
        self._chip.show_state(texts.text(f"devices.level.{result.level}"), role, icon)
        self._words.set_text(found_words(result, texts))
        self._words.set_role("text")
        self._without.setVisible(result.level == "fault" and bool(self._without.text()))
        self._at.set_text(texts.text("devices.checked_at", time=texts.time(at)))
        self._edge = _EDGES.get(result.level, "divider")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Surface, and an edge that tells how it is."""
        look = self._context.look
        radius = look.tokens.radius("panel")
        fill, edge = look.colour("surface"), look.colour(self._edge)
        box(QPainter(self), self.rect(), fill=fill, border=edge, radius=radius)

    def _test(self, words: str, run: Callable[[], None], title: str) -> Button:
        button = Button(self._context.look, words)
        button.setAccessibleName(f"{words}: {title}")
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _lay_out(self, title: str, keys: str) -> None:
        look = self._context.look
        head = QHBoxLayout()
        head.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        head.setSpacing(look.px(8))
        head.addWidget(self._icon)
        head.addWidget(Label(look, title, style="section", wrap=True), 1)
        head.addWidget(self._chip)
        said = QVBoxLayout()
        said.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(10))
        said.setSpacing(look.px(6))
        for label in (self._words, self._without, self._at):
            said.addWidget(label)
        said.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(look.px(8))
        for button in (self.check, *self._tests):
            foot.addWidget(button)
        foot.addStretch(1)
        if keys and not look.tokens.narrow:
            foot.addWidget(Keycap(look, keys), alignment=Qt.AlignmentFlag.AlignVCenter)
        said.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line(look))
        column.addLayout(said, 1)
