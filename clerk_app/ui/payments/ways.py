"""The ways to pay: one to four, by a single key where no text field has the focus."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Radio
from clerk_app.ui.widgets.keycap import Keycap

WAYS = ("qr", "slip", "terminal", "proof")


class Ways(QWidget):
    """Choosing a way shows its button, and only that goes it: ``way_chosen`` gives the name of one of ``WAYS``."""

    way_chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        look, text = context.look, context.texts.text
        self._text, self._keys = text, context.commands.keys
        self._group = QButtonGroup(self)
        self.radios: dict[str, Radio] = {}
        self.caps: dict[str, Keycap] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(4), look.px(2), 0, 0)  # room for the ring of what has the focus
        column.setSpacing(look.px(4))
        for number, way in enumerate(WAYS, start=1):
            radio = Radio(look, text(f"payments.way.{way}"), self)
            radio.toggled.connect(lambda _on: self._show_button())
            self._group.addButton(radio)
            self.radios[way] = radio
            row = QHBoxLayout()
            row.addWidget(radio)
            row.addStretch(1)
            self.caps[way] = Keycap(look, context.commands.keys(f"pay_way_{number}"))
            row.addWidget(self.caps[way])
            column.addLayout(row)
        self.button = Button(look, "", kind="filled")
        self.button.clicked.connect(lambda: self.way_chosen.emit(self.way))
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        self.choose("qr")

    @property
    def way(self) -> str:
        """The way that is chosen."""
        return next((way for way, radio in self.radios.items() if radio.isChecked()), WAYS[0])

    def take_focus(self) -> None:
        """The way that is chosen, or the first that can be: no text field, so that single keys are heard."""
        chosen = self.radios[self.way]
        free = (radio for radio in self.radios.values() if radio.isEnabled())
        (chosen if chosen.isEnabled() else next(free, chosen)).setFocus()

    def choose(self, way: str) -> None:
        """Show a way as the one that is gone."""
        self.radios[way].setChecked(True)

    def allow(self, ways: frozenset[str]) -> None:
        """Which of them can be gone; only those show their key."""
        for way, radio in self.radios.items():
            radio.setEnabled(way in ways)
            self.caps[way].setVisible(way in ways)
        self._show_button()

    def _show_button(self) -> None:
        """What is done on the chosen way; the code is there to be seen anyway."""
        way = self.way
        self.button.setVisible(way != WAYS[0])
        self.button.setEnabled(self.radios[way].isEnabled())
        number = WAYS.index(way) + 1
        self.button.set_text(self._text(f"payments.go.{way}"))
        self.button.set_keys(self._keys(f"pay_way_{number}"))
