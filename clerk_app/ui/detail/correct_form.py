"""Correcting the form of a request: the same fields as at intake; only what changed is sent."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.actions.intake_form import Assessment, IntakeForm
from clerk_app.domain import fees
from clerk_app.domain.catalogue import Service
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.detail.tabs import finding_sentence
from clerk_app.ui.intake.form_page import FormPage
from clerk_app.ui.intake.state import IntakeState
from clerk_app.ui.looked_up import LookedUp
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.workplace import Workplace


class CorrectForm(QWidget):
    """``send_wanted`` and ``leave_wanted`` are for the screen; what was typed stays until another request comes."""

    send_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, context: Context, place: Workplace) -> None:
        super().__init__()
        self._context = context
        self._place = place
        self._lists = LookedUp(place)
        self._lists.came = partial(while_alive(self, self._on_looked_up), None)
        self._opened: Opened | None = None
        self._form: IntakeForm | None = None
        look, text, keys = context.look, context.texts.text, context.commands.keys
        self.page = FormPage(context, self._lists)
        self.page.form_changed.connect(self._on_form_changed)
        self.send = Button(look, text("detail.send_correction"), icon="send", kind="filled", keys=keys("confirm"))
        self.send.clicked.connect(self.send_wanted)
        leave = Button(look, text("detail.leave_it"), keys="Esc")
        leave.clicked.connect(self.leave_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(8))
        buttons.addWidget(self.send)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        self._about = Note(look, text("detail.correcting"), "info")
        column.addWidget(self._about)
        column.addWidget(self.page)
        self.fee = Note(look, "", "warning")
        self.fee.hide()
        column.addWidget(self.fee)
        column.addLayout(buttons)
        column.addStretch(1)

    def show_request(self, opened: Opened) -> bool:
        """Begin with the values as they stand, or go on with what was typed; whether there is a form to correct.

        What was typed goes on from the values that it began with: else it would undo what came meanwhile.
        """
        if opened.body is None or opened.service is None:
            return False
        same = self._opened is not None and self._opened.view.subject == opened.view.subject
        if not same or self._form is None:
            self._opened = opened
            self._form = IntakeForm(
                id="",
                applicant=opened.body.applicant,
                service=opened.service.id,
                service_version=opened.service.version,
                values=dict(opened.body.form),
            )
        self._show()
        return True

    def say_what_for(self, *, supplementing: bool) -> None:
        """Word the fields as a correction, or as part of what a citizen brings."""
        text = self._context.texts.text
        self._about.show_note(text("case.supplementing" if supplementing else "detail.correcting"), "info")
        self.send.set_text(text("case.supplement_do" if supplementing else "detail.send_correction"))

    @property
    def looked_at(self) -> int | None:
        """The centre's version of the request whose values the clerk began from."""
        return self._opened.view.version if self._opened is not None else None

    def changed(self) -> dict[str, str]:
        """Every field whose value is another than the request has now; emptied ones are empty."""
        if self._opened is None or self._opened.body is None or self._form is None or self._opened.service is None:
            return {}
        before = self._opened.body.form
        after = self._assessed(self._form, self._opened.service).form.values
        keys = dict.fromkeys((*before, *after))
        return {key: after.get(key, "") for key in keys if after.get(key, "") != before.get(key, "")}

    def forget(self) -> None:
        """What was typed has been sent, or is not wanted."""
        self._form = None
        self._opened = None

    def _on_form_changed(self, form: object) -> None:
        if isinstance(form, IntakeForm):
            self._form = form
            self._show()

    def _show(self) -> None:
        if self._form is not None and self._opened is not None and self._opened.service is not None:
            service, assessment = self._opened.service, self._assessed(self._form, self._opened.service)
            self.page.show_state(IntakeState(self._form, service, assessment))
            self._say_fee(self._opened, service, assessment)

    def _say_fee(self, opened: Opened, service: Service, assessment: Assessment) -> None:
        """Say what the new values make of the fee, before they are sent."""
        body, finding = opened.body, None
        if body is not None:
            now, day = assessment.form.values, body.received_local[:10]
            finding = fees.changed(service, body.fee, now, day=day, before=body.form)
        if finding is not None:
            self.fee.show_note(finding_sentence(finding, opened, self._context), "warning")
        self.fee.setVisible(finding is not None)

    def _assessed(self, form: IntakeForm, service: Service) -> Assessment:
        return self._place.actions.intake.assess(form, service, self._lists.labels(service, form.values))

    def _on_looked_up(self, _none: None) -> None:
        self._show()
