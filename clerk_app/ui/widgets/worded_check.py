"""A check with a sentence that may take several lines; the words belong to the target."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.ui.markup import plain
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.label import Label


class WordedCheck(QWidget):
    """``toggled`` tells whether it is checked; ``Check`` alone never breaks its words."""

    toggled = Signal(bool)

    def __init__(self, look: Look, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = Check(look, "")
        self.check.setAccessibleName(plain(words))
        self.check.toggled.connect(self.toggled)
        self._words = Label(look, words, wrap=True)
        self._words.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.setFocusProxy(self.check)

    def is_checked(self) -> bool:
        """Whether it is checked."""
        return self.check.isChecked()

    def set_checked(self, *, on: bool) -> None:
        """Check it, or not."""
        self.check.setChecked(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the words is one on the box."""
        if watched is self._words and event.type() == QEvent.Type.MouseButtonRelease:
            self.check.click()
        return super().eventFilter(watched, event)
