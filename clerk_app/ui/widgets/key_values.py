"""Labels and values in two columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label


class KeyValues(QWidget):
    """Rows of a quiet label and a value; a value may be a widget."""

    def __init__(self, look: Look, *, label_width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(12))
        self._grid.setVerticalSpacing(look.px(4))
        self._grid.setColumnStretch(1, 1)
        if label_width:
            self._grid.setColumnMinimumWidth(0, look.px(label_width))

    def show_rows(self, rows: list[tuple[str, str | QWidget]]) -> None:
        """Replace the rows."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for index, (name, value) in enumerate(rows):
            label = Label(self._look, name, role="text_2")
            shown = Label(self._look, value, wrap=True) if isinstance(value, str) else value
            shown.setAccessibleDescription(name)
            self._grid.addWidget(label, index, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, index, 1)
