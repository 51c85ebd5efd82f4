"""Lines to be ticked whose words may be long: a check before each, and the words wrap beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.ui.markup import plain
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.label import Label


class TickLine(QWidget):
    """``check`` and its words; a click on either ticks it."""

    def __init__(self, look: Look, words: str, *, on: bool) -> None:
        super().__init__()
        self.check = Check(look, "")
        self.check.setAccessibleName(plain(words))
        self.check.setChecked(on)
        self.words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.px(3),) * 4)  # the ring of the focus stands there
        row.setSpacing(look.px(8))
        row.addWidget(self.check, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(look, words, wrap=True), 1)
        self.setFocusProxy(self.check)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words belong to the target."""
        if self.rect().contains(event.position().toPoint()):
            self.check.toggle()


class TickList(QWidget):
    """``ticked`` gives the keys of the lines that are ticked; ``changed`` says that they are others."""

    changed = Signal()

    def __init__(self, look: Look, lines: Sequence[tuple[str, str]] = (), *, on: bool = False) -> None:
        super().__init__()
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.lines: dict[str, TickLine] = {}
        self.show_lines(lines, on=on)

    def show_lines(self, lines: Sequence[tuple[str, str]], *, on: bool = False) -> None:
        """Replace the lines: a key and its words each."""
        for line in self.lines.values():
            line.hide()
            line.deleteLater()
        self.lines = {key: TickLine(self._look, words, on=on) for key, words in lines}
        for line in self.lines.values():
            line.check.toggled.connect(lambda _on: self.changed.emit())
            self._column.addWidget(line)

    def ticked(self) -> tuple[str, ...]:
        """In their order."""
        return tuple(key for key, line in self.lines.items() if line.check.isChecked())

    def take_focus(self) -> bool:
        """The first line, if there is one."""
        first = next(iter(self.lines.values()), None)
        if first is not None:
            first.check.setFocus()
        return first is not None
