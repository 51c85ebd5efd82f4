"""Asks when somebody will come again, and how to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, DateField, TextField


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was entered; ``at`` is local."""

    name: str
    phone: str
    email: str
    at: datetime


class BookingDialog(DialogOver):
    """Begins with ``first``; ``wanted`` gives a ``Wanted``; the dialog stays until ``done`` is called or it is left."""

    wanted = Signal(object)

    def __init__(self, context: Context, first: Wanted, times: tuple[str, ...], *, over: QWidget) -> None:
        text = context.texts.text
        super().__init__(
            context,
            title=text("eid.booking.title"),
            about=text("eid.booking.about"),
            verb=text("eid.booking.verb"),
            leave=text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        look = context.look
        self._context = context
        self._first = first
        self.name, self.phone = TextField(look, first.name, longest=80), TextField(look, first.phone, longest=30)
        self.day, self.time = DateField(look), ChoiceField(look, [(one, one) for one in times])
        self.day.set_date(first.at.date())
        self.time.set_value(f"{first.at:%H:%M}")
        self._rows = {
            "name": FieldRow(look, text("eid.booking.name"), self.name, required=True),
            "phone": FieldRow(look, text("person.phone"), self.phone, required=True),
            "at": FieldRow(look, text("eid.booking.day"), self.day, required=True, message_lines=2),
        }
        when = QHBoxLayout()
        when.setSpacing(look.px(12))
        when.addWidget(self._rows["at"], 3)
        when.addWidget(FieldRow(look, text("eid.booking.time"), self.time, message_lines=2), 2)
        who: QBoxLayout = QHBoxLayout() if look.tokens.narrow else QVBoxLayout()
        who.setSpacing(look.px(12 if look.tokens.narrow else 4))
        who.addWidget(self._rows["name"], 3)
        who.addWidget(self._rows["phone"], 2)
        self.middle.addLayout(who)
        self.middle.addLayout(when)

    def take_focus(self) -> None:
        """The first field that is empty, else the day."""
        empty = next((field for field in (self.name, self.phone) if not field.text()), self.day)
        empty.setFocus()

    def show_error(self, error: CounterError) -> None:
        """Say what is wrong under its field."""
        field = error.field if isinstance(error, Invalid) and error.field in self._rows else "at"
        for row in self._rows.values():
            row.clear_message()
        self.point_out(self._rows[field], error_words(error, self._context.texts))

    def _on_verb(self) -> None:
        day = self.day.date()
        if day is None:
            self.point_out(self._rows["at"], self._context.texts.text("finding.date_impossible"))
            return
        hours, _, minutes = str(self.time.value() or "00:00").partition(":")
        at = self._first.at.replace(year=day.year, month=day.month, day=day.day, hour=int(hours), minute=int(minutes))
        self.wanted.emit(Wanted(name=self.name.text(), phone=self.phone.text(), email=self._first.email, at=at))
