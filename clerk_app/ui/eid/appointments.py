"""Appointments beside the steps: who will come, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.actions.appointing import Appointment
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.kept_rows import KeptRows
from clerk_app.ui.widgets.label import ElidedLabel, Label
from clerk_app.ui.widgets.panel import Panel

WIDTH = 302
MOST_OPEN = 12
MOST_CLOSED = 3


class AppointmentPanel(Panel):
    """``book_wanted`` asks for a new one; ``closed`` gives an appointment and its outcome."""

    book_wanted = Signal()
    closed = Signal(object)

    def __init__(self, context: Context) -> None:
        text = context.texts.text
        super().__init__(context.look, text("eid.appointments"), icon="calendar")
        self._context = context
        self._none = Label(context.look, text("eid.appointments.none"), role="text_2", wrap=True)
        rows = QVBoxLayout()
        rows.setSpacing(context.look.px(10))
        self._rows: KeptRows[Appointment] = KeptRows(rows, self._row)
        self.book = Button(context.look, text("command.book"), icon="plus", keys=context.commands.keys("book"))
        self.book.clicked.connect(self.book_wanted)
        self.body.addWidget(self._none)
        self.body.addLayout(rows)
        self.body.addWidget(self.book)
        self.body.addStretch(1)

    def show_appointments(self, appointments: Sequence[Appointment]) -> None:
        """Those to come, by their time, then the last that are over."""
        waiting = [one for one in appointments if not one.outcome][:MOST_OPEN]
        over = [one for one in appointments if one.outcome][-MOST_CLOSED:]
        self.set_title(self._context.texts.text("eid.appointments"), str(len(waiting)))
        self._none.setVisible(not waiting and not over)
        self._rows.show([*waiting, *over])

    def _row(self, appointment: Appointment) -> QWidget:
        look, texts = self._context.look, self._context.texts
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(2))
        at = datetime.fromisoformat(appointment.at)
        quiet = "text_3" if appointment.outcome else "text"
        column.addWidget(Label(look, texts.moment(at), style="body_strong", role=quiet))
        column.addWidget(ElidedLabel(look, f"{appointment.name} · {appointment.phone}", role="text_2"))
        if appointment.outcome:
            column.addWidget(
                Label(look, texts.text(f"eid.outcome.{appointment.outcome}"), style="small", role="text_3")
            )
            return row
        ways = QHBoxLayout()
        ways.setSpacing(look.px(8))
        for outcome in ("done", "missed", "cancelled"):
            button = Button(look, texts.text(f"eid.close.{outcome}"), kind="link")
            button.setAccessibleDescription(f"{appointment.name}, {texts.moment(at)}")
            button.clicked.connect(self._closing(appointment, outcome))
            ways.addWidget(button)
        ways.addStretch(1)
        column.addLayout(ways)
        return row

    def _closing(self, appointment: Appointment, outcome: Literal["done", "missed", "cancelled"]) -> Callable[[], None]:
        return lambda: self.closed.emit((appointment, outcome))
