"""The last parcels, newest first: the same signed content by whatever carrier, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from clerk_app.ports.line_record import Passed
from clerk_app.ui.exchange.passed_words import PassedLine, passed_line
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.label import ElidedLabel, Label
from clerk_app.ui.widgets.panel import Panel

SHOWN = 5
_COLUMNS = ("time", "carrier", "what", "size", "fate")
_SIZE, _FATE = 3, 4


class PassedPanel(Panel):
    """A table where there is room; else each parcel on two lines."""

    def __init__(self, context: Context) -> None:
        look, text = context.look, context.texts.text
        aside = "" if look.tokens.narrow else text("passed.aside")
        super().__init__(look, text("passed.title"), icon="package", aside=aside)
        self._context = context
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(6 if look.tokens.narrow else 3))
        self._grid.setColumnStretch(0 if look.tokens.narrow else _FATE, 1)
        self.body.addWidget(self._rows)
        self._shown: list[PassedLine] | None = None

    def show_passed(self, passed: Sequence[Passed], now: datetime) -> None:
        """Renew the rows; nothing is drawn anew when they say the same."""
        lines = [passed_line(one, now, self._context.texts) for one in passed[:SHOWN]]
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not lines:
            self._put(Label(self._context.look, self._context.texts.text("passed.none"), role="text_2"), 0, 0)
        elif self._context.look.tokens.narrow:
            self._stack(lines)
        else:
            self._tabulate(lines)

    def _tabulate(self, lines: Sequence[PassedLine]) -> None:
        look, text = self._context.look, self._context.texts.text
        for column, name in enumerate(_COLUMNS):
            self._put(Label(look, text(f"passed.column.{name}"), style="small", role="text_2"), 0, column)
        for row, line in enumerate(lines, 1):
            for column, words in enumerate((line.time, line.carrier, line.what, line.size)):
                label = Label(look, words, role="text_2" if column in (0, _SIZE) else "")
                label.setAccessibleDescription(text(f"passed.column.{_COLUMNS[column]}"))
                self._put(label, row, column)
            self._put(self._fate(line), row, _FATE)

    def _stack(self, lines: Sequence[PassedLine]) -> None:
        look = self._context.look
        for row, line in enumerate(lines):
            told = " · ".join((line.time, line.carrier, line.what, line.size))
            self._put(Label(look, told, role="text_2", wrap=True), 2 * row, 0)
            self._put(self._fate(line), 2 * row + 1, 0)

    def _fate(self, line: PassedLine) -> QWidget:
        """Icon and words of what became of it; in a table the words may be shortened, and are told whole."""
        look = self._context.look
        icon, role = line.look
        mark, held = QLabel(), QWidget()
        mark.setPixmap(look.icons.pixmap(icon, role, look.px(16)))
        words = Label(look, line.fate, wrap=True) if look.tokens.narrow else ElidedLabel(look, line.fate)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(5))
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop if look.tokens.narrow else Qt.AlignmentFlag(0))
        row.addWidget(words, 1)
        return held

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        right = not self._context.look.tokens.narrow and column == _SIZE
        self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag(0))
        widget.show()
