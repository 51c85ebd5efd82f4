"""Consent to electronic delivery, given or taken back at the counter: how the citizen said so."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from clerk_app.actions.inbox import Consenting
from clerk_app.domain.delivery_bodies import ConsentWay
from clerk_app.ui.casework.recording import Recording
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.choice import Radio
from clerk_app.ui.workplace import Workplace

WAYS: tuple[ConsentWay, ...] = ("paper", "spoken")


class ConsentAsking:
    """Belongs to one page; what the citizen said is recorded for the case that was open when it was asked."""

    def __init__(self, context: Context, place: Workplace, recording: Recording, over: QWidget) -> None:
        self._context = context
        self._place = place
        self._recording = recording
        self._over = over

    def ask(self, opened: Opened, *, given: bool) -> None:
        """Ask how consent was given, or taken back."""
        dialog = ConsentDialog(self._context, given=given, over=self._over)
        dialog.way_given.connect(lambda way: self._record(opened, Consenting(given=given, how=way)))
        dialog.open_over()

    def _record(self, opened: Opened, said: Consenting) -> None:
        subject, inbox = opened.view.subject, self._place.actions.systems.inbox
        if said.given and opened.body is not None:
            person = opened.body.applicant
            said = replace(said, email=person.email, phone=person.phone)
        told = "delivery.consent_given_now" if said.given else "delivery.consent_taken_back_now"
        self._recording.record(subject, lambda: inbox.consent(subject, said), told)


class ConsentDialog(DialogOver):
    """``way_given`` gives how; nothing is chosen beforehand. ``given`` is false where consent is taken back."""

    way_given = Signal(object)

    def __init__(self, context: Context, *, given: bool, over: QWidget) -> None:
        text = context.texts.text
        super().__init__(
            context,
            title=text("delivery.consent_give_title" if given else "delivery.consent_take_back_title"),
            about=text("delivery.consent_give_about" if given else "delivery.consent_take_back_about"),
            verb=text("delivery.slip_do"),
            leave=text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._group = QButtonGroup(self)
        self.radios: dict[ConsentWay, Radio] = {}
        for way in WAYS:
            radio = self.radios[way] = Radio(context.look, text(f"delivery.consent_how.{way}"))
            self._group.addButton(radio)
            self.middle.addWidget(radio)
        self._group.buttonToggled.connect(lambda _radio, _on: self.verb.set_unavailable(""))
        self.verb.set_unavailable(text("delivery.consent_way_missing"))

    def take_focus(self) -> None:
        """The first way."""
        self.radios["paper"].setFocus()

    def _on_verb(self) -> None:
        way = next((way for way, radio in self.radios.items() if radio.isChecked()), None)
        if way is not None:
            self.way_given.emit(way)
            self.accept()
