"""The appointments of the screen: loaded, booked by the dialog, closed; their slips printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from clerk_app.actions.appointing import Appointment
from clerk_app.domain.eid import slots
from clerk_app.domain.errors import CounterError
from clerk_app.ui.eid.appointments import AppointmentPanel
from clerk_app.ui.eid.booking import BookingDialog, Wanted
from clerk_app.ui.eid.state import EidForm
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class EidCalendar(QWidget):
    """Serves ``panel``; ``form`` gives the visit from which a booking begins."""

    def __init__(
        self,
        context: Context,
        place: Workplace,
        panel: AppointmentPanel,
        form: Callable[[], EidForm],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self._place = place
        self._panel = panel
        self._form = form
        self._over = parent
        panel.book_wanted.connect(self.book)
        panel.closed.connect(self._on_closed)

    def load(self) -> None:
        """Show what there is."""
        self._place.reads.submit(
            self._place.actions.appointing.all,
            while_alive(self, self._panel.show_appointments),
            while_alive(self, self._on_failed),
        )

    def book(self) -> None:
        """Ask for an appointment, at the first time that is free."""
        appointing, rules = self._place.actions.appointing, self._place.actions.eid
        self._place.reads.submit(
            lambda: (appointing.proposed(), slots(rules.policy())),
            while_alive(self, lambda found: self._open(*found)),
            while_alive(self, self._on_failed),
        )

    def _open(self, proposed: datetime | None, times: tuple[str, ...]) -> None:
        form, at = self._form(), proposed or self._place.clock.local()
        first = Wanted(name=form.person.spoken_name(), phone=form.phone, email=form.email, at=at)
        dialog = BookingDialog(self._context, first, times, over=self._over)
        dialog.wanted.connect(lambda wanted: self._book(dialog, wanted))
        dialog.open_over()

    def _book(self, dialog: BookingDialog, wanted: Wanted) -> None:
        appointing = self._place.actions.appointing
        self._place.writes.submit(
            lambda: appointing.book(wanted.name, wanted.phone, wanted.at, email=wanted.email),
            while_alive(dialog, lambda booked: self._on_booked(dialog, booked)),
            while_alive(dialog, lambda error: _at_field(dialog, error)),
        )

    def _on_booked(self, dialog: BookingDialog, booked: Appointment) -> None:
        dialog.accept()
        self.load()
        self._context.frame.say(self._context.texts.text("eid.booked"))
        appointing, language = self._place.actions.appointing, self._context.texts.language
        self._place.paper.submit(
            lambda: appointing.print_slip(booked, language), failed=while_alive(self, self._on_failed)
        )

    def _on_closed(self, told: object) -> None:
        if not isinstance(told, tuple):
            return
        appointment, outcome = told
        appointing = self._place.actions.appointing
        self._place.writes.submit(
            lambda: appointing.close(appointment, outcome),
            while_alive(self, lambda _none: self.load()),
            while_alive(self, self._on_failed),
        )

    def _on_failed(self, error: Exception) -> None:
        say_error(self._context, error)


def _at_field(dialog: BookingDialog, error: Exception) -> None:
    if not isinstance(error, CounterError):
        raise error
    dialog.show_error(error)
