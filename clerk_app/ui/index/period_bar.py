"""The choice of the period: five buttons with their keys, one of which is lit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.index_periods import KINDS, PeriodKind
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.choice import Radio


class PeriodBar(QWidget):
    """``period_chosen`` gives the kind; ``own`` is chosen with days that are asked for."""

    period_chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        look, texts = context.look, context.texts
        self.setAccessibleName(texts.text("index.period"))
        self._radios: dict[PeriodKind, Radio] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(2))
        row = QHBoxLayout()
        for place, kind in enumerate(KINDS):
            radio = Radio(look, texts.text(f"index.period.{kind}"))
            radio.setToolTip(context.commands.keys(f"item_{place + 1}"))
            radio.clicked.connect(lambda _checked=False, kind=kind: self.period_chosen.emit(kind))
            self._radios[kind] = radio
            row.addWidget(radio)
            row.addSpacing(look.px(10))
            if look.tokens.narrow and place % 2:
                row.addStretch(1)
                rows.addLayout(row)
                row = QHBoxLayout()
        row.addStretch(1)
        rows.addLayout(row)

    def light(self, kind: PeriodKind) -> None:
        """Show which is chosen."""
        self._radios[kind].setChecked(True)
