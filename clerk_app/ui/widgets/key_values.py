"""Labels and values in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label


class KeyValues(QWidget):
    """Rows of a quiet label and a value; a value may be a widget.

    With ``amounts`` the values are sums: they stand at the right on one line, and the labels wrap.
    """

    def __init__(
        self, look: Look, *, label_width: int = 0, amounts: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._amounts = amounts
        self._shown: list[tuple[str, str | QWidget]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(8 if amounts else 12))
        self._grid.setVerticalSpacing(look.px(4))
        self._grid.setColumnStretch(0 if amounts else 1, 1)
        if label_width:
            self._grid.setColumnMinimumWidth(0, look.px(label_width))

    def show_rows(self, rows: Sequence[tuple[str, str | QWidget]]) -> None:
        """Renew the rows; nothing is drawn anew when they say the same."""
        if self._shown == list(rows):
            return
        self._shown = list(rows)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for index, (name, value) in enumerate(rows):
            label = Label(self._look, name, role="text_2", wrap=self._amounts)
            shown = self._value(value) if isinstance(value, str) else value
            shown.setAccessibleDescription(name)
            self._grid.addWidget(label, index, 0, Qt.AlignmentFlag(0) if self._amounts else Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, index, 1)
            # A layout shows what it is given only later; until then its place would be empty.
            label.show()
            shown.show()
        self._grid.activate()

    def _value(self, words: str) -> Label:
        shown = Label(self._look, words, wrap=not self._amounts)
        if self._amounts:
            shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        return shown
