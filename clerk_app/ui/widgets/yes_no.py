"""Yes or no, side by side: an answer that was not given yet looks like none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.choice import Radio


class YesNo(QWidget):
    """``value`` is ``yes``, ``no`` or empty; ``answered`` gives it when the clerk chooses."""

    answered = Signal(object)

    def __init__(self, look: Look, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._radios = {"yes": Radio(look, yes), "no": Radio(look, no)}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(3), 0, look.px(3))
        row.setSpacing(look.px(16))
        for radio in self._radios.values():
            self._group.addButton(radio)
            row.addWidget(radio)
        row.addStretch(1)
        self._group.buttonClicked.connect(lambda _button: self._on_clicked())
        self.setFocusProxy(self._radios["yes"])

    def value(self) -> str:
        """What was answered."""
        return next((answer for answer, radio in self._radios.items() if radio.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Show an answer; anything else shows that there is none."""
        # An exclusive group keeps one of them chosen for ever.
        self._group.setExclusive(False)
        for answer, radio in self._radios.items():
            radio.setChecked(answer == value)
        self._group.setExclusive(True)
        self.setFocusProxy(self._radios[value if value in self._radios else "yes"])

    def setAccessibleName(self, name: str) -> None:
        """The question is spoken with each answer."""
        super().setAccessibleName(name)
        for radio in self._radios.values():
            radio.setAccessibleName(f"{name}: {radio.text()}")

    def _on_clicked(self) -> None:
        self.setFocusProxy(self._radios[self.value() or "yes"])
        self.answered.emit(self.value())
